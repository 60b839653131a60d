/**
 * What a party remembers as text for a log: JSON, readable as it stands, with a mark where JSON has no word. Values come
 * back as they went in, keys in their order.
 */

const MARK = '$';

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** @throws TypeError for what no log can keep: a function, an instance of a class. */
const marked = (value: unknown): unknown => {
  if (value === undefined) return { [MARK]: 'undefined' };
  if (typeof value === 'bigint') return { [MARK]: 'bigint', text: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) return { [MARK]: 'number', text: String(value) };
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`a ${typeof value} cannot be kept`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(marked);
  if (value instanceof Uint8Array) return { [MARK]: 'bytes', base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (value instanceof Map) return { [MARK]: 'map', entries: [...value].map(marked) };
  if (value instanceof Set) return { [MARK]: 'set', items: [...value].map(marked) };
  if (!isPlain(value)) throw new TypeError(`a ${value.constructor.name} cannot be kept`);
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, marked(inner)]);
  return MARK in value ? { [MARK]: 'object', entries } : Object.fromEntries(entries);
};

const unmarked = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(unmarked);
  const record = value as Record<string, unknown>;
  switch (record[MARK]) {
    case undefined: return Object.fromEntries(Object.entries(record).map(([name, inner]) => [name, unmarked(inner)]));
    case 'undefined': return undefined;
    case 'bigint': return BigInt(record['text'] as string);
    case 'number': return Number(record['text']);
    case 'bytes': return new Uint8Array(Buffer.from(record['base64'] as string, 'base64'));
    case 'map': return new Map(unmarked(record['entries']) as [unknown, unknown][]);
    case 'set': return new Set(unmarked(record['items']) as unknown[]);
    case 'object': return Object.fromEntries((record['entries'] as [string, unknown][]).map(([name, inner]) => [name, unmarked(inner)]));
    default: throw new TypeError(`unknown mark ${JSON.stringify(record[MARK])}`);
  }
};

export const encodeValue = (value: unknown): string => JSON.stringify(marked(value));

/** @throws SyntaxError or TypeError for what `encodeValue` has not written. */
export const decodeValue = (text: string): unknown => unmarked(JSON.parse(text));
