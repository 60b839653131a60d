/**
 * What must, or must not, be seen on the bus: plain data that can be printed and needs a clause for every claim.
 * Each expectation is about one kind of message from one sender about one Installation, so nothing here orders
 * messages between independent parties. `harness/verdict` interprets it.
 */
import type { Role } from '../../domain.ts';
import type { MessageType } from '../../messages/types.ts';

export type Literal = string | number | boolean;

/** Which message of a named expectation is meant: its first or its last. */
export interface Reference {
  readonly of: string;
  readonly which?: 'first' | 'last';
}

/**
 * A predicate on one field of the decoded content. Paths are dotted; `entry` is the Installation's own element of a file
 * or row of a report; `incident` is the ticket that an incident message belongs to.
 */
export type FieldTest =
  | { readonly field: string; readonly is: Literal }
  | { readonly field: string; readonly isNot: Literal }
  | { readonly field: string; readonly oneOf: readonly Literal[] }
  | { readonly field: string; readonly noneOf: readonly Literal[] }
  | { readonly field: string; readonly filled: boolean }
  /** Some value of the record, whatever its column is called, is the literal: for reports whose columns are authored. */
  | { readonly field: string; readonly holds: Literal }
  /** The list has an element with these values. */
  | { readonly field: string; readonly includes: Readonly<Record<string, Literal>> }
  | { readonly field: string; readonly sameAs: Reference }
  | { readonly field: string; readonly differsFrom: Reference }
  | { readonly field: string; readonly above: Reference };

/**
 * Who must have received it: `exactly` all of these, and besides them only `also`, which the rulings accept too.
 * `supplier` and `networkOperator` stand for those of the Installation; per-cohort roles for those of its Group ID.
 */
/**
 * `everySupplier`, `everyNetworkOperator`: all of the estate, whether they serve the Installation or not ("all Interested Parties",
 * MEHRS 2.5.3; "all SEC Parties", Guide 4.4). `supplier.active`, `supplier.dormant`: those of its Active or Dormant meters.
 */
export type Receiver = Role | 'networkOperator.electricity' | 'networkOperator.gas' | 'everySupplier' | 'everyNetworkOperator' | 'supplier.active' | 'supplier.dormant';
export interface Receivers {
  readonly exactly: readonly Receiver[];
  readonly also?: readonly Receiver[];
}

/** Minutes unless named otherwise. Calendar times are Europe/London; `migrationWeek` is the Monday of the Migration Day's week. */
export type Timing =
  | { readonly kind: 'after'; readonly from: Reference; readonly atLeast?: number; readonly atMost?: number }
  | { readonly kind: 'ladder'; readonly offsets: readonly number[] }
  | {
      readonly kind: 'calendar';
      readonly anchor: 'migrationDay' | 'migrationWeek';
      readonly dayOffset: number;
      readonly wallClock: string;
      readonly relation: 'at' | 'notBefore' | 'notAfter';
    };

export interface Expectation {
  /** Unique within its row; what other expectations refer to. */
  readonly name: string;
  readonly clause: string;
  readonly from: readonly Role[];
  readonly type: MessageType;
  readonly where?: readonly FieldTest[];
  /** Only messages later than this one, and earlier than that one. */
  readonly after?: Reference;
  readonly before?: Reference;
}

export interface MustSend extends Expectation {
  readonly receivers: Receivers;
  /** Messages per receiver; exactly one when absent. */
  readonly count?: number | { readonly min: number; readonly max?: number };
  readonly timing?: readonly Timing[];
  /** Demanded once for each distinct message of the named expectation, paired by a field both carry. */
  readonly forEach?: { readonly of: string; readonly sameField: string };
}

export type MustNotSend = Expectation;

/** Messages of one kind from a role to a role. */
export interface Traffic {
  readonly from: Role;
  readonly type: MessageType;
  readonly to: Role;
}

/**
 * A backlog is worked on in the order in which it was received, among all Installations of the run: the first message of
 * the work about each, after the reference, comes in the order of the first message of the receipt about each.
 */
export interface InOrder {
  readonly name: string;
  readonly clause: string;
  readonly receipt: Traffic;
  readonly work: Traffic;
  readonly after: Reference;
  /** Those flagged as a priority in their Migration Authorisation come before all others. */
  readonly priorityFirst: boolean;
}
