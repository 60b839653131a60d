/** Installations that come into another Migration Week though nobody had meant them to (MEHRS 2.6.2, 2.6.5, Table A.1; consultation of April 2022). */
import { COHORT_OF, type Estate, type GroupId, type Installation } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import { derive } from '../../../protocol/security/seed.ts';
import { addDays, type LocalDate } from '../../../protocol/time.ts';
import { authorisersOf } from '../../estate/index.ts';
import { directoryOf } from '../../world/directory.ts';
import { identitiesOf } from '../../world/identities.ts';
import { ownRecords } from '../../world/provisionPlanning.ts';
import type { GivenAuthorisation } from '../../world/provisions.ts';
import { DEFAULT_WEEK, startOf } from '../../world/world.ts';
import { idOf } from '../causes/devices/shared.ts';
import type { Excursion, Excursions, Striking } from './excursion.ts';
import { DAYS, happens, hours, nth, partyOf, record } from './means.ts';

/** The supplier authorises for the nth week as it would for the first, whatever it has been told since. */
const authorisedAgain = (week: number, installation: Installation, estate: Estate, seed: string, first: LocalDate): GivenAuthorisation => {
  const migrationWeek = addDays(first, 7 * (week - 1));
  const [supplier = ''] = authorisersOf(installation);
  const cohort = COHORT_OF[installation.groupId];
  return { supplier, cohort, migrationWeek, records: ownRecords(supplier, cohort, { estate, migrationWeek, identities: identitiesOf(estate, directoryOf(estate), seed, startOf(first)) }) };
};
const again = (groupId: GroupId, row: string, week: number, faults?: Striking, first = DEFAULT_WEEK): Excursion => ({
  groupId, rows: [row], ...(faults === undefined ? {} : { faults }),
  world: (installation, estate, seed) => ({ weeks: week, authorisations: [authorisedAgain(week, installation, estate, seed, first)] }),
});

/** The hub is heard again once the SMSO has given it up. */
const heardAgain: Striking = (installation) => [happens(installation, nth('SMSO_CONTACT', 1, { key: installation.id }), 'coverageRestored', 'CHF', hours(1))];
/** What the SMSO has on record speaks against the switch of the account. */
const unfitAtSwitch = (week: number): Striking => (installation) => [record(nth('MVF', week, { to: partyOf('rp', installation) }), partyOf('smso', installation), 'accounts', installation.id, { configurationDefects: ['demand-limit'] })];

/** Gas meter first, as the S1SP replaces keys. */
const ROTATED = ['GSME', 'ESME'] as const;
/** An attempt's commands: the session, a test of each Device, and the two that replace keys. */
const COMMANDS = 9;
/** The halves that both meters took in the nth week, one command after the session and the tests; somebody puts them into the SMSO's record. */
const keysPutRight = (week: number): Striking => (installation, _estate, seed) => ROTATED.map((type, index) => {
  const s1sp = partyOf('s1sp', installation);
  const half = (party: string): string => Buffer.from(derive(seed, `new half ${party} ${s1sp}-${(week - 1) * COMMANDS + installation.devices.length + 2 + index}`, 32)).toString('base64');
  return record(nth('MACR', week, { to: 'mcc' }), partyOf('rp', installation), 'deviceKeys', idOf(installation, type), { s1sp: half(s1sp), dco: half('dco') }, 60);
});
/** The electricity meter is heard again on the day after. */
const backAgain = (week: number): Striking => (installation) => [happens(installation, nth('HANDOVER_RESPONSE', week, { key: installation.id }), 'back', 'ESME', hours(25))];
const all = (...striking: readonly Striking[]): Striking => (...of) => striking.flatMap((each) => each(...of));

/** The service that would give the SIM back is away from a file on. */
const simStays = (file: MessageType): Striking => (installation) => [record(nth(file), partyOf('csp', installation), 'services', 'sim', { available: false })];
const lateBack = '2.4.5-s1sp-X5.9-01-truncated-late-back';

export const WEEK_EXCURSIONS: Excursions = {
  'wrong-data-told-of-after-the-week': { groupId: 'CB', rows: ['2.5.9-X5.25-04-ma-expired', '2.6.8-outage-after-ma-expiry'] },
  'authorised-again-while-the-first-attempt-is-given-back': again('CB', '2.6.2-timeout-contact-lost', 2),
  'hub-that-stayed-with-the-dcc-handed-over-again-AA': again('AA', '2.6.6-wan-never', 3),
  'hub-that-stayed-with-the-dcc-handed-over-again-CB': again('CB', '2.6.6-wan-never-CB', 3),
  'hub-that-stayed-with-the-dcc-handed-over-again-EA': again('EA', '2.6.6-wan-never', 4),
  'account-that-stayed-with-the-dcc-handed-over-again': again('DA', '2.5.8-X5.9-02-too-late-da', 3, simStays('MEF')),
  'sim-not-given-back-while-group-files-are-too-late-AA': { groupId: 'AA', rows: ['2.5.7-X5.9-02-too-late-ie'], faults: simStays('MGF') },
  'sim-not-given-back-while-group-files-are-too-late-DA': { groupId: 'DA', rows: ['2.5.8-X5.9-02-too-late-da'], faults: simStays('MEF') },
  'validation-file-put-right-while-contact-is-lost': { groupId: 'DA', rows: [lateBack, '2.6.5-gsme-timeout-contact-lost'], resolutionMinutes: { '2.4.5': hours(26) } },
  'validation-file-put-right-while-its-account-is-given-back': {
    groupId: 'DA', rows: [lateBack, '2.5.8-dco-X5.9-01-truncated-too-late-da'], resolutionMinutes: { '2.5.8': hours(19.5), '2.4.5': hours(26) },
    faults: (installation) => [happens(installation, nth('SIM_REQUEST', 2), 'coverageLost')],
  },

  'faulty-device-authorised-again': again('DA', '2.4.2-MA534-three-in-a-row', 4, undefined, '2022-06-13'),
  'lost-hub-handed-over-again': again('CB', '2.6.2-timeout-contact-lost', 3, heardAgain),
  'lost-hub-takes-its-certificate-again': again('EA', '2.6.2-wake-up-timeout-contact-lost', 4, heardAgain),
  'lost-account-switched-again': again('DA', '2.6.5-gsme-timeout-contact-lost', 3, heardAgain),
  'lost-account-unfit-to-be-switched': again('DA', '2.6.5-gsme-timeout-contact-lost', 3, all(heardAgain, unfitAtSwitch(2))),
  'account-given-back-and-unfit-to-be-switched': { groupId: 'DA', rows: ['2.6.5-resubmitted'], faults: unfitAtSwitch(2) },
  // The Wednesday, so that nothing but the end of the first week is there to be summed up on the Monday.
  'data-never-corrected-and-authorised-for-a-wednesday': { groupId: 'CB', rows: ['2.5.9-X5.25-04-ma-expired'], world: (installation, estate, seed) => {
    const given = authorisedAgain(2, installation, estate, seed, DEFAULT_WEEK);
    return { weeks: 2, authorisations: [{ ...given, records: given.records.map((each) => ({ ...each, migrateOn: addDays(DEFAULT_WEEK, 9) })) }] };
  } },
  'records-fail-again': again('DA', '2.4.2-b-16.9.1.ET01.3', 2),
  'account-unfit-again': again('DA', '2.5.2-a', 2),
  'two-authorisations-late-in-one-file': { groupId: 'CB', rows: ['2.1.1-authorisation-late'], installations: 3 },
  'failed-commissioning-authorised-again': again('CB', '2.7.5-C4', 3),
  'new-keys-put-right-and-resubmitted': {
    groupId: 'CB', rows: ['2.6.3-rotation-unheard'], world: () => ({ weeks: 2 }), faults: all(backAgain(1), keysPutRight(1)),
  },
  // Unheard once more when its key is replaced once more.
  'new-keys-put-right-and-resubmitted-twice': {
    groupId: 'CB', rows: ['2.6.3-rotation-unheard'], world: () => ({ weeks: 3 }),
    faults: all(backAgain(1), keysPutRight(1), (installation) => [happens(installation, nth('WAN_COMMAND', 3, { contains: '"rotateKey"' }), 'unheard', 'ESME')], backAgain(2), keysPutRight(2)),
  },
  'supplier-library-back-as-it-is-missed-again': { groupId: 'CB', rows: ['2.1.1-forecast-late'], resolutionMinutes: { '2.1.1': hours(14 * DAYS + 1) } },
};
