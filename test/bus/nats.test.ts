import { jetstream } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus, type NatsBusOptions } from '../../harness/bus/nats.ts';
import { sha256Of } from '../../harness/bus/nats-files.ts';
import { startNatsServer } from '../../harness/bus/server.ts';
import { fileSubject } from '../../harness/bus/subjects.ts';
import { describeBus } from './contract.ts';
import { bytes, collect, freshRun, message, range, replayed, seqs, testServer, text } from './support.ts';

const server = await testServer('the bus contract over NATS');
const code = (wanted: BusError['code']) => expect.objectContaining({ name: 'BusError', code: wanted });

const lengthHeader = (length: number): MsgHdrs => {
  const hdrs = headers();
  hdrs.set('Mehrs-Length', String(length));
  return hdrs;
};

if (server === undefined) {
  describe.skip('NATS bus: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const { url, own } = server;
  const open = (options: Partial<NatsBusOptions> = {}): Promise<Bus> => createNatsBus({ run: freshRun(), servers: url, durability: 'jetstream', ...options });

  describeBus('NATS bus, jetstream', (request) => createNatsBus({ ...request, servers: url, durability: 'jetstream' }), { keepsLog: true, shared: true });
  describeBus('NATS bus, core', (request) => createNatsBus({ ...request, servers: url, durability: 'core' }), { keepsLog: false, shared: true });

  describe('NATS bus, what only it can get wrong', () => {
    it('says what it guarantees; core refuses to resume and to replay', async () => {
      const [kept, core] = [await open(), await open({ durability: 'core' })];
      expect([kept.guarantees, core.guarantees]).toEqual([{ durable: true, synchronous: false }, { durable: false, synchronous: false }]);
      await expect(core.consume('dco', 7, () => undefined)).rejects.toEqual(code('absent'));
      await expect(replayed(core)).rejects.toEqual(code('absent'));
      await Promise.all([kept.close(), core.close()]);
    });

    it('B3 small messages, then large ones up to the inline limit, do not stall a consumer', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      const sizes = [...range(1, 300).map(() => 100), ...range(1, 100).map(() => 250 * 1024), ...range(1, 300).map(() => 100)];
      for (const [at, size] of sizes.entries()) await bus.publish(message(bus.run, 'mcc', 'dco', at + 1, { body: new Uint8Array(size) }));
      await dco.until(sizes.length);
      expect(dco.got.map(({ envelope }) => envelope.body.length)).toEqual(sizes);
      await bus.close();
    });

    it('B3 a message that someone else pulled from the party’s durable still arrives, in its place', async () => {
      const bus = await open();
      const raw = await connect({ servers: url });
      const dco = await collect(bus, 'dco');
      const thief = await jetstream(raw).consumers.get(`mig-${bus.run}`, 'dco');
      const stolen = thief.next({ expires: 5_000 });
      await raw.flush();
      let seq = 0;
      let caught = false;
      void stolen.then(() => { caught = true; });
      while (!caught) {
        await bus.publish(message(bus.run, 'mcc', 'dco', (seq += 1)));
        await bus.flush();
        await raw.flush();
      }
      await bus.publish(message(bus.run, 'mcc', 'dco', (seq += 1)));
      await dco.until(seq);
      expect(await stolen).not.toBeNull();
      expect(seqs(dco.got, 'mcc')).toEqual(range(1, seq));
      await Promise.all([raw.close(), bus.close()]);
    });

    it('B6 messages behind a large body are stored behind it', async () => {
      const bus = await open({ inlineLimitBytes: 64 });
      const dco = await collect(bus, 'dco');
      for (const [at, size] of [1, 100_000, 1, 1, 2_000_000, 1].entries()) void bus.publish(message(bus.run, 'mcc', 'dco', at + 1, { body: new Uint8Array(size) }));
      await bus.flush();
      await dco.until(6);
      expect(dco.got.map(({ position }) => position)).toEqual(range(1, 6));
      await bus.close();
    });

    it('B3 whoever consumes last owns the address; the one before is told', async () => {
      const one = await open();
      const two = await open({ run: one.run });
      const zombie = await collect(one, 'dco');
      await one.publish(message(one.run, 'mcc', 'dco', 1));
      await zombie.until(1);
      const heir = await collect(two, 'dco');
      await heir.until(1);
      let told: unknown;
      while (told === undefined) {
        told = await one.flush().then(() => undefined, (error: unknown) => error);
        // A round trip, so that the server's word to the zombie can arrive.
        await one.state.read('x');
      }
      expect(told).toEqual(code('stale'));
      await two.publish(message(one.run, 'mcc', 'dco', 2));
      await heir.until(2);
      expect(seqs(zombie.got, 'mcc')).toEqual([1]);
      await Promise.all([one.close(), two.close()]);
    });

    it('B4 the server lets a party publish as itself only, and the bus says so', async () => {
      const run = freshRun();
      const secured = await startNatsServer({
        config: `authorization { users = [
          { user: lead, password: l }
          { user: rp-CB, password: p, permissions: { publish: ["mig.${run}.rp-CB.>", "$JS.API.>"], subscribe: ["_INBOX.>"] } } ] }`,
      });
      try {
        const lead = await createNatsBus({ run, servers: secured.url, durability: 'jetstream', user: 'lead', password: 'l' });
        const rp = await createNatsBus({ run, servers: secured.url, durability: 'jetstream', user: 'rp-CB', password: 'p' });
        await expect(createNatsBus({ run, servers: secured.url, durability: 'jetstream', user: 'rp-CB', password: 'x' })).rejects.toEqual(code('identity'));
        const dsp = await collect(lead, 'dsp');
        await rp.publish(message(run, 'rp-CB', 'dsp', 1));
        await rp.flush();
        await rp.publish(message(run, 'dco', 'dsp', 1));
        await expect(rp.flush()).rejects.toEqual(code('identity'));
        await rp.publish(message(run, 'rp-CB', 'dsp', 2));
        await dsp.until(2);
        expect(dsp.got.map(({ envelope }) => envelope.from)).toEqual(['rp-CB', 'rp-CB']);
        await Promise.all([lead.close(), rp.close()]);
      } finally {
        await secured.stop();
      }
    });

    it('B5 a stream may hold a message twice under different subjects; replay and consumer take the first', async () => {
      const bus = await open();
      for (const key of ['I1', 'I2', 'I3']) await bus.publish(message(bus.run, 'mcc', 'dco', 1, { key }));
      await bus.flush();
      expect((await replayed(bus)).map(({ key }) => key)).toEqual(['I1']);
      await bus.close();
    });

    const withRaw = async (work: (raw: NatsConnection, bus: Bus) => Promise<void>): Promise<void> => {
      const raw = await connect({ servers: url });
      const bus = await open({ inlineLimitBytes: 64 });
      await work(raw, bus);
      await Promise.all([raw.close(), bus.close()]);
    };

    it('B6 a file that does not hold what its name says is refused', () => withRaw(async (raw, bus) => {
      const name = sha256Of(bytes('genuine'));
      await bus.files.put(bytes('any, so that the stream exists'));
      raw.publish(fileSubject(bus.run, { from: 'coordinator', to: 'coordinator', sha256: name }, 0), bytes('forgery'), { headers: lengthHeader(7) });
      await raw.flush();
      await expect(bus.files.get(name)).rejects.toEqual(code('corrupt'));
    }));

    it('B6 a large body whose file is missing or forged is skipped and told of, and no other sender is silenced', () => withRaw(async (raw, bus) => {
      const dco = await collect(bus, 'dco');
      const forged = new Uint8Array(100).fill(1);
      await bus.files.put(bytes('any, so that the stream exists'));
      raw.publish(fileSubject(bus.run, { from: 'mcc', to: 'dco', sha256: sha256Of(forged) }, 0), bytes('forgery'), { headers: lengthHeader(7) });
      await raw.flush();
      await bus.publish(message(bus.run, 'mcc', 'dco', 1, { body: forged }));
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1));
      await dco.until(1);
      expect(dco.got.map(({ envelope }) => envelope.from)).toEqual(['rp-CB']);
      await expect(bus.flush()).rejects.toEqual(code('corrupt'));
    }));

    it('what is no message of ours on a party’s subject is skipped and told of', () => withRaw(async (raw, bus) => {
      const dco = await collect(bus, 'dco');
      for (const tail of ['x', '0.MCF.I1.1', '99.MCF.I1.01', '1.MCF.I1.1.more']) raw.publish(`mig.${bus.run}.mcc.dco.${tail}`, bytes('noise'));
      await raw.flush();
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1));
      await dco.until(1);
      await expect(bus.flush()).rejects.toThrow(/^4 failures, the first: mig\..*\.x is not the subject of a message$/);
    }));

    it('what deliver throws ends the consumer and is thrown by flush; the message is not lost', async () => {
      const bus = await open();
      let end = (): void => undefined;
      const thrown = new Promise<void>((seen) => { end = seen; });
      await bus.consume('dco', 0, () => { end(); throw new Error('defect'); });
      await bus.publish(message(bus.run, 'mcc', 'dco', 1));
      await thrown;
      await expect(bus.flush()).rejects.toThrow('defect');
      const dco = await collect(bus, 'dco');
      await dco.until(1);
      await bus.close();
    });

    it('B8 no server: the error names the address and what to do', async () => {
      await expect(open({ servers: 'nats://127.0.0.1:1' })).rejects.toThrow(/no connection to NATS at nats:\/\/127\.0\.0\.1:1.*memory bus/);
    });
  });

  describe.skipIf(own === undefined)('NATS bus, killed servers (needs a server of our own, not NATS_URL)', () => {
    it('B1 flush after the server was killed says clearly that nothing is stored', async () => {
      const mortal = await startNatsServer();
      const bus = await createNatsBus({ run: freshRun(), servers: mortal.url, durability: 'jetstream', ackTimeoutMs: 200 });
      await bus.publish(message(bus.run, 'mcc', 'dco', 1));
      await bus.flush();
      await mortal.kill();
      for (const seq of range(2, 4)) void bus.publish(message(bus.run, 'mcc', 'dco', seq));
      await expect(bus.flush()).rejects.toThrow(/^3 failures, the first: mig\..* was not stored within 200 ms: NATS at .* is gone$/);
      await bus.close();
      await mortal.stop();
    });

    it('B1 core: flush after the server was killed fails too', async () => {
      const mortal = await startNatsServer();
      const bus = await createNatsBus({ run: freshRun(), servers: mortal.url, durability: 'core' });
      await bus.publish(message(bus.run, 'mcc', 'dco', 1));
      await bus.flush();
      await mortal.kill();
      void bus.publish(message(bus.run, 'mcc', 'dco', 2));
      await expect(bus.flush()).rejects.toEqual(code('unreachable'));
      await bus.close();
      await mortal.stop();
    });

    it('B1-B3 nothing is lost, doubled or out of order over six kills of the server, large bodies among it', { timeout: 60_000 }, async () => {
      const mortal = await startNatsServer();
      const run = freshRun();
      const connectBus = (): Promise<Bus> => createNatsBus({ run, servers: mortal.url, durability: 'jetstream', inlineLimitBytes: 1_024, callTimeoutMs: 500 });
      const [sender, receiver] = [await connectBus(), await connectBus()];
      const count = 1_500;
      const killAt = new Set([150, 400, 800, 1_200, 1_900, 2_500]);
      let kills = Promise.resolve();
      const dco = await collect(receiver, 'dco', 0, () => {
        if (killAt.has(dco.got.length)) kills = kills.then(() => mortal.kill()).then(() => mortal.restart());
      });
      const senders = ['mcc', 'rp-CB'];
      for (const seq of range(1, count)) {
        for (const from of senders) {
          const body = seq % 250 === 0 ? new Uint8Array(3_000).fill(seq) : bytes(`${from} ${seq}`);
          await sender.publish(message(run, from, 'dco', seq, { body }));
        }
      }
      await sender.flush();
      await dco.until(senders.length * count);
      await kills;
      await sender.flush();
      for (const from of senders) expect(seqs(dco.got, from)).toEqual(range(1, count));
      expect(await replayed(sender)).toHaveLength(senders.length * count);
      await Promise.all([sender.close(), receiver.close()]);
      await mortal.stop();
    });

    it('B3 a party resumes on a new connection after a kill exactly where it was', async () => {
      const mortal = await startNatsServer();
      const run = freshRun();
      const connectBus = (): Promise<Bus> => createNatsBus({ run, servers: mortal.url, durability: 'jetstream' });
      const first = await connectBus();
      for (const seq of range(1, 200)) await first.publish(message(run, 'mcc', 'dco', seq));
      const before = await collect(first, 'dco');
      await before.until(120);
      await before.subscription.stop();
      await first.flush();
      await mortal.kill();
      await first.close();
      await mortal.restart();
      const second = await connectBus();
      const at = before.got[99]!.position;
      const after = await collect(second, 'dco', at);
      await after.until(100);
      await second.publish(message(run, 'mcc', 'dco', 201));
      await after.until(101);
      expect(seqs(after.got, 'mcc')).toEqual(range(101, 201));
      expect((await replayed(second)).map(({ seq }) => seq)).toEqual(range(1, 201));
      expect(text(after.got[0]!.envelope.body)).toBe('mcc>dco#101');
      await second.close();
      await mortal.stop();
    });
  });
}
