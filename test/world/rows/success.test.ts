import { describe, expect, it } from 'vitest';
import { PROVOKED_ROWS } from '../../../harness/scenarios/scenario.ts';
import { CATALOGUE } from '../../../protocol/mehrs/expected/catalogue.ts';
import { SUCCESS_ROWS } from '../../../protocol/mehrs/expected/rows/success.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: nothing goes wrong', () => playRows(SUCCESS_ROWS));

it('every row of the catalogue has a cause, and every cause a row', () => {
  expect([...PROVOKED_ROWS].sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
});
