/** A server and a fleet of party processes that the tests of one file share, and runs over them. */
import { afterAll } from 'vitest';
import type { Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import { castsFor } from '../../harness/processes/casts.ts';
import { Fleet } from '../../harness/processes/fleet.ts';
import { play, type PlayOptions, type PlayedRun } from '../../harness/processes/play.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';
import { scriptOf, type ScriptOptions } from '../../harness/world/staging.ts';
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
  play(options: { readonly script?: ScriptOptions; readonly faults?: FaultPlan; readonly durability?: PlayOptions['durability']; readonly run?: string } & Partial<Omit<PlayOptions, 'script' | 'durability'>>): Promise<PlayedRun>;
}

/** Ends with the test file. */
export const scene = async (processes = PROCESSES): Promise<Scene> => {
  const server = await startNatsServer();
  const name = freshRun();
  const exits: string[] = [];
  const fleet = await Fleet.start({ url: server.url, fleet: name, casts: castsFor(processes), onExit: (each, how) => exits.push(`${each}: ${how}`) });
  const control = await createNatsBus({ run: name, servers: server.url, durability: 'core' });
  afterAll(async () => {
    await fleet.stop();
    await control.close();
    await server.stop();
  });
  return {
    server, fleet, control, exits,
    play: async ({ script = {}, faults, durability = 'jetstream', run = freshRun(), ...more }) => {
      const bus = await createNatsBus({ run, servers: server.url, durability, ackTimeoutMs: ACK_TIMEOUT_MS });
      try {
        return await play({ script: scriptOf({ ...script, ...(faults === undefined ? {} : { faults }) }), control, bus, processes: fleet.processes, durability, ...more });
      } finally {
        await bus.close();
      }
    },
  };
};
