/** The same cause under two versions of the MEHRS. */
import { address } from '../../../../protocol/domain.ts';
import type { RuleSetId } from '../../../../protocol/mehrs/parameters/ruleSets.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { coverage } from './ladders.ts';

const HOUR_MINUTES = 60;
/** A Monday of the time of each version. */
const WEEK = { 'v1.0': '2019-11-11', 'v3.0': '2020-09-14', 'v3.1': '2020-11-09' } as const;
type Dated = keyof typeof WEEK & RuleSetId;
const under = (ruleSet: Dated): NonNullable<Cause['world']> => () => ({ ruleSet, migrationWeek: WEEK[ruleSet] });

/** From the hand-over on, for 30 hours. */
const outOfReach = (ruleSet: Dated): Cause => ({ world: under(ruleSet), faults: (installation) => {
  const handedOver = { from: cohortParty('smso', installation), type: 'HANDOVER_RESPONSE' as const, key: installation.id, contains: 'done', nth: 1 };
  return [coverage('coverageLost', handedOver, installation), coverage('coverageRestored', handedOver, installation, 30 * HOUR_MINUTES)];
} });

/** Noticed when the file set has come; sixty hours until it is put right. */
const s1spDown = (ruleSet: Dated): Cause => ({ world: under(ruleSet), faults: (installation) => [
  { kind: 'outage', on: { from: address('mcfvf'), to: cohortParty('rp', installation), type: 'MVF', nth: 1 }, afterMinutes: 0, party: cohortParty('s1sp', installation), system: 'processing' },
  { kind: 'resolution', section: '2.6.1', minutes: 60 * HOUR_MINUTES },
] });

export const RULE_SET_CAUSES: Causes = {
  '3.1-timeout-v1.0': outOfReach('v1.0'),
  '2.6.4-v3.0': s1spDown('v3.0'),
  '2.6.4-v3.1': s1spDown('v3.1'),
};
