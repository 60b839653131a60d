/**
 * A whole world over a server that `mehrs keys` configured: every party on a connection of its own, with its own rights.
 * Always over JetStream: messages cross from account to account by way of the streams.
 */
import type { Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../bus/nats.ts';
import { joinParties } from '../bus/per-party.ts';
import { connectionOf } from './credentials.ts';
import { COORDINATOR } from './rights.ts';

export interface SecuredBusOptions {
  /** Where `mehrs keys` wrote. */
  readonly folder: string;
  readonly run: string;
  readonly url: string;
  readonly inlineLimitBytes?: number;
}

/** @throws BusError `identity` without credentials, or with credentials the server does not know; `unreachable`. */
export const createSecuredBus = async ({ folder, url, run, ...more }: SecuredBusOptions): Promise<Bus> => {
  const common = { ...more, run, durability: 'jetstream' } as const;
  const coordinator = await createNatsBus({ ...common, ...connectionOf(folder, COORDINATOR, url), servesMailboxes: true });
  return joinParties(coordinator, (party) => createNatsBus({ ...common, ...connectionOf(folder, party, url), party }));
};
