/** What of the MEHRS the catalogue answers for, what it need not, and what is left. */
import type { CatalogueEntry } from '../../protocol/mehrs/expected/row.ts';
import { UNCITED_CELLS, UNCITED_LINES } from '../../protocol/mehrs/expected/uncited.ts';
import { cellsOf, paragraphsOf, type Cell, type Paragraph } from './source.ts';

export interface Citations {
  readonly paragraphs: { readonly cited: number; readonly excused: number; readonly open: readonly Paragraph[] };
  readonly cells: { readonly cited: number; readonly excused: number; readonly open: readonly Cell[] };
  /** Reasons that are needed no more: a row cites what they are about. */
  readonly stale: readonly string[];
}

/** Lines of source 002 that a row names; those of other documents carry a prefix. @throws RangeError for what is no line or range. */
const linesIn = (text: string): readonly number[] => {
  if (/^00[0134]:/.test(text)) return [];
  const found = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (found === null) throw new RangeError(`"${text}": a line or a range of lines expected`);
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
};

const cellId = (code: string, groupId: string, mark: Cell['mark']): string => `${code} ${groupId} ${mark}`;

/** A row cites the crosses of the codes it carries and the n/a of those it shows not to come, in the columns of its groups. */
const cellsCited = (rows: readonly CatalogueEntry[]): ReadonlySet<string> => new Set(rows.flatMap(({ groups, codes, excludes = [] }) => groups.flatMap((groupId) => [
  ...codes.map(({ code }) => cellId(code, groupId, 'X')), ...excludes.map((code) => cellId(code, groupId, 'n/a')),
])));

/** @param source text of source 002. @throws RangeError when it is not, or a row names what is no line. */
export const citationsOf = (source: string, rows: readonly CatalogueEntry[]): Citations => {
  const [paragraphs, cells] = [paragraphsOf(source), cellsOf(source)];
  const cited = new Set(rows.flatMap(({ lines }) => lines.flatMap(linesIn)));
  const excused = new Set(UNCITED_LINES.flatMap(({ lines }) => linesIn(lines)));
  const citedCells = cellsCited(rows);
  const excusedCells = new Set(UNCITED_CELLS.flatMap(({ codes, groups }) => codes.flatMap((code) => groups.map((groupId) => `${code} ${groupId}`))));
  const isCited = ({ code, groupId, mark }: Cell): boolean => citedCells.has(cellId(code, groupId, mark));
  const isExcused = ({ code, groupId }: Cell): boolean => excusedCells.has(`${code} ${groupId}`);
  return {
    paragraphs: {
      cited: paragraphs.filter(({ line }) => cited.has(line)).length,
      excused: paragraphs.filter(({ line }) => !cited.has(line) && excused.has(line)).length,
      open: paragraphs.filter(({ line }) => !cited.has(line) && !excused.has(line)),
    },
    cells: {
      cited: cells.filter(isCited).length,
      excused: cells.filter((each) => !isCited(each) && isExcused(each)).length,
      open: cells.filter((each) => !isCited(each) && !isExcused(each)),
    },
    stale: [
      ...UNCITED_LINES.filter(({ lines }) => linesIn(lines).every((line) => cited.has(line) || !paragraphs.some((each) => each.line === line))).map(({ lines }) => `lines ${lines}`),
      ...UNCITED_CELLS.flatMap(({ codes, groups }) => codes.filter((code) => cells.filter((each) => each.code === code && groups.includes(each.groupId)).every(isCited))),
    ],
  };
};
