/**
 * What may go wrong with one message of an attempt: it is lost, it comes twice, or a later one of the same sender comes before it. One word
 * of a state says what has gone wrong so far; 0: nothing yet.
 *
 * Invariants (tests cite them):
 *  M1 one thing goes wrong, at most, whichever message it is;
 *  M2 a lost message is never dealt with; that it is lost shows where it would have been;
 *  M3 the second of two copies comes at any later moment, before or after anything else, and the attempt does not end without it;
 *  M4 what is held up comes right after a later message of the same sender to the same receiver; where none follows, nothing was overtaken.
 */
import { Names } from './intern.ts';
import type { Inboxes } from './inboxes.ts';
import { INBOX_MASK, type Move, type Trouble } from './searchParts.ts';

export const TROUBLES = ['lose', 'double', 'overtake'] as const;
export type TroubleKind = (typeof TROUBLES)[number];
/** The last: a party goes and comes back (`crash.ts`). */
export const TROUBLE_MODES = [...TROUBLES, 'crash'] as const;
export type TroubleMode = (typeof TROUBLE_MODES)[number];

/** What has gone wrong in a state. */
export interface Gone {
  readonly kind: TroubleKind;
  readonly party: number;
  readonly message: number;
  /** A copy, or what was held up, has not come yet. */
  readonly pending: boolean;
}

export class OneTrouble implements Trouble {
  readonly #words = new Names<Gone>();

  /** @param senderOf of a message. @param isConcerned whether something may go wrong with it; default with any. */
  constructor(readonly kind: TroubleKind, private readonly senderOf: (message: number) => string, private readonly isConcerned: (message: number) => boolean = () => true) {}

  /** Undefined: nothing yet. */
  gone(word: number): Gone | undefined {
    return word === 0 ? undefined : this.#words.value(word - 1);
  }

  moves(vector: Uint32Array, busy: number, inboxes: Inboxes): readonly Move[] {
    const parties = vector.length - 2;
    const gone = this.gone(vector[parties + 1] as number);
    const inboxOf = (party: number): number => (vector[party] as number) & INBOX_MASK;
    const isFree = (party: number): boolean => (busy & (1 << party)) === 0;
    if (gone !== undefined) return gone.pending && isFree(gone.party) ? this.#pending(gone, inboxOf(gone.party), inboxes) : [];
    return Array.from({ length: parties }, (_, party) => party).flatMap((party) => (isFree(party) && inboxOf(party) !== 0 ? this.#begin(party, inboxOf(party), inboxes) : []));
  }

  holdsTime(word: number): boolean {
    return this.kind === 'double' && this.isOpen(word);
  }

  isOpen(word: number): boolean {
    return this.gone(word)?.pending === true;
  }

  /** M1, M2 */
  #begin(party: number, inbox: number, inboxes: Inboxes): readonly Move[] {
    const message = inboxes.head(inbox);
    if (!this.isConcerned(message)) return [];
    const { kind } = this;
    return [{ party, inbox: inboxes.tail(inbox), message: kind === 'double' ? message : -1, word: this.#word({ kind, party, message, pending: kind !== 'lose' }) }];
  }

  /** M3, M4 */
  #pending(gone: Gone, inbox: number, inboxes: Inboxes): readonly Move[] {
    const { party } = gone;
    const word = this.#word({ ...gone, pending: false });
    if (gone.kind === 'double') return [{ party, inbox, message: gone.message, word }];
    if (inbox === 0 || this.senderOf(inboxes.head(inbox)) !== this.senderOf(gone.message)) return [];
    const [overtaking = -1, ...others] = inboxes.value(inbox);
    return [{ party, inbox: [gone.message, ...others].reduce((made, each) => inboxes.push(made, each), 0), message: overtaking, word }];
  }

  #word(gone: Gone): number {
    return 1 + this.#words.intern(`${gone.party} ${gone.message} ${gone.pending}`, () => gone);
  }
}
