/**
 * Quantities by Migration Day and Electricity Distributor, in CSV: Migration Indicative Forecast (MIF), Daily Migration
 * Demand (DMD), Migration Demand Commitment (MDC, the format of the DMD) and DCC's aggregates of them (Guide 4.4, 4.5.2,
 * 4.5.3). Unsigned. Column names are emulator profile (ruling R2-09).
 */
import { addDays, isLocalDate, type LocalDate } from '../time.ts';
import { atLeastOne } from './csvResponse.ts';
import { decodeCsv, encodeCsv, type CsvRow } from './csvTable.ts';
import { FileError } from './errors.ts';

export interface DailyQuantity {
  readonly migrationDay: LocalDate;
  /** SEC Party Signifier of the Electricity Distributor. */
  readonly distributor: string;
  /** SMETS1 Installations: 0 to 1,000,000 of one supplier, to 1,000,000,000 of all. */
  readonly installations: number;
}

const QUANTITY_COLUMNS = ['MigrationDay', 'ElectricityDistributor', 'Installations'] as const;
export const MAX_QUANTITY = 1_000_000;
const MAX_AGGREGATE = 1_000_000_000;
const MAX_QUANTITY_ROWS = 50_000;
const DAYS_OF_WEEK = 7;

const DISTRIBUTOR = /^[A-Z0-9]{1,32}$/;
/** No sign, no leading zero, no exponent: one spelling per number. */
const QUANTITY = /^(0|[1-9]\d{0,9})$/;

export const quantityOrder = (a: DailyQuantity, b: DailyQuantity): number =>
  a.migrationDay < b.migrationDay ? -1 : a.migrationDay > b.migrationDay ? 1 : a.distributor < b.distributor ? -1 : a.distributor > b.distributor ? 1 : 0;

const cellsOf = ({ migrationDay, distributor, installations }: DailyQuantity): readonly [string, string, string] => [migrationDay, distributor, String(installations)];

const readRow = ({ line, cells }: CsvRow, max: number): DailyQuantity => {
  const [migrationDay, distributor, quantity] = cells as readonly [string, string, string];
  const refuse = (column: string, found: string, expected: string): never => {
    throw new FileError('csv', `"${found.slice(0, 64)}"`, { line, column, expected });
  };
  if (!isLocalDate(migrationDay)) refuse(QUANTITY_COLUMNS[0], migrationDay, 'YYYY-MM-DD');
  if (!DISTRIBUTOR.test(distributor)) refuse(QUANTITY_COLUMNS[1], distributor, 'a SEC Party Signifier');
  if (!QUANTITY.test(quantity) || Number(quantity) > max) refuse(QUANTITY_COLUMNS[2], quantity, `a whole number, 0 to ${max}`);
  return { migrationDay, distributor, installations: Number(quantity) };
};

const checkRows = (rows: readonly CsvRow[]): void => {
  if (rows.length > MAX_QUANTITY_ROWS) throw new FileError('limit', `${rows.length} rows`, { expected: `at most ${MAX_QUANTITY_ROWS}` });
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const cell = `${cells[0]} ${cells[1]}`;
    const before = seen.get(cell);
    if (before !== undefined) throw new FileError('csv', `${cells[0]} for ${cells[1]} again`, { line, expected: `one row a day and distributor, see line ${before}` });
    seen.set(cell, line);
  }
};

const checkWeek = (quantities: readonly DailyQuantity[], lineOf: (index: number) => number, migrationWeek: LocalDate): void => {
  const days = Array.from({ length: DAYS_OF_WEEK }, (_, index) => addDays(migrationWeek, index));
  const stray = quantities.findIndex(({ migrationDay }) => !days.includes(migrationDay));
  if (stray >= 0) {
    throw new FileError('csv', `${quantities[stray]!.migrationDay} is not in the Migration Week`, { line: lineOf(stray), column: QUANTITY_COLUMNS[0], expected: `${days[0]} to ${days[DAYS_OF_WEEK - 1]}` });
  }
  const missing = days.find((day) => quantities.every(({ migrationDay }) => migrationDay !== day));
  if (missing !== undefined) throw new FileError('csv', `no row for ${missing}`, { column: QUANTITY_COLUMNS[0], expected: 'every day of the Migration Week, zero where nothing is to migrate' });
};

const write = (quantities: readonly DailyQuantity[], max: number): Uint8Array => {
  const rows = [...quantities].sort(quantityOrder).map((each, index) => ({ line: index + 2, cells: cellsOf(each) }));
  checkRows(atLeastOne(rows));
  for (const row of rows) readRow(row, max);
  return encodeCsv(QUANTITY_COLUMNS, rows.map(({ cells }) => cells));
};

const read = (bytes: Uint8Array, max: number): { readonly rows: readonly CsvRow[]; readonly quantities: readonly DailyQuantity[] } => {
  const rows = atLeastOne(decodeCsv(bytes, QUANTITY_COLUMNS));
  checkRows(rows);
  return { rows, quantities: rows.map((row) => readRow(row, max)) };
};

/** A supplier's forecast: any days. Rows in order of day and distributor. @throws FileError when there is none, one is given twice, or a value cannot stand in the file. */
export const encodeForecast = (quantities: readonly DailyQuantity[]): Uint8Array => write(quantities, MAX_QUANTITY);
/** In order of day and distributor. @throws FileError with line, column and what was expected. */
export const decodeForecast = (bytes: Uint8Array): readonly DailyQuantity[] => [...read(bytes, MAX_QUANTITY).quantities].sort(quantityOrder);

/** All suppliers' forecasts or commitments together: any days. @throws FileError as `encodeForecast`. */
export const encodeAggregate = (quantities: readonly DailyQuantity[]): Uint8Array => write(quantities, MAX_AGGREGATE);
/** In order of day and distributor. @throws FileError with line, column and what was expected. */
export const decodeAggregate = (bytes: Uint8Array): readonly DailyQuantity[] => [...read(bytes, MAX_AGGREGATE).quantities].sort(quantityOrder);

/** A Daily Migration Demand or Commitment: all seven days of its week and no other. @throws FileError when a day is missing, and as `encodeForecast`. */
export const encodeDemand = (quantities: readonly DailyQuantity[], migrationWeek: LocalDate): Uint8Array => {
  checkWeek(quantities, (index) => index + 2, migrationWeek);
  return write(quantities, MAX_QUANTITY);
};
/** @param migrationWeek Monday, from the file name. @throws FileError with line, column and what was expected. */
export const decodeDemand = (bytes: Uint8Array, migrationWeek: LocalDate): readonly DailyQuantity[] => {
  const { rows, quantities } = read(bytes, MAX_QUANTITY);
  checkWeek(quantities, (index) => rows[index]!.line, migrationWeek);
  return [...quantities].sort(quantityOrder);
};
