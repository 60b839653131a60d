/** What one search is about: one Installation of a Group ID, fuel, dormancy, commissioner and rule set (issue 5). */
import { GROUP_IDS, type Estate, type GroupId } from '../../protocol/domain.ts';
import { RULE_SETS, RULE_SET_IDS, type RuleSetId } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { generateEstate } from '../estate/index.ts';
import { SHAPES, type Shape } from '../estate/shapes.ts';

export interface Configuration {
  /** `<Group ID>/<shape>/<commissioner>/<rule set>`. */
  readonly name: string;
  readonly groupId: GroupId;
  readonly shape: Shape;
  readonly commissioner: 'cp' | 'supplier';
  readonly ruleSet: RuleSetId;
  /** In place of the one it generates: that of a live run which is to be held against the graph. */
  readonly estate?: Estate;
}

/** One supplier, all Active: only there may the supplier commission (Guide Table 6; ruling A-44). */
const MAY_COMMISSION: readonly Shape[] = ['electricity-active', 'dual-active'];

export const CONFIGURATIONS: readonly Configuration[] = RULE_SET_IDS.flatMap((ruleSet) => GROUP_IDS.filter((groupId) => RULE_SETS[ruleSet].groups.includes(groupId)).flatMap((groupId) => SHAPES.flatMap((shape) =>
  (MAY_COMMISSION.includes(shape) ? (['cp', 'supplier'] as const) : (['cp'] as const)).map((commissioner): Configuration =>
    ({ name: `${groupId}/${shape}/${commissioner}/${ruleSet}`, groupId, shape, commissioner, ruleSet })))));

/** The Installation, and nobody but the SEC Parties that have to do with it. */
export const estateOf = ({ groupId, shape, commissioner, estate }: Configuration, seed: string): Estate => {
  if (estate !== undefined) return estate;
  const { parties, installations } = generateEstate({
    seed, installations: 1, groups: [groupId], shape, paymentMode: 'credit', commissionedBySupplierPercent: commissioner === 'supplier' ? 100 : 0,
  });
  const involved = new Set(installations.flatMap(({ electricity, gas }) => [electricity, ...(gas === undefined ? [] : [gas])]).flatMap(({ supplier, networkOperator }) => [supplier, networkOperator]));
  return { parties: parties.filter(({ signifier }) => involved.has(signifier)), installations };
};
