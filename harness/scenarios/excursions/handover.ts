/** Hand-overs that the end of the Migration Week meets, and what is given back while files wait (MEHRS 2.4.1, 2.5.1 to 2.5.6, 3.2, 3.4). */
import type { GroupId } from '../../../protocol/domain.ts';
import type { Excursion, Excursions, Striking } from './excursion.ts';
import { DAYS, happens, hours, lost, nth, partyOf, record, resolved } from './means.ts';

/** The Common File was due on Sunday at 18:00: it is made an hour before the Migration Week ends. */
const LAST_EVENING = hours(7 * DAYS + 5);
const onLastEvening = (groupId: GroupId, rows: readonly string[], faults?: Striking, resolutionMinutes: Readonly<Record<string, number>> = {}): Excursion =>
  ({ groupId, rows: ['2.4.1-outage-in-time', ...rows], resolutionMinutes: { '2.4.1': LAST_EVENING, ...resolutionMinutes }, ...(faults === undefined ? {} : { faults }) });

/** The CSP's web service cannot take the SIM back. */
const noSimService = (on: Parameters<typeof record>[0]): Striking => (installation) => [record(on, partyOf('csp', installation), 'services', 'sim', { available: false })];
const S1SP_LACKS_MVF = '2.4.5-s1sp-X5.9-01-truncated-in-time';
const groupFilesLost: Striking = (installation) => [lost(partyOf('rp', installation), 'groupFiles', nth('HANDOVER_REQUEST'))];

export const HANDOVER_EXCURSIONS: Excursions = {
  'week-ends-during-hand-over': onLastEvening('CB', ['3.2-timeout']),
  'week-ends-during-certificate-replacement': onLastEvening('EB', ['3.4.2-timeout']),
  'certificate-fails-before-the-week-ends': onLastEvening('EA', ['3.4.1-timeout']),
  // Both suppliers have authorised, and no Common File is made while their authorisations stand.
  'week-ends-of-two-suppliers-without-a-common-file': { groupId: 'CB', rows: ['2.4.1-outage-ma-expired'], shape: 'dual-split-active', installations: 1 },
  'week-ends-while-the-smso-is-silent': onLastEvening('EA', [], (installation) => [lost(partyOf('smso', installation), 'handover', nth('MVF')), resolved('2.5.3', hours(12))]),
  'week-ends-while-group-files-wait': onLastEvening('CB', [], groupFilesLost, { '2.5.6': hours(10) }),
  'week-ends-and-group-files-come-too-late': onLastEvening('CB', [], groupFilesLost, { '2.5.6': hours(30) }),
  'week-ends-and-group-files-come-at-the-very-deadline': onLastEvening('CB', [], groupFilesLost, { '2.5.6': hours(24) }),
  'validation-file-put-right-after-the-week-while-group-files-wait': onLastEvening('CB', [S1SP_LACKS_MVF], groupFilesLost, { '2.5.6': hours(20), '2.4.5': hours(10) }),
  'given-back-in-vain-once-its-week-has-ended-without-a-validation-file': onLastEvening('AA', [S1SP_LACKS_MVF], (...of) => [...groupFilesLost(...of), ...noSimService(nth('HANDOVER_RESPONSE'))(...of)], { '2.5.6': hours(40), '2.4.5': hours(10) }),
  'given-back-in-vain-after-the-week': onLastEvening('AA', [], (...of) => [...groupFilesLost(...of), ...noSimService(nth('HANDOVER_RESPONSE'))(...of)], { '2.5.6': hours(40) }),
  'given-back-while-group-files-wait-and-out-of-reach': { groupId: 'AA', rows: ['2.5.6-too-late-reconfigured'], faults: (installation) => [happens(installation, nth('MCC_INSTRUCTION'), 'coverageLost')] },
  'given-back-in-vain-while-group-files-wait': { groupId: 'AA', rows: ['2.5.6-too-late-reconfigured'], faults: noSimService(nth('MCC_INSTRUCTION')) },
  'given-back-in-vain-under-an-incident-about-the-hub': { groupId: 'CB', rows: ['2.6.7-not-resolved'], faults: noSimService(nth('CHF_RESPONSE')) },
};
