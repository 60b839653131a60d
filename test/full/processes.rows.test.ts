/** Thirty rows and more of the catalogue through one set of eight processes, by run id, over core and over JetStream: the hash of the world in memory. */
import { afterAll, describe, expect, it } from 'vitest';
import { PROVOKED_ROWS } from '../../harness/scenarios/scenario.ts';
import { inMemory, scenarioOf, scene } from '../processes/support.ts';

/** Every retry ladder, every kind of outage and device trouble; every other row besides, by its number. */
const ALWAYS = /^(3\.|2\.4\.1-outage|2\.6\.[235]|2\.7\.|2\.5\.7-X5\.9-0[1-9]|guide-)/;
const EVERY = 6;
const ROWS = PROVOKED_ROWS.filter((row, index) => ALWAYS.test(row) || index % EVERY === 0);

const { play, exits } = await scene();
const table: string[] = [];
afterAll(() => { process.stdout.write(`${table.join('\n')}\n`); });

describe(`${ROWS.length} rows in eight processes`, () => {
  it('are at least thirty, with every ladder and an outage with a backlog', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    for (const ladder of ['3.1', '3.2', '3.3', '3.4', '3.5', '2.4.1-outage']) expect(ROWS.some((row) => row.startsWith(ladder)), ladder).toBe(true);
  });

  for (const row of ROWS) {
    it(row, async () => {
      const hash = (await inMemory(row)).journal.hash();
      const [core, jetstream] = [await play({ script: scenarioOf(row), durability: 'core' }), await play({ script: scenarioOf(row), durability: 'jetstream' })];
      table.push(`${row.padEnd(48)} ${hash.slice(0, 16)} memory  ${core.journal.hash().slice(0, 16)} core  ${jetstream.journal.hash().slice(0, 16)} JetStream`);
      expect([core.journal.hash(), jetstream.journal.hash()]).toEqual([hash, hash]);
      expect(exits).toEqual([]);
    });
  }
});
