/** The report: one HTML file that loads nothing, coverage.json with the keys of issue 5, and JUnit XML whose cases carry the clause. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoverageModel } from '../../harness/coverage/model.ts';
import { resultOf } from '../../harness/coverage/result.ts';
import { journeyCoverage } from '../../harness/coverage/travelled.ts';
import { writeCoverageReport } from '../../harness/coverage/write.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';

const HOSTILE = '</script><img src=x onerror=alert(1)> & "quoted" \u0001';
const line = (row: string, passed: boolean) => ({
  name: `${row} CB`, rows: [row], groupId: 'CB', passed, failures: passed ? [] : [HOSTILE], messages: 12, journalSha256: '0'.repeat(64), shuffled: false, followed: true, wallMs: 1_500,
} as const);
const each = [line('guide-7.2.1', true), line('2.5.7-X5.9-02-too-late', false)];
const RATIO = { hit: 1, total: 2 };
const found = { configuration: 'CB/dual-active/cp/v3.1', kind: 'crash', detail: HOSTILE, replay: 'CB/dual-active/cp/v3.1 attempt 1 0x12', length: 12 };
const model: CoverageModel = {
  exploration: {
    configurations: 2, states: 1_234, transitions: 5_678, executions: '12345678901234567890', wallMs: 10, catalogue: { rows: 1, hit: 1, missing: [] },
    coverage: { states: RATIO, transitions: RATIO, guardOutcomes: RATIO, cells: RATIO, transitionPairs: RATIO }, undeclaredDrops: [found], unreachable: ['a'], untimedOnly: [], violations: [found],
  },
  journeys: resultOf(['guide-7.2.1 CB', '2.5.7-X5.9-02-too-late CB'], each, journeyCoverage(each.map((of) => ({ ...of, things: [], pairs: [] }))), { bus: 'memory', wallMs: 3_000, whole: true }),
  mutants: { total: 3, killed: 1, equivalent: [{ id: 'm1', reason: 'the same' }], surviving: [{ id: HOSTILE }] },
  sketches: { 'guide-7.2.1 CB': { parties: ['mcc', HOSTILE], types: ['MA'], messages: [[0, 0, 1, 0]] } },
};

describe('the coverage report', () => {
  let folder = '';
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'coverage-'));
    writeCoverageReport(model, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is one file that loads nothing from anywhere', () => {
    expect(text('index.html')).not.toMatch(/<(script|link|img|iframe)[^>]*\s(src|href)=|@import|url\((?!#)|fetch\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });
  it('nothing that somebody wrote ends an element or begins one', () => {
    const page = text('index.html');
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });
  it('has a cell for each section and Group ID with rows, and says which did not come about', () => {
    const page = text('index.html');
    const cells = new Set(CATALOGUE.flatMap(({ section, groups }) => groups.map((group) => `${section} ${group}`)));
    expect([...page.matchAll(/class="cell [^"]*" data-cell="([^"]*)"/g)].map(([, cell]) => cell).sort()).toEqual([...cells].sort());
    expect(page).toMatch(/class="cell missed" data-cell="2\.5\.7 CB"/);
  });
  it('draws every statechart, with what no journey took in red', () => {
    const page = text('index.html');
    expect(page).toMatch(/aria-label="Statechart s1sp\.installation"/);
    expect(page).toMatch(/class="edge untaken"/);
  });
  it('says how to play again what is wrong', () => {
    expect(text('index.html')).toContain('npx mehrs replay &#39;CB/dual-active/cp/v3.1 attempt 1 0x12&#39;');
  });
  it('coverage.json has the keys of issue 5', () => {
    expect(Object.keys(JSON.parse(text('coverage.json')) as object)).toEqual(expect.arrayContaining([
      'configurations', 'states', 'transitions', 'executions', 'wallMs', 'catalogue', 'coverage', 'undeclaredDrops', 'unreachable', 'untimedOnly', 'violations', 'journeys', 'mutants',
    ]));
  });
  it('junit.xml has a case for each row and Group ID, with its clause, and fails by name', () => {
    const document = XmlDocument.fromString(text('junit.xml'));
    try {
      const cases = document.find('//testcase');
      expect(cases).toHaveLength(CATALOGUE.reduce((sum, { groups }) => sum + groups.length, 0));
      expect(document.find('//testcase[properties/property[@name="clause"]]')).toHaveLength(cases.length);
      expect(document.find('//testcase[@name="guide-7.2.1 CB"]/failure')).toHaveLength(0);
      expect(document.get('//testcase[@name="2.5.7-X5.9-02-too-late CB"]/failure')?.content).toContain('onerror=alert(1)');
    } finally {
      document.dispose();
    }
  });
});
