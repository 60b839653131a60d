/** Each row of the first slice passes on a run written by hand from the documents. */
import { describe, expect, it } from 'vitest';
import { JOURNEYS, broken, judged } from './support.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';

describe('a run as documented passes its row', () => {
  for (const row of CATALOGUE) {
    it(`${row.id} (${row.source})`, () => {
      const journey = JOURNEYS[row.id];
      if (journey === undefined) throw new Error(`no journey for ${row.id}`);
      const verdict = judged(row.id, journey());
      expect(broken(verdict)).toEqual([]);
      expect(verdict.result).toBe('pass');
    });
  }
});
