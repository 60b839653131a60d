/** The Migration Control Centre: takes Migration Authorisations in through SharePoint, manages Incidents, keeps the files it is sent. */
import { COHORT_OF, address, roleOf, type GroupId } from '../../protocol/domain.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import { decodeSummary } from '../../protocol/files/summary.ts';
import { decodeNotice, encodeNotice, type Incident, type Notice } from '../../protocol/messages/notices.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { verifyDetached } from '../../protocol/security/detached.ts';
import { HOUR } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import { MCC_MACHINES } from '../../machines/mcc.ts';
import { deskDelays, hearClosed, resolve, takeOn, update } from '../shared/incidents.ts';
import { askFor, downAtBoot, loseSystem, outageRenderings, repaired, type Concern, type Held, type OutageTables } from '../shared/outages.ts';
import { Refusal, type Context, type Party, type Rendered } from '../runtime/party.ts';
import { dormant, readCompletions, readCorrected } from './dormant.ts';
import { isMixed, readMixed, readMixedReturned, scheduledBeside, sendMixedSchedules, type MccMixedTables } from './mixed.ts';
import { bootPlanning, demanding, planning, type MccPlanningTables } from './planning.ts';
import { installationsOf, serviceRequests, type ServiceRequestTables } from './serviceRequests.ts';
import { bootSchedules, scheduled, scheduling } from './schedule.ts';

/** Within 24 hours of the hand-over the Requesting Party puts it right by itself (MEHRS 2.5.6 (1); ruling A-25). */
const FIXED_BY_ITSELF = 24 * HOUR;
/** Sections whose remedy is a new or another Common File. */
const RP_GOES_ON: readonly string[] = ['2.4.5', '2.7.2'];

export interface MccTables extends MccPlanningTables, MccMixedTables, OutageTables, ServiceRequestTables {
  /** By Installation. */
  noReattempts: Notice<'NO_REATTEMPT'>;
  /** Received MA packages by key. */
  authorisations: { readonly from: string; readonly fileName: string; readonly body: Uint8Array; readonly problem: string };
  /** Sets whose Group Files are held up after hand-over. */
  held: Notice<'GROUP_FILES_HELD'>;
  /** What the MCC instructs where it has a choice. */
  choices: { readonly instruction: 'reconfigure' | 'newMcf' };
  /** What SMSOs have told of systems that are down, as it came. */
  notices: Uint8Array;
  incidents: Incident & { readonly resolvedAt?: number; /** Affected users that the last update added. */ readonly newlyAffected?: readonly string[] };
}

/** Whom DCC cannot send its files to (MEHRS 2.1.2): those it plans the week with, or the suppliers of its Dormant meters. */
const concernOf = (_system: string, { machine, key }: Held, context: Context<MccTables>): Concern =>
  ({ installationIds: [], affectedUsers: machine === 'mcc.planning' ? demanding(key, context) : machine === 'mcc.mixedSchedule' ? scheduledBeside(key, context) : scheduled(key, context) });

const filed = (key: string) => [{ machine: 'mcc.library', key, event: { type: 'FILED' } }];

const notify = (key: string, state: 'Raised' | 'Resolved', { store, writtenAt, directory }: Context<MccTables>, users = store.need('incidents', key).affectedUsers as readonly string[]): Rendered => {
  const { section, installationIds } = store.need('incidents', key);
  const named = users.flatMap((signifier) => directory.addressOfSignifier(signifier) ?? []);
  return { send: [{ key, body: encodeNotice<'SSI_NOTIFICATION'>({ incidentId: key, section, state, installationIds, at: writtenAt }), named: { supplier: named } }] };
};

export const mcc: Party<MccTables> = {
  role: 'mcc',
  machines: MCC_MACHINES,
  boot: (context) => [...downAtBoot(context), ...bootPlanning(context), ...bootSchedules(context)],
  classify: {
    ...planning.classify,
    ...scheduling.classify,
    ...serviceRequests.classify,
    SERVICE_REQUEST_RESOLVED: (envelope, context) => {
      const about = installationsOf(envelope, context);
      return [...serviceRequests.classify.SERVICE_REQUEST_RESOLVED(envelope, context), ...readCorrected(about, context)];
    },
    MS_REPLY: (envelope, context) => (isMixed(envelope) ? readMixedReturned(envelope, context) : scheduling.classify.MS_REPLY(envelope, context)),
    MA: (envelope, context) => {
      const { store, trust, now, directory } = context;
      const { fileName, csv, signature } = decodeMaPackage(envelope.body);
      const verified = verifyDetached(csv, Buffer.from(signature, 'base64').toString('utf8'), trust, now);
      const problem = !verified.ok ? `${verified.reason}: ${verified.detail}`
        : verified.signer.remotePartyRole !== 'supplierXmlSigning' ? `signed with role ${verified.signer.remotePartyRole}`
        : verified.signer.entityId !== directory.entityOf(envelope.from) ? `signed by ${verified.signer.entityId}, sent by ${envelope.from}`
        : '';
      store.put('authorisations', envelope.key, { from: envelope.from, fileName, body: envelope.body, problem });
      if (problem !== '') return [{ machine: 'mcc.authorisation', key: envelope.key, event: { type: 'MA_REFUSED', failed: 'MEHRS-2.3.1' } }];
      return [{ machine: 'mcc.authorisation', key: envelope.key, event: { type: 'MA_ACCEPTED' } }, ...readMixed(envelope, context)];
    },
    INCIDENT_RAISED: (envelope, { store }) => {
      const incident = decodeNotice('INCIDENT_RAISED', envelope.body);
      store.put('incidents', incident.incidentId, incident);
      return [{ machine: 'mcc.incident', key: incident.incidentId, event: { type: 'RAISED' } }];
    },
    INCIDENT_RESOLVED: (envelope, { store }) => {
      const { incidentId, resolvedAt } = decodeNotice('INCIDENT_RESOLVED', envelope.body);
      const incident = store.get('incidents', incidentId);
      if (incident === undefined) throw new Refusal(`no Incident ${incidentId}`);
      store.put('incidents', incidentId, { ...incident, resolvedAt });
      return [{ machine: 'mcc.incident', key: incidentId, event: { type: 'RESOLVED' } }];
    },
    INCIDENT_UPDATE: (envelope, { store }) => {
      const { incidentId, installationIds, affectedUsers } = decodeNotice('INCIDENT_UPDATE', envelope.body);
      const incident = store.get('incidents', incidentId);
      if (incident === undefined) throw new Refusal(`no Incident ${incidentId}`);
      if (![incident.raisedBy, incident.assignedTo].includes(envelope.from)) throw new Refusal(`news about ${incidentId} from ${envelope.from}`);
      const newlyAffected = affectedUsers.filter((each) => !incident.affectedUsers.includes(each));
      store.put('incidents', incidentId, {
        ...incident, installationIds: [...incident.installationIds, ...installationIds], affectedUsers: [...incident.affectedUsers, ...newlyAffected], newlyAffected,
      });
      return [{ machine: 'mcc.incident', key: incidentId, event: { type: 'UPDATED' } }];
    },
    NO_REATTEMPT: (envelope, { store }) => {
      const said = decodeNotice('NO_REATTEMPT', envelope.body);
      store.put('noReattempts', said.installationId, said);
      return [{ machine: 'mcc.reattempt', key: said.installationId, event: { type: 'NO_REATTEMPT' } }];
    },
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: hearClosed,
    EMAIL: (envelope) => {
      decodeNotice('EMAIL', envelope.body);
      return filed(envelope.key);
    },
    GROUP_FILES_HELD: (envelope, { store, now }) => {
      const held = decodeNotice('GROUP_FILES_HELD', envelope.body);
      if (envelope.from !== address('rp', COHORT_OF[held.groupId])) throw new Refusal(`GROUP_FILES_HELD from ${envelope.from}`);
      store.put('held', held.migrationSetId, held);
      return [{ machine: 'mcc.instruction', key: held.migrationSetId, event: { type: held.expectedAt <= now + FIXED_BY_ITSELF ? 'HELD_IN_TIME' : 'HELD_TOO_LONG' } }];
    },
    MAVR: ({ key }) => filed(key),
    MACR: (envelope, context) => [...filed(envelope.key), ...readCompletions(envelope, context)],
    FAULTY_DEVICE: ({ key }) => filed(key),
    OUTAGE_NOTICE: (envelope, { store }) => {
      decodeNotice('OUTAGE_NOTICE', envelope.body);
      store.put('notices', envelope.key, envelope.body);
      return [{ machine: 'mcc.outageNotice', key: envelope.key, event: { type: 'NOTICED' } }];
    },
    AUDIT: ({ key }) => filed(key),
    MRR: ({ key }) => filed(key),
    MSR: ({ key, from, body }) => {
      if (roleOf(from) !== 'rp') throw new Refusal(`MSR from ${from}`);
      decodeSummary(body);
      return filed(key);
    },
  },
  render: {
    ...planning.render,
    ...scheduling.render,
    ...dormant.render,
    sendMixedSchedules: ({ key }, context) => sendMixedSchedules(key, context),
    ...serviceRequests.render,
    forwardMa: ({ key }, { store }) => {
      const { fileName, body } = store.need('authorisations', key);
      return { send: [{ key, body, cohort: parseMaFileName(fileName).smso }] };
    },
    rejectMaSignature: ({ key }, { store }) => {
      const { from, fileName, problem } = store.need('authorisations', key);
      const body = encodeNotice<'MA_SIGNATURE_REJECTED'>({ maFileName: fileName, reason: problem, means: ['telephone', 'email'] });
      return { send: [{ key, body, named: { supplier: [from] } }] };
    },
    ...outageRenderings<MccTables>(concernOf),
    trySubmission: (at, context) => askFor('sharePoint', at, context),
    updateIncident: update,
    resolveIncident: resolve,
    remedy: ({ key }, context) => repaired(key, context) ?? {},
    instruct: ({ key }, { store }) => {
      const { migrationSetId, groupId, installationIds } = store.need('held', key);
      const { unfit, handover } = GROUP_RULES[groupId];
      // CB, EA and EB stay with the DCC and DA goes back; for the others the MCC has the choice (ruling A-25).
      const instruction = unfit === 'keep' ? 'newMcf' : handover === 'account' ? 'reconfigure' : store.need('choices', 'lateGroupFiles').instruction;
      return { send: [{ key, cohort: COHORT_OF[groupId], body: encodeNotice<'MCC_INSTRUCTION'>({ migrationSetId, installationIds, instruction }) }] };
    },
    assignIncident: ({ key }, { store }) => {
      const incident = store.need('incidents', key);
      return { send: [{ key, body: encodeNotice<'INCIDENT_ASSIGNED'>({ ...incident, managedBy: address('mcc') }), named: { assignee: [incident.assignedTo] } }] };
    },
    // Where the Requesting Party has to go on though it was neither raiser nor assignee, it hears too (MEHRS 2.4.5, 2.7.2; ruling A-22).
    closeIncident: ({ key }, { store, writtenAt }) => {
      const { raisedBy, resolvedAt = writtenAt, section, failed, migrationSetId } = store.need('incidents', key);
      const goesOn = RP_GOES_ON.includes(section) && migrationSetId !== undefined ? [address('rp', COHORT_OF[migrationSetId.slice(0, 2) as GroupId])] : [];
      const body = encodeNotice<'INCIDENT_CLOSED'>({ incidentId: key, resolvedAt, section, ...defined({ failed, migrationSetId }) });
      return { send: [{ key, body, named: { raiser: [...new Set([raisedBy, ...goesOn])] } }] };
    },
    tellNoReattempt: ({ key }, { store, directory }) => {
      const said = store.need('noReattempts', key);
      const named = said.suppliers.flatMap((signifier) => directory.addressOfSignifier(signifier) ?? []);
      return { send: [{ key, body: encodeNotice<'NO_REATTEMPT'>(said), named: { supplier: named } }] };
    },
    // All Interested Parties, as some suppliers have no arrangement with the SMSO (MEHRS 2.5.3).
    informInterestedParties: ({ key }, { store, directory }) => {
      const suppliers = [...store.entries('secParties')].filter(([, { role }]) => role === 'supplier').flatMap(([signifier]) => directory.addressOfSignifier(signifier) ?? []);
      return { send: [{ key, body: store.need('notices', key), named: { supplier: suppliers } }] };
    },
    notifyRaised: ({ key }, context) => notify(key, 'Raised', context),
    notifyNewlyAffected: ({ key }, context) => notify(key, 'Raised', context, context.store.need('incidents', key).newlyAffected ?? []),
    notifyResolved: ({ key }, context) => notify(key, 'Resolved', context),
  },
  delays: { ...planning.delays, ...scheduling.delays, ...dormant.delays, ...deskDelays },
};
