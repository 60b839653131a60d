/** What the Requesting Party says of an authorisation in its next Completion Response (MEHRS 2.4.1, Table A.1). */
import { COHORT_OF, type GroupId } from '../../protocol/domain.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import { encodeMacr } from '../../protocol/files/csv.ts';
import type { MacrRecord } from '../../protocol/files/types.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { REASON } from '../../protocol/mehrs/parameters/steps.ts';
import type { Context, InternalEvent, Rendered } from '../runtime/party.ts';
import { expiredReason, strike } from './precheck.ts';
import { count, partiesTo } from './summary.ts';
import type { RpTables } from './tables.ts';

type Rp = Context<RpTables>;
type Status = MacrRecord['completionStatus'];

const MACR = 'daily';

/** The MPxN of a Dormant meter beside an Active one is in nobody's record; its supplier is to hear of the outcome all the same (MEHRS 4.2). */
const dormantMpxns = ({ mpan, mprn = '', electricity, gas }: SmsoAccount): { readonly mpan: string; readonly mprn: string } =>
  ({ mpan: electricity.active ? '' : mpan, mprn: gas === undefined || gas.active ? '' : mprn });

/** One record per authorisation; what it is to say of an earlier attempt, and has not said yet, is superseded (ruling A-26). */
const say = (key: string, completionStatus: Status, reasonCode: string, context: Rp): Rendered => {
  const { store } = context;
  const authorised = store.need('authorised', key);
  const dormant = dormantMpxns(store.need('accounts', authorised.installationId));
  for (const { maFileName, record } of authorised.authorisations) {
    const [mpan, mprn] = [record.mpan || dormant.mpan, record.mprn || dormant.mprn];
    const others = (store.get('completions', maFileName) ?? []).filter((each) => each.mpan !== mpan || each.mprn !== mprn);
    store.put('completions', maFileName, [...others, { mpan, mprn, completionStatus, reasonCode }]);
  }
  const struck = strike(authorised.installationId, reasonCode, context);
  const counted = count(partiesTo(authorised), [completionStatus === 'Success' ? 'completedSuccess' : 'completedFailure'], context);
  return { tell: [{ machine: 'rp.macr', key: MACR, event: { type: 'ITEM' } }, ...counted, ...struck] };
};

/** Nothing more comes of it. */
const close = (key: string, { store }: Rp): Rendered => {
  store.put('authorised', key, { ...store.need('authorised', key), completed: true });
  return {};
};

/** What was reported as failed stands no longer, which the summaries of the day tell (MEHRS 2.2.1, 2.5.9). */
export const closeAttempt = (key: string, context: Rp): Rendered => {
  close(key, context);
  return { tell: count(partiesTo(context.store.need('authorised', key)), [], context) };
};

/** Migrated, it is no Installation of the SMSO any more: another authorisation of it finds no meter there (MA001, MA002, MA102; decision D-272). */
const closeAccount = (key: string, { store, writtenAt }: Rp): void => {
  const { installationId } = store.need('authorised', key);
  store.put('accounts', installationId, { ...store.need('accounts', installationId), closedAt: writtenAt });
};

export const complete = (key: string, completionStatus: Status, reasonCode: string, context: Rp): Rendered => {
  close(key, context);
  if (completionStatus === 'Success') closeAccount(key, context);
  return say(key, completionStatus, reasonCode, context);
};

export const groupOf = (key: string, { store }: Rp): GroupId => store.need('accounts', store.need('authorised', key).installationId).groupId;

/** Table A.1 code of what the machine noted; some depend on the Group ID, and a code may travel as it is. */
const reasonOf = (noted: string, key: string, context: Rp): string => {
  const { handoverFailed, hubConfigurationFailed, lostContact, cofFailed } = GROUP_RULES[groupOf(key, context)];
  if (noted === 'authorisationExpired') return expiredReason(key, REASON.authorisationExpired, context);
  if (noted === 'handoverFailed') return (context.store.need('authorised', key).failedAtHub === true ? hubConfigurationFailed : null) ?? handoverFailed;
  if (noted === 'lostContact') return lostContact;
  if (noted === 'cofFailure') return cofFailed;
  return noted in REASON ? REASON[noted as keyof typeof REASON] : noted;
};

export const fail = (key: string, noted: string, context: Rp): Rendered => complete(key, 'Failure', reasonOf(noted, key, context), context);

/** This attempt has failed, and another may follow under the same authorisation (MEHRS 2.5.9). */
export const failAttempt = (key: string, noted: string, context: Rp): Rendered => say(key, 'Failure', reasonOf(noted, key, context), context);

/** Table A.1 has MA106 for these groups only; the others let the authorisation run out (ruling A-12). */
export const hasMa106 = (groupId: GroupId): boolean => COHORT_OF[groupId] === 'IE' || groupId === 'DA';

export const giveUpOtherMa = (key: string, context: Rp): Rendered => {
  const { store } = context;
  if (!hasMa106(groupOf(key, context))) return complete(key, 'Failure', REASON.authorisationExpired, context);
  close(key, context);
  return {
    tell: store.need('authorised', key).authorisations.flatMap(({ maKey, record: { mpan, mprn }, parties }): InternalEvent[] => {
      store.put('rejections', maKey, { mpan, mprn, result: 'Rejected', reasonCode: REASON.otherMaMissing });
      return [{ machine: 'rp.authorisation', key: maKey, event: { type: 'RECORD_REJECTED' } }, ...count(parties, ['recordsRejected'], context)];
    }),
  };
};

export const flushMacr = ({ store, writtenAt }: Rp): Rendered => ({
  send: [...store.entries('completions')].filter(([, records]) => records.length > 0).map(([maFileName, records]) => {
    store.put('completions', maFileName, []);
    return { key: maFileName, body: encodeMacr({ maFileName, generatedAt: writtenAt, records }) };
  }),
});
