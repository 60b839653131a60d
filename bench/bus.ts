/**
 * The NATS bus against the bare client, side by side in one process: core publish and subscribe, windowed JetStream, files.
 * `npx tsx bench/bus.ts [messages]`. Ratios count; absolute figures are this machine's.
 */
import { AckPolicy, StorageType, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Bus } from '../actors/runtime/ports.ts';
import { createNatsBus } from '../harness/bus/nats.ts';
import { startNatsServer } from '../harness/bus/server.ts';

const MESSAGES = Number(process.argv[2] ?? 20_000);
const BODY = new Uint8Array(2048).fill(65);
const FILE_BYTES = 4 * 1024 * 1024;
const FILES = 24;
const WINDOW = 2_048;
const LAPS = 3;

const server = await startNatsServer();
let runs = 0;
const freshRun = (): string => `bench-${(runs += 1)}`;
const perSecond = (count: number, ms: number): number => Math.round((count * 1000) / ms);
const best = async (lap: () => Promise<number>): Promise<number> => {
  const laps: number[] = [];
  for (let each = 0; each < LAPS; each += 1) laps.push(await lap());
  return Math.max(...laps);
};

const overBus = async (durability: 'core' | 'jetstream'): Promise<number> => {
  const run = freshRun();
  const open = (): Promise<Bus> => createNatsBus({ run, servers: server.url, durability });
  const [sender, receiver] = [await open(), await open()];
  let got = 0;
  let whole = (): void => undefined;
  const all = new Promise<void>((resolve) => { whole = resolve; });
  await receiver.consume('dco', 0, () => { if ((got += 1) === MESSAGES) whole(); });
  const began = performance.now();
  for (let seq = 1; seq <= MESSAGES; seq += 1) {
    const room = sender.publish({ run, from: 'rp-CB', to: 'dco', type: 'MCF', key: 'I1', seq, stamp: { t: 1, n: 0 }, body: BODY });
    if (room !== undefined) await room;
  }
  await sender.flush();
  await all;
  const rate = perSecond(MESSAGES, performance.now() - began);
  await sender.close();
  await receiver.close();
  return rate;
};

const bareCore = async (): Promise<number> => {
  const [sender, receiver] = [await connect({ servers: server.url }), await connect({ servers: server.url })];
  const subject = freshRun();
  let got = 0;
  const all = new Promise<void>((resolve) => { receiver.subscribe(`${subject}.>`, { callback: () => { if ((got += 1) === MESSAGES) resolve(); } }); });
  await receiver.flush();
  const began = performance.now();
  for (let seq = 1; seq <= MESSAGES; seq += 1) {
    sender.publish(`${subject}.rp-CB.dco.1.MCF.I1.${seq}`, BODY);
    // The bus bounds what is in flight by bytes; so must whoever is compared with it.
    if (seq % 2_000 === 0) await sender.flush();
  }
  await sender.flush();
  await all;
  const rate = perSecond(MESSAGES, performance.now() - began);
  await sender.close();
  await receiver.close();
  return rate;
};

const bareJetStream = async (): Promise<number> => {
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
  const began = performance.now();
  const pending = new Set<Promise<unknown>>();
  for (let seq = 1; seq <= MESSAGES; seq += 1) {
    const stored: Promise<unknown> = js.publish(`${stream}.rp-CB.dco.1.MCF.I1.${seq}`, BODY, { expect: { lastSubjectSequence: 0 }, timeout: 30_000 }).finally(() => pending.delete(stored));
    pending.add(stored);
    if (pending.size >= WINDOW) await Promise.race(pending);
  }
  await Promise.all(pending);
  await all;
  const rate = perSecond(MESSAGES, performance.now() - began);
  await sender.close();
  await receiver.close();
  return rate;
};

const files = async (): Promise<{ readonly put: number; readonly get: number }> => {
  const bus = await createNatsBus({ run: freshRun(), servers: server.url, durability: 'jetstream' });
  const bodies = Array.from({ length: FILES }, (_, at) => new Uint8Array(FILE_BYTES).fill(at));
  await bus.files.put(new Uint8Array(1));
  const names: string[] = [];
  let began = performance.now();
  for (const body of bodies) names.push(await bus.files.put(body));
  const put = perSecond(FILES * 4, performance.now() - began);
  began = performance.now();
  for (const name of names) await bus.files.get(name);
  const get = perSecond(FILES * 4, performance.now() - began);
  await bus.close();
  return { put, get };
};

const line = (what: string, bus: number, bare: number, wanted: number): void => {
  const ratio = Math.round((100 * bus) / bare);
  process.stdout.write(`${what.padEnd(34)} bus ${String(bus).padStart(8)}/s   bare ${String(bare).padStart(8)}/s   ${ratio} % (at least ${wanted} % wanted)\n`);
};

line('core, 2 KB, empty handler', await best(() => overBus('core')), await best(bareCore), 70);
line('JetStream windowed, 2 KB', await best(() => overBus('jetstream')), await best(bareJetStream), 60);
const { put, get } = await files();
process.stdout.write(`${'files of 4 MB'.padEnd(34)} put ${put} MB/s, get ${get} MB/s (at least 300 MB/s wanted)\n`);
await server.stop();
