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

/**
 * A text that two stores share when they are equal as far as is live (`liveness.ts`): in a table that is read whole the order of its
 * records counts, elsewhere only what they say. Nothing given: all is live.
 */
export const nameOfTables = (tables: Tables, live?: ReadonlySet<string>): string => {
  const parts: string[] = [];
  for (const [table, records] of tables) {
    const isWhole = live === undefined || live.has(`${table}/*`);
    const named = isWhole ? [...records] : [...records].filter(([key]) => live.has(`${table}/${key}`)).sort(([a], [b]) => (a < b ? -1 : 1));
    if (named.length === 0) continue;
    parts.push(table);
    for (const [key, value] of named) parts.push(key, String(contentOf(value)));
  }
  return parts.join('\u0001');
};

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
