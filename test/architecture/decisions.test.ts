/** The decision log says one thing about each decision: two branches that both changed a line left both in. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('docs/decisions.md has one line for each decision', () => {
  const numbers = [...readFileSync('docs/decisions.md', 'utf8').matchAll(/^\| (D-\d+) \|/gm)].map(([, number]) => number);
  expect(numbers.length).toBeGreaterThan(150);
  expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([]);
});
