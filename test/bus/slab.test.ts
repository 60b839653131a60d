/** Copies made behind each other in memory that is used again: none changes before whoever reads it has said so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slab } from '../../harness/bus/slab.ts';

const [COPY, FILLED, FREE] = ['copy', 'filled', 'free'] as const;
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ what: fc.constant(COPY), length: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constant(32 * 1024)) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant(FILLED), length: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant(FREE), length: fc.constant(0) }) },
);

describe('a slab', () => {
  it('keeps every copy as it was made, until it is told that nobody reads it', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 50, maxLength: 300 }), (steps) => {
      const slab = new Slab();
      let read: { readonly copy: Uint8Array; readonly mark: number }[] = [];
      let marked: { readonly free: () => void; readonly after: typeof read } | undefined;
      steps.forEach(({ what, length }, at) => {
        const mark = at % 251;
        if (what === COPY) {
          const body = new Uint8Array(length).fill(mark);
          const copy = slab.copy(body);
          body.fill(255);
          read.push({ copy, mark });
          marked?.after.push({ copy, mark });
        } else if (what === FILLED) marked = { free: slab.filled(), after: [] };
        else if (marked !== undefined) {
          // Nobody reads what was copied before the mark; what came after it is still read.
          marked.free();
          read = marked.after;
          marked = undefined;
        }
      });
      // Only reading them now shows what was written over meanwhile.
      for (const { copy, mark } of read) expect([copy[0] ?? mark, copy.at(-1) ?? mark]).toEqual([mark, mark]);
    }), { numRuns: 30 });
  });

  it('uses its memory again', () => {
    const slab = new Slab();
    const used = new Set<ArrayBufferLike>();
    for (let at = 0; at < 1_000; at += 1) {
      used.add(slab.copy(new Uint8Array(32 * 1024)).buffer);
      slab.filled()();
    }
    expect(used.size).toBe(2);
  });
});
