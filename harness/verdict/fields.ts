/** Looks at the fields of decoded content: dotted paths and the predicates of an expectation. */
import type { FieldTest, Reference } from '../../protocol/mehrs/expected/expectation.ts';
import type { Content } from './content.ts';

export const isRecord = (value: unknown): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value);

export const field = (content: Content, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), content);

export const listOf = (content: Content, path: string): readonly Content[] => {
  const value = field(content, path);
  return Array.isArray(value) ? value.filter(isRecord) : [];
};

export const textsAt = (content: Content, path: string): readonly string[] => {
  const value = field(content, path);
  return Array.isArray(value) ? value.map(String) : [];
};

export const textAt = (content: Content, path: string): string => {
  const value = field(content, path);
  return value === undefined || value === null ? '' : String(value);
};

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const includes = (value: unknown, wanted: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(value) && value.some((each) => isRecord(each) && Object.entries(wanted).every(([name, literal]) => each[name] === literal));

/** The value of the same field in the message that a reference means, `undefined` when there is none. */
export type Resolve = (reference: Reference, path: string) => unknown;

export const holds = (test: FieldTest, content: Content, resolve: Resolve): boolean => {
  const value = field(content, test.field);
  if ('is' in test) return value === test.is;
  if ('isNot' in test) return value !== test.isNot;
  if ('oneOf' in test) return test.oneOf.some((each) => each === value);
  if ('noneOf' in test) return !test.noneOf.some((each) => each === value);
  if ('filled' in test) return isFilled(value) === test.filled;
  if ('holds' in test) return isRecord(value) && Object.values(value).includes(test.holds);
  if ('includes' in test) return includes(value, test.includes);
  if ('sameAs' in test) return isFilled(value) && value === resolve(test.sameAs, test.field);
  if ('differsFrom' in test) return isFilled(value) && value !== resolve(test.differsFrom, test.field);
  const other = resolve(test.above, test.field);
  return typeof value === 'number' && typeof other === 'number' && value > other;
};
