/** What comes of an Installation that was given back and is authorised for a later Migration Week (MEHRS 2.6.3 a), 2.6.5, 3.3.1). */
import { failedStep } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { NOT_DA } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { DISTRIBUTED, SOME, SUPPLIED, failure, must, never, noIncident, report, row, step, success } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

/** The first attempt, told by its end. */
const givenBack = ({ commissioner }: Situation, clause: string, code: string): readonly MustSend[] => [
  must('mcf', 'Guide Table 5 step 6', 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', commissioner, 'bimi'], { also: ['dsp'], before: { of: 'scf-failed' } }),
  must('scf-failed', clause, 's1sp', 'SCF', ['rp', commissioner, 'bimi'], { where: [failure, step(code), { field: 'entry.rollbackRequired', is: true }] }),
  must('contact-restored', 'MEHRS 2.6.6', 'smso', 'SMSO_CONTACT', ['rp'], { where: [{ field: 'contact', is: 'restored' }] }),
  failedStep(clause, 'scf-failed', code),
  must('macr-failed', clause, 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: 'MA115' }], after: { of: 'contact-restored' } }),
  must('report-6-failed', clause, 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('MA115')], after: { of: 'macr-failed' } }),
];
/** The second: a Common File of a later Migration Week with a header of its own, and all goes well. */
const again = ({ commissioner }: Situation, clause: string): readonly MustSend[] => [
  must('mcf-later', clause, 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', commissioner, 'bimi'], {
    also: ['dsp'], after: { of: 'macr-failed' }, where: [{ field: 'header.migrationSetId', differsFrom: { of: 'mcf' } }, { field: 'control.counter', above: { of: 'mcf' } }],
    timing: [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: 6, wallClock: '18:00', relation: 'notBefore' }],
  }),
  must('scf', clause, 's1sp', 'SCF', ['rp', commissioner, 'bimi'], { where: [success], after: { of: 'mcf-later' } }),
  must('cof', clause, 'cp', 'COF', ['rp', 'supplier', 'bimi'], { where: [success], after: { of: 'scf' } }),
  must('macr', clause, 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Success' }], after: { of: 'cof' }, count: SOME }),
  must('report-1', 'Guide 4.5.6.2', 'bimi', 'MRR', DISTRIBUTED, { where: [report(1)], after: { of: 'cof' } }),
  must('report-6', clause, 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('Success')], after: { of: 'cof' } }),
];

const resubmitted = (section: string, groups: CatalogueRow['groups'], code: string, title: string, cause: string): CatalogueRow => ({
  ...USUAL,
  id: `${section}-resubmitted`, section, groups, title, cause, kind: 'recovery', detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT, lines: section === '2.6.5' ? ['718', '989'] : ['689-690'],
  codes: [{ code, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: code }, { report: 6, carries: 'MA115' }, { report: 6, carries: 'Success' }, { report: 1, carries: 'Installation' }],
  disposition: 'commissioned', supplierAction: 'add the Installation to a Migration Authorisation for a subsequent week', source: `MEHRS ${section}; rulings A-55, A-61`,
  demands: (situation) => ({
    mustSend: [...givenBack(situation, `MEHRS ${section}`, code), ...again(situation, `MEHRS ${section}`)],
    mustNotSend: [noIncident, never('a re-attempt is possible', 'MEHRS 2.6.5', ['s1sp', 'mcc'], 'NO_REATTEMPT')],
  }),
});

/** The GSME has the key that nobody heard it take: it may be resubmitted, and refuses a command under the old one (MEHRS 3.3.1; D-98). */
const inVain: CatalogueRow = {
  ...USUAL, id: '2.6.5-rotated-unheard-resubmitted', section: '2.6.5', groups: ['DA'], kind: 'failure', detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT,
  title: 'The GSME replaced its key and nobody heard it; resubmitted for a later Migration Week, it refuses', cause: 'the answer of the GSME is lost, and it keeps its new key', lines: ['991-993'],
  codes: [{ code: '16.10.1.GT04', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: '16.10.1.GT04' }, { report: 6, carries: 'MA115' }], disposition: 'returned-to-smso',
  supplierAction: 'add the Installation to a Migration Authorisation for a subsequent week; critical commands are impossible', source: 'MEHRS 3.3.1; ruling A-36, decision D-98',
  demands: (situation) => {
    const first = givenBack(situation, 'MEHRS 3.3.1', '16.10.1.GT04').map(({ before: _, ...each }) => (each.name === 'mcf' ? { ...each, count: 2 } : { ...each, before: { of: 'mcf-later' } }));
    const second = again(situation, 'MEHRS 3.3.1').filter(({ name }) => name === 'mcf-later').map((each) => ({ ...each, after: { of: 'mcf' } }));
    return {
      mustSend: [
        ...first, ...second,
        must('key-refused', 'MEHRS 3.3.1', 'csp', 'WAN_RESULT', ['s1sp'], { where: [{ field: 'kind', is: 'rotateKey' }, { field: 'result', is: 'refused' }], after: { of: 'mcf-later' } }),
        must('scf-again', 'MEHRS 3.3.1', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, step('16.10.1.GT04'), { field: 'entry.rollbackRequired', is: true }], after: { of: 'key-refused' } }),
        must('macr', 'MEHRS 2.6.5', 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: 'MA115' }], after: { of: 'scf-again' } }),
        must('report-6', 'MEHRS 2.6.5', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('MA115')], after: { of: 'macr' } }),
      ],
      mustNotSend: [noIncident, never('no successful SCF', 'MEHRS 3.3.1', 's1sp', 'SCF', { where: [success] }), never('a re-attempt is possible', 'MEHRS 3.3.1', ['s1sp', 'mcc'], 'NO_REATTEMPT')],
    };
  },
};

export const RESUBMITTED_ROWS: readonly CatalogueRow[] = [
  inVain,
  resubmitted('2.6.3', NOT_DA, 'X12.9.2-01', 'The ESME did not answer; the SMSO put that right, and a later Migration Week succeeds', 'the ESME is gone for a day'),
  resubmitted('2.6.5', ['DA'], '16.10.1.GT04', 'The GSME did not answer; resubmitted for a later Migration Week, it does', 'the GSME is gone for 25 hours'),
];
