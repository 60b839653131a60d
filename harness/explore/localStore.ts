/**
 * What a party knows, as a value: records by table in order of first insertion, each with the number of its content. The
 * party's own code gets a real `Store` filled from it, and what it wrote makes the next value; nobody says by hand which
 * facts matter.
 */
import { createHash } from 'node:crypto';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Store } from '../../actors/runtime/store.ts';
import { Sequences } from './intern.ts';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

const bytesReplaced = (_name: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return `bytes:${createHash('sha256').update(value).digest('base64')}`;
  if (value instanceof Map) return [...value];
  return value;
};

const contents = new Map<string, number>();
const numbers = new WeakMap<object, number>();

const numberOfText = (text: string): number => {
  let number = contents.get(text);
  if (number === undefined) contents.set(text, (number = contents.size + 1));
  return number;
};

/** One number for one content, from 1. Records are never changed in place, so each object is read once. */
export const contentOf = (value: unknown): number => {
  // No JSON begins with an s.
  if (typeof value === 'string') return numberOfText(`s${value}`);
  if (typeof value !== 'object' || value === null) return numberOfText(JSON.stringify(value) ?? 'undefined');
  let number = numbers.get(value);
  if (number === undefined) numbers.set(value, (number = numberOfText(JSON.stringify(value, bytesReplaced))));
  return number;
};

const sequences = new Sequences();

/** One number for one sequence of numbers. */
export const sequenceOf = (before: number, next: number): number => sequences.with(before, next);

const tableNumbers = new WeakMap<ReadonlyMap<string, unknown>, number>();

/** All a table holds, in order; worked out once for each map. 0 for nothing. */
const numberOfTable = (records: ReadonlyMap<string, unknown>): number => {
  let number = tableNumbers.get(records);
  if (number === undefined) {
    number = 0;
    for (const [key, value] of records) number = sequenceOf(sequenceOf(number, contentOf(key)), contentOf(value));
    tableNumbers.set(records, number);
  }
  return number;
};

/** One number for equal stores. */
export const numberOfTables = (tables: Tables): number => {
  let number = 0;
  for (const [table, records] of tables) if (records.size > 0) number = sequenceOf(sequenceOf(number, contentOf(table)), numberOfTable(records));
  return number;
};

const partNumbers = new WeakMap<ReadonlyMap<string, unknown>, WeakMap<readonly string[], number>>();

/** What a table says of some keys, 0 where it has none of them; worked out once for each map and each list, which do not change. */
const numberOfPart = (records: ReadonlyMap<string, unknown>, keys: readonly string[]): number => {
  const known = partNumbers.get(records) ?? new WeakMap<readonly string[], number>();
  partNumbers.set(records, known);
  let number = known.get(keys);
  if (number === undefined) {
    number = 0;
    // As of a table that is not there.
    if (keys.some((key) => records.has(key))) for (const key of keys) number = sequenceOf(number, records.has(key) ? contentOf(records.get(key)) : 0);
    known.set(keys, number);
  }
  return number;
};

/** What of a store is live (`liveness.ts`): in a table that is read whole the order of its records counts, elsewhere only what they say. Equal numbers, where the same is live, for equal answers. */
export const numberOfLive = (before: number, tables: Tables, live: LiveRecords): number => {
  let number = before;
  for (const [table, keys] of live) {
    const records = tables.get(table);
    number = sequenceOf(number, records === undefined ? 0 : keys === 'all' ? numberOfTable(records) : numberOfPart(records, keys));
  }
  return number;
};

/** By table: the keys that are live, in order, or the table whole. */
export type LiveRecords = ReadonlyMap<string, readonly string[] | 'all'>;

/** Numbers that commands are told apart by: two are enough, as one is under way at a time and the one before it may still be answered. */
const ALTERNATING: readonly string[] = ['command', 'sim'];
/** Numbers that answers, alerts and countersignatures carry and nobody looks at: an answer is known by the request it is to. */
const UNREAD: readonly string[] = ['response', 'alert', 'countersignature'];

/**
 * The same store with every counter of files as at the beginning. A fresh file's counter is above the last whatever the numbers are, and
 * a stale one is 0 (`harness/faults/rewrite.ts`), so X5.9-06 decides as it would. Live runs, which count, are held against the graph.
 */
export const uncounted = (tables: Tables): Tables => {
  const { lastCounters, counters } = { lastCounters: tables.get('lastCounters'), counters: tables.get('counters') };
  const isStanding = (series: string, value: unknown): boolean => series.startsWith('file ') || UNREAD.includes(series) || (ALTERNATING.includes(series) && value === 2);
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

/** What a store says of one thing that can be read (`liveness.ts`): equal numbers, equal answers; 0 for nothing. */
export const answerOf = (tables: Tables, table: string, key: string): number => {
  const records = tables.get(table);
  if (key === '*') return records === undefined ? 0 : numberOfTable(records);
  return records?.has(key) === true ? contentOf(records.get(key)) : 0;
};

const tableOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Everything a store holds. */
export const tablesOf = (store: Store<Record<string, unknown>>): Tables => {
  const names = new Set<string>();
  for (const { id } of store.all()) names.add(tableOf(id));
  return new Map([...names].map((table) => [table, new Map(store.entries(table))]));
};
