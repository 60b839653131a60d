/** Issue 5: all configurations, side by side in processes, with the same numbers however many there are. */
import { describe, expect, it } from 'vitest';
import { Learned } from '../../harness/explore/company.ts';
import { causesOf } from '../../harness/explore/causes.ts';
import { CONFIGURATIONS, estateOf } from '../../harness/explore/configuration.ts';
import { groupsOf, reportOf, type ExplorationReport } from '../../harness/explore/report.ts';
import { Survey, batchesOf, type SurveyTold } from '../../harness/explore/survey.ts';
import { DEFAULT_SEED } from '../../harness/world/staging.ts';

const NAMES = ['CB/electricity-active/cp/v3.0', 'CB/electricity-active/cp/v7.1'];
const small = NAMES.map((name) => CONFIGURATIONS.find((each) => each.name === name)!);
const estate = estateOf(small[0]!, DEFAULT_SEED);
const CAUSES = causesOf(small[0]!, estate.installations[0]!, estate).slice(0, 5);
const options = { faults: 1, reduce: true, untimed: false, causes: CAUSES };

const surveyed = (learned: Learned, names: readonly string[]): Survey => {
  const survey = new Survey();
  for (const each of small.filter(({ name }) => names.includes(name))) survey.add(each, learned, options);
  return survey;
};

/** Without what it took. */
const numbers = ({ each, found, log, untimed }: Survey): Partial<ExplorationReport> => {
  const { each: configurations, ...report } = reportOf(each, { found, untimedOnly: untimed.only }, log, { rows: new Set(), pairs: new Set() }, groupsOf(NAMES), 0);
  return { ...report, each: configurations.map((one) => ({ ...one, wallMs: 0, searchMs: 0 })) };
};

describe('a survey', () => {
  it('told piece by piece by other processes is the same as one made here', () => {
    const [here, there] = [new Learned(), new Learned()];
    const sum = new Survey();
    for (const name of NAMES) sum.absorb(JSON.parse(JSON.stringify(surveyed(there, [name]).told())) as SurveyTold);
    const whole = surveyed(here, NAMES);
    expect(numbers(sum)).toEqual(numbers(whole));
    expect(sum.each.map(({ name }) => name)).toEqual(NAMES);
    expect(Number(numbers(sum).states)).toBeGreaterThan(100);
  });

  it('counts the sets of one, two and three classes of causes', () => {
    const [{ causes, faultSets } = { causes: 0, faultSets: undefined }] = surveyed(new Learned(), NAMES.slice(0, 1)).each;
    expect(faultSets).toEqual({ one: causes, two: (causes * (causes - 1)) / 2, three: (causes * (causes - 1) * (causes - 2)) / 6 });
  });
});

describe('the batches of configurations that learn from each other', () => {
  it('are of one Group ID and fuel each, rule sets of one world side by side, and have every configuration once', () => {
    const batches = batchesOf(CONFIGURATIONS);
    expect(batches.flat().map(({ name }) => name).sort()).toEqual(CONFIGURATIONS.map(({ name }) => name).sort());
    expect(batches).toHaveLength(14);
    for (const batch of batches) {
      expect(new Set(batch.map(({ groupId, shape }) => `${groupId} ${shape.split('-')[0]}`)).size).toBe(1);
      const worlds = batch.map(({ shape, commissioner }) => `${shape} ${commissioner}`);
      expect(worlds.filter((world, place) => world !== worlds[place - 1])).toHaveLength(new Set(worlds).size);
    }
  });
});
