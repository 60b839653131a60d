/** A server and a fleet of party processes that the tests of one file share, and runs over them. */
import { afterAll } from 'vitest';
import type { Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import { castsFor, workerCasts } from '../../harness/processes/casts.ts';
import { Fleet } from '../../harness/processes/fleet.ts';
import { play, type PlayOptions, type PlayedRun } from '../../harness/processes/play.ts';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { scriptOf, type ScriptOptions } from '../../harness/world/staging.ts';
import { createWorld, type World } from '../../harness/world/world.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { freshRun } from '../bus/support.ts';

export const PROCESSES = 8;
/** A server that is killed is back within this. */
export const ACK_TIMEOUT_MS = 60_000;

export interface Scene {
  readonly server: NatsServer;
  readonly fleet: Fleet;
  readonly control: Bus;
  /** How processes ended that were not told to. */
  readonly exits: string[];
  play(options: { readonly script?: ScriptOptions; readonly durability?: PlayOptions['durability']; readonly run?: string } & Partial<Omit<PlayOptions, 'script' | 'durability'>>): Promise<PlayedRun>;
}

/** Ends with the test file. */
export const scene = async (processes = PROCESSES, workers: Readonly<Record<string, number>> = {}): Promise<Scene> => {
  const server = await startNatsServer();
  const name = freshRun();
  const exits: string[] = [];
  const fleet = await Fleet.start({ url: server.url, fleet: name, casts: [...castsFor(processes), ...workerCasts(workers)], onExit: (each, how) => exits.push(`${each}: ${how}`) });
  const control = await createNatsBus({ run: name, servers: server.url, durability: 'core' });
  afterAll(async () => {
    await fleet.stop();
    await control.close();
    await server.stop();
  });
  return {
    server, fleet, control, exits,
    play: async ({ script = {}, durability = 'jetstream', run = freshRun(), ...more }) => {
      const bus = await createNatsBus({ run, servers: server.url, durability, ackTimeoutMs: ACK_TIMEOUT_MS });
      try {
        return await play({ script: scriptOf(script), control, bus, processes: fleet.processes, works: fleet.works, durability, ...more });
      } finally {
        await bus.close();
      }
    },
  };
};

/** The world of a catalogue row, for the first Group ID it is about. */
export const scenarioOf = (rowId: string): ScriptOptions => scenarioFor(rowId, rowById(rowId).groups[0] ?? 'CB').world;

const worlds = new Map<string, Promise<World>>();

/** The same row in one process, in memory: what all others must come to. */
export const inMemory = (rowId: string): Promise<World> => {
  const known = worlds.get(rowId);
  if (known !== undefined) return known;
  const running = createWorld(scenarioOf(rowId)).then(async (world) => {
    await world.run();
    await world.close();
    return world;
  });
  worlds.set(rowId, running);
  return running;
};
