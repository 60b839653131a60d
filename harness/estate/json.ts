/** Reading a user's JSON: what is wrong is told all at once, each with its place and what was expected there. */
import { z } from 'zod';
import { EUI64 } from '../../protocol/domain.ts';
import type { EstateProblem } from './consistency.ts';

const SHOWN = 20;
const MAX_BYTES = 512 * 1024 * 1024;

/** Lengths as the DUIS and the migration files have them. */
export const deviceText = z.string().min(1, 'expected 1 to 30 characters').max(30, 'expected 1 to 30 characters');
export const firmwareVersion = z.string().min(1, 'expected 1 to 8 characters').max(8, 'expected 1 to 8 characters');
export const eui64 = z.string().regex(EUI64, 'expected an EUI-64, eight upper-case hex octets joined with -');
export const signifier = z.string().regex(/^[A-Z0-9]{1,32}$/, 'expected a SEC Party Signifier, [A-Z0-9]{1,32}');

/** @param whole what the path of the whole is called, e.g. `the estate`. */
export const problemText = (heading: string, whole: string, problems: readonly EstateProblem[]): string => {
  const shown = problems.slice(0, SHOWN).map(({ path, expected }) => `${path === '' ? whole : path}: ${expected}`);
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return [heading, ...shown, ...more].join('\n  ');
};

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');

const parseJson = (bytes: Uint8Array): { readonly value: unknown } | EstateProblem => {
  if (bytes.byteLength > MAX_BYTES) return { path: '', expected: `expected at most ${MAX_BYTES} bytes, found ${bytes.byteLength}` };
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch (cause) {
    return { path: '', expected: `expected JSON in UTF-8: ${(cause as Error).message}` };
  }
};

/** @throws a `Failure` with every problem of shape. */
export const readJsonAs = <T>(bytes: Uint8Array, schema: z.ZodType<T>, Failure: new (problems: readonly EstateProblem[]) => Error): T => {
  const json = parseJson(bytes);
  if (!('value' in json)) throw new Failure([json]);
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) throw new Failure(parsed.error.issues.map((issue) => ({ path: pathText(issue.path), expected: issue.message })));
  return parsed.data;
};
