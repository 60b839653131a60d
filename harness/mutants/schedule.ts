/**
 * Who is tried where: each mutant has a list of games to be played in, in order, and leaves when something notices it. A game
 * is handed out with all mutants that wait for it, for recording it costs more than playing it with a mutant.
 */
import type { Noticed } from './evidence.ts';

export interface Wanted {
  readonly id: string;
  /** Names of games, in the order to try. */
  readonly games: readonly string[];
}

export interface Batch {
  readonly game: string;
  readonly ids: readonly string[];
}

export interface Tried {
  readonly id: string;
  /** The game it was killed in, and what noticed. */
  readonly killer?: string;
  readonly by?: string;
  readonly runs: number;
  /** In none of its runs was any message another than without it. */
  readonly isSilent: boolean;
  /** Nor any but for the order of what has one stamp. */
  readonly isSameInAnyOrder: boolean;
}

/** Small enough that two workers end at about the same time. */
const MOST_IN_A_BATCH = 60;

export class Schedule {
  readonly #games: ReadonlyMap<string, readonly string[]>;
  readonly #runs = new Map<string, number>();
  readonly #heard = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #waiting = new Map<string, string[]>();
  readonly #tried: Tried[] = [];
  #out = 0;

  constructor(wanted: readonly Wanted[]) {
    this.#games = new Map(wanted.map(({ id, games }) => [id, games]));
    for (const { id } of wanted) this.#queue(id);
  }

  /** What to play next; undefined when nothing waits, which may change while batches are out. */
  next(): Batch | undefined {
    let most: string | undefined;
    for (const [game, ids] of this.#waiting) if (most === undefined || ids.length > (this.#waiting.get(most)?.length ?? 0)) most = game;
    if (most === undefined) return undefined;
    const waiting = this.#waiting.get(most) ?? [];
    const ids = waiting.splice(0, MOST_IN_A_BATCH);
    if (waiting.length === 0) this.#waiting.delete(most);
    this.#out += 1;
    return { game: most, ids };
  }

  /** @param noticed what noticed each mutant of the batch, in its order. */
  played({ game, ids }: Batch, noticed: readonly Noticed[]): void {
    this.#out -= 1;
    for (const [index, id] of ids.entries()) {
      const runs = (this.#runs.get(id) ?? 0) + 1;
      this.#runs.set(id, runs);
      const { by, isSilent, isSameInAnyOrder } = noticed[index] as Noticed;
      if (!isSilent) this.#heard.add(id);
      if (!isSameInAnyOrder) this.#changed.add(id);
      if (by === '') this.#queue(id);
      else this.#tried.push({ id, killer: game, by, runs, isSilent: false, isSameInAnyOrder: false });
    }
  }

  get isDone(): boolean {
    return this.#out === 0 && this.#waiting.size === 0;
  }

  /** Every mutant that has left. */
  get tried(): readonly Tried[] {
    return this.#tried;
  }

  #queue(id: string): void {
    const runs = this.#runs.get(id) ?? 0;
    const game = this.#games.get(id)?.[runs];
    if (game === undefined) {
      this.#tried.push({ id, runs, isSilent: !this.#heard.has(id), isSameInAnyOrder: !this.#changed.has(id) });
      return;
    }
    const waiting = this.#waiting.get(game);
    if (waiting === undefined) this.#waiting.set(game, [id]);
    else waiting.push(id);
  }
}
