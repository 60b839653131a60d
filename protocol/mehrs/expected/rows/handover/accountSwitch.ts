/** MEHRS 2.5.2 a to c, Group ID DA: the SMSO looks at the account before it switches it. */
import type { FieldTest } from '../../expectation.ts';
import { NOT_DA } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { OF_ONE, carried, must, neverHandedOver, never, notApplicable, untilMvf } from './shared.ts';

const ACCOUNT: FieldTest = { field: 'method', is: 'account' };

const notSwitched = (id: string, code: string, title: string, line: string, cause: string, candidates: readonly string[]): CatalogueRow => ({
  ...OF_ONE, ...carried(code), id, section: '2.5.2', title, kind: 'failure', groups: ['DA'], detectedBy: 'smso', lines: ['370-384', line], cause, candidates,
  supplierAction: 'review and fix as appropriate, then authorise a later week', source: `MEHRS 2.5.2, Table A.1 ${code}; ruling A-18`,
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.2', code, 'refused');
    return {
      mustSend: [
        ...untilMvf(situation),
        must('asked', 'MEHRS 2.5.2', 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [ACCOUNT] }),
        must('refused', 'MEHRS 2.5.2', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [ACCOUNT, { field: 'result', is: 'failed' }, { field: 'reasonCode', is: code }] }),
        ...mustSend,
      ],
      mustNotSend: [...mustNotSend, never('no account switched', 'MEHRS 2.5.2', 'smso', 'SIM_REQUEST')],
    };
  },
});

const CARD = ['MA516', 'MA517', 'MA528'] as const;
export const ACCOUNT_SWITCH_ROWS: readonly CatalogueRow[] = [
  notSwitched('2.5.2-a', 'MA520', 'A setting is not as the S1SR require any more', '1187', "the SMSO's record of the demand limit is changed after the MVF",
    ['MA520', 'MA519', 'MA521', 'MA524', 'MA525', 'MA526', 'MA527', 'MA530', 'MA111']),
  notSwitched('2.5.2-b-MA104', 'MA104', 'The supplier is no longer Responsible Supplier of the MPAN', '1128', "the SMSO's record gets another electricity supplier", ['MA104', 'MA528']),
  notSwitched('2.5.2-b-MA105', 'MA105', 'The supplier is no longer Responsible Supplier of the MPRN', '1129', "the SMSO's record gets another gas supplier", ['MA105', 'MA528']),
  notSwitched('2.5.2-c-MA516', 'MA516', "The ESME's payment card is another supplier's now", '1180', "another supplier's card is attached to the ESME", CARD),
  notSwitched('2.5.2-c-MA517', 'MA517', "The GSME's payment card is another supplier's now", '1181', "another supplier's card is attached to the GSME", ['MA517', 'MA516', 'MA528']),
  notSwitched('2.5.2-c-MA528', 'MA528', 'The payment card is the right supplier\'s, but not the one of before', '1195', 'a new card is attached to the ESME', ['MA528', 'MA516']),
  notApplicable('2.5.2-not-applicable', '2.5.2', 'Another Group ID: no account is switched, and no card looked at', NOT_DA, ['370-372'], 'MEHRS 2.5.2', [
    never('no account method', 'MEHRS 2.5.2', 'rp', 'HANDOVER_REQUEST', { where: [ACCOUNT] }),
  ]),
];
