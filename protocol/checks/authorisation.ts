/** Validation of one record of a Migration Authorisation: Table 1 of MEHRS 2.3.2, in table order, by Group ID per Table A.1. */
import { DA_AUTHORISATION_CHECKS } from './authorisationDa.ts';
import type { AuthorisationFacts } from './authorisationFacts.ts';
import { INSTALLATION_AUTHORISATION_CHECKS } from './authorisationInstallation.ts';
import { METER_AUTHORISATION_CHECKS } from './authorisationMeters.ts';
import { firstFailure, type Check } from './check.ts';

export type { AuthorisationFacts } from './authorisationFacts.ts';

/** The id of a row is its Reason Code. */
export const AUTHORISATION_CHECKS: readonly Check<AuthorisationFacts>[] = [
  ...METER_AUTHORISATION_CHECKS, ...INSTALLATION_AUTHORISATION_CHECKS, ...DA_AUTHORISATION_CHECKS,
];

/**
 * The one Reason Code that the record is rejected with (R2-13), or undefined when it is accepted. A code that Table A.1
 * marks n/a for the group never comes out (law L8).
 */
export const checkRecord = (facts: AuthorisationFacts): { readonly reasonCode: string; readonly detail: string } | undefined => {
  const failure = firstFailure(AUTHORISATION_CHECKS, facts, facts.groupId);
  return failure && { reasonCode: failure.id, detail: failure.detail };
};
