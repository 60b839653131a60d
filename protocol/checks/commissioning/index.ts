/** Checks on Commissioning Requests and on the S1SP's requests for the Communications Hub. */
export { checkCommissioningRequest, checkServiceRequest, replacementCertificatesOf } from './check.ts';
export { checkChfRequest } from './chf.ts';
export type { ChfCheck, ChfFacts } from './chf.ts';
export type { AllowedToo, CheckingParty, CommissioningCheck, CommissioningFacts } from './types.ts';
