/** CSV as rows of text under a strict header (R2-09). UTF-8, RFC 4180 quoting, CRLF; a byte order mark, as Excel writes, is accepted. */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { FileError } from './errors.ts';
import { checkBytes } from './prescan.ts';

export const MAX_CSV_COLUMNS = 1_000;
export const MAX_CSV_ROWS = 100_000;
export const MAX_CELL_CHARACTERS = 4_096;

export interface CsvRow {
  /** 1-based. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A spreadsheet runs a cell that starts so; these files are opened in spreadsheets. */
const FORMULA = /^[=+\-@\t\r]/;
/** Line breaks too: no field of these files has one, and a row then is a line. */
const CONTROL = /[\x00-\x1f\x7f]/;
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

const checkCell = (cell: string, column: string, line?: number): void => {
  const place = { column, ...(line === undefined ? {} : { line }) };
  if (FORMULA.test(cell)) throw new FileError('formula', 'cell that a spreadsheet would run', { ...place, expected: 'no leading = + - @ or tab' });
  if (CONTROL.test(cell) || LONE_SURROGATE.test(cell)) throw new FileError('csv', 'control character', { ...place, expected: 'printable text' });
  if (cell.length > MAX_CELL_CHARACTERS) throw new FileError('limit', `cell of ${cell.length} characters`, { ...place, expected: `at most ${MAX_CELL_CHARACTERS}` });
};

/** Foreign text as a cell that `encodeCsv` takes: control characters become spaces, an apostrophe stands before a formula. */
export const harmless = (text: string): string => {
  const cell = text.slice(0, MAX_CELL_CHARACTERS - 1).replace(/[\x00-\x1f\x7f]|\p{Surrogate}/gu, ' ');
  return FORMULA.test(cell) ? `'${cell}` : cell;
};

/** Counts columns and rows in the raw bytes, so that a hostile file is refused before the parser builds it. */
const checkExtent = (bytes: Uint8Array): void => {
  let quoted = false;
  let columns = 1;
  let line = 1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x22) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === 0x2c) {
      if (++columns > MAX_CSV_COLUMNS) throw new FileError('limit', 'too many columns', { line, expected: `at most ${MAX_CSV_COLUMNS}` });
    } else if (byte === 0x0a) {
      columns = 1;
      // The header and the end of the last row make up to two more lines than there are rows.
      if (++line > MAX_CSV_ROWS + 2) throw new FileError('limit', 'too many rows', { line, expected: `at most ${MAX_CSV_ROWS}` });
    }
  }
};

/** @throws FileError `csv`, `formula`, `limit`. */
export const encodeCsv = (columns: readonly string[], rows: readonly (readonly string[])[]): Uint8Array => {
  if (rows.length > MAX_CSV_ROWS) throw new FileError('limit', `${rows.length} rows`, { expected: `at most ${MAX_CSV_ROWS}` });
  rows.forEach((row, index) => row.forEach((cell, at) => checkCell(cell, columns[at] ?? `${at + 1}`, index + 2)));
  return new TextEncoder().encode(stringify([columns, ...rows] as string[][], { record_delimiter: '\r\n' }));
};

/**
 * Rows below the header, which must name exactly these columns in this order.
 * @throws FileError `csv` with line and column, `formula`, `limit`, `size`, `encoding`.
 */
export const decodeCsv = (bytes: Uint8Array, columns: readonly string[]): CsvRow[] => {
  const buffer = checkBytes(bytes);
  checkExtent(buffer);
  const rows: CsvRow[] = [];
  try {
    parse(buffer, {
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      max_record_size: columns.length * (MAX_CELL_CHARACTERS + 1),
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    throw new FileError('csv', thrown.message, typeof thrown['lines'] === 'number' ? { line: thrown['lines'] } : {});
  }
  const [head, ...body] = rows;
  if (head === undefined) throw new FileError('csv', 'empty file', { line: 1, expected: columns.join(',') });
  columns.forEach((column, at) => {
    if (head.cells[at] !== column) throw new FileError('csv', `header "${(head.cells[at] ?? '').slice(0, 64)}"`, { line: 1, column, expected: column });
  });
  for (const { line, cells } of [head, ...body]) {
    if (cells.length !== columns.length) throw new FileError('csv', `${cells.length} cells`, { line, expected: `${columns.length} cells` });
  }
  if (body.length > MAX_CSV_ROWS) throw new FileError('limit', `${body.length} rows`, { expected: `at most ${MAX_CSV_ROWS}` });
  for (const { line, cells } of body) cells.forEach((cell, at) => checkCell(cell, columns[at]!, line));
  return body;
};
