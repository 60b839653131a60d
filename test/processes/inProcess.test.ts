import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { PartyProcess } from '../../harness/processes/partyProcess.ts';
import { play } from '../../harness/processes/play.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { HAPPY, planOf, runOf } from '../world/support.ts';
const server = (await testServer('x'))!;
describe('x', () => {
  for (const durability of ['core', 'jetstream'] as const) for (const row of [HAPPY, '2.5.7-X5.9-02-too-late', '2.7.5-C4-recovered'])
  it(`${durability} ${row}`, async () => {
    const fleet = freshRun();
    const control = await createNatsBus({ run: fleet, servers: server.url, durability: 'core' });
    const names = ['rp', 's1sp', 'dco', 'dsp', 'cp', 'smso', 'csp', 'rest'];
    const processes = new Map(names.map((name) => [name, name === 'rest' ? ['supplier', 'mcc', 'networkOperator', 'bimi', 'devices', 'mcfvf'] : [name]]));
    for (const [name, parties] of processes) {
      await PartyProcess.start({ name, parties, control: await createNatsBus({ run: fleet, servers: server.url, durability: 'core' }), open: (run, d) => createNatsBus({ run, servers: server.url, durability: d }), onStop: () => undefined });
    }
    const run = freshRun();
    const t0 = performance.now();
    const played = await play({ script: scriptOf({ faults: planOf(row) }), control, bus: await createNatsBus({ run, servers: server.url, durability }), processes, durability });
    console.log(durability, row, played.rounds, 'rounds', performance.now() - t0, 'ms', played.journal.messages.length);
    const { world } = await runOf(row);
    expect(played.journal.hash()).toBe(world.journal.hash());
    expect(played.journal.steps).toEqual(world.journal.steps);
    expect([...played.states()]).toEqual([...world.states()]);
  });
});
