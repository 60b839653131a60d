/** What differs between the versions of the MEHRS though the cause is the same: 24 or 48 hours of connectivity, 48 or 192 hours of the DCO's timer. */
import { failedCompletion, failedStep, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { IE } from '../../groups.ts';
import { connectivityOffsets } from '../../ladder.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow } from '../../row.ts';
import { must, never, noFailedMacr, noFailure, noIncident, untilFileSet, viability } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { longOutageIncident } from '../outages/shared.ts';
import { OF_ONE } from './shared.ts';

const ET01 = '12.9.1.ET01';
/** As the numbers of July 2019 have it: 24 hours, in the pattern of 3.1 (ruling A-06). */
const V1_0 = { attempts: 144, lastAtMinutes: 23 * 60 + 40, givenUpAtMinutes: 24 * 60 } as const;
const LATER = 'schedule the Installation into a later Migration Week';
const DISCARDED = 'X5.16-01';
const SIXTY_HOURS = 60 * 60;

const failed = (step: string): Pick<CatalogueRow, 'codes' | 'reports' | 'disposition' | 'whenNotCommissionedByDcc'> => ({
  codes: [{ code: step, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: step }, { report: 6, carries: 'MA115' }],
  disposition: 'returned-to-smso', whenNotCommissionedByDcc: BOTH_HEAR,
});

export const RULE_SET_ROWS: readonly CatalogueRow[] = [
  {
    ...OF_ONE, ...failed(ET01), id: '3.1-timeout-v1.0', section: '3.1', title: 'Version 1.0: the hub is out of reach for 24 hours', kind: 'failure', groups: IE, detectedBy: 's1sp', lines: [], ruleSets: ['v1.0'],
    supplierAction: LATER, source: '000 on the connectivity retry; ruling A-06', cause: 'the hub is out of coverage for 30 hours', compensations: COMPENSATIONS('MEHRS 2.6.2 (1)', IE),
    retries: [{ what: 'session with the Communications Hub', clause: 'MEHRS 3.1', ...V1_0 }],
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation), ...viability,
        must('sessions', 'ruling A-06', 's1sp', 'WAN_COMMAND', ['csp'], {
          where: [{ field: 'kind', is: 'openSession' }], count: V1_0.attempts, timing: [{ kind: 'ladder', offsets: connectivityOffsets(V1_0.attempts) }],
        }),
        ...rolledBack(situation, {
          clause: 'MEHRS 2.6.2', scfItem: 3, failedStep: ET01, after: 'sessions',
          timing: [{ kind: 'after', from: { of: 'sessions' }, atLeast: V1_0.givenUpAtMinutes, atMost: V1_0.givenUpAtMinutes }],
        }),
        failedStep('MEHRS 2.6.2', 'scf', ET01), ...smsoContact('restored'), ...failedCompletion('MEHRS 2.6.2', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notDone(situation, 'MA115'), noIncident],
    }),
  },
  {
    ...USUAL, ...failed(DISCARDED), id: '2.6.4-v3.0', section: '2.6.1', title: 'Version 3.0: the S1SP is down for longer than the 48 hours that the DCO keeps the MEF', kind: 'failure', groups: ['AA', 'BA', 'CA', 'CB', 'DA'],
    detectedBy: 's1sp', level: 'installation', incident: incident('s1sp', 's1sp'), lines: ['695-708'], ruleSets: ['v3.0'], supplierAction: LATER, source: 'MEHRS 2.6.4 with the deleted 48 hours; ruling A-05',
    cause: "the S1SP's system is down for 60 hours", compensations: COMPENSATIONS('ruling A-35', ['AA', 'BA', 'CA', 'CB', 'DA']),
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation), ...longOutageIncident('2.6.1', 's1sp', [{ kind: 'after', from: { of: 'mef' }, atLeast: 48 * 60, atMost: 72 * 60 }]),
        must('not-viable', 'MEHRS 2.6.4', 'dco', 'VIABILITY_RESPONSE', ['s1sp'], { where: [{ field: 'viable', is: false }], after: { of: 'resolved' } }),
        ...rolledBack(situation, { clause: 'MEHRS 2.6.4', scfItem: 1, failedStep: DISCARDED, after: 'not-viable' }), ...smsoContact('restored'),
        failedStep('MEHRS 2.6.4', 'scf', DISCARDED), ...failedCompletion('MEHRS 2.6.4', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notDone(situation, 'MA115'), never('no details used', 'MEHRS 2.6.4', 's1sp', 'KEY_REQUEST')],
    }),
  },
  {
    ...USUAL, id: '2.6.4-v3.1', section: '2.6.1', title: 'Version 3.1: the same outage is over long before the 192 hours are', kind: 'recovery', groups: ['AA', 'BA', 'CA', 'CB', 'DA'], codes: [], detectedBy: 's1sp',
    level: 'installation', incident: incident('s1sp', 's1sp'), lines: ['695'], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none',
    source: 'MEHRS 2.6.4; ruling A-05', cause: "the S1SP's system is down for 60 hours",
    demands: (situation) => ({
      mustSend: [...untilFileSet(situation), ...longOutageIncident('2.6.1', 's1sp', [{ kind: 'after', from: { of: 'mef' }, atLeast: 48 * 60, atMost: SIXTY_HOURS + 12 * 60 }]), ...toTheEnd(situation)],
      mustNotSend: [...noFailure, noFailedMacr],
    }),
  },
];
