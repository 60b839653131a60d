/**
 * A way through the explored graph as one line: `<configuration> <phase> <causes at most> <moves>`. A move is the place of the step
 * among all that are possible there, unreduced; `3x12` is twelve times the fourth. The causes are in the moves.
 */
import type { Cause } from './causes.ts';
import { Learned, companyOf } from './company.ts';
import { CONFIGURATIONS, configurationNamed, type Configuration } from './configuration.ts';
import { PHASES, settingOf, type Explored, type Phase } from './explore.ts';
import { partsOf, type Parts } from './parts.ts';
import { Search } from './search.ts';

/** Places, with runs of equal ones drawn together. */
const packed = (moves: readonly number[]): string => {
  const runs: { readonly move: number; count: number }[] = [];
  for (const move of moves) {
    const last = runs.at(-1);
    if (last?.move === move) last.count += 1;
    else runs.push({ move, count: 1 });
  }
  return runs.map(({ move, count }) => (count === 1 ? String(move) : `${move}x${count}`)).join(',') || '-';
};

const MOST_MOVES = 100_000;

/** @throws RangeError naming what is no move. */
const unpacked = (text: string): readonly number[] => {
  const moves: number[] = [];
  for (const run of text === '-' ? [] : text.split(',')) {
    const [, move, count = '1'] = /^(\d+)(?:x(\d+))?$/.exec(run) ?? [];
    if (move === undefined) throw new RangeError(`"${run}": a move such as 0 or 0x12 expected`);
    if (moves.length + Number(count) > MOST_MOVES) throw new RangeError(`"${run}": ${MOST_MOVES} moves at most expected`);
    for (let made = 0; made < Number(count); made += 1) moves.push(Number(move));
  }
  return moves;
};

/** What a step is called; the numbers inside differ from search to search, this does not. */
const nameOf = ({ cells, company }: Parts, label: number): string => {
  if (label < 0) return `world ${String(cells.timers.value(-1 - label).fault).padStart(4, '0')}`;
  const way = cells.way(label);
  const { party, input } = cells.outcome(way.outcome);
  return `${company.parties[party]?.address} ${input % 2 === 0 ? '' : cells.timers.value((input - 1) / 2).timer} ${String(way.bound + 1).padStart(4, '0')}`;
};

/** Steps from a state in an order of their own. */
const stepsFrom = (parts: Parts, walker: Search, state: number): readonly { readonly to: number; readonly label: number; readonly name: string }[] =>
  walker.successorsOf(state).map((step) => ({ ...step, name: nameOf(parts, step.label) })).sort((a, b) => (a.name < b.name ? -1 : 1));

/** One way at a time, exactly: local states are alike only where everything is. */
const exactly = (configuration: Configuration, phase: Phase, faults: number, causes?: readonly Cause[], learned = new Learned()): { readonly chosen: readonly Cause[]; readonly parts: Parts; readonly walker: Search } => {
  const company = companyOf(configuration, { exact: true, learned });
  const { chosen, span: { from } } = settingOf(company, phase, causes);
  const parts = partsOf(company, chosen, faults);
  return { chosen, parts, walker: Search.walker(parts, from) };
};

/** Of each party only one input can be next, so a step's name tells it from the others, in the explored graph and in the exact one. */
const lineOf = ({ configuration, phase, faults, causes, parts, search }: Explored, edges: readonly number[]): string => {
  const exact = exactly(configuration, phase, faults, causes, new Learned(parts.company.learned.modules));
  let at = 0;
  return packed(edges.map((edge) => {
    const steps = stepsFrom(exact.parts, exact.walker, at);
    const wanted = nameOf(parts, search.graph.label(edge));
    const place = steps.findIndex(({ name }) => name === wanted);
    if (place < 0) throw new Error(`${configuration.name}: no "${wanted}" where the explored graph has it: what is live was not known`);
    at = (steps[place] as { to: number }).to;
    return place;
  }));
};

/** The shortest way to a state. */
export const replayLine = (explored: Explored, state: number): string => {
  const { configuration, phase, faults, search } = explored;
  return [configuration.name, phase, faults, lineOf(explored, search.graph.pathTo(state))].join(' ');
};

export interface Trace {
  readonly configuration: Configuration;
  readonly causes: readonly Cause[];
  readonly parts: Parts;
  /** Labels of its steps from boot on: ways, or `-1 - timer` for the world's. */
  readonly labels: readonly number[];
}

/** @throws RangeError that says what part of the line will not do. */
export const traceOf = (line: string): Trace => {
  const [name, phase, faults, moves, ...rest] = line.trim().split(/\s+/);
  const configuration = configurationNamed(name ?? '');
  if (configuration === undefined) throw new RangeError(`"${name}": a configuration expected, such as ${CONFIGURATIONS[0]?.name}`);
  if (!PHASES.some((each) => each === phase)) throw new RangeError(`"${phase}": one of ${PHASES.join(', ')} expected`);
  if (faults === undefined || !/^[0-3]$/.test(faults)) throw new RangeError(`"${faults}": how many causes at most expected, 0 to 3`);
  if (moves === undefined || rest.length > 0) throw new RangeError('<configuration> <phase> <causes at most> <moves> expected');
  const { chosen, parts, walker } = exactly(configuration, phase as Phase, Number(faults));
  let at = 0;
  const labels = unpacked(moves).map((place, index) => {
    const step = stepsFrom(parts, walker, at)[place];
    if (step === undefined) throw new RangeError(`move ${index + 1}, "${place}": there is no such step; the machines may have changed since the line was written`);
    at = step.to;
    return step.label;
  });
  return { configuration, causes: chosen, parts, labels: [...walker.led, ...labels] };
};
