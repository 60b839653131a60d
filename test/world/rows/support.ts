/**
 * Rows of the catalogue for every Group ID they apply to, each provoked by its cause in a real world and judged by what the
 * documents demand. `ROWS=2.5.7 npx vitest run test/world/rows` plays those whose id begins so.
 */
import { expect, it, vi } from 'vitest';
import { scenarioFor } from '../../../harness/scenarios/scenario.ts';
import { judge } from '../../../harness/verdict/index.ts';
import { createWorld } from '../../../harness/world/world.ts';
import type { GroupId } from '../../../protocol/domain.ts';
import type { CatalogueRow } from '../../../protocol/mehrs/expected/row.ts';

vi.setConfig({ testTimeout: 60_000 });

const WANTED = process.env['ROWS'] ?? '';

/** Machines that an Installation or an Incident ends in: the others only serve. */
const ENDING = /^(rp|s1sp|cp)\.installation$|\.desk$|\.ticket$|^mcc\.incident$/;
/** A Commissioning Party that was never asked to act waits for a superseding Commissioning File (ruling A-39). */
const AT_REST = ['cp.installation waiting'];

const play = async (row: CatalogueRow, groupId: GroupId) => {
  const { world: options, subject } = scenarioFor(row.id, groupId);
  const world = await createWorld(options);
  await world.run();
  await world.close();
  const verdict = judge({
    run: 'rows', ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: subject.id,
  }, row);
  return { world, verdict };
};

/** One test a row and Group ID. */
export const playRows = (rows: readonly CatalogueRow[]): void => {
  const wanted = rows.filter(({ id }) => id.startsWith(WANTED));
  if (wanted.length === 0) it.skip(`no row begins with ${WANTED}`, () => undefined);
  for (const row of wanted) {
    for (const groupId of row.groups) {
      it(`MEHRS ${row.section} ${groupId} ${row.id} (${row.source})`, async () => {
        const { world, verdict } = await play(row, groupId);
        const replay = `replay: npx mehrs play ${row.id} --group ${groupId}`;
        const findings = verdict.findings.filter(({ result }) => result !== 'pass');
        const shown = findings.map(({ result, expectation, clause, detail }) => `${result}: ${expectation} [${clause}]: ${detail}`).join('\n');
        expect(verdict.result, `${shown}\n${replay}`).toBe('pass');
        // Law L5: nothing is pending, nothing was dropped, nothing was unreadable, and whatever ends has ended.
        expect(world.undeclared(), replay).toEqual([]);
        expect(world.pending(), replay).toEqual([]);
        expect(world.journal.refusals, replay).toEqual([]);
        const open = [...world.states()].filter(({ machine, state, ended }) => ENDING.test(machine) && !ended && !AT_REST.includes(`${machine} ${state}`));
        expect(row.openIncidents.length > 0 ? [] : open, replay).toEqual([]);
      });
    }
  }
};
