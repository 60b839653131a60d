/**
 * What becomes of an Installation with a Dormant Meter whose migration has failed (MEHRS 4.1, 4.2): the Migration Control Centre
 * weighs reason, attempts and what the SMSO may do. Suitable ones go into a subsequent Migration Week, by DCC's own
 * authorisation or by that of the Active Supplier it liaises with; the others are left.
 */
import { COHORT_OF, address, type Address } from '../../protocol/domain.ts';
import { decodeMacr } from '../../protocol/files/csv.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';
import { LIAISON_DAYS, SMSO_ACTIONS } from '../../protocol/mehrs/parameters/rescheduling.ts';
import { scheduleNoticeAt } from '../../protocol/planning/calendar.ts';
import type { DormantInstallation } from '../../protocol/planning/dormant.ts';
import { DAY, MINUTE, addDays, londonTime, type LocalDate } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import type { Context, InternalEvent, Party, Rendered } from '../runtime/party.ts';
import type { MccScheduleTables } from './schedule.ts';
import { isBeingCorrected, type ServiceRequestTables } from './serviceRequests.ts';

export interface MccDormantTables extends MccScheduleTables, ServiceRequestTables {
  /** Migration Weeks of the Operating Capability. */
  weeks: LocalDate;
  /** Installations of an Active and a Dormant Meter, by id. */
  mixed: DormantInstallation;
  /** Id of an Installation with a Dormant Meter, by MPxN. */
  dormantMpxns: string;
  /** Reason of each attempt that failed, by Installation. */
  failures: readonly string[];
  /** A failure that a Service Request is about (MEHRS 2.5.9), by Installation: the last word unless that is done before the Migration Week ends, ms. */
  corrected: { readonly reasonCode: string; readonly weekEndsAt: number };
}
type Mcc = Context<MccDormantTables>;

const of = (id: string, { store }: Mcc): DormantInstallation => store.get('dormant', id) ?? store.need('mixed', id);

/** Who operates a meter of it smart: the party to liaise with (MEHRS 4.2). */
const activeSupplier = ({ electricity, gas }: DormantInstallation): string | undefined => [electricity, gas].find((supply) => supply?.active === true)?.supplier;

/** The failures and successes of Installations with a Dormant Meter, each once however many records speak of it. */
export const readCompletions = ({ body }: Pick<Envelope, 'body'>, context: Mcc): readonly InternalEvent[] => {
  const { store } = context;
  const seen = new Set<string>();
  return decodeMacr(body).records.flatMap(({ mpan, mprn, completionStatus, reasonCode }): InternalEvent[] => {
    const id = store.get('dormantMpxns', mpan) ?? store.get('dormantMpxns', mprn);
    if (id === undefined || seen.has(id)) return [];
    seen.add(id);
    if (completionStatus !== 'Failure') return [{ machine: 'mcc.dormant', key: id, event: { type: 'MIGRATED' } }];
    if (!isBeingCorrected(id, context)) return [failed(id, reasonCode, context)];
    store.put('corrected', id, { reasonCode, weekEndsAt: endOfWeek(context) });
    return [];
  });
};

const failed = (id: string, reasonCode: string, { store }: Mcc): InternalEvent => {
  store.put('failures', id, [...(store.get('failures', id) ?? []), reasonCode]);
  return { machine: 'mcc.dormant', key: id, event: { type: 'FAILED' } };
};

/** Of the Migration Week that is under way, ms. */
const endOfWeek = ({ store, now }: Mcc): number => {
  const begun = [...store.entries('weeks')].map(([, week]) => week).filter((week) => londonTime(week, '00:00') <= now).sort().at(-1);
  return begun === undefined ? now : londonTime(addDays(begun, 7), '00:00');
};

/** A Service Request is done: what can be in no new Common File any more has failed for good (MEHRS 2.5.9, 4.1, 4.2). */
export const readCorrected = (installationIds: readonly string[], context: Mcc): readonly InternalEvent[] => installationIds.flatMap((id): InternalEvent[] => {
  const { store, now } = context;
  const held = store.get('corrected', id);
  if (held === undefined) return [];
  store.delete('corrected', id);
  return now < held.weekEndsAt ? [] : [failed(id, held.reasonCode, context)];
});

/** Suitable: the SMSO can do something about the reason, and has not done it in vain before. */
const weigh = (id: string, { store }: Mcc): Rendered => {
  const failures = store.need('failures', id);
  const reason = failures.at(-1) ?? '';
  const suitable = Object.hasOwn(SMSO_ACTIONS, reason) && !failures.slice(0, -1).includes(reason);
  return { tell: [{ machine: 'mcc.dormant', key: id, event: { type: suitable ? 'SUITABLE' : 'UNSUITABLE' } }] };
};

const whatFailed = (id: string, { store }: Mcc): { readonly installationId: string; readonly reasonCode: string; readonly attempts: number } => {
  const failures = store.need('failures', id);
  return { installationId: id, reasonCode: failures.at(-1) ?? '', attempts: failures.length };
};

const askSmso = (id: string, context: Mcc): Rendered => {
  const failed = whatFailed(id, context);
  return { send: [{ key: id, body: encodeNotice<'DORMANT_TRIAGE'>({ ...failed, action: SMSO_ACTIONS[failed.reasonCode] ?? '' }), cohort: COHORT_OF[of(id, context).groupId] }] };
};

/** DCC's own authorisations need their notice; an Active Supplier needs time before authorisations close. Undefined when no week is left. */
const subsequentWeek = (byDcc: boolean, { store, now, ruleSet }: Mcc): LocalDate | undefined => [...store.entries('weeks')].map(([, week]) => week).sort()
  .find((week) => (byDcc ? scheduleNoticeAt(week, ruleSet) > now : londonTime(addDays(week, -ruleSet.scheduleReplyDaysBefore), ruleSet.maCutOff) >= now + LIAISON_DAYS * DAY));

const tell = (id: string, decision: 'rescheduled' | 'notRescheduled', migrationWeek: LocalDate | undefined, context: Mcc): Rendered => {
  const installation = of(id, context);
  const active = activeSupplier(installation);
  const supplier: readonly Address[] = active === undefined ? [] : [address('supplier', active)];
  const mpxns = [installation.mpan, ...(installation.mprn === undefined ? [] : [installation.mprn])];
  return { send: [{
    key: id, body: encodeNotice<'DORMANT_DECISION'>({ ...whatFailed(id, context), mpxns, decision, ...defined({ migrationWeek }) }),
    cohort: COHORT_OF[installation.groupId], named: { supplier },
  }] };
};

const reschedule = (id: string, context: Mcc): Rendered => {
  const byDcc = activeSupplier(of(id, context)) === undefined;
  const week = subsequentWeek(byDcc, context);
  if (byDcc && week !== undefined) context.store.put('scheduledFor', id, week);
  return tell(id, 'rescheduled', week, context);
};

export const dormant = {
  render: {
    weigh: ({ key }, context) => weigh(key, context),
    askSmso: ({ key }, context) => askSmso(key, context),
    reschedule: ({ key }, context) => reschedule(key, context),
    giveUp: ({ key }, context) => tell(key, 'notRescheduled', undefined, context),
  },
  delays: { triage: ({ key }, context) => context.resolutionMinutes(context.store.get('dormant', key) === undefined ? '4.2' : '4.1') * MINUTE },
} satisfies Pick<Party<MccDormantTables>, 'render' | 'delays'>;
