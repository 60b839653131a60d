/** MEHRS 2.3.2, MA106: of two Active Suppliers only one has authorised the Migration Week by its cut-off (ruling A-12). */
import { failedCompletion, notCommissioned, reportedAuthorisation } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { FOC, IE } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { must, never, noIncident } from '../../stages.ts';
import { USUAL } from '../common.ts';
import { answered, notBegun, rejected } from './rejected.ts';

const CAUSE = 'the gas supplier authorises the week after';
const LINES = ['221', '1130'];
const conditions = { ...USUAL.conditions, sameSupplier: false };
/** From Tuesday at 09:00, when suppliers submit, to Thursday at 10:00. */
const TO_CUT_OFF_MINUTES = 49 * 60;
const A_WEEK_MINUTES = 7 * 24 * 60;

const authorised: readonly MustSend[] = [
  must('ma', 'Guide Table 5 step 4', 'supplier', 'MA', ['mcc'], { count: 2 }),
  must('ma-forwarded', 'Guide Table 5 step 5', 'mcc', 'MA', ['rp', 'bimi'], { count: 2 }),
  must('accepted', 'MEHRS 2.3.2', 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Accepted' }], count: 2 }),
];

const base = rejected({
  code: 'MA106', groups: [...IE, 'DA'], title: 'Two Active Suppliers authorise different Migration Weeks', cause: CAUSE, lines: LINES, conditions,
  source: 'MEHRS 2.3.2 Table 1, Table A.1; conclusion on the first MEHRS (000); ruling A-12',
});
const [refusal, report6, report10] = answered('MA106', { ...conditions, groupId: 'AA', ruleSet: 'v3.1' }) as readonly [MustSend, MustSend, MustSend];

export const SPLIT_ROWS: readonly CatalogueRow[] = [
  {
    ...base,
    supplierAction: 'both suppliers agree on a subsequent Migration Week, the Migration Control Centre coordinating, and authorise it',
    demands: () => ({
      mustSend: [
        ...authorised,
        // Each authorisation fails at the cut-off of its own week, the second a week after the first.
        { ...refusal, count: 2, after: { of: 'accepted' }, timing: [{ kind: 'after', from: { of: 'ma' }, atLeast: TO_CUT_OFF_MINUTES, atMost: TO_CUT_OFF_MINUTES + A_WEEK_MINUTES }] },
        ...[report6, report10].map((each) => ({ ...each, count: { min: 1, max: 2 }, timing: [] })),
      ],
      mustNotSend: notBegun,
    }),
  },
  {
    ...base, id: '2.3.2-MA106-na', kind: 'not-applicable', groups: ['CB', ...FOC], excludes: ['MA106'], lines: LINES.slice(1),
    title: 'These groups have no MA106: the authorisation runs out with its week', codes: [{ code: 'MA101', file: 'MACR' }], reports: [{ report: 6, carries: 'MA101' }, { report: 10, carries: 'Accepted' }],
    disposition: 'authorisation-expired', source: 'MEHRS Table A.1 (n/a); ruling A-12',
    supplierAction: 'both suppliers agree on a subsequent Migration Week, the Migration Control Centre coordinating, and authorise it',
    demands: () => ({
      mustSend: [
        ...authorised,
        ...failedCompletion('ruling A-12', 'MA101', 'accepted').map((each) => ({
          ...each, count: { min: 1, max: 2 }, timing: [], ...(each.name === 'macr' ? {} : { receivers: { exactly: ['supplier', 'mcc'] as const } }),
        })),
        ...reportedAuthorisation({ ...conditions, groupId: 'CB', ruleSet: 'v3.1' }).map((each) => ({ ...each, after: { of: 'accepted' } })),
      ],
      mustNotSend: [
        ...notCommissioned, noIncident, never('in no Common File', 'ruling A-12', 'rp', 'MCF'),
        never('no MA106', 'MEHRS Table A.1; L8', 'rp', 'MAVR', { where: [{ field: 'entry.reasonCode', is: 'MA106' }] }),
        never('nothing rejected', 'ruling A-12', 'rp', 'MAVR', { where: [{ field: 'entry.result', is: 'Rejected' }] }),
      ],
    }),
  },
];
