/** What StrykerJS judges the actors by: the journeys that cover the machines and the worlds beside the catalogue, each judged as `mehrs journeys` judges it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import { EXCURSIONS } from '../../harness/scenarios/excursions.ts';
import type { JourneysResult } from '../../harness/coverage/result.ts';
import { failuresOf, isPassed, travel } from '../../harness/journeys/journeys.ts';

// The sandbox StrykerJS works in has no `.cache`, and its sources are mutated: so no hash is asked for.
const path = process.env['MEHRS_JOURNEYS'] ?? '.cache/journeys.json';
const { covering, each } = JSON.parse(readFileSync(path, 'utf8')) as JourneysResult;

// The same bytes are signed and read in every journey; no actor's answers are among what is remembered.
remember(ANSWERS_KEPT);

const isExcursion = (name: string): boolean => (name.split(' ')[0] ?? '') in EXCURSIONS;
const names = new Set([...covering, ...each.filter(({ name }) => isExcursion(name))].map(({ name }) => name));

test.each([...names])('%s ends as its record says and breaks no law (MEHRS 2 to 4)', async (name) => {
  const line = each.find((one) => one.name === name);
  if (line === undefined) throw new Error(`${path} has no journey ${name}`);
  const { rows, groupId } = line;
  const [first = ''] = name.split(' ');
  const journey = await travel({ rows, groupId, ...(first in EXCURSIONS ? { excursion: first } : {}) });
  expect(failuresOf(journey)).toEqual([]);
  expect(isPassed(journey)).toBe(true);
});
