/**
 * The Migration Summary Report in CSV: what came in one day of one Party's Migration Authorisations at one Requesting
 * Party (MEHRS 2.2.1). No public document gives its contents, so the columns are emulator profile (ruling R2-09).
 */
import { isLocalDate, type LocalDate } from '../time.ts';
import { decodeCsv, encodeCsv } from './csvTable.ts';
import { FileError } from './errors.ts';

/** Counts are 0 to 9,999,999,999. A day lasts from one report to the next. */
export interface SummaryCounts {
  readonly recordsReceived: number;
  readonly recordsAccepted: number;
  /** A record that is accepted first and rejected on a later day is counted on both (MA106). */
  readonly recordsRejected: number;
  /** Once for each Common File that an Installation is in. */
  readonly installationsInMcf: number;
  readonly completedSuccess: number;
  readonly completedFailure: number;
}

export interface MigrationSummary extends SummaryCounts {
  readonly day: LocalDate;
  /** SEC Party Signifier. */
  readonly party: string;
  /** Installations whose authorisation stands at the time of the report. */
  readonly stillOpen: number;
}

const COUNTS = [
  ['RecordsReceived', 'recordsReceived'], ['RecordsAccepted', 'recordsAccepted'], ['RecordsRejected', 'recordsRejected'],
  ['InstallationsInMCF', 'installationsInMcf'], ['CompletedSuccess', 'completedSuccess'], ['CompletedFailure', 'completedFailure'], ['StillOpen', 'stillOpen'],
] as const satisfies readonly (readonly [string, keyof MigrationSummary])[];
export const SUMMARY_COLUMNS: readonly string[] = ['Day', 'Party', ...COUNTS.map(([column]) => column)];

const SIGNIFIER = /^[A-Z0-9]{1,32}$/;
const WHOLE = /^(0|[1-9]\d{0,9})$/;
const ROW_LINE = 2;

const readCells = (cells: readonly string[]): MigrationSummary => {
  const want = (column: string, holds: (text: string) => boolean, expected: string): string => {
    const text = cells[SUMMARY_COLUMNS.indexOf(column)] ?? '';
    if (!holds(text)) throw new FileError('csv', `"${text.slice(0, 64)}"`, { line: ROW_LINE, column, expected });
    return text;
  };
  return {
    day: want('Day', isLocalDate, 'YYYY-MM-DD'),
    party: want('Party', (text) => SIGNIFIER.test(text), 'a SEC Party Signifier'),
    ...(Object.fromEntries(COUNTS.map(([column, key]) => [key, Number(want(column, (text) => WHOLE.test(text), 'a whole number, at most ten digits'))])) as Record<(typeof COUNTS)[number][1], number>),
  };
};

/** @throws FileError when a value cannot stand in the file. */
export const encodeSummary = (summary: MigrationSummary): Uint8Array => {
  const cells = [summary.day, summary.party, ...COUNTS.map(([, key]) => String(summary[key]))];
  readCells(cells);
  return encodeCsv(SUMMARY_COLUMNS, [cells]);
};

/** @throws FileError with line, column and what was expected. */
export const decodeSummary = (bytes: Uint8Array): MigrationSummary => {
  const rows = decodeCsv(bytes, SUMMARY_COLUMNS);
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new FileError('csv', `${rows.length} rows`, { line: ROW_LINE, expected: 'one row: the day of one Party' });
  return readCells(row.cells);
};
