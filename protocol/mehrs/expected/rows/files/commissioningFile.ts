/**
 * MEHRS 2.7.2 and 2.7.3: the Commissioning Party's checks of the SCF. Beside them what no section speaks of: the Requesting Party
 * cannot verify its own copy of SCF or COF (law L5), which for DA ends in MA532 (Table A.1).
 */
import type { GroupId } from '../../../../domain.ts';
import { commissioning, failedCompletion, failedStep, migrated, notCommissioned, reportedAuthorisation, reportedSuccess, session } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { EVERY_GROUP } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { anyStep, failure, must, never, noFailedMacr, noFailure, success, untilFileSet, viability } from '../../stages.ts';
import { incident } from '../common.ts';
import { NEXT_WEEK, SUCCESS_REPORTS, fileRow, givenBack, givesBackTo, stopped } from './shared.ts';
import { SIGNATURE, otherVariants, type Variant } from './variants.ts';

const untilScf = (situation: Situation): readonly MustSend[] => [...untilFileSet(situation), ...viability, ...session(situation, 1), ...migrated(situation)];

/** The S1SP makes the file again, for all who get it, and the Commissioning Party goes on. */
const recovered = (of: { section: string; name: string; check: string; what: string; groups: readonly GroupId[]; lines: readonly string[]; isReadable: boolean; mcfLacking?: boolean }): CatalogueRow => {
  const clause = `MEHRS ${of.section}`;
  return fileRow(of.section, ['cp'], 's1sp', {
    id: `${of.section}-${of.name}`, title: `SCF that the Commissioning Party refuses: ${of.what}`, kind: 'recovery', groups: of.groups, cause: `SCF: ${of.what}`,
    codes: [{ code: of.check, file: 'Incident' }], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: `${clause}; ruling A-30`, lines: of.lines,
    compensations: [{ what: 'file-resubmitted', by: 's1sp', clause }, { what: 'backlog-processed', by: 'cp', clause }],
    demands: (situation) => {
      const first = (each: MustSend): readonly MustSend[] => (each.name !== 'scf' ? [each] : of.isReadable ? [{ ...each, before: { of: 'resolved' } }] : []);
      return {
        mustSend: [
          ...untilScf(situation).flatMap((each) => (each.name === 'mcf' && of.mcfLacking === true
            ? [{ ...each, receivers: { ...each.receivers, exactly: each.receivers.exactly.filter((receiver) => receiver !== 'cp') } }] : first(each))),
          ...incidentOf(of.section, 'cp', 's1sp', of.isReadable ? 'scf' : 'chf-done', { field: 'failed', is: of.check }),
          ...(of.mcfLacking === true ? [must('mcf-again', clause, 'rp', 'MCF', ['cp', 's1sp', 'dco', 'mcfvf', 'bimi'], { also: ['dsp'], after: { of: 'resolved' }, where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }] })] : []),
          must('scf-2', clause, 's1sp', 'SCF', ['rp', 'cp', 'bimi'], {
            where: [success, ...(of.isReadable ? [{ field: 'control.counter', above: { of: 'scf' } }] : [])], after: { of: 'resolved' }, timing: [{ kind: 'after', from: { of: 'resolved' }, atLeast: 0, atMost: 60 }],
          }),
          ...commissioning(situation).map((each) => (each.after?.of === 'scf' ? { ...each, after: { of: 'scf-2' } } : each)), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
        ],
        mustNotSend: [...noFailure, noFailedMacr, ...stopped(clause, ['cp'], 'scf-2')],
      };
    },
  });
};

const WHOLE = { section: '2.7.2', lines: ['807-817'] } as const;
const ofVariant = (variant: Variant, groups: readonly GroupId[], who = ''): CatalogueRow => recovered({
  ...WHOLE, name: `${who}${variant.name}`, check: variant.check, what: variant.what, groups, isReadable: !variant.name.startsWith('X5.9-01'),
});

/** A failure that everybody but the Requesting Party has read: the S1SP says it again once it is asked, or for DA too late (MA532). */
const unread = (id: string, groups: readonly GroupId[], code: 'MA115' | 'MA532', title: string): CatalogueRow => ({
  ...fileRow('X2.7.2', ['rp'], 's1sp', {
    id, title, kind: 'failure', groups, cause: "SCF: the Requesting Party's copy breaks off half way", codes: [{ code: 'X5.9-01', file: 'Incident' }, { code: '*', file: 'SCF' }, { code, file: 'MACR' }],
    reports: [{ report: 2, carries: '*' }, { report: 6, carries: code }], disposition: 'returned-to-smso', supplierAction: NEXT_WEEK,
    source: code === 'MA532' ? 'MEHRS Table A.1 MA532; law L5' : 'MEHRS Table A.1 MA115; law L5', lines: code === 'MA532' ? ['1199'] : [], compensations: givesBackTo(groups, 'MEHRS 2.5.8'),
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation).map((each) => (each.name === 'mef' ? { ...each, before: { of: 'given-back' } } : each)),
        must('scf-failed', 'MEHRS 2.5.8', 's1sp', 'SCF', ['cp', 'bimi'], { where: [failure, anyStep], before: { of: 'resolved' } }), failedStep('MEHRS A.1', 'scf-failed', null),
        ...givenBack('MEHRS 2.5.8', 'handed-over'), ...incidentOf('X2.7.2', 'rp', 's1sp', 'scf-failed', { field: 'failed', is: 'X5.9-01' })
          .map((each) => (each.type === 'INCIDENT_RAISED' ? { ...each, timing: [{ kind: 'after' as const, from: { of: 'scf-failed' }, atLeast: 24 * 60, atMost: 24 * 60 }] } : each)),
        ...(code === 'MA115' ? [must('scf-again', 'MEHRS 2.7.2, law L5', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure], after: { of: 'resolved' } })] : []),
        ...failedCompletion('MEHRS Table A.1', code, 'scf-failed'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned],
    }),
  }),
  incident: incident('rp', 's1sp'),
});

/** The Requesting Party asks for an outcome file anew when it has not come by itself within a day (decision D-90). */
const doubted = (section: 'X2.7.2' | 'X2.7.8', by: 's1sp' | 'cp', after: string, check: string): readonly MustSend[] => incidentOf(section, 'rp', by, after, { field: 'failed', is: check })
  .map((each) => (each.type === 'INCIDENT_RAISED' ? { ...each, timing: [{ kind: 'after' as const, from: { of: after }, atLeast: 24 * 60, atMost: 24 * 60 }] } : each));

/** A success that the Commissioning Party has read and the Requesting Party cannot: the outcome comes by the COF, and the SCF anew all the same. */
const successUnread: CatalogueRow = {
  ...fileRow('X2.7.2', ['rp'], 's1sp', {
    id: '2.7.2-rp-X5.9-07', title: "The Requesting Party's copy of an SCF names a Group ID it does not serve: made again, and the COF has told the outcome", kind: 'recovery', groups: EVERY_GROUP,
    cause: "SCF: the Requesting Party's copy names a Group ID that it does not serve", codes: [{ code: 'X5.9-07', file: 'Incident' }], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none',
    source: 'MEHRS 2.7.2; law L5', lines: [], compensations: [{ what: 'file-resubmitted', by: 's1sp', clause: 'MEHRS 2.7.2' }],
    demands: (situation) => ({
      mustSend: [
        ...untilScf(situation).map((each) => (each.name === 'scf' ? { ...each, before: { of: 'resolved' } } : each)), ...doubted('X2.7.2', 's1sp', 'scf', 'X5.9-07'),
        must('scf-2', 'MEHRS 2.7.2, law L5', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [success, { field: 'control.counter', above: { of: 'scf' } }], after: { of: 'resolved' } }),
        ...commissioning(situation), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...noFailure, noFailedMacr, never('commissioned once', 'MEHRS 2.7.2', 'cp', 'COMMISSIONING_REQUEST', { after: { of: 'scf-2' } })],
    }),
  }),
  incident: incident('rp', 's1sp'),
};

/** The COF that everybody but the Requesting Party has read: the Commissioning Party makes it again once it is asked. */
const outcomeUnread: CatalogueRow = {
  ...fileRow('X2.7.8', ['rp'], 'cp', {
    id: 'X2.7.8-rp-X5.9-01-truncated', title: 'The Requesting Party cannot verify its copy of a Commissioning Outcome File: the Commissioning Party makes it again', kind: 'recovery', groups: EVERY_GROUP,
    cause: "COF: the Requesting Party's copy breaks off half way", codes: [{ code: 'X5.9-01', file: 'Incident' }], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none',
    source: 'law L5; decision D-90', lines: [], compensations: [{ what: 'file-resubmitted', by: 'cp', clause: 'ruling D-90 (law L5)' }],
    demands: (situation) => ({
      mustSend: [
        ...untilScf(situation), ...commissioning(situation).map((each) => (each.name === 'cof' ? { ...each, receivers: { exactly: ['supplier' as const, 'bimi' as const] }, before: { of: 'resolved' } } : each)),
        ...doubted('X2.7.8', 'cp', 'cof', 'X5.9-01'),
        must('cof-2', 'ruling D-90 (law L5)', 'cp', 'COF', ['rp', 'supplier', 'bimi'], { where: [success, { field: 'control.counter', above: { of: 'cof' } }], after: { of: 'resolved' } }),
        ...reportedSuccess(situation).map((each) => (each.name === 'macr' ? { ...each, after: { of: 'cof-2' } } : each)),
        ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...noFailure, noFailedMacr, never('no success that was not read', 'MEHRS 2.4.1', 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Success' }], before: { of: 'cof-2' } })],
    }),
  }),
  incident: incident('rp', 'cp'),
};

export const COMMISSIONING_FILE_ROWS: readonly CatalogueRow[] = [
  ofVariant(SIGNATURE, EVERY_GROUP), recovered({ ...WHOLE, name: 'cp-X5.9-01-truncated', check: 'X5.9-01', what: 'its copy breaks off half way', groups: ['CB', 'DA', 'EA'], isReadable: false }),
  ...otherVariants(['X5.9-07'], 5, true).map(([variant, groups]) => ofVariant(variant, groups)),
  recovered({ ...WHOLE, name: 'X2.7.2-01', check: 'X2.7.2-01', what: 'no Common File with its Migration Header is held', groups: EVERY_GROUP, isReadable: true, mcfLacking: true }),
  recovered({
    section: '2.7.3', lines: ['819-823'], name: '6.3', check: '6.3', what: 'an Installation said to have succeeded is not in the Common File', groups: EVERY_GROUP, isReadable: true,
  }),
  successUnread, outcomeUnread,
  unread('2.7.2-rp-X5.9-01-truncated', ['AA', 'BA', 'CA'], 'MA115', "The Requesting Party cannot verify its copy of a Commissioning File: the S1SP makes it again"),
  unread('A.1-MA532', ['DA'], 'MA532', 'No SCF that the Requesting Party can verify: MA532'),
];
