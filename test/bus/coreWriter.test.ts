/** The short way writes what the client would have written, to the byte, and nothing overtakes it. */
import { connect, type NatsConnection } from '@nats-io/transport-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusError } from '../../actors/runtime/ports.ts';
import { CoreWriter } from '../../harness/bus/core-writer.ts';
import { messageHeaders, rawHeaders } from '../../harness/bus/headers.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer } from '../../harness/bus/server.ts';
import { Slab } from '../../harness/bus/slab.ts';
import { beginningOf, messageSubject, partOf } from '../../harness/bus/subjects.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { freshRun, message, range, testServer } from './support.ts';

const server = await testServer('the short way out over core NATS');

const SEQ_LIMIT = 2 ** 31;
const EARLY = 10_000_000;
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);
const seq = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(9, 10, 99, 100, SEQ_LIMIT - 1, SEQ_LIMIT, Number.MAX_SAFE_INTEGER));
const t = fc.oneof(fc.integer({ min: 1_500_000_000_000, max: 1_700_000_000_000 }), fc.constantFrom(-1, 0, EARLY - 1, EARLY, EARLY + 1, Number.MAX_SAFE_INTEGER), fc.maxSafeInteger());
const n = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(SEQ_LIMIT - 1, SEQ_LIMIT), fc.maxSafeNat());
const body = fc.tuple(fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 31_000, max: 34_000 })), fc.integer({ min: 0, max: 255 })).map(([length, filled]) => new Uint8Array(length).fill(filled));
const envelopes = fc.array(fc.record({ key: token, seq, stamp: fc.record({ t, n }), body }), { minLength: 1, maxLength: 60 });

/** What the client is about to write to the server when these are sent. */
const commandsOf = (nc: NatsConnection, send: () => void): Buffer => {
  const { protocol } = nc as unknown as { readonly protocol: { sendCommand(command: string | Uint8Array, ...pieces: readonly Uint8Array[]): void } };
  const pieces: Buffer[] = [];
  protocol.sendCommand = (command, ...payloads) => { for (const each of [command, ...payloads]) pieces.push(Buffer.from(each as Uint8Array)); };
  try {
    send();
  } finally {
    // The class's own is behind it.
    Reflect.deleteProperty(protocol, 'sendCommand');
  }
  return Buffer.concat(pieces);
};

if (server === undefined) {
  describe.skip('the short way out over core NATS: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  describe('a message written the short way', () => {
    it('is what the client writes; what is early, counted high or large is left to it', async () => {
      const nc = await connect({ servers: server.url });
      fc.assert(fc.property(envelopes, token, (drawn, run) => {
        const slab = new Slab();
        const writer = new CoreWriter(nc, slab, { soon: () => undefined });
        const all = drawn.map((each): Envelope => ({ ...message(run, 'rp-CB', 'dco', 1), ...each }));
        const written: Envelope[] = [];
        const ours = commandsOf(nc, () => {
          for (const each of all) {
            const own = { ...each, body: each.body.slice() };
            if (writer.write(beginningOf(own, partOf(own.key)), own)) written.push(each);
            // Somebody else may use the slab between two messages, and the sender its body once it is sent.
            else slab.copy(own.body);
            own.body.fill(0);
          }
          writer.handOver();
        });
        const theirs = commandsOf(nc, () => {
          for (const each of written) nc.publish(messageSubject(each), each.body, { headers: Object.assign(rawHeaders(), { bytes: messageHeaders(each.stamp, undefined) }) });
        });
        expect(ours.equals(theirs)).toBe(true);
        const plain = all.filter((each) => each.seq < SEQ_LIMIT && each.stamp.t >= EARLY && each.stamp.n < SEQ_LIMIT && each.body.length < 32_000);
        expect(written.filter(({ body: { length } }) => length < 32_000)).toEqual(plain);
        expect(written.every(({ body: { length } }) => length <= 32 * 1024)).toBe(true);
      }), { numRuns: 60 });
      await nc.close();
    });

    it('keeps its place among those that are not, in the order of their sending', async () => {
      const bus = await createNatsBus({ run: freshRun(), servers: server.url, durability: 'core' });
      const raw = await connect({ servers: server.url });
      const order: number[] = [];
      const whole = new Promise<void>((resolve) => {
        raw.subscribe(`mig.${bus.run}.>`, { callback: (_error, { subject }) => { if (order.push(Number(subject.split('.').at(-1))) === 300) resolve(); } });
      });
      await raw.flush();
      for (const each of range(1, 300)) void bus.publish(message(bus.run, 'rp-CB', 'dco', each, each % 7 === 0 ? { stamp: { t: 1, n: 0 } } : each % 11 === 0 ? { body: new Uint8Array(40_000) } : {}));
      await Promise.all([bus.flush(), whole]);
      expect(order).toEqual(range(1, 300));
      await Promise.all([bus.close(), raw.close()]);
    });

    it('is refused by flush, with its subject, where the server takes no message so large', async () => {
      const small = await startNatsServer({ config: 'max_payload: 1024' });
      const bus = await createNatsBus({ run: freshRun(), servers: small.url, durability: 'core' });
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1, { body: new Uint8Array(2_048) }));
      await expect(bus.flush()).rejects.toEqual(expect.objectContaining({ name: 'BusError', message: expect.stringMatching(/mig\..*\.rp-CB\.dco\..*payload/) as string } satisfies Partial<BusError>));
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 2));
      await bus.flush();
      await bus.close();
      await small.stop();
    });
  });
}
