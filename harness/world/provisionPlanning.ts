/** What the parties hold of the planning weeks on the first day: the suppliers' plans and wishes, the MCC's Operating Capability. */
import { COHORT_OF, type Cohort, type Installation } from '../../protocol/domain.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { forecastMonths } from '../../protocol/planning/calendar.ts';
import type { DormantInstallation } from '../../protocol/planning/dormant.ts';
import { DAY, HOUR, addDays, londonDate, londonTime, type LocalDate } from '../../protocol/time.ts';
import type { Store } from '../../actors/runtime/store.ts';
import type { Plan } from '../../actors/supplier/planning.ts';
import { DCC, authorisersOf, maRecordFor } from '../estate/index.ts';
import { cohortsOf } from './directory.ts';
import type { GivenAuthorisation, Provisions } from './provisions.ts';

type Tables = Store<Record<string, unknown>>;

const WORKING_DAYS = 5;

/** The records a supplier would write for its Active Installations of a cohort. */
export const ownRecords = (signifier: string, cohort: Cohort, { estate, migrationWeek, identities }: Pick<Provisions, 'estate' | 'migrationWeek' | 'identities'>): readonly MaRecord[] =>
  estate.installations.filter((each) => COHORT_OF[each.groupId] === cohort && authorisersOf(each).includes(signifier)).map((each, index) => maRecordFor(each, {
    // Spread over the working days of the week, as demanded: the commitment is per day (Guide 4.5.3).
    migrationWeek, migrateOn: addDays(migrationWeek, index % WORKING_DAYS), authoriser: signifier, certificates: identities.credentials, priority: each.priority ?? false,
    toBeCommissionedByDCC: each.commissionedBySupplier !== true,
  }));

/** When suppliers do things (emulator profile), before the cut-offs of Guide Table 5 steps 1, 2 and 4: the 20th, a Monday, a Tuesday. */
const FORECAST = { dayOfMonth: 20, wallClock: '09:00' };
const DEMAND = { daysBefore: 28, wallClock: '09:00' };
const SUBMISSION = { daysBefore: 6, wallClock: '09:00' };
/** How long a supplier takes over a Migration Schedule (emulator profile). */
const SCHEDULE_REPLY_MS = 2 * DAY;

const compact = (date: LocalDate): string => date.replaceAll('-', '');

const isDormant = (installation: Installation): boolean => authorisersOf(installation).includes(DCC);

/** The day and distributor a record makes the supplier demand; one that names no day of the week, or no meter of its own, counts on its Monday. */
const wantedBy = ({ mpan, mprn, migrateOn }: MaRecord, own: readonly Installation[], migrationWeek: LocalDate) => ({
  migrationDay: migrateOn >= migrationWeek && migrateOn < addDays(migrationWeek, 7) ? migrateOn : migrationWeek,
  distributor: (own.find((each) => each.mpan === mpan || (mprn !== '' && each.mprn === mprn)) ?? own[0])?.electricity.networkOperator ?? '',
});

/** The file a supplier means to submit for a week: its own, or those given for it, of which each further one goes out by itself. */
const putPlans = (store: Tables, signifier: string, cohort: Cohort, migrationWeek: LocalDate, own: readonly Installation[], provisions: Provisions): void => {
  const at = ({ daysBefore, wallClock }: typeof SUBMISSION): number => londonTime(addDays(migrationWeek, -daysBefore), wallClock);
  const isFirst = migrationWeek === provisions.migrationWeek;
  const given = provisions.authorisations.filter((each) => each.supplier === signifier && each.cohort === cohort && (each.migrationWeek ?? provisions.migrationWeek) === migrationWeek);
  const ownFile = ownRecords(signifier, cohort, { ...provisions, migrationWeek });
  const files = given.length > 0 ? given : [{ records: ownFile }];
  files.forEach((file: { readonly records: readonly MaRecord[] } & Partial<GivenAuthorisation>, index) => {
    const { records, submitAt = at(SUBMISSION) + index * HOUR, demanded, elsewhere } = file;
    const key = `MA-${signifier}-${cohort}-${compact(migrationWeek)}${index === 0 ? '' : `-${index + 1}`}`;
    store.put('plans', key, {
      cohort, migrationWeek, demandAt: at(DEMAND), submitAt, records,
      wanted: (demanded === undefined ? records : ownFile.slice(0, demanded)).map((record) => wantedBy(record, own, migrationWeek)),
      window: index > 0 ? 'open' : demanded !== undefined ? 'disregarded' : 'heeded',
      // What had been meant for the first week is demanded for each later one too: nobody knows yet what will have to be authorised again.
      reserve: !isFirst && given.length === 0,
      ...(elsewhere === undefined ? {} : { elsewhere }),
    } satisfies Plan);
  });
};

/** Forecasts, demands and Migration Authorisations a supplier means to send. */
export const providePlans = (store: Tables, signifier: string, provisions: Provisions): void => {
  const { estate, migrationWeeks, startAt } = provisions;
  const own = estate.installations.filter((each) => authorisersOf(each).includes(signifier));
  const cohorts = new Set<Cohort>(own.map(({ groupId }) => COHORT_OF[groupId]));
  for (const cohort of cohorts) {
    for (const migrationWeek of migrationWeeks) putPlans(store, signifier, cohort, migrationWeek, own, provisions);
    for (const month of forecastMonths(londonDate(startAt), migrationWeeks.at(-1) ?? provisions.migrationWeek, FORECAST.dayOfMonth)) {
      store.put('forecasts', `${cohort}-${compact(month)}`, { cohort, month, submitAt: londonTime(addDays(month, FORECAST.dayOfMonth - 1), FORECAST.wallClock) });
    }
  }
};

/** What a supplier wants on its Dormant meters when DCC asks (Guide 3.3.3). */
export const provideWishes = (store: Tables, signifier: string, { estate, migrationWeek, identities }: Provisions): void => {
  store.put('habits', 'own', { scheduleReplyMs: SCHEDULE_REPLY_MS });
  for (const each of estate.installations) {
    const { electricity, gas, mpan, mprn } = each;
    const withElectricity = electricity.supplier === signifier && !electricity.active;
    const withGas = gas?.supplier === signifier && !gas.active && mprn !== undefined;
    if (!withElectricity && !withGas) continue;
    const record = maRecordFor(each, { migrationWeek, authoriser: DCC, certificates: identities.credentials, priority: each.priority ?? false });
    const { priority, esmeSupplierCritical, esmeSupplierNonCritical, esmeNetworkOperatorCritical, esmeNetworkOperatorNonCritical } = record;
    const { gasSupplierCritical, gasSupplierNonCritical, gasNetworkOperatorCritical, gasNetworkOperatorNonCritical } = record;
    if (withElectricity) store.put('credentials', mpan, { priority, esmeSupplierCritical, esmeSupplierNonCritical, esmeNetworkOperatorCritical, esmeNetworkOperatorNonCritical });
    if (withGas) store.put('credentials', mprn, { priority, gasSupplierCritical, gasSupplierNonCritical, gasNetworkOperatorCritical, gasNetworkOperatorNonCritical });
  }
};

/** The Operating Capability as the MCC knows it, and the Installations it has to plan for itself. */
export const provideCapability = (store: Tables, { estate, migrationWeek, migrationWeeks }: Provisions): void => {
  for (const week of migrationWeeks) store.put('weeks', compact(week), week);
  for (const party of estate.parties) store.put('secParties', party.signifier, party);
  for (const smso of cohortsOf(estate)) store.put('smsos', smso, smso);
  for (const each of estate.installations) {
    const { id, groupId, mpan, mprn, electricity, gas, devices } = each;
    if (electricity.active && gas?.active !== false) continue;
    const known: DormantInstallation = { id, groupId, mpan, electricity, devices, ...(mprn === undefined ? {} : { mprn }), ...(gas === undefined ? {} : { gas }) };
    for (const mpxn of [mpan, mprn]) if (mpxn !== undefined) store.put('dormantMpxns', mpxn, id);
    if (!isDormant(each)) {
      store.put('mixed', id, known);
      continue;
    }
    const smso = COHORT_OF[groupId];
    for (const week of migrationWeeks) store.put('schedules', `${smso}-${compact(week)}`, { smso, migrationWeek: week });
    store.put('scheduledFor', id, migrationWeek);
    store.put('dormant', id, known);
  }
};
