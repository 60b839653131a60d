/** MEHRS 2.3.2, MA504 and MA505: DA refuses what it has been given already, and what it was given first goes on; the other groups have no code for it. */
import type { CatalogueRow, Situation } from '../../row.ts';
import { reportedSuccess, toTheEnd } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { NOT_DA } from '../../groups.ts';
import { never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { answered, notApplicable, rejected } from './rejected.ts';

const AUTHORISED = ['ma', 'ma-forwarded', 'mavr'];
/** The same stages where more than one file may name the Installation. */
const filesOf = (count: number, demanded: readonly MustSend[]): readonly MustSend[] =>
  demanded.map((each) => (AUTHORISED.includes(each.name) ? { ...each, count: each.name === 'mavr' ? { min: 1, max: count } : count } : each));

const goesOn = (code: string, files: number, situation: Situation): readonly MustSend[] => {
  const [refusal, ...reported] = answered(code, situation);
  const migrated = [...untilFileSet(situation), ...toTheEnd(situation)].filter(({ name }) => !reported.some((each) => each.name === name));
  return [
    ...filesOf(files, migrated),
    ...(refusal === undefined ? [] : [{ ...refusal, name: 'refusal' }]),
    ...reported.map((each) => ({ ...each, name: `${each.name}-refusal`, after: { of: 'refusal' }, timing: [{ kind: 'after' as const, from: { of: 'refusal' }, atMost: 24 * 60 }] })),
    ...reportedSuccess(situation).filter(({ name }) => name === 'report-6'),
  ];
};

const duplicate = (code: 'MA504' | 'MA505', files: number, title: string, cause: string, lines: readonly string[]): readonly CatalogueRow[] => {
  const [refused, accepted] = [
    rejected({ code, groups: ['DA'], title, cause, lines, source: 'MEHRS 2.3.2 Table 1, Table A.1; the checks are of the record' }),
    notApplicable({ code, groups: NOT_DA, title: `${title}: these groups take what is said twice as said once`, cause, lines: lines.slice(1) }),
  ];
  return [
    {
      ...refused, disposition: 'commissioned', reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }, ...refused.reports],
      supplierAction: 'none for the Installation, which the first record takes through; see that it is authorised once',
      demands: (situation) => ({ mustSend: goesOn(code, files, situation), mustNotSend: [...noFailure, noIncident, noFailedMacr] }),
    },
    {
      ...accepted,
      demands: (situation) => {
        const { mustSend, mustNotSend } = accepted.demands(situation);
        return { mustSend: filesOf(files, mustSend), mustNotSend: [...mustNotSend, never('nothing rejected', 'MEHRS Table A.1', 'rp', 'MAVR', { where: [{ field: 'entry.result', is: 'Rejected' }] })] };
      },
    },
  ];
};
export const DUPLICATE_ROWS: readonly CatalogueRow[] = [
  ...duplicate('MA504', 2, 'The Installation was in an earlier file', 'the supplier submits its file twice, under two names', ['227', '1168']),
  ...duplicate('MA505', 1, 'The Installation stands twice in the file', 'the record stands twice in the file', ['228', '1169']),
];
