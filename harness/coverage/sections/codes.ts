/** Codes against Group IDs, held against Table A.1: what may be given and was, may be and was not, may not be and did not come. */
import { GROUP_IDS, type GroupId } from '../../../protocol/domain.ts';
import { CODES, type Code } from '../../../protocol/mehrs/expected/codes.ts';
import { UNCITED_CELLS } from '../../../protocol/mehrs/expected/uncited.ts';
import { rowName, rowsOf, type RowResult } from '../rows.ts';
import type { CoverageModel } from '../model.ts';
import { section, text } from './markup.ts';

const reasonFor = (code: string, group: GroupId): string | undefined => UNCITED_CELLS.find(({ codes, groups }) => codes.includes(code) && groups.includes(group))?.reason;

interface Shown {
  readonly kind: 'given' | 'open' | 'kept' | 'never' | 'excused';
  readonly sign: string;
  readonly says: string;
  readonly row?: RowResult;
}

const cellOf = ({ code, groups }: Code, group: GroupId, carrying: readonly RowResult[], excluding: readonly RowResult[]): Shown => {
  const carries = carrying.find((each) => each.group === group && each.result === 'pass');
  const excludes = excluding.find((each) => each.group === group && each.result === 'pass');
  const applies = groups.includes(group);
  if (carries !== undefined) return { kind: 'given', sign: '●', says: `given in ${rowName(carries.row, group)}${applies ? '' : ' (rule set v7.1)'}`, row: carries };
  if (!applies && excludes !== undefined) return { kind: 'kept', sign: '○', says: `n/a, and does not come in ${rowName(excludes.row, group)}`, row: excludes };
  const reason = reasonFor(code, group);
  if (!applies) return { kind: 'never', sign: '·', says: `n/a: law L8 is held against every run${reason === undefined ? '' : `; ${reason}`}` };
  return reason === undefined ? { kind: 'open', sign: '!', says: 'may be given, and no journey gives it' } : { kind: 'excused', sign: '–', says: reason };
};

const KEY: readonly (readonly [Shown['kind'], string, string])[] = [
  ['given', '●', 'given by a journey'], ['kept', '○', 'n/a, and a journey shows that it does not come'], ['never', '·', 'n/a'], ['excused', '–', 'applies, not provoked, with a reason'], ['open', '!', 'applies and nothing gives it'],
];

export const codes = ({ journeys }: CoverageModel): string => {
  const results = rowsOf(journeys);
  const lines = CODES.map((code) => {
    const carrying = results.filter(({ row }) => row.codes.some((each) => each.code === code.code));
    const excluding = results.filter(({ row }) => row.excludes?.includes(code.code) === true);
    const cells = GROUP_IDS.map((group) => {
      const { kind, sign, says, row } = cellOf(code, group, carrying, excluding);
      const inner = row === undefined ? sign : `<button type="button" class="sign" data-cell="${text(`${row.row.section} ${group}`)}" data-row="${text(row.row.id)}" aria-label="${text(says)}">${sign}</button>`;
      return `<td class="${kind}" title="${text(says)}">${inner}</td>`;
    });
    return `<tr><th scope="row"><code>${text(code.code)}</code> <span>${text(code.description)}</span></th>${cells.join('')}<td class="tables">${text(code.tables.join(', '))}</td></tr>`;
  });
  return section('codes', 'Codes, by Group ID', 'Every code a public document prints, against the Group IDs that Table A.1 and its sisters give it to.',
    `<p class="key">${KEY.map(([kind, sign, says]) => `<span><i class="${kind}">${sign}</i> ${text(says)}</span>`).join('')}</p><div class="wide"><table class="codes"><thead><tr><th></th>${GROUP_IDS.map((group) => `<th scope="col">${group}</th>`).join('')}<th scope="col">Tables</th></tr></thead><tbody>${lines.join('')}</tbody></table></div>`);
};
