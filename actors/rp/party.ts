/** The Requesting Party of a cohort: the SMSO acting on behalf of the DCC. */
import { address } from '../../protocol/domain.ts';
import { encodeMavr } from '../../protocol/files/csv.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { decodeCapacity, decodeSchedule } from '../../protocol/files/schedule.ts';
import type { Mvf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { GROUP_RULES, certificateLadder, handoverLadder } from '../../protocol/mehrs/parameters/groups.ts';
import { NO_COMMON_FILE } from '../../protocol/mehrs/parameters/steps.ts';
import { DAY, MINUTE } from '../../protocol/time.ts';
import { RP_MACHINES } from '../../machines/rp.ts';
import { untilNext } from '../shared/clock.ts';
import { readFile } from '../shared/files.ts';
import { loseSystem, repaired } from '../shared/outages.ts';
import { deskDelays, hearClosed, raise, resolve } from '../shared/incidents.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';
import { readHandover, readHubContact, readSmsoContact } from './contact.ts';
import { untilAskedAgain, untilFileSetCloses, untilRetry, weighCertificate } from './ladders.ts';
import { closeAttempt, complete, fail, failAttempt, flushMacr, giveUpOtherMa, groupOf, hasMa106 } from './completions.ts';
import { cutOffOf, heldUntil, lookAgain, readAuthorisation } from './authorisation.ts';
import { mcfAgain, mvfRemedyOf, remedyOf, takeOnAbout } from './remedies.ts';
import {
  announceExpired, announceFiles, announceMcf, announceNoMvf, authorisationEndsAt, dayOpensAt, fileSetClosesAt, joinSet, mcfDueAt, memberIds, openDay, renewSet, sendMcf, sendMef, sendMgf, settle, startNewSet, suppliersOf,
} from './sets.ts';
import { untilUpdate, updateIncident } from './incidents.ts';
import { outages, readInstruction } from './outages.ts';
import { groupsServed, readCof, readScf } from './outcomes.ts';
import { checkRecords, clear, readPrecheck, reportFaulty, requestPrecheck } from './precheck.ts';
import { corrected, serviceRequests } from './serviceRequest.ts';
import { sendSummary } from './summary.ts';
import { doubtClosed, watchForScf, watches } from './verification.ts';
import type { HandoverMethod, RpTables } from './tables.ts';

type Rp = Context<RpTables>;

const readMvf = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { store } = context;
  const read = readFile<Mvf>(envelope, 'MVF', context, groupsServed(context));
  const key = envelope.key;
  if (!read.ok) {
    store.put('refusals', key, read);
    return [{ machine: 'rp.set', key, event: { type: 'MVF_REFUSED', failed: read.failed } }];
  }
  const set = store.need('sets', key);
  store.put('sets', key, { ...set, mvf: read.file });
  return [
    { machine: 'rp.set', key, event: { type: 'MVF_ACCEPTED' } },
    ...read.file.installations.flatMap(({ installationId, failure }): InternalEvent[] => {
      const member = set.members.find((each) => store.need('authorised', each).installationId === installationId && !store.need('authorised', each).completed);
      if (member === undefined) return [];
      const event = failure === undefined ? { type: 'VALIDATED' } : { type: 'MVF_FAILED', failed: failure.failedStepNumber };
      return [{ machine: 'rp.installation', key: member, event }];
    }),
  ];
};

const request = (key: string, method: HandoverMethod, { store, now }: Rp): Rendered => {
  const authorised = store.need('authorised', key);
  const attempt = (authorised.attempts[method] ?? 0) + 1;
  store.put('authorised', key, { ...authorised, askedAt: now, attempts: { ...authorised.attempts, [method]: attempt } });
  const { installationId, submitted } = authorised;
  const told = method !== 'account' ? {} : { submitted: { ...submitted, deviceIds: [...submitted.deviceIds] } };
  return { send: [{ key: installationId, body: encodeNotice<'HANDOVER_REQUEST'>({ installationId, attempt, method, ...told }) }] };
};

const fromMcc = ({ type, from }: Envelope): void => {
  if (from !== address('mcc')) throw new Refusal(`${type} from ${from}`);
};

/** The capacity that the Migration Schedule of a week provides (MEHRS Table A.1, MA510). */
const readCapacity = (envelope: Envelope, { store }: Rp): readonly InternalEvent[] => {
  fromMcc(envelope);
  const { date } = parsePlanningFileName(envelope.key, 'MSC');
  store.put('capacities', date, decodeCapacity(envelope.body));
  return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
};

export const rp: Party<RpTables> = {
  role: 'rp',
  machines: RP_MACHINES,
  classify: {
    MS: (envelope) => {
      fromMcc(envelope);
      decodeSchedule(envelope.body);
      return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
    },
    MS_CAPACITY: readCapacity,
    MA: readAuthorisation,
    MVF: readMvf,
    SCF: readScf,
    COF: readCof,
    HANDOVER_RESPONSE: readHandover,
    PRECHECK_RESPONSE: readPrecheck,
    HUB_CONTACT: readHubContact,
    SMSO_CONTACT: readSmsoContact,
    MCC_INSTRUCTION: readInstruction,
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOnAbout,
    SERVICE_REQUEST_RAISED: serviceRequests.read,
    INCIDENT_CLOSED: (envelope, context) => {
      const about = decodeNotice('INCIDENT_CLOSED', envelope.body);
      const { incidentId, section, migrationSetId, failed } = about;
      const remedied = migrationSetId === undefined ? [] : section === '2.4.5' ? (mvfRemedyOf(migrationSetId, context) ?? []) : failed === NO_COMMON_FILE ? mcfAgain(migrationSetId, context) : [];
      if (context.store.get('raised', incidentId) !== undefined) return [...hearClosed(envelope, context), ...doubtClosed(about), ...remedied];
      return remedied.length > 0 ? remedied : [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
    },
  },
  render: {
    sendMavr: ({ key }, { store, writtenAt }) => {
      const { fileName, rows } = store.need('authorisations', key);
      return { send: [{ key, body: encodeMavr({ maFileName: fileName, generatedAt: writtenAt, records: rows }) }] };
    },
    ...outages.render,
    joinSet: ({ key }, context) => joinSet(key, context),
    sendMcf: ({ key }, context) => sendMcf(key, context),
    announceMcf: ({ key }, context) => announceMcf(key, context),
    announceNoMvf: ({ key }, context) => announceNoMvf(key, context),
    openDay: ({ key }, context) => openDay(key, context),
    checkRecords: ({ key }, context) => checkRecords(key, context),
    requestPrecheck: ({ key }, context) => requestPrecheck(key, context),
    clear: ({ key }, context) => clear(key, context),
    reportFaulty: ({ key }, context) => reportFaulty(key, context),
    requestCertificate: ({ key }, context) => request(key, 'certificate', context),
    weighCertificate: ({ key }, context) => ({ tell: [{ machine: 'rp.installation', key, event: { type: weighCertificate(key, context) } }] }),
    requestHandover: ({ key }, context) => request(key, GROUP_RULES[groupOf(key, context)].handover, context),
    giveUpOtherMa: ({ key }, context) => giveUpOtherMa(key, context),
    lookAgain: ({ key }, context) => lookAgain(key, context),
    sendRejection: ({ key }, { store, writtenAt }) => {
      const { fileName } = store.need('authorisations', key);
      return { send: [{ key, body: encodeMavr({ maFileName: fileName, generatedAt: writtenAt, records: [store.need('rejections', key)] }) }] };
    },
    settleReady: ({ key }, context) => settle(key, true, context),
    settleFailed: ({ key }, context) => settle(key, false, context),
    sendMgf: ({ key }, context) => sendMgf(key, context),
    sendMef: ({ key }, context) => sendMef(key, context),
    announceFiles: ({ key }, context) => ({ tell: [...(announceFiles(key, context).tell ?? []), ...watchForScf(key, context)] }),
    startNewSet: ({ key }, context) => startNewSet(key, context),
    renewSet: ({ key }, context) => renewSet(key, context),
    ...watches.render,
    announceExpired: ({ key }, context) => announceExpired(key, context),
    raiseMvfIncident: ({ key }, context) => {
      const { failed, detail } = context.store.need('refusals', key);
      const set = context.store.need('sets', key);
      return raise('2.4.5', {
        migrationSetId: key, installationIds: memberIds(set, context), failed, detail,
        affectedUsers: suppliersOf(set, context),
      }, context);
    },
    reportSuccess: ({ key }, context) => complete(key, 'Success', '', context),
    reportFailure: ({ key, failed }, context) => fail(key, failed, context),
    reportAttempt: ({ key, failed }, context) => failAttempt(key, failed, context),
    closeAttempt: ({ key }, context) => closeAttempt(key, context),
    flush: (_at, context) => flushMacr(context),
    sendSummary: ({ key }, context) => sendSummary(key, context),
    updateIncident,
    resolveIncident: resolve,
    ...serviceRequests.render,
    remedy: ({ key }, context) => repaired(key, context) ?? corrected(key, context) ?? remedyOf(context.store.need('assigned', key), context),
  },
  delays: {
    untilMcf: ({ key }, context) => {
      const set = context.store.need('sets', key);
      return set.resubmission ? 0 : mcfDueAt(set, context) - context.now;
    },
    untilDay: ({ key }, { store, now }) => {
      const set = store.need('sets', key);
      return set.resubmission ? 0 : dayOpensAt(set) - now;
    },
    // MA116 is not for CB: there the authorisation runs out first (ruling A-17).
    mvfTimeout: ({ key }, { store, ruleSet }) => (store.need('sets', key).header.groupId === 'CB' ? (ruleSet.migrationWeekDays + 1) * DAY : ruleSet.mvfTimeoutMinutes * MINUTE),
    untilChecks: ({ key }, context) => mcfDueAt(context.store.need('sets', context.store.need('authorised', key).setId), context) - context.ruleSet.preMcfMinutes * MINUTE - context.now,
    precheckTimeout: (_at, { ruleSet }) => ruleSet.preMcfTimeoutMinutes * MINUTE,
    untilMaExpiry: ({ key }, context) => authorisationEndsAt(context.store.need('authorised', key), context) - context.now,
    // The week is over and the file set window too, and a day in which the S1SP could have said so.
    untilNothingComes: ({ key }, context) => {
      const authorised = context.store.need('authorised', key);
      return Math.max(authorisationEndsAt(authorised, context), fileSetClosesAt(context.store.need('sets', authorised.setId), context)) + DAY - context.now;
    },
    untilNextWeek: ({ key }, context) => heldUntil(key, context) - context.now,
    untilOtherMa: ({ key }, context) => {
      const authorised = context.store.need('authorised', key);
      const at = hasMa106(groupOf(key, context)) ? cutOffOf(authorised.migrationWeek, context.ruleSet.maCutOff) : authorisationEndsAt(authorised, context);
      return at - context.now;
    },
    certificateRetry: ({ key }, context) => untilRetry(key, certificateLadder(groupOf(key, context), context.ruleSet).everyMinutes, context),
    certificateTimeout: ({ key }, context) => Math.min(certificateLadder(groupOf(key, context), context.ruleSet).timeoutMinutes * MINUTE, untilFileSetCloses(key, context)),
    smsoRetry: ({ key }, context) => untilAskedAgain(key, context),
    handoverRetry: ({ key }, context) => untilRetry(key, handoverLadder(groupOf(key, context), context.ruleSet).everyMinutes, context),
    handoverTimeout: ({ key }, context) => Math.min(handoverLadder(groupOf(key, context), context.ruleSet).timeoutMinutes * MINUTE, untilFileSetCloses(key, context)),
    due: (_at, { now, ruleSet }) => untilNext(now, ruleSet.macrAt),
    ...outages.delays,
    ...watches.delays,
    ...deskDelays,
    untilUpdate,
  },
};
