/** What one search is about: one Installation, or two in one file, of a Group ID, fuel, dormancy, commissioner and rule set (issue 5). */
import { GROUP_IDS, type Estate, type GroupId } from '../../protocol/domain.ts';
import { RULE_SETS, RULE_SET_IDS, type RuleSetId } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { generateEstate } from '../estate/index.ts';
import { SHAPES, type Shape } from '../estate/shapes.ts';
import { file } from '../scenarios/causes/authorisation/means.ts';
import { withSuppliersOfFirst } from '../scenarios/scenario.ts';
import { DEFAULT_WEEK, type ScriptOptions } from '../world/staging.ts';

export interface Configuration {
  /** `<Group ID>/<shape>/<commissioner>/<rule set>`. */
  readonly name: string;
  readonly groupId: GroupId;
  readonly shape: Shape;
  readonly commissioner: 'cp' | 'supplier';
  readonly ruleSet: RuleSetId;
  /** Of the same shape and on the same day, so that every file is about both; default one. */
  readonly installations?: number;
  /** In place of the one it generates: that of a live run which is to be held against the graph. */
  readonly estate?: Estate;
}

/** One supplier, all Active: only there may the supplier commission (Guide Table 6; ruling A-44). */
const MAY_COMMISSION: readonly Shape[] = ['electricity-active', 'dual-active'];

export const CONFIGURATIONS: readonly Configuration[] = RULE_SET_IDS.flatMap((ruleSet) => GROUP_IDS.filter((groupId) => RULE_SETS[ruleSet].groups.includes(groupId)).flatMap((groupId) => SHAPES.flatMap((shape) =>
  (MAY_COMMISSION.includes(shape) ? (['cp', 'supplier'] as const) : (['cp'] as const)).map((commissioner): Configuration =>
    ({ name: `${groupId}/${shape}/${commissioner}/${ruleSet}`, groupId, shape, commissioner, ruleSet })))));

const TWO = '/2';

/** One supplier's file is to hold both. */
export const mayBeTwo = ({ shape }: Configuration): boolean => MAY_COMMISSION.includes(shape);

/** Two such Installations in one file. */
export const twoOf = (configuration: Configuration): Configuration => ({ ...configuration, name: `${configuration.name}${TWO}`, installations: 2 });

/** By name, `/2` for two Installations. */
export const configurationNamed = (name: string): Configuration | undefined => {
  const one = CONFIGURATIONS.find((each) => each.name === name.replace(/\/2$/, ''));
  return !name.endsWith(TWO) || one === undefined ? one : mayBeTwo(one) ? twoOf(one) : undefined;
};

/** What a world of it is set up from. */
export const scriptFor = ({ ruleSet, installations = 1 }: Pick<Configuration, 'ruleSet' | 'installations'>, estate: Estate, seed: string): ScriptOptions => {
  const [first] = estate.installations;
  if (installations === 1 || first === undefined) return { estate, seed, ruleSet };
  return { estate, seed, ruleSet, authorisations: [file(first, estate, seed, (records) => records.map((each) => ({ ...each, migrateOn: DEFAULT_WEEK })))] };
};

/** The Installations, and nobody but the SEC Parties that have to do with them. */
export const estateOf = ({ groupId, shape, commissioner, estate, installations: count = 1 }: Configuration, seed: string): Estate => {
  if (estate !== undefined) return estate;
  const { parties, installations } = withSuppliersOfFirst(generateEstate({
    seed, installations: count, groups: [groupId], shape, paymentMode: 'credit', commissionedBySupplierPercent: commissioner === 'supplier' ? 100 : 0,
  }));
  const involved = new Set(installations.flatMap(({ electricity, gas }) => [electricity, ...(gas === undefined ? [] : [gas])]).flatMap(({ supplier, networkOperator }) => [supplier, networkOperator]));
  return { parties: parties.filter(({ signifier }) => involved.has(signifier)), installations };
};
