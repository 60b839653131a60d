/** MEHRS 2.5.3: the SMSO's system, or its CSP's, is down for any Installation. The SMSO tells the MCC, the MCC all suppliers; there is no Incident. */
import type { GroupId } from '../../../../domain.ts';
import type { FieldTest, MustSend } from '../../expectation.ts';
import { EVERY_GROUP, FOC, GROUP, IE } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation } from '../../stages.ts';
import { OF_ONE, carried, goesOn, must, neverHandedOver, never, undisturbed, untilMvf } from './shared.ts';
import { keptOut } from './preMcf.ts';

type Culprit = 'smso' | 'csp';
const SOURCE = 'MEHRS 2.5.3; rulings A-17, A-19';
const NOTICES = [
  { by: 'smso', to: ['mcc'], what: 'its system, or the CSP\'s, is down', clause: 'MEHRS 2.5.3' },
  { by: 'smso', to: ['supplier'], what: 'may notify the Responsible Suppliers', clause: 'MEHRS 2.5.3', optional: true },
  { by: 'mcc', to: ['everySupplier'], what: 'communication to all Interested Parties', clause: 'MEHRS 2.5.3' },
] as const;
const LATER = 'schedule the Installation into a later Migration Week';

const toldAfter = (of: string): readonly MustSend[] => [
  must('smso-tells', 'MEHRS 2.5.3', 'smso', 'OUTAGE_NOTICE', ['mcc'], { after: { of } }),
  must('mcc-tells', 'MEHRS 2.5.3', 'mcc', 'OUTAGE_NOTICE', ['everySupplier'], { after: { of: 'smso-tells' } }),
];
const told = toldAfter('mvf');
const method = (situation: Situation): FieldTest => ({ field: 'method', is: GROUP[situation.groupId].handover });
/** MEHRS 3.4 comes first for EA and EB. */
const certified = ({ groupId }: Situation): readonly MustSend[] => (GROUP[groupId].certificateFirst ? [
  must('certificate-applied', 'MEHRS 3.4', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [{ field: 'method', is: 'certificate' }, { field: 'result', is: 'done' }] }),
] : []);

const inTime = (culprit: Culprit): CatalogueRow => ({
  ...OF_ONE, id: `2.5.3-${culprit}-in-time`, section: '2.5.3', title: `The ${culprit.toUpperCase()}'s system is down as the Migration Day opens and is back before it is too late`, kind: 'recovery',
  groups: EVERY_GROUP, detectedBy: 'smso', codes: [], lines: ['402-410'], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned',
  supplierAction: 'none', source: SOURCE, cause: `the ${culprit.toUpperCase()}'s system goes down after the MVF`, notices: NOTICES,
  demands: (situation) => ({
    mustSend: [
      ...untilMvf(situation), ...told, ...certified(situation),
      must('attempts', 'MEHRS 2.5.3', 'rp', 'HANDOVER_REQUEST', ['smso'], {
        where: [method(situation)], count: GROUP[situation.groupId].certificateFirst && culprit === 'smso' ? { min: 1, max: 2 } : { min: 2 },
      }),
      must('handed-over', 'MEHRS 2.5.3', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [method(situation), { field: 'result', is: 'done' }], after: { of: 'mcc-tells' } }),
      ...goesOn(situation),
    ],
    mustNotSend: undisturbed,
  }),
});

const tooLate = (culprit: Culprit, groups: readonly GroupId[], code: string, lines: readonly string[], candidates: readonly string[], suffix = ''): CatalogueRow => {
  const certificateDone = culprit === 'csp' && groups.some((each) => GROUP[each].certificateFirst);
  return {
    ...OF_ONE, ...carried(code), id: `2.5.3-${culprit}-too-late-${code}${suffix}`, section: '2.5.3', title: `The ${culprit.toUpperCase()}'s system is down for more than a day: ${code}`, kind: 'failure',
    groups, detectedBy: 'smso', lines, candidates, supplierAction: LATER, source: `${SOURCE}; Table A.1 ${code}`, cause: `the ${culprit.toUpperCase()}'s system goes down after the MVF`, notices: NOTICES,
    // The hub has the DCC's certificate and the SMSO's SIM: nobody can command it until the SMSO and the MCC have settled it.
    masterless: certificateDone ? { from: 'certificate-applied', to: 'report-6' } : null,
    demands: (situation) => {
      const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.3', code, 'mcc-tells', [{ kind: 'after', from: { of: 'mvf' }, atLeast: groups.includes('CB') ? 0 : 24 * 60, atMost: 48 * 60 }]);
      return { mustSend: [...untilMvf(situation), ...told, ...(certificateDone ? certified(situation) : []), ...mustSend], mustNotSend };
    },
  };
};

/** MEHRS 2.5.4 d: the same for one Installation only, so nobody is told of any outage. */
const ONE_LINES = ['426-428', '433', '435-445'];
const barred = (groups: readonly GroupId[], code: string, line: string, candidates: readonly string[] = [code], suffix = ''): CatalogueRow => ({
  ...OF_ONE, ...carried(code), id: `2.5.4-d-${code}${suffix}`, section: '2.5.4', title: `The CSP cannot move this Installation's SIM: ${code}`, kind: 'failure', groups, detectedBy: 'smso', candidates,
  lines: [...ONE_LINES, line], supplierAction: 'liaise with the SMSO to fix the error, then authorise a later week', source: `MEHRS 2.5.4 d, Table A.1 ${code}; ruling A-18`, cause: 'the SIM is barred',
  masterless: groups.some((each) => GROUP[each].certificateFirst) ? { from: 'certificate-applied', to: 'report-6' } : null,
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.4 d', code, 'not-moved');
    return {
      mustSend: [
        ...untilMvf(situation), ...certified(situation),
        must('not-moved', 'MEHRS 2.5.4 d', 'csp', 'SIM_RESPONSE', ['smso'], { where: [{ field: 'result', is: 'failed' }], count: { min: 1 } }),
        ...mustSend,
      ],
      mustNotSend: [...mustNotSend, never('no outage told of', 'MEHRS 2.5.3', ['smso', 'mcc'], 'OUTAGE_NOTICE')],
    };
  },
});

const lifted: CatalogueRow = {
  ...OF_ONE, id: '2.5.4-d-lifted', section: '2.5.4', title: 'The bar on the SIM is lifted while attempts are made', kind: 'recovery', groups: EVERY_GROUP, detectedBy: 'smso', codes: [], lines: ['433'],
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.4 d', cause: 'the SIM is barred for 90 minutes',
  demands: (situation) => ({
    mustSend: [
      ...untilMvf(situation), ...certified(situation),
      must('not-moved', 'MEHRS 2.5.4 d', 'csp', 'SIM_RESPONSE', ['smso'], { where: [{ field: 'result', is: 'failed' }], count: { min: 1 } }),
      must('handed-over', 'MEHRS 2.5.3', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [method(situation), { field: 'result', is: 'done' }], after: { of: 'not-moved' } }),
      ...goesOn(situation),
    ],
    mustNotSend: undisturbed,
  }),
};

const hubNotConfigured: CatalogueRow = {
  ...OF_ONE, ...carried('MA119'), id: '2.5.4-d-MA119', section: '2.5.4', title: 'The hub cannot be configured for the DCC: MA119', kind: 'failure', groups: ['CA'], detectedBy: 'smso',
  lines: [...ONE_LINES, '1143'], supplierAction: 'liaise with the SMSO to fix the error, then authorise a later week', source: 'MEHRS 2.5.4 d, Table A.1 MA119', cause: 'the hub does not carry the configuration out',
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.4 d', 'MA119', 'refused');
    const configures: FieldTest = { field: 'kind', is: 'configureHub' };
    return {
      mustSend: [
        ...untilMvf(situation),
        must('configured', 'MEHRS Table A.1 MA119', 'smso', 'WAN_COMMAND', ['csp'], { where: [configures], count: { min: 1 } }),
        must('refused', 'MEHRS Table A.1 MA119', 'csp', 'WAN_RESULT', ['smso'], { where: [configures, { field: 'result', is: 'refused' }], count: { min: 1 } }),
        ...mustSend,
      ],
      mustNotSend: [...mustNotSend, never('no SIM asked for', 'MEHRS Table A.1 MA119', 'smso', 'SIM_REQUEST')],
    };
  },
};

export const SYSTEM_ROWS: readonly CatalogueRow[] = [
  inTime('smso'), inTime('csp'),
  tooLate('smso', IE, 'MA118', ['402-410', '420-424', '1142'], ['MA118', 'MA101', 'MA115', 'MA119']),
  tooLate('smso', ['CB'], 'MA120', ['412-414', '1147'], ['MA120', 'MA101']),
  tooLate('smso', ['DA'], 'MA999', ['416-418', '1150'], ['MA999', 'MA528', 'MA101']),
  tooLate('smso', FOC, 'MA114', ['402-410', '1138'], ['MA114', 'MA118', 'MA101']),
  tooLate('csp', IE, 'MA118', ['402-410', '420-424', '1142'], ['MA118', 'MA101', 'MA115']),
  tooLate('csp', FOC, 'MA118', ['402-410', '420-424', '1142'], ['MA118', 'MA101', 'MA115'], '-after-certificate'),
  tooLate('csp', ['CB'], 'MA120', ['412-414', '1147'], ['MA120', 'MA101']),
  tooLate('csp', ['DA'], 'MA999', ['416-418', '1150'], ['MA999', 'MA528', 'MA101']),
  lifted,
  barred(IE, 'MA118', '1142'), barred(FOC, 'MA118', '1142', ['MA118', 'MA101'], '-after-certificate'), barred(['CB'], 'MA120', '1147'), barred(['DA'], 'MA999', '1150', ['MA999', 'MA528']),
  hubNotConfigured,
  {
    ...keptOut('2.4.2-MA533', {
      code: 'MA533', title: 'The pre-validation is not answered at all', lines: ['1200'], cause: "the SMSO's system is down before the MCF", candidates: ['MA533', 'MA999', 'MA528'],
      source: 'MEHRS 2.4.2, Table A.1 MA533; ruling A-18',
    }),
    notices: NOTICES,
    demands: (situation) => {
      const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.4.2', 'MA533', 'asked');
      return {
        mustSend: [...authorisation(situation), must('asked', 'MEHRS 2.4.2', 'rp', 'PRECHECK_REQUEST', ['smso']), ...toldAfter('asked'), ...mustSend],
        mustNotSend: [...mustNotSend, never('not answered', 'MEHRS 2.4.2', 'smso', 'PRECHECK_RESPONSE'), never('no MCF', 'MEHRS 2.4.2', 'rp', 'MCF')],
      };
    },
  },
];
