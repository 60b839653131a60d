/** MEHRS 2.6.2, 3.1 and 3.5: no session with the Communications Hub, for a while or until the S1SP gives up. */
import { contactOffsets, failedCompletion, failedStep, reportedAuthorisation, session, toTheEnd } from '../../completion.ts';
import { CONNECTIVITY_3_1, WAKE_UP_3_5 } from '../../ladder.ts';
import type { MustSend } from '../../expectation.ts';
import { FOC, GROUP, IE } from '../../groups.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Retries, Situation } from '../../row.ts';
import { SOME, must, never, noFailedMacr, noFailure, noIncident, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

const SHARED = { ...USUAL, detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT } as const;
const ET01 = '12.9.1.ET01';
const LADDER_GROUPS = [...IE, 'CB'] as const;
const limits = ({ groupId }: Situation) => (GROUP[groupId].contact === '3.5' ? WAKE_UP_3_5 : CONNECTIVITY_3_1);
const LADDER_3_1: Retries = { what: 'session with the Communications Hub', clause: 'MEHRS 3.1', attempts: 288, lastAtMinutes: 2860, givenUpAtMinutes: 2880 };
const LADDER_3_5: Retries = { what: 'waking the Communications Hub up', clause: 'MEHRS 3.5', attempts: 96, lastAtMinutes: 11_400, givenUpAtMinutes: 11_520 };

const retriesOf = (groups: readonly string[]): readonly Retries[] => [groups.includes('EA') ? LADDER_3_5 : LADDER_3_1];

/** All attempts of the ladder, none answered, and what the section lists from the timeout on. */
const timedOut = (situation: Situation, certificateTaken = true): readonly MustSend[] => {
  const { attempts, timeoutMinutes } = limits(situation);
  const atTimeout = { kind: 'after', from: { of: 'sessions' }, atLeast: timeoutMinutes, atMost: timeoutMinutes } as const;
  const fromTimeout = { kind: 'after', from: { of: 'sessions' }, atLeast: timeoutMinutes } as const;
  const clause = GROUP[situation.groupId].contact === '3.5' ? 'MEHRS 3.5' : 'MEHRS 3.1';
  return [
    ...untilFileSet(situation), ...viability,
    must('sessions', clause, 's1sp', 'WAN_COMMAND', ['csp'], {
      where: [{ field: 'kind', is: 'openSession' }], count: attempts, timing: [{ kind: 'ladder', offsets: contactOffsets(situation.groupId) }],
    }),
    must('unreachable', clause, 'csp', 'WAN_RESULT', ['s1sp'], { where: [{ field: 'kind', is: 'openSession' }, { field: 'result', isNot: 'answered' }], count: attempts }),
    must('audit', 'MEHRS 2.6.2 (2)', 's1sp', 'AUDIT', ['mcc'], { where: [{ field: 'entry.tests', includes: { result: 'Failed' } }], count: SOME, timing: [atTimeout] }),
    ...rolledBack(situation, {
      clause: 'MEHRS 2.6.2', scfItem: 3, failedStep: ET01, after: 'sessions', certificateTaken, timing: [GROUP[situation.groupId].certificateFirst ? fromTimeout : atTimeout],
    }),
    failedStep('MEHRS 2.6.2', 'scf', ET01),
  ];
};
const noKey = never('no device tested, no key rotated', 'MEHRS 3.1, 3.5', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['test', 'rotateKey'] }] });

const recovered = (section: '3.1' | '3.5', end: string, title: string, attempts: number, lines: readonly string[]): CatalogueRow => ({
  ...SHARED, lines, groups: section === '3.1' ? LADDER_GROUPS : FOC,
  id: `${section}-${end}`, section, title, kind: 'recovery', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
  disposition: 'commissioned', supplierAction: 'none', source: `MEHRS ${section}; ruling ${section === '3.1' ? 'A-06' : 'A-09'}`, cause: `the hub is out of coverage until attempt ${attempts}`,
  retries: [section === '3.1' ? LADDER_3_1 : LADDER_3_5],
  demands: (situation) => ({
    // The session of `toTheEnd` gives way to the one with the attempts counted.
    mustSend: [...untilFileSet(situation), ...toTheEnd(situation).filter(({ name }) => !['sessions', 'session-open'].includes(name)), ...session(situation, attempts)],
    mustNotSend: [...noFailure, noIncident, noFailedMacr],
  }),
});

const LIAISE = 'have the SMSO review and put it right, then authorise a later week; or replace the Installation';
const REPLACE = 'ask the SMSO whether the Installation has to be replaced';

interface Timeout {
  readonly id: string;
  readonly title: string;
  readonly groups: CatalogueRow['groups'];
  readonly contact: 'restored' | 'lost';
  readonly code: 'MA115' | 'MA121';
  readonly cause: string;
  readonly certificateTaken?: boolean;
  readonly lines: readonly string[];
}

const timeout = ({ id, title, groups, contact, code, cause, certificateTaken, lines }: Timeout): readonly CatalogueRow[] => {
  const made: CatalogueRow = {
    ...SHARED,
    id, section: '2.6.2', title, groups, lines, kind: 'failure', cause,
    codes: [{ code: ET01, file: 'SCF' }, { code, file: 'MACR' }], reports: [{ report: 2, carries: ET01 }, { report: 6, carries: code }],
    disposition: contact === 'restored' ? 'returned-to-smso' : 'replacement-considered', supplierAction: contact === 'restored' ? LIAISE : REPLACE,
    source: 'MEHRS 2.6.2, 2.6.6, 3.1, 3.5, Table A.1; rulings A-04, A-06, A-09, A-33, A-37', retries: retriesOf(groups),
    compensations: COMPENSATIONS('MEHRS 2.6.2 (1)', groups), whenNotCommissionedByDcc: BOTH_HEAR,
    demands: (situation) => ({
      mustSend: [...timedOut(situation, certificateTaken), ...smsoContact(contact), ...failedCompletion(contact === 'lost' ? 'ruling A-37' : 'MEHRS 2.6.2', code, 'smso-contact'), ...reportedAuthorisation(situation)],
      mustNotSend: [...notDone(situation, code), noIncident, noKey],
    }),
  };
  return [made, { ...made, id: `${id}-supplier`, title: `${title}; the supplier was to commission`, lines: ['662-663'], conditions: { ...USUAL.conditions, commissioner: 'supplier' } }];
};

const UNREACHED = 'the hub is out of coverage from the hand-over on';
const SECTION_LINES = ['641-668', '942-957'];

export const CONNECTIVITY_ROWS: readonly CatalogueRow[] = [
  ...timeout({
    id: '2.6.2-timeout-contact-restored', title: 'Hub out of reach for 48 hours; the SMSO has contact again', groups: LADDER_GROUPS, contact: 'restored', code: 'MA115',
    cause: `${UNREACHED}, for 60 hours`, lines: SECTION_LINES,
  }),
  ...timeout({
    id: '2.6.2-timeout-contact-lost', title: 'Hub out of reach for 48 hours and for the SMSO too', groups: ['CB'], contact: 'lost', code: 'MA121', cause: UNREACHED, lines: ['1148'],
  }),
  ...timeout({
    id: '2.6.2-timeout-contact-lost-IE', title: 'Hub out of reach for 48 hours and for the SMSO too', groups: IE, contact: 'lost', code: 'MA115', cause: UNREACHED, lines: ['1139'],
  }),
  ...timeout({
    id: '2.6.2-wake-up-timeout-contact-restored', title: 'Hub asleep for 192 hours; it takes the certificate back later and the SMSO has contact again', groups: FOC, contact: 'restored', code: 'MA115',
    cause: `${UNREACHED}, for 200 hours`, lines: ['645', '1034-1045'],
  }),
  ...timeout({
    id: '2.6.2-wake-up-timeout-contact-lost', title: 'Hub asleep for 192 hours and for good: the certificate stays, the SMSO has no contact', groups: FOC, contact: 'lost', code: 'MA115',
    cause: UNREACHED, certificateTaken: false, lines: ['743', '751-753'],
  }),
  recovered('3.1', 'second', 'The hub answers at the second attempt, at 5 minutes', 2, []),
  recovered('3.1', 'fourth', 'The hub answers at the first attempt of the next short retry, at 30 minutes', 4, []),
  recovered('3.1', 'middle', 'The hub answers at attempt 145', 145, []),
  recovered('3.1', 'last', 'The hub answers at the last attempt', 288, []),
  recovered('3.5', 'second', 'The hub wakes up at the second attempt, after two hours', 2, []),
  recovered('3.5', 'middle', 'The hub wakes up at attempt 48', 48, []),
  recovered('3.5', 'last', 'The hub wakes up at the last attempt, 190 hours on, when the Migration Week is over and the DCO timer has two hours to run', 96, []),
];
