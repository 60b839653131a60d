/** How a supplier plans: forecasts, demands, what a commitment lets it authorise, Migration Schedules it fills in (Guide 4.4, 4.5, 3.3.3). */
import { address, tokenOf, type Cohort } from '../../protocol/domain.ts';
import { decodeDemand, encodeDemand, encodeForecast, type DailyQuantity } from '../../protocol/files/demand.ts';
import { buildPlanningFileName, parsePlanningFileName, type PlanningFile } from '../../protocol/files/planningFileName.ts';
import { decodeSchedule, encodeSchedule, type ScheduledCertificates, type ScheduleRow } from '../../protocol/files/schedule.ts';
import { decodeUpgradeNotice } from '../../protocol/files/upgradeNotice.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { commitmentDueAt, demandCutOffAt } from '../../protocol/planning/calendar.ts';
import { aggregate, quantitiesOfWeek, within, without, type Wanted } from '../../protocol/planning/demand.ts';
import type { LocalDate } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Party } from '../runtime/party.ts';

/** One Migration Week of one SMSO, and the Migration Authorisation the supplier means to submit for it. */
export interface Plan {
  readonly cohort: Cohort;
  readonly migrationWeek: LocalDate;
  /** Virtual ms at which the Daily Migration Demand and the Migration Authorisation are sent. */
  readonly demandAt: number;
  readonly submitAt: number;
  /** Day and distributor of each record, in the order of the records. */
  readonly wanted: readonly Wanted[];
  /** What it demands besides, for Installations that the emulated estate has not; they come before those of the records. */
  readonly elsewhere?: readonly DailyQuantity[];
  readonly records: readonly MaRecord[];
  /** `heeded`: the commitment decides how many records may be authorised; `disregarded`: they go whatever it says; `open`: a further file, which no demand or commitment is about. */
  readonly window: 'heeded' | 'disregarded' | 'open';
  /** Only what has to be authorised again is submitted. */
  readonly reserve: boolean;
}

export interface SupplierPlanningTables {
  /** MPxNs behind which the SMSO takes a device for faulty: not authorised again (ruling A-43). */
  faulty: true;
  /** By an id of the supplier's own. */
  plans: Plan;
  /** Forecasts to submit. `month` is its first day, `submitAt` virtual ms. */
  forecasts: { readonly cohort: Cohort; readonly month: LocalDate; readonly submitAt: number };
  /** When the demand of a plan was sent, virtual ms. */
  demanded: number;
  /** What the MCC committed to, by plan. */
  commitments: readonly DailyQuantity[];
  /** Positions of the records that may be authorised, by plan; every one where the demand is met in full. */
  allowances: 'all' | readonly number[];
  /** By MPxN of an Active meter of the supplier's own. */
  meters: { readonly besideDormant: boolean };
  /** MPxNs whose migration Report 6 has told to be a success. */
  migrated: true;
  /** MPxNs that are to be authorised again, with the key of the plan that does it once one has. */
  again: { readonly plan: string; /** Monday of the earliest week. */ readonly from?: LocalDate };
  /** By MPxN of a Dormant meter: what the supplier wants on it. */
  credentials: Partial<ScheduledCertificates> & Pick<ScheduleRow, 'priority'>;
  /** Received Migration Schedules, with when they are to be returned, virtual ms. */
  schedules: { readonly rows: readonly ScheduleRow[]; readonly returnAt: number };
  /** How long the supplier takes over a Migration Schedule, ms. */
  habits: { readonly scheduleReplyMs: number };
}
type Supplier = Context<SupplierPlanningTables>;

export const bootPlanning = ({ store }: Supplier): readonly InternalEvent[] => [
  ...[...store.entries('forecasts')].map(([key]) => ({ machine: 'supplier.forecast', key, event: { type: 'PLAN' } })),
  ...[...store.entries('plans')].map(([key, { window }]) => ({ machine: window === 'open' ? 'supplier.authorisation' : 'supplier.planning', key, event: { type: 'PLAN' } })),
];

/** The plan's records that the commitment leaves room for; of a reserve those that are to be authorised again and are in no earlier file. */
export const authorisable = (key: string, { store }: Supplier): readonly MaRecord[] => {
  const { records, reserve, window, migrationWeek } = store.need('plans', key);
  const allowance = window === 'heeded' ? store.get('allowances', key) ?? [] : 'all';
  const allowed = allowance === 'all' ? records : allowance.flatMap((index) => records[index] ?? []);
  if (!reserve) return allowed;
  const due = allowed.filter(({ mpan, mprn }) => [mpan, mprn].some((mpxn) => {
    const wish = store.get('migrated', mpxn) === undefined ? store.get('again', mpxn) : undefined;
    return wish !== undefined && ['', key].includes(wish.plan) && (wish.from ?? '') <= migrationWeek;
  }));
  for (const { mpan, mprn } of due) for (const mpxn of [mpan, mprn]) if (mpxn !== '') store.put('again', mpxn, { plan: key });
  return due;
};

/** @throws Refusal for a file that names another supplier, or that somebody but the MCC sends. */
const nameOf = (envelope: Envelope, type: PlanningFile, { address: self, directory }: Supplier) => {
  const name = parsePlanningFileName(envelope.key, type);
  if (envelope.from !== address('mcc')) throw new Refusal(`${type} from ${envelope.from}`);
  if (name.signifier !== tokenOf(self) || name.entityId !== directory.entityOf(self)) throw new Refusal(`${envelope.key} is not ours`);
  return name;
};

const readCommitment = (envelope: Envelope, context: Supplier): readonly InternalEvent[] => {
  const { smso, date } = nameOf(envelope, 'DC', context);
  const plan = [...context.store.entries('plans')].find(([, each]) => each.cohort === smso && each.migrationWeek === date && each.window !== 'open');
  if (plan === undefined) throw new Refusal(`${envelope.key}: nothing is planned for that week`);
  context.store.put('commitments', plan[0], decodeDemand(envelope.body, date));
  return [{ machine: 'supplier.planning', key: plan[0], event: { type: 'COMMITTED' } }];
};

const readSchedule = (envelope: Envelope, context: Supplier): readonly InternalEvent[] => {
  nameOf(envelope, 'MS', context);
  const { store, now } = context;
  store.put('schedules', envelope.key, { rows: decodeSchedule(envelope.body), returnAt: now + store.need('habits', 'own').scheduleReplyMs });
  return [{ machine: 'supplier.schedule', key: envelope.key, event: { type: 'SCHEDULED' } }];
};

const readUpgradeNotice = (envelope: Envelope, context: Supplier): readonly InternalEvent[] => {
  nameOf(envelope, 'UN', context);
  decodeUpgradeNotice(envelope.body);
  return [{ machine: 'supplier.library', key: envelope.key, event: { type: 'FILED' } }];
};

const fileName = (type: 'MIF' | 'DR', smso: Cohort, date: LocalDate, { address: self, directory }: Supplier): string =>
  buildPlanningFileName({ type, signifier: tokenOf(self) ?? '', entityId: directory.entityOf(self), smso, date });

const demandOf = ({ migrationWeek, wanted, elsewhere = [] }: Plan): readonly DailyQuantity[] => aggregate([quantitiesOfWeek(migrationWeek, wanted), elsewhere]);

/** Met in full, where the demand went in time and DCC sent no commitment by the deadline; a late demand without one has no capacity. */
const allowanceOf = (key: string, context: Supplier): 'all' | readonly number[] => {
  const { store, ruleSet } = context;
  const plan = store.need('plans', key);
  const commitment = store.get('commitments', key);
  if (commitment === undefined) return (store.get('demanded', key) ?? Infinity) <= demandCutOffAt(plan.migrationWeek, ruleSet) ? 'all' : [];
  const indexed = plan.wanted.map((each, index) => ({ ...each, index }));
  const allowed = within(indexed, without(commitment, plan.elsewhere ?? [])).map(({ index }) => index);
  return allowed.length === indexed.length ? 'all' : allowed;
};

/** The wishes go into the supplier's own rows; a meter it has none for is left as DCC sent it. */
const filledIn = (row: ScheduleRow, { store }: Supplier): ScheduleRow => {
  const wishes = [row.mpan, row.mprn].flatMap((mpxn) => store.get('credentials', mpxn) ?? []);
  return { ...row, ...Object.assign({}, ...wishes), priority: wishes.some(({ priority }) => priority === 'True') ? 'True' : wishes[0]?.priority ?? row.priority };
};

export const planning = {
  classify: { MDC: readCommitment, MS: readSchedule, UPGRADE_NOTICE: readUpgradeNotice },
  render: {
    sendForecast: ({ key }, context) => {
      const { cohort, month } = context.store.need('forecasts', key);
      const plans = [...context.store.entries('plans')].map(([, plan]) => plan).filter((plan) => plan.cohort === cohort && plan.window !== 'open');
      return { send: [{ key: fileName('MIF', cohort, month, context), body: encodeForecast(aggregate(plans.map(demandOf))) }] };
    },
    sendDemand: ({ key }, context) => {
      const plan = context.store.need('plans', key);
      context.store.put('demanded', key, context.now);
      return { send: [{ key: fileName('DR', plan.cohort, plan.migrationWeek, context), body: encodeDemand(demandOf(plan), plan.migrationWeek) }] };
    },
    openWindow: ({ key }, context) => {
      const allowance = allowanceOf(key, context);
      context.store.put('allowances', key, allowance);
      return allowance !== 'all' && allowance.length === 0 ? {} : { tell: [{ machine: 'supplier.authorisation', key, event: { type: 'PLAN' } }] };
    },
    returnSchedule: ({ key }, context) =>
      ({ send: [{ key, body: encodeSchedule(context.store.need('schedules', key).rows.map((row) => filledIn(row, context))) }] }),
  },
  delays: {
    untilForecast: ({ key }, { store, now }) => store.need('forecasts', key).submitAt - now,
    untilDemand: ({ key }, { store, now }) => store.need('plans', key).demandAt - now,
    untilCommitmentDue: ({ key }, { store, now, ruleSet }) => commitmentDueAt(store.need('plans', key).migrationWeek, ruleSet) - now,
    untilReply: ({ key }, { store, now }) => store.need('schedules', key).returnAt - now,
    atOnce: () => 0,
  },
} satisfies Pick<Party<SupplierPlanningTables>, 'classify' | 'render' | 'delays'>;
