/** MEHRS 2.4.2 a to d, Group ID DA: what keeps an Installation out of the Migration Common File. */
import type { FieldTest, MustSend } from '../../expectation.ts';
import { NOT_DA } from '../../groups.ts';
import type { CatalogueRow, Conditions, Situation } from '../../row.ts';
import { authorisation, untilFileSet } from '../../stages.ts';
import { toTheEnd } from '../../completion.ts';
import { OF_ONE, carried, must, neverHandedOver, never, notApplicable, undisturbed } from './shared.ts';

const REVIEW = 'review with the existing support arrangements and fix as appropriate';
const answered = (reasonCode: string): readonly MustSend[] => [
  must('asked', 'MEHRS 2.4.2', 'rp', 'PRECHECK_REQUEST', ['smso']),
  must('found', 'MEHRS 2.4.2', 'smso', 'PRECHECK_RESPONSE', ['rp'], { where: [{ field: 'result', is: 'failed' }, { field: 'reasonCode', is: reasonCode }] }),
];
/** A command of the kind that does not come off, and none after it. */
export const tried = (reasonCode: string, kind: string, outcome: FieldTest): readonly MustSend[] => [
  ...answered(reasonCode),
  must('command', 'MEHRS 2.4.2 b', 'smso', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: kind }], count: { min: 1, max: 2 } }),
  must('outcome', 'MEHRS 2.4.2 b', 'csp', 'WAN_RESULT', ['smso'], { where: [{ field: 'kind', is: kind }, outcome] }),
];

export interface Kept {
  readonly code: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly cause: string;
  readonly source?: string;
  readonly steps?: readonly MustSend[];
  readonly candidates?: readonly string[];
  readonly conditions?: Partial<Conditions>;
  readonly ruleSets?: readonly string[];
  readonly supplierAction?: string;
}

/** Seen before the Common File is due, so it is in no file at all (MEHRS 2.4.2). */
const neverInMcf = [
  never('no MCF', 'MEHRS 2.4.2', 'rp', 'MCF'), never('no MVF', 'MEHRS 2.4.2', 'mcfvf', 'MVF'), never('no hand-over asked', 'MEHRS 2.4.2', 'rp', 'HANDOVER_REQUEST'),
  never('no SCF', 'MEHRS 2.4.2', 's1sp', 'SCF'),
];

export const keptOut = (id: string, { code, steps = [], conditions = {}, candidates, ruleSets = OF_ONE.ruleSets, ...told }: Kept): CatalogueRow => ({
  ...OF_ONE, ...carried(code), id, section: '2.4.2', kind: 'failure', groups: ['DA'], supplierAction: REVIEW, source: `MEHRS 2.4.2, Table A.1 ${code}`, ...told, ruleSets,
  detectedBy: steps.length === 0 ? 'rp' : 'smso', conditions: { ...OF_ONE.conditions, ...conditions }, ...(candidates === undefined ? {} : { candidates }),
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.4.2', code, 'mavr');
    return { mustSend: [...authorisation(situation), ...steps, ...mustSend], mustNotSend: [...mustNotSend, ...neverInMcf] };
  },
});

/** Table A.1 words each setting; which settings the S1SR require is not public. */
const SETTINGS: readonly (readonly [code: string, setting: string, line: string])[] = [
  ['MA519', 'debt', '1183'], ['MA520', 'demand limit', '1187'], ['MA521', 'event', '1188'], ['MA524', 'prepay', '1191'], ['MA525', 'profile', '1192'],
  ['MA526', 'UTRN price change limit', '1193'], ['MA527', 'vulnerable non-disconnection', '1194'], ['MA530', 'meter time', '1197'], ['MA111', 'some other', '1135'],
];
const misconfigured = SETTINGS.map(([code, setting, line]) => keptOut(`2.4.2-a-${code}`, {
  code, title: `The ${setting} setting is not as the S1SR require`, lines: ['273-277', '282-288', line], cause: `the ${setting} setting is changed after validation`,
  source: `MEHRS 2.4.2 a, Table A.1 ${code}; ruling A-18`, candidates: [code, 'MA111', 'MA533'],
}));

const UNREACHED: FieldTest = { field: 'result', is: 'unreachable' };
const REFUSED: FieldTest = { field: 'result', is: 'refused' };

interface Meter {
  readonly meter: 'ESME' | 'GSME';
  readonly step: string;
  readonly firstLine: number;
}
/** TMAD 16.9 as Table A.1 names its steps: read the mode, limit to zero, create the credit, have it confirmed, store the flag. */
const zeroVend = ({ meter, step, firstLine }: Meter): readonly CatalogueRow[] => {
  const of = (n: number, title: string, cause: string, steps: readonly MustSend[]): CatalogueRow =>
    keptOut(`2.4.2-b-${step}.${n}`, { code: `${step}.${n}`, title: `${meter}: ${title}`, lines: ['278', String(firstLine + n - 1)], cause, steps, source: `MEHRS 2.4.2 b, Table A.1 ${step}.${n}; TMAD 16.9` });
  return [
    of(1, 'its payment mode cannot be read', `the ${meter} falls silent`, tried(`${step}.1`, 'readPaymentMode', UNREACHED)),
    of(2, 'VendPriceChangeHANLimit cannot be set to zero', `the ${meter} does not carry the command out`, tried(`${step}.2`, 'setVendLimit', REFUSED)),
    of(3, 'no zero Add Credit can be created', "the SMSO's vending key for the meter is gone", answered(`${step}.3`)),
    of(4, 'no successful response to the zero Add Credit', `the ${meter} does not carry the command out`, tried(`${step}.4`, 'addCredit', REFUSED)),
    of(5, 'the Prepay Flag cannot be stored', "the meter's Prepay Flag record is locked", answered(`${step}.5`)),
  ];
};

const DORMANT = { supply: ['Dormant', 'Dormant'] } as const;
const CONFIGURES: FieldTest = { field: 'kind', is: 'configure' };

const clears = (id: string, section: string, title: string, lines: readonly string[], cause: string, steps: readonly MustSend[] = [], conditions: Partial<Conditions> = {}): CatalogueRow => ({
  ...OF_ONE, id, section, title, kind: 'recovery', groups: ['DA'], codes: [], lines, conditions: { ...OF_ONE.conditions, ...conditions }, cause,
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.4.2; TMAD 16.9',
  demands: (situation: Situation) => ({
    mustSend: [
      ...untilFileSet(situation), ...steps,
      must('asked', 'MEHRS 2.4.2', 'rp', 'PRECHECK_REQUEST', ['smso'], { before: { of: 'mcf' } }),
      must('passed', 'MEHRS 2.4.2', 'smso', 'PRECHECK_RESPONSE', ['rp'], { where: [{ field: 'result', is: 'passed' }], before: { of: 'mcf' } }),
      ...toTheEnd(situation),
    ],
    mustNotSend: undisturbed,
  }),
});
/** Both meters are told each of the three commands, once. */
const allCommands = ['readPaymentMode', 'setVendLimit', 'addCredit'].map((kind) =>
  must(`command-${kind}`, 'MEHRS 2.4.2 b', 'smso', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: kind }], count: 2, before: { of: 'mcf' } }));

export const PRE_MCF_ROWS: readonly CatalogueRow[] = [
  ...misconfigured,
  keptOut('2.4.2-MA104', { code: 'MA104', title: 'The supplier has lost the MPAN before the MCF', lines: ['273-275', '1128'], cause: 'a change of supplier after validation' }),
  keptOut('2.4.2-MA522', { code: 'MA522', title: 'A Device is linked to another MPxN too', lines: ['1189'], cause: 'the SMSO links the meter to another account' }),
  clears('2.4.2-b-passed', '2.4.2', 'Both meters pass the checks of 16.9', ['278'], 'nothing', allCommands),
  ...zeroVend({ meter: 'ESME', step: '16.9.1.ET01', firstLine: 1151 }),
  keptOut('2.4.2-b-16.9.2.GT01', { code: '16.9.2.GT01', title: 'The GSME has been silent for more than 24 hours', lines: ['278', '1161'], cause: 'the GSME has been silent for 26 hours', source: 'MEHRS 2.4.2 b, Table A.1 16.9.2.GT01; ruling A-10' }),
  clears('2.4.2-b-16.9.2.GT01-heard-again', '2.4.2', 'The GSME is heard again within 24 hours', ['278'], 'the GSME is silent for 12 hours'),
  ...zeroVend({ meter: 'GSME', step: '16.9.2.GT02', firstLine: 1156 }),
  keptOut('2.4.2-c-unreachable', {
    code: 'MA523', title: 'Pending configuration cannot be verified: the Device is out of contact', lines: ['279', '1190'], conditions: DORMANT, cause: 'the ESME falls silent with configuration pending',
    steps: tried('MA523', 'configure', UNREACHED), source: 'MEHRS 2.4.2 c, Table A.1 MA523; ruling A-18', candidates: ['MA523', 'MA533', 'MA111'], supplierAction: 'none: the SMSO and the MCC put it right',
  }),
  keptOut('2.4.2-c-refused', {
    code: 'MA533', title: 'Pending configuration is not taken by the Device', lines: ['279'], conditions: DORMANT, cause: 'the ESME does not carry the command out', steps: tried('MA533', 'configure', REFUSED),
    source: 'MEHRS 2.4.2 c, Table A.1 MA533; ruling A-18', candidates: ['MA533', 'MA523', 'MA111'], supplierAction: 'none: the SMSO and the MCC put it right',
  }),
  clears('2.4.2-c-applied', '2.4.2', 'Pending configuration is applied before the MCF', ['279'], 'configuration is pending', [
    must('configured', 'MEHRS 2.4.2 c', 'csp', 'WAN_RESULT', ['smso'], { where: [CONFIGURES, { field: 'result', is: 'answered' }], before: { of: 'mcf' } }),
  ], DORMANT),
  keptOut('2.4.2-d', { code: 'MA112', title: 'No WAN contact for more than seven days', lines: ['280', '1136'], cause: 'the hub has been out of coverage for nine days', source: 'MEHRS 2.4.2 d, Table A.1 MA112; ruling A-10' }),
  clears('2.4.2-d-heard-again', '2.4.2', 'The hub is back within coverage in time', ['280'], 'the hub is out of coverage for eight days and comes back'),
  keptOut('2.4.2-MA531', {
    code: 'MA531', title: 'Migration is disabled for the supplier until the authorisation has expired', lines: ['1198'], cause: "the supplier's migrations are disabled after validation",
    source: 'MEHRS Table A.1 MA531; rulings A-17, A-60', supplierAction: 'have migration enabled again, then authorise a later week',
  }),
  notApplicable('2.4.2-not-applicable', '2.4.2', 'Another Group ID: no meter is tried before the MCF', NOT_DA, ['273', '275'], 'MEHRS 2.4.2', [
    never('no pre-validation', 'MEHRS 2.4.2', 'rp', 'PRECHECK_REQUEST'),
    never('no zero vend', 'MEHRS 2.4.2', 'smso', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['readPaymentMode', 'setVendLimit', 'addCredit', 'configure'] }] }),
  ]),
];
