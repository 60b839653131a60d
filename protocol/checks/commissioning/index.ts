/** Checks on Commissioning Requests and on the S1SP's requests for the Communications Hub. */
export { COMMISSIONING_CHECKS, checkCommissioningRequest, checkServiceRequest, replacementCertificatesOf } from './check.ts';
export { CHF_CHECKS, checkChfRequest } from './chf.ts';
export type { ChfCheck, ChfFacts } from './chf.ts';
export type { CheckingParty, CommissioningCheck, CommissioningFacts } from './types.ts';
