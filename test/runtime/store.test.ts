import { describe, expect, it } from 'vitest';
import { Store } from '../../actors/runtime/store.ts';

interface Tables { sets: { readonly name: string }; counters: number }
const fresh = (): Store<Tables> => new Store<Tables>();

describe('Store', () => {
  it('keeps tables apart, and records of one table in the order they first came', () => {
    const store = fresh();
    store.put('sets', 'b', { name: 'B' });
    store.put('sets', 'a', { name: 'A' });
    store.put('counters', 'a', 1);
    store.put('sets', 'b', { name: 'B2' });
    expect([...store.entries('sets')]).toEqual([['b', { name: 'B2' }], ['a', { name: 'A' }]]);
    expect([store.get('counters', 'a'), store.get('counters', 'b')]).toEqual([1, undefined]);
    expect([...store.entries('counters')]).toEqual([['a', 1]]);
  });

  it('tells an absence that is a defect from one that is a fact', () => {
    const store = fresh();
    expect(store.get('sets', 'x')).toBeUndefined();
    expect(() => store.need('sets', 'x')).toThrow('store: no sets "x"');
    store.put('sets', 'x', { name: 'X' });
    store.delete('sets', 'x');
    store.delete('sets', 'never there');
    expect(() => store.need('sets', 'x')).toThrow('store: no sets "x"');
    expect([...store.entries('sets')]).toEqual([]);
  });

  it('says once which records were written or deleted since last asked', () => {
    const store = fresh();
    store.put('sets', 'a', { name: 'A' });
    store.put('sets', 'a', { name: 'A2' });
    store.delete('sets', 'b');
    store.next('file');
    expect(store.takeChanged()).toEqual(['sets/a', 'sets/b', 'counters/file']);
    expect(store.takeChanged()).toEqual([]);
    store.get('sets', 'a');
    expect(store.takeChanged()).toEqual([]);
  });

  it('counts each series from 1', () => {
    const store = fresh();
    expect([store.next('MCF'), store.next('MCF'), store.next('MGF'), store.next('MCF')]).toEqual([1, 2, 1, 3]);
  });
});
