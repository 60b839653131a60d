/** What the laws look at: every fact of the run, and the Installation and row that are judged. */
import type { Installation } from '../../protocol/domain.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import type { Fact, Sight } from './facts.ts';
import { sights } from './facts.ts';
import type { Matches } from './matches.ts';
import type { Finding, Observed, Result } from './verdict.ts';
import type { Stamp } from '../../protocol/time.ts';

export interface Witness {
  readonly observed: Observed;
  readonly facts: readonly Fact[];
  readonly row: CatalogueRow;
  readonly subject: Installation;
  readonly matches: Matches;
}

/** A law or general step: true of every run, whatever the row. */
export type Law = (witness: Witness) => readonly Finding[];

export const seenOf = (facts: readonly Fact[], types: readonly string[], subject: Installation): readonly Sight[] =>
  facts.filter((each) => types.includes(each.type)).flatMap((each) => sights(each, subject));

/** What is wrong, and where it was seen. */
export interface Wrong {
  readonly detail: string;
  readonly stamp: Stamp;
}

/** Of what was looked for, what is so. */
export const foundOf = (...each: readonly (string | false)[]): readonly string[] => each.filter((found) => found !== false);

/** One finding: fails with the first violations, or passes. */
export const ruling = (
  expectation: string, clause: string, violations: readonly { readonly detail: string; readonly stamp?: Stamp }[], otherwise: Result = 'fail',
): Finding => {
  const first = violations.slice(0, 5);
  return {
    expectation, clause, result: violations.length === 0 ? 'pass' : otherwise,
    detail: violations.length === 0 ? 'holds' : first.map((each) => each.detail).join('; '),
    stamps: first.flatMap((each) => (each.stamp === undefined ? [] : [each.stamp])),
  };
};
