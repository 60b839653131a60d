/** What a party and its workers say to each other: a share of a step's messages there, what came of each back. */
import type { Address } from '../../../protocol/domain.ts';
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import type { Stamp } from '../../../protocol/time.ts';
import type { RefusalRecord, StepRecord } from '../../../actors/runtime/records.ts';
import type { Saved } from '../../../actors/runtime/saved.ts';

export interface ShareRequest {
  readonly party: Address;
  /** Which copy of the party asks, and for the how-manieth time it asks this worker. */
  readonly copy: string;
  readonly ordinal: number;
  /** This worker, from 0, of so many. */
  readonly worker: number;
  readonly workers: number;
  /** Everything the worker has to know; absent: what it knew after the request before. */
  readonly load?: readonly Saved[];
  /** What the party has changed itself since. */
  readonly changes: readonly Saved[];
  readonly at: Stamp;
  readonly messages: readonly Envelope[];
}

/** What came of one message. */
export interface Done {
  readonly changes: readonly Saved[];
  /** Numbered by the party. */
  readonly sent: readonly Envelope[];
  readonly steps: readonly StepRecord[];
  readonly refusals: readonly RefusalRecord[];
}

export type ShareAnswer =
  | { readonly kind: 'done'; readonly done: readonly Done[] }
  /** It has not what the request goes on from: it has been started again, or another copy has asked. */
  | { readonly kind: 'behind' }
  /** Not this Installation's alone: messages of this type are the party's own to read. */
  | { readonly kind: 'whole'; readonly type: MessageType; readonly reason: string };
