/** The predicates an expectation is made of, each true and false of a field that is there, is empty, or is not there. */
import { describe, expect, it } from 'vitest';
import { field, holds, isRecord, listOf, textAt } from '../../harness/verdict/fields.ts';
import { overall } from '../../harness/verdict/verdict.ts';
import { ruling } from '../../harness/verdict/world.ts';
import type { FieldTest } from '../../protocol/mehrs/expected/expectation.ts';

const content = { a: { b: 'x', n: 3, none: null, empty: '', no: false }, list: [{ k: 1, v: 'p' }, 'text', { k: 2, v: 'q' }, null] };
const FIRST = { of: 'first' };
const seen: unknown[] = [];
const resolve = (value: unknown) => (...asked: unknown[]): unknown => { seen.push(asked); return value; };
const true_ = (test: Omit<FieldTest, 'field'> & object, path = 'a.b', other?: unknown): boolean => holds({ field: path, ...test } as FieldTest, content, resolve(other));

describe('paths', () => {
  it('lead to a value, through records only', () => {
    expect([field(content, 'a.b'), field(content, 'a.c'), field(content, 'x.y'), field(content, 'a.b.c'), field(content, 'list.0')]).toEqual(['x', undefined, undefined, undefined, undefined]);
    expect([{}, null, [], 'x', undefined].map(isRecord)).toEqual([true, false, false, false, false]);
  });
  it('lead to the records of a list, and to text', () => {
    expect([listOf(content, 'list'), listOf(content, 'a'), listOf(content, 'none')]).toEqual([[{ k: 1, v: 'p' }, { k: 2, v: 'q' }], [], []]);
    expect(['a.b', 'a.n', 'a.none', 'a.no', 'a.c'].map((path) => textAt(content, path))).toEqual(['x', '3', '', 'false', '']);
  });
});

describe('a field test', () => {
  it.each<[Omit<FieldTest, 'field'> & object, boolean, string?, unknown?]>([
    [{ is: 'x' }, true], [{ is: 'y' }, false], [{ is: '3' }, false, 'a.n'], [{ isNot: 'y' }, true], [{ isNot: 'x' }, false], [{ isNot: 'x' }, true, 'a.c'],
    [{ oneOf: ['w', 'x'] }, true], [{ oneOf: ['w'] }, false], [{ noneOf: ['w'] }, true], [{ noneOf: ['w', 'x'] }, false],
    [{ filled: true }, true], [{ filled: false }, false], [{ filled: true }, false, 'a.empty'], [{ filled: true }, false, 'a.none'], [{ filled: true }, false, 'a.c'], [{ filled: false }, true, 'a.c'], [{ filled: true }, true, 'a.no'],
    [{ holds: 3 }, true, 'a'], [{ holds: 4 }, false, 'a'], [{ holds: 'x' }, false, 'a.b'], [{ holds: 'x' }, false, 'a.c'],
    [{ includes: { k: 2 } }, true, 'list'], [{ includes: { k: 2, v: 'p' } }, false, 'list'], [{ includes: { k: 2, v: 'q' } }, true, 'list'], [{ includes: {} }, false, 'a'], [{ includes: { length: 4 } }, false, 'list'],
    [{ sameAs: FIRST }, true, 'a.b', 'x'], [{ sameAs: FIRST }, false, 'a.b', 'y'], [{ sameAs: FIRST }, false, 'a.c', undefined], [{ sameAs: FIRST }, false, 'a.empty', ''],
    [{ differsFrom: FIRST }, true, 'a.b', 'y'], [{ differsFrom: FIRST }, false, 'a.b', 'x'], [{ differsFrom: FIRST }, false, 'a.c', 'x'], [{ differsFrom: FIRST }, false, 'a.empty', 'x'],
    [{ above: FIRST }, true, 'a.n', 2], [{ above: FIRST }, false, 'a.n', 3], [{ above: FIRST }, false, 'a.n', '2'], [{ above: FIRST }, false, 'a.b', 2], [{ above: FIRST }, false, 'a.n', undefined],
  ])('%j is %s of %s beside %j', (test, expected, path, other) => expect(true_(test, path, other)).toBe(expected));
  it('asks for the same field of the message it refers to', () => {
    seen.length = 0;
    for (const test of [{ sameAs: FIRST }, { differsFrom: FIRST }, { above: FIRST }]) true_(test, 'a.n', 1);
    expect(seen).toEqual([[FIRST, 'a.n'], [FIRST, 'a.n'], [FIRST, 'a.n']]);
  });
});

describe('a verdict', () => {
  const finding = (result: 'pass' | 'fail' | 'inconclusive') => ({ expectation: 'x', clause: 'y', result, detail: '' });
  it('fails with one finding, and is open with one that is', () => {
    expect([[], ['pass'], ['pass', 'inconclusive'], ['inconclusive', 'fail', 'pass']].map((each) => overall((each as 'pass'[]).map(finding)))).toEqual(['pass', 'pass', 'inconclusive', 'fail']);
  });
  it('names the first five violations of a law', () => {
    const stamp = (n: number) => ({ t: n, n });
    const violations = Array.from({ length: 6 }, (_, n) => (n === 1 ? { detail: `d${n}` } : { detail: `d${n}`, stamp: stamp(n) }));
    expect(ruling('law', 'L0', violations)).toEqual({ expectation: 'law', clause: 'L0', result: 'fail', detail: 'd0; d1; d2; d3; d4', stamps: [0, 2, 3, 4].map(stamp) });
    expect(ruling('law', 'L0', [])).toEqual({ expectation: 'law', clause: 'L0', result: 'pass', detail: 'holds', stamps: [] });
    expect(ruling('law', 'L0', violations.slice(0, 1), 'inconclusive').result).toBe('inconclusive');
  });
});
