/**
 * A hunt: every mutant is played where its line is reached, until a verdict, a law or the runtime notices. First where it was
 * killed last time; then, for whom that does not kill, wherever an unmutated run gets to its line, the smallest runs first.
 */
import { EQUIVALENT } from './equivalent.ts';
import { excuseOf } from './excused.ts';
import type { Mutant } from './mutant.ts';
import { Schedule, type Batch, type Tried, type Wanted } from './schedule.ts';
import { Telling, isSame } from './telling.ts';
import type { Played, Reach } from './worker.ts';

export interface Fate {
  readonly id: string;
  readonly operator: string;
  /** `untold`: runs get to its line, and none brings what would be answered otherwise then. */
  readonly fate: 'killed' | 'survived' | 'untold' | 'unreached' | 'equivalent';
  /** The game it was killed in. */
  readonly killer?: string;
  /** What noticed, or why it counts as equivalent. */
  readonly by: string;
  /** Runs it was played in. */
  readonly runs: number;
  /** No run had any message that it would not have had without the mutant. */
  readonly isSilent: boolean;
}

export interface Hunting {
  /** The game each mutant was killed in last time. */
  readonly killers: ReadonlyMap<string, string>;
  /** Runs a mutant is played in before it counts as surviving. */
  readonly most: number;
  /** Games to look for killers in; the worker that plays one tells what it reaches. */
  readonly games: readonly string[];
  /** What is known of games already. */
  readonly reaches: Map<string, Reach>;
  /** Plays batches side by side; called for each until `next` has none and all have been told. */
  run(next: () => Batch | undefined, isDone: () => boolean, told: (played: Played) => void): Promise<void>;
  progress?(text: string): void;
  /** A game that does not pass unmutated, and why. */
  broken(game: string, why: string): void;
}

/** Games by line, each list smallest first. */
const gamesByLine = (reaches: ReadonlyMap<string, Reach>): ReadonlyMap<string, readonly string[]> => {
  const byLine = new Map<string, string[]>();
  for (const [game, { lines }] of [...reaches].sort(([a, x], [b, y]) => x.messages - y.messages || (a < b ? -1 : 1))) {
    for (const line of lines) {
      const games = byLine.get(line);
      if (games === undefined) byLine.set(line, [game]);
      else games.push(game);
    }
  }
  return byLine;
};

/** What most is demanded of: the good paths. */
const isDemanding = (game: string): boolean => game.startsWith('guide-');

/** The smallest half, with a quarter of good paths among them, and then as many from all over. */
export const spreadOver = (games: readonly string[], most: number): readonly string[] => {
  if (games.length <= most) return games;
  const demanding = games.filter(isDemanding).slice(0, Math.floor(most / 4));
  const smallest = [...demanding, ...games.filter((game) => !demanding.includes(game))].slice(0, Math.ceil(most / 2));
  const rest = games.filter((game) => !smallest.includes(game));
  const others = Array.from({ length: most - smallest.length }, (_, index) => rest[Math.floor(((index + 1) * rest.length) / (most - smallest.length)) - 1] ?? '');
  return [...new Set([...smallest, ...others])];
};

const play = async (wanted: readonly Wanted[], { reaches, run, progress, broken }: Hunting): Promise<readonly Tried[]> => {
  const schedule = new Schedule(wanted);
  await run(() => schedule.next(), () => schedule.isDone, ({ batch, noticed, reach, broken: why }) => {
    if (why !== undefined) broken(batch.game, why);
    if (reach !== undefined) reaches.set(batch.game, reach);
    schedule.played(batch, noticed);
    progress?.(`${schedule.tried.length} of ${wanted.length} mutants, ${schedule.tried.filter(({ killer }) => killer !== undefined).length} killed`);
  });
  return schedule.tried;
};

/** What every game reaches, where it is not known. */
const scout = async ({ games, reaches, run, progress, broken }: Hunting): Promise<void> => {
  const unknown = games.filter((game) => !reaches.has(game));
  let out = 0;
  let heard = 0;
  await run(() => {
    const game = unknown[out];
    if (game === undefined) return undefined;
    out += 1;
    return { game, ids: [] };
  }, () => heard === unknown.length, ({ batch, reach, broken: why }) => {
    if (why !== undefined) broken(batch.game, why);
    heard += 1;
    if (reach !== undefined) reaches.set(batch.game, reach);
    progress?.(`${heard} of ${unknown.length} runs without a mutant`);
  });
};

/** Why no run can tell a mutant from the original; undefined when one might. */
const provenSame = (mutant: Mutant, seen: ReadonlySet<string> | undefined): string | undefined => {
  if (isSame(mutant, {})) return 'the same machine, minimised';
  return seen !== undefined && isSame(mutant, { seen }) ? 'the same for every event that any run brings to each state' : undefined;
};

export const hunt = async (mutants: readonly Mutant[], hunting: Hunting): Promise<readonly Fate[]> => {
  const { killers, most, reaches } = hunting;
  const before = await play(mutants.filter(({ id }) => killers.has(id)).map(({ id }) => ({ id, games: [killers.get(id) ?? ''] })), hunting);
  const dead = new Map(before.filter(({ killer }) => killer !== undefined).map((each) => [each.id, each]));
  const alive = mutants.filter(({ id }) => !dead.has(id));
  if (alive.length > 0) await scout(hunting);
  const byLine = gamesByLine(reaches);
  const telling = new Telling(reaches);
  const getThere = ({ lines }: Mutant): readonly string[] => [...new Set(lines.flatMap((line) => byLine.get(line) ?? []))];
  // What all games reach is known only when all were looked at.
  const seen: ReadonlySet<string> | undefined = hunting.games.length > 0 ? new Set(byLine.keys()) : undefined;
  const same = new Map<string, string>();
  const wanted = alive.flatMap((mutant): readonly Wanted[] => {
    const { id } = mutant;
    const all = getThere(mutant);
    const why = all.length === 0 ? undefined : provenSame(mutant, seen);
    const { sure, open } = why === undefined ? telling.among(all, mutant) : { sure: [], open: [] };
    if (why === undefined) return [{ id, games: [...spreadOver(sure, most), ...spreadOver(open, Math.max(0, most - sure.length))].filter((game) => game !== killers.get(id)) }];
    same.set(id, why);
    return [];
  });
  const after = await play(wanted, hunting);
  const tried = new Map([...dead, ...after.map((each) => [each.id, each] as const)]);
  return mutants.map((mutant): Fate => {
    const { id, operator } = mutant;
    const { killer, by = '', runs = 0, isSilent = true, isSameInAnyOrder = true } = tried.get(id) ?? {};
    if (killer !== undefined) return { id, operator, fate: 'killed', killer, by, runs, isSilent };
    const isReached = getThere(mutant).length > 0;
    const isOrder = runs > 0 && isSameInAnyOrder && seen !== undefined && isSame(mutant, { seen, inAnyOrder: true });
    const reason = same.get(id) ?? (isOrder ? `only the order within one instant, and no message of ${runs} runs differs otherwise` : undefined) ?? (isReached ? undefined : excuseOf(mutant)) ?? EQUIVALENT[id];
    if (reason !== undefined) return { id, operator, fate: 'equivalent', by: reason, runs, isSilent };
    return { id, operator, fate: !isReached ? 'unreached' : runs === 0 ? 'untold' : 'survived', by: '', runs, isSilent };
  });
};
