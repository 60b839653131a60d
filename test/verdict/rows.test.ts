/** Each row of the first slice passes on a run written by hand from the documents. */
import { describe, expect, it } from 'vitest';
import { JOURNEYS, broken, judged } from './support.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';

describe('a run as documented passes its row', () => {
  for (const [id, journey] of Object.entries(JOURNEYS)) {
    it(`${id} (${rowById(id).source})`, () => {
      const verdict = judged(id, journey());
      expect(broken(verdict)).toEqual([]);
      expect(verdict.result).toBe('pass');
    });
  }
});
