/** The Commissioning Party: SCF in, about 20 Commissioning Requests out one by one, COF per Responsible Supplier (MEHRS 2.7). */
import { COHORT_OF, GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import type { Cof, CofInstallation, Mcf, McfInstallation, Scf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { IncidentSection } from '../../protocol/mehrs/parameters/incidents.ts';
import { decodeNotice, type Incident } from '../../protocol/messages/notices.ts';
import { MINUTE } from '../../protocol/time.ts';
import { CP_MACHINES } from '../../machines/cp.ts';
import { NO_COMMON_FILE } from '../../protocol/mehrs/parameters/steps.ts';
import { readServiceResponse, release, sendRequest, type CommissioningTables } from '../shared/commissioning.ts';
import { concerning, control, readFile, sealFile, suppliersIn } from '../shared/files.ts';
import { deskDelays, hearClosed, raise, resolve, takeOn, update } from '../shared/incidents.ts';
import { askFor, loseSystem, outageRenderings, repaired, type OutageTables } from '../shared/outages.ts';
import { joined, partsOf } from '../shared/parts.ts';
import { raiseAboutFile, type RefusalTables } from '../shared/refusals.ts';
import { newest } from '../shared/outcomes.ts';
import { eventsFor, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';

export interface CpTables extends CommissioningTables, OutageTables, RefusalTables {
  /** Outcomes not yet in a COF, by `<setId>/<signifier>`. */
  outcomes: readonly CofInstallation[];
  /** The last that COFs told of each Installation, by the same. */
  reported: readonly CofInstallation[];
}
type Cp = Context<CpTables>;

const UNVERIFIED_COF = 'X2.7.8';

const onSet = eventsFor('cp.set');

const readScf = (envelope: Envelope, context: Cp): readonly InternalEvent[] => {
  const { store } = context;
  const key = envelope.key;
  const read = readFile<Scf>(envelope, 'SCF', context, GROUP_IDS);
  if (!read.ok) {
    // The MEHRS words it as a condition beside Table 5.9 (2.7.2).
    const problem = read.failed === 'X5.9-08' && store.get('headers', key) === undefined ? { ...read, failed: NO_COMMON_FILE } : read;
    store.put('refusals', key, problem);
    return [onSet(key, 'SCF_REFUSED', problem.failed)];
  }
  const mcf = store.get('sets', key);
  const stranger = read.file.installations.find(({ installationId, outcome }) => outcome === 'Success' && !mcf?.installations.some((each) => each.installationId === installationId));
  if (stranger !== undefined) {
    store.put('refusals', key, { failed: '6.3', detail: `${stranger.installationId} is not in the Migration Common File` });
    return [onSet(key, 'SCF_INSTALLATION_UNKNOWN', '6.3')];
  }
  store.put('scfs', key, read.file);
  return [onSet(key, 'SCF_ACCEPTED')];
};

const suppliersOf = (entry: McfInstallation): readonly string[] => suppliersIn([entry]);

const report = (key: string, failed: string, { store }: Cp): Rendered => {
  const { setId, entry, detail } = store.need('commissionings', key);
  const { installationId } = entry;
  const outcome: CofInstallation = failed === ''
    ? { installationId, outcome: 'Success' }
    : { installationId, outcome: 'Failure', failure: { failedStepNumber: failed, supportingData: detail } };
  return {
    tell: suppliersOf(entry).map((signifier) => {
      const batch = joined(setId, signifier);
      store.put('outcomes', batch, newest(store.get('outcomes', batch) ?? [], [outcome]));
      return { machine: 'cp.cof', key: batch, event: { type: 'ITEM' } };
    }),
  };
};

/** Regenerates the Outcome Files of a set that the Requesting Party could not verify (decision D-90). */
const resubmitCofs = (setId: string, { store }: Cp): Rendered => ({
  tell: [...store.entries('reported')].filter(([key]) => key.startsWith(`${setId}/`)).map(([key, reported]) => {
    store.put('outcomes', key, newest(reported, store.get('outcomes', key) ?? []));
    return { machine: 'cp.cof', key, event: { type: 'ITEM' } };
  }),
});

/** One COF per Responsible Supplier, each with its own counter (003:153). */
const flush = (key: string, context: Cp): Rendered => {
  const { store, directory } = context;
  const [setId, secPartySignifier] = partsOf(key);
  const { header } = store.need('sets', setId);
  const installations = store.need('outcomes', key);
  store.put('outcomes', key, []);
  store.put('reported', key, newest(store.get('reported', key) ?? [], installations));
  const cof: Cof = { type: 'COF', header, control: control(context, `COF ${secPartySignifier}`), secPartySignifier, installations };
  const to = directory.addressOfSignifier(secPartySignifier);
  return { send: [{ key: setId, body: sealFile(cof, context), cohort: COHORT_OF[header.groupId], named: { supplier: to === undefined ? [] : [to] } }] };
};

const raiseAbout = (section: IncidentSection) => (at: { key: string; failed: string }, context: Cp): Rendered =>
  raiseAboutFile(section, at, context.store.get('sets', at.key)?.installations ?? [], context, COHORT_OF[at.key.slice(0, 2) as GroupId]);

const raiseAboutInstallation = (section: IncidentSection) => ({ key, failed }: { key: string; failed: string }, context: Cp): Rendered => {
  const { setId, cohort, entry, detail } = context.store.need('commissionings', key);
  return raise(section, { cohort, migrationSetId: setId, ...concerning([entry]), failed, detail }, context);
};

const remedyDue = ({ migrationSetId, installationIds }: Pick<Incident, 'migrationSetId' | 'installationIds'>): readonly InternalEvent[] =>
  installationIds.map((id) => ({ machine: 'cp.installation', key: joined(migrationSetId ?? '', id), event: { type: 'REMEDY_DUE' } }));

export const cp: Party<CpTables> = {
  role: 'cp',
  machines: CP_MACHINES,
  classify: {
    MCF: (envelope, context) => {
      const read = readFile<Mcf>(envelope, 'MCF', context, GROUP_IDS, true);
      if (!read.ok) return [onSet(envelope.key, 'MCF_REFUSED', read.failed)];
      context.store.put('sets', envelope.key, read.file);
      return [onSet(envelope.key, 'MCF_ACCEPTED')];
    },
    SCF: readScf,
    SERVICE_RESPONSE: readServiceResponse('cp.installation'),
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: (envelope, context) => {
      const incident = context.store.get('raised', decodeNotice('INCIDENT_CLOSED', envelope.body).incidentId);
      // One that was assigned to the S1SP: the Commissioning Party hears of it here (MEHRS 2.7.7).
      const due = incident?.section === '2.7.7' ? remedyDue(incident) : [];
      return [...hearClosed(envelope, context), ...due];
    },
  },
  render: {
    ...outageRenderings<CpTables>(
      (_system, { key }, { store }) => {
        const { setId, entry } = store.need('commissionings', key);
        return { migrationSetId: setId, ...concerning([entry]) };
      },
      // Those flagged as a priority are first to be commissioned (ruling A-24).
      (_system, { key }, { store }) => store.need('commissionings', key).entry.priority,
    ),
    tryCommissioning: (at, context) => askFor('commissioning', at, context),
    release: ({ key }, context) => release('cp.installation', key, context),
    raiseScfIncident: raiseAbout('2.7.2'),
    raiseInstallationIncident: raiseAbout('2.7.3'),
    sendRequest: ({ key }, context) => sendRequest(key, context),
    raiseDspIncident: raiseAboutInstallation('2.7.5'),
    raiseS1spIncident: raiseAboutInstallation('2.7.7'),
    reportSuccess: ({ key }, context) => report(key, '', context),
    reportFailure: ({ key, failed }, context) => report(key, failed, context),
    flush: ({ key }, context) => flush(key, context),
    updateIncident: update,
    resolveIncident: resolve,
    remedy: ({ key }, context) => {
      const goneOn = repaired(key, context);
      if (goneOn !== undefined) return goneOn;
      const incident = context.store.need('assigned', key);
      return incident.section === UNVERIFIED_COF ? resubmitCofs(incident.migrationSetId ?? '', context) : { tell: remedyDue(incident) };
    },
  },
  delays: { due: (_at, { ruleSet }) => ruleSet.cofMinutes * MINUTE, ...deskDelays },
};
