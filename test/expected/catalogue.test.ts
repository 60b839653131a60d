/** The catalogue holds together: every reference resolves, every claim has a clause, every code suits its group. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { CATALOGUE, ERROR_PATHS, GOOD_PATHS, entryOf, rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import type { Expectation, MustSend, Reference } from '../../protocol/mehrs/expected/expectation.ts';
import { INCIDENT_RULES } from '../../protocol/mehrs/expected/incidents.ts';
import { CONNECTIVITY_3_1, connectivityOffsets } from '../../protocol/mehrs/expected/ladder.ts';
import { REASON_CODES, applicability } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { situationOf } from '../../protocol/mehrs/expected/row.ts';
import { ATTESTED_STEPS } from '../../protocol/mehrs/expected/steps.ts';

/** Names whose messages decide which messages an expectation means. */
const selectedBy = ({ after, before, where = [] }: Expectation): readonly Reference[] => [
  ...[after, before].filter((each) => each !== undefined),
  ...where.flatMap((test) => ('sameAs' in test ? [test.sameAs] : 'differsFrom' in test ? [test.differsFrom] : 'above' in test ? [test.above] : [])),
];
const measuredBy = ({ timing = [], forEach }: MustSend): readonly Reference[] => [
  ...timing.flatMap((each) => (each.kind === 'after' ? [each.from] : [])), ...(forEach === undefined ? [] : [forEach]),
];

/** WAN and certificates that will not go back have no Incident (ruling A-37), nor have errors about a hand-over. */
const WITH_AND_WITHOUT = ['2.6.6', '2.7.5', '2.7.7'];

describe('catalogue rows', () => {
  it('have ids of their own and a lookup that names them', () => {
    expect(new Set(CATALOGUE.map((each) => each.id)).size).toBe(CATALOGUE.length);
    expect(() => rowById('9.9.9')).toThrow(/guide-7\.2\.1/);
  });
  it('are error paths that fail, are put right or must not happen, and good paths that nothing goes wrong in', () => {
    expect(new Set(ERROR_PATHS.map(({ kind }) => kind))).toEqual(new Set(['failure', 'recovery', 'not-applicable']));
    expect(ERROR_PATHS.filter(({ cause }) => cause === null)).toEqual([]);
    expect(GOOD_PATHS.every(({ kind, cause, section }) => kind === 'success' && cause === null && section.startsWith('7.2'))).toBe(true);
    expect(CATALOGUE).toEqual([...GOOD_PATHS, ...ERROR_PATHS]);
  });
  for (const row of CATALOGUE) {
    it.each(row.groups)(`${row.id} %s: is data, with unique names, a clause each, and references that resolve without a circle`, (groupId) => {
      const demands = row.demands(situationOf(row, groupId));
      expect(JSON.parse(JSON.stringify(demands))).toEqual(demands);
      expect(JSON.parse(JSON.stringify(entryOf(row)))).toEqual(entryOf(row));
      const names = demands.mustSend.map((each) => each.name);
      expect(names.filter((each, index) => names.indexOf(each) !== index)).toEqual([]);
      const known = new Map(demands.mustSend.map((each) => [each.name, each]));
      for (const each of [...demands.mustSend, ...demands.mustNotSend]) {
        expect(each.clause, each.name).toMatch(/^(MEHRS|Guide|TMAD|ruling|Conclusion|Consultation)/);
        for (const { of } of selectedBy(each)) expect(names, `${each.name} needs ${of}`).toContain(of);
      }
      for (const each of demands.mustSend) for (const { of } of measuredBy(each)) expect(names, `${each.name} is measured by ${of}`).toContain(of);
      const circle = (name: string, path: readonly string[]): boolean =>
        path.includes(name) || selectedBy(known.get(name) as Expectation).some(({ of }) => circle(of, [...path, name]));
      expect(names.filter((each) => circle(each, []))).toEqual([]);
    });
    it(`${row.id}: L8 its reason codes are the group's, its Incident that of its section`, () => {
      for (const { code, file } of row.codes) if (file === 'MACR') for (const group of row.groups) expect(applicability(code, group, row.ruleSets[0])).toBe('applicable');
      const rule = INCIDENT_RULES[row.incident.section ?? row.section];
      if (row.incident.kind === 'incident') {
        expect(rule?.raisedBy).toContain(row.incident.raisedBy);
        expect(rule?.assignedTo).toContain(row.incident.assignedTo);
      } else if (row.kind !== 'not-applicable' && !WITH_AND_WITHOUT.includes(row.section)) expect(rule).toBeUndefined();
    });
  }
});

describe('MEHRS 3.1 ladder', () => {
  it('begins as printed and has 288 attempts, the last at 47:40', () => {
    expect(connectivityOffsets(9)).toEqual([0, 5, 10, 30, 35, 40, 60, 65, 70]);
    const every = connectivityOffsets();
    expect(every).toHaveLength(288);
    expect(every.at(-1)).toBe(CONNECTIVITY_3_1.lastAttemptMinutes);
    expect(every.every((each) => each < CONNECTIVITY_3_1.timeoutMinutes)).toBe(true);
    expect(every[144]).toBe(24 * 60);
  });
  it('is a prefix for any number of attempts', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 288 }), (attempts) => {
      expect(connectivityOffsets(attempts)).toEqual(connectivityOffsets().slice(0, attempts));
    }));
  });
});

describe('MEHRS Table A.1', () => {
  it('gives each Group ID as many codes as the table has crosses in its column', () => {
    const counts = GROUP_IDS.map((group) => [group, REASON_CODES.filter((each) => each.groups.includes(group)).length]);
    expect(Object.fromEntries(counts)).toEqual({ AA: 39, BA: 39, CA: 39, CB: 31, DA: 68, EA: 32, EB: 32 });
    expect(new Set(REASON_CODES.map((each) => each.code)).size).toBe(85);
  });
  it.each([
    ['MA121', 'CB', 'applicable'], ['MA121', 'DA', 'n/a'], ['MA116', 'CB', 'n/a'], ['MA122', 'EA', 'n/a'], ['MA118', 'CB', 'n/a'],
    ['MA101', 'CB', 'applicable'], ['16.9.2.GT01', 'DA', 'applicable'], ['16.9.2.GT01', 'CB', 'n/a'], ['MA534', 'DA', 'unknown'],
  ] as const)('%s for %s is %s', (code, group, is) => expect(applicability(code, group)).toBe(is));
});

it('15 step numbers are attested, two of them in an SCF of CB', () => {
  expect(ATTESTED_STEPS).toHaveLength(15);
  expect(ATTESTED_STEPS.filter((each) => each.file === 'SCF' && each.groups.includes('CB')).map((each) => each.step)).toEqual(['12.9.1.ET01', '12.9.5.DP01']);
});

describe('independence (design section 2)', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sources = ['protocol/mehrs/expected', 'harness/verdict'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts')).map((each) => `${folder}/${each}`));
  it('neither the expectations nor the verdict import parameters, machines or actors', () => {
    expect(sources.length).toBeGreaterThan(20);
    const guilty = sources.filter((each) => /from '[^']*(parameters|machines|actors)\//.test(readFileSync(`${root}/${each}`, 'utf8')));
    expect(guilty).toEqual([]);
  });
});
