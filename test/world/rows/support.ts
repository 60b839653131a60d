/**
 * Rows of the catalogue for every Group ID they apply to, each provoked by its cause in a real world and judged by what the
 * documents demand. Where `mehrs journeys` has just played them all (CI does so first), its result is read in place of playing
 * them once more. `ROWS=2.5.7 npx vitest run test/world/rows` plays those whose id begins so.
 */
import { expect, it, vi } from 'vitest';
import { keptJourneys } from '../../../harness/coverage/kept.ts';
import { failuresOf, journey } from '../../../harness/journeys/journeys.ts';
import type { CatalogueRow } from '../../../protocol/mehrs/expected/row.ts';

vi.setConfig({ testTimeout: 60_000 });

const WANTED = process.env['ROWS'] ?? '';
const kept = WANTED === '' ? keptJourneys() : undefined;

/** One test a row and Group ID. */
export const playRows = (rows: readonly CatalogueRow[]): void => {
  const wanted = rows.filter(({ id }) => id.startsWith(WANTED));
  if (wanted.length === 0) it.skip(`no row begins with ${WANTED}`, () => undefined);
  for (const row of wanted) {
    for (const groupId of row.groups) {
      it(`MEHRS ${row.section} ${groupId} ${row.id} (${row.source})`, async () => {
        const replay = `replay: npx mehrs play ${row.id} --group ${groupId}`;
        const travelled = kept?.find((each) => each.groupId === groupId && each.rows.includes(row.id));
        expect(travelled?.failures ?? failuresOf(await journey(row.id, groupId)), replay).toEqual([]);
      });
    }
  }
};
