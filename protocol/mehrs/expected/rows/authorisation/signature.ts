/** MEHRS 2.3.1: the Migration Control Centre rejects the supplier's signature, tells it by telephone and e-mail, and nothing goes to the Requesting Party until it is right. */
import type { GroupId } from '../../../../domain.ts';
import { toTheEnd } from '../../completion.ts';
import type { MustNotSend, MustSend } from '../../expectation.ts';
import { EVERY_GROUP, NOT_DA } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { must, never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { DORMANT } from './installation.ts';
import { answered, notBegun } from './rejected.ts';

const CLAUSE = 'MEHRS 2.3.1';
const SHARED = {
  ...USUAL, section: '2.3.1', detectedBy: 'mcc', level: 'file', incident: NO_INCIDENT, lines: ['188-192'],
  notices: [{ by: 'mcc', to: ['supplier'], what: 'a telephone call and an e-mail: the signature failed', clause: CLAUSE }],
} as const;

const told: readonly MustSend[] = [
  must('ma', 'Guide Table 5 step 4', 'supplier', 'MA', ['mcc'], { count: 2 }),
  must('told', CLAUSE, 'mcc', 'MA_SIGNATURE_REJECTED', ['supplier'], { timing: [{ kind: 'after', from: { of: 'ma' }, atLeast: 0, atMost: 60 }] }),
  must('corrected', CLAUSE, 'supplier', 'MA', ['mcc'], { after: { of: 'told' } }),
  must('ma-forwarded', CLAUSE, 'mcc', 'MA', ['rp', 'bimi'], { after: { of: 'corrected' } }),
];
const notPassedOn: readonly MustNotSend[] = [
  never('not passed on', CLAUSE, 'mcc', 'MA', { before: { of: 'corrected' } }),
  never('not answered', CLAUSE, 'rp', 'MAVR', { before: { of: 'corrected' } }),
  noIncident,
];

/** From the forwarded file on as ever. */
const afterwards = (situation: Situation): readonly MustSend[] =>
  [...untilFileSet(situation), ...toTheEnd(situation)].filter(({ name }) => !['ma', 'ma-forwarded'].includes(name));

const CAUSES: readonly (readonly [what: string, title: string, cause: string])[] = [
  ['signature', 'The signature does not fit the file', "the supplier's system damages the signature"],
  ['revoked', 'Signed with a certificate that is revoked', "the supplier's certificate has been revoked"],
  ['expired', 'Signed with a certificate that has expired', "the supplier's certificate has expired"],
  ['unknown-issuer', 'Signed with a certificate of an issuer nobody trusts', "the supplier's certificate is from an authority outside the trusted ones"],
  ['wrong-role', 'Signed in a role that does not authorise', 'the supplier signs with a certificate for another purpose'],
  ['other-supplier', "Signed with another supplier's key", "the supplier's file is signed with another supplier's key"],
];

const tooLate = (groups: readonly GroupId[], variant: string, code: 'MA511' | 'MA004', title: string): CatalogueRow => ({
  ...SHARED, id: `2.3.1-signature-too-late-${variant}`, title, kind: 'failure', groups, cause: "the supplier's system damages the signature, and its people take three days",
  codes: [{ code, file: 'MAVR' }], reports: [{ report: 6, carries: code }, { report: 10, carries: code }], disposition: 'validation-rejected',
  supplierAction: 'authorise the Installation for a subsequent Migration Week', source: 'MEHRS 2.3.1; conclusion on the first MEHRS (000); ruling A-02',
  lines: [...SHARED.lines, ...(code === 'MA511' ? ['234'] : ['204'])],
  demands: (situation) => ({
    mustSend: [...told, ...answered(code, situation)],
    mustNotSend: [
      ...notPassedOn.filter((each) => each !== noIncident), ...notBegun,
      // Held until the week it was for is over: looked at in the next Migration Week, never before.
      ...(code === 'MA511' ? [] : [never('nothing accepted', 'ruling A-02', 'rp', 'MAVR', { where: [{ field: 'entry.result', is: 'Accepted' }] })]),
    ],
  }),
});

export const SIGNATURE_ROWS: readonly CatalogueRow[] = [
  ...CAUSES.map(([what, title, cause]): CatalogueRow => ({
    ...SHARED, id: `2.3.1-${what}-in-time`, title: `${title}; corrected before the cut-off`, kind: 'recovery', groups: EVERY_GROUP, cause, codes: [],
    reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }, { report: 10, carries: 'Accepted' }], disposition: 'commissioned',
    supplierAction: 'check certificate and signature, make the Migration Authorisation anew and submit it by the cut-off', source: 'MEHRS 2.3.1',
    compensations: [{ what: 'file-resubmitted', by: 'supplier', clause: CLAUSE }],
    demands: (situation) => ({ mustSend: [...told, ...afterwards(situation)], mustNotSend: [...notPassedOn, ...noFailure, noFailedMacr] }),
  })),
  tooLate(['DA'], 'DA', 'MA511', 'The signature is put right after the cut-off: DA refuses the authorisation'),
  tooLate(NOT_DA, 'held', 'MA004', 'The signature is put right after the cut-off: the authorisation is held until its week is over'),
  {
    ...SHARED, id: '2.3.1-dormant', title: "DCC's own authorisation of Dormant Meters is not signed by a supplier, and nobody asks", kind: 'not-applicable', groups: EVERY_GROUP,
    cause: 'no supplier has signed anything', detectedBy: null, level: 'none', notices: [], lines: ['188'], conditions: { ...USUAL.conditions, ...DORMANT }, codes: [],
    reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.3.1 (Active Meters only); decision D-17',
    demands: (situation) => ({
      mustSend: [...untilFileSet(situation), ...toTheEnd(situation)],
      mustNotSend: [never('no signature rejected', CLAUSE, 'mcc', 'MA_SIGNATURE_REJECTED'), ...noFailure, noFailedMacr, noIncident],
    }),
  },
];
