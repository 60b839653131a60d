/** The SMSO: has the SIM moved when its Requesting Party asks, and tries to reach the hub again when it is given back. */
import type { Submitted } from '../../protocol/checks/sinceAuthorisation.ts';
import { decodeNotice, encodeNotice, type WanCommand } from '../../protocol/messages/notices.ts';
import { device } from '../../protocol/domain.ts';
import { checkAccountSwitch } from '../../protocol/checks/accountSwitch.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { MINUTE } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import { SMSO_MACHINES } from '../../machines/smso.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import { bringUp, loseOutside, missed, repair } from '../shared/outside.ts';
import type { MachineEvent } from '../../machines/kit.ts';
import { WITHOUT_SIM, beginPrecheck, readCheck, respondPrecheck, sendCheck, takeStep } from './precheck.ts';
import type { SmsoTables } from './tables.ts';

const about = (key: string, event: MachineEvent): readonly InternalEvent[] => [{ machine: 'smso.installation', key, event }];

const respond = (key: string, result: 'done' | 'failed', { store }: Context<SmsoTables>): Rendered => ({
  send: [{
    key,
    body: encodeNotice<'HANDOVER_RESPONSE'>({
      installationId: key, method: store.need('methods', key), result, reason: result === 'done' ? 'WAN configured for the DCC' : 'the CSP could not change the SIM',
    }),
  }],
});

/** What is answered is what is done: a request that comes again meanwhile is for something else, perhaps (decision D-288). */
const begin = (key: string, method: SmsoTables['methods'], { store }: Context<SmsoTables>): void => store.put('methods', key, method);

const contact = (key: string, restored: boolean): Rendered => ({
  send: [{ key, body: encodeNotice<'SMSO_CONTACT'>({ installationId: key, contact: restored ? 'restored' : 'lost' }) }],
});

/** A command to the hub over the SMSO's own line; `owner` is whose certificate the hub is to take. */
const command = (key: string, kind: 'contact' | 'replaceCertificate' | 'configureHub', owner: string, { store, address }: Context<SmsoTables>): Rendered => {
  const hub = required(device(store.need('accounts', key), 'CHF'), `Communications Hub of account ${key}`);
  const sent: WanCommand = {
    installationId: key, deviceId: hub.deviceId, commandId: `${address}-${store.next('command')}`, kind, payload: Buffer.from(owner).toString('base64'),
  };
  return { send: [{ key, body: encodeNotice<'WAN_COMMAND'>(sent) }] };
};

const OWN = 'handover';
const CSP = 'csp';

const note = (installationId: string, system: string, store: Context<SmsoTables>['store']): void => {
  const before = store.get('undone', system) ?? [];
  if (!before.includes(installationId)) store.put('undone', system, [...before, installationId]);
};

/** What the SMSO's own system, when it is down, does not do; nobody is answered. */
const leftUndone = (installationId: string, context: Context<SmsoTables>): readonly InternalEvent[] | undefined => {
  const undone = missed(OWN, context);
  if (undone !== undefined) note(installationId, OWN, context.store);
  return undone;
};

const tellMcc = (system: string) => ({ key }: { key: string }, { store, writtenAt, cohort }: Context<SmsoTables>): Rendered => {
  const installationIds = store.get('undone', key) ?? [];
  store.delete('undone', key);
  return { send: [{ key: `${cohort}-${key}-${store.next('outage')}`, body: encodeNotice<'OUTAGE_NOTICE'>({ system, at: writtenAt, installationIds: [...installationIds] }) }] };
};

export const smso: Party<SmsoTables> = {
  role: 'smso',
  machines: SMSO_MACHINES,
  classify: {
    // What its people then do shows in its records.
    DORMANT_TRIAGE: ({ key, body }) => {
      decodeNotice('DORMANT_TRIAGE', body);
      return [{ machine: 'smso.library', key, event: { type: 'FILED' } }];
    },
    DORMANT_DECISION: ({ key, body }) => {
      decodeNotice('DORMANT_DECISION', body);
      return [{ machine: 'smso.library', key, event: { type: 'FILED' } }];
    },
    OUTAGE: loseOutside,
    HANDOVER_REQUEST: (envelope, context) => {
      const { store } = context;
      const { installationId, method, submitted } = decodeNotice('HANDOVER_REQUEST', envelope.body);
      const account = store.get('accounts', installationId);
      if (account === undefined) throw new Refusal(`no account ${installationId}`);
      const undone = leftUndone(installationId, context);
      if (undone !== undefined) return undone;
      if (store.get('withoutSim', installationId) !== undefined) {
        store.put('unfit', installationId, { detail: WITHOUT_SIM, method });
        return about(installationId, { type: 'ACCOUNT_UNFIT', failed: '' });
      }
      const unfit = submitted === undefined ? undefined : checkAccountSwitch({ account, submitted: submitted as Submitted });
      if (unfit !== undefined) {
        store.put('unfit', installationId, { reasonCode: unfit.id, detail: unfit.detail, method });
        return about(installationId, { type: 'ACCOUNT_UNFIT', failed: unfit.id });
      }
      const withHub = GROUP_RULES[account.groupId].hubConfigurationFailed !== null && store.get('configured', installationId) === undefined;
      return about(installationId, { type: method === 'certificate' ? 'CERTIFICATE_REQUESTED' : withHub ? 'HANDOVER_WITH_HUB' : 'HANDOVER_REQUESTED' });
    },
    PRECHECK_REQUEST: (envelope, context) => {
      const { installationId, day } = decodeNotice('PRECHECK_REQUEST', envelope.body);
      if (context.store.get('accounts', installationId) === undefined) throw new Refusal(`no account ${installationId}`);
      if (day <= (context.store.get('prechecks', installationId)?.day ?? '')) throw new Refusal(`${installationId} has been tried for ${day}`);
      return leftUndone(installationId, context) ?? beginPrecheck(installationId, day, context);
    },
    HUB_CONTACT: (envelope, { store }) => {
      const noticed = decodeNotice('HUB_CONTACT', envelope.body);
      store.put('contacts', noticed.installationId, noticed);
      return [{ machine: 'smso.watch', key: noticed.installationId, event: { type: 'CONTACT_CHANGED' } }];
    },
    SIM_RESPONSE: (envelope) => {
      const { installationId, result } = decodeNotice('SIM_RESPONSE', envelope.body);
      return about(installationId, { type: result === 'done' ? 'SIM_MOVED' : 'SIM_NOT_MOVED' });
    },
    ROLLBACK_NOTICE: (envelope, { store }) => {
      const { installationId, wanRestored } = decodeNotice('ROLLBACK_NOTICE', envelope.body);
      if (!wanRestored) store.put('withoutSim', installationId, true);
      return about(installationId, { type: wanRestored ? 'ROLLBACK_NOTICED' : 'ROLLBACK_WITHOUT_WAN' });
    },
    WAN_RESULT: (envelope, context) => {
      const answer = decodeNotice('WAN_RESULT', envelope.body);
      if (answer.kind === 'configureHub' && answer.result === 'answered') context.store.put('configured', answer.installationId, true);
      return readCheck(answer, context) ?? about(answer.installationId, { type: answer.result === 'answered' ? 'HUB_ANSWERED' : 'HUB_UNREACHABLE' });
    },
  },
  render: {
    requestSim: ({ key }, context) => {
      const { store } = context;
      const { imsi, groupId } = store.need('accounts', key);
      begin(key, GROUP_RULES[groupId].handover, context);
      return { send: [{ key, body: encodeNotice<'SIM_REQUEST'>({ installationId: key, imsi, master: 'dcc', apn: GROUP_RULES[groupId].apn }) }] };
    },
    takeStep: ({ key }, context) => takeStep(key, context),
    sendCheck: ({ key }, context) => sendCheck(key, context),
    respondPassed: ({ key }, context) => respondPrecheck(key, '', context),
    refusePrecheck: ({ key, failed }, context) => respondPrecheck(key, failed, context),
    passContact: ({ key }, { store }) => ({ send: [{ key, body: encodeNotice<'HUB_CONTACT'>(store.need('contacts', key)) }] }),
    respondUnfit: ({ key }, { store }) => {
      const { reasonCode, detail, method } = store.need('unfit', key);
      return { send: [{ key, body: encodeNotice<'HANDOVER_RESPONSE'>({ installationId: key, method, result: 'failed', reason: detail, ...defined({ reasonCode }) }) }] };
    },
    respondDone: ({ key }, context) => respond(key, 'done', context),
    respondFailed: ({ key }, context) => respond(key, 'failed', context),
    replaceCertificate: ({ key }, context) => {
      begin(key, 'certificate', context);
      return command(key, 'replaceCertificate', 'dcc', context);
    },
    configureHub: ({ key }, context) => {
      begin(key, GROUP_RULES[context.store.need('accounts', key).groupId].handover, context);
      return command(key, 'configureHub', '', context);
    },
    respondHubFailed: ({ key }, { store }) => ({
      send: [{ key, body: encodeNotice<'HANDOVER_RESPONSE'>({ installationId: key, method: store.need('methods', key), result: 'failed', reason: 'the hub could not be configured', stage: 'hub' }) }],
    }),
    missCsp: ({ key }, { store }) => {
      note(key, CSP, store);
      return { tell: [{ machine: 'smso.csp', key: CSP, event: { type: 'UNANSWERED' } }] };
    },
    heardCsp: () => ({ tell: [{ machine: 'smso.csp', key: CSP, event: { type: 'ANSWERED' } }] }),
    tellOwnOutage: tellMcc("the SMSO's hand-over system"),
    tellCspOutage: tellMcc("the CSP's SIM provisioning"),
    bringUp,
    contactHub: ({ key }, context) => command(key, 'contact', '', context),
    reportRestored: ({ key }) => contact(key, true),
    reportLost: ({ key }) => contact(key, false),
  },
  delays: {
    simAnswer: (_at, { ruleSet }) => ruleSet.simAnswerMinutes * MINUTE,
    repair,
    contactRetry: (_at, { ruleSet }) => ruleSet.smsoContactRetryMinutes * MINUTE,
    contactTimeout: (_at, { ruleSet }) => ruleSet.smsoContactTimeoutMinutes * MINUTE,
  },
};
