/** What MAVR and MACR have in common: per record an outcome and at most one reason code, with the MA and the time in every row. */
import { decodeCsv, encodeCsv, type CsvRow } from './csvTable.ts';
import { FileError } from './errors.ts';
import { readUtc, UTC_PATTERN, writeUtc } from './utc.ts';

/** One code of Table A.1, never a list and never another FailedStepNumber (003, 4.6; ruling R2-13). */
export const REASON_CODE = /^(MA\d{3}|16\.9\.[12]\.(ET|GT)\d{2}(\.\d)?)$/;
export const RESPONSE_COLUMNS = ['MAFileName', 'GeneratedAt', 'MPAN', 'MPRN'] as const;

export interface ResponseForm<R> {
  /** The four above, the outcome, the reason code. */
  readonly columns: readonly string[];
  /** How many reason codes go with each outcome. */
  readonly codes: Readonly<Record<string, 'no' | 'one' | 'at most one'>>;
  /** MPAN, MPRN, outcome, reason code. */
  toCells(record: R): readonly [string, string, string, string];
  fromCells(mpan: string, mprn: string, outcome: string, reasonCode: string): R;
}
export interface Response<R> {
  readonly maFileName: string;
  readonly generatedAt: number;
  readonly records: readonly R[];
}

export const atLeastOne = <T>(rows: readonly T[]): readonly T[] => {
  if (rows.length === 0) throw new FileError('csv', 'no records', { line: 2, expected: 'at least one record' });
  return rows;
};

const checkOutcome = <R>({ codes, columns }: ResponseForm<R>, line: number, outcome: string, code: string): void => {
  const need = Object.hasOwn(codes, outcome) ? codes[outcome] : undefined;
  if (need === undefined) {
    throw new FileError('csv', `"${outcome.slice(0, 64)}"`, { line, column: columns[4]!, expected: Object.keys(codes).join(' or ') });
  }
  const fits = code === '' ? need !== 'one' : need !== 'no' && REASON_CODE.test(code);
  if (!fits) throw new FileError('csv', `reason code "${code.slice(0, 64)}" with ${outcome}`, { line, column: columns[5]!, expected: `${need} code of Table A.1` });
};

export const writeResponse = <R>(form: ResponseForm<R>, { maFileName, generatedAt, records }: Response<R>): Uint8Array => {
  const time = writeUtc(generatedAt);
  return encodeCsv(form.columns, atLeastOne(records).map((record, index) => {
    const cells = form.toCells(record);
    checkOutcome(form, index + 2, cells[2], cells[3]);
    return [maFileName, time, ...cells];
  }));
};

const readTime = (text: string, line: number): number => {
  if (!UTC_PATTERN.test(text) || writeUtc(readUtc(text)) !== text) {
    throw new FileError('csv', `time "${text.slice(0, 64)}"`, { line, column: 'GeneratedAt', expected: 'YYYY-MM-DDThh:mm:ssZ' });
  }
  return readUtc(text);
};

export const readResponse = <R>(form: ResponseForm<R>, bytes: Uint8Array): Response<R> => {
  const rows = atLeastOne(decodeCsv(bytes, form.columns));
  const [maFileName, generatedAt] = rows[0]!.cells as [string, string];
  const readRow = ({ line, cells }: CsvRow): R => {
    const [name, time, mpan, mprn, outcome, code] = cells as [string, string, string, string, string, string];
    if (name !== maFileName) throw new FileError('csv', 'another MA', { line, column: 'MAFileName', expected: maFileName });
    if (time !== generatedAt) throw new FileError('csv', 'another time', { line, column: 'GeneratedAt', expected: generatedAt });
    checkOutcome(form, line, outcome, code);
    return form.fromCells(mpan, mprn, outcome, code);
  };
  return { maFileName, generatedAt: readTime(generatedAt, rows[0]!.line), records: rows.map(readRow) };
};
