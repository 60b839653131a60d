/** What no row answers for: read from a text like the MEHRS, and from the MEHRS itself where it stands beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citationsOf } from '../../harness/documents/citations.ts';
import { catalogueDocument } from '../../harness/documents/catalogue.ts';
import { cellsOf, paragraphsOf } from '../../harness/documents/source.ts';
import { CATALOGUE, entryOf } from '../../protocol/mehrs/expected/catalogue.ts';
import type { CatalogueEntry } from '../../protocol/mehrs/expected/row.ts';

const TEXT = [
  '2. Migration Error Handling', 'contents', '', '2. Migration Error Handling', '', '2.3.2. A heading', 'A claim.', 'Validation Check\tReason Code', 'A check\tMA003', '',
  'Another claim.', 'Appendix A - Codes', 'MA003\tNot a Monday\tX\tX\tX\t<u>X</u>\t<u>X</u>', 'MA120\tAttempts\tn/a\tX\tn/a\tn/a\tn/a',
].join('\n');

const row = (change: Partial<CatalogueEntry>): CatalogueEntry => ({ ...entryOf(CATALOGUE[0]!), groups: ['CB'], codes: [], lines: [], ...change });

describe('paragraphs and cells', () => {
  it('are those between the second heading and the appendix, without headings and heads of tables', () => {
    expect(paragraphsOf(TEXT)).toEqual([{ line: 7, text: 'A claim.' }, { line: 9, text: 'A check\tMA003' }, { line: 11, text: 'Another claim.' }]);
    expect(cellsOf(TEXT)).toHaveLength(14);
    expect(cellsOf(TEXT).filter(({ code, mark }) => code === 'MA120' && mark === 'n/a').map(({ groupId }) => groupId)).toEqual(['AA', 'BA', 'CA', 'DA', 'EA', 'EB']);
  });
  it('a text that is not the MEHRS, and a cell with no mark, are told', () => {
    expect(() => paragraphsOf('hello')).toThrow(/no text of the MEHRS/);
    expect(() => cellsOf('MA003\tx\tX\tX\tX\tY\tX')).toThrow(/line 1: MA003 has "Y" for EA/);
  });
});

describe('citations', () => {
  it('a row cites its lines, the crosses of its codes and the n/a of what it excludes, in its groups only', () => {
    const open = citationsOf(TEXT, [row({ lines: ['7-9'], codes: [{ code: 'MA003', file: 'MAVR' }], excludes: ['MA120'] }), row({ groups: ['DA'], excludes: ['MA120'] })]);
    expect(open.paragraphs.open.map(({ line }) => line)).toEqual([11]);
    expect(open.cells.open.map(({ code, groupId, mark }) => `${code} ${groupId} ${mark}`)).toEqual([
      'MA003 AA X', 'MA003 BA X', 'MA003 CA X', 'MA003 DA X', 'MA003 EA X', 'MA003 EB X', 'MA120 AA n/a', 'MA120 BA n/a', 'MA120 CA n/a', 'MA120 CB X', 'MA120 EA n/a', 'MA120 EB n/a',
    ]);
  });
  it('lines of other documents are no lines of the MEHRS, and what is no line is told', () => {
    expect(citationsOf(TEXT, [row({ lines: ['001:7'] })]).paragraphs.cited).toBe(0);
    expect(() => citationsOf(TEXT, [row({ lines: ['seven'] })])).toThrow(/"seven"/);
  });
});

const MEHRS = new URL('../../../shared/sources/002_3136f7beb979d9e5.txt', import.meta.url);
describe.skipIf(!existsSync(MEHRS))('the MEHRS itself', () => {
  const source = existsSync(MEHRS) ? readFileSync(MEHRS, 'utf8') : '';
  it('has 85 codes for seven Group IDs in Table A.1', () => expect(cellsOf(source)).toHaveLength(85 * 7));
  it('has something to say where a row cites it', () => {
    const lines = source.split('\n');
    const blank = (each: string): boolean => {
      const [from = 0, to = from] = each.split('-').map(Number);
      return lines.slice(from - 1, to).every((text) => text.trim() === '');
    };
    expect(CATALOGUE.flatMap(({ id, lines: cited }) => cited.filter((each) => !each.includes(':')).filter(blank).map((each) => `${id}: ${each}`))).toEqual([]);
  });
});

it('the catalogue document has every row, its clause and its end', () => {
  const text = catalogueDocument();
  for (const { id, source } of CATALOGUE) {
    expect(text).toContain(`### ${id}: `);
    expect(text).toContain(source);
  }
  expect(text).not.toMatch(/undefined|\[object/);
});
