/** How the Migration Control Centre plans Dormant Installations: notices of upgrades and Migration Schedules out, credentials back, DCC's own Migration Authorisation (Guide 3.3.2, 3.3.3, 4.5.5). */
import { COHORT_OF, address, tokenOf, type Cohort } from '../../protocol/domain.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import { buildPlanningFileName, parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { decodeSchedule, encodeSchedule, type ScheduleRow } from '../../protocol/files/schedule.ts';
import { encodeUpgradeNotice } from '../../protocol/files/upgradeNotice.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { scheduleNoticeAt, scheduleReplyCutOffAt, upgradeEarliestOn, upgradeNoticeAt } from '../../protocol/planning/calendar.ts';
import { dormantRecord, schedule, scheduleRows, suppliersOf, upgradeRows, type DormantInstallation, type Scheduled } from '../../protocol/planning/dormant.ts';
import type { LocalDate } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Outgoing, type Party, type Rendered } from '../runtime/party.ts';

export interface MccScheduleTables {
  /** Installations without an Active Meter that DCC is to migrate, by id. */
  dormant: DormantInstallation;
  /** Migration Weeks in which an SMSO's Dormant Installations migrate, by `<SMSO>-<yyyyMMdd>`. */
  schedules: { readonly smso: Cohort; readonly migrationWeek: LocalDate };
  /** Monday of the Migration Week in which an Installation of `dormant` migrates, by its id. */
  scheduledFor: LocalDate;
  /** Rows a Dormant Supplier returned in time, by `<supplier> <MPxN>`. */
  returned: ScheduleRow;
}
type Mcc = Context<MccScheduleTables>;

const scheduledFor = (smso: Cohort, migrationWeek: LocalDate, { store, ruleSet }: Mcc): readonly Scheduled[] => {
  const planned = [...store.entries('schedules')].some(([, each]) => each.smso === smso && each.migrationWeek === migrationWeek);
  const installations = [...store.entries('dormant')].map(([, each]) => each).filter(({ id, groupId }) => COHORT_OF[groupId] === smso && store.get('scheduledFor', id) === migrationWeek);
  return planned ? schedule(installations, migrationWeek, ruleSet.dailyCapacity) : [];
};

/** Dormant Installations come before Active ones when capacity is shared out (Guide 4.5.3). */
export const dormantPerDay = (smso: Cohort, migrationWeek: LocalDate, context: Mcc): Readonly<Record<LocalDate, number>> => {
  const days: Record<LocalDate, number> = {};
  for (const { migrationDay } of scheduledFor(smso, migrationWeek, context)) days[migrationDay] = (days[migrationDay] ?? 0) + 1;
  return days;
};

/** One file for each Dormant Supplier of the week. */
const toSuppliers = (key: string, type: 'UN' | 'MS', context: Mcc, bodyFor: (scheduled: readonly Scheduled[], supplier: string, migrationWeek: LocalDate) => Uint8Array): Rendered => {
  const { store, directory } = context;
  const { smso, migrationWeek } = store.need('schedules', key);
  const scheduled = scheduledFor(smso, migrationWeek, context);
  return {
    send: suppliersOf(scheduled).map((supplier): Outgoing => {
      const at = address('supplier', supplier);
      const name = buildPlanningFileName({ type, signifier: supplier, entityId: directory.entityOf(at), smso, date: migrationWeek });
      return { key: name, body: bodyFor(scheduled, supplier, migrationWeek), cohort: smso, named: { supplier: [at] } };
    }),
  };
};

/** Signifiers of the suppliers whose Dormant meters are scheduled. */
export const scheduled = (key: string, context: Mcc): readonly string[] => {
  const { smso, migrationWeek } = context.store.need('schedules', key);
  return suppliersOf(scheduledFor(smso, migrationWeek, context));
};

const sendSchedules = (key: string, context: Mcc): Rendered =>
  toSuppliers(key, 'MS', context, (scheduled, supplier, migrationWeek) => encodeSchedule(scheduleRows(scheduled, supplier, migrationWeek)));

/** To SEC Parties, DCC Users or not (Guide 3.3.3). */
const sendUpgradeNotices = (key: string, context: Mcc): Rendered =>
  toSuppliers(key, 'UN', context, (scheduled, supplier, migrationWeek) => encodeUpgradeNotice(upgradeRows(scheduled, supplier, upgradeEarliestOn(migrationWeek, context.ruleSet))));

/** @throws Refusal for a schedule of somebody else, or a row DCC did not send. */
const readReturned = (envelope: Envelope, context: Mcc): readonly InternalEvent[] => {
  const { store, now, ruleSet, directory } = context;
  const { signifier, entityId, smso, date } = parsePlanningFileName(envelope.key, 'MS');
  if (signifier !== tokenOf(envelope.from) || entityId !== directory.entityOf(envelope.from)) throw new Refusal(`${envelope.key} from ${envelope.from}`);
  const sent = now < scheduleNoticeAt(date, ruleSet) ? [] : scheduleRows(scheduledFor(smso, date, context), signifier, date);
  const rows = decodeSchedule(envelope.body);
  const stranger = rows.find(({ mpan, mprn }) => !sent.some((row) => row.mpan === mpan && row.mprn === mprn));
  if (stranger !== undefined) throw new Refusal(`${envelope.key}: ${stranger.mpan}${stranger.mprn} is not in the schedule`);
  const inTime = now <= scheduleReplyCutOffAt(date, ruleSet);
  if (inTime) for (const row of rows) for (const mpxn of [row.mpan, row.mprn]) if (mpxn !== '') store.put('returned', `${signifier} ${mpxn}`, row);
  return [{ machine: 'mcc.schedule', key: `${smso}-${date.replaceAll('-', '')}`, event: { type: inTime ? 'SCHEDULE_RETURNED' : 'SCHEDULE_RETURNED_LATE' } }];
};

/** DCC's own authorisation: no supplier has signed it, so MEHRS 2.3.1 has nothing to check. */
const sendDormantMa = (key: string, context: Mcc): Rendered => {
  const { store, directory, address: self, now } = context;
  const { smso, migrationWeek } = store.need('schedules', key);
  const records = scheduledFor(smso, migrationWeek, context).map((each) => {
    const { mpan, electricity, gas } = each.installation;
    return dormantRecord(each, migrationWeek, (mpxn) => store.get('returned', `${(mpxn === mpan ? electricity : gas)?.supplier} ${mpxn}`));
  });
  if (records.length === 0) return {};
  const fileName = buildMaFileName({ smso, sender: directory.entityOf(self), submittedAt: now });
  return { send: [{ key: `MA-DCC-${key}`, body: encodeMaPackage({ fileName, csv: encodeMa(records), signature: '' }), cohort: smso }] };
};

export const bootSchedules = ({ store }: Mcc): readonly InternalEvent[] =>
  [...store.entries('schedules')].map(([key]) => ({ machine: 'mcc.schedule', key, event: { type: 'PLAN' } }));

export const scheduling = {
  classify: { MS_REPLY: readReturned },
  render: {
    sendUpgradeNotices: ({ key }, context) => sendUpgradeNotices(key, context),
    sendSchedules: ({ key }, context) => sendSchedules(key, context),
    sendDormantMa: ({ key }, context) => sendDormantMa(key, context),
  },
  delays: {
    untilUpgradeNotice: ({ key }, { store, now, ruleSet }) => upgradeNoticeAt(store.need('schedules', key).migrationWeek, ruleSet) - now,
    untilNotice: ({ key }, { store, now, ruleSet }) => scheduleNoticeAt(store.need('schedules', key).migrationWeek, ruleSet) - now,
    untilReplyCutOff: ({ key }, { store, now, ruleSet }) => scheduleReplyCutOffAt(store.need('schedules', key).migrationWeek, ruleSet) - now,
    atOnce: () => 0,
  },
} satisfies Pick<Party<MccScheduleTables>, 'classify' | 'render' | 'delays'>;
