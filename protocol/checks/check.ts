/**
 * A check table: one row is one predicate over real data, in the order in which the party applies them.
 * Rows are data, so that documents, the explorer and the tests can list them; a row never throws.
 */
import type { GroupId } from '../domain.ts';

export interface Check<Facts> {
  /** Attested step number or reason code (`5.12(c)`, `MA003`), or an authored one with an `X` prefix (`X5.9-06`). */
  readonly id: string;
  /** What must be so, as a statement that is true when the row holds. */
  readonly title: string;
  /** Where the documents speak of it. */
  readonly clause: string;
  /** `attested`: a public document states the check. `emulator`: authored, because no public text exists. */
  readonly profile: 'attested' | 'emulator';
  /** Whether a failure ends the migration of the Installation (MEHRS 2.6.3, ruling A-34). */
  readonly critical?: boolean;
  /** Group IDs the row applies to; absent means all. */
  readonly groups?: readonly GroupId[];
  holds(facts: Facts): boolean;
  /** What was found, for SupportingData or a log; called only when `holds` is false. */
  detail?(facts: Facts): string;
}

export interface CheckFailure {
  readonly id: string;
  readonly detail: string;
}

export const appliesTo = <Facts>(check: Check<Facts>, groupId: GroupId | undefined): boolean =>
  check.groups === undefined || groupId === undefined || check.groups.includes(groupId);

/**
 * The first row, in table order, that applies to the group and does not hold.
 * @param groupId without it every row is applied, whatever groups it names.
 */
export const firstFailure = <Facts>(
  table: readonly Check<Facts>[], facts: Facts, groupId?: GroupId,
): CheckFailure | undefined => {
  for (const check of table) {
    if (!appliesTo(check, groupId) || check.holds(facts)) continue;
    return { id: check.id, detail: check.detail?.(facts) ?? `not so: ${check.title}` };
  }
  return undefined;
};

/** A row without its predicate, for documents. */
export interface CheckDescription {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly profile: 'attested' | 'emulator';
  readonly groups: readonly GroupId[] | 'all';
}

/** @public */
export const describeTable = <Facts>(table: readonly Check<Facts>[]): readonly CheckDescription[] =>
  table.map(({ id, title, clause, profile, groups }) => ({ id, title, clause, profile, groups: groups ?? 'all' }));
