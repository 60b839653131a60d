/** What the bus tests share: making messages, collecting deliveries without sleeping, finding a server or saying why not. */
import { afterAll } from 'vitest';
import type { Bus, Delivery, Subscription } from '../../actors/runtime/ports.ts';
import { findNatsServer, startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';

let runs = 0;
/** A run of its own for each test, also on a server that others use. */
export const freshRun = (): string => `t${process.pid}-${(runs += 1)}`;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (body: Uint8Array): string => new TextDecoder().decode(body);

export const message = (run: string, from: string, to: string, seq: number, more: Partial<Envelope> = {}): Envelope => ({
  run, from, to, type: 'MCF', key: `I${seq % 7}`, seq, stamp: { t: 1_600_000_000_000 + seq, n: 0 }, body: bytes(`${from}>${to}#${seq}`), ...more,
});

export interface Collected {
  readonly got: Delivery[];
  readonly subscription: Subscription;
  /** Resolves when at least `count` were delivered. */
  until(count: number): Promise<void>;
}

export const collect = async (bus: Bus, to: string, afterPosition = 0, also?: (delivery: Delivery) => void): Promise<Collected> => {
  const got: Delivery[] = [];
  let waiting: { count: number; wake: () => void }[] = [];
  const subscription = await bus.consume(to, afterPosition, (delivery) => {
    got.push(delivery);
    also?.(delivery);
    for (const each of waiting) if (got.length >= each.count) each.wake();
    waiting = waiting.filter((each) => got.length < each.count);
  });
  const until = (count: number): Promise<void> => (got.length >= count ? Promise.resolve() : new Promise((wake) => waiting.push({ count, wake })));
  return { got, subscription, until };
};

export const seqs = (deliveries: readonly Delivery[], from: string): number[] =>
  deliveries.filter(({ envelope }) => envelope.from === from).map(({ envelope }) => envelope.seq);

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

export const replayed = async (bus: Bus): Promise<Envelope[]> => {
  const all: Envelope[] = [];
  for await (const each of bus.replay()) all.push(each);
  return all;
};

/** One line per message with everything it carries, for comparing buses. */
export const line = (envelope: Envelope): string =>
  [envelope.stamp.t, envelope.stamp.n, envelope.to, envelope.from, envelope.seq, envelope.type, envelope.key, Buffer.from(envelope.body).toString('hex')].join(' ');

export interface TestServer {
  readonly url: string;
  /** Present when this test run started the server and may kill it. */
  readonly own?: NatsServer;
}

/**
 * The server of one test file. None: a failure under CI or `REQUIRE_NATS=1`, otherwise undefined, and the reason printed.
 */
export const testServer = async (what: string): Promise<TestServer | undefined> => {
  const found = findNatsServer();
  if (found.kind === 'url') return { url: found.url };
  if (found.kind === 'binary') {
    const own = await startNatsServer({ binary: found.path });
    afterAll(() => own.stop());
    return { url: own.url, own };
  }
  if (process.env.CI || process.env.REQUIRE_NATS === '1') throw new Error(`${what} must run here but cannot: ${found.reason}`);
  console.warn(`SKIPPED ${what}: ${found.reason}`);
  return undefined;
};
