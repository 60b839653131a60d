/** Systems that are lost more than once, or that more work comes for than rows bring (MEHRS 2.1, 2.4.1, 2.4.4, 2.5.3, 2.6.1, 2.7.1, 2.7.4). */
import type { Role } from '../../../protocol/domain.ts';
import { londonTime } from '../../../protocol/time.ts';
import { DEFAULT_WEEK } from '../../world/world.ts';
import { DAY_OF_SUBMISSION, file } from '../causes/authorisation/means.ts';
import type { Excursion, Excursions } from './excursion.ts';
import { DAYS, happens, hours, lost, nth, partyOf, spoilt, type Trigger } from './means.ts';

/** Lost once more while nobody has noticed, as the work comes that misses it, and while its Incident is open. */
const lostAgain = (row: string, role: Role, system: string, wentDown: Trigger, missed: Trigger, missedAfterMinutes = 0): Excursion => ({ groupId: 'CB', rows: [row], faults: (installation) => {
  const party = partyOf(role, installation);
  return [lost(party, system, wentDown), lost(party, system, missed, missedAfterMinutes), lost(party, system, nth('INCIDENT_RAISED', 1, { from: party }), 30)];
} });

const [demand, authorised, validated] = [nth('DMD'), nth('MAVR'), nth('MVF')];

const LOST_AGAIN: Excursions = {
  // The forecast is due on the Tuesday of the week after the demand, an hour before the commitment.
  'forecast-library-lost-again': lostAgain('2.1.1-forecast-in-time', 'supplier', 'sharePoint', demand, demand, hours(8 * DAYS)),
  'commitment-library-lost-again': lostAgain('2.1.2-commitment', 'mcc', 'sharePoint', demand, demand, hours(8 * DAYS + 1)),
  // From Tuesday at 09:00 to Sunday at 18:00.
  'common-file-system-lost-again': lostAgain('2.4.1-outage-in-time', 'rp', 'commonFile', authorised, authorised, hours(5 * DAYS + 9)),
  'validation-system-lost-again': lostAgain('2.4.4-outage-in-time', 'mcfvf', 'validation', authorised, nth('MCF', 1, { to: 'mcfvf' })),
  's1sp-lost-again': lostAgain('2.6.1-s1sp-in-time', 's1sp', 'processing', validated, nth('MEF')),
  'dco-lost-again': lostAgain('2.6.1-dco-in-time', 'dco', 'processing', validated, nth('VIABILITY_REQUEST')),
  'commissioning-party-lost-again': lostAgain('2.7.1-outage', 'cp', 'commissioning', validated, nth('SCF')),
  'dsp-lost-again': lostAgain('2.7.4-outage', 'dsp', 'requests', validated, nth('COMMISSIONING_REQUEST')),
  'report-library-lost-again': lostAgain('2.1.2-reports', 'bimi', 'sharePoint', nth('COF'), nth('COF'), hours(4)),
  // Reports of the six hours, the day and the week are due at once.
  'report-library-lost-before-midnight': { groupId: 'CB', rows: ['guide-7.2.1'], faults: () => [lost('bimi', 'sharePoint', nth('MVF'))] },
  'smso-lost-again': { groupId: 'CB', rows: ['2.5.3-smso-in-time'], faults: (installation) =>
    [validated, nth('HANDOVER_REQUEST')].map((on) => lost(partyOf('smso', installation), 'handover', on)) },
  'csp-lost-again': { groupId: 'CB', rows: ['2.5.3-csp-in-time'], faults: (installation) => [validated, nth('SIM_REQUEST')].map((on) => lost(partyOf('csp', installation), 'provisioning', on)) },
};

/** Put right, and lost once more before the work of the next day. */
const downAgain = (row: string, role: Role, system: string, section: string, installations = 4): Excursion => ({ groupId: 'CB', rows: [row], installations, resolutionMinutes: { [section]: hours(6) }, faults: (installation) => {
  const party = partyOf(role, installation);
  return [lost(party, system, nth('INCIDENT_CLOSED', 1, { to: party }), 30)];
} });
/** The same outside DCC, where what was missed is done in the end. */
const outsideDownAgain = (row: string, role: Role, system: string, done: Trigger): Excursion => ({ groupId: 'CB', rows: [row], installations: 4, faults: (installation) => [lost(partyOf(role, installation), system, done, 60)] });

const DOWN_AGAIN: Excursions = {
  'supplier-library-down-again': downAgain('2.1.1-forecast-in-time', 'supplier', 'sharePoint', '2.1.1', 1),
  'library-down-again': downAgain('2.1.2-upgrade-notice', 'mcc', 'sharePoint', '2.1.2', 1),
  'report-library-down-again': downAgain('2.1.2-reports', 'bimi', 'sharePoint', '2.1.2'),
  'common-file-system-down-again': downAgain('2.4.1-outage-in-time', 'rp', 'commonFile', '2.4.1'),
  'validation-system-down-again': downAgain('2.4.4-outage-in-time', 'mcfvf', 'validation', '2.4.4'),
  's1sp-down-again': downAgain('2.6.1-s1sp-in-time', 's1sp', 'processing', '2.6.1'),
  'dco-down-again': downAgain('2.6.1-dco-in-time', 'dco', 'processing', '2.6.1'),
  'commissioning-party-down-again': downAgain('2.7.1-outage', 'cp', 'commissioning', '2.7.1'),
  'dsp-down-again': downAgain('2.7.4-outage', 'dsp', 'requests', '2.7.4'),
  'smso-down-again': outsideDownAgain('2.5.3-smso-in-time', 'smso', 'handover', nth('HANDOVER_RESPONSE', 1, { contains: '"done"' })),
  'csp-down-again': outsideDownAgain('2.5.3-csp-in-time', 'csp', 'provisioning', nth('SIM_RESPONSE', 1, { contains: '"done"' })),
};

/** Once its system is right the CSP cannot do what it is asked for, which is an answer too, and then does not answer again. */
const CSP_AGAIN: Excursions = {
  'csp-down-again-once-it-could-not': { groupId: 'CB', rows: ['2.5.3-csp-in-time'], faults: (installation) => [
    happens(installation, nth('OUTAGE_NOTICE'), 'coverageLost'), lost(partyOf('csp', installation), 'provisioning', nth('SIM_RESPONSE', 1, { contains: '"failed"' }), 5),
    happens(installation, nth('OUTAGE_NOTICE', 2, { from: partyOf('smso', installation) }), 'coverageRestored'),
  ] },
};

/** Two suppliers' Installations on each of several days, and the system stays away over some of them. */
const moreAndMore = (row: string, section: string, installations = 4): Excursion => ({ groupId: 'CB', rows: [row], installations, resolutionMinutes: { [section]: hours(2 * DAYS + 6) } });
const sixAt = (row: string, shape: Excursion['shape'] = 'dual-active'): Excursion => ({ groupId: 'CB', rows: [row], installations: 6, shape });

const MORE_WORK: Excursions = {
  'six-wait-for-the-commissioning-party': sixAt('2.7.1-outage'),
  'six-wait-for-the-dsp': sixAt('2.7.4-outage'),
  'six-wait-for-the-s1sp': sixAt('2.7.6-outage'),
  'six-of-two-suppliers-end-within-the-hour': sixAt('guide-7.2.1-split', 'dual-split-active'),
  'more-and-more-wait-for-the-s1sp': moreAndMore('2.6.1-s1sp-in-time', '2.6.1'),
  'more-and-more-wait-for-the-dco': moreAndMore('2.6.1-dco-in-time', '2.6.1'),
  'more-and-more-wait-for-the-validation': moreAndMore('2.4.4-outage-in-time', '2.4.4'),
  'more-and-more-wait-for-the-dsp': moreAndMore('2.7.4-outage', '2.7.4'),
  'dsp-down-for-days': { groupId: 'CB', rows: ['2.7.4-outage'], resolutionMinutes: { '2.7.4': hours(3 * DAYS) } },
  'forecasts-for-two-smsos-wait-for-the-library': { groupId: 'CB', groups: ['AA'], installations: 4, rows: ['2.1.1-forecast-in-time'] },
  'schedules-of-two-smsos-wait-for-the-library': { groupId: 'CB', groups: ['AA'], installations: 2, rows: ['2.1.2-schedule'] },
  // The Incident about reports closes while the Migration Control Centre has lost the library too, and misses nothing in it until it is right again: the commitments of a week to come.
  'library-lost-while-reports-wait': { groupId: 'CB', rows: ['2.1.2-reports'], world: () => ({ weeks: 5 }), faults: () => [lost('mcc', 'sharePoint', nth('COF'), hours(33))] },
  // A Dormant Supplier's schedule on the Monday, an Active Supplier's commitment on the Tuesday.
  'a-commitment-joins-a-schedule-that-waits': { groupId: 'CB', installations: 2, shape: ['dual-dormant', 'dual-active'], rows: ['2.1.2-schedule'], resolutionMinutes: { '2.1.2': hours(2 * DAYS) } },
  // Lost on the Tuesday on which suppliers authorise at nine, right again in the evening; the other supplier is the only one that authorises in the afternoon.
  'reports-of-two-suppliers-wait-for-the-library': {
    groupId: 'CB', installations: 4, shape: 'dual-active', rows: ['guide-7.2.1'], resolutionMinutes: { '2.1.2': hours(8) }, faults: () => [lost('bimi', 'sharePoint', nth('MAVR'))],
    world: (installation, estate, seed) => ({ authorisations: estate.installations.filter(({ electricity }) => electricity.supplier !== installation.electricity.supplier).slice(0, 1)
      .map((other) => file(other, estate, seed, (records) => records, { submitAt: londonTime(DAY_OF_SUBMISSION, '15:00') })) }),
  },
  // One set's Group Files are investigated when the next set's cannot be begun: two reasons to repair one system.
  'group-files-twice-at-once': {
    groupId: 'CB', rows: ['2.5.6-too-late-CB'], installations: 6, resolutionMinutes: { '2.5.6': hours(30), '2.5.5': hours(3) },
  },
  // Two sets of one day; the second's Validation File was refused at first, so that it misses the system once the first has been given back.
  'group-files-could-be-made-once-given-back': {
    groupId: 'AA', groups: ['BA'], rows: ['2.5.6-too-late-reconfigured'], resolutionMinutes: { '2.4.5': hours(7), '2.5.6': hours(30), '2.5.5': hours(3) },
    world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => records.map((record) => ({ ...record, migrateOn: DEFAULT_WEEK })))] }),
    faults: (installation) => [spoilt('truncated', 'mcfvf', 'MVF', partyOf('rp', installation), 2)],
  },
  // A set's Commissioning File waits, and another of its Installations is done meanwhile.
  'done-while-the-commissioning-file-waits': { groupId: 'CB', rows: ['2.6.8-outage-in-time'], installations: 4, faults: (installation) => [
    happens(installation, nth('HANDOVER_RESPONSE', 1, { key: installation.id }), 'coverageLost'), happens(installation, nth('WAN_COMMAND', 1, { key: installation.id, contains: '"openSession"' }), 'coverageRestored', 'CHF', 150),
  ] },
};

export const SYSTEM_EXCURSIONS: Excursions = { ...LOST_AGAIN, ...DOWN_AGAIN, ...CSP_AGAIN, ...MORE_WORK };
