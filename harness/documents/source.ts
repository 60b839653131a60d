/** The text of the MEHRS as a script reads it: the paragraphs of sections 2 to 4 and the cells of Table A.1, with their lines. */
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';

export interface Paragraph {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}
export interface Cell {
  readonly line: number;
  readonly code: string;
  readonly groupId: GroupId;
  readonly mark: 'X' | 'n/a';
}

const FIRST = /^2\. Migration Error Handling/;
const BEYOND = /^Appendix A/;
/** Headings, heads of tables, and the rule that a table goes on. */
const NO_CLAIM = /^(\d\.\d+(\.\d+)*\.? |[234]\. (Migration|Retry|Dormant)|Table \S+ |Validation Check\t|Commissioning Request name\t|Table 1 )/;
/** The columns of Table A.1: the first is for three groups. */
const COLUMNS: readonly (readonly GroupId[])[] = [['AA', 'BA', 'CA'], ['CB'], ['DA'], ['EA'], ['EB']];

const plain = (text: string): string => text.replace(/<\/?u>|~~/g, '').trim();

/** @throws RangeError unless it is the text of the MEHRS. */
export const paragraphsOf = (source: string): readonly Paragraph[] => {
  const lines = source.split('\n');
  // The contents page has the same words before.
  const from = lines.findLastIndex((each) => FIRST.test(each));
  const to = lines.findIndex((each, index) => index > from && BEYOND.test(each));
  if (from < 0 || to < 0) throw new RangeError('no text of the MEHRS: "2. Migration Error Handling" to "Appendix A" expected');
  return lines.slice(from, to).map((text, index) => ({ line: from + index + 1, text: text.trim() })).filter(({ text }) => text !== '' && !NO_CLAIM.test(text));
};

/** @throws RangeError for a row that is not marked for every column. */
export const cellsOf = (source: string): readonly Cell[] => source.split('\n').flatMap((row, index) => {
  const [code = '', , ...marks] = row.split('\t').map(plain);
  if (!/^(MA\d{3}|16\.9\.\S+)$/.test(code) || marks.length < COLUMNS.length) return [];
  return COLUMNS.flatMap((groups, column) => groups.map((groupId): Cell => {
    const mark = marks[column];
    if (mark !== 'X' && mark !== 'n/a') throw new RangeError(`line ${index + 1}: ${code} has "${mark}" for ${groupId}, X or n/a expected`);
    return { line: index + 1, code, groupId, mark };
  }));
}).sort((a, b) => a.line - b.line || GROUP_IDS.indexOf(a.groupId) - GROUP_IDS.indexOf(b.groupId));
