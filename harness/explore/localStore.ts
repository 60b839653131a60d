/**
 * What a party knows, as a value: records by table in order of first insertion, each with the number of its content. The
 * party's own code gets a real `Store` filled from it, and what it wrote makes the next value; nobody says by hand which
 * facts matter.
 */
import { createHash } from 'node:crypto';
import { Store } from '../../actors/runtime/store.ts';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

const bytesReplaced = (_name: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return `bytes:${createHash('sha256').update(value).digest('base64')}`;
  if (value instanceof Map) return [...value];
  return value;
};

const contents = new Map<string, number>();
const numbers = new WeakMap<object, number>();

/** One number for one content. Records are never changed in place, so each object is read once. */
const contentOf = (value: unknown): number => {
  const known = typeof value === 'object' && value !== null ? numbers.get(value) : undefined;
  if (known !== undefined) return known;
  const text = JSON.stringify(value, bytesReplaced) ?? 'undefined';
  const number = contents.get(text) ?? contents.size;
  contents.set(text, number);
  if (typeof value === 'object' && value !== null) numbers.set(value, number);
  return number;
};

/** A text that two equal stores share. */
export const nameOfTables = (tables: Tables): string => {
  const parts: string[] = [];
  for (const [table, records] of tables) {
    if (records.size === 0) continue;
    parts.push(table);
    for (const [key, value] of records) parts.push(key, String(contentOf(value)));
  }
  return parts.join('\u0001');
};

export const storeOf = (tables: Tables): Store<Record<string, unknown>> => {
  const store = new Store<Record<string, unknown>>();
  for (const [table, records] of tables) for (const [key, value] of records) store.restore({ kind: 'record', id: `${table}/${key}`, value });
  return store;
};

/** The tables after a step: only what was written is copied. */
export const tablesAfter = (before: Tables, store: Store<Record<string, unknown>>): Tables => {
  const changed = new Set<string>();
  for (const { id } of store.takeChanges()) changed.add(tableOf(id));
  if (changed.size === 0) return before;
  const after = new Map(before);
  for (const table of changed) after.set(table, new Map(store.entries(table)));
  return after;
};

const tableOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Everything a store holds. */
export const tablesOf = (store: Store<Record<string, unknown>>): Tables => {
  const names = new Set<string>();
  for (const { id } of store.all()) names.add(tableOf(id));
  return new Map([...names].map((table) => [table, new Map(store.entries(table))]));
};
