/** What the long checks found stands as long as the code they judged is the same; what never ran is said to be so. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { holds, readLedger, standings, writeLedger, type Entry } from '../../harness/ci/ledger.ts';
import { PARTS, scoreOf, type Part } from '../../harness/ci/parts.ts';
import { hashOf } from '../../harness/ci/sources.ts';

const root = mkdtempSync(join(tmpdir(), 'mehrs-ci-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe('the hash of what is judged', () => {
  it('is of the code: comments, types and layout do not count, a number does', () => {
    write('src/a.ts', 'export const a = (n: number): number => n + 1;\n');
    const before = hashOf(['src'], root);
    write('src/a.ts', '/** Adds. */\nexport const a =\n  (n: number) => n + 1; // one\n');
    expect(hashOf(['src'], root)).toBe(before);
    write('src/a.ts', 'export const a = (n: number): number => n + 2;\n');
    expect(hashOf(['src'], root)).not.toBe(before);
  });

  it('covers every file below a folder, names included', () => {
    const before = hashOf(['src'], root);
    write('src/deep/b.ts', 'export const b = 1;\n');
    const both = hashOf(['src'], root);
    expect(both).not.toBe(before);
    expect(hashOf(['src', 'src/deep'], root)).toBe(both);
  });

  it('is asked for paths that are there', () => {
    expect(() => hashOf(['nowhere'], root)).toThrow(/nowhere/);
    for (const { judges } of PARTS) expect(() => hashOf(judges)).not.toThrow();
  });
});

const part = (name: string): Part => ({ name, title: '', judges: [], command: [], outcome: () => ({ passed: true, figures: {} }) });
const entry = (judged: string, passed = true): Entry => ({ judged: judged.repeat(64), ran: '2026-11-26T23:00:00.000Z', passed, seconds: 1, figures: { n: 1 } });
const hash = ({ name }: Part): string => name.slice(-1).repeat(64);

describe('an entry', () => {
  it('stands for the sources it judged, is stale for others, and a failure is one', () => {
    const all = standings([part('a'), part('b'), part('c')], { a: entry('a'), b: entry('f'), c: entry('c', false) }, hash);
    expect(all.map(({ state }) => state)).toEqual(['stands', 'stale', 'failed']);
    expect(all.map((each) => holds([each]))).toEqual([true, false, false]);
  });

  it('may be missing: the part was not run, which is told and fails nothing', () => {
    const all = standings([part('a')], {}, hash);
    expect(all).toEqual([{ part: 'a', state: 'not run' }]);
    expect(holds(all)).toBe(true);
  });

  it('is of a part there is', () => {
    expect(holds(standings([], { gone: entry('a') }, hash))).toBe(false);
  });

  it('is read as it was written, and a file of another form is refused', () => {
    const path = join(root, 'ledger.json');
    expect(readLedger(path)).toEqual({});
    writeLedger({ a: entry('a') }, path);
    expect(readLedger(path)).toEqual({ a: entry('a') });
    writeFileSync(path, '{"a": {"judged": "x"}}');
    expect(() => readLedger(path)).toThrow();
  });
});

describe('the outcome of a part', () => {
  const outcome = (name: string, report: unknown) => PARTS.find((each) => each.name === name)?.outcome(JSON.stringify(report));

  it('StrykerJS: 85 of 100 that count are enough, 84 are not; what makes no program does not count', () => {
    const report = (killed: number) => ({ files: { 'a.ts': { mutants: [...Array.from({ length: 100 }, (_, n) => ({ status: n < killed ? 'Killed' : 'Survived' })), { status: 'Ignored' }] } } });
    expect(scoreOf(report(85))).toEqual({ passed: true, figures: { percent: 85, mutants: 100, killed: 85, survived: 15, notCounted: 1 } });
    expect(scoreOf(report(84)).passed).toBe(false);
    expect(scoreOf({ files: {} }).passed).toBe(false);
  });

  it('mutants: one that survives is a failure', () => {
    const report = { total: 2, killed: 1, equivalent: [], surviving: [{}], staleReasons: [], broken: [], wallMs: 5 };
    expect(outcome('mutants', report)).toMatchObject({ passed: false, figures: { total: 2, surviving: 1 } });
    expect(outcome('mutants', { ...report, killed: 2, surviving: [] })?.passed).toBe(true);
  });

  it('exploration: what is wrong is a failure; stopping short is one too, except with two causes', () => {
    const report = { configurations: 1, states: 9, transitions: 9, executions: '3', wallMs: 5, violations: [{ kind: 'truncated' }], undeclaredDrops: [] };
    expect(outcome('explore', report)).toMatchObject({ passed: false, figures: { violations: 0, truncated: 1 } });
    expect(outcome('two-faults', report)?.passed).toBe(true);
    for (const part of ['explore', 'two-faults']) {
      expect(outcome(part, { ...report, violations: [{ kind: 'law' }] })?.passed, part).toBe(false);
      expect(outcome(part, { ...report, violations: [], undeclaredDrops: [{}] })?.passed, part).toBe(false);
    }
    expect(outcome('explore', { ...report, violations: [] })?.passed).toBe(true);
  });

  it('journeys: one that fails, or a machine left uncovered without a reason, is a failure', () => {
    const report = { journeys: 2, passed: 2, shuffled: 1, holds: true, wallMs: 5 };
    expect(outcome('journeys-nats', report)?.passed).toBe(true);
    expect(outcome('journeys-nats', { ...report, passed: 1 })?.passed).toBe(false);
    expect(outcome('journeys-nats', { ...report, holds: false })?.passed).toBe(false);
  });

  it('tests: none that ran is no success', () => {
    const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, success: true };
    expect(outcome('kills', report)).toEqual({ passed: true, figures: { passed: 3, failed: 0, skipped: 1 } });
    expect(outcome('kills', { ...report, numPassedTests: 0 })?.passed).toBe(false);
  });
});
