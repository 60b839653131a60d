/**
 * What a party knows, as a value: records by table in order of first insertion, each with the number of its content. The
 * party's own code gets a real `Store` filled from it, and what it wrote makes the next value; nobody says by hand which
 * facts matter.
 */
import { createHash } from 'node:crypto';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Store } from '../../actors/runtime/store.ts';

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
  // No JSON begins with an s.
  const text = typeof value === 'string' ? `s${value}` : JSON.stringify(value, bytesReplaced) ?? 'undefined';
  const number = contents.get(text) ?? contents.size;
  contents.set(text, number);
  if (typeof value === 'object' && value !== null) numbers.set(value, number);
  return number;
};

const tableNames = new WeakMap<ReadonlyMap<string, unknown>, string>();

/** All a table holds, in order; worked out once for each map. */
const nameOfTable = (records: ReadonlyMap<string, unknown>): string => {
  let name = tableNames.get(records);
  if (name === undefined) {
    name = '';
    for (const [key, value] of records) name += `${key}\u0001${contentOf(value)}\u0001`;
    tableNames.set(records, (name = String(contentOf(name))));
  }
  return name;
};

/** A text that two equal stores share. */
export const nameOfTables = (tables: Tables): string => {
  let name = '';
  for (const [table, records] of tables) if (records.size > 0) name += `${table}\u0001${nameOfTable(records)}\u0001`;
  return name;
};

const partNames = new WeakMap<ReadonlyMap<string, unknown>, WeakMap<readonly string[], string>>();

/** What a table says of some keys; worked out once for each map and each list, which do not change. */
const nameOfPart = (records: ReadonlyMap<string, unknown>, keys: readonly string[]): string => {
  const known = partNames.get(records) ?? new WeakMap<readonly string[], string>();
  partNames.set(records, known);
  let name = known.get(keys);
  if (name === undefined) {
    name = '';
    for (const key of keys) if (records.has(key)) name += `${key}\u0001${contentOf(records.get(key))}\u0001`;
    known.set(keys, (name = String(contentOf(name))));
  }
  return name;
};

/** What of a store is live (`liveness.ts`): in a table that is read whole the order of its records counts, elsewhere only what they say. */
export const nameOfLive = (tables: Tables, live: LiveRecords): string => {
  let name = '';
  for (const [table, keys] of live) {
    const records = tables.get(table);
    if (records === undefined || records.size === 0) continue;
    name += `${table}\u0001`;
    name += keys === 'all' ? nameOfTable(records) : nameOfPart(records, keys);
  }
  return name;
};

/** By table: the keys that are live, in order, or the table whole. */
export type LiveRecords = ReadonlyMap<string, readonly string[] | 'all'>;

/** Numbers that commands are told apart by: two are enough, as one is under way at a time and the one before it may still be answered. */
const ALTERNATING: readonly string[] = ['command', 'sim'];

/**
 * The same store with every counter of files as at the beginning. A fresh file's counter is above the last whatever the numbers are, and
 * a stale one is 0 (`harness/faults/rewrite.ts`), so X5.9-06 decides as it would. Live runs, which count, are held against the graph.
 */
export const uncounted = (tables: Tables): Tables => {
  const { lastCounters, counters } = { lastCounters: tables.get('lastCounters'), counters: tables.get('counters') };
  const isStanding = (series: string, value: unknown): boolean => series.startsWith('file ') || (ALTERNATING.includes(series) && value === 2);
  const standing = [...(counters ?? [])].filter(([series, value]) => isStanding(series, value));
  if (standing.length === 0 && (lastCounters === undefined || lastCounters.size === 0)) return tables;
  const left = new Map(tables);
  left.delete('lastCounters');
  if (counters !== undefined) left.set('counters', new Map([...counters].filter(([series, value]) => !isStanding(series, value))));
  return left;
};

/** The tables after what a step wrote, in order: only tables that were written are copied. */
export const tablesAfter = (before: Tables, changes: readonly Saved[]): Tables => {
  if (changes.length === 0) return before;
  const after = new Map(before);
  const copied = new Set<string>();
  for (const change of changes) {
    const table = tableOf(change.id);
    if (!copied.has(table)) after.set(table, new Map(after.get(table)));
    copied.add(table);
    const records = after.get(table) as Map<string, unknown>;
    const key = change.id.slice(table.length + 1);
    if ('value' in change) records.set(key, change.value);
    else records.delete(key);
  }
  return after;
};

/** What a store says of one thing that can be read (`liveness.ts`): equal texts, equal answers. */
export const answerOf = (tables: Tables, table: string, key: string): string => {
  const records = tables.get(table);
  if (key === '*') return records === undefined || records.size === 0 ? '' : nameOfTable(records);
  return records?.has(key) === true ? String(contentOf(records.get(key))) : '';
};

const tableOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Everything a store holds. */
export const tablesOf = (store: Store<Record<string, unknown>>): Tables => {
  const names = new Set<string>();
  for (const { id } of store.all()) names.add(tableOf(id));
  return new Map([...names].map((table) => [table, new Map(store.entries(table))]));
};
