/** MEHRS 2.7.5 and 2.7.7: a Commissioning Request fails a check of Table 8.7-1, 8.7-3 or the DUIS, at the DSP or at the S1SP. */
import {
  commissioning, failedCompletion, failedStep, migrated, noFailedScf, reportedAuthorisation, reportedSuccess, session,
} from '../../completion.ts';
import type { FieldTest, MustNotSend, MustSend } from '../../expectation.ts';
import { EVERY_GROUP, FOC, IE } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import {
  SOME, SUPPLIED, anyStep, failure, must, never, noFailedMacr, noFailure, noIncident, report, row, success, untilFileSet, viability,
} from '../../stages.ts';
import { NO_INCIDENT, USUAL, incident } from '../common.ts';

type Section = '2.7.5' | '2.7.7';
/** Who refuses, to whom the Incident is assigned, and which lines of the section are about it. */
const AT = {
  '2.7.5': { by: 'dsp', assignedTo: 'cp', table: 'MEHRS 2.7.5, Table 8.7-1', lines: ['833-854'] },
  '2.7.7': { by: 's1sp', assignedTo: 's1sp', table: 'MEHRS 2.7.7, Table 8.7-1', lines: ['884-905'] },
} as const;

interface Refusal {
  readonly section: Section;
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly lines: readonly string[];
}

const codeIs = ({ section, code }: Refusal): FieldTest => ({ field: section === '2.7.5' ? 'responseCode' : 's1spAlertCode', is: code });
/** The DSP's Service Response, or the S1SP's alert that the DSP passes on. */
const refusedTimes = (refusal: Refusal, count: number): readonly MustSend[] => [
  must('refused', AT[refusal.section].table, 'dsp', 'SERVICE_RESPONSE', ['cp'], { where: [codeIs(refusal)], count }),
  ...(refusal.section === '2.7.5' ? [] : [must('alerted', 'MEHRS 2.7.7', 's1sp', 'S1SP_RESPONSE', ['dsp'], { where: [codeIs(refusal)], count })]),
];
const untilRefusal = (situation: Situation): readonly MustSend[] => [...untilFileSet(situation), ...viability, ...session(situation, 1), ...migrated(situation)];
const ticket = ({ section }: Refusal): readonly MustSend[] => incidentOf(section, 'cp', AT[section].assignedTo, 'refused', null);
/** The next request is the recovery, so none comes before the Incident is resolved. */
const stopped = (section: Section): MustNotSend => never('CP stopped', `MEHRS ${section}`, 'cp', 'COMMISSIONING_REQUEST', { after: { of: 'incident' }, before: { of: 'resolved' } });

const shared = ({ section, code, cause, lines }: Refusal) => ({
  ...USUAL, section, cause, lines: [...AT[section].lines, ...lines], detectedBy: AT[section].by, level: 'installation', incident: incident('cp', AT[section].assignedTo),
  code: { code, file: section === '2.7.5' ? 'Service Response' : 'S1SP Alert' },
}) as const;

/** Report 6 with an empty reason for EA and EB, for which Table A.1 has no MA122 (ruling A-41). */
const completionWithoutCode: readonly MustSend[] = [
  must('macr', 'ruling A-41', 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', filled: false }], after: { of: 'cof' } }),
  must('report-6', 'ruling A-41', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('Failure')], after: { of: 'macr' } }),
];

const failed = (refusal: Refusal, withCode: boolean): CatalogueRow => {
  const { code, ...rest } = shared(refusal);
  const clause = `MEHRS ${refusal.section}`;
  return {
    ...rest,
    id: `${refusal.section}-${refusal.code}${withCode ? '' : '-FOC'}`, groups: withCode ? [...IE, 'CB', 'DA'] : FOC, title: `${refusal.title}; again after the Incident is resolved`, kind: 'failure',
    codes: [code, { code: '*', file: 'COF' }, ...(withCode ? [{ code: 'MA122', file: 'MACR' }] : [])], reports: [{ report: 2, carries: '*' }, { report: 6, carries: withCode ? 'MA122' : 'Failure' }],
    disposition: 'commissioning-failed', supplierAction: 'consider replacing the Installation', source: `${AT[refusal.section].table}, Table A.1; ruling A-41`,
    demands: (situation) => ({ mustSend: [
      ...untilRefusal(situation), ...refusedTimes(refusal, 2), ...ticket(refusal),
      must('recovery', clause, 'cp', 'COMMISSIONING_REQUEST', ['dsp'], { after: { of: 'resolved' }, count: SOME }),
      must('cof', clause, 'cp', 'COF', ['rp', 'supplier', 'bimi'], {
        where: [failure, anyStep], timing: [{ kind: 'after', from: { of: 'refused', which: 'last' }, atLeast: 0, atMost: 60 }],
      }),
      failedStep(clause, 'cof', null), ...(withCode ? failedCompletion('ruling A-41', 'MA122', 'cof') : completionWithoutCode), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      stopped(refusal.section), noFailedScf,
      never('nothing after the COF', clause, 'cp', 'COMMISSIONING_REQUEST', { after: { of: 'cof' } }),
      never('no rollback', clause, 's1sp', 'ROLLBACK_NOTICE'),
      never('no successful COF', clause, 'cp', 'COF', { where: [success] }),
      never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
      never('one reason code', 'ruling A-41', 'rp', 'MACR', { where: [withCode ? { field: 'entry.reasonCode', isNot: 'MA122' } : { field: 'entry.reasonCode', filled: true }] }),
    ] }),
  };
};

const recovered = (refusal: Refusal): CatalogueRow => {
  const { code, ...rest } = shared(refusal);
  return {
    ...rest,
    id: `${refusal.section}-${refusal.code}-recovered`, groups: EVERY_GROUP, title: `${refusal.title}; put right before the Incident is resolved`, kind: 'recovery',
    codes: [code], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
    disposition: 'commissioned', supplierAction: 'none', source: AT[refusal.section].table, compensations: [{ what: 'backlog-processed', by: AT[refusal.section].assignedTo, clause: `MEHRS ${refusal.section}` }],
    demands: (situation) => ({ mustSend: [
      ...untilRefusal(situation), ...refusedTimes(refusal, 1), ...ticket(refusal),
      // Repeats what was refused, at most the whole sequence.
      ...commissioning(situation, { min: 16, max: 45 }), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [stopped(refusal.section), ...noFailure, noFailedMacr] }),
  };
};

const dsp = (code: string, title: string, cause: string, lines: readonly string[] = []): Refusal => ({ section: '2.7.5', code, title: `The DSP refuses a Commissioning Request: ${title}`, cause, lines });
const s1sp = (code: string, title: string, cause: string, lines: readonly string[] = []): Refusal => ({ section: '2.7.7', code, title: `The S1SP alerts on a Countersigned Request: ${title}`, cause, lines });

const REFUSALS: readonly Refusal[] = [
  dsp('E48', 'no such service for the Commissioning Party', 'the Commissioning Party\'s template names another service', ['856']),
  dsp('C2', 'signed in the wrong role', 'the Commissioning Party\'s signing system takes a certificate of another role', ['857']),
  dsp('E100', 'the originator is not the signer', 'the Commissioning Party\'s template names another originator', ['858']),
  dsp('C4', 'its target is no SMETS1 Device in the SMI', 'the hub stands in the SMI as a SMETS2 Device', ['861']),
  dsp('C5', 'a Device in its body is no SMETS1 Device in the SMI', 'the ESME stands in the SMI as a SMETS2 Device', ['862']),
  dsp('E12', 'the Command Variant does not go with it', 'the Commissioning Party\'s template has another Command Variant'),
  dsp('E11', 'the service does not go with the Device type', 'the ESME stands in the SMI as a PPMID'),
  dsp('E5', 'the status of the Device does not allow it', 'the ESME is suspended in the SMI'),
  s1sp('S1VE48', 'no such service for the Commissioning Party', 'the template names another service, and the DSP\'s table has it', ['909']),
  s1sp('S1C2', 'signed in the wrong role', 'a certificate of another role, which the DSP\'s table has', ['912']),
  s1sp('S1VE100', 'the originator is not the signer', 'the template names another originator, and the DSP takes it for the signer\'s', ['913']),
  s1sp('S1C4', 'its target is no SMETS1 Device', 'the S1SP\'s copy of the SMI has the hub as SMETS2', ['914']),
  s1sp('S1C5', 'a Device in its body is no SMETS1 Device', 'the S1SP\'s copy of the SMI has the ESME as SMETS2', ['915']),
  s1sp('S1C081199', 'the Commissioning Party cannot remove Devices', 'the template says Remove', ['933']),
  s1sp('S1C081198', 'the Commissioning Party cannot install new Devices', 'the template has an install code', ['934']),
];

/** MEHRS 1.3, 2.7: what a supplier's own requests meet is between it and the Error Handling Strategy. */
const OWN_REQUESTS: CatalogueRow = {
  ...USUAL, conditions: { ...USUAL.conditions, commissioner: 'supplier' },
  id: '2.7.5-not-for-suppliers', section: '2.7.5', title: 'A supplier\'s own request is refused: no Incident, no Outcome File, the migration is complete', kind: 'not-applicable', groups: EVERY_GROUP,
  lines: ['107-117', '795-797'], detectedBy: 'dsp', level: 'none', incident: NO_INCIDENT, cause: 'the ESME is suspended in the SMI', codes: [{ code: 'E5', file: 'Service Response' }],
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'follow the Error Handling Strategy of DUIS', source: 'MEHRS 1.3, 2.7; ruling A-46',
  demands: (situation) => ({
    mustSend: [
      ...untilRefusal(situation), must('refused', 'MEHRS 1.3', 'dsp', 'SERVICE_RESPONSE', ['supplier'], { where: [{ field: 'responseCode', is: 'E5' }] }),
      ...reportedSuccess(situation), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [noIncident, ...noFailure, noFailedMacr, never('no COF at all', 'MEHRS 1.3', 'cp', 'COF'), never('not in Report 2', 'MEHRS 1.3', 'bimi', 'MRR', { where: [report(2)] })],
  }),
};

export const COMMISSIONING_REQUEST_ROWS: readonly CatalogueRow[] = [...REFUSALS.flatMap((each) => [failed(each, true), failed(each, false), recovered(each)]), OWN_REQUESTS];
