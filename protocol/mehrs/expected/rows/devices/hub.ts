/** MEHRS 2.6.7: the Communications Hub Function cannot be put into the SMI as Commissioned. */
import type { Role } from '../../../../domain.ts';
import { commissioning, failedCompletion, failedStep, migrated, reportedAuthorisation, reportedSuccess, session } from '../../completion.ts';
import type { MustNotSend, MustSend } from '../../expectation.ts';
import { EVERY_GROUP, IE } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import { BOTH_HEAR, COMPENSATIONS, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { SOME, failure, must, never, noFailedMacr, report, step, success, untilFileSet, viability } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';

const DP01 = '12.9.5.DP01';
const SHARED = { ...USUAL, section: '2.6.7', detectedBy: 's1sp', level: 'installation', whenNotCommissionedByDcc: BOTH_HEAR, source: 'MEHRS 2.6.7; ruling A-39' } as const;

/** Through the Point of No Return to the DSP's refusal, the failing Commissioning File and the Incident. */
const refused = (situation: Situation, assignedTo: Role, code: string): readonly MustSend[] => [
  ...untilFileSet(situation), ...viability, ...session(situation, 1),
  ...migrated(situation).filter(({ name }) => ['tests', 'keys-asked', 'keys-given', 'rotations', 'rotated'].includes(name)),
  must('chf-refused', 'MEHRS 2.6.7', 'dsp', 'CHF_RESPONSE', ['s1sp'], { where: [{ field: 'responseCode', is: code }], count: SOME }),
  must('scf-failed', 'MEHRS 2.6.7', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], {
    where: [failure, step(DP01), { field: 'entry.rollbackRequired', is: false }], timing: [{ kind: 'after', from: { of: 'chf-refused' }, atLeast: 0, atMost: 60 }], before: { of: 'resolved' },
  }),
  ...incidentOf('2.6.7', 's1sp', assignedTo, 'chf-refused', { field: 'failed', is: DP01 }),
  failedStep('MEHRS 2.6.7', 'scf-failed', DP01), ...reportedAuthorisation(situation),
];
const twice = never('the hub is tried once before the Incident is resolved', 'MEHRS 2.6.7', 's1sp', 'CHF_REQUEST', { after: { of: 'incident' }, before: { of: 'resolved' } });

const resolved = (cause: string, title: string, code: string, assignedTo: 's1sp' | 'dsp', why: string): CatalogueRow => ({
  ...SHARED,
  id: `2.6.7-${cause}-resolved`, title: `${title}; put right, and a Commissioning File says that it succeeded`, kind: 'recovery', groups: EVERY_GROUP, lines: ['762-775'], cause: why,
  incident: incident('s1sp', assignedTo), codes: [{ code: DP01, file: 'SCF' }, { code, file: 'CHF response' }],
  reports: [{ report: 1, carries: 'Installation' }, { report: 2, carries: DP01 }, { report: 6, carries: 'Success' }],
  disposition: 'commissioned', supplierAction: 'none', compensations: [{ what: 'backlog-processed', by: 's1sp', clause: 'MEHRS 2.6.7' }],
  demands: (situation) => ({
    mustSend: [
      ...refused(situation, assignedTo, code),
      must('chf-done', 'MEHRS 2.6.7', 'dsp', 'CHF_RESPONSE', ['s1sp'], { after: { of: 'resolved' }, where: [{ field: 'responseCode', isNot: code }], count: 2 }),
      must('scf', 'ruling A-39', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], {
        where: [success], after: { of: 'resolved' }, timing: [{ kind: 'after', from: { of: 'chf-done', which: 'last' }, atLeast: 0, atMost: 60 }],
      }),
      ...commissioning(situation), ...reportedSuccess(situation),
    ],
    mustNotSend: [twice, noFailedMacr, never('no rollback', 'MEHRS 2.6.7', 's1sp', 'ROLLBACK_NOTICE')],
  }),
});

interface End {
  readonly suffix: string;
  readonly groups: CatalogueRow['groups'];
  readonly contact: 'restored' | 'lost' | 'none';
  readonly code: 'MA115' | 'MA121';
  readonly why: string;
}

/** "Installation Rollback" per Group ID: SIM; certificate and SIM for EA and EB; none for DA once both keys are rotated (ruling A-38). */
const rolledBackFrom = (situation: Situation, { contact }: End): readonly MustSend[] => (contact === 'none' ? [
  must('scf', 'ruling A-38', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], { where: [failure, step(DP01)], after: { of: 'resolved' } }),
  must('no-reattempt', 'ruling A-38', 'mcc', 'NO_REATTEMPT', ['supplier'], { where: [{ field: 'failedStepNumber', is: DP01 }] }),
] : [
  ...rolledBack(situation, { clause: 'MEHRS 2.6.7', scfItem: 1, failedStep: DP01, after: 'resolved', certificateTaken: contact === 'restored' }), ...smsoContact(contact),
]);

const notResolved = (title: string, end: End): CatalogueRow => ({
  ...SHARED,
  id: `2.6.7-not-resolved${end.suffix}`, title, kind: 'failure', groups: end.groups, lines: ['779'], cause: end.why, incident: incident('s1sp', 'dsp'),
  codes: [{ code: DP01, file: 'SCF' }, { code: end.code, file: 'MACR' }], reports: [{ report: 2, carries: DP01 }, { report: 6, carries: end.code }],
  disposition: end.contact === 'restored' ? 'returned-to-smso' : 'replacement-considered',
  supplierAction: end.contact === 'restored' ? 'have the SMSO review and put it right, then authorise a later week' : 'ask the SMSO whether the Installation has to be replaced',
  source: 'MEHRS 2.6.7; rulings A-37, A-38, A-39', compensations: end.contact === 'none' ? [] : COMPENSATIONS('MEHRS 2.6.7', end.groups),
  demands: (situation) => ({
    mustSend: [
      ...refused(situation, 'dsp', 'E5'), ...rolledBackFrom(situation, end),
      ...failedCompletion('MEHRS 2.6.7', end.code, end.contact === 'none' ? 'scf' : 'smso-contact'),
    ],
    mustNotSend: [twice, ...nothingCommissioned(situation, end)],
  }),
});
const nothingCommissioned = ({ commissioner }: Situation, { code, contact }: End): readonly MustNotSend[] => [
  never('no request', 'Guide Table 5 step 20', commissioner, 'COMMISSIONING_REQUEST'), never('no successful SCF', 'MEHRS 2.6.7', 's1sp', 'SCF', { where: [success] }),
  never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
  never('one reason code', 'ruling A-37', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: code }] }),
  ...(contact === 'none' ? [never('no way back for DA', 'ruling A-38', 's1sp', 'SIM_REQUEST'), never('no rollback notice for DA', 'ruling A-38', 's1sp', 'ROLLBACK_NOTICE')] : []),
];

const bySupplier = (row: CatalogueRow): readonly CatalogueRow[] =>
  [row, { ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier commissions`, lines: ['777'], conditions: { ...row.conditions, commissioner: 'supplier' } }];

const SUSPENDED = 'the hub is suspended in the SMI and stays so';

export const HUB_ROWS: readonly CatalogueRow[] = [
  ...bySupplier(resolved('smi-status', 'The hub is suspended in the SMI when it is to be Commissioned', 'E5', 'dsp', 'the hub is suspended in the SMI')),
  resolved('smi-holds-hub', 'The SMI holds the hub as Commissioned for another party', 'E5', 'dsp', 'the SMI has a Commissioned SMETS2 hub of that identifier'),
  resolved('smi-holds-device', 'The SMI holds another Device under the identifier of the hub', 'E120201', 'dsp', 'the SMI has a PPMID of that identifier'),
  resolved('s1sp-version', 'The S1SP pre-notifies the hub as SMETS2', 'E11', 's1sp', 'a wrong version in the S1SP\'s request'),
  resolved('s1sp-originator', 'The S1SP asks in the name of another party', 'E100', 's1sp', 'a wrong Business Originator in the S1SP\'s request'),
  ...bySupplier(notResolved('The hub stays refused; Installation Rollback', { suffix: '', groups: [...IE, 'CB', 'EA', 'EB'], contact: 'restored', code: 'MA115', why: SUSPENDED })),
  notResolved('The hub stays refused; despite the rollback the SMSO has no contact', { suffix: '-contact-lost', groups: [...IE, 'EA', 'EB'], contact: 'lost', code: 'MA115', why: `${SUSPENDED}; its coverage is gone` }),
  notResolved('The hub stays refused; despite the rollback the SMSO has no contact', { suffix: '-contact-lost-CB', groups: ['CB'], contact: 'lost', code: 'MA121', why: `${SUSPENDED}; its coverage is gone` }),
  ...bySupplier(notResolved('The hub stays refused after both keys were rotated: no rollback, replacement', { suffix: '-DA', groups: ['DA'], contact: 'none', code: 'MA115', why: SUSPENDED })),
];
