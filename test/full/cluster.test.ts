/** Three servers as one, each stream on all of them; the one that leads is killed while messages travel: nothing is lost. */
import { createServer } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
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
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

/** A cluster has no streams until it has chosen who leads. */
const settled = async (): Promise<void> => {
  for (;;) {
    const nc = await connect({ servers: nodes.map(({ url }) => url) });
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 1_000 });
    const ready = await manager.streams.add({ name: 'probe', subjects: ['probe'], num_replicas: 3 }).then(() => true, () => false);
    await nc.close();
    if (ready) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
};

describe('a cluster of three', () => {
  it('whose leader is killed loses nothing and doubles nothing', async () => {
    await settled();
    const run = freshRun();
    const servers = nodes.map(({ url }) => url);
    const bus = await createNatsBus({ run, servers, durability: 'jetstream', replicas: 3, ackTimeoutMs: 60_000 });
    const leaderOf = async (): Promise<number> => {
      const nc = await connect({ servers });
      const { cluster } = await (await jetstreamManager(nc, { checkAPI: false })).streams.info(`mig-${run}`);
      await nc.close();
      return Number(cluster?.leader?.slice('node'.length));
    };
    const got = await collect(bus, 'dco');
    for (const seq of range(1, 500)) await bus.publish(message(run, 'rp-CB', 'dco', seq));
    await bus.flush();
    const leader = await leaderOf();
    const killing = nodes[leader]?.kill();
    for (const seq of range(501, 1_000)) await bus.publish(message(run, 'rp-CB', 'dco', seq));
    await killing;
    await bus.flush();
    await got.until(1_000);
    expect(seqs(got.got, 'rp-CB')).toEqual(range(1, 1_000));
    expect(await leaderOf()).not.toBe(leader);
    await bus.close();
  });
});
