/** MEHRS 2.6.5, 3.3.1 and 3.3.2, Group ID DA: the SUA key rotated on the GSME, then on the ESME; or on the ESME alone. */
import { failedCompletion, failedStep, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { FieldTest, MustNotSend, MustSend } from '../../expectation.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Conditions, Situation } from '../../row.ts';
import { failure, must, never, noFailedMacr, noFailure, noIncident, step, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

/** The SUA Time Expiry Constraint has no public value; the emulator's is a day (ruling R2-11). */
const SUA_MINUTES = 24 * 60;
const GT04 = '16.10.1.GT04';
const ET04 = '16.10.2.ET04';
const SHARED = { ...USUAL, groups: ['DA'], detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT } as const;
const SINGLE: Conditions = { ...USUAL.conditions, fuel: 'electricity', supply: ['Active'] };
const rotateKey: FieldTest = { field: 'kind', is: 'rotateKey' };

/** Rotation commands up to the one that is not confirmed. A refusal is final; silence is, once the time has expired. */
type Unconfirmed = 'refused' | 'busy' | 'wrongMode' | 'unreachable';
const commands = (situation: Situation, number: number, unconfirmed: Unconfirmed): readonly MustSend[] => [
  ...untilFileSet(situation), ...viability,
  must('rotations', 'MEHRS 3.3.1', 's1sp', 'WAN_COMMAND', ['csp'], { where: [rotateKey], count: number }),
  must('unconfirmed', 'MEHRS 3.3.1', 'csp', 'WAN_RESULT', ['s1sp'], { where: [rotateKey, { field: 'result', is: unconfirmed }] }),
  ...(number === 1 ? [] : [must('gsme-confirmed', 'MEHRS 3.3.1', 'csp', 'WAN_RESULT', ['s1sp'], { where: [rotateKey, { field: 'result', is: 'answered' }], before: { of: 'unconfirmed' } })]),
];
/** When the S1SP gives the rotation up, counted from the last command. */
const givenUp = (unconfirmed: Unconfirmed) => {
  const minutes = unconfirmed === 'unreachable' ? SUA_MINUTES : 0;
  return { kind: 'after', from: { of: 'rotations', which: 'last' }, atLeast: minutes, atMost: minutes === 0 ? 5 : minutes } as const;
};
const noEsme = never('the ESME is not commanded', 'MEHRS 3.3.1', 's1sp', 'WAN_COMMAND', { where: [rotateKey], after: { of: 'unconfirmed' } });
const noTests: MustNotSend = never('no session and no tests for DA', 'MEHRS 2.6.2, 2.6.3', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['openSession', 'test'] }] });

interface Gsme {
  readonly id: string;
  readonly title: string;
  readonly cause: string;
  readonly unconfirmed: Unconfirmed;
  readonly contact?: 'restored' | 'lost';
}

/** The account goes back and may be tried again in coordination with the MCC. */
const gsme = ({ id, title, cause, unconfirmed, contact = 'restored' }: Gsme): CatalogueRow => ({
  ...SHARED,
  id, section: '2.6.5', title, kind: 'failure', cause, lines: ['710-718', '726-733', '974-989', '1139'],
  codes: [{ code: GT04, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: GT04 }, { report: 6, carries: 'MA115' }],
  disposition: contact === 'restored' ? 'returned-to-smso' : 'replacement-considered',
  supplierAction: contact === 'restored' ? 'resubmit in a later Migration Week, in coordination with the MCC' : 'ask the SMSO whether the Installation has to be replaced',
  source: 'MEHRS 2.6.5, 3.3.1; ruling A-36', compensations: COMPENSATIONS('MEHRS 2.6.5', ['DA']),
  whenNotCommissionedByDcc: BOTH_HEAR,
  retries: [{ what: 'SUA key rotation, held by the CSP until it expires', clause: 'MEHRS 3.3.1', attempts: 1, lastAtMinutes: 0, givenUpAtMinutes: SUA_MINUTES }],
  demands: (situation) => ({
    mustSend: [
      ...commands(situation, 1, unconfirmed),
      ...rolledBack(situation, { clause: 'MEHRS 3.3.1', scfItem: 2, failedStep: GT04, after: 'rotations', timing: [givenUp(unconfirmed)] }),
      ...smsoContact(contact), failedStep('MEHRS 2.6.5', 'scf', GT04), ...failedCompletion('MEHRS 2.6.5', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...notDone(situation, 'MA115'), noIncident, noEsme, noTests, never('may be tried again', 'MEHRS 2.6.5', ['s1sp', 'mcc'], 'NO_REATTEMPT')],
  }),
});

/** The account stays: the failure means a broken ESME; DCC tells the supplier that there is no second attempt. */
const esme = (single: boolean) => ({ id, title, cause, unconfirmed }: Omit<Gsme, 'contact'>): CatalogueRow => ({
  ...SHARED, ...(single ? { conditions: SINGLE } : {}),
  id, section: '2.6.5', title, kind: 'failure', cause, lines: single ? ['722-724', '1000-1002'] : ['720', '994-998'],
  codes: [{ code: ET04, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: ET04 }, { report: 6, carries: 'MA115' }],
  disposition: 'replacement-considered', supplierAction: 'consider replacing the Installation: it cannot be tried again', source: `MEHRS 2.6.5, 3.3.${single ? '2' : '1'}; ruling A-36`,
  whenNotCommissionedByDcc: BOTH_HEAR, notices: [{ by: 'mcc', to: ['supplier'], what: 'no re-attempt is possible; a replacement may have to be considered', clause: 'MEHRS 2.6.5' }],
  demands: (situation) => ({
    mustSend: [
      ...commands(situation, single ? 1 : 2, unconfirmed),
      must('scf', 'MEHRS 3.3.1 (2)', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], {
        where: [failure, step(ET04), { field: 'entry.rollbackRequired', is: false }],
        timing: [{ ...givenUp(unconfirmed), atMost: givenUp(unconfirmed).atMost + 60 }],
      }),
      must('no-reattempt', 'MEHRS 2.6.5', 'mcc', 'NO_REATTEMPT', ['supplier'], { where: [{ field: 'failedStepNumber', is: ET04 }] }),
      failedStep('MEHRS 2.6.5', 'scf', ET04), ...failedCompletion('MEHRS 2.6.5', 'MA115', 'scf'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      ...notCommissioned, noSuccessfulScf, noIncident, noTests,
      never('the account is not rolled back', 'MEHRS 3.3.1', 's1sp', 'SIM_REQUEST'), never('no rollback notice', 'MEHRS 3.3.1', 's1sp', 'ROLLBACK_NOTICE'),
      never('one reason code', 'MEHRS Table A.1', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: 'MA115' }] }),
    ],
  }),
});

const bySupplier = (row: CatalogueRow): readonly CatalogueRow[] =>
  [row, { ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier was to commission`, lines: ['733'], conditions: { ...row.conditions, commissioner: 'supplier' } }];

const delivered = (id: string, title: string, conditions: Conditions, cause: string): CatalogueRow => ({
  ...SHARED, conditions,
  id, section: '3.3', title, kind: 'recovery', cause, lines: ['980-982'], codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
  disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 3.3.1; rulings A-36, R2-11',
  demands: (situation) => ({ mustSend: [...untilFileSet(situation), ...toTheEnd(situation)], mustNotSend: [...noFailure, noIncident, noFailedMacr, noTests] }),
});

/** The Commissioning File says more than the step: that critical commands may have become impossible. */
const warned = (row: CatalogueRow): CatalogueRow => ({
  ...row,
  demands: (situation) => {
    const { mustSend, mustNotSend } = row.demands(situation);
    const warning: FieldTest = { field: 'entry.failure.supportingData', isNot: GT04 };
    return { mustSend: mustSend.map((each) => (each.name === 'scf' ? { ...each, where: [...(each.where ?? []), warning] } : each)), mustNotSend };
  },
});

const EDGE = 'The GSME has its new key, but nobody heard it: the account goes back though critical commands have become impossible';

export const SUA_ROWS: readonly CatalogueRow[] = [
  ...bySupplier(gsme({ id: '2.6.5-gsme-timeout', title: 'The GSME does not answer until the SUA time expires', cause: 'the GSME is gone', unconfirmed: 'unreachable' })),
  gsme({ id: '2.6.5-gsme-timeout-contact-lost', title: 'The hub is out of reach until the SUA time expires, and for the SMSO too', cause: 'the hub is out of coverage from the hand-over on', unconfirmed: 'unreachable', contact: 'lost' }),
  gsme({ id: '2.6.5-gsme-refused', title: 'The GSME refuses the command', cause: 'the DCO holds a wrong half of its key', unconfirmed: 'refused' }),
  gsme({ id: '2.6.5-gsme-busy', title: 'The GSME is busy when the command arrives', cause: 'the GSME is busy', unconfirmed: 'busy' }),
  gsme({ id: '2.6.5-gsme-wrong-mode', title: 'The GSME is in a mode that does not support the command', cause: 'the GSME is in another mode', unconfirmed: 'wrongMode' }),
  warned({ ...gsme({ id: '2.6.5-gsme-rotated-unheard', title: EDGE, cause: 'the answer of the GSME is lost', unconfirmed: 'unreachable' }), lines: ['991-993'] }),
  ...bySupplier(esme(false)({ id: '2.6.5-esme-timeout', title: 'The GSME has its new key; the ESME does not answer until the SUA time expires', cause: 'the ESME is gone', unconfirmed: 'unreachable' })),
  esme(false)({ id: '2.6.5-esme-refused', title: 'The GSME has its new key; the ESME refuses the command', cause: 'the DCO holds a wrong half of its key', unconfirmed: 'refused' }),
  esme(false)({ id: '2.6.5-esme-busy', title: 'The GSME has its new key; the ESME is busy', cause: 'the ESME is busy', unconfirmed: 'busy' }),
  ...bySupplier(esme(true)({ id: '2.6.5-single-timeout', title: 'Single fuel: the ESME does not answer until the SUA time expires', cause: 'the ESME is gone', unconfirmed: 'unreachable' })),
  esme(true)({ id: '2.6.5-single-refused', title: 'Single fuel: the ESME refuses the command', cause: 'the DCO holds a wrong half of its key', unconfirmed: 'refused' }),
  delivered('3.3.1-delivered-late', 'The hub comes back before the SUA time expires: the command that the CSP holds is delivered', USUAL.conditions, 'the hub is out of coverage for ten hours'),
  delivered('3.3.1-gsme-late', 'The GSME comes back a minute before the command expires', USUAL.conditions, 'the GSME is gone for almost a day'),
  delivered('3.3.2-delivered-late', 'Single fuel: the ESME comes back before the SUA time expires', SINGLE, 'the ESME is gone for ten hours'),
];
