/**
 * The NATS bus against the bare client, side by side in one process: core publish and subscribe, windowed JetStream, files.
 * `npm run bench:bus -- [messages] [core|jetstream|files]`. Ratios count, of time and of this process's processor time (which a
 * loaded machine disturbs less); absolute figures are this machine's. The bare side is what anybody would write with the client:
 * no headers, no copy of the body, no order to keep, its own settings. The bus beside it copies the body, writes and reads a
 * stamp, checks tokens and puts what arrives into its order.
 */
import { createHash } from 'node:crypto';
import { AckPolicy, StorageType, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, createInbox } from '@nats-io/transport-node';
import type { Bus } from '../actors/runtime/ports.ts';
import { createNatsBus } from '../harness/bus/nats.ts';
import { startNatsServer } from '../harness/bus/server.ts';

const MESSAGES = Number(process.argv[2] ?? 20_000);
const BODY = new Uint8Array(2048).fill(65);
const FILE_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 128 * 1024;
const FILES = 24;
const WINDOW = 2_048;
const LAPS = 5;
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

const best = (laps: readonly Lap[]): Lap => ({ rate: Math.max(...laps.map(({ rate }) => rate)), cpuUs: Math.min(...laps.map(({ cpuUs }) => cpuUs)) });

/** Lap by lap in turn, so that whoever else uses the machine disturbs both alike. */
const sideBySide = async (what: string, wanted: number, bus: () => Promise<Lap>, bare: () => Promise<Lap>): Promise<void> => {
  const [ours, theirs]: [Lap[], Lap[]] = [[], []];
  for (let lap = 0; lap < LAPS; lap += 1) {
    ours.push(await bus());
    theirs.push(await bare());
  }
  const [a, b] = [best(ours), best(theirs)];
  process.stdout.write(`${what.padEnd(28)} bus ${Math.round(a.rate)}/s ${a.cpuUs.toFixed(1)} us   bare ${Math.round(b.rate)}/s ${b.cpuUs.toFixed(1)} us   `
    + `${Math.round((100 * a.rate) / b.rate)} % by time, ${Math.round((100 * b.cpuUs) / a.cpuUs)} % by processor time (at least ${wanted} % wanted)\n`);
};

if (ONLY === undefined || ONLY === 'core') await sideBySide('core, 2 KB, empty handler', 70, () => overBus('core'), bareCore);
if (ONLY === undefined || ONLY === 'jetstream') await sideBySide('JetStream windowed, 2 KB', 60, () => overBus('jetstream'), bareJetStream);
const filesSideBySide = async (): Promise<void> => {
  const [ours, theirs]: [{ put: Lap; get: Lap }[], { put: Lap; get: Lap }[]] = [[], []];
  for (let lap = 0; lap < LAPS; lap += 1) {
    ours.push(await files());
    theirs.push(await bareFiles());
  }
  for (const what of ['put', 'get'] as const) {
    const [a, b] = [best(ours.map((each) => each[what])), best(theirs.map((each) => each[what]))];
    process.stdout.write(`${`files of 4 MB, ${what}`.padEnd(28)} bus ${Math.round(a.rate)} MB/s, ${Math.round(1e6 / a.cpuUs)} a second of processor time   bare ${Math.round(b.rate)} MB/s, ${Math.round(1e6 / b.cpuUs)}   `
      + `${Math.round((100 * a.rate) / b.rate)} % by time, ${Math.round((100 * b.cpuUs) / a.cpuUs)} % by processor time (at least 300 MB/s wanted)\n`);
  }
};

if (ONLY === undefined || ONLY === 'files') await filesSideBySide();
await server.stop();
