import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../actors/runtime/heap.ts';

const numbers = (): Heap<number> => new Heap((a, b) => a < b);
const drain = <T>(heap: Heap<T>): T[] => Array.from({ length: heap.size }, () => heap.pop() as T);

describe('Heap', () => {
  it('gives back what was put in, least first', () => {
    fc.assert(fc.property(fc.array(fc.integer()), (items) => {
      const heap = numbers();
      for (const each of items) heap.push(each);
      expect([...heap].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      expect(heap.size).toBe(items.length);
      expect(drain(heap)).toEqual([...items].sort((a, b) => a - b));
    }), { seed: 7 });
  });

  it('agrees with a sorted list whatever the order of pushes and pops', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.integer(), { nil: 'pop' as const })), (moves) => {
      const heap = numbers();
      const model: number[] = [];
      for (const move of moves) {
        if (move === 'pop') expect(heap.pop()).toBe(model.shift());
        else {
          heap.push(move);
          model.push(move);
          model.sort((a, b) => a - b);
        }
        expect(heap.peek()).toBe(model[0]);
        expect(heap.size).toBe(model.length);
      }
    }), { seed: 7 });
  });

  it('is empty: nothing to look at, nothing to take', () => {
    const heap = numbers();
    expect([heap.size, heap.peek(), heap.pop(), heap.size]).toEqual([0, undefined, undefined, 0]);
  });
});
