/**
 * How much of what is said the verdict listens to: every field of every message of a good run is changed, one at a time, wherever those bytes
 * go, and the verdict is to notice. What it lets pass is listed with its reason (issue 5: "a verdict that can be trusted").
 */
import { describe, expect, it } from 'vitest';
import { judge, readMessage, type Reading } from '../../harness/verdict/index.ts';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { roleOf, type GroupId } from '../../protocol/domain.ts';
import { nameOfBytes } from '../../protocol/security/memo.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { runWorld } from './support.ts';
import { SILENT } from './silent.ts';

type Path = readonly (string | number)[];

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** Every field, and every list as a whole. */
const fieldsOf = (value: unknown, path: Path = []): readonly (readonly [Path, unknown])[] => {
  if (value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return [...value.flatMap((each, index) => fieldsOf(each, [...path, index])), [path, value] as const];
  return isPlain(value) ? Object.entries(value).flatMap(([name, each]) => fieldsOf(each, [...path, name])) : [[path, value] as const];
};

const replaced = (value: unknown, [first, ...rest]: Path, by: unknown): unknown => {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (index === first ? replaced(each, rest, by) : each));
  return { ...(value as object), [first]: replaced((value as Record<string, unknown>)[first], rest, by) };
};

const other = (value: unknown): unknown => {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? '2031-01-06' : `${value}Z`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : Array.isArray(value) && value.length > 0 ? value.slice(1) : ['zz'];
};

/** The first two of each field are enough: a law that looks at one looks at all. */
const TIMES = 2;

const silentIn = async (row: string, groupId: GroupId): Promise<{ readonly all: ReadonlySet<string>; readonly silent: readonly string[] }> => {
  const { world: options, subject } = scenarioFor(row, groupId);
  const { world, messages } = await runWorld(options);
  const observed = { run: world.options.run, ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, subject: subject.id };
  const sameAs = ({ type, from, key, body }: Envelope): string => `${type} ${from} ${key} ${nameOfBytes(body)}`;
  const verdictWith = (changed: string, reading: Reading) => {
    try {
      return judge({ ...observed, messages }, row, (message) => (sameAs(message) === changed ? reading : readMessage(message))).result;
    } catch {
      return 'fail';
    }
  };
  const noticed = new Map<string, boolean>();
  const times = new Map<string, number>();
  for (const message of messages) {
    const reading = readMessage(message);
    if ('unreadable' in reading) continue;
    for (const [path, value] of fieldsOf(reading.content)) {
      const name = `${roleOf(message.from)} ${message.type} ${path.map((each) => (typeof each === 'number' ? '*' : each)).join('.')}`;
      const time = times.get(name) ?? 0;
      times.set(name, time + 1);
      if (time >= TIMES || noticed.get(name) === true) continue;
      noticed.set(name, verdictWith(sameAs(message), { content: replaced(reading.content, path, other(value)) as Record<string, unknown> }) !== 'pass');
    }
  }
  return { all: new Set(noticed.keys()), silent: [...noticed].filter(([, isNoticed]) => !isNoticed).map(([name]) => name).sort() };
};

describe('what a message may say without a word of the verdict', () => {
  it('guide-7.2.1, CB: nothing but what is listed with its reason, and all of that', { timeout: 180_000 }, async () => {
    const { all, silent } = await silentIn('guide-7.2.1', 'CB');
    const reasons = new Map(silent.map((name) => [name, SILENT.filter(({ fields }) => fields.test(name)).map(({ why }) => why)] as const));
    expect([...reasons].filter(([, why]) => why.length !== 1), 'without a reason, or with several').toEqual([]);
    expect(SILENT.filter(({ fields }) => !silent.some((name) => fields.test(name))).map(({ why }) => why), 'reasons that nothing needs').toEqual([]);
    expect(silent.length / all.size, `${silent.length} of ${all.size}`).toBeLessThan(0.35);
  });
});
