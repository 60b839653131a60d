/** What a bad network, server or disk looks like to a user: a clear message, or nothing at all to see. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer } from '../../harness/bus/server.ts';
import { flappingWay } from './flapping.ts';
import { collect, freshRun, message, range, seqs, testServer } from './support.ts';

const server = await testServer('a bad network');

const listening = (made: Server): Promise<number> => new Promise((resolve) => {
  afterAll(() => { made.close(); });
  made.listen(0, '127.0.0.1', () => resolve((made.address() as { port: number }).port));
});

describe('a server', () => {
  it('that is too old is named with its version and what is needed', async () => {
    const sockets = new Set<Socket>();
    const port = await listening(createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.write('INFO {"server_id":"X","version":"2.8.4","max_payload":1048576,"headers":true}\r\n');
      socket.on('data', (data) => { if (data.includes('PING')) socket.write('PONG\r\n'); });
    }));
    const opening = createNatsBus({ run: freshRun(), servers: `nats://127.0.0.1:${port}`, durability: 'core' });
    await expect(opening).rejects.toMatchObject({ code: 'limit', message: `the NATS server at nats://127.0.0.1:${port} is 2.8.4: 2.9 or newer is needed, 2.10 recommended` });
    for (const socket of sockets) socket.destroy();
  });

  it('that is none at all is told with what to do', async () => {
    const port = await listening(createServer((socket) => socket.destroy()));
    await expect(createNatsBus({ run: freshRun(), servers: `nats://127.0.0.1:${port}`, durability: 'core' })).rejects.toThrow(/^no connection to NATS at .*; start one with `nats-server -js`/);
  });
});

if (server === undefined) {
  describe.skip('a bad network: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  describe('JetStream', () => {
    it('a connection that breaks again and again loses nothing and doubles nothing', async () => {
      const way = await flappingWay(server.url);
      const run = freshRun();
      const bus = await createNatsBus({ run, servers: way.url, durability: 'jetstream' });
      const got = await collect(bus, 'dco', 0, ({ envelope: { seq } }) => {
        if (seq % 150 === 0 && way.broken() < 5) way.break();
      });
      for (const seq of range(1, 1_000)) await bus.publish(message(run, 'rp-CB', 'dco', seq));
      await bus.flush();
      await got.until(1_000);
      expect(seqs(got.got, 'rp-CB')).toEqual(range(1, 1_000));
      expect(way.broken()).toBe(5);
      await bus.close();
      way.close();
    });

    it('a store that is full refuses, says so, and keeps what it has', async () => {
      const small = await startNatsServer({ config: 'jetstream { max_file_store: 4MB }' });
      try {
        const run = freshRun();
        const bus = await createNatsBus({ run, servers: small.url, durability: 'jetstream' });
        const body = new Uint8Array(200_000).fill(7);
        for (const seq of range(1, 40)) await bus.publish(message(run, 'rp-CB', 'dco', seq, { body }));
        await expect(bus.flush()).rejects.toMatchObject({ code: 'limit', message: expect.stringMatching(/refused by the server: insufficient .*; JetStream's store, or its disk, is full/) as string });
        const got = await collect(bus, 'dco');
        await got.until(5);
        expect(seqs(got.got, 'rp-CB').slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
        await bus.close();
      } finally {
        await small.stop();
      }
    });

    it('a body of 64 MB arrives whole', async () => {
      const run = freshRun();
      const bus = await createNatsBus({ run, servers: server.url, durability: 'jetstream' });
      const body = new Uint8Array(64 * 1024 * 1024);
      for (let at = 0; at < body.length; at += 4096) body[at] = at % 251;
      const got = await collect(bus, 'dco');
      await bus.publish(message(run, 'rp-CB', 'dco', 1, { body }));
      await bus.publish(message(run, 'rp-CB', 'dco', 2));
      await bus.flush();
      await got.until(2);
      const sha256 = (bytes: Uint8Array | undefined): string => createHash('sha256').update(bytes ?? '').digest('hex');
      expect(sha256(got.got[0]?.envelope.body)).toBe(sha256(body));
      expect(seqs(got.got, 'rp-CB')).toEqual([1, 2]);
      await bus.close();
    });
  });

  it('core NATS: a consumer too slow for its server is cut off; what is behind the hole is held back, not taken for the next', async () => {
    const strict = await startNatsServer({ config: 'max_payload: 131072\nmax_pending: 262144\nwrite_deadline: "100ms"' });
    try {
      const { port } = new URL(strict.url);
      let upstream: Socket | undefined;
      const clients: Socket[] = [];
      const slow = createServer((client) => {
        clients.push(client);
        upstream = connect(Number(port), '127.0.0.1');
        client.pipe(upstream);
        upstream.pipe(client);
        client.on('error', () => undefined);
        upstream.on('error', () => undefined).on('close', () => client.destroy());
      });
      const run = freshRun();
      const sender = await createNatsBus({ run, servers: strict.url, durability: 'core' });
      const receiver = await createNatsBus({ run, servers: `nats://127.0.0.1:${await listening(slow)}`, durability: 'core' });
      const got = await collect(receiver, 'dco');
      await sender.publish(message(run, 'rp-CB', 'dco', 1));
      await got.until(1);
      const first = upstream as Socket;
      first.unpipe();
      first.pause();
      const cut = new Promise<void>((resolve) => first.once('close', () => resolve()));
      const body = new Uint8Array(100_000);
      const flood = range(2, 300);
      for (const seq of flood) await sender.publish(message(run, 'rp-CB', 'dco', seq, { body }));
      await sender.flush();
      first.resume();
      await cut;
      // It is back on a new connection, and hears what comes now; the hole stays a hole.
      for (let seq = 301; upstream === first || clients.length < 2 || seq < 305; seq += 1) {
        await sender.publish(message(run, 'rp-CB', 'dco', seq));
        await sender.flush();
      }
      await receiver.flush().catch(() => undefined);
      expect(seqs(got.got, 'rp-CB')).toEqual([1]);
      await sender.close();
      await receiver.close();
    } finally {
      await strict.stop();
    }
  });
}
