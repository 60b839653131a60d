import fc from 'fast-check';
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
    expect([...store.takeChanges()]).toEqual([
      { kind: 'record', id: 'sets/a', value: { name: 'A2' } }, { kind: 'record', id: 'counters/file', value: 1 },
    ]);
    expect([...store.takeChanges()]).toEqual([]);
    store.get('sets', 'a');
    store.delete('sets', 'a');
    expect([...store.takeChanges()]).toEqual([{ kind: 'record', id: 'sets/a' }]);
  });

  it('H7: changes put back one after the other give the same records in the same order, whatever came, went and came back', () => {
    const operation = fc.tuple(fc.constantFrom('put', 'delete', 'take'), fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9));
    fc.assert(fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const [store, copy] = [fresh(), fresh()];
      const follow = (): void => { for (const change of store.takeChanges()) copy.restore(change); };
      for (const [what, key, value] of operations) {
        if (what === 'put') store.put('counters', key, value);
        else if (what === 'delete') store.delete('counters', key);
        else follow();
      }
      follow();
      expect([...copy.entries('counters')]).toEqual([...store.entries('counters')]);
      const whole = fresh();
      for (const record of store.all()) whole.restore(record);
      expect([...whole.entries('counters')]).toEqual([...store.entries('counters')]);
    }));
  });

  it('counts each series from 1', () => {
    const store = fresh();
    expect([store.next('MCF'), store.next('MCF'), store.next('MGF'), store.next('MCF')]).toEqual([1, 2, 1, 3]);
  });
});
