/**
 * The notice that DCC means to upgrade firmware or configuration of Dormant meters before it migrates them (Guide 3.3.2):
 * one for both, with the earliest date and not the day. DCC's is an Excel sheet on SharePoint announced by e-mail; the CSV
 * and its column names are emulator profile, and the one message stands for sheet and e-mail.
 */
import { COHORTS, EUI64, type Cohort, type Eui64 } from '../domain.ts';
import { isMpan, isMprn } from '../checks/mpxn.ts';
import { isLocalDate, type LocalDate } from '../time.ts';
import { atLeastOne } from './csvResponse.ts';
import { decodeCsv, encodeCsv, type CsvRow } from './csvTable.ts';
import { FileError } from './errors.ts';

/** One Device that is to be upgraded. */
export interface UpgradeRow {
  /** MPAN or MPRN of the meter the Device belongs to. */
  readonly mpxn: string;
  readonly deviceId: Eui64;
  readonly serialNumber: string;
  readonly smso: Cohort;
  /** The Device Model Combination the Installation is to have. */
  readonly targetDmc: string;
  readonly earliestDate: LocalDate;
}

const UPGRADE_COLUMNS = ['MPxN', 'DeviceID', 'DeviceSerialNumber', 'SMSO', 'TargetDMC', 'EarliestDate'] as const;

const cellsOf = ({ mpxn, deviceId, serialNumber, smso, targetDmc, earliestDate }: UpgradeRow): readonly string[] =>
  [mpxn, deviceId, serialNumber, smso, targetDmc, earliestDate];

const readRow = ({ line, cells }: CsvRow): UpgradeRow => {
  const want = (column: (typeof UPGRADE_COLUMNS)[number], holds: (text: string) => boolean, expected: string): string => {
    const text = cells[UPGRADE_COLUMNS.indexOf(column)] ?? '';
    if (!holds(text)) throw new FileError('csv', `"${text.slice(0, 64)}"`, { line, column, expected });
    return text;
  };
  return {
    mpxn: want('MPxN', (text) => isMpan(text) || isMprn(text), 'an MPAN or an MPRN'),
    deviceId: want('DeviceID', (text) => EUI64.test(text), 'an EUI-64'),
    serialNumber: want('DeviceSerialNumber', (text) => text !== '', 'a serial number'),
    smso: want('SMSO', (text) => COHORTS.includes(text as Cohort), COHORTS.join(' or ')) as Cohort,
    targetDmc: want('TargetDMC', (text) => text !== '', 'a Device Model Combination'),
    earliestDate: want('EarliestDate', isLocalDate, 'YYYY-MM-DD'),
  };
};

const readRows = (rows: readonly CsvRow[]): readonly UpgradeRow[] => {
  const seen = new Map<string, number>();
  return atLeastOne(rows).map((row) => {
    const read = readRow(row);
    const before = seen.get(read.deviceId);
    if (before !== undefined) throw new FileError('csv', `${read.deviceId} again`, { line: row.line, column: 'DeviceID', expected: `one row a Device, see line ${before}` });
    seen.set(read.deviceId, row.line);
    return read;
  });
};

/** @throws FileError when there is no row, a Device is given twice, or a value cannot stand in the file. */
export const encodeUpgradeNotice = (notice: readonly UpgradeRow[]): Uint8Array => {
  const cells = notice.map(cellsOf);
  readRows(cells.map((each, index) => ({ line: index + 2, cells: each })));
  return encodeCsv(UPGRADE_COLUMNS, cells);
};

/** @throws FileError with line, column and what was expected. */
export const decodeUpgradeNotice = (bytes: Uint8Array): readonly UpgradeRow[] => readRows(decodeCsv(bytes, UPGRADE_COLUMNS));
