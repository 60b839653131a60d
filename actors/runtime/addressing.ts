/** From an effect to the addresses that receive it (H5): the routing table, and the facts the message itself names. */
import { PER_COHORT, address as addressOf, roleOf, type Address, type Cohort, type Role } from '../../protocol/domain.ts';
import { ROUTES, type Receiver, type Route } from '../../protocol/mehrs/parameters/routing.ts';
import type { Outgoing } from './party.ts';

const ROUTE_OF = new Map<string, Route>(ROUTES.map((route) => [`${route.from}.${route.effect}`, route]));

/** @throws for an effect that renders a message and has no route. */
export const routeOf = (role: Role, effect: string): Route => {
  const route = ROUTE_OF.get(`${role}.${effect}`);
  if (route === undefined) throw new Error(`no route for ${role}.${effect}`);
  return route;
};

export interface Sending {
  readonly address: Address;
  readonly cohort?: Cohort;
  /** Sender of the message being dealt with; absent when a timer is. */
  readonly answering?: Address | undefined;
}

const addressOfRole = (role: Role, { cohort: about }: Outgoing, { address, cohort: own }: Sending): Address => {
  if (!PER_COHORT.includes(role)) return addressOf(role);
  const cohort = about ?? own;
  if (cohort === undefined) throw new Error(`${address}: which cohort's ${roleOf(role)}?`);
  return addressOf(role, cohort);
};

const resolve = (receiver: Receiver, outgoing: Outgoing, sending: Sending): readonly Address[] => {
  const named = outgoing.named?.[receiver];
  if (named !== undefined) return named;
  if (receiver === 'sender') {
    if (sending.answering === undefined) throw new Error(`${sending.address}: "sender" without a message to answer`);
    return [sending.answering];
  }
  if (receiver === 'commissioner' || receiver === 'assignee' || receiver === 'raiser') throw new Error(`${sending.address}: receiver "${receiver}" was not named`);
  return [addressOfRole(receiver, outgoing, sending)];
};

export const receiversOf = (route: Route, outgoing: Outgoing, sending: Sending): readonly Address[] =>
  route.to.flatMap((receiver) => resolve(receiver, outgoing, sending));
