/** What a search is made of, and how a state is written. */
import type { Fork, Way } from './cells.ts';
import type { Inboxes } from './inboxes.ts';
import type { Reach } from './reach.ts';
import type { SurroundingSet } from './surroundings.ts';

/** A party's word of a vector: its local state above, its inbox below. */
export const INBOX_BITS = 16;
export const INBOX_MASK = (1 << INBOX_BITS) - 1;

/** Where a search gets its steps from: the table that live parties fill (`cells.ts`), or one that was frozen (`frozen.ts`). */
export interface CellSource {
  fork(party: number, state: number, input: number, surrounding: number): Fork;
  way(number: number): Way;
  /** -1 for the world. */
  timerParty(timer: number): number;
  /** Whom one of the world's timers is about, and the type of what it sends there. */
  affects(timer: number): { readonly party: number; readonly type?: string };
  happen(timer: number, states: (party: number) => number): { readonly party: number; readonly next: number; readonly message: number } | undefined;
}

export interface SearchParts {
  readonly parties: number;
  readonly cells: CellSource;
  readonly surroundings: SurroundingSet;
  readonly reach: Pick<Reach, 'version' | 'learn' | 'mask' | 'kindOf' | 'kindOfMessage' | 'kindOfTimer'>;
  /** Local states, inboxes and surrounding that it begins with. */
  start(inboxes: Inboxes): { readonly states: readonly number[]; readonly inboxes: readonly number[]; readonly surrounding: number };
}

/** What one party's inbox is like when something goes wrong with it. */
export interface Move {
  readonly party: number;
  /** Inbox left. */
  readonly inbox: number;
  /** Message it deals with, -1: none. */
  readonly message: number;
  readonly word: number;
}

export interface Trouble {
  /** What may go wrong in a state. @param busy parties, as bits, that have something else to deal with first. */
  moves(vector: Uint32Array, busy: number, inboxes: Inboxes): readonly Move[];
  /** Something is still to come, at any time: time moves only as one of the things that can happen. */
  holdsTime(word: number): boolean;
  /** What has begun to go wrong has not gone wrong yet: no end. */
  isOpen(word: number): boolean;
}

export interface SearchOptions {
  /** Off for the comparison on a frozen subset. */
  readonly reduce: boolean;
  /** The search stops short above so many states. */
  readonly maxStates: number;
  /** Virtual ms: every order from then on; before, the order a live world has. Default: from the start. */
  readonly from?: number;
  /** Virtual ms: a state at or after it is an end. Default: to the last deadline. */
  readonly until?: number;
  /** A timer may fire whenever it runs, and each once. Default: when it is due. */
  readonly untimed?: boolean;
  /** Something may go wrong on the way: no reduction. */
  readonly trouble?: Trouble;
  /** About how many states there will be, as far as one knows. */
  readonly expected?: number;
  readonly onProgress?: (states: number) => void;
}
