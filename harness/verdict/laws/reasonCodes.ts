/** L8: no reason code that Table A.1 does not give to the Group ID, in any MAVR or MACR of the run. */
import { applicability } from '../../../protocol/mehrs/expected/reasonCodes.ts';
import { rowsOf, whose } from '../estate.ts';
import { textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

export const reasonCodes: Law = ({ facts, observed }) => {
  const installationOf = whose(observed.estate);
  const wrong = facts.filter((each) => each.type === 'MAVR' || each.type === 'MACR').flatMap((fact) => rowsOf(fact).flatMap((entry) => {
    const code = textAt(entry, 'reasonCode');
    const installation = installationOf(entry);
    if (code === '' || installation === undefined) return [];
    const is = applicability(code, installation.groupId, observed.ruleSet);
    return is === 'applicable' ? [] : [{ detail: `${fact.type} gives ${code} (${is}) to ${installation.id} of ${installation.groupId}`, stamp: fact.stamp }];
  }));
  return [ruling('reason codes of the group', 'L8', wrong)];
};
