/** Each row of the first slice passes on a run written by hand from the documents. */
import { describe, expect, it } from 'vitest';
import { JOURNEYS, broken, judgedMessages, runOf } from './support.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';

describe('a run as documented passes its row', () => {
  for (const id of Object.keys(JOURNEYS)) {
    it(`${id} (${rowById(id).source})`, () => {
      const verdict = judgedMessages(id, runOf(id));
      expect(broken(verdict)).toEqual([]);
      expect(verdict.result).toBe('pass');
    });
  }
});
