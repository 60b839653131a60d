/** How the Migration Control Centre plans with Active Suppliers: forecasts and demands in, commitments and aggregates out (Guide 4.4, 4.5.2, 4.5.3). */
import { address, tokenOf, type Cohort, type SecParty } from '../../protocol/domain.ts';
import { decodeDemand, decodeForecast, encodeAggregate, encodeDemand, type DailyQuantity } from '../../protocol/files/demand.ts';
import { buildPlanningFileName, parsePlanningFileName, type PlanningFile, type PlanningFileName } from '../../protocol/files/planningFileName.ts';
import { encodeCapacity } from '../../protocol/files/schedule.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { commitmentDueAt, commitmentReportAt, demandCutOffAt, forecastCutOffAt, forecastReportAt } from '../../protocol/planning/calendar.ts';
import { aggregate, byDay, effectiveDemand } from '../../protocol/planning/demand.ts';
import { commit } from '../../protocol/planning/scaling.ts';
import type { LocalDate } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Outgoing, type Party, type Rendered } from '../runtime/party.ts';
import { dormantPerDay, type MccScheduleTables } from './schedule.ts';

export interface MccPlanningTables extends MccScheduleTables {
  /** Migration Weeks of the Operating Capability, by `yyyyMMdd`. */
  weeks: LocalDate;
  /** SMSOs that migrate, by themselves. */
  smsos: Cohort;
  /** By SEC Party Signifier. */
  secParties: SecParty;
  /** By file name: the latest version in time. `date` is the first of the month. */
  forecasts: PlanningFileName & { readonly quantities: readonly DailyQuantity[] };
  /** By file name: the latest version in time. `date` is the Monday. */
  demands: PlanningFileName & { readonly quantities: readonly DailyQuantity[] };
  /** By file name. */
  commitments: PlanningFileName & { readonly quantities: readonly DailyQuantity[] };
}
type Mcc = Context<MccPlanningTables>;

const compact = (date: LocalDate): string => date.replaceAll('-', '');
/** Undoes `compact`. */
const dateOf = (key: string): LocalDate => `${key.slice(0, 4)}-${key.slice(4, 6)}-${key.slice(6)}`;

/** @throws Refusal for a file that names another sender, or an SMSO that does not migrate. */
const nameOf = (envelope: Envelope, type: PlanningFile, { store, directory }: Mcc): PlanningFileName => {
  const name = parsePlanningFileName(envelope.key, type);
  if (name.signifier !== tokenOf(envelope.from) || name.entityId !== directory.entityOf(envelope.from)) throw new Refusal(`${envelope.key} from ${envelope.from}`);
  if (store.get('smsos', name.smso) === undefined) throw new Refusal(`${envelope.key}: SMSO ${name.smso} does not migrate`);
  return name;
};

/** @throws Refusal for quantities of somebody who is no distributor. */
const ofDistributors = (quantities: readonly DailyQuantity[], { store }: Mcc): readonly DailyQuantity[] => {
  const stranger = quantities.find(({ distributor }) => store.get('secParties', distributor)?.role !== 'networkOperator');
  if (stranger !== undefined) throw new Refusal(`${stranger.distributor} is no Electricity Distributor`);
  return quantities;
};

const readForecast = (envelope: Envelope, context: Mcc): readonly InternalEvent[] => {
  const { store, now, ruleSet } = context;
  const name = nameOf(envelope, 'MIF', context);
  const quantities = ofDistributors(decodeForecast(envelope.body), context);
  const inTime = now < forecastCutOffAt(name.date, ruleSet);
  if (inTime) store.put('forecasts', envelope.key, { ...name, quantities });
  return [{ machine: 'mcc.forecast', key: compact(name.date), event: { type: inTime ? 'FORECAST_RECEIVED' : 'FORECAST_LATE' } }];
};

const readDemand = (envelope: Envelope, context: Mcc): readonly InternalEvent[] => {
  const { store, now, ruleSet } = context;
  const name = nameOf(envelope, 'DR', context);
  const quantities = ofDistributors(decodeDemand(envelope.body, name.date), context);
  const inTime = now <= demandCutOffAt(name.date, ruleSet);
  if (inTime) store.put('demands', envelope.key, { ...name, quantities });
  return [{ machine: 'mcc.planning', key: compact(name.date), event: { type: inTime ? 'DEMAND_RECEIVED' : 'DEMAND_LATE' } }];
};

/** What each Active Supplier of an SMSO is committed against for the week. */
const demandsFor = (smso: Cohort, migrationWeek: LocalDate, { store }: Mcc) => {
  const submitted = [...store.entries('demands')].map(([, demand]) => demand).filter((demand) => demand.smso === smso);
  // In an order of their own: that of arrival is the bus's.
  const suppliers = [...new Map(submitted.map(({ signifier, entityId }) => [signifier, entityId]))].sort(([a], [b]) => (a < b ? -1 : 1));
  return suppliers.flatMap(([supplier, entityId]) => {
    const quantities = effectiveDemand(migrationWeek, (week) => submitted.find(({ signifier, date }) => signifier === supplier && date === week)?.quantities);
    return quantities === undefined ? [] : [{ supplier, entityId, quantities }];
  });
};

/** What comes after it was due binds nobody: the demand counts as committed to in full (Guide 4.5.3; ruling A-01). */
const sendCommitments = (migrationWeek: LocalDate, context: Mcc): Rendered => {
  const { store, ruleSet, now } = context;
  const inTime = now <= commitmentDueAt(migrationWeek, ruleSet);
  const send = [...store.entries('smsos')].flatMap(([, smso]): Outgoing[] => {
    const demands = demandsFor(smso, migrationWeek, context);
    const commitments = inTime ? commit(demands, ruleSet.dailyCapacity, dormantPerDay(smso, migrationWeek, context), { dmin: ruleSet.dmin }) : demands;
    return commitments.map(({ supplier, quantities }, index) => {
      const name: PlanningFileName = { type: 'DC', signifier: supplier, entityId: demands[index]!.entityId, smso, date: migrationWeek };
      const key = buildPlanningFileName(name);
      store.put('commitments', key, { ...name, quantities });
      return { key, body: encodeDemand(quantities, migrationWeek), named: { supplier: [address('supplier', supplier)] } };
    });
  });
  return { send };
};

const committed = (migrationWeek: LocalDate, { store }: Mcc) => [...store.entries('commitments')].map(([, each]) => each).filter(({ date }) => date === migrationWeek);

/** Signifiers of the suppliers that wait for a commitment for a week. */
export const demanding = (key: string, context: Mcc): readonly string[] =>
  [...context.store.entries('smsos')].flatMap(([, smso]) => demandsFor(smso, dateOf(key), context).map(({ supplier }) => supplier));

/** The capacity in the Migration Schedule that the Requesting Party holds authorisations against (MA510). */
const sendCapacity = (migrationWeek: LocalDate, context: Mcc): Rendered => {
  const { store, directory, address: self } = context;
  return {
    send: [...store.entries('smsos')].flatMap(([, smso]): Outgoing[] => {
      const capacity = committed(migrationWeek, context).filter((each) => each.smso === smso)
        .map(({ signifier, quantities }) => ({ supplier: signifier, installations: [...byDay(quantities).values()].reduce((sum, each) => sum + each, 0) }));
      const key = buildPlanningFileName({ type: 'MSC', signifier: 'DCC', entityId: directory.entityOf(self), smso, date: migrationWeek });
      return capacity.length === 0 ? [] : [{ key, body: encodeCapacity(capacity), cohort: smso }];
    }),
  };
};

/** A report for all SEC Parties; none when there is nothing to say (ruling R2-16). */
const publish = (key: string, quantities: readonly DailyQuantity[], { store }: Mcc): Rendered => {
  if (quantities.length === 0) return {};
  const parties = [...store.entries('secParties')].map(([, party]) => party);
  const ofRole = (role: SecParty['role']) => parties.filter((party) => party.role === role).map(({ signifier }) => address(role, signifier));
  return { send: [{ key, body: encodeAggregate(quantities), named: { supplier: ofRole('supplier'), networkOperator: ofRole('networkOperator') } }] };
};

export const bootPlanning = ({ store }: Mcc): readonly InternalEvent[] =>
  [...store.entries('weeks')].map(([key]) => ({ machine: 'mcc.planning', key, event: { type: 'PLAN' } }));

export const planning = {
  classify: { MIF: readForecast, DMD: readDemand },
  render: {
    sendCommitments: ({ key }, context) => sendCommitments(dateOf(key), context),
    sendCapacity: ({ key }, context) => sendCapacity(dateOf(key), context),
    publishCommitments: ({ key }, context) => publish(`AC_${key}`, aggregate(committed(dateOf(key), context).map(({ quantities }) => quantities)), context),
    publishForecasts: ({ key }, context) => {
      const ofMonth = [...context.store.entries('forecasts')].map(([, each]) => each).filter(({ date }) => compact(date) === key);
      return publish(`AF_${key}`, aggregate(ofMonth.map(({ quantities }) => quantities)), context);
    },
  },
  delays: {
    untilForecastReport: ({ key }, { now, ruleSet }) => forecastReportAt(dateOf(key), ruleSet) - now,
    untilCommitment: ({ key }, { now, ruleSet }) => commitmentDueAt(dateOf(key), ruleSet) - now,
    untilCommitmentReport: ({ key }, { now, ruleSet }) => commitmentReportAt(dateOf(key), ruleSet) - now,
  },
} satisfies Pick<Party<MccPlanningTables>, 'classify' | 'render' | 'delays'>;
