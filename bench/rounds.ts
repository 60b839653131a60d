/**
 * Rounds a second with eight processes, side by side with bare request and reply to the same number of processes; how long
 * they take to be up; and a whole run. `npm run bench:rounds -- [rounds]`.
 */
import { createNatsBus } from '../harness/bus/nats.ts';
import { startNatsServer } from '../harness/bus/server.ts';
import { castsFor } from '../harness/processes/casts.ts';
import { Fleet } from '../harness/processes/fleet.ts';
import { encodeControl, grantAnswer, decodeControl, toProcess } from '../harness/processes/messages.ts';
import { play } from '../harness/processes/play.ts';
import { encodeScript, piecesOf } from '../harness/processes/script.ts';
import { scriptOf } from '../harness/world/staging.ts';
import { createWorld } from '../harness/world/world.ts';

const ROUNDS = Number(process.argv[2] ?? 1_000);
const PROCESSES = 8;
const FLEET = 'bench';

const server = await startNatsServer();
let began = performance.now();
const fleet = await Fleet.start({ url: server.url, fleet: FLEET, casts: castsFor(PROCESSES) });
process.stdout.write(`${PROCESSES} processes up in ${Math.round(performance.now() - began)} ms (at most 2000 wanted)\n`);
const control = await createNatsBus({ run: FLEET, servers: server.url, durability: 'core' });
const names = [...fleet.processes.keys()];
const script = scriptOf({});

const perSecond = (count: number): number => Math.round((count * 1000) / (performance.now() - began));

/** Rounds in which these processes are granted a stamp at which nothing is due: what a round costs beside the parties' own work. */
const rounds = async (durability: 'core' | 'jetstream', granted: number): Promise<number> => {
  const run = `rounds-${durability}-${granted}`;
  const bus = await createNatsBus({ run, servers: server.url, durability });
  const party = (name: string): string => ({ rp: 'rp-CB', s1sp: 's1sp-CB', supplier: 'mcc' })[name] ?? name;
  const players = names.filter((name) => name !== 'supplier').slice(0, granted);
  for (const name of players) {
    for (const [piece, base64] of piecesOf(new TextEncoder().encode(encodeScript(script))).entries()) await control.request(toProcess(name, 'script'), encodeControl({ run, piece, pieces: 1, base64 }), 5_000);
    await control.request(toProcess(name, 'join'), encodeControl({ run, parties: [party(name)], durability, kept: false, snapshotSteps: 64, epoch: 0 }), 20_000);
  }
  const round = async (number: number): Promise<void> => {
    await Promise.all(players.map(async (name) => {
      const request = encodeControl({ epoch: 0, round: number, at: { t: 0, n: number }, parties: [{ party: party(name), hold: 0, changes: [] }], struck: [] });
      decodeControl(grantAnswer, await bus.request(toProcess(name, 'grant'), request, 5_000), 'an answer');
    }));
  };
  for (let warm = 1; warm <= 100; warm += 1) await round(warm);
  began = performance.now();
  for (let number = 101; number <= 100 + ROUNDS; number += 1) await round(number);
  const rate = perSecond(ROUNDS);
  for (const name of players) await control.request(toProcess(name, 'end'), encodeControl({ run }), 5_000);
  await bus.close();
  return rate;
};

/** As many bare questions and answers at once, to the same processes. */
const bare = async (granted: number): Promise<number> => {
  began = performance.now();
  for (let number = 0; number < ROUNDS; number += 1) await Promise.all(names.slice(0, granted).map((name) => control.request(toProcess(name, 'hello'), new Uint8Array(0), 5_000)));
  return perSecond(ROUNDS);
};

for (const granted of [1, 2, 7]) {
  const asked = await bare(granted);
  for (const durability of ['core', 'jetstream'] as const) {
    const rate = await rounds(durability, granted);
    process.stdout.write(`${durability.padEnd(10)} ${granted} of ${PROCESSES} processes granted a round: ${rate} rounds/s, ${Math.round((100 * rate) / asked)} % of bare request and reply\n`);
  }
}

began = performance.now();
const world = await createWorld(script);
await world.run();
process.stdout.write(`a whole run in one process: ${Math.round(performance.now() - began)} ms\n`);
for (const [durability, kept] of [['core', false], ['jetstream', false], ['jetstream', true]] as const) {
  const run = `whole-${durability}-${kept}`;
  const bus = await createNatsBus({ run, servers: server.url, durability });
  began = performance.now();
  const played = await play({ script, control, bus, processes: fleet.processes, durability, kept });
  process.stdout.write(`the same in ${PROCESSES} over ${durability}${kept ? ', every step kept' : ''}: ${Math.round(performance.now() - began)} ms, ${played.rounds} rounds, ${played.journal.hash() === world.journal.hash() ? 'the same journal' : 'ANOTHER JOURNAL'}\n`);
  await bus.close();
}
await fleet.stop();
await control.close();
await server.stop();
