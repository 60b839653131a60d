/**
 * The NATS bus against the bare client, side by side in one process: core publish and subscribe, windowed JetStream, files.
 * `npm run bench:bus -- [messages] [core|jetstream|files]`. Ratios count, of time and of this process's processor time (which a
 * loaded machine disturbs less): in short laps, turn by turn, the median of the laps' ratios; absolute figures are this machine's. The bare side is what anybody would write with the client:
 * no headers, no copy of the body, no order to keep, its own settings. The bus beside it copies the body, writes and reads a
 * stamp, checks tokens and puts what arrives into its order.
 */
import { createHash } from 'node:crypto';
import { AckPolicy, StorageType, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, createInbox } from '@nats-io/transport-node';
import type { Bus } from '../actors/runtime/ports.ts';
import { createNatsBus } from '../harness/bus/nats.ts';
import { startNatsServer } from '../harness/bus/server.ts';

const MESSAGES = Number(process.argv[2] ?? 10_000);
const BODY = new Uint8Array(2048).fill(65);
const FILE_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 128 * 1024;
const FILES = 24;
const WINDOW = 2_048;
/** Laps that count, and before them those in which V8 compiles both sides. */
const LAPS = { core: 15, jetstream: 5, files: 5, warm: 2 };
const ONLY = process.argv[3];

const server = await startNatsServer();
let runs = 0;
const freshRun = (): string => `bench-${(runs += 1)}`;
interface Lap {
  /** Messages, or MB, a second. */
  readonly rate: number;
  /** Processor time of this process for each, microseconds. */
  readonly cpuUs: number;
}

const measured = async (count: number, work: () => Promise<unknown>): Promise<Lap> => {
  const [began, since] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(since);
  return { rate: (count * 1000) / (performance.now() - began), cpuUs: (user + system) / count };
};

const overBus = async (durability: 'core' | 'jetstream'): Promise<Lap> => {
  const run = freshRun();
  const open = (): Promise<Bus> => createNatsBus({ run, servers: server.url, durability });
  const [sender, receiver] = [await open(), await open()];
  let got = 0;
  let whole = (): void => undefined;
  const all = new Promise<void>((resolve) => { whole = resolve; });
  await receiver.consume('dco', 0, () => { if ((got += 1) === MESSAGES) whole(); });
  const lap = await measured(MESSAGES, async () => {
    for (let seq = 1; seq <= MESSAGES; seq += 1) {
      const room = sender.publish({ run, from: 'rp-CB', to: 'dco', type: 'MCF', key: `I${seq % 500}`, seq, stamp: { t: 1_600_000_000_000 + seq, n: 0 }, body: BODY });
      if (room !== undefined) await room;
    }
    await sender.flush();
    await all;
  });
  await sender.close();
  await receiver.close();
  return lap;
};

const bareCore = async (): Promise<Lap> => {
  const [sender, receiver] = [await connect({ servers: server.url }), await connect({ servers: server.url })];
  const subject = freshRun();
  let got = 0;
  const all = new Promise<void>((resolve) => { receiver.subscribe(`${subject}.>`, { callback: () => { if ((got += 1) === MESSAGES) resolve(); } }); });
  await receiver.flush();
  const lap = await measured(MESSAGES, async () => {
    for (let seq = 1; seq <= MESSAGES; seq += 1) {
      sender.publish(`${subject}.rp-CB.dco.1.MCF.I${seq % 500}.${seq}`, BODY);
      // The bus bounds what is in flight by bytes; so must whoever is compared with it.
      if (seq % 2_000 === 0) await sender.flush();
    }
    await sender.flush();
    await all;
  });
  await sender.close();
  await receiver.close();
  return lap;
};

const bareJetStream = async (): Promise<Lap> => {
  const [sender, receiver] = [await connect({ servers: server.url }), await connect({ servers: server.url })];
  const stream = freshRun();
  const manager = await jetstreamManager(sender);
  await manager.streams.add({ name: stream, subjects: [`${stream}.>`], storage: StorageType.File });
  await manager.consumers.add(stream, { durable_name: 'dco', ack_policy: AckPolicy.Explicit, max_ack_pending: -1 });
  const consumer = await jetstream(receiver).consumers.get(stream, 'dco');
  let got = 0;
  const all = new Promise<void>((resolve) => {
    void consumer.consume({ max_messages: 1_000, callback: (message) => {
      message.ack();
      if ((got += 1) === MESSAGES) resolve();
    } });
  });
  const js = jetstream(sender);
  const pending = new Set<Promise<unknown>>();
  const lap = await measured(MESSAGES, async () => {
    for (let seq = 1; seq <= MESSAGES; seq += 1) {
      const stored: Promise<unknown> = js.publish(`${stream}.rp-CB.dco.1.MCF.I1.${seq}`, BODY, { expect: { lastSubjectSequence: 0 }, timeout: 30_000 }).finally(() => pending.delete(stored));
      pending.add(stored);
      if (pending.size >= WINDOW) await Promise.race(pending);
    }
    await Promise.all(pending);
    await all;
  });
  await sender.close();
  await receiver.close();
  return lap;
};

/** One after the other, as a party sends and reads them. */
const files = async (): Promise<{ readonly put: Lap; readonly get: Lap }> => {
  const bus = await createNatsBus({ run: freshRun(), servers: server.url, durability: 'jetstream' });
  const body = new Uint8Array(FILE_BYTES).fill(65);
  await bus.files.put(new Uint8Array(1));
  const names: string[] = [];
  const put = await measured(FILES * 4, async () => {
    for (let at = 0; at < FILES; at += 1) {
      body[0] = at;
      names.push(await bus.files.put(body));
    }
  });
  const get = await measured(FILES * 4, async () => {
    for (const name of names) await bus.files.get(name);
  });
  await bus.close();
  return { put, get };
};

/** The same bytes in the same chunks, as fast as the bare client goes: hashed, stored, asked for all at once, hashed. */
const bareFiles = async (): Promise<{ readonly put: Lap; readonly get: Lap }> => {
  const nc = await connect({ servers: server.url });
  const stream = freshRun();
  await (await jetstreamManager(nc)).streams.add({ name: stream, subjects: [`${stream}.>`], storage: StorageType.File, allow_direct: true });
  const body = new Uint8Array(FILE_BYTES).fill(65);
  const answered = (count: number, ask: (inbox: string) => void, take: (at: number, data: Uint8Array) => void): Promise<void> => new Promise((resolve) => {
    const inbox = createInbox();
    let left = count;
    const answers = nc.subscribe(`${inbox}.*`, { callback: (_error, { subject, data }) => {
      take(Number(subject.slice(inbox.length + 1)), data);
      if ((left -= 1) > 0) return;
      answers.unsubscribe();
      resolve();
    } });
    ask(inbox);
  });
  const chunks = Array.from({ length: FILE_BYTES / CHUNK_BYTES }, (_, at) => at);
  const put = await measured(FILES * 4, async () => {
    for (let file = 0; file < FILES; file += 1) {
      createHash('sha256').update(body).digest('hex');
      await answered(chunks.length, (inbox) => chunks.forEach((at) => nc.publish(`${stream}.${file}.${at}`, body.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES), { reply: `${inbox}.${at}` })), () => undefined);
    }
  });
  const get = await measured(FILES * 4, async () => {
    for (let file = 0; file < FILES; file += 1) {
      const whole = Buffer.allocUnsafeSlow(FILE_BYTES);
      await answered(chunks.length, (inbox) => chunks.forEach((at) => nc.publish(`$JS.API.DIRECT.GET.${stream}.${stream}.${file}.${at}`, undefined, { reply: `${inbox}.${at}` })), (at, data) => whole.set(data, at * CHUNK_BYTES));
      createHash('sha256').update(whole).digest('hex');
    }
  });
  await nc.close();
  return { put, get };
};

interface Pair {
  readonly ours: Lap;
  readonly theirs: Lap;
}

const quantile = (values: readonly number[], part: number): number => [...values].sort((a, b) => a - b)[Math.round(part * (values.length - 1))] ?? NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);
const percent = (ratio: number): number => Math.round(100 * ratio);

/** Turn by turn, and each time the other one first, so that whoever else uses the machine disturbs both alike. */
const inTurn = async <T>(laps: number, bus: () => Promise<T>, bare: () => Promise<T>): Promise<{ readonly ours: T; readonly theirs: T }[]> => {
  const all: { ours: T; theirs: T }[] = [];
  for (let lap = 0; lap < LAPS.warm + laps; lap += 1) {
    if (lap % 2 === 0) all.push({ ours: await bus(), theirs: await bare() });
    else {
      const theirs = await bare();
      all.push({ ours: await bus(), theirs });
    }
  }
  return all.slice(LAPS.warm);
};

const told = (what: string, wanted: string, unit: string, pairs: readonly Pair[]): void => {
  const [byTime, byCpu] = [pairs.map(({ ours, theirs }) => ours.rate / theirs.rate), pairs.map(({ ours, theirs }) => theirs.cpuUs / ours.cpuUs)];
  const side = (name: string, laps: readonly Lap[]): string => `${name} ${Math.round(median(laps.map(({ rate }) => rate)))} ${unit}, ${median(laps.map(({ cpuUs }) => cpuUs)).toFixed(1)} us each`;
  process.stdout.write(`${what.padEnd(28)} ${side('bus', pairs.map(({ ours }) => ours))}   ${side('bare', pairs.map(({ theirs }) => theirs))}   `
    + `${percent(median(byTime))} % by time (quartiles ${percent(quantile(byTime, 0.25))}, ${percent(quantile(byTime, 0.75))}), ${percent(median(byCpu))} % by processor time; ${wanted} wanted; medians of ${pairs.length} laps\n`);
};

if (ONLY === undefined || ONLY === 'core') told('core, 2 KB, empty handler', 'at least 70 %', 'messages/s', await inTurn(LAPS.core, () => overBus('core'), bareCore));
if (ONLY === undefined || ONLY === 'jetstream') told('JetStream windowed, 2 KB', 'at least 60 %', 'messages/s', await inTurn(LAPS.jetstream, () => overBus('jetstream'), bareJetStream));
if (ONLY === undefined || ONLY === 'files') {
  const pairs = await inTurn(LAPS.files, files, bareFiles);
  for (const what of ['put', 'get'] as const) told(`files of 4 MB, ${what}`, 'at least 300 MB/s', 'MB/s', pairs.map(({ ours, theirs }) => ({ ours: ours[what], theirs: theirs[what] })));
}
await server.stop();
