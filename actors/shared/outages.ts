/**
 * Systems of a party that are down, and the work that waits for them (MEHRS 2.1, 2.4.1, 2.4.4, 2.5.1, 2.5.5, 2.6.1, 2.6.8, 2.7.1,
 * 2.7.4, 2.7.6). A party learns that a system is down when it has work for it.
 */
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { INCIDENT_RULES, type IncidentRule } from '../../protocol/mehrs/parameters/incidents.ts';
import { hasSystem, sectionOf, systemOf } from '../../protocol/mehrs/parameters/outages.ts';
import { defined } from '../../protocol/defined.ts';
import { Refusal, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { hearClosed, raise, type IncidentTables } from './incidents.ts';

/** A machine's instance that waits. */
export interface Held {
  readonly machine: string;
  readonly key: string;
}

export interface OutageTables extends IncidentTables {
  /** Systems that are down, by name; `incidentId` once one is raised. */
  outages: { readonly since: number; readonly incidentId?: string };
  /** What waits for a system, in the order of receipt, by system. */
  backlogs: readonly Held[];
}
type Outaged = Context<OutageTables>;

const onSystem = (system: string, type: string, { address }: Outaged): InternalEvent => ({ machine: `${roleOf(address)}.system`, key: system, event: { type } });

/** The world takes a system away; nobody has noticed yet. */
export const loseSystem = (envelope: Envelope, context: Outaged): readonly InternalEvent[] => {
  if (envelope.from !== 'world') throw new Refusal(`${envelope.from} takes no system down`);
  const { system } = decodeNotice('OUTAGE', envelope.body);
  if (!hasSystem(roleOf(context.address), system)) throw new Refusal(`no system "${system}" here`);
  context.store.put('outages', system, context.store.get('outages', system) ?? { since: context.writtenAt });
  return [onSystem(system, 'WENT_DOWN', context)];
};

/** What is down already when the party begins. */
export const downAtBoot = (context: Outaged): readonly InternalEvent[] => [...context.store.entries('outages')].map(([system]) => onSystem(system, 'WENT_DOWN', context));

export const isDown = (system: string, { store }: Outaged): boolean => store.get('outages', system) !== undefined;

/** Puts work behind what waits already; @returns what the system's own machine is told. */
export const hold = (system: string, held: Held, context: Outaged): readonly InternalEvent[] => {
  const { store } = context;
  const waiting = store.get('backlogs', system) ?? [];
  if (!waiting.some(({ machine, key }) => machine === held.machine && key === held.key)) store.put('backlogs', system, [...waiting, { machine: held.machine, key: held.key }]);
  return [onSystem(system, 'MISSED', context)];
};

/** Asks for a system: the asking machine is told SYSTEM_UP, or SYSTEM_DOWN and has its place in the backlog. */
export const askFor = (system: string, { machine, key }: Held, context: Outaged): Rendered => {
  if (!isDown(system, context)) return { tell: [{ machine, key, event: { type: 'SYSTEM_UP' } }] };
  return { tell: [{ machine, key, event: { type: 'SYSTEM_DOWN' } }, ...hold(system, { machine, key }, context)] };
};

/** What a party says of work that waits. */
export interface Concern {
  readonly installationIds: readonly string[];
  /** SEC Party Signifiers. */
  readonly affectedUsers: readonly string[];
  readonly migrationSetId?: string;
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
const concernOf = (system: string, concern: (held: Held) => Concern, { store }: Outaged): Concern => {
  const concerns = (store.get('backlogs', system) ?? []).map(concern);
  const [only] = concerns;
  return {
    installationIds: unique(concerns.flatMap(({ installationIds }) => installationIds)), affectedUsers: unique(concerns.flatMap(({ affectedUsers }) => affectedUsers)),
    ...(concerns.length > 1 ? {} : defined({ migrationSetId: only?.migrationSetId })),
  };
};

/** Renderings of the `system` machine. @param first among what waits, by the text of the section; all others in the order of receipt. */
export const outageRenderings = <Tables extends OutageTables>(
  concern: (system: string, held: Held, context: Context<Tables>) => Concern, first: (system: string, held: Held, context: Context<Tables>) => boolean = () => false,
) => ({
  raiseOutageIncident: ({ key: system }: { key: string }, context: Context<Tables>): Rendered => {
    const { since } = context.store.need('outages', system);
    const about = concernOf(system, (held) => concern(system, held, context), context);
    const own = roleOf(context.address);
    const section = sectionOf(own, system);
    const rule: IncidentRule = INCIDENT_RULES[section];
    const raised = raise(section, { ...about, ...(rule.orTo === own ? { assignee: own } : {}), failed: `${system} unavailable`, detail: 'system outage' }, context);
    context.store.put('outages', system, { since, incidentId: raised.send?.[0]?.key ?? '' });
    return raised;
  },
  updateOutageIncident: ({ key: system }: { key: string }, context: Context<Tables>): Rendered => {
    const { incidentId } = context.store.need('outages', system);
    const raised = incidentId === undefined ? undefined : context.store.get('raised', incidentId);
    if (raised === undefined) return {};
    const { installationIds, affectedUsers } = concernOf(system, (held) => concern(system, held, context), context);
    const added = { installationIds: installationIds.filter((each) => !raised.installationIds.includes(each)), affectedUsers: affectedUsers.filter((each) => !raised.affectedUsers.includes(each)) };
    // Whom it concerns is all there is to tell.
    if (added.installationIds.length + added.affectedUsers.length === 0) return {};
    context.store.put('raised', raised.incidentId, { ...raised, installationIds: [...installationIds], affectedUsers: [...affectedUsers] });
    return { send: [{ key: raised.incidentId, body: encodeNotice<'INCIDENT_UPDATE'>({ incidentId: raised.incidentId, at: context.writtenAt, news: 'more work is held up', ...added }) }] };
  },
  processBacklog: ({ key: system }: { key: string }, context: Context<Tables>): Rendered => {
    const waiting = context.store.get('backlogs', system) ?? [];
    context.store.delete('backlogs', system);
    context.store.delete('outages', system);
    const ahead = (held: Held): boolean => first(system, held, context);
    const inOrder = [...waiting.filter(ahead), ...waiting.filter((held) => !ahead(held))];
    return { tell: inOrder.map(({ machine, key }) => ({ machine, key, event: { type: 'BACKLOG_DUE' } })) };
  },
});

/** Where somebody else repairs what the raiser cannot reach: it goes on when it hears that its Incident is closed (MEHRS 2.1.1). */
export const resume = (system: string) => (envelope: Envelope, context: Outaged): readonly InternalEvent[] => {
  const about = context.store.get('raised', decodeNotice('INCIDENT_CLOSED', envelope.body).incidentId)?.section;
  return [...hearClosed(envelope, context), ...(about === sectionOf(roleOf(context.address), system) ? [onSystem(system, 'REPAIRED', context)] : [])];
};

/** An Incident about a system was resolved by repairing it. @returns undefined when it is about no system of this party. */
export const repaired = (incidentId: string, context: Outaged): Rendered | undefined => {
  const system = systemOf(roleOf(context.address), context.store.need('assigned', incidentId).section);
  return system === undefined ? undefined : { tell: [onSystem(system, 'REPAIRED', context)] };
};
