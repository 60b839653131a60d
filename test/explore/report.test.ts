/** Issue 5: what `mehrs explore` says, as JSON, page and JUnit, and what only the untimed search reaches. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { ExplorationModel } from '../../harness/coverage/model.ts';
import { writeCoverageReport } from '../../harness/coverage/write.ts';
import { Learned } from '../../harness/explore/company.ts';
import { CONFIGURATIONS } from '../../harness/explore/configuration.ts';
import { CoverageLog, pairsOf } from '../../harness/explore/coverage.ts';
import { explore, type Explored } from '../../harness/explore/explore.ts';
import { findingsOf } from '../../harness/explore/findings.ts';
import { configurationReport, noteCoverage, reportOf, type ExplorationReport } from '../../harness/explore/report.ts';
import { UntimedLog } from '../../harness/explore/untimed.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { deaf, withDefect } from './support.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;
const MOST_UNTIMED = 4_000;

const logOf = (explored: Explored): CoverageLog => {
  const log = new CoverageLog();
  noteCoverage(explored, log);
  return log;
};

const reported = (explored: Explored, pairs: ReadonlySet<string> = new Set()): ExplorationReport => {
  const log = logOf(explored);
  const untimed = new UntimedLog(log);
  untimed.note(explore(configuration, { causes: [], untimed: true, maxStates: MOST_UNTIMED }), []);
  return reportOf([configurationReport([explored])], { found: findingsOf(explored), untimedOnly: untimed.only, untimed: untimed.summary }, log, { rows: new Set(), pairs }, new Set(['CB']), 1);
};

const written = (exploration: ExplorationModel): { readonly json: ExplorationModel; readonly page: string; readonly junit: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'explored-'));
  try {
    writeCoverageReport({ exploration }, folder);
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { json: JSON.parse(text('coverage.json')) as ExplorationModel, page: text('index.html'), junit: text('junit.xml') };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const failures = (junit: string): readonly (readonly [string, string])[] => {
  const document = XmlDocument.fromString(junit);
  try {
    return document.find('//testcase[failure]').map((each) => [each.get('@name')?.content ?? '', each.get('properties/property[@name="replay"]/@value')?.content ?? ''] as const);
  } finally {
    document.dispose();
  }
};

describe('issue 5: the report of an exploration', () => {
  const good = explore(configuration, { causes: [] });
  const report = reported(good);
  const { json, page, junit } = written(report);

  it('has the keys of issue 5, transition pairs and untimedOnly among them', () => {
    expect(Object.keys(json)).toEqual(expect.arrayContaining(['configurations', 'states', 'transitions', 'executions', 'wallMs', 'catalogue', 'coverage', 'undeclaredDrops', 'unreachable', 'untimedOnly', 'violations']));
    expect(json.states).toBe(good.search.states.size);
    expect(json.executions).toBe(String(good.executions));
    expect(json.coverage.transitionPairs).toEqual({ hit: 0, total: expect.any(Number) });
  });
  it('counts as pairs found those that a machine alone can take one after the other, and as hit those a journey took', () => {
    const { total } = report.coverage.transitionPairs;
    expect(total).toBeGreaterThan(100);
    const possible = ALL_MACHINES.flatMap(pairsOf);
    expect(total).toBeLessThan(possible.length);
    const some = possible.filter((pair) => logOf(good).pairs().has(pair)).slice(0, 3);
    expect(reported(good, new Set([...some, 'rp.set: never > taken'])).coverage.transitionPairs).toEqual({ hit: 3, total });
  });
  it('calls unreachable what no journey goes through either, apart from what a reason is kept for', () => {
    const [first = '', second = '', third = ''] = report.unreachable;
    const thing = (name: string): string => `${report.machines.find(({ missing }) => [...missing.states, ...missing.transitions].includes(name))?.machine} ${report.machines.some(({ missing }) => missing.states.includes(name)) ? 'states' : 'transitions'} ${name}`;
    expect(third).not.toBe('');
    const missed = [{ thing: thing(first) }, { thing: thing(second), reason: 'because' }];
    const { unreachable, excused } = reportOf(report.each, { found: [], untimedOnly: [] }, logOf(good), { rows: new Set(), pairs: new Set(), missed }, new Set(['CB']), 1);
    expect(unreachable).toEqual([first]);
    expect(excused).toEqual([missed[1]]);
  });
  it('shows the configuration, and every machine with what was gone through of it', () => {
    expect(page).toContain(`<code>${configuration.name}</code>`);
    expect(page).toMatch(new RegExp(`id="machine-rp\\.installation".*?${report.machines.find(({ machine }) => machine === 'rp.installation')!.states.hit}/`));
    expect(failures(junit)).toEqual([]);
  });
  it('says what only the clock forbids, and that the list is not whole where the search stopped short', () => {
    // With the clock the wait for the MVF never ends before the MVF is there (MEHRS 2.4.3, MA116).
    expect(json.untimedOnly?.map(({ kind, what }) => `${kind} ${what}`)).toContain('state rp.set closed');
    expect(json.untimedOnly?.every(({ trace }) => trace.length > 0)).toBe(true);
    expect(json.untimed).toEqual({ states: expect.any(Number), transitions: expect.any(Number), truncated: [configuration.name] });
    expect(json.untimed?.states).toBeGreaterThan(MOST_UNTIMED);
    expect(json.violations).toEqual([]);
  });
  it('shows what the modes tell, and nothing where none was asked for', () => {
    const told = { configuration: configuration.name, kind: 'lose', fates: [{ message: 'SCF s1sp-CB > cp', reactions: [], ends: ['a'] }], stranded: [] };
    expect(page).not.toContain('id="modes"');
    expect(written({ ...report, trouble: [told], together: [{ configuration: `${configuration.name}/2`, alone: 7, shared: [] }] }).page).toMatch(/id="modes".*SCF s1sp-CB &gt; cp.*7 causes happen to one alone/);
  });
  it('what a timed search reaches after all is none of it', () => {
    const log = logOf(good);
    const untimed = new UntimedLog(new CoverageLog());
    untimed.note(good, []);
    expect(untimed.only.length).toBeGreaterThan(100);
    const known = new UntimedLog(log);
    known.note(good, []);
    expect(known.only).toEqual([]);
  });
  it('a state that does not declare what reaches it is an undeclared drop, fails its configuration by name and has a line to replay', () => {
    const learned = new Learned(withDefect('s1sp.set', 'awaitingMcf', deaf('MCF_ACCEPTED')));
    const bad = reported(explore(configuration, { causes: [], learned }));
    expect(bad.undeclaredDrops.map(({ detail }) => detail)).toContain('s1sp.set in awaitingMcf does not declare MCF_ACCEPTED');
    expect(failures(written(bad).junit)).toEqual([[configuration.name, expect.stringContaining(`mehrs replay '${configuration.name} attempt 1 `)]]);
  });
});
