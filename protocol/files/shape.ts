/**
 * How a value stands in XML: a shape writes the content of an element and reads it back, part by part in the order of the
 * schema. One description serves both directions. Reading trusts the schema that the document has passed.
 */
import type { Cursor } from './cursor.ts';
import { FileError } from './errors.ts';

export interface Text<T> {
  write(value: T): string;
  read(text: string): T;
}
export interface Shape<T> {
  write(value: T): string;
  /** Reads what stands in the element just entered and leaves it. */
  read(cursor: Cursor): T;
}
type Draft = Record<string, unknown>;
/** One or more child elements that belong together. */
export interface Part<T> {
  /** Names of the elements it answers to. */
  readonly names: readonly string[];
  write(value: T): string;
  take(into: Draft, cursor: Cursor, name: string): void;
  /** The key it always fills. A draft starts with all of these, for adding keys one by one costs more than all the rest. */
  readonly always?: string;
  /** Sets what must be there even when no element is. */
  begin?(into: Draft): void;
}

const SPECIAL = /[&<>\r]|[^\t\n\x20-\x7e]/;
const ILLEGAL = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** Text content as canonical XML writes it. @throws FileError `encoding` for what XML 1.0 cannot carry. */
export const escapeText = (text: string): string => {
  if (!SPECIAL.test(text)) return text;
  const illegal = ILLEGAL.exec(text);
  if (illegal !== null) {
    throw new FileError('encoding', `character U+${illegal[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`, { expected: 'characters of XML 1.0' });
  }
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character]!);
};

export const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;

export const record = <T>(parts: readonly Part<T>[], constant: Partial<T> = {}): Shape<T> => {
  const byName = new Map(parts.flatMap((part) => part.names.map((name) => [name, part] as const)));
  const beginners = parts.filter((part) => part.begin !== undefined);
  const empty: Draft = { ...constant };
  for (const { always } of parts) if (always !== undefined) empty[always] = undefined;
  return {
    write: (value) => {
      let out = '';
      for (const part of parts) out += part.write(value);
      return out;
    },
    read: (cursor) => {
      const draft: Draft = { ...empty };
      for (const part of beginners) part.begin!(draft);
      for (let name = cursor.enter(); name !== undefined; name = cursor.enter()) {
        const part = byName.get(name);
        // Past the schema only the signature has no part, and nothing follows it.
        if (part === undefined) break;
        part.take(draft, cursor, name);
      }
      return draft as T;
    },
  };
};

type Key<T> = keyof T & string;

export const leaf = <T, K extends Key<T>>(name: string, key: K, text: Text<T[K]>): Part<T> => ({
  names: [name],
  always: key,
  write: (value) => tag(name, text.write(value[key])),
  take: (into, cursor) => { into[key] = text.read(cursor.text()); },
});
/** A leaf that may be missing; its key then is, too. */
export const optional = <T, K extends Key<T>>(name: string, key: K, text: Text<Exclude<T[K], undefined>>): Part<T> => ({
  names: [name],
  write: (value) => (value[key] === undefined ? '' : tag(name, text.write(value[key] as Exclude<T[K], undefined>))),
  take: (into, cursor) => { into[key] = text.read(cursor.text()); },
});
export const nested = <T, K extends Key<T>>(name: string, key: K, shape: Shape<T[K]>): Part<T> => ({
  names: [name],
  always: key,
  write: (value) => tag(name, shape.write(value[key])),
  take: (into, cursor) => { into[key] = shape.read(cursor); },
});
/** Zero or more elements of one name, joined to an array. */
export const many = <T, K extends Key<T>, E>(name: string, key: K & (T[K] extends readonly E[] ? K : never), shape: Shape<E>): Part<T> => ({
  names: [name],
  always: key,
  begin: (into) => { into[key] = []; },
  write: (value) => {
    let out = '';
    for (const each of value[key] as readonly E[]) out += tag(name, shape.write(each));
    return out;
  },
  take: (into, cursor) => { (into[key] as E[]).push(shape.read(cursor)); },
});
