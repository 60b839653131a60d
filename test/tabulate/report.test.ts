import { describe, expect, it } from 'vitest';
import { renderTabulation, tabulateAll } from '../../harness/tabulate/report.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { CLEAN } from './bad.ts';

describe('the emulator\'s own machines', () => {
  const report = tabulateAll();

  it('design 4.6, 4.7, 5.2: have no dead code, and fit parties and routes', () => {
    expect(report.defects.map(({ kind, of, where, detail }) => `${kind} ${of}: ${where}: ${detail}`)).toEqual([]);
  });

  it('are all in the report, with something to tabulate in each', () => {
    expect(report.machines.map(({ machine }) => machine)).toEqual(ALL_MACHINES.map(({ name }) => name));
    for (const { machine, cells } of report.machines) expect(cells, machine).toBeGreaterThan(0);
  });

  it('L9: the same report twice, and through JSON', () => {
    expect(tabulateAll()).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('the report as text', () => {
  const host = { role: 'rp', machines: ['rp.made'], rendered: ['went', 'expired'], delays: ['wait'], reads: [] } as const;

  it('is a table with a total and a verdict', () => {
    expect(renderTabulation(tabulateAll([CLEAN], [host], [])).split('\n')).toEqual([
      'machine  states  transitions  cells  dead  undeclared',
      'rp.made       2            4      7     0           3',
      'all           2            4      7     0           3',
      '',
      'no defects',
    ]);
  });

  it('lists undeclared events by machine and state when asked', () => {
    const text = renderTabulation(tabulateAll([CLEAN], [host], []), { undeclared: true });
    expect(text).toContain('  rp.made idle: BACK NOISE\n  rp.made busy: GO\n');
  });

  it('names each defect', () => {
    const text = renderTabulation(tabulateAll([CLEAN], [{ ...host, delays: [] }], []));
    expect(text).toMatch(/defects: 1\n {2}unresolvedDelay {2}rp: wait: armed by rp\.made$/);
  });
});
