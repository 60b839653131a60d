/** Every row of the catalogue, provoked by its cause in a real world and judged by what the documents demand. */
import { describe, expect, it } from 'vitest';
import { PROVOKED_ROWS } from '../../harness/faults/causes.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { replayLine, runOf, verdictOn } from './support.ts';

/** Machines that an Installation or an Incident ends in: the others only serve. */
const ENDING = ['rp.installation', 's1sp.installation', 'cp.installation', 'rp.desk', 'cp.desk', 's1sp.desk', 'mcc.incident', 's1sp.ticket', 'cp.ticket'];
/** A Commissioning Party that was never asked to act waits for a superseding Commissioning File (ruling A-39). */
const AT_REST = ['cp.installation waiting'];

describe('catalogue rows in a real world', () => {
  for (const { id, source } of CATALOGUE) {
    it(`${id} (${source})`, async () => {
      const verdict = verdictOn(id, await runOf(id));
      const findings = verdict.findings.filter(({ result }) => result !== 'pass');
      const shown = findings.map(({ result, expectation, clause, detail }) => `${result}: ${expectation} [${clause}]: ${detail}`).join('\n');
      expect(verdict.result, `${shown}\n${replayLine(id)}`).toBe('pass');
    });

    it(`${id}: law L5, nothing is pending, nothing was dropped, nothing was unreadable`, async () => {
      const { world } = await runOf(id);
      expect(world.undeclared(), replayLine(id)).toEqual([]);
      expect(world.pending(), replayLine(id)).toEqual([]);
      expect(world.journal.refusals, replayLine(id)).toEqual([]);
      const open = [...world.states()].filter(({ machine, state, ended }) => ENDING.includes(machine) && !ended && !AT_REST.includes(`${machine} ${state}`));
      expect(open, replayLine(id)).toEqual([]);
    });
  }

  it('every row of the catalogue has a cause, and every cause a row', () => {
    expect([...PROVOKED_ROWS].sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
  });

  it('the rows are as many different worlds', async () => {
    const hashes = await Promise.all(CATALOGUE.map(async ({ id }) => (await runOf(id)).world.journal.hash()));
    expect(new Set(hashes).size).toBe(CATALOGUE.length);
  });
});
