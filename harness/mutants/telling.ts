/**
 * Games in which a mutated machine says anything else than the original. What each instance was given in the unmutated run tells: as
 * long as all that is said is the same, a deterministic world goes on as it did. No other game is worth playing.
 */
import type { MachineEvent } from '../../machines/kit.ts';
import type { Trying } from './equivalence.ts';
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

  /** Those of the games in which the mutant says anything else; all of them for one of no machine, or that makes none. */
  among(games: readonly string[], mutant: Mutant, trying: Trying = {}): readonly string[] {
    const byGame = this.#runs.get(mutant.machine ?? '');
    if (byGame === undefined) return games;
    const known = new Map<Run, boolean>();
    const tells = (run: Run): boolean => {
      const before = known.get(run);
      if (before !== undefined) return before;
      const now = differs(mutant, run.events, trying);
      known.set(run, now);
      return now;
    };
    return games.filter((game) => [...(byGame.get(game) ?? [])].some(tells));
  }
}

/** A mutant that makes no machine is another one. */
const differs = (mutant: Mutant, events: readonly MachineEvent[], trying: Trying): boolean => {
  try {
    return mutant.differsOn?.(events, trying) !== false;
  } catch {
    return true;
  }
};

export const isSame = (mutant: Mutant, trying: Trying): boolean => {
  try {
    return mutant.isSameMachine?.(trying) === true;
  } catch {
    return false;
  }
};
