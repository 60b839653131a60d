/** Which check a Commissioning Request fails first, at the DSP (MEHRS 2.7.5) and at the S1SP (MEHRS 2.7.7). */
import { replacementCertificatesIn } from '../../messages/duis/body.ts';
import type { CommissioningRequest } from '../../messages/duis/request.ts';
import { parseCertificate } from '../../security/certificate.ts';
import type { Certificate } from '../../security/certificate.ts';
import { TABLE_X_DUIS } from './duis.ts';
import { TABLE_8_7_1 } from './table871.ts';
import { TABLE_8_7_3 } from './table873.ts';
import type { CheckingParty, CommissioningCheck, CommissioningFacts } from './types.ts';

/** All rows in the order they are made: all of 8.7-1, then 8.7-3, then the DUIS ones. */
export const COMMISSIONING_CHECKS: readonly CommissioningCheck[] = [...TABLE_8_7_1, ...TABLE_8_7_3, ...TABLE_X_DUIS];

/** The first row that fails, undefined when all hold. A later table is not looked at once an earlier one failed. */
export const checkCommissioningRequest = (party: CheckingParty, facts: CommissioningFacts): CommissioningCheck | undefined =>
  COMMISSIONING_CHECKS.find((check) => check[party] && check.appliesTo(facts.request, facts) && !check.holds(facts));

/** The DSP's look at a supplier's own request: the ordinary DUIS checks, not those on Commissioning Requests (MEHRS 1.3). */
export const checkServiceRequest = (facts: CommissioningFacts): CommissioningCheck | undefined =>
  TABLE_X_DUIS.find((check) => check.appliesTo(facts.request, facts) && !check.holds(facts));

/** The certificates a 6.21 would place, read. @throws CertificateError when one is not a certificate. */
export const replacementCertificatesOf = (request: CommissioningRequest): readonly Certificate[] => replacementCertificatesIn(request.body).map(parseCertificate);
