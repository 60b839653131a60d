/** Three servers as one, each stream on all of them; the one that leads is killed while messages travel: nothing is lost. */
import { createServer } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import { openAs } from '../../harness/cli/connect.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import { castsFor } from '../../harness/processes/casts.ts';
import { Fleet } from '../../harness/processes/fleet.ts';
import { play } from '../../harness/processes/play.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { createWorld } from '../../harness/world/world.ts';
import { collect, freshRun, message, range, seqs } from '../bus/support.ts';

const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => resolve(port));
  });
});

const ports = [await freePort(), await freePort(), await freePort()];
const routes = ports.map((port) => `nats://127.0.0.1:${port}`).join(', ');
const nodes: NatsServer[] = await Promise.all(ports.map((port, at) => startNatsServer({
  config: `server_name: node${at}\ncluster { name: mehrs, listen: "127.0.0.1:${port}", routes: [${routes}] }`,
})));
const servers = nodes.map(({ url }) => url);
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

/** A cluster has no streams until it has chosen who leads. */
const settled = async (): Promise<void> => {
  for (;;) {
    const nc = await connect({ servers });
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 1_000 });
    const ready = await manager.streams.add({ name: 'probe', subjects: ['probe'], num_replicas: 3 }).then(() => true, () => false);
    await nc.close();
    if (ready) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
};

/** Place among the nodes of the one that leads a run's stream. */
const leaderOf = async (run: string): Promise<number> => {
  const nc = await connect({ servers });
  const { cluster } = await (await jetstreamManager(nc, { checkAPI: false })).streams.info(`mig-${run}`);
  await nc.close();
  return Number(cluster?.leader?.slice('node'.length));
};

describe('a cluster of three', () => {
  it('whose leader is killed loses nothing and doubles nothing', async () => {
    await settled();
    const run = freshRun();
    const bus = await createNatsBus({ run, servers, durability: 'jetstream', replicas: 3, ackTimeoutMs: 60_000 });
    const got = await collect(bus, 'dco');
    for (const seq of range(1, 500)) await bus.publish(message(run, 'rp-CB', 'dco', seq));
    await bus.flush();
    const leader = await leaderOf(run);
    const killing = nodes[leader]?.kill();
    for (const seq of range(501, 1_000)) await bus.publish(message(run, 'rp-CB', 'dco', seq));
    await killing;
    await bus.flush();
    await got.until(1_000);
    expect(seqs(got.got, 'rp-CB')).toEqual(range(1, 1_000));
    expect(await leaderOf(run)).not.toBe(leader);
    await bus.close();
    await nodes[leader]?.restart();
  });

  it('L9: a whole run in processes, while the leader of its stream is killed, and the next one after it is back: the facts in memory', async () => {
    await settled();
    const estate = generateEstate({ seed: '7', installations: 12 });
    const world = await createWorld({ estate });
    await world.run();
    const [run, name] = [freshRun(), freshRun()];
    const urls = servers.join(',');
    const exits: string[] = [];
    const fleet = await Fleet.start({ url: urls, fleet: name, casts: castsFor(4), onExit: (each, how) => exits.push(`${each}: ${how}`) });
    try {
      const control = await openAs(urls, undefined)(name, 'core');
      const bus = await openAs(urls, undefined)(run, 'jetstream');
      const killed: number[] = [];
      let killing = Promise.resolve();
      const killLeader = async (): Promise<void> => {
        const leader = await leaderOf(run);
        killed.push(leader);
        await nodes[leader]?.kill();
        await new Promise((wake) => setTimeout(wake, 3_000));
        await nodes[leader]?.restart();
      };
      const played = await play({
        script: scriptOf({ estate }), control, bus, processes: fleet.processes, durability: 'jetstream',
        onProgress: (_, round) => { if (round === 60 || round === 160) killing = killing.then(killLeader); },
      });
      await killing;
      expect(killed).toHaveLength(2);
      expect(played.journal.hash()).toBe(world.journal.hash());
      expect(exits).toEqual([]);
      await Promise.all([control.close(), bus.close()]);
    } finally {
      await fleet.stop();
    }
  });
});
