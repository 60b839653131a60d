/**
 * The Migration Schedule for Dormant Installations (Guide 3.3.3, Table 7) in CSV; DCC's is an Excel sheet, so the form is
 * emulator profile. DCC sends it to the Dormant Supplier and the Requesting Party; the supplier adds certificate ids and,
 * if it likes, a priority flag, and returns the same sheet. One row an Installation, with the supplier's own meters only.
 * The capacity in the schedule (MA510) is a sheet of its own, for the Requesting Party.
 */
import { COHORTS, EUI64, type Cohort, type Eui64 } from '../domain.ts';
import { isMpan, isMprn } from '../checks/mpxn.ts';
import { isLocalDate, type LocalDate } from '../time.ts';
import { CERTIFICATES } from './csv.ts';
import { atLeastOne } from './csvResponse.ts';
import { decodeCsv, encodeCsv, type CsvRow } from './csvTable.ts';
import { MAX_QUANTITY } from './demand.ts';
import { FileError } from './errors.ts';
import type { MaRecord } from './types.ts';

const DEVICES = ['CHF', 'ESME', 'GSME', 'GPF'] as const;
type ScheduledDevice = (typeof DEVICES)[number];

export type ScheduledCertificates = Pick<MaRecord, (typeof CERTIFICATES)[number][1]>;

export interface ScheduleRow extends ScheduledCertificates {
  /** Empty where the supplier's meter is the other one. */
  readonly mpan: string;
  readonly mprn: string;
  readonly smso: Cohort;
  /** Dates of the period in which the attempt is made, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly devices: readonly { readonly deviceType: ScheduledDevice; readonly deviceId: Eui64; readonly serialNumber: string }[];
  /** `True`, `False` or empty: for the supplier to fill in. */
  readonly priority: string;
}

export const NO_CERTIFICATES = Object.fromEntries(CERTIFICATES.map(([, key]) => [key, { serial: '', issuer: '' }])) as unknown as ScheduledCertificates;

const LEADING = ['MPAN', 'MPRN', 'SMSO', 'From', 'To'] as const;
export const SCHEDULE_COLUMNS: readonly string[] = [
  ...LEADING,
  ...DEVICES.flatMap((type) => [`${type}DeviceID`, `${type}SerialNumber`]),
  'Priority',
  ...CERTIFICATES.flatMap(([column]) => [`${column}SerialNumber`, `${column}IssuerName`]),
];

const FLAG = /^(True|False)?$/;
const SERIAL = /^\d{0,60}$/;

const cellsOf = (row: ScheduleRow): readonly string[] => [
  row.mpan, row.mprn, row.smso, row.from, row.to,
  ...DEVICES.flatMap((type) => {
    const found = row.devices.find(({ deviceType }) => deviceType === type);
    return [found?.deviceId ?? '', found?.serialNumber ?? ''];
  }),
  row.priority,
  ...CERTIFICATES.flatMap(([, key]) => [row[key].serial, row[key].issuer]),
];

const readRow = ({ line, cells }: CsvRow): ScheduleRow => {
  const cell = (column: string): string => cells[SCHEDULE_COLUMNS.indexOf(column)] ?? '';
  const want = (column: string, holds: (text: string) => boolean, expected: string): string => {
    const text = cell(column);
    if (!holds(text)) throw new FileError('csv', `"${text.slice(0, 64)}"`, { line, column, expected });
    return text;
  };
  const mpan = want('MPAN', (text) => text === '' || isMpan(text), 'an MPAN or nothing');
  const mprn = want('MPRN', (text) => (text === '' ? mpan !== '' : isMprn(text)), mpan === '' ? 'an MPRN, as no MPAN is given' : 'an MPRN or nothing');
  const certificates = Object.fromEntries(CERTIFICATES.map(([column, key]) => {
    const serial = want(`${column}SerialNumber`, (text) => SERIAL.test(text), 'a decimal serial number or nothing');
    const issuer = want(`${column}IssuerName`, (text) => (text === '') === (serial === ''), 'an issuer name exactly where a serial number is given');
    return [key, { serial, issuer }];
  })) as unknown as ScheduledCertificates;
  const from = want('From', isLocalDate, 'YYYY-MM-DD');
  return {
    mpan, mprn,
    smso: want('SMSO', (text) => COHORTS.includes(text as Cohort), COHORTS.join(' or ')) as Cohort,
    from,
    to: want('To', (text) => isLocalDate(text) && text >= from, 'YYYY-MM-DD, not before From'),
    devices: DEVICES.flatMap((deviceType) => {
      const deviceId = want(`${deviceType}DeviceID`, (text) => text === '' || EUI64.test(text), 'an EUI-64 or nothing');
      return deviceId === '' ? [] : [{ deviceType, deviceId, serialNumber: cell(`${deviceType}SerialNumber`) }];
    }),
    priority: want('Priority', (text) => FLAG.test(text), 'True, False or nothing'),
    ...certificates,
  };
};

const checkOnce = (rows: readonly CsvRow[], columns: readonly number[]): void => {
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    for (const at of columns) {
      const text = cells[at] ?? '';
      const before = text === '' ? undefined : seen.get(`${at} ${text}`);
      if (before !== undefined) throw new FileError('csv', `${text} again`, { line, column: SCHEDULE_COLUMNS[at]!, expected: `one row an MPxN, see line ${before}` });
      seen.set(`${at} ${text}`, line);
    }
  }
};
const MPXN_COLUMNS = [0, 1];

/** @throws FileError when there is no row, an MPxN is given twice, or a value cannot stand in the file. */
export const encodeSchedule = (schedule: readonly ScheduleRow[]): Uint8Array => {
  const rows = atLeastOne(schedule.map((row, index) => ({ line: index + 2, cells: cellsOf(row) })));
  checkOnce(rows, MPXN_COLUMNS);
  for (const row of rows) readRow(row);
  return encodeCsv(SCHEDULE_COLUMNS, rows.map(({ cells }) => cells));
};

/** @throws FileError with line, column and what was expected. */
export const decodeSchedule = (bytes: Uint8Array): readonly ScheduleRow[] => {
  const rows = atLeastOne(decodeCsv(bytes, SCHEDULE_COLUMNS));
  checkOnce(rows, MPXN_COLUMNS);
  return rows.map(readRow);
};

/** Installations of one Active Supplier that a Migration Week has room for. */
export interface Capacity {
  /** SEC Party Signifier. */
  readonly supplier: string;
  readonly installations: number;
}
const CAPACITY_COLUMNS = ['SECPartySignifier', 'Installations'] as const;

/** A week holds seven commitments of every distributor. */
const MAX_CAPACITY = 1_000 * MAX_QUANTITY;
const SIGNIFIER = /^[A-Z0-9]{1,32}$/;
const WHOLE = /^(0|[1-9]\d{0,9})$/;

const readCapacity = ({ line, cells }: CsvRow): Capacity => {
  const [supplier, installations] = cells as readonly [string, string];
  if (!SIGNIFIER.test(supplier)) throw new FileError('csv', `"${supplier.slice(0, 64)}"`, { line, column: CAPACITY_COLUMNS[0], expected: 'a SEC Party Signifier' });
  if (!WHOLE.test(installations) || Number(installations) > MAX_CAPACITY) {
    throw new FileError('csv', `"${installations.slice(0, 64)}"`, { line, column: CAPACITY_COLUMNS[1], expected: `a whole number, 0 to ${MAX_CAPACITY}` });
  }
  return { supplier, installations: Number(installations) };
};

/** @throws FileError when there is no row or a value cannot stand in the file. */
export const encodeCapacity = (capacity: readonly Capacity[]): Uint8Array => {
  const rows = atLeastOne(capacity.map(({ supplier, installations }, index) => ({ line: index + 2, cells: [supplier, String(installations)] })));
  for (const row of rows) readCapacity(row);
  return encodeCsv(CAPACITY_COLUMNS, rows.map(({ cells }) => cells));
};

/** @throws FileError with line, column and what was expected. */
export const decodeCapacity = (bytes: Uint8Array): readonly Capacity[] => atLeastOne(decodeCsv(bytes, CAPACITY_COLUMNS)).map(readCapacity);
