/** One process of a hunt: plays what it is told to, and keeps the last recordings at hand. */
import { remember } from '../../protocol/security/memo.ts';
import { allMutants } from './all.ts';
import { GAMES, nameOf, playMutant, record, type Game, type Noticed, type Recording } from './evidence.ts';
import type { Batch } from './schedule.ts';

/** What a game's unmutated run gets to. */
export interface Reach {
  readonly messages: number;
  readonly lines: readonly string[];
}

export interface Played {
  readonly batch: Batch;
  /** In the order of the batch. */
  readonly noticed: readonly Noticed[];
  /** The first time this worker plays the game. */
  readonly reach?: Reach;
  /** Why nothing can be said in this game: it does not pass unmutated. */
  readonly broken?: string;
}

/** Answers of pure functions to keep: the same bytes are signed, verified and read in every run. */
const ANSWERS = 60_000;
const RECORDINGS = 40;

/** @throws RangeError for a name that is no game. */
export const gameOf = (name: string): Game => {
  const found = GAMES.find((each) => nameOf(each) === name);
  if (found === undefined) throw new RangeError(`"${name}" is no game: <row or excursion> <Group ID> expected`);
  return found;
};

/** @returns what plays a batch. */
export const createWorker = (): ((batch: Batch) => Promise<Played>) => {
  remember(ANSWERS);
  const mutants = new Map([...allMutants()].map((mutant) => [mutant.id, mutant]));
  const recordings = new Map<string, Recording>();
  return async (batch) => {
    const known = recordings.get(batch.game);
    const recording = known ?? await record(gameOf(batch.game)).catch((error: unknown) => (error as Error).message);
    if (typeof recording === 'string') return { batch, noticed: batch.ids.map(() => ({ by: '', isSilent: true, isSameInAnyOrder: true })), reach: { messages: 0, lines: [] }, broken: recording };
    recordings.delete(batch.game);
    recordings.set(batch.game, recording);
    for (const oldest of recordings.keys()) if (recordings.size > RECORDINGS) recordings.delete(oldest);
    const noticed: Noticed[] = [];
    for (const id of batch.ids) {
      const mutant = mutants.get(id);
      if (mutant === undefined) throw new RangeError(`no mutant "${id}"`);
      noticed.push(await playMutant(recording, mutant));
    }
    return { batch, noticed, ...(known === undefined ? { reach: { messages: recording.journal.length, lines: [...recording.lines] } } : {}) };
  };
};
