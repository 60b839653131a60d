/** What a bus carries: one message between two parties. The body is bytes that could have come from outside (law L3). */
import type { Address } from '../domain.ts';
import type { Stamp } from '../time.ts';
import type { MessageType } from './types.ts';

export interface Envelope {
  /** Run id, `[A-Za-z0-9_-]+`. */
  readonly run: string;
  /** Sender as the bus authenticated it, never as the body claims. */
  readonly from: Address;
  readonly to: Address;
  readonly type: MessageType;
  /** What it is about: an Installation id, a Migration set id or a file id, `[A-Za-z0-9_-]+`. */
  readonly key: string;
  /** Counts from 1 per (from, to). */
  readonly seq: number;
  /** When the receiver may read it. */
  readonly stamp: Stamp;
  readonly body: Uint8Array;
}

export const TOKEN = /^[A-Za-z0-9_-]{1,128}$/;
