/**
 * The planning weeks as expectations: Guide Table 5 steps 1 to 3, and what Dormant Suppliers are told (3.3.2, 3.3.3).
 * "Tuesday four weeks before" is day -27 of the Monday that opens the Migration Week.
 */
import type { MustNotSend, MustSend, Timing } from './expectation.ts';
import type { Situation } from './row.ts';
import { SOME, must, never } from './stages.ts';

const by = (dayOffset: number, wallClock: string): readonly Timing[] => [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset, wallClock, relation: 'notAfter' }];
/** 15 working days before a Monday is the Monday three weeks earlier; "at least" allows the whole of that day. */
const FIFTEEN_WORKING_DAYS = by(-20, '00:00');

/** What Active Suppliers forecast, demand and are committed to (Guide 4.4, 4.5.2, 4.5.3). */
const ofActive: readonly MustSend[] = [
  must('forecast', 'Guide Table 5 step 1', 'supplier', 'MIF', ['mcc'], { count: SOME }),
  must('forecasts-published', 'Guide Table 5 step 1', 'mcc', 'AGGREGATE_FORECAST', ['everySupplier', 'everyNetworkOperator'], { count: SOME }),
  must('demand', 'Guide Table 5 step 2', 'supplier', 'DMD', ['mcc'], { count: SOME, timing: by(-27, '10:00') }),
  must('commitment', 'Guide Table 5 step 3', 'mcc', 'MDC', ['supplier.active', 'bimi'], { count: SOME, timing: by(-20, '10:00') }),
  must('commitments-published', 'Guide Table 5 step 3', 'mcc', 'AGGREGATE_COMMITMENT', ['everySupplier', 'everyNetworkOperator'], { timing: by(-20, '17:00') }),
];

/** The notice of migration and the reply that the supplier's certificates come with, by the Thursday before (Guide 3.3.3). */
const noticed = (timing: readonly Timing[]): readonly MustSend[] => [
  must('schedule', 'Guide 3.3.3, Table 7', 'mcc', 'MS', ['supplier.dormant', 'rp', 'bimi'], { timing }),
  must('schedule-returned', 'Guide 3.3.3', 'supplier', 'MS_REPLY', ['mcc'], { after: { of: 'schedule' }, timing: by(-4, '10:00') }),
];

const ofDormant: readonly MustSend[] = [must('upgrade-noticed', 'Guide 3.3.2', 'mcc', 'UPGRADE_NOTICE', ['supplier.dormant'], { timing: FIFTEEN_WORKING_DAYS }), ...noticed(FIFTEEN_WORKING_DAYS)];

/** Beside an Active meter there may be no 15 working days: it is the Active Supplier that authorises (Guide 3.3.3, note 13). */
const besideActive: readonly MustSend[] = noticed([{ kind: 'after', from: { of: 'ma' }, atLeast: 0, atMost: 24 * 60 }]);

export const planningWeeks = ({ supply }: Situation): readonly MustSend[] => {
  const [active, dormant] = [supply.includes('Active'), supply.includes('Dormant')];
  return [...(active ? ofActive : []), ...(dormant ? (active ? besideActive : ofDormant) : [])];
};

/** Nobody is told of a schedule for meters that a supplier operates, and no DCC demand is made for Dormant ones. */
export const noOtherPlanning = ({ supply }: Situation): readonly MustNotSend[] => [
  ...(supply.includes('Dormant') ? [] : [never('no Migration Schedule', 'Guide 3.3.3', 'mcc', 'MS')]),
  ...(supply.includes('Active') ? [] : [never('no demand', 'Guide 4.5.2', 'supplier', 'DMD')]),
];
