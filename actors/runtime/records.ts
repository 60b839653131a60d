/** What goes on record of a party at work: what it read, the steps it took, what it refused. */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';

/** One classified event and what came of it: the trace that the explored graph is compared with. */
export interface StepRecord {
  readonly t: number;
  readonly n: number;
  readonly party: Address;
  readonly machine: string;
  readonly key: string;
  readonly event: string;
  readonly failed?: string;
  readonly from: string;
  readonly to: string;
  readonly effects: readonly string[];
  readonly declared: boolean;
}

/** A message that was refused as unreadable, H6. */
export interface RefusalRecord {
  readonly t: number;
  readonly n: number;
  readonly party: Address;
  readonly from: Address;
  readonly type: string;
  readonly reason: string;
}

/** What a party is about to deal with: a message, or else a timer of one of its machines, `<machine>/<key>/<timer>`. */
export interface InputRecord {
  readonly t: number;
  readonly n: number;
  readonly party: Address;
  readonly message?: Envelope;
  readonly timer?: string;
}

export interface HostObserver {
  /** Before the steps it causes: what tells which steps belong together. */
  input?(record: InputRecord): void;
  step(record: StepRecord): void;
  refusal(record: RefusalRecord): void;
}
