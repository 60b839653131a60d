/**
 * Games in which a mutated machine says anything else than the original. What each instance was given in the unmutated run tells: as
 * long as all that is said is the same, a deterministic world goes on as it did. No other game is worth playing.
 */
import type { MachineEvent } from '../../machines/kit.ts';
import type { Difference, Trying } from './equivalence.ts';
import { ranIn } from './lines.ts';
import type { Mutant } from './mutant.ts';

interface Run {
  readonly events: readonly MachineEvent[];
}

export class Telling {
  /** By machine, then by game: the instances of the game; the same run is the same object. */
  readonly #runs = new Map<string, Map<string, Set<Run>>>();

  /** @param reaches what each game's unmutated run gets to. */
  constructor(reaches: ReadonlyMap<string, { readonly lines: readonly string[] }>) {
    const known = new Map<string, ReturnType<typeof ranIn>>();
    for (const [game, { lines }] of reaches) {
      for (const line of lines) {
        if (!known.has(line)) known.set(line, ranIn(line));
        const run = known.get(line);
        if (run === undefined) continue;
        const games = this.#runs.get(run.machine) ?? new Map<string, Set<Run>>();
        this.#runs.set(run.machine, games.set(game, (games.get(game) ?? new Set()).add(run)));
      }
    }
  }

  /** Those of the games in which the mutant says anything else, and those in which it may; none is sure for one of no machine, or that makes none. */
  among(games: readonly string[], mutant: Mutant): { readonly sure: readonly string[]; readonly open: readonly string[] } {
    const byGame = this.#runs.get(mutant.machine ?? '');
    if (byGame === undefined) return { sure: [], open: games };
    const known = new Map<Run, Difference>();
    const tells = (run: Run): Difference => {
      const before = known.get(run);
      if (before !== undefined) return before;
      const now = difference(mutant, run.events);
      known.set(run, now);
      return now;
    };
    const found = games.map((game) => ({ game, tells: [...(byGame.get(game) ?? [])].map(tells) }));
    return {
      sure: found.filter((each) => each.tells.includes('said')).map(({ game }) => game),
      open: found.filter((each) => !each.tells.includes('said') && each.tells.includes('timed')).map(({ game }) => game),
    };
  }
}

/** A mutant that makes no machine is another one. */
const difference = (mutant: Mutant, events: readonly MachineEvent[]): Difference => {
  try {
    return mutant.differenceOn?.(events) ?? 'said';
  } catch {
    return 'said';
  }
};

export const isSame = (mutant: Mutant, trying: Trying): boolean => {
  try {
    return mutant.isSameMachine?.(trying) === true;
  } catch {
    return false;
  }
};
