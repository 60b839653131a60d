/**
 * Hunts mutants: each is played in the rows whose unmutated run gets to its line, smallest run first, until a verdict, a
 * law or the runtime notices. What nobody notices has survived.
 */
import { PARTIES } from '../../actors/index.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { scenarioFor } from '../scenarios/scenario.ts';
import type { WorldOptions } from '../world/world.ts';
import { EQUIVALENT } from './equivalent.ts';
import { play, traceOf, type Game, type Trace } from './evidence.ts';
import { machineMutants } from './machineMutants.ts';
import type { Mutant } from './mutant.ts';
import { parameterMutants } from './parameterMutants.ts';

export function* allMutants(): Iterable<Mutant> {
  for (const party of Object.values(PARTIES)) for (const module of party.machines) yield* machineMutants(party, module);
  yield* parameterMutants();
}

export const GAMES: readonly Game[] = CATALOGUE.flatMap((row) => row.groups.map((groupId) => ({ row, groupId })));

export interface Fate {
  readonly id: string;
  readonly operator: string;
  readonly fate: 'killed' | 'survived' | 'unreached' | 'equivalent';
  /** What noticed, or why it counts as equivalent. */
  readonly by: string;
  /** Runs it was played in. */
  readonly runs: number;
}

/** A mutant may talk for ever. */
const MOST_TIMES_LONGER = 4;
const MOST_MORE = 2_000;

const extrasOf = (mutant: Mutant, { row, groupId }: Game): Partial<WorldOptions> => {
  const { ruleSet = 'v3.1' } = scenarioFor(row.id, groupId).world;
  return {
    ...(mutant.parties === undefined ? {} : { parties: mutant.parties }),
    ...(mutant.ruleSet === undefined ? {} : { rules: mutant.ruleSet(RULE_SETS[ruleSet]) }),
  };
};

const playMutant = async (mutant: Mutant, trace: Trace): Promise<string> => {
  let undo: (() => void) | undefined;
  try {
    undo = mutant.apply?.();
    const { outcome } = await play(trace, extrasOf(mutant, trace), trace.messages * MOST_TIMES_LONGER + MOST_MORE);
    return outcome.by;
  } catch (error) {
    return `makes no machine: ${(error as Error).message}`;
  } finally {
    undo?.();
  }
};

/** @param traces smallest first. @param mostRuns gives up after so many runs; what is left then has survived. */
export const hunt = async (mutant: Mutant, traces: readonly Trace[], mostRuns = Infinity): Promise<Fate> => {
  const { id, operator } = mutant;
  let runs = 0;
  for (const trace of traces) {
    if (!mutant.reaches(trace)) continue;
    if (runs >= mostRuns) break;
    runs += 1;
    const by = await playMutant(mutant, trace);
    if (by !== '') return { id, operator, fate: 'killed', by: `${trace.row.id} ${trace.groupId}: ${by}`, runs };
  }
  const reason = EQUIVALENT[id];
  if (reason !== undefined) return { id, operator, fate: 'equivalent', by: reason, runs };
  return { id, operator, fate: runs === 0 ? 'unreached' : 'survived', by: '', runs };
};

/** Traces of games, smallest run first; one Group ID of a row before its others, for most mutants do not care. */
export const tracesOf = async (games: readonly Game[], onProgress?: (done: number) => void): Promise<readonly Trace[]> => {
  const traces: Trace[] = [];
  for (const game of games) {
    traces.push(await traceOf(game));
    onProgress?.(traces.length);
  }
  const rank = ({ row, groupId }: Trace): number => (row.groups.indexOf(groupId) === 0 ? 0 : 1);
  return traces.sort((a, b) => rank(a) - rank(b) || a.messages - b.messages);
};
