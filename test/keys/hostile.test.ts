/**
 * Issue 6: hostile bytes on any subject are refused with a line in the record and the world unharmed. The attacker writes
 * protocol bytes onto a socket of an open server: no permission stands in the way, only the bus.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusError, type Bus, type Refused } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { sha256Of } from '../../harness/bus/nats-files.ts';
import { fileSubject, messageSubject, partOf } from '../../harness/bus/subjects.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { bytes, collect, freshRun, line, message, replayed, seqs, testServer } from '../bus/support.ts';
import { HAPPY, runOf, runWorld } from '../world/support.ts';
import { openRawNats, type RawNats } from './rawNats.ts';

const server = await testServer('hostile bytes over NATS');
const RECEIVER = 'dco';
const INLINE_LIMIT_BYTES = 512;
/** What the server lets through as one token of a subject: no white space, no dot. */
const hostileToken = fc.oneof(
  fc.constantFrom('', '..', '\u0000', '%00', '../../etc', 'rp-CB\u202E', '💣', 'A'.repeat(129), 'a b', '$JS', '_INBOX', '-', '<script>', '"', '\\'),
  fc.string({ minLength: 1, maxLength: 40 }),
).map((text) => text.replace(/[\s.*>]/g, '_') || '_');

const HOSTILE_STAMPS = ['', 'x', '1', '1 2 3', '1.5 0', '1e9 0', '9'.repeat(400), '99999999999999999 0', 'NaN NaN', '0x10 0', '-1 -1'];
const HOSTILE_FILES = ['*', '>', '../../etc/passwd', 'a'.repeat(63), 'A'.repeat(64), '0'.repeat(64), 'x y', ''.padEnd(3_000, 'f')];

const header = (fields: readonly (readonly [string, string])[]): Uint8Array => bytes(`NATS/1.0\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
const GOOD_STAMP: readonly [string, string] = ['Mehrs-Stamp', '1600000000000 0'];

interface Shot {
  readonly what: string;
  /** After `mig.<run>.<sender>.dco.`, or the whole message's subject when it would be a proper one. */
  readonly tail: string | undefined;
  readonly headers: Uint8Array | undefined;
  readonly body: Uint8Array;
}

const anyBody = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constant(new Uint8Array(900 * 1024)));
const headerBytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  // A name no client would write; the client refuses to read it.
  fc.constantFrom('NATS/1.0\r\nbad name: x\r\n\r\n', 'NATS/1.0\r\n\u0001: x\r\n\r\n', 'NATS/1.0\r\n: \r\n\r\n', 'NATS/1.0 503\r\n\r\n', 'NATS/1.0 100 Idle Heartbeat\r\n\r\n', 'NATS/9.9\r\n\r\n', '\r\n\r\n', 'NATS/1.0').map(bytes),
  fc.integer({ min: 1_000, max: 60_000 }).map((size) => header([['Mehrs-Junk', 'x'.repeat(size)]])),
);

const shot: fc.Arbitrary<Shot> = fc.oneof(
  fc.record({ what: fc.constant('subject'), tail: fc.array(hostileToken, { minLength: 1, maxLength: 7 }).map((tokens) => tokens.join('.')), headers: fc.constant(header([GOOD_STAMP])), body: anyBody }),
  fc.record({ what: fc.constant('part of another key'), tail: fc.constantFrom(`${(partOf('I1') + 1) % 64}.MCF.I1.1`, `${partOf('I1')}.MCF.I1.01`, `${partOf('I1')}.MCF.I1.0`, `${partOf('I1')}.MCF.I1.-1`, `${partOf('I1')}.MCF.I1.1e3`, `${partOf('I1')}.MCF.I1.9007199254740993`), headers: fc.constant(header([GOOD_STAMP])), body: anyBody }),
  fc.record({ what: fc.constant('headers'), tail: fc.constant(undefined), headers: headerBytes, body: anyBody }),
  fc.record({ what: fc.constant('no headers'), tail: fc.constant(undefined), headers: fc.constant(undefined), body: anyBody }),
  fc.record({ what: fc.constant('stamp'), tail: fc.constant(undefined), headers: fc.constantFrom(...HOSTILE_STAMPS).map((stamp) => header([['Mehrs-Stamp', stamp]])), body: anyBody }),
  fc.record({ what: fc.constant('file'), tail: fc.constant(undefined), headers: fc.tuple(fc.constantFrom(...HOSTILE_FILES), fc.constantFrom('0', '-1', '1e15', '999999999999', 'x')).map(([name, length]) => header([GOOD_STAMP, ['Mehrs-File', name], ['Mehrs-Length', length]])), body: fc.constant(new Uint8Array(0)) }),
);

/** A proper subject of a sender that nobody else is, so that nothing genuine is pre-empted. */
const subjectOf = (run: string, at: number, { tail }: Shot): string =>
  (tail === undefined ? messageSubject(message(run, `mallory${at}`, RECEIVER, 1)) : `mig.${run}.mallory${at}.${RECEIVER}.${tail}`);

const genuine = (run: string, seq: number): Envelope => message(run, 'mcc', RECEIVER, seq, { body: seq % 3 === 0 ? new Uint8Array(INLINE_LIMIT_BYTES + seq).fill(seq) : bytes(`genuine ${seq}`) });

describe.skipIf(server === undefined)('hostile bytes over NATS', () => {
  for (const durability of ['jetstream', 'core'] as const) {
    it(`${durability}: each is refused with a line, and every genuine message arrives whole and in order`, { timeout: 120_000 }, async () => {
      const raw = await openRawNats(server!.url);
      await fc.assert(fc.asyncProperty(fc.array(shot, { minLength: 1, maxLength: 12 }), async (shots) => {
        const run = freshRun();
        const bus = await createNatsBus({ run, servers: server!.url, durability, inlineLimitBytes: INLINE_LIMIT_BYTES });
        const refused: Refused[] = [];
        bus.onRefused?.((each) => refused.push(each));
        const mailbox = await collect(bus, RECEIVER);
        for (const [at, each] of shots.entries()) {
          raw.publish(subjectOf(run, at, each), each.body, each.headers);
          await raw.flush();
          await bus.publish(genuine(run, at + 1));
          await bus.flush();
        }
        await mailbox.until(shots.length);
        expect(mailbox.got.map(({ envelope }) => line(envelope))).toEqual(shots.map((_, at) => line(genuine(run, at + 1))));
        // In order of arrival, the last genuine message behind the last shot: all have been seen.
        const everyShot = shots.map((_, at) => `mallory${at} ${RECEIVER}`);
        expect(refused.map(({ from, to }) => `${from} ${to}`)).toEqual(everyShot);
        expect(refused.every(({ reason }) => reason.length > 0)).toBe(true);
        if (durability === 'jetstream') {
          expect((await replayed(bus)).map(line)).toEqual(shots.map((_, at) => line(genuine(run, at + 1))));
          await mailbox.subscription.stop();
          const again = await collect(bus, RECEIVER, mailbox.got[0]!.position);
          await again.until(shots.length - 1);
          expect(again.got.map(({ envelope: { seq } }) => seq)).toEqual(shots.slice(1).map((_, at) => at + 2));
        }
        await bus.close();
      }), { numRuns: 25 });
      raw.close();
    });
  }

  it('a header of one byte, of which server 2.9.10 dies when a consumer asks for headers alone, does no harm', async () => {
    const run = freshRun();
    const bus = await createNatsBus({ run, servers: server!.url, durability: 'jetstream', callTimeoutMs: 2_000 });
    const refused: Refused[] = [];
    bus.onRefused?.((each) => refused.push(each));
    const raw = await openRawNats(server!.url);
    raw.publish(messageSubject(message(run, 'mallory', RECEIVER, 1)), bytes('x'), bytes('A'));
    await raw.flush();
    for (const seq of [1, 2]) await bus.publish(genuine(run, seq));
    await bus.flush();
    expect((await replayed(bus)).map(line)).toEqual([1, 2].map((seq) => line(genuine(run, seq))));
    // Resuming looks at everything before, too.
    const again = await collect(bus, RECEIVER, 2);
    await again.until(1);
    expect(seqs(again.got, 'mcc')).toEqual([2]);
    raw.close();
    await bus.close();
  });

  const withFile = async (chunk: (raw: RawNats, subject: string) => void): Promise<string> => {
    const run = freshRun();
    const bus = await createNatsBus({ run, servers: server!.url, durability: 'jetstream' });
    await bus.files.put(bytes('so that the stream is there'));
    const raw = await openRawNats(server!.url);
    const sha256 = sha256Of(bytes('wanted'));
    chunk(raw, fileSubject(run, { from: 'coordinator', to: 'coordinator', sha256 }, 0));
    await raw.flush();
    const outcome = await bus.files.get(sha256).then(() => 'taken', (error: unknown) => (error instanceof BusError ? error.code : String(error)));
    raw.close();
    await bus.close();
    return outcome;
  };

  it.each<[string, (raw: RawNats, subject: string) => void]>([
    ['no headers', (raw, subject) => raw.publish(subject, bytes('wanted'))],
    ['headers that no client would write', (raw, subject) => raw.publish(subject, bytes('wanted'), bytes('NATS/1.0\r\nbad name: x\r\n\r\n'))],
    ['an absurd length', (raw, subject) => raw.publish(subject, bytes('wanted'), header([['Mehrs-Length', '999999999999']]))],
    ['a length that is none', (raw, subject) => raw.publish(subject, bytes('wanted'), header([['Mehrs-Length', '6e0']]))],
    ['other content', (raw, subject) => raw.publish(subject, bytes('forged'), header([['Mehrs-Length', '6']]))],
  ])('a file with %s is refused', async (_, chunk) => {
    expect(await withFile(chunk)).toBe('corrupt');
  });

  it('a control request of random bytes is answered, or not, and the next one is served', { timeout: 60_000 }, async () => {
    const raw = await openRawNats(server!.url);
    const run = freshRun();
    const bus = await createNatsBus({ run, servers: server!.url, durability: 'core' });
    let served = 0;
    await bus.serve('to.dco.grant', (request) => { served += 1; return request; });
    await fc.assert(fc.asyncProperty(headerBytes, fc.uint8Array({ maxLength: 200 }), async (headers, body) => {
      const before = served;
      raw.publish(`vt.${run}.to.dco.grant`, body, headers);
      await raw.flush();
      expect(Buffer.from(await bus.request('to.dco.grant', bytes('genuine'), 5_000)).toString()).toBe('genuine');
      expect(served - before).toBe(2);
    }), { numRuns: 50 });
    raw.close();
    await bus.close();
  });

  it('L9 a world under fire is the world in memory, and its record says what was refused', { timeout: 60_000 }, async () => {
    const run = freshRun();
    const raw = await openRawNats(server!.url);
    const bus = await createNatsBus({ run, servers: server!.url, durability: 'jetstream' });
    const shots = fc.sample(shot, { numRuns: 120, seed: 6 }).filter(({ body }) => body.length < 1_000);
    let fired = 0;
    const fire = (): void => {
      const each = shots[fired % shots.length] as Shot;
      raw.publish(subjectOf(run, fired, each), each.body, each.headers);
      // And one that is a message in every respect, only that nobody in this world sent it.
      raw.publish(messageSubject(message(run, 'mallory', RECEIVER, fired + 1)), bytes('<forged/>'), header([GOOD_STAMP]));
      fired += 1;
    };
    const armed: Bus = Object.create(bus, { publish: { value: (envelope: Envelope) => { fire(); return bus.publish(envelope); } } }) as Bus;
    for (const name of ['flush', 'consume', 'replay', 'serve', 'request', 'close', 'onRefused'] as const) {
      const method = (bus[name] as (...given: unknown[]) => unknown).bind(bus);
      Object.defineProperty(armed, name, { value: method });
    }
    const { world } = await runWorld({ run, bus: armed });
    raw.close();
    expect(world.journal.hash()).toBe((await runOf(HAPPY)).world.journal.hash());
    expect(fired).toBeGreaterThan(150);
    const lines = world.journal.refusals.filter(({ from }) => from.startsWith('mallory'));
    // The last shots may still be on their way when the world has ended.
    expect(lines.length).toBeGreaterThan(fired);
    expect(lines.some(({ reason }) => reason.includes('is not what mallory sent in this world'))).toBe(true);
    expect(lines.every(({ party }) => party === RECEIVER)).toBe(true);
    expect(world.undeclared()).toEqual([]);
  });
});

describe('hostile envelopes, either bus', () => {
  const field = fc.constantFrom<keyof Envelope>('run', 'from', 'to', 'type', 'key', 'seq', 'stamp');
  const hostileText = fc.oneof(hostileToken, fc.constantFrom('', 'a.b', 'a b', '*', '>', 'a\r\nPUB x 0', 'x'.repeat(200)), fc.string({ maxLength: 30 })).filter((text) => !/^[A-Za-z0-9_-]{1,128}$/.test(text));
  const hostile = field.chain((name): fc.Arbitrary<Partial<Record<keyof Envelope, unknown>>> => {
    if (name === 'seq') return fc.constantFrom<unknown>(0, -1, 1.5, NaN, Infinity, 2 ** 53, '1', null).map((seq) => ({ seq }));
    if (name === 'stamp') return fc.constantFrom<unknown>({ t: NaN, n: 0 }, { t: 1.5, n: 0 }, { t: 0, n: -1 }, { t: 0, n: 2 ** 60 }, { t: '0', n: 0 }, {}).map((stamp) => ({ stamp }));
    return hostileText.map((text) => ({ [name]: text }));
  });
  const refusedBy = async (bus: Bus): Promise<void> => {
    const mailbox = await collect(bus, RECEIVER);
    let seq = 0;
    await fc.assert(fc.asyncProperty(hostile, async (wrong) => {
      const envelope = { ...message(bus.run, 'mcc', RECEIVER, 1), ...wrong } as Envelope;
      expect(() => bus.publish(envelope)).toThrow(expect.objectContaining({ name: 'BusError', code: 'token' }));
      await bus.publish(genuine(bus.run, (seq += 1)));
    }), { numRuns: 100 });
    await bus.flush();
    await mailbox.until(seq);
    expect(mailbox.got.map(({ envelope }) => envelope.seq)).toEqual(Array.from({ length: seq }, (_, at) => at + 1));
    expect((await replayed(bus)).length).toBe(seq);
    await bus.close();
  };

  it('B8 memory: token injection is refused before it reaches a subject, and nothing of it is kept', () => refusedBy(createMemoryBus({ run: 'h' })));
  it.skipIf(server === undefined)('B8 NATS: the same', async () => refusedBy(await createNatsBus({ run: freshRun(), servers: server!.url, durability: 'jetstream' })));

  it('B4 another run is refused, by either bus', async () => {
    const buses = [createMemoryBus({ run: 'h' }), ...(server === undefined ? [] : [await createNatsBus({ run: freshRun(), servers: server.url, durability: 'jetstream' })])];
    for (const bus of buses) {
      expect(() => bus.publish(message('another', 'mcc', RECEIVER, 1))).toThrow(expect.objectContaining({ code: 'identity' }));
      await bus.close();
    }
  });
});
