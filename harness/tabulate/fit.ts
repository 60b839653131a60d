/**
 * Whether machines, parties and routes fit together: nothing emitted that nobody renders, nothing sent that nobody reads,
 * and the other way round.
 */
import type { Role } from '../../protocol/domain.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { INCIDENT_RULES, type IncidentRule } from '../../protocol/mehrs/parameters/incidents.ts';
import type { Receiver, Route } from '../../protocol/mehrs/parameters/routing.ts';
import type { Defect, DefectKind } from './defect.ts';
import { delayOf, type Table } from './table.ts';

/** What a party brings to its machines. */
export interface Hosting {
  readonly role: Role;
  readonly machines: readonly string[];
  /** Effects it renders. */
  readonly rendered: readonly string[];
  /** Delays it resolves. */
  readonly delays: readonly string[];
  /** Message types it classifies. */
  readonly reads: readonly MessageType[];
}

/** First use of each effect and of each delay in a role's machines. */
const usesOf = (role: Role, tables: readonly Table[]) => {
  const effects = new Map<string, string>();
  const delays = new Map<string, string>();
  for (const { machine, starts, cells } of tables.filter((table) => table.role === role)) {
    for (const consequence of [...starts, ...cells]) {
      for (const effect of consequence.effects) if (!effects.has(effect)) effects.set(effect, machine);
      for (const timer of consequence.armed) if (!delays.has(delayOf(timer))) delays.set(delayOf(timer), machine);
    }
  }
  return { effects, delays };
};

function* missing(of: string, kind: DefectKind, wanted: Iterable<string>, present: { has(name: string): boolean }, detail: (name: string) => string): Iterable<Defect> {
  for (const where of wanted) if (!present.has(where)) yield { of, kind, where, detail: detail(where) };
}

function* hostingDefects({ role, machines, rendered, delays }: Hosting, tables: readonly Table[], routes: readonly Route[]): Iterable<Defect> {
  const uses = usesOf(role, tables);
  const own = tables.filter((table) => table.role === role).map(({ machine }) => machine);
  yield* missing(role, 'unhosted', own, new Set(machines), () => 'a machine that its party does not have');
  yield* missing(role, 'unhosted', machines, new Set(own), () => 'a machine of the party that was not tabulated');
  yield* missing(role, 'unrenderedEffect', uses.effects.keys(), new Set(rendered), (effect) => `emitted by ${uses.effects.get(effect)}`);
  yield* missing(role, 'unusedRendering', rendered, uses.effects, () => 'no machine of the party emits it');
  yield* missing(role, 'unresolvedDelay', uses.delays.keys(), new Set(delays), (delay) => `armed by ${uses.delays.get(delay)}`);
  yield* missing(role, 'unusedDelay', delays, uses.delays, () => 'no machine of the party arms it');
  yield* missing(role, 'unusedRoute', routes.map(({ effect }) => effect), uses.effects, () => 'no machine of the party emits it');
}

/** The roles that a receiver named by a message's own facts may stand for. A sender may be anybody. */
const rolesOf = (receiver: Receiver, routes: readonly Route[]): readonly Role[] => {
  if (receiver === 'sender') return [];
  if (receiver === 'commissioner') return ['cp', 'supplier'];
  if (receiver === 'assignee') return [...new Set(Object.values<IncidentRule>(INCIDENT_RULES).flatMap(({ assignedTo, orTo }) => (orTo === undefined ? [assignedTo] : [assignedTo, orTo])))];
  if (receiver === 'raiser') return [...new Set(routes.filter(({ type }) => type === 'INCIDENT_RAISED').map(({ from }) => from))];
  return [receiver];
};

/** What the world, and no party, tells a party: coverage lost and restored, systems down. */
const FROM_THE_WORLD: readonly MessageType[] = ['ENVIRONMENT', 'OUTAGE'];

/** What the routing table delivers and a party cannot read, and what a party could read and nobody sends it. */
function* deliveryDefects(parties: readonly Hosting[], routes: readonly Route[]): Iterable<Defect> {
  const delivered = routes.flatMap(({ type, to }) => to.flatMap((receiver) => rolesOf(receiver, routes)).map((role) => ({ role, type })));
  const fromAnybody = new Set([...FROM_THE_WORLD, ...routes.filter(({ to }) => to.includes('sender')).map(({ type }) => type)]);
  for (const { role, reads } of parties) {
    const sent = new Set(delivered.filter((each) => each.role === role).map(({ type }) => type));
    yield* missing(role, 'unreadMessage', sent, new Set<string>(reads), () => 'a route delivers it and the party would refuse it');
    yield* missing(role, 'unsentMessage', reads.filter((type) => !fromAnybody.has(type)), sent, () => 'the party reads it and no route delivers it');
  }
}

/** Defects between what machines emit, what parties render and read, and what the routing table addresses. */
export function* fitDefects(tables: readonly Table[], parties: readonly Hosting[], routes: readonly Route[]): Iterable<Defect> {
  for (const party of parties) yield* hostingDefects(party, tables, routes.filter(({ from }) => from === party.role));
  yield* deliveryDefects(parties, routes);
  const names = tables.map(({ machine }) => machine);
  for (const { role, machine } of tables.filter((_, index) => names.indexOf(names[index] as string) !== index)) {
    yield { of: role, kind: 'doubleMachine', where: machine, detail: 'the host would run only the last of its name' };
  }
  const seen = new Set<string>();
  for (const { from, effect } of routes) {
    if (seen.has(`${from}.${effect}`)) yield { of: from, kind: 'doubleRoute', where: effect, detail: 'the host would use only the last of its routes' };
    seen.add(`${from}.${effect}`);
  }
}
