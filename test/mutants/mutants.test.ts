/** The mutator changes what it says, leaves the shipped machines alone, and the verdict notices what matters (design 5.9). */
import { describe, expect, it, vi } from 'vitest';
import { configOf } from '../../harness/mutants/configs.ts';
import { play, traceOf } from '../../harness/mutants/evidence.ts';
import { allMutants, hunt } from '../../harness/mutants/hunt.ts';
import type { Mutant } from '../../harness/mutants/mutant.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { ROUTES } from '../../protocol/mehrs/parameters/routing.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';

vi.setConfig({ testTimeout: 60_000 });

const MUTANTS = [...allMutants()];
const named = (id: string): Mutant => {
  const found = MUTANTS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no mutant ${id}`);
  return found;
};
const GAME = { row: rowById('guide-7.2.1'), groupId: 'CB' as const };

describe('the mutator', () => {
  it('makes at least 1,000 mutants, each with a name of its own', () => {
    expect(MUTANTS.length).toBeGreaterThan(1_000);
    const ids = MUTANTS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('leaves the shipped machines and tables as they are', () => {
    const before = JSON.stringify([ALL_MACHINES.map(({ machine }) => configOf(machine)), ROUTES]);
    for (const mutant of MUTANTS.filter((_, index) => index % 7 === 0)) {
      try {
        void mutant.parties;
      } catch {
        // A target that is no state makes no machine: that is noticed when it is hunted.
      }
      mutant.apply?.()();
    }
    expect(JSON.stringify([ALL_MACHINES.map(({ machine }) => configOf(machine)), ROUTES])).toBe(before);
  });
});

describe('the verdict', () => {
  it('passes the run without a mutant', async () => {
    expect((await play(GAME)).outcome).toEqual({ killed: false, by: '' });
  });

  it.each([
    ['rp.set makingFiles FILES_DUE: drop sendMef', /^guide-7\.2\.1 CB: mef /],
    ['route rp.sendMgf without s1sp', /^guide-7\.2\.1 CB: mgf /],
    ['ruleSet scfMinutes +1', /^guide-7\.2\.1 CB: scf /],
    ['group CB handover sim', /^guide-7\.2\.1 CB: handover /],
    ['devices.radio (root) initial covered -> outOfCoverage', /^guide-7\.2\.1 CB: /],
  ])('notices "%s"', async (id, by) => {
    const fate = await hunt(named(id), [await traceOf(GAME)]);
    expect(fate).toMatchObject({ fate: 'killed', runs: 1 });
    expect(fate.by).toMatch(by);
  });

  it('says of a mutant no run gets to that it is unreached, and not that it is dead', async () => {
    const fate = await hunt(named('rp.installation authorised.inMcf drop on MVF_FAILED'), [await traceOf(GAME)]);
    expect(fate).toMatchObject({ fate: 'unreached', runs: 0 });
  });
});
