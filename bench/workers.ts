/**
 * What splitting a party over workers gains: one S1SP, alone, is given what it was sent in a world of so many Installations, and reads
 * it unsplit, with one worker and with two, each a process of its own. Beside the throughput stands processor time, which a busy machine
 * does not change: the most that one of the processes needs bounds what idle processors would do. `npx tsx bench/workers.ts [installations]`.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { Envelope } from '../protocol/messages/envelope.ts';
import { hostOf } from '../harness/world/hosting.ts';
import { stageOf } from '../harness/world/staging.ts';
import { createWorld, type World } from '../harness/world/world.ts';
import { generateEstate } from '../harness/estate/index.ts';
import { createNatsBus } from '../harness/bus/nats.ts';
import { startNatsServer } from '../harness/bus/server.ts';
import { workerCasts } from '../harness/processes/casts.ts';
import { Crew } from '../harness/processes/crew.ts';
import { Fleet } from '../harness/processes/fleet.ts';
import { sharingOf } from '../harness/processes/sharing/open.ts';
import { Journal } from '../harness/world/journal.ts';

const INSTALLATIONS = Number(process.argv[2] ?? 60);
const PARTY = 's1sp-CB';
const FLEET = 'bench-workers';
const OBSERVER = { step: () => undefined, refusal: () => undefined };

const world = await createWorld({ estate: generateEstate({ seed: '7', installations: INSTALLATIONS, groups: ['CB'], suppliers: ['SUPA', 'SUPB'] }) });
await world.run();
const incoming = world.journal.messages.filter(({ to }) => to === PARTY);
const expected = hashOf(world.journal.messages.filter(({ from }) => from === PARTY));

function hashOf(messages: readonly Envelope[]): string {
  const journal = new Journal();
  for (const message of messages) journal.message(message);
  return journal.hash();
}

interface Measured {
  readonly perSecond: number;
  readonly commissioningPerSecond: number;
  readonly shared: number;
  /** Processor time of the party's process and of each worker's, ms. */
  readonly cpuMs: readonly number[];
}

const CLOCK_TICK_MS = 10;
/** Linux: user and system time of a process. */
const cpuOf = (pid: number): number => {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * CLOCK_TICK_MS;
};
const cpuOfAll = (workers: readonly string[]): readonly number[] => [process.pid, ...workers.map((name) => fleet.pidOf(name) as number)].map(cpuOf);

/** Steps one after the other, as the coordinator would grant them; those in which Commissioning Requests are read, apart. */
const measure = async (run: string, workers: readonly string[], bus: Awaited<ReturnType<typeof createNatsBus>>): Promise<Measured> => {
  const { stage } = stageOf(scriptOf(world), run, OBSERVER);
  const host = hostOf(PARTY, stage);
  const sharing = workers.length === 0 ? undefined : sharingOf({ host, observer: OBSERVER, workers, bus, estate: world.options.estate });
  const before = cpuOfAll(workers);
  const sent: Envelope[] = [...host.boot({ t: world.startAt, n: 0 })];
  for (const message of incoming) host.receive({ ...message, run });
  let [all, commissioning, requests] = [0, 0, 0];
  const due = new Map<string, number>();
  for (const { type, stamp } of incoming) if (type === 'COUNTERSIGNED_REQUEST') due.set(`${stamp.t} ${stamp.n}`, (due.get(`${stamp.t} ${stamp.n}`) ?? 0) + 1);
  for (let at = host.next(); at !== undefined && at.t <= world.endAt; at = host.next()) {
    const began = performance.now();
    sent.push(...(await (sharing ?? host).step(at)));
    (sharing ?? host).takeChanges();
    const took = performance.now() - began;
    all += took;
    const count = due.get(`${at.t} ${at.n}`);
    if (count !== undefined) [commissioning, requests] = [commissioning + took, requests + count];
  }
  const cpuMs = cpuOfAll(workers).map((after, at) => after - (before[at] as number));
  if (hashOf(sent) !== expected) throw new Error(`${PARTY} with ${workers.length} workers has not sent what it sent in the world`);
  return { perSecond: Math.round((incoming.length * 1000) / all), commissioningPerSecond: Math.round((requests * 1000) / commissioning), shared: sharing?.count.shared ?? 0, cpuMs };
};

function scriptOf({ options: { seed, estate, migrationWeek } }: World) {
  return { seed, estate, migrationWeek };
}

const server = await startNatsServer();
const fleet = await Fleet.start({ url: server.url, fleet: FLEET, casts: workerCasts({ [PARTY]: 2 }) });
const control = await createNatsBus({ run: FLEET, servers: server.url, durability: 'core' });
const names = [...fleet.works.keys()];
process.stdout.write(`${INSTALLATIONS} Installations, ${incoming.length} messages to ${PARTY}; ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}\n`);
for (const [round, workers] of [[], names.slice(0, 1), names, [], names.slice(0, 1), names].entries()) {
  const run = `bench-${round}`;
  const bus = await createNatsBus({ run, servers: server.url, durability: 'core' });
  const crew = new Crew(control, bus, new Map(), { script: scriptOf(world), durability: 'core', kept: false, snapshotSteps: 64, epoch: 0, awayMs: 10_000, workers: new Map([[PARTY, workers]]) });
  await crew.joinWorkers([PARTY]);
  const { perSecond, commissioningPerSecond, shared, cpuMs } = await measure(run, workers, bus);
  process.stdout.write(`${workers.length === 0 ? 'unsplit  ' : `${workers.length} worker${workers.length === 1 ? ' ' : 's'}`}  ${String(perSecond).padStart(5)} messages/s in all, ${String(commissioningPerSecond).padStart(5)} Commissioning Requests/s, ${shared} messages read by workers; processor ms ${cpuMs.join(' + ')}, so at most ${Math.round((incoming.length * 1000) / Math.max(...cpuMs))}/s on idle processors${round < 3 ? ' (first time: code still cold)' : ''}\n`);
  await crew.end();
  await bus.close();
}
await fleet.stop();
await control.close();
await server.stop();
