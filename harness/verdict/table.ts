/**
 * Reads an MRR report into rows of named cells. A report's number stands in the message key or nowhere, so the columns that
 * public documents name tell it: FailedStepNumber is Report 2, a Completion Status Report 6, a Reason Code without one Report 10.
 */
import { parse } from 'csv-parse/sync';
import type { Content } from './content.ts';

const NUMBER = /S1MIG-0*(\d{1,2})/;
/** Columns of the emulator's own profile are headed `X `. */
const plain = (head: string): string => head.replace(/^X /, '');

const numberOf = (key: string, heads: readonly string[]): number => {
  const named = NUMBER.exec(key)?.[1];
  if (named !== undefined) return Number(named);
  if (heads.includes('FailedStepNumber')) return 2;
  if (heads.includes('Completion Status')) return 6;
  return heads.includes('Reason Code') ? 10 : 1;
};

/** Reports 7 and 8 count, so their rows are of no MPAN. @throws Error when it is no table with an MPAN column and names no number. */
export const readReport = (key: string, bytes: Uint8Array): Content => {
  const [head = [], ...lines] = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { bom: true }) as string[][];
  const heads = head.map(plain);
  if (!heads.includes('MPAN') && !NUMBER.test(key)) throw new Error('no report: it has no MPAN column');
  return { report: numberOf(key, heads), rows: lines.map((line) => Object.fromEntries(heads.map((name, index) => [name, line[index] ?? '']))) };
};
