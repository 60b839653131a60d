/**
 * The planning weeks of the six-week cycle (Guide Table 5 steps 1-3; 4.4, 4.5.2, 4.5.3) and the Migration Schedule for
 * Dormant Installations (Guide 3.3.3, 4.5.5): the supplier's side and the Migration Control Centre's.
 */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/** One month's Indicative Migration Forecast for one SMSO (Guide 4.4). */
const supplierForecast = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilForecast'),
  actions: effects('trySubmission', 'sendForecast'),
}).createMachine({
  id: 'supplier-forecast',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'drafting' } },
    drafting: { after: { untilForecast: 'submitting' } },
    // MEHRS 2.1.1.
    submitting: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'submitted', actions: 'sendForecast' }, SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'submitting' } },
    submitted: { tags: ['ended'] },
  },
});

/** One Migration Week of one SMSO: demand, commitment or none, then the window for Migration Authorisations opens (Guide 4.5.2-4.5.5). */
const supplierPlanning = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'COMMITTED' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilDemand', 'untilCommitmentDue', 'atOnce'),
  actions: effects('trySubmission', 'sendDemand', 'openWindow'),
}).createMachine({
  id: 'supplier-planning',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'drafting' } },
    drafting: { after: { untilDemand: 'submitting' } },
    // MEHRS 2.1.1: no cut-off waits for SharePoint (ruling A-01); what was held up is submitted all the same.
    submitting: {
      entry: 'trySubmission',
      on: { SYSTEM_UP: { target: 'demanded', actions: 'sendDemand' }, SYSTEM_DOWN: 'heldUp' },
    },
    // Without a new demand the one of the week before is committed against (Guide 4.5.2).
    heldUp: {
      on: { BACKLOG_DUE: 'submitting', COMMITTED: { target: 'committed', actions: 'openWindow' } },
      after: { untilCommitmentDue: 'due' },
    },
    demanded: {
      on: { COMMITTED: { target: 'committed', actions: 'openWindow' } },
      after: { untilCommitmentDue: 'due' },
    },
    // A commitment sent at the deadline itself is in time.
    due: {
      on: { COMMITTED: { target: 'committed', actions: 'openWindow' } },
      after: { atOnce: { target: 'withoutCommitment', actions: 'openWindow' } },
    },
    committed: { tags: ['ended'], on: { BACKLOG_DUE: { actions: 'sendDemand' } } },
    withoutCommitment: {
      tags: ['ended'],
      on: { BACKLOG_DUE: { actions: 'sendDemand' }, COMMITTED: ignore('without a commitment by the deadline the demand counts as met in full (Guide 4.5.3)') },
    },
  },
});

/** One Migration Schedule that a Dormant Supplier received: filled in and returned (Guide 3.3.3). */
const supplierSchedule = setup({
  types: {} as { events: { type: 'SCHEDULED' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilReply'),
  actions: effects('trySubmission', 'returnSchedule'),
}).createMachine({
  id: 'supplier-schedule',
  initial: 'none',
  states: {
    none: { on: { SCHEDULED: 'fillingIn' } },
    fillingIn: { after: { untilReply: 'submitting' } },
    // MEHRS 2.1.1.
    submitting: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'returned', actions: 'returnSchedule' }, SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'submitting' } },
    returned: { tags: ['ended'] },
  },
});

/** One month's forecasts: collected to the 20th, published together by the month's end (Guide 4.4). */
const mccForecast = setup({
  types: {} as { events: { type: 'FORECAST_RECEIVED' } | { type: 'FORECAST_LATE' } },
  delays: named('untilForecastReport'),
  actions: effects('publishForecasts'),
}).createMachine({
  id: 'mcc-forecast',
  initial: 'empty',
  states: {
    empty: { on: { FORECAST_RECEIVED: 'collecting', FORECAST_LATE: ignore('forecasts have to be in by the 20th (Guide 4.4)') } },
    collecting: {
      on: {
        FORECAST_RECEIVED: ignore('kept with the others of the month; a supplier\'s latest counts'),
        FORECAST_LATE: ignore('forecasts have to be in by the 20th (Guide 4.4)'),
      },
      after: { untilForecastReport: { target: 'published', actions: 'publishForecasts' } },
    },
    published: { tags: ['ended'], on: { FORECAST_LATE: ignore('forecasts have to be in by the 20th (Guide 4.4)') } },
  },
});

/** One Migration Week: demands in, commitments out, their aggregate the same evening (Guide 4.5.2, 4.5.3). */
const mccPlanning = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'DEMAND_RECEIVED' } | { type: 'DEMAND_LATE' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilCommitment', 'untilCommitmentReport'),
  actions: effects('trySubmission', 'sendCommitments', 'sendCapacity', 'publishCommitments'),
}).createMachine({
  id: 'mcc-planning',
  initial: 'idle',
  states: {
    idle: {
      on: { PLAN: 'collecting', DEMAND_RECEIVED: 'collecting', DEMAND_LATE: ignore('anything after the cut-off is ignored (Guide 4.5.2)') },
    },
    collecting: {
      on: {
        DEMAND_RECEIVED: ignore('kept with the others of the week; a supplier\'s latest before the cut-off counts (Guide 4.5.2)'),
        DEMAND_LATE: ignore('anything after the cut-off is ignored (Guide 4.5.2)'),
      },
      after: { untilCommitment: 'submitting' },
    },
    // MEHRS 2.1.2.
    submitting: {
      entry: 'trySubmission',
      on: { SYSTEM_UP: { target: 'committed', actions: ['sendCommitments', 'sendCapacity'] }, SYSTEM_DOWN: 'heldUp' },
    },
    heldUp: { on: { BACKLOG_DUE: 'submitting', DEMAND_LATE: ignore('anything after the cut-off is ignored (Guide 4.5.2)') } },
    committed: {
      on: { DEMAND_LATE: ignore('anything after the cut-off is ignored (Guide 4.5.2)') },
      after: { untilCommitmentReport: { target: 'published', actions: 'publishCommitments' } },
    },
    published: { tags: ['ended'], on: { DEMAND_LATE: ignore('anything after the cut-off is ignored (Guide 4.5.2)') } },
  },
});

/** The Dormant Installations of one SMSO and Migration Week: notice of upgrades, notice of migration, replies, DCC's own Migration Authorisation (Guide 3.3.2, 3.3.3, 4.5.5). */
const mccSchedule = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'SCHEDULE_RETURNED' } | { type: 'SCHEDULE_RETURNED_LATE' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilUpgradeNotice', 'untilNotice', 'untilReplyCutOff', 'atOnce'),
  actions: effects('trySubmission', 'sendUpgradeNotices', 'sendSchedules', 'sendDormantMa'),
}).createMachine({
  id: 'mcc-schedule',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'preparing' } },
    // Dormant meters are made eligible before they are migrated (Guide 3.3.2).
    preparing: { after: { untilUpgradeNotice: 'submittingUpgrades' } },
    // MEHRS 2.1.2.
    submittingUpgrades: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'scheduling', actions: 'sendUpgradeNotices' }, SYSTEM_DOWN: 'upgradesHeldUp' } },
    upgradesHeldUp: { on: { BACKLOG_DUE: 'submittingUpgrades' } },
    scheduling: { after: { untilNotice: 'submitting' } },
    submitting: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'awaitingReplies', actions: 'sendSchedules' }, SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'submitting' } },
    awaitingReplies: {
      on: { SCHEDULE_RETURNED: ignore('kept with the others; a supplier\'s latest counts') },
      after: { untilReplyCutOff: 'closing' },
    },
    // A schedule returned at the cut-off itself is in time.
    closing: {
      on: { SCHEDULE_RETURNED: ignore('kept with the others; a supplier\'s latest counts') },
      after: { atOnce: { target: 'authorised', actions: 'sendDormantMa' } },
    },
    authorised: {
      tags: ['ended'],
      on: {
        SCHEDULE_RETURNED: ignore('it crossed the Migration Authorisation'),
        SCHEDULE_RETURNED_LATE: ignore('only credentials returned by the Thursday are used (Guide 3.3.3)'),
      },
    },
  },
});

/**
 * What one Migration Authorisation of an Active Supplier lets DCC migrate beside Dormant meters: their suppliers are told at
 * once, as there may be no 15 working days left (Guide 3.3.3 and its note 13).
 */
const mccMixedSchedule = setup({
  types: {} as {
    events: { type: 'MIXED_AUTHORISED' } | { type: 'MIXED_SCHEDULE_RETURNED' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' };
  },
  actions: effects('trySubmission', 'sendMixedSchedules'),
}).createMachine({
  id: 'mcc-mixedSchedule',
  initial: 'idle',
  states: {
    idle: { on: { MIXED_AUTHORISED: 'submitting' } },
    // MEHRS 2.1.2.
    submitting: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'sent', actions: 'sendMixedSchedules' }, SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'submitting' } },
    sent: { tags: ['ended'], on: { MIXED_SCHEDULE_RETURNED: ignore('certificate ids for the Dormant side of an Active/Dormant site are ignored (Guide 3.4.1)') } },
  },
});

export const SUPPLIER_PLANNING_MACHINES: readonly MachineModule[] = [
  { name: 'supplier.forecast', role: 'supplier', machine: supplierForecast, inputs: [undefined], alphabet: [{ type: 'PLAN' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }] },
  { name: 'supplier.planning', role: 'supplier', machine: supplierPlanning, inputs: [undefined], alphabet: [{ type: 'PLAN' }, { type: 'COMMITTED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }] },
  { name: 'supplier.schedule', role: 'supplier', machine: supplierSchedule, inputs: [undefined], alphabet: [{ type: 'SCHEDULED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }] },
];

export const MCC_PLANNING_MACHINES: readonly MachineModule[] = [
  { name: 'mcc.forecast', role: 'mcc', machine: mccForecast, inputs: [undefined], alphabet: [{ type: 'FORECAST_RECEIVED' }, { type: 'FORECAST_LATE' }] },
  {
    name: 'mcc.planning', role: 'mcc', machine: mccPlanning, inputs: [undefined],
    alphabet: [{ type: 'PLAN' }, { type: 'DEMAND_RECEIVED' }, { type: 'DEMAND_LATE' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }],
  },
  {
    name: 'mcc.schedule', role: 'mcc', machine: mccSchedule, inputs: [undefined],
    alphabet: [{ type: 'PLAN' }, { type: 'SCHEDULE_RETURNED' }, { type: 'SCHEDULE_RETURNED_LATE' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }],
  },
  {
    name: 'mcc.mixedSchedule', role: 'mcc', machine: mccMixedSchedule, inputs: [undefined],
    alphabet: [{ type: 'MIXED_AUTHORISED' }, { type: 'MIXED_SCHEDULE_RETURNED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }],
  },
];
