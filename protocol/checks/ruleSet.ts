/** What of the checks depends on the rule set (rulings section 2). */
export const CHECK_RULE_SETS = ['guide-2019-03', 'v1.0', 'v3.0', 'v3.1', 'v7.0', 'v7.1'] as const;
export type CheckRuleSet = (typeof CHECK_RULE_SETS)[number];

/** at go-live MA112 was not returned for Dormant Installations. */
export const wanCheckExemptsDormant = (ruleSet: CheckRuleSet): boolean => ruleSet === 'guide-2019-03' || ruleSet === 'v1.0';

/** MA110 was extended to Group ID DA in v7.0 (R2-12). */
export const eligibleCombinationCodeCoversDa = (ruleSet: CheckRuleSet): boolean => ruleSet === 'v7.0' || ruleSet === 'v7.1';
