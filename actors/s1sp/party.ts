/** The SMETS1 Service Provider of a cohort. */
import { MINUTE } from '../../protocol/time.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { S1SP_MACHINES } from '../../machines/s1sp.ts';
import { askFor, loseSystem, repaired } from '../shared/outages.ts';
import { deskDelays, hearClosed, naming, resolve, takeOn } from '../shared/incidents.ts';
import { concerning } from '../shared/files.ts';
import { untilWindowEnds } from '../shared/kept.ts';
import { joined } from '../shared/parts.ts';
import { Refusal, type Party } from '../runtime/party.ts';
import { alertDevice, alertHub, askChf, hubRemedyDue, raiseChfIncident, readChfResponse, readCountersigned, respond, respondAlert, takeUp } from './commissioning.ts';
import { outages } from './outages.ts';
import { raiseKeyIncident, reopenVault } from '../shared/vault.ts';
import {
  askViability, beginRollback, beginRotation, beginTests, deleteHalves, discardKeys, noticeNoReattempt, noticeNotViable, noticeRollback, openSession, readKeyResponse, readViability, readWanResult, requestKey, restoreCertificate, revertSim,
  sendCommand,
} from './devices.ts';
import { auditOf, expireSet, flushScf, raiseAbout, raiseAboutMef, readInstruction, readMcf, readMef, readMgf, readMvf, releaseSet, report, resubmitScf } from './files.ts';
import type { S1spTables } from './tables.ts';

const { updateIncident, untilUpdate } = naming<S1spTables>((setId, { store }) => {
  const mcf = store.get('sets', setId)?.mcf;
  return mcf === undefined ? undefined : concerning(mcf.installations);
});

/** Sections that end in the Commissioning File being made again. */
const RESUBMITS: readonly string[] = ['2.7.2', '2.7.3', 'X2.7.2'];

const prenotify = askChf('prenotify');
const commission = askChf('commission');

export const s1sp: Party<S1spTables> = {
  role: 's1sp',
  machines: S1SP_MACHINES,
  classify: {
    MCF: readMcf,
    MVF: readMvf,
    MGF: readMgf,
    MEF: readMef,
    VIABILITY_RESPONSE: readViability,
    KEY_RESPONSE: readKeyResponse,
    WAN_RESULT: readWanResult,
    SIM_RESPONSE: (envelope, { store }) => {
      const { installationId, result } = decodeNotice('SIM_RESPONSE', envelope.body);
      if (result === 'done') store.delete('onNetwork', installationId);
      const key = store.get('current', installationId);
      if (key === undefined) throw new Refusal(`no work on ${installationId}`);
      if (result === 'done') store.put('works', key, { ...store.need('works', key), wanRestored: true });
      return [{ machine: 's1sp.installation', key, event: { type: result === 'done' ? 'SIM_REVERTED' : 'SIM_NOT_REVERTED' } }];
    },
    SIM_NOTICE: (envelope, { store }) => {
      const { installationId } = decodeNotice('SIM_NOTICE', envelope.body);
      store.put('onNetwork', installationId, true);
      return [{ machine: 's1sp.library', key: installationId, event: { type: 'FILED' } }];
    },
    KEY_DISCARDED: (envelope) => {
      const { migrationSetId, installationId } = decodeNotice('KEY_DISCARDED', envelope.body);
      return [{ machine: 's1sp.installation', key: joined(migrationSetId, installationId), event: { type: 'KEYS_DISCARDED' } }];
    },
    CHF_RESPONSE: readChfResponse,
    COUNTERSIGNED_REQUEST: readCountersigned,
    MCC_INSTRUCTION: readInstruction,
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: (envelope, context) => [...hearClosed(envelope, context), ...hubRemedyDue(envelope, context)],
  },
  render: {
    ...outages,
    tryProcessing: (at, context) => askFor('processing', at, context),
    tryFlush: (at, context) => askFor('commissioningFile', at, context),
    takeUp: ({ key }, context) => takeUp(key, context),
    raiseMcfIncident: raiseAbout('2.4.3'),
    raiseMvfIncident: raiseAbout('2.4.5'),
    raiseMgfIncident: raiseAbout('2.5.7'),
    raiseMefIncident: raiseAboutMef,
    releaseSet: ({ key }, context) => releaseSet(key, context),
    expireSet: ({ key }, context) => expireSet(key, context),
    askViability: ({ key }, context) => askViability(key, context),
    openSession: ({ key }, context) => openSession(key, context),
    beginTests: ({ key }, context) => beginTests(key, context),
    beginRotation: ({ key }, context) => beginRotation(key, context),
    requestKey: ({ key }, context) => requestKey(key, context),
    sendCommand: ({ key }, context) => sendCommand(key, context),
    prenotifyChf: ({ key }, context) => prenotify(key, context),
    commissionChf: ({ key }, context) => commission(key, context),
    alertCommissioned: ({ key, machine }, context) => (machine === 's1sp.installation' ? alertHub(key, context) : alertDevice(key, context)),
    sendAudit: ({ key }, context) => auditOf(key, 'wan', context),
    sendRemark: ({ key }, context) => auditOf(key, 'remark', context),
    beginRollback: ({ key }, context) => beginRollback(key, context),
    restoreCertificate: ({ key }, context) => restoreCertificate(key, context),
    revertSim: ({ key }, context) => revertSim(key, context),
    raiseChfIncident: ({ key }, context) => raiseChfIncident(key, context),
    raiseKeyIncident: ({ key }, context) => raiseKeyIncident(key, context.store.get('works', key)?.entry, context),
    deleteKeys: ({ key }, context) => {
      deleteHalves(key, context);
      return {};
    },
    discardKeys: ({ key }, context) => discardKeys(key, context),
    noticeRollback: ({ key, failed }, context) => noticeRollback(key, failed, context),
    noticeNotViable: ({ key, failed }, context) => noticeNotViable(key, failed, context),
    noticeNoReattempt: ({ key, failed }, context) => noticeNoReattempt(key, failed, context),
    reportSuccess: ({ key, failed }, context) => report(key, { outcome: 'Success' }, failed, context),
    reportFailure: ({ key, failed }, context) => report(key, { outcome: 'Failure', rollbackRequired: false }, failed, context),
    reportRollback: ({ key, failed }, context) => report(key, { outcome: 'Failure', rollbackRequired: true }, failed, context),
    flush: ({ key }, context) => flushScf(key, context),
    respond: ({ key }, context) => respond(key, context),
    respondAlert: ({ key }, context) => respondAlert(key, context),
    updateIncident,
    resolveIncident: resolve,
    remedy: ({ key }, context) => {
      const goneOn = repaired(key, context);
      if (goneOn !== undefined) return goneOn;
      const { section, migrationSetId } = context.store.need('assigned', key);
      const vault = reopenVault(key, context);
      if (vault !== undefined) return vault;
      return RESUBMITS.includes(section) && migrationSetId !== undefined ? resubmitScf(migrationSetId, context) : {};
    },
  },
  delays: {
    requiredFileSet: ({ key }, context) => untilWindowEnds(key, context),
    shortRetry: (_at, { ruleSet }) => ruleSet.connectivityShortRetryMinutes * MINUTE,
    longRetry: (_at, { ruleSet }) => (ruleSet.connectivityBurstMinutes - 2 * ruleSet.connectivityShortRetryMinutes) * MINUTE,
    connectivityTimeout: (_at, { ruleSet }) => ruleSet.connectivityTimeoutMinutes * MINUTE,
    wakeUpRetry: (_at, { ruleSet }) => ruleSet.wakeUpRetryMinutes * MINUTE,
    wakeUpTimeout: (_at, { ruleSet }) => ruleSet.wakeUpTimeoutMinutes * MINUTE,
    suaTimeout: (_at, { ruleSet }) => ruleSet.suaTimeoutMinutes * MINUTE,
    rollbackRetry: (_at, { ruleSet }) => ruleSet.rollbackRetryMinutes * MINUTE,
    rollbackTimeout: (_at, { ruleSet }) => ruleSet.rollbackTimeoutMinutes * MINUTE,
    due: (_at, { ruleSet }) => ruleSet.scfMinutes * MINUTE,
    ...deskDelays,
    untilUpdate,
  },
};
