/** MEHRS 2.5.4 a and c, and the codes of Table A.1 for what has changed since the authorisation: found when the Migration Day opens. */
import type { GroupId } from '../../../../domain.ts';
import type { FieldTest } from '../../expectation.ts';
import { EVERY_GROUP, FOC, IE, NOT_DA } from '../../groups.ts';
import type { CatalogueRow, Conditions } from '../../row.ts';
import { authorisation, mcf } from '../../stages.ts';
import { NO_LONGER, OF_ONE, carried, must, neverHandedOver, never, notApplicable, untilMvf } from './shared.ts';

interface Refused {
  readonly section?: string;
  readonly code: string;
  readonly title: string;
  readonly groups: readonly GroupId[];
  readonly lines: readonly string[];
  readonly cause: string;
  readonly source?: string;
  readonly candidates?: readonly string[];
  readonly conditions?: Partial<Conditions>;
  readonly ruleSets?: readonly string[];
  readonly supplierAction?: string;
  readonly disposition?: CatalogueRow['disposition'];
}

/** Passed in the MVF, refused before the hand-over: nobody is asked for anything. */
export const refusedAtGate = (id: string, { section = 'A.1', code, conditions = {}, candidates, ruleSets = OF_ONE.ruleSets, ...told }: Refused): CatalogueRow => ({
  ...OF_ONE, ...carried(code), id, section, kind: 'failure', supplierAction: NO_LONGER, source: `MEHRS 2.5.4, Table A.1 ${code}`, ...told, ruleSets,
  conditions: { ...OF_ONE.conditions, ...conditions }, ...(candidates === undefined ? {} : { candidates }),
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.4', code, 'mvf', [
      { kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'notBefore' },
      { kind: 'calendar', anchor: 'migrationDay', dayOffset: 1, wallClock: '00:00', relation: 'notAfter' },
    ]);
    return {
      mustSend: [...untilMvf(situation), ...mustSend],
      mustNotSend: [...mustNotSend, never('no hand-over asked', 'MEHRS 2.5.4', 'rp', 'HANDOVER_REQUEST'), never('nothing asked of the CSP', 'MEHRS 2.5.4', 'smso', 'SIM_REQUEST')],
    };
  },
});

const DORMANT = { supply: ['Dormant', 'Dormant'] } as const;
const NOT_REFUSED = [never('no failed completion', 'MEHRS Table A.1', 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Failure' }] })];
const inMvf: FieldTest = { field: 'entry.failure.failedStepNumber', filled: true };

const failedInMvf: CatalogueRow = {
  ...OF_ONE, ...carried('MA113'),
  id: '2.5.4-a', section: '2.5.4', title: 'The MVF details an error for the Installation: MA113', kind: 'failure', groups: EVERY_GROUP, lines: ['426-430', '435-445', '1137'],
  detectedBy: 'mcfvf', supplierAction: 'review and correct the data, then authorise a later week', source: 'MEHRS 2.5.4 a, 2.4.6, Table A.1 MA113',
  cause: "the Validation Function's Registration Data name another supplier",
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.4 a', 'MA113', 'mvf');
    return {
      mustSend: [
        ...authorisation(situation), mcf(situation),
        must('mvf', 'MEHRS 2.4.6', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], { where: [inMvf], forEach: { of: 'mcf', sameField: 'header.migrationSetId' } }),
        ...mustSend,
      ],
      mustNotSend: [...mustNotSend, never('no hand-over asked', 'MEHRS 2.5.4 a', 'rp', 'HANDOVER_REQUEST')],
    };
  },
};


export const GATE_ROWS: readonly CatalogueRow[] = [
  failedInMvf,
  refusedAtGate('2.5.4-b', {
    section: '2.5.4', code: 'MA112', title: 'No WAN contact for more than seven days: MA112', groups: NOT_DA, lines: ['431', '1136'], cause: 'the hub has been out of coverage for ten days',
    source: 'MEHRS 2.5.4 b, Table A.1 MA112; ruling A-10',
  }),
  refusedAtGate('2.5.4-b-DA', {
    section: '2.5.4', code: 'MA112', title: 'DA: the seven days without WAN contact are over between the checks before the Common File and the Migration Day', groups: ['DA'], lines: ['431', '1136'],
    cause: 'the hub has been silent for six days and eighteen hours when the records are looked at', source: 'MEHRS 2.5.4 b, Table A.1 MA112; ruling A-10',
  }),
  {
    ...notApplicable('2.5.4-b-heard-again', '2.5.4', 'The hub is back within coverage before the Migration Day', NOT_DA, ['431'], 'MEHRS 2.5.4 b; ruling A-10', NOT_REFUSED, {
      cause: 'the hub is out of coverage for nine days and comes back',
    }), kind: 'recovery',
  },
  refusedAtGate('2.5.4-c', {
    section: '2.5.4', code: 'MA111', title: 'Not configured as the S1SR require: MA111', groups: NOT_DA, lines: ['432', '1135'],
    cause: 'a setting of a Device is changed after the MVF', source: 'MEHRS 2.5.4 c, Table A.1 MA111; ruling A-18',
  }),
  refusedAtGate('2.5.4-c-DA', {
    section: '2.5.4', code: 'MA519', title: 'Not configured as the S1SR require: the code of the setting', groups: ['DA'], lines: ['432', '1183'],
    cause: 'the debt setting of a Device is changed after the MVF', source: 'MEHRS 2.5.4 c, Table A.1 MA519; ruling A-18',
    candidates: ['MA519', 'MA111', 'MA520', 'MA521', 'MA524', 'MA525', 'MA526', 'MA527', 'MA530'],
  }),
  refusedAtGate('A.1-MA102', { code: 'MA102', title: 'The ESME is no longer registered at the MPAN', groups: NOT_DA, lines: ['1123'], cause: 'the meter is taken out of the SMSO system after the MVF' }),
  refusedAtGate('A.1-MA103', { code: 'MA103', title: 'The GSME is no longer registered at the MPRN', groups: NOT_DA, lines: ['1124'], cause: 'the meter is taken out of the SMSO system after the MVF' }),
  refusedAtGate('A.1-MA104', { code: 'MA104', title: 'The supplier has lost the MPAN since', groups: EVERY_GROUP, lines: ['1128'], cause: 'a change of supplier after the MVF' }),
  refusedAtGate('A.1-MA105', { code: 'MA105', title: 'The supplier has lost the MPRN since', groups: EVERY_GROUP, lines: ['1129'], cause: 'a change of supplier after the MVF' }),
  refusedAtGate('A.1-MA107', {
    code: 'MA107', title: 'A Dormant meter that DCC authorised has become Active', groups: IE, lines: ['1131'], conditions: DORMANT, cause: 'a change of supplier after the MVF: the gaining one operates the meter',
    // DCC authorises no Installation with an Active meter, so it is not rescheduled (MEHRS 4.1).
    supplierAction: 'none: DCC authorised', source: 'MEHRS Table A.1 MA107, 4.1; ruling A-15', disposition: 'not-rescheduled',
  }),
  refusedAtGate('A.1-MA107-other-groups', {
    code: 'MA012', title: 'The same where Table A.1 has no MA107', groups: ['CB', 'DA', 'EA', 'EB'], lines: ['1131'], conditions: DORMANT, candidates: ['MA012', 'MA104', 'MA105'],
    cause: 'a change of supplier after the MVF: the gaining one operates the meter', supplierAction: 'none: DCC authorised', source: 'MEHRS Table A.1 MA012, 4.1; ruling A-15', disposition: 'not-rescheduled',
  }),
  refusedAtGate('A.1-MA108', {
    code: 'MA108', title: "DCC's authorisation lacks the MPRN of what turns out to be dual fuel", groups: NOT_DA, lines: ['1132'], conditions: { fuel: 'electricity', supply: ['Dormant'] },
    cause: 'a Dormant gas meter is added to the account after the MVF', supplierAction: 'none: DCC authorised',
  }),
  refusedAtGate('A.1-MA109', { code: 'MA109', title: 'A Device has no CPL entry any more', groups: NOT_DA, lines: ['1133'], cause: 'the Central Products List changes after the MVF' }),
  refusedAtGate('A.1-MA110', { code: 'MA110', title: 'The combination is on the EPC list no more', groups: NOT_DA, lines: ['1134'], cause: 'the EPC list changes after the MVF' }),
  refusedAtGate('A.1-MA110-DA', {
    code: 'MA518', title: 'The same for DA before v7.0: the product model is not eligible', groups: ['DA'], lines: ['1134', '1182'], cause: 'the EPC list changes after the MVF',
    ruleSets: ['v3.1', 'v3.0'], candidates: ['MA518', 'MA999'], source: 'MEHRS Table A.1 MA110 (n/a for DA), MA518; ruling A-18',
  }),
  refusedAtGate('A.1-MA110-v7.1', {
    code: 'MA110', title: 'The combination is on the EPC list no more: MA110 for DA too', groups: ['DA'], lines: ['1134'], cause: 'the EPC list changes after the MVF', ruleSets: ['v7.1'],
    source: 'MEHRS v7.0 as the March 2022 consultation has it; ruling R2-12',
  }),
  refusedAtGate('A.1-MA114', {
    code: 'MA114', title: 'The SMSO is configuring the Installation just now', groups: NOT_DA, lines: ['1138'], cause: 'the SMSO begins a firmware upgrade after the MVF', source: 'MEHRS Table A.1 MA114; ruling A-03',
  }),
  notApplicable('A.1-MA114-not-applicable', 'A.1', 'MA114 is not for DA', ['DA'], ['1138'], 'MEHRS Table A.1 MA114', NOT_REFUSED),
  refusedAtGate('A.1-MA117', { code: 'MA117', title: 'Blocked from being migrated since', groups: [...IE, ...FOC], lines: ['1141'], cause: 'the SMSO blocks the Installation after the MVF', source: 'MEHRS Table A.1 MA117; ruling A-16' }),
  notApplicable('A.1-MA117-not-applicable', 'A.1', 'Table A.1 knows no block for CB and DA', ['CB', 'DA'], ['1141'], 'MEHRS Table A.1 MA117', NOT_REFUSED),
  refusedAtGate('A.1-MA529', { code: 'MA529', title: 'Another Communications Hub than the one authorised', groups: ['DA'], lines: ['1196'], cause: 'the hub is exchanged after the MVF' }),
];
