/** MEHRS 2.7.5: the DSP refuses a Commissioning Request because its target is no SMETS1 Device in the SMI (Table 8.7-1, C4). */
import {
  commissioning, failedCompletion, failedStep, migrated, noFailedScf, reportedAuthorisation, reportedSuccess, session,
} from '../../completion.ts';
import type { MustNotSend, MustSend } from '../../expectation.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { SOME, anyStep, failure, must, never, noFailedMacr, noFailure, report, success, untilFileSet, viability } from '../../stages.ts';
import { EVERY_GROUP } from '../../groups.ts';
import { USUAL, incident } from '../common.ts';

const SHARED = {
  ...USUAL,
  section: '2.7.5', groups: EVERY_GROUP, lines: [], detectedBy: 'dsp', level: 'installation', cause: '2.7.5-C4',
  incident: incident('cp', 'cp'),
} as const;

const refused = (count: number): MustSend =>
  must('refused', 'MEHRS Table 8.7-1', 'dsp', 'SERVICE_RESPONSE', ['cp'], { where: [{ field: 'responseCode', is: 'C4' }], count });
const untilRefusal = (situation: Situation): readonly MustSend[] => [...untilFileSet(situation), ...viability, ...session(situation, 1), ...migrated(situation)];
const ticket = incidentOf('2.7.5', 'cp', 'cp', 'refused', null);
/** The next request is the recovery, so none comes before the Incident is resolved. */
const stopped: MustNotSend = never('CP stopped', 'MEHRS 2.7.5', 'cp', 'COMMISSIONING_REQUEST', { after: { of: 'incident' }, before: { of: 'resolved' } });

export const COMMISSIONING_REQUEST_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED,
    id: '2.7.5-C4', groups: ['AA', 'BA', 'CA', 'CB', 'DA'], title: 'A Commissioning Request is refused, again after the Incident is resolved', kind: 'failure',
    codes: [{ code: 'C4', file: 'Service Response' }, { code: '*', file: 'COF' }, { code: 'MA122', file: 'MACR' }],
    reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA122' }],
    disposition: 'commissioning-failed', supplierAction: 'consider replacing the Installation',
    source: 'MEHRS 2.7.5, Tables 8.7-1 and A.1; ruling A-41',
    demands: (situation) => ({ mustSend: [
      ...untilRefusal(situation), refused(2), ...ticket,
      must('recovery', 'MEHRS 2.7.5', 'cp', 'COMMISSIONING_REQUEST', ['dsp'], { after: { of: 'resolved' }, count: SOME }),
      must('cof', 'MEHRS 2.7.5', 'cp', 'COF', ['rp', 'supplier', 'bimi'], {
        where: [failure, anyStep], timing: [{ kind: 'after', from: { of: 'refused', which: 'last' }, atLeast: 0, atMost: 60 }],
      }),
      failedStep('MEHRS 2.7.5', 'cof', null), ...failedCompletion('ruling A-41', 'MA122', 'cof'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      stopped, noFailedScf,
      never('nothing after the COF', 'MEHRS 2.7.5', 'cp', 'COMMISSIONING_REQUEST', { after: { of: 'cof' } }),
      never('no rollback', 'MEHRS 2.7.5', 's1sp', 'ROLLBACK_NOTICE'),
      never('no successful COF', 'MEHRS 2.7.5', 'cp', 'COF', { where: [success] }),
      never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
      never('one reason code', 'ruling A-41', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: 'MA122' }] }),
    ] }),
  },
  {
    ...SHARED,
    id: '2.7.5-C4-recovered', title: 'A Commissioning Request is refused; the SMI is put right before the Incident is resolved', kind: 'recovery',
    codes: [{ code: 'C4', file: 'Service Response' }], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
    disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.7.5, Table 8.7-1',
    demands: (situation) => ({ mustSend: [
      ...untilRefusal(situation), refused(1), ...ticket,
      // Repeats what was refused, at most the whole sequence.
      ...commissioning(situation, { min: 16, max: 45 }), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [stopped, ...noFailure, noFailedMacr] }),
  },
];
