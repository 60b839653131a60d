/** The MEHRS as a heat map: how many rows of each section each Group ID has, and whether every one came about. */
import { GROUP_IDS, type GroupId } from '../../../protocol/domain.ts';
import { CATALOGUE } from '../../../protocol/mehrs/expected/catalogue.ts';
import { SECTIONS } from '../../documents/sections.ts';
import { rowsOf, sectionName, type RowResult } from '../rows.ts';
import type { CoverageModel } from '../model.ts';
import { section, text } from './markup.ts';

/** Above so many rows a cell has the strongest shade. */
const SHADES = 5;
const shadeOf = (count: number): number => Math.min(SHADES, 1 + Math.floor(Math.log2(count)));

const cellId = (of: string, group: GroupId): string => `${of} ${group}`;

/** @param whole whether every row was to be played: then one without a journey is missed. */
const cellOf = (of: string, group: GroupId, rows: readonly RowResult[], whole: boolean): string => {
  if (!whole && rows.every(({ journey }) => journey === undefined) && rows.length > 0) {
    return `<td><button type="button" class="cell unplayed" data-cell="${text(cellId(of, group))}" title="not played this time">${rows.length}</button></td>`;
  }
  if (rows.length === 0) return '<td class="none" aria-label="no row">·</td>';
  const failed = rows.filter(({ result }) => result !== 'pass').length;
  const says = `${sectionName(of)}, Group ID ${group}: ${rows.length} rows, ${failed === 0 ? 'every one by a journey that passed' : `${failed} without a journey that passed`}`;
  return `<td><button type="button" class="cell ${failed === 0 ? `hit s${shadeOf(rows.length)}` : 'missed'}" data-cell="${text(cellId(of, group))}" aria-label="${text(says)}" title="${text(says)}">${failed === 0 ? rows.length : `${rows.length - failed}/${rows.length}`}</button></td>`;
};

const SECTION_NAMES = [...new Set(CATALOGUE.map(({ section: of }) => of))];

export const heatMap = ({ journeys }: CoverageModel): string => {
  const results = rowsOf(journeys);
  const lines = SECTION_NAMES.map((of) => {
    const own = results.filter(({ row }) => row.section === of);
    return `<tr><th scope="row"><b>${text(sectionName(of))}</b> <span>${text(SECTIONS[of] ?? own[0]?.row.title ?? '')}</span></th>${GROUP_IDS.map((group) => cellOf(of, group, own.filter((each) => each.group === group), journeys?.whole ?? true)).join('')}</tr>`;
  });
  return section('mehrs', 'The MEHRS, by section and Group ID', 'How many documented ways there are. A cell opens its rows, its shortest journey as a sequence diagram, and the clause of each.',
    `<div class="wide"><table class="heat"><thead><tr><th></th>${GROUP_IDS.map((group) => `<th scope="col">${group}</th>`).join('')}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`);
};

export interface CellRow {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly clause: string;
  /** What comes of it. */
  readonly end: string;
  readonly codes: string;
  readonly result: string;
  readonly failures: readonly string[];
  /** Messages of its journey, and the journey's name. */
  readonly messages: number;
  readonly journey: string;
}

/** What the page shows of each cell, shortest journey first. */
export const cellsData = ({ journeys }: CoverageModel): Readonly<Record<string, readonly CellRow[]>> => {
  const cells: Record<string, CellRow[]> = {};
  for (const { row, group, result, failures, journey } of rowsOf(journeys)) {
    (cells[cellId(row.section, group)] ??= []).push({
      id: row.id, title: row.title, kind: row.kind, clause: row.source, end: row.disposition, codes: row.codes.map(({ code, file }) => `${code} in the ${file}`).join(', '),
      result, failures: failures.slice(0, 3), messages: journey?.messages ?? 0, journey: journey?.name ?? '',
    });
  }
  for (const rows of Object.values(cells)) rows.sort((a, b) => a.messages - b.messages);
  return cells;
};

/** Names of the journeys that a cell shows: the shortest that passed of each. */
export const shownJourneys = (journeys: CoverageModel['journeys']): ReadonlySet<string> => {
  const shortest = new Map<string, RowResult>();
  for (const each of rowsOf(journeys)) {
    if (each.journey === undefined) continue;
    const cell = cellId(each.row.section, each.group);
    const before = shortest.get(cell)?.journey;
    if (before === undefined || each.journey.messages < before.messages) shortest.set(cell, each);
  }
  return new Set([...shortest.values()].flatMap(({ journey }) => journey?.name ?? []));
};

