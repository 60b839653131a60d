/** Who sends what to whom, from the routing table, and what the world itself sends. */
import { ROLES, type Role } from '../../protocol/domain.ts';
import { OUTSIDE_SYSTEMS, SYSTEMS } from '../../protocol/mehrs/parameters/outages.ts';
import { ROUTES, type Receiver } from '../../protocol/mehrs/parameters/routing.ts';
import { MESSAGE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { WORLD } from '../world/happenings.ts';

export interface Conversation {
  readonly type: MessageType;
  readonly from: Role | typeof WORLD;
  readonly to: readonly Receiver[];
  readonly clauses: readonly string[];
}

const OF_THE_WORLD: readonly Conversation[] = [
  { type: 'ENVIRONMENT', from: WORLD, to: ['devices'], clauses: ['emulator: a hub loses or regains its coverage'] },
  { type: 'OUTAGE', from: WORLD, to: [...Object.keys(SYSTEMS), ...Object.keys(OUTSIDE_SYSTEMS)] as Role[], clauses: ['emulator: a party\'s system goes down or comes back'] },
];

const merged = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** One entry a (type, sender), in the order of the message types. */
export const conversations = (): readonly Conversation[] => MESSAGE_TYPES.flatMap((type) => [
  ...merged(ROUTES.filter((route) => route.type === type).map(({ from }) => from)).map((from) => {
    const routes = ROUTES.filter((route) => route.type === type && route.from === from);
    return { type, from, to: merged(routes.flatMap(({ to }) => to)), clauses: merged(routes.map(({ clause }) => clause)) };
  }),
  ...OF_THE_WORLD.filter((each) => each.type === type),
]);

const SAID: Readonly<Partial<Record<Receiver, string>>> = {
  commissioner: 'whoever commissions: the Commissioning Party or the supplier',
  assignee: 'the party the Incident is assigned to',
  raiser: 'the party that raised the Incident',
  sender: 'the party that asked',
};

/** A receiver in words, where it is not a role. */
export const receiverText = (receiver: Receiver): string => SAID[receiver] ?? receiver;

/** The roles a receiver may be. */
export const rolesOf = (receiver: Receiver): readonly Role[] => {
  if (receiver === 'commissioner') return ['cp', 'supplier'];
  return (ROLES as readonly string[]).includes(receiver) ? [receiver as Role] : [];
};
