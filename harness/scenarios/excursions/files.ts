/** Files refused by one party or another, once or again, while something else goes on (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2). */
import type { GroupId } from '../../../protocol/domain.ts';
import type { Excursion, Excursions, Striking } from './excursion.ts';
import { happens, hours, lost, nth, partyOf, resolved, spoilt } from './means.ts';

/** Common Files are made at 18:00 and validated five minutes later; the S1SP and the DCO wait for a day from then. */
const WINDOW_ENDS = hours(18) + 5;

/** Two causes, and how long people take over the sections that decide which comes first. */
const both = (one: string, other: string, resolutionMinutes: Readonly<Record<string, number>>, faults?: Striking, groupId: GroupId = 'CB'): Excursion =>
  ({ groupId, rows: [one, other], resolutionMinutes, ...(faults === undefined ? {} : { faults }) });

const S1SP_LACKS_MCF = '2.4.3-s1sp-X5.9-01-truncated-in-time';
const DCO_LACKS_MCF = '2.4.3-dco-X5.9-01-truncated-in-time';
const S1SP_LACKS_MVF = '2.4.5-s1sp-X5.9-01-truncated-in-time';

/** The Requesting Party's set is at some step when its Common File or Validation File is put right. */
const WHILE_THE_SET_WAITS: Excursions = {
  'common-file-put-right-while-its-validation-is-refused': both('2.4.5-rp-X5.9-01-truncated-in-time', S1SP_LACKS_MCF, { '2.4.3': hours(1), '2.4.5': hours(7) }),
  'common-file-put-right-while-migration-waits': both('2.5.1-outage-in-time', S1SP_LACKS_MCF, { '2.4.3': hours(7) }),
  'validation-file-put-right-while-migration-waits': both('2.5.1-outage-in-time', S1SP_LACKS_MVF, { '2.4.5': hours(7) }),
  'common-file-put-right-while-preparation-waits': both('2.5.5-outage-in-time', S1SP_LACKS_MCF, { '2.4.3': hours(7) }),
  'validation-file-put-right-while-preparation-waits': both('2.5.5-outage-in-time', S1SP_LACKS_MVF, { '2.4.5': hours(7) }),
  'common-file-put-right-during-hand-over': both('3.2-middle', S1SP_LACKS_MCF, { '2.4.3': hours(7) }),
  'both-files-put-right-during-hand-over': { groupId: 'CB', rows: ['3.2-middle', S1SP_LACKS_MVF, DCO_LACKS_MCF], resolutionMinutes: { '2.4.5': hours(7), '2.4.3': hours(8) } },
  'validation-file-put-right-before-hand-over-fails': both('3.2-timeout', S1SP_LACKS_MVF, { '2.4.5': hours(7) }),
  'common-file-put-right-while-group-files-wait': both('2.5.6-fixed-in-time', S1SP_LACKS_MCF, { '2.4.3': hours(10) }),
  'validation-file-put-right-while-group-files-wait': both('2.5.6-fixed-in-time', S1SP_LACKS_MVF, { '2.4.5': hours(10) }),
  'refused-group-file-and-commissioning-file-without-its-set': both('2.5.7-X5.9-02-too-late', '2.7.2-X2.7.2-01', {}),
  'common-file-for-the-commissioning-party-after-its-set-has-closed': both('2.5.7-X5.9-02-too-late', '2.7.2-X2.7.2-01', { '2.7.2': hours(14) }),
  // Its third Common File is the first set's once more.
  'common-file-twice-for-the-commissioning-party-after-its-set-has-closed': both('2.5.7-X5.9-02-too-late', '2.7.2-X2.7.2-01', { '2.7.2': hours(14) }, (installation) =>
    [spoilt('truncated', partyOf('rp', installation), 'MCF', 'cp', 3)]),
  'common-file-for-the-commissioning-party-after-its-group-files-were-late': both('2.5.6-too-late-CB', '2.7.2-X2.7.2-01', { '2.7.2': hours(24) }),
  'common-file-for-the-commissioning-party-after-its-validation-was-done-anew': both('2.4.5-s1sp-X5.9-01-truncated-late', '2.7.2-X2.7.2-01', { '2.7.2': hours(24) }),
  'common-file-for-the-commissioning-party-after-hand-over-failed': both('3.2-timeout', '2.7.2-X2.7.2-01', {}),
  'common-file-for-the-commissioning-party-after-hand-over-failed-anew': { groupId: 'CB', rows: ['3.2-timeout', '2.4.5-dco-X5.9-01-truncated-in-time', '2.7.2-X2.7.2-01'], resolutionMinutes: { '2.4.5': hours(7) } },
  'common-file-for-the-commissioning-party-after-migration-waited-too-long': both('2.5.1-outage-window-missed', '2.7.2-X2.7.2-01', { '2.7.2': hours(24) }),
  'common-file-for-the-commissioning-party-after-its-group-files-never-came': both('2.5.6-fixed-within-24h-window-missed', '2.7.2-X2.7.2-01', {}, undefined, 'AA'),
  'common-file-for-the-commissioning-party-after-its-refused-validation-was-done-anew': both('2.4.5-rp-X5.9-01-truncated-late', '2.7.2-X2.7.2-01', { '2.7.2': hours(24) }),
  // The S1SP cannot read the new one, so that the first set's Installations are still that set's to it.
  'common-file-for-the-commissioning-party-while-the-s1sp-lacks-the-new-one': both('2.4.5-dco-X5.9-01-truncated-in-time', '2.7.2-X2.7.2-01', { '2.4.3': hours(40) }, (installation) => [spoilt('truncated', partyOf('rp', installation), 'MCF', partyOf('s1sp', installation), 2)]),
  'common-file-for-the-commissioning-party-after-a-hand-over-done-anew': { groupId: 'CB', rows: ['3.2-timeout', '2.4.5-dco-X5.9-01-truncated-in-time', '2.7.2-X2.7.2-01'], installations: 2, resolutionMinutes: { '2.4.5': hours(7), '2.7.2': hours(4) } },
};

/** What the S1SP and the DCO are sent once more. */
const ONCE_MORE: Excursions = {
  'common-file-again-while-the-s1sp-waits-for-a-validation-file': both(S1SP_LACKS_MVF, DCO_LACKS_MCF, { '2.4.3': hours(1) }),
  'encrypted-file-again-for-the-dco-and-spoilt-for-the-s1sp': { groupId: 'CB', rows: ['2.5.8-dco-X5.9-01-truncated-in-time'], faults: (installation) =>
    [spoilt('truncated', partyOf('rp', installation), 'MEF', partyOf('s1sp', installation), 2)] },
  'encrypted-file-again-for-the-s1sp-and-spoilt-for-the-dco': { groupId: 'CB', rows: ['2.5.8-s1sp-X5.9-01-truncated-in-time'], faults: (installation) =>
    [spoilt('truncated', partyOf('rp', installation), 'MEF', 'dco', 2)] },
  'group-file-at-the-very-deadline': { groupId: 'CB', rows: ['2.5.7-X5.9-02-in-time'], resolutionMinutes: { '2.5.7': WINDOW_ENDS } },
  'group-file-spoilt-again-at-the-very-deadline': { groupId: 'CB', rows: ['2.5.7-X5.9-02-in-time'], resolutionMinutes: { '2.5.7': WINDOW_ENDS }, faults: (installation) =>
    [spoilt('signature', partyOf('rp', installation), 'MGF', undefined, 2)] },
  'encrypted-file-at-the-very-deadline': { groupId: 'CB', rows: ['2.5.8-X5.9-02-in-time'], resolutionMinutes: { '2.5.8': WINDOW_ENDS } },
  'encrypted-file-spoilt-again-at-the-very-deadline': { groupId: 'CB', rows: ['2.5.8-X5.9-02-in-time'], resolutionMinutes: { '2.5.8': WINDOW_ENDS }, faults: (installation) =>
    [spoilt('signature', partyOf('rp', installation), 'MEF', undefined, 2)] },
  'group-files-at-the-very-deadline-of-a-set-without-validation-file': both('2.5.6-fixed-in-time', S1SP_LACKS_MVF, { '2.5.6': WINDOW_ENDS, '2.4.5': hours(30) }),
  'common-file-again-when-the-dco-is-out-of-time': both('2.5.8-dco-X5.9-01-truncated-too-late', '2.7.2-X2.7.2-01', {}),
  // Two causes at once, as `mehrs explore --faults 2` has them.
  'common-file-again-while-its-validation-is-held-up': both('2.4.4-outage-in-time', S1SP_LACKS_MCF, { '2.4.3': hours(1), '2.4.4': hours(3) }),
  'validation-file-refused-once-its-authorisation-has-expired': both('2.4.4-outage-ma-expired', '2.4.5-X5.9-02-in-time', {}),
  'validation-file-put-right-once-its-set-has-closed': both('2.5.6-fixed-within-24h-window-missed', '2.4.5-s1sp-X5.9-01-truncated-late-back', {}, undefined, 'DA'),
  'group-file-too-late-and-its-data-corrected-at-the-same-moment': both('2.5.8-dco-X5.9-01-truncated-too-late', '2.5.9-X5.25-02-corrected', {}),
  'reconfigured-without-a-validation-file': both('2.5.6-too-late-reconfigured', '2.4.5-s1sp-X5.9-01-truncated-late', {}, undefined, 'DA'),
  'group-files-never-of-a-set-the-s1sp-cannot-read': both('2.5.6-ma-expired', S1SP_LACKS_MCF, { '2.4.3': hours(9 * 24) }),
  'reconfigured-of-a-set-the-s1sp-cannot-read': both('2.5.6-too-late-reconfigured', S1SP_LACKS_MCF, { '2.4.3': hours(9 * 24) }, undefined, 'AA'),
  'new-common-file-announced-without-a-validation-file': both('2.5.6-too-late-CB', '2.4.5-s1sp-X5.9-01-truncated-late', {}),
  'common-file-again-while-it-is-validated': { groupId: 'CB', rows: [S1SP_LACKS_MCF], resolutionMinutes: { '2.4.3': 2 } },
  'dco-holds-what-its-validation-file-failed': { groupId: 'CB', rows: ['guide-7.2.1'], faults: () => [spoilt('failed', 'mcfvf', 'MVF', 'dco')] },
  'dco-is-asked-before-it-holds-what-its-validation-file-failed': { groupId: 'CB', rows: ['2.5.8-dco-X5.9-01-truncated-in-time'], faults: () => [spoilt('failed', 'mcfvf', 'MVF', 'dco')] },
};

/** Outcome files that one reader alone cannot read, and what is told by them again. */
const OUTCOMES: Excursions = {
  'outcome-file-again-after-a-failed-commissioning': both('2.7.5-C4', 'X2.7.8-rp-X5.9-01-truncated', {}),
  'failure-told-again-while-its-data-is-corrected': both('2.5.9-X5.25-04-corrected', '2.7.2-cp-X5.9-01-truncated', {}),
  'failure-told-again-while-contact-is-awaited': both('2.6.2-timeout-contact-lost', '2.7.2-cp-X5.9-01-truncated', {}),
  'hub-not-commissioned-told-again-under-its-incident': both('2.6.7-smi-status-resolved', '2.7.2-cp-X5.9-01-truncated', { '2.6.7': hours(10), '2.7.2': hours(3) }),
  // The new Common File is made at 06:00 and its outcome comes at 07:05; the old set's comes again half an hour before.
  'old-outcome-told-again-while-the-new-one-is-awaited': both('2.5.7-X5.9-02-too-late', '2.7.2-cp-X5.9-01-truncated', { '2.7.2': hours(10) + 30 }),
  'old-outcome-told-again-while-migration-waits': both('2.5.7-X5.9-02-too-late', '2.7.2-cp-X5.9-01-truncated', { '2.7.2': hours(12) }, (installation) =>
    [{ kind: 'outage', on: nth('MVF', 2), afterMinutes: 0, party: partyOf('rp', installation), system: 'migration' }, resolved('2.5.1', hours(3))]),
  // Both Incidents end at once: the hub is Commissioned as its failure is about to be told again.
  'hub-commissioned-as-its-failure-is-told-again': both('2.6.7-smi-status-resolved', '2.7.2-cp-X5.9-01-truncated', { '2.6.7': hours(4), '2.7.2': hours(3) }),
  'failure-of-the-hub-told-again-before-the-last-word': both('2.6.7-not-resolved-DA', '2.7.2-cp-X5.9-01-truncated', { '2.6.7': hours(10), '2.7.2': hours(3) }, undefined, 'DA'),
  'one-commissioning-file-refused-and-the-next-accepted': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], installations: 4, faults: (installation) => [
    happens(installation, nth('HANDOVER_RESPONSE', 1, { key: installation.id }), 'coverageLost'), happens(installation, nth('WAN_COMMAND', 1, { key: installation.id, contains: '"openSession"' }), 'coverageRestored', 'CHF', 90),
  ] },
  'failed-commissioning-told-before-its-commissioning-file': { groupId: 'CB', rows: ['2.7.5-C4'], faults: (installation) =>
    [spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation)), resolved('X2.7.2', hours(5 * 24))] },
  'commissioning-file-unverified-again-and-again': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], faults: (installation) =>
    [1, 2, 3].map((count) => spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation), count)) },
  // Told again for the Commissioning Party while the Requesting Party's doubt is an Incident: verified, or in doubt as before.
  'commissioning-file-verified-and-doubted-again': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], resolutionMinutes: { '2.7.2': hours(25), 'X2.7.2': hours(40) }, faults: (installation) => [
    spoilt('truncated', partyOf('s1sp', installation), 'SCF', 'cp', 2), ...[1, 3].map((count) => spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation), count)),
  ] },
  // Verified while the Requesting Party still waits for it, and in doubt once more.
  'commissioning-file-doubted-verified-and-doubted-again': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], resolutionMinutes: { '2.7.2': hours(3) }, faults: (installation) => [
    spoilt('truncated', partyOf('s1sp', installation), 'SCF', 'cp', 2), ...[1, 3].map((count) => spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation), count)),
  ] },
  'commissioning-file-doubted-again-long-before-its-incident-is-closed': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], resolutionMinutes: { '2.7.2': hours(25), 'X2.7.2': hours(90) }, faults: (installation) => [
    spoilt('truncated', partyOf('s1sp', installation), 'SCF', 'cp', 2), ...[1, 3].map((count) => spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation), count)),
  ] },
  // Its Incident is closed, and the system that sends it anew is down for longer than a doubt is waited for.
  'commissioning-file-late-once-its-incident-is-closed': { groupId: 'CB', rows: ['guide-7.2.1'], resolutionMinutes: { '2.6.8': hours(30) }, faults: (installation) => [
    spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation)), lost(partyOf('s1sp', installation), 'commissioningFile', nth('INCIDENT_RESOLVED', 1, { from: partyOf('s1sp', installation) })),
  ] },
  'commissioning-file-verified-under-an-incident': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], resolutionMinutes: { '2.7.2': hours(25), 'X2.7.2': hours(40) }, faults: (installation) =>
    [spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation))] },
  'commissioning-file-doubted-twice-under-one-incident': { groupId: 'CB', rows: ['2.7.2-cp-X5.9-01-truncated'], resolutionMinutes: { '2.7.2': hours(25), 'X2.7.2': hours(40) }, faults: (installation) =>
    [1, 2].map((count) => spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation), count)) },
  'supplier-has-no-common-file': { groupId: 'CB', rows: ['guide-7.2.2'], faults: (installation) => [spoilt('truncated', partyOf('rp', installation), 'MCF', partyOf('supplier', installation))] },
  'supplier-gets-its-common-file-twice-and-no-commissioning-file': { groupId: 'CB', rows: ['guide-7.2.2', S1SP_LACKS_MCF], faults: (installation) =>
    [spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('supplier', installation))] },
  'authorisation-badly-signed-twice': { groupId: 'CB', rows: ['2.3.1-signature-in-time'], resolutionMinutes: { '2.3.1': hours(12) }, faults: (installation) =>
    [spoilt('signature', partyOf('supplier', installation), 'MA', 'mcc', 2)] },
};

export const FILE_EXCURSIONS: Excursions = {
  // Its Validation File says that the Installation failed, and is the only one that does.
  'encrypted-file-too-late-of-what-the-s1sp-takes-for-failed': { groupId: 'AA', rows: ['2.5.8-s1sp-X5.9-01-truncated-too-late-ie', '2.5.9-X5.25-02-ie'] },
  'common-file-again-for-the-dco-and-spoilt-for-the-s1sp': { groupId: 'CB', rows: ['2.4.3-dco-X5.9-01-truncated-in-time'], faults: (installation) => [spoilt('truncated', partyOf('rp', installation), 'MCF', partyOf('s1sp', installation), 2)] },
  'common-file-again-for-the-s1sp-and-spoilt-for-the-dco': { groupId: 'CB', rows: ['2.4.3-s1sp-X5.9-01-truncated-in-time'], faults: (installation) => [spoilt('truncated', partyOf('rp', installation), 'MCF', 'dco', 2)] },
  ...WHILE_THE_SET_WAITS, ...ONCE_MORE, ...OUTCOMES,
};
