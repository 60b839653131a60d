/**
 * What a well-formed Migration Authorisation says that cannot be: most likely a slip of whoever made the file. Where it is meant, the
 * Requesting Party is who refuses it (MEHRS 2.3.2, Table 1).
 */
import { isMpan, isMprn } from '../../protocol/checks/mpxn.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { dayOfWeek, isLocalDate } from '../../protocol/time.ts';

interface Rule {
  readonly column: string;
  readonly expected: string;
  text(record: MaRecord): string;
  holds(text: string): boolean;
}

const RULES: readonly Rule[] = [
  { column: 'MPAN', expected: '13 digits with the right check digit', text: ({ mpan }) => mpan, holds: (text) => text === '' || isMpan(text) },
  { column: 'MPRN', expected: '6 to 10 digits with the right check digits', text: ({ mprn }) => mprn, holds: (text) => text === '' || isMprn(text) },
  { column: 'MigrationWeek', expected: 'a Monday, YYYY-MM-DD', text: ({ migrationWeek }) => migrationWeek, holds: (text) => isLocalDate(text) && dayOfWeek(text) === 1 },
  { column: 'MigrateOn', expected: 'a date, YYYY-MM-DD, or nothing', text: ({ migrateOn }) => migrateOn, holds: (text) => text === '' || isLocalDate(text) },
];
const SHOWN_CHARACTERS = 64;
/** A header precedes the records. */
const FIRST_LINE = 2;

const again = (records: readonly MaRecord[]): readonly string[] => {
  const seen = new Map<string, number>();
  return records.flatMap(({ mpan, mprn }, index) => ([['MPAN', mpan], ['MPRN', mprn]] as const).flatMap(([column, mpxn]) => {
    const before = mpxn === '' ? undefined : seen.get(mpxn);
    seen.set(mpxn, before ?? index + FIRST_LINE);
    return before === undefined ? [] : [`line ${index + FIRST_LINE}, column ${column}: ${mpxn} again (expected each once, see line ${before})`];
  }));
};

/** One line each, in the order of the file by kind. */
export const odditiesOf = (records: readonly MaRecord[]): readonly string[] => [
  ...records.flatMap((record, index) => RULES.flatMap(({ column, expected, text, holds }) => (holds(text(record)) ? []
    : [`line ${index + FIRST_LINE}, column ${column}: "${text(record).slice(0, SHOWN_CHARACTERS)}" (expected ${expected})`]))),
  ...again(records),
];
