/** A plan of faults is a file that people write: what is wrong with it is said with its place. */
import { describe, expect, it } from 'vitest';
import { PROVOKED_ROWS, planFor } from '../../harness/scenarios/scenario.ts';
import { FaultPlanError, NO_FAULTS, cannot, parseFaultPlan } from '../../harness/faults/plan.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { SUBJECT } from '../world/support.ts';

const SPOIL = { kind: 'spoil', on: { type: 'MGF' }, how: 'signature' };
const plan = (...faults: unknown[]): unknown => ({ name: 'mine', faults });
const complaint = (json: unknown): string => {
  try {
    return JSON.stringify(parseFaultPlan(json));
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a plan of faults', () => {
  it('is read as written, the first occurrence where none is named', () => {
    expect(parseFaultPlan(plan(SPOIL))).toEqual({ name: 'mine', faults: [{ ...SPOIL, on: { type: 'MGF', nth: 1 } }] });
    expect(parseFaultPlan(NO_FAULTS)).toEqual(NO_FAULTS);
  });

  it.each(PROVOKED_ROWS)('of row %s survives being written down', (row) => {
    const made = planFor(row, SUBJECT);
    expect(parseFaultPlan(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(made.name).toBe(row);
  });

  it('exists for every row of the catalogue, and for no other', () => {
    for (const { id } of CATALOGUE) expect(PROVOKED_ROWS).toContain(id);
    expect(() => planFor('2.9.9', SUBJECT)).toThrow(/no cause provokes "2\.9\.9"; known: .*guide-7\.2\.1/);
  });

  it.each([
    ['no plan at all', 'nothing', 'top level'],
    ['no faults', { name: 'mine' }, 'faults: '],
    ['another kind of fault', plan({ kind: 'failure' }), 'faults.0.kind'],
    ['another way to spoil', plan(SPOIL, { ...SPOIL, how: 'burnt' }), 'faults.1.how'],
    ['a device that refuses nothing in particular', plan({ kind: 'environment', on: { type: 'MAVR' }, afterMinutes: 0, installationId: 'I0001', change: 'refusing' }), 'faults.0: expected "refuses"'],
    ['a device that refuses and does not', plan({ kind: 'environment', on: { type: 'MAVR' }, afterMinutes: 0, installationId: 'I0001', change: 'coverageLost', refuses: 'rotateKey' }), 'faults.0: expected "refuses"'],
    ['another message type', plan({ ...SPOIL, on: { type: 'FAX' } }), 'faults.0.on.type'],
    ['an occurrence before the first', plan({ ...SPOIL, on: { type: 'MGF', nth: 0 } }), 'faults.0.on.nth'],
    ['half an occurrence', plan({ ...SPOIL, on: { type: 'MGF', nth: 1.5 } }), 'faults.0.on.nth'],
    ['an address that is none', plan({ ...SPOIL, on: { type: 'MGF', from: 'rp CB' } }), 'faults.0.on.from'],
    ['a word nobody knows', plan({ ...SPOIL, on: { type: 'MGF', sender: 'rp-CB' } }), 'faults.0.on'],
    ['a time before its cause', plan({ kind: 'environment', on: { type: 'MGF' }, afterMinutes: -1, installationId: 'I0001', change: 'coverageLost' }), 'faults.0.afterMinutes'],
    ['another change of surroundings', plan({ kind: 'environment', on: { type: 'MGF' }, afterMinutes: 0, installationId: 'I0001', change: 'flood' }), 'faults.0.change'],
    ['a section that is none', plan({ kind: 'resolution', section: '2.5', minutes: 1 }), 'faults.0.section'],
    ['no name', { faults: [] }, 'name'],
  ])('says where %s stands', (_what, json, place) => {
    expect(complaint(json)).toContain(`fault plan: ${place}`);
  });

  it('of a device that refuses a kind of command is read', () => {
    const refusing = { kind: 'environment', on: { type: 'MAVR', nth: 1 }, afterMinutes: 0, installationId: 'I0001', change: 'refusing', refuses: 'rotateKey' };
    expect(parseFaultPlan(plan(refusing)).faults).toEqual([refusing]);
  });

  it('is told of all its problems, with their places, the first of them in words', () => {
    const wrong = (json: unknown): FaultPlanError => {
      try {
        parseFaultPlan(json);
      } catch (error) {
        return error as FaultPlanError;
      }
      throw new Error('nothing wrong');
    };
    const twice = wrong(plan(SPOIL, { ...SPOIL, how: 'burnt' }, { ...SPOIL, on: { type: 'FAX' } }));
    expect(twice.name).toBe('FaultPlanError');
    expect(twice.problems.map(({ path }) => path)).toEqual(['faults[1].how', 'faults[2].on.type']);
    expect(twice.message).toBe(`fault plan: faults.1.how: ${twice.problems[0]?.expected}`);
    expect(wrong('nothing').problems.map(({ path }) => path)).toEqual(['']);
    expect(wrong('nothing').message).toBe(`fault plan: top level: ${wrong('nothing').problems[0]?.expected}`);
  });

  it('that cannot be carried out is told by all that was expected', () => {
    const problems = [{ path: 'faults[0]', expected: 'a hub' }, { path: 'faults[1]', expected: 'a record' }];
    expect(new FaultPlanError(problems)).toMatchObject({ name: 'FaultPlanError', message: 'fault plan: a hub; a record', problems });
    const made = parseFaultPlan(plan(SPOIL, { ...SPOIL, how: 'truncated' }));
    expect(cannot(made, made.faults[1]!, 'a file').problems).toEqual([{ path: 'faults[1]', expected: 'a file' }]);
  });
});
