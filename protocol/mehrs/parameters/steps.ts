/**
 * Names of the steps that end up as FailedStepNumber and the reason codes the Requesting Party derives from outcomes.
 * Attested numbers keep their own names; `X…` ones are emulator profile.
 */
export const STEP = {
  /** MEHRS 2.6.2, 3.1: the hub was never reached. */
  connectivityTimeout: '12.9.1.ET01',
  /** MEHRS 2.6.7: CHF not Commissioned in the SMI. */
  chfFailure: '12.9.5.DP01',
  /** TMAD 5.24: the S1SP Required File Set came too late. */
  requiredFileSetLate: 'X5.24-01',
  /** TMAD 5.16, MEHRS 2.6.4: the DCO had discarded the MEF. */
  dcoDiscarded: 'X5.16-01',
  /** The DCO does not consider the Installation viable (Guide step 16). */
  dcoNotViable: 'X5.15-00',
  /** MEHRS 3.3.1: the GSME did not confirm its SUA key in time; the account goes back. */
  suaGsme: '16.10.1.GT04',
  /** MEHRS 3.3.1, 3.3.2: the ESME did not; the account does not go back. */
  suaEsme: '16.10.2.ET04',
  /** A device did not confirm its new key. */
  keyRotation: 'X12.9.3-01',
} as const;

/** The Commissioning Party holds no Common File with the header of the SCF: beside Table 5.9 (MEHRS 2.7.2). */
export const NO_COMMON_FILE = 'X2.7.2-01';

export const REASON = {
  noScf: 'MA532',
  authorisationExpired: 'MA101',
  mvfFailure: 'MA113',
  scfFailure: 'MA115',
  noMvf: 'MA116',
  certificateFailed: 'MA114',
  precheckUnanswered: 'MA533',
  otherMaMissing: 'MA106',
} as const;
