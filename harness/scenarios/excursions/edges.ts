/** What comes a moment before or at the very end of a time that somebody waits (MEHRS 2.1.1, 2.3.2, 2.4.4, 2.5.6, 2.6.4; Guide 4.4, 4.5; rulings ). */
import type { GroupId } from '../../../protocol/domain.ts';
import { HOUR, addDays, londonTime } from '../../../protocol/time.ts';
import { DEFAULT_WEEK } from '../../world/world.ts';
import type { Excursion, Excursions, Striking } from './excursion.ts';
import type { Fault } from '../../faults/plan.ts';
import { DAYS, happens, hours, nth, partyOf, record, type Trigger } from './means.ts';

/** The SMSO has not heard the hub since then. */
const unheard = (on: Trigger, wanSince: number | null): Striking => (installation) => [record(on, partyOf('rp', installation), 'silences', installation.id, { wanSince })];
const silentForLong: Striking = unheard(nth('MCC_INSTRUCTION'), londonTime(DEFAULT_WEEK, '00:00') - 8 * DAYS * HOUR);

/** Group Files too late, and a hub that is silent when the new Common File is made: only CB leaves out the check of 5.12(c). */
const newCommonFile = (groupId: GroupId, row: string): Excursion => ({ groupId, rows: [row], faults: silentForLong });

const waits = (groupId: GroupId, row: string, section: string, minutes: number): Excursion => ({ groupId, rows: [row], resolutionMinutes: { [section]: minutes } });

/** For the second week the supplier demands more than for the first. */
const wantsTwo: Striking = (installation) => {
  const [supplier, migrationWeek] = [partyOf('supplier', installation), addDays(DEFAULT_WEEK, 7)];
  const wanted = { migrationDay: migrationWeek, distributor: installation.electricity.networkOperator };
  return [record(nth('DMD'), supplier, 'plans', `MA-${installation.electricity.supplier}-CB-${migrationWeek.replaceAll('-', '')}`, { wanted: [wanted, wanted] })];
};

/** Authorisations come on a Tuesday at 09:00. */
const AUTHORISED = londonTime('2020-11-03', '09:00');
const silentWhenAuthorised = (days: number): Excursion => ({ groupId: 'CB', rows: ['guide-7.2.1'], faults: (...of) => [
  ...unheard(nth('DMD'), AUTHORISED - days * DAYS * HOUR)(...of), ...unheard(nth('MAVR'), null)(...of),
] });

/** An hour from the Common File on. */
const untilHandOver = (change: 'wrongMode' | 'refusing', more: object = {}): Excursion => ({ groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) => [
  { ...happens(installation, nth('MCF'), change, 'ESME'), ...more } as Fault, happens(installation, nth('MCF'), 'back', 'ESME', hours(1)),
] });

/** Another Installation of the same day and set is migrated all the same: it does not wait for the one that is given up. */
const oneOfTwo = (groupId: GroupId, row: string): Excursion => ({ groupId, rows: [row], installations: 2 });

/** Not heard for long when its new Common File is made, for CB: the check of 5.12(c) is not made again (MEHRS 2.5.7 CB; ruling A-26). */
const unheardAnew = (rows: readonly string[], on: Trigger, resolutionMinutes: Readonly<Record<string, number>> = {}): Excursion => ({ groupId: 'CB', rows, resolutionMinutes, faults: unheard(on, londonTime(DEFAULT_WEEK, '00:00') - 8 * DAYS * HOUR) });

export const EDGE_EXCURSIONS: Excursions = {
  'hub-unheard-when-its-hand-over-is-done-anew': unheardAnew(['3.2-middle', '2.4.5-s1sp-X5.9-01-truncated-in-time'], nth('HANDOVER_RESPONSE', 1, { contains: '"done"' }), { '2.4.5': hours(7) }),
  'hub-unheard-when-its-group-file-comes-too-late': unheardAnew(['2.5.7-X5.9-02-too-late'], nth('MGF')),
  'hub-unheard-when-its-validation-is-done-anew': unheardAnew(['2.4.5-s1sp-X5.9-01-truncated-late'], nth('MGF')),
  // The S1SP has not said yet that the file set came too late.
  'migration-goes-on-as-the-file-set-closes': waits('CB', '2.5.1-outage-window-missed', '2.5.1', hours(18)),
  'smso-answers-its-last-attempt': waits('EB', '2.5.3-smso-in-time', '2.5.3', hours(16.5)),
  'meter-in-the-wrong-mode-until-its-hand-over': untilHandOver('wrongMode'),
  'meter-refuses-tests-until-its-hand-over': untilHandOver('refusing', { refuses: 'test' }),
  'one-of-two-is-unfit-on-its-day': oneOfTwo('AA', 'A.1-MA107'),
  'one-of-two-takes-no-certificate': oneOfTwo('EB', '3.4.2-timeout'),
  'one-of-two-takes-no-profile': oneOfTwo('CB', '3.2-timeout'),
  'one-of-two-accounts-is-unfit': oneOfTwo('DA', '2.5.2-a'),
  'week-ends-for-one-of-two-that-takes-no-profile': { ...oneOfTwo('CB', '2.4.1-outage-in-time'), rows: ['2.4.1-outage-in-time', '3.2-timeout'], resolutionMinutes: { '2.4.1': hours(7 * DAYS + 5) } },
  ...Object.fromEntries((['AA', 'BA', 'CA'] as const).map((groupId) => [`silent-hub-in-a-new-common-file-${groupId}`, newCommonFile(groupId, '2.5.6-too-late-new-mcf')])),
  'hub-unheard-for-less-than-a-week': silentWhenAuthorised(6.5),
  'hub-unheard-for-more-than-a-week': silentWhenAuthorised(7.5),
  // Missed on the 20th at 09:00; another supplier's is in.
  'forecast-on-the-day-after': { ...waits('CB', '2.1.1-forecast-late', '2.1.1', hours(20)), installations: 6, shape: 'dual-active' },
  // Missed on the Monday at 09:00; the cut-off is on the Tuesday at 10:00.
  'demand-half-an-hour-after-the-cut-off': { ...waits('CB', '2.1.1-demand-late', '2.1.1', hours(25.5)), faults: wantsTwo },
  'demand-an-hour-before-the-cut-off': { ...waits('CB', '2.1.1-demand-in-time', '2.1.1', hours(24)), faults: wantsTwo },
  // Missed on the Tuesday at 09:00; the cut-off is on the Thursday at 10:00.
  'authorisation-half-an-hour-after-the-cut-off': waits('DA', '2.1.1-authorisation-late-DA', '2.1.1', hours(49.5)),
  // Validation takes five minutes once its system is back.
  'validation-file-a-minute-before-it-is-given-up': waits('AA', '2.4.4-outage-in-time', '2.4.4', hours(6) - 6),
  'validation-file-as-it-is-given-up': waits('AA', '2.4.4-MA116', '2.4.4', hours(6) - 5),
  // Doubted for a day from Monday at 19:05, made anew an hour after its Incident; ten days from Monday at 00:00 it is given up.
  'commissioning-file-a-minute-before-it-is-given-up': waits('DA', 'A.1-MA532', 'X2.7.2', hours(8 * DAYS + 3) + 54),
  'commissioning-file-as-it-is-given-up': waits('DA', 'A.1-MA532', 'X2.7.2', hours(8 * DAYS + 3) + 55),
  'dco-asked-a-minute-before-it-discards': waits('CB', '2.6.1-s1sp-after-ma-expiry', '2.6.1', hours(8 * DAYS) - 1),
  'dco-asked-as-it-discards': waits('CB', '2.6.1-s1sp-dco-timer', '2.6.1', hours(8 * DAYS)),
};
