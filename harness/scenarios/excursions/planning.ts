/** Planning weeks in which a supplier and the Migration Control Centre are late or out of reach of the library at once (MEHRS 2.1; Guide 3.3.3, 4.4, 4.5). */
import type { Installation } from '../../../protocol/domain.ts';
import { DEFAULT_WEEK } from '../../world/world.ts';
import { file } from '../causes/authorisation/means.ts';
import type { Excursion, Excursions } from './excursion.ts';
import { DAYS, hours, lost, nth } from './means.ts';

/** On the Installation's day its supplier demands a hundred more, and another one more than the SMSO can do. */
const overSubscribed: Excursion['world'] = (installation, estate, seed) => {
  const { supplier, networkOperator: distributor } = installation.electricity;
  const other = estate.installations.find(({ electricity }) => electricity.supplier !== supplier);
  const demanded = (of: Installation | undefined, installations: number) => (of === undefined ? [] : [file(of, estate, seed, (records) => records, { elsewhere: [{ migrationDay: DEFAULT_WEEK, distributor, installations }] })]);
  return { authorisations: [...demanded(installation, 100), ...demanded(other, 50_000)] };
};

/** From the Monday of the demand to the Tuesday of the commitment, 10:00; the clocks go back on the Sunday between. */
const COMMITMENT = hours(8 * DAYS + 2);

export const PLANNING_EXCURSIONS: Excursions = {
  // The library goes down when everything of the calendar is in it, and is missed with the authorisation.
  'dormant-schedule-without-its-library': {
    groupId: 'CB', rows: ['guide-7.2.1-active-dormant'], resolutionMinutes: { '2.1.2': 300 },
    faults: () => [lost('mcc', 'sharePoint', nth('MDC'), hours(13 * DAYS))],
  },
  'forecast-of-one-of-two-suppliers-late': { groupId: 'CB', rows: ['2.1.1-forecast-late'], installations: 6, shape: 'dual-active' },
  'forecast-after-the-months-report': { groupId: 'CB', rows: ['2.1.1-forecast-late'], installations: 6, shape: 'dual-active', resolutionMinutes: { '2.1.1': hours(14 * DAYS) } },
  'demand-between-commitment-and-report': { groupId: 'CB', rows: ['2.1.1-demand-late'], resolutionMinutes: { '2.1.1': COMMITMENT + hours(3) } },
  'demand-after-the-report': { groupId: 'CB', rows: ['2.1.1-demand-late'], resolutionMinutes: { '2.1.1': COMMITMENT + hours(12) } },
  'demand-while-commitments-wait': {
    groupId: 'CB', rows: ['2.1.1-demand-late'], resolutionMinutes: { '2.1.1': COMMITMENT + hours(3), '2.1.2': hours(10) },
    faults: () => [lost('mcc', 'sharePoint', nth('MDC'), hours(5 * DAYS))],
  },
  'demand-while-late-commitments-have-come': {
    groupId: 'CB', rows: ['2.1.1-demand-late'], resolutionMinutes: { '2.1.1': COMMITMENT + hours(10), '2.1.2': hours(3) },
    faults: () => [lost('mcc', 'sharePoint', nth('MDC'), hours(5 * DAYS))],
  },
  'week-over-subscribed': { groupId: 'CB', rows: ['guide-7.2.1'], installations: 4, shape: 'dual-active', world: overSubscribed },
  'week-over-subscribed-and-commitments-late': {
    groupId: 'CB', rows: ['2.1.2-commitment'], installations: 4, shape: 'dual-active', resolutionMinutes: { '2.1.2': hours(30) }, world: overSubscribed,
  },
  // The week is closed to authorisations by then: suppliers have authorised what they demanded (Guide 4.5.3).
  'week-over-subscribed-and-commitments-after-authorisations': {
    groupId: 'CB', rows: ['2.1.2-commitment'], installations: 4, shape: 'dual-active', resolutionMinutes: { '2.1.2': hours(17 * DAYS) }, world: overSubscribed,
  },
  // Replies are due on the Thursday at 10:00. The library is back at that very moment.
  'schedule-returned-as-replies-close': { groupId: 'CB', rows: ['2.1.1-reply-late'], resolutionMinutes: { '2.1.1': hours(15 * DAYS + 2) } },
  // Sent so late that the two days which a supplier takes end at that very moment.
  'schedule-returned-at-the-cut-off': { groupId: 'CB', rows: ['2.1.2-schedule'], resolutionMinutes: { '2.1.2': hours(15 * DAYS + 2) } },
};
