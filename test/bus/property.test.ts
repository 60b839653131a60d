/** Law L9: whatever the interleaving, both buses deliver per pair in order and replay the same run, byte for byte. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bus } from '../../actors/runtime/ports.ts';
import { compareCanonical } from '../../harness/bus/admit.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { collect, freshRun, line, replayed, testServer } from './support.ts';

const PARTIES = ['mcc', 'rp-CB', 's1sp-CB', 'dco'];
const INLINE_LIMIT_BYTES = 512;

interface Step {
  readonly from: string;
  readonly to: string;
  readonly stamp: { readonly t: number; readonly n: number };
  readonly key: string;
  readonly size: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  from: fc.constantFrom(...PARTIES), to: fc.constantFrom(...PARTIES),
  stamp: fc.record({ t: fc.integer({ min: 0, max: 5 }), n: fc.integer({ min: 0, max: 2 }) }),
  key: fc.constantFrom('I1', 'I2', 'MS-1'), size: fc.constantFrom(0, 1, 40, INLINE_LIMIT_BYTES, INLINE_LIMIT_BYTES + 1, 2_000),
});

/** An interleaving: the messages in order of their sending, then the order (and repetitions) they are published in. */
const interleaving = fc.array(step, { minLength: 1, maxLength: 40 }).chain((steps) =>
  fc.record({
    steps: fc.constant(steps),
    order: fc.tuple(fc.shuffledSubarray(steps.map((_, at) => at), { minLength: steps.length }), fc.array(fc.nat(steps.length - 1), { maxLength: 8 }))
      .chain(([all, again]) => fc.constantFrom([...all, ...again], [...steps.keys(), ...again])),
  }));

const envelopes = (run: string, steps: readonly Step[]): Envelope[] => {
  const counts = new Map<string, number>();
  return steps.map(({ from, to, stamp, key, size }, at) => {
    const seq = (counts.get(`${from} ${to}`) ?? 0) + 1;
    counts.set(`${from} ${to}`, seq);
    return { run, from, to, type: 'MCF', key, seq, stamp, body: new Uint8Array(size).fill(at) };
  });
};

interface Seen {
  /** Per pair, what arrived, in order of arrival. */
  readonly pairs: Readonly<Record<string, readonly string[]>>;
  readonly replay: readonly string[];
}

const play = async (bus: Bus, steps: readonly Step[], order: readonly number[]): Promise<Seen> => {
  const all = envelopes(bus.run, steps);
  const mailboxes = await Promise.all(PARTIES.map(async (party) => ({ party, ...(await collect(bus, party)) })));
  for (const at of order) await bus.publish(all[at]!);
  await bus.flush();
  await Promise.all(mailboxes.map(({ party, until }) => until(all.filter(({ to }) => to === party).length)));
  const pairs: Record<string, string[]> = {};
  for (const { got } of mailboxes) for (const { envelope } of got) (pairs[`${envelope.from}>${envelope.to}`] ??= []).push(line(envelope));
  const replay = (await replayed(bus)).map(line);
  await bus.close();
  return { pairs, replay };
};

const expected = (steps: readonly Step[]): Seen => {
  const all = envelopes('any', steps);
  const pairs: Record<string, string[]> = {};
  for (const each of all) (pairs[`${each.from}>${each.to}`] ??= []).push(line(each));
  return { pairs, replay: [...all].sort(compareCanonical).map(line) };
};

describe('L9/B2/B5 any interleaving of publishes', () => {
  it('memory bus: arrives per pair in order and replays canonically', async () => {
    await fc.assert(fc.asyncProperty(interleaving, async ({ steps, order }) => {
      expect(await play(createMemoryBus({ run: 'p', inlineLimitBytes: INLINE_LIMIT_BYTES }), steps, order)).toEqual(expected(steps));
    }), { numRuns: 200 });
  });
});

const server = await testServer('the interleaving property over NATS');
describe.skipIf(server === undefined)('L9/B2/B5 any interleaving of publishes, over NATS', () => {
  const opened: Bus[] = [];
  afterAll(() => Promise.all(opened.map((bus) => bus.close())));

  it('jetstream: the same deliveries per pair and the same replay as the memory bus', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(interleaving, async ({ steps, order }) => {
      const options = { run: freshRun(), inlineLimitBytes: INLINE_LIMIT_BYTES };
      const nats = await createNatsBus({ ...options, servers: server!.url, durability: 'jetstream' });
      opened.push(nats);
      expect(await play(nats, steps, order)).toEqual(await play(createMemoryBus(options), steps, order));
    }), { numRuns: 25 });
  });
});
