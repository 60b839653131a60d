/**
 * Rounds a second with eight processes, side by side with as many bare questions and answers to the same processes; how long
 * they take to be up; and a whole run. Lap by lap in turn, so that whoever else uses the machine disturbs all alike; the best
 * of each counts, the first shows what a short run has of it, whose code is not compiled yet. `npm run bench:rounds -- [rounds]`.
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
const LAPS = 4;
const PROCESSES = 8;
const FLEET = 'bench';

const server = await startNatsServer();
let began = performance.now();
const fleet = await Fleet.start({ url: server.url, fleet: FLEET, casts: castsFor(PROCESSES) });
process.stdout.write(`${PROCESSES} processes up in ${Math.round(performance.now() - began)} ms (at most 2000 wanted)\n`);
const control = await createNatsBus({ run: FLEET, servers: server.url, durability: 'core' });
const names = [...fleet.processes.keys()];
const script = scriptOf({});

/** Laps so far, each a rate a second. */
class Rates {
  readonly laps: number[] = [];

  async add(one: (number: number) => Promise<unknown>): Promise<void> {
    const from = this.laps.length * ROUNDS;
    began = performance.now();
    for (let number = from + 1; number <= from + ROUNDS; number += 1) await one(number);
    this.laps.push(Math.round((ROUNDS * 1000) / (performance.now() - began)));
  }

  get best(): number {
    return Math.max(...this.laps);
  }
}

/** Rounds in which these processes are granted a stamp at which nothing is due: what a round costs beside the parties' own work. */
const rounds = async (durability: 'core' | 'jetstream', granted: number): Promise<{ readonly round: (number: number) => Promise<void>; readonly end: () => Promise<void> }> => {
  const run = `rounds-${durability}-${granted}`;
  const bus = await createNatsBus({ run, servers: server.url, durability });
  const party = (name: string): string => ({ rp: 'rp-CB', s1sp: 's1sp-CB', supplier: 'mcc' })[name] ?? name;
  const players = names.filter((name) => name !== 'supplier').slice(0, granted);
  for (const name of players) {
    for (const [piece, base64] of piecesOf(new TextEncoder().encode(encodeScript(script))).entries()) await control.request(toProcess(name, 'script'), encodeControl({ run, piece, pieces: 1, base64 }), 5_000);
    await control.request(toProcess(name, 'join'), encodeControl({ run, parties: [party(name)], durability, kept: false, snapshotSteps: 64, epoch: 0 }), 20_000);
  }
  return {
    round: async (number) => {
      await Promise.all(players.map(async (name) => {
        const request = encodeControl({ epoch: 0, round: number, at: { t: 0, n: number }, parties: [{ party: party(name), hold: 0, changes: [] }], struck: [] });
        decodeControl(grantAnswer, await bus.request(toProcess(name, 'grant'), request, 5_000), 'an answer');
      }));
    },
    end: async () => {
      for (const name of players) await control.request(toProcess(name, 'end'), encodeControl({ run }), 5_000);
      await bus.close();
    },
  };
};

for (const granted of [1, 2, 7]) {
  const [core, jetstream] = [await rounds('core', granted), await rounds('jetstream', granted)];
  const rates = { bare: new Rates(), core: new Rates(), jetstream: new Rates() };
  for (let lap = 0; lap < LAPS; lap += 1) {
    await rates.bare.add(() => Promise.all(names.slice(0, granted).map((name) => control.request(toProcess(name, 'hello'), new Uint8Array(0), 5_000))));
    await rates.core.add(core.round);
    await rates.jetstream.add(jetstream.round);
  }
  for (const durability of ['core', 'jetstream'] as const) {
    const { laps: [first], best } = rates[durability];
    process.stdout.write(`${durability.padEnd(10)} ${granted} of ${PROCESSES} processes granted a round: ${best} rounds/s (the first ${ROUNDS}: ${first}), ${Math.round((100 * best) / rates.bare.best)} % of ${rates.bare.best} bare requests and replies/s`
      + `${granted === 1 ? ` (${durability === 'core' ? 2_000 : 1_300} wanted)` : ''}\n`);
  }
  await core.end();
  await jetstream.end();
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
