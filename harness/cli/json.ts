/** A user's JSON: read, and where it is wrong the line told. */
import { isUtf8 } from 'node:buffer';
import { jsonPlaces } from './jsonPlaces.ts';
import { UsageError, readInput } from './usage.ts';

const SHOWN = 20;
const LINE_FEED = 0x0a;

export interface Problem {
  /** e.g. `installations[3].mpan`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
}

/** 1-based number of the first line that is not UTF-8. */
const firstBadLine = (bytes: Uint8Array): number => {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
  return line;
};

const isUtf16 = ([a, b, c, d]: Uint8Array): boolean =>
  (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0) || (a !== 0 && b === 0 && c !== 0 && d === 0);

/** @throws UsageError with the line when it is not UTF-8. */
const decode = (path: string, bytes: Uint8Array): string => {
  if (isUtf16(bytes)) throw new UsageError(`${path}: line 1: UTF-16, UTF-8 expected`);
  if (!isUtf8(bytes)) throw new UsageError(`${path}: line ${firstBadLine(bytes)}: not UTF-8, UTF-8 expected`);
  return new TextDecoder('utf-8').decode(bytes);
};

/** @throws UsageError with line and column when the text is not JSON. */
const parse = (path: string, text: string): unknown => {
  if (text.trim() === '') throw new UsageError(`${path}: line 1: empty, JSON expected`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { broken } = jsonPlaces(text, new Set());
    if (broken === undefined) throw new UsageError(`${path}: not JSON: ${(error as Error).message}`);
    const { line, column, expected, atEnd } = broken;
    throw new UsageError(`${path}: line ${line}, column ${column}: not JSON: ${atEnd ? 'the file ends here, ' : ''}${expected} expected`);
  }
};

/** Path of what something is part of. */
const whole = (path: string): string => path.replace(/(^|[.[])[^.[]*$/, '');

/** The problems found in a file, each with its line. */
export const problemsIn = (path: string, bytes: Uint8Array, heading: string, problems: readonly Problem[]): UsageError => {
  const text = decode(path, bytes);
  parse(path, text);
  const shown = problems.slice(0, SHOWN);
  const { lines } = jsonPlaces(text, new Set(shown.flatMap((each) => [each.path, whole(each.path)])));
  const told = shown.map(({ path: at, expected }) => {
    // What is missing has no line: that of what it is missing from.
    const line = lines.get(at) ?? lines.get(whole(at)) ?? 1;
    return `line ${line}: ${at === '' ? 'top level' : at}: ${expected}`;
  });
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return new UsageError([`${path}: ${heading}`, ...told, ...more].join('\n  '));
};

const hasProblems = (error: unknown): error is Error & { readonly problems: readonly Problem[] } => error instanceof Error && 'problems' in error && Array.isArray(error.problems);

/**
 * A user's JSON, read and checked by `load`.
 * @throws UsageError naming file, line, place and what was expected; every problem `load` throws is in it.
 */
export const loadJson = <T>(path: string, heading: string, load: (bytes: Uint8Array) => T): T => {
  const bytes = readInput(path);
  try {
    return load(bytes);
  } catch (error) {
    if (hasProblems(error)) throw problemsIn(path, bytes, heading, error.problems);
    throw error;
  }
};

/** @throws UsageError with line and column. */
export const readJson = (path: string): { readonly bytes: Uint8Array; readonly value: unknown } => {
  const bytes = readInput(path);
  return { bytes, value: parse(path, decode(path, bytes)) };
};
