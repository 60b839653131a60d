/** MRR reports from facts: pure, and the same table whatever the order of the facts (law L9). */
import { encodeCsv, harmless } from '../files/csvTable.ts';
import { addDays, londonTime, type LocalDate } from '../time.ts';
import { AUTHORISATION_OUTCOMES, VALIDATION_RESPONSES } from './authorisations.ts';
import { RESCHEDULING_CANDIDATES } from './candidates.ts';
import { AUTHORISATIONS_AGAINST_COMMITMENT } from './commitment.ts';
import type { Period, Profile, Recipient, ReportDefinition } from './definition.ts';
import { ReportError } from './errors.ts';
import type { ReportFact } from './facts.ts';
import { GROUP_SUMMARY } from './groups.ts';
import { MIGRATION_FAILURES, SUCCESSFUL_MIGRATIONS } from './migrations.ts';
import { IN_PROGRESS, VALIDATION_FAILURES } from './progress.ts';
import { ROLLBACK_REQUIRED } from './rollbacks.ts';

export type { Period, Profile, Recipient } from './definition.ts';

/** Keyed by the report's number in the MRR. */
const DEFINITIONS = {
  1: SUCCESSFUL_MIGRATIONS,
  2: MIGRATION_FAILURES,
  3: IN_PROGRESS,
  4: ROLLBACK_REQUIRED,
  5: VALIDATION_FAILURES,
  6: AUTHORISATION_OUTCOMES,
  7: GROUP_SUMMARY,
  8: AUTHORISATIONS_AGAINST_COMMITMENT,
  9: RESCHEDULING_CANDIDATES,
  10: VALIDATION_RESPONSES,
} as const;
export type ReportNumber = keyof typeof DEFINITIONS;
/** @public */
export const REPORT_NUMBERS = Object.keys(DEFINITIONS).map(Number) as readonly ReportNumber[];

/** A Migration Day in London: 23, 24 or 25 hours (ruling R2-14). @public */
export const migrationDayPeriod = (day: LocalDate): Period => ({ from: londonTime(day, '00:00'), to: londonTime(addDays(day, 1), '00:00') });

export interface ReportTable {
  readonly number: ReportNumber;
  /** `S1MIG-001` to `S1MIG-010`. */
  readonly code: string;
  readonly title: string;
  readonly titleProfile: Profile;
  readonly columns: readonly { readonly name: string; readonly profile: Profile }[];
  readonly rows: readonly (readonly string[])[];
}

const definitionOf = (number: ReportNumber): ReportDefinition<never> => DEFINITIONS[number] as unknown as ReportDefinition<never>;

/** Whether a report says how things stand when its period ends, rather than what happened in it. @public */
export const isStanding = (number: ReportNumber): boolean => definitionOf(number).extent === 'standing';

/** Whether a kind of party gets a report at all (Guide Table 7, 5.3; 000). */
export const isEntitled = (number: ReportNumber, kind: Recipient['kind']): boolean => definitionOf(number).recipients.includes(kind);

interface Rendered<Row> {
  readonly row: Row;
  readonly at: number;
  readonly cells: readonly string[];
  readonly text: string;
}
const compare = (a: Rendered<unknown>, b: Rendered<unknown>): number => a.at - b.at || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

/** Every row of a report up to the end of a period, whoever may see it: the same for all recipients, so it is made once. */
const rowsUpTo = <Row>(definition: ReportDefinition<Row>, facts: readonly ReportFact[], period: Period): readonly Rendered<Row>[] => {
  const seen = new Set<string>();
  // A later fact can only repeat an earlier event, never take its place; what stands when the period ends does not know it.
  return definition.rows(facts.filter(({ at }) => at < period.to), period)
    .map((row): Rendered<Row> => {
      const cells = definition.columns.map((column) => column.cell(row));
      return { row, at: definition.at(row), cells, text: cells.join('\u0000') };
    })
    .sort(compare)
    .filter(({ row }) => {
      const identity = definition.identity(row);
      if (identity === undefined) return true;
      if (seen.has(identity)) return false;
      seen.add(identity);
      return true;
    });
};

/** The last rows made from each list of facts, by report and period. */
const MADE = new WeakMap<readonly ReportFact[], Map<string, readonly Rendered<never>[]>>();

const render = (number: ReportNumber, facts: readonly ReportFact[], period: Period, recipient: Recipient): (readonly string[])[] => {
  const definition = definitionOf(number);
  const name = `${number} ${period.from} ${period.to}`;
  let made = MADE.get(facts);
  if (made === undefined) MADE.set(facts, (made = new Map()));
  let rows = made.get(name);
  if (rows === undefined) made.set(name, (rows = rowsUpTo(definition, facts, period)));
  const from = definition.extent === 'standing' ? -Infinity : period.from;
  return rows.filter(({ row, at }) => at >= from && (recipient.kind === 'mcc' || definition.visibleTo(row, recipient))).map(({ cells }) => cells);
};

/**
 * One report for one recipient.
 * @param facts everything learnt up to now, earlier periods included: only so is nothing reported twice, and all that stands is known.
 * @throws ReportError when the recipient does not get this report, or a fact carries what is no reason code.
 */
export const computeReport = (number: ReportNumber, facts: readonly ReportFact[], period: Period, recipient: Recipient): ReportTable => {
  const definition = definitionOf(number);
  const code = `S1MIG-${String(number).padStart(3, '0')}`;
  if (!isEntitled(number, recipient.kind)) throw new ReportError(`${code} is not for the ${recipient.kind}`);
  if (!(period.from <= period.to)) throw new ReportError(`${code}: a period from ${period.from} to ${period.to}`);
  return {
    number, code,
    title: definition.title,
    titleProfile: definition.titleProfile,
    columns: definition.columns.map(({ name, profile }) => ({ name, profile })),
    rows: render(number, facts, period, recipient),
  };
};

/**
 * CSV; a column of the emulator's own profile is headed `X `. Text that others wrote (SupportingData) is made harmless.
 * @throws FileError `limit` beyond 100,000 rows.
 */
export const encodeReport = (table: ReportTable): Uint8Array =>
  encodeCsv(table.columns.map(({ name, profile }) => (profile === 'known' ? name : `X ${name}`)), table.rows.map((row) => row.map(harmless)));
