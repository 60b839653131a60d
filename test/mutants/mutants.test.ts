/** The mutator changes what it says, leaves the shipped machines alone, and the verdict notices what matters (design 5.9). */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { allMutants } from '../../harness/mutants/all.ts';
import { configOf } from '../../harness/mutants/configs.ts';
import { playMutant, record, type Recording } from '../../harness/mutants/evidence.ts';
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

/** One that changes nothing: the line is real, and everything from it on is played and not replayed. */
const harmless = (line: string): Mutant => ({ id: `none at ${line}`, operator: 'none', lines: [line], isLocal: true });

describe('the verdict', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record({ row: rowById('guide-7.2.1'), groupId: 'CB' });
  });

  it.each([
    ['rp.set makingFiles FILES_DUE: drop sendMef', /^mef /],
    ['route rp.sendMgf without s1sp', /^mgf /],
    ['ruleSet scfMinutes +1', /^scf /],
    ['group CB handover sim', /^handover /],
    ['devices.radio (root) initial covered -> outOfCoverage', /./],
  ])('notices "%s"', async (id, by) => {
    expect((await playMutant(recording, named(id))).by).toMatch(by);
  });

  it.each(['rp.set makingFiles on FILES_DUE', 'ruleSet scfMinutes', 'devices.radio  in', 'no such line'])(
    'passes a run that is replayed up to "%s" and played from there without a mutant', async (line) => {
      expect(await playMutant(recording, harmless(line))).toEqual({ by: '', isSilent: true, isSameInAnyOrder: true });
    });

  it.each(['rp.set makingFiles FILES_DUE: drop sendMef', 'route rp.sendMgf without s1sp', 's1sp.installation testing on', 'ruleSet scfMinutes +1'])(
    'says the same whether parties replay what they can or all play, of mutants like "%s"', async (like) => {
      for (const mutant of MUTANTS.filter(({ id, lines }) => id.startsWith(like.slice(0, like.lastIndexOf(' '))) && lines.some((line) => recording.lines.has(line))).slice(0, 3)) {
        const all: Mutant = { id: mutant.id, operator: mutant.operator, lines: mutant.lines, isLocal: false, ...(mutant.parties && { parties: mutant.parties }), ...(mutant.ruleSet && { ruleSet: mutant.ruleSet }), ...(mutant.apply && { apply: mutant.apply }) };
        expect(await playMutant(recording, mutant)).toEqual(await playMutant(recording, all));
      }
    });
});
