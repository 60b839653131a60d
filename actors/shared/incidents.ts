/** Incidents as any party raises, is assigned and resolves them (MEHRS 2.4-2.7). */
import { PER_COHORT, address, roleOf, type Cohort, type Role } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice, type Incident } from '../../protocol/messages/notices.ts';
import { INCIDENT_RULES, type IncidentRule, type IncidentSection } from '../../protocol/mehrs/parameters/incidents.ts';
import { MINUTE } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import type { Context, InternalEvent, Party, Rendered } from '../runtime/party.ts';

export interface IncidentTables {
  /** Assigned to this party, by incidentId. */
  assigned: Incident;
  /** Raised by this party, by incidentId. */
  raised: Incident;
  counters: number;
}

export interface Raising {
  /** Of the assignee, for parties that serve several. */
  readonly cohort?: Cohort | undefined;
  /** Where the section leaves two: the one whose fault it is. */
  readonly assignee?: Role;
  readonly migrationSetId?: string;
  readonly installationIds: readonly string[];
  readonly failed: string;
  readonly detail: string;
  readonly affectedUsers: readonly string[];
}

const token = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');

/** What it is about, and a number: the same whatever other Incidents there have been. */
const idOf = (section: IncidentSection, { migrationSetId, installationIds: [first = ''] }: Raising, { address: self, store }: Context<IncidentTables>): string => {
  const name = `INC-${token(self)}-${token(section)}-${migrationSetId ?? token(first)}`;
  return `${name}-${store.next(name)}`;
};

/** Raises an Incident of a section: to the MCC, which assigns and manages it. */
export const raise = (section: IncidentSection, about: Raising, context: Context<IncidentTables>): Rendered => {
  const rule: IncidentRule = INCIDENT_RULES[section];
  const assignee = about.assignee ?? rule.assignedTo;
  const incident: Incident = {
    incidentId: idOf(section, about, context),
    section,
    raisedBy: context.address,
    assignedTo: PER_COHORT.includes(assignee) ? address(assignee, about.cohort ?? context.cohort) : address(assignee),
    severity: rule.severity,
    raisedAt: context.writtenAt,
    targetResolutionAt: context.writtenAt + (context.ruleSet.incidentTargetMinutes[rule.severity - 1] ?? 0) * MINUTE,
    ...defined({ migrationSetId: about.migrationSetId }),
    installationIds: [...about.installationIds],
    failed: about.failed,
    ...defined({ migration: rule.migration }),
    detail: about.detail.slice(0, 1000),
    affectedUsers: [...about.affectedUsers],
  };
  context.store.put('raised', incident.incidentId, incident);
  return {
    send: [{ key: incident.incidentId, body: encodeNotice<'INCIDENT_RAISED'>(incident) }],
    tell: [{ machine: `${roleOf(context.address)}.ticket`, key: incident.incidentId, event: { type: 'OPENED' } }],
  };
};

/** The raiser hears that its Incident was closed. */
export const hearClosed = (envelope: Envelope, context: Context<object>): readonly InternalEvent[] => {
  const { incidentId } = decodeNotice('INCIDENT_CLOSED', envelope.body);
  return [{ machine: `${roleOf(context.address)}.ticket`, key: incidentId, event: { type: 'CLOSED' } }];
};

/** The assignee takes an Incident on. */
export const takeOn = (envelope: Envelope, context: Context<IncidentTables>): readonly InternalEvent[] => {
  const incident = decodeNotice('INCIDENT_ASSIGNED', envelope.body);
  context.store.put('assigned', incident.incidentId, incident);
  return [{ machine: `${roleOf(context.address)}.desk`, key: incident.incidentId, event: { type: 'ASSIGNED' } }];
};

export const resolve: Party<IncidentTables>['render'][string] = ({ key }, context) => ({
  send: [{ key, body: encodeNotice<'INCIDENT_RESOLVED'>({ incidentId: key, resolvedAt: context.writtenAt, resolution: 'put right' }) }],
});

/** A word to DCC's Service Management System while it takes long (MEHRS 2.4-2.7: "timely updates"). */
export const update: Party<IncidentTables>['render'][string] = ({ key }, context) => ({
  send: [{ key, body: encodeNotice<'INCIDENT_UPDATE'>({ incidentId: key, at: context.writtenAt, news: 'being worked on', installationIds: [], affectedUsers: [] }) }],
});

/** Delays of the `desk` machine. An update is due once half the target time has gone by (emulator profile). */
export const deskDelays = {
  untilUpdate: ({ key }, { store }) => {
    const { raisedAt, targetResolutionAt } = store.need('assigned', key);
    return (targetResolutionAt - raisedAt) / 2;
  },
  resolution: ({ key }, context) => context.resolutionMinutes(context.store.need('assigned', key).section) * MINUTE,
  atOnce: () => 0,
} satisfies Party<IncidentTables>['delays'];

/** Whom an Incident is about that names nobody: who refused the file could not say, so the assignee does (MEHRS 2.4.3, 2.7.2). */
export interface Affected {
  readonly installationIds: readonly string[];
  readonly affectedUsers: readonly string[];
}

/** Updates of an assignee that knows the set an Incident is about; at once where the Incident names nobody. */
export const naming = <Tables extends IncidentTables>(affected: (setId: string, context: Context<Tables>) => Affected | undefined) => {
  const unnamed = (key: string, context: Context<Tables>): Affected | undefined => {
    const { installationIds, migrationSetId } = context.store.need('assigned', key);
    return installationIds.length > 0 || migrationSetId === undefined ? undefined : affected(migrationSetId, context);
  };
  return {
    updateIncident: (at: Parameters<typeof update>[0], context: Context<Tables>): Rendered => {
      const found = unnamed(at.key, context);
      if (found === undefined) return update(at, context);
      const { installationIds, affectedUsers } = found;
      const body = encodeNotice<'INCIDENT_UPDATE'>({ incidentId: at.key, at: context.writtenAt, news: 'these Installations are affected', installationIds: [...installationIds], affectedUsers: [...affectedUsers] });
      return { send: [{ key: at.key, body }] };
    },
    untilUpdate: (at: { machine: string; key: string }, context: Context<Tables>): number =>
      (unnamed(at.key, context) === undefined ? deskDelays.untilUpdate(at, context) : 0),
  };
};
