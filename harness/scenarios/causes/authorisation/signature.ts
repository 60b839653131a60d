/** MEHRS 2.3.1: what a supplier's signing system does to its first file, and how long its people take. */
import { address } from '../../../../protocol/domain.ts';
import { HOUR, MINUTE } from '../../../../protocol/time.ts';
import type { Spoil } from '../../../faults/plan.ts';
import type { Cause, Causes } from '../../cause.ts';
import { authoriserOf } from './means.ts';

/** @param hours until the corrected file is submitted; the first goes out on Tuesday at 09:00. */
const badlySigned = (how: Spoil, hours: number): Cause => ({ faults: (installation) => [
  { kind: 'spoil', on: { from: address('supplier', authoriserOf(installation)), to: 'mcc', type: 'MA', nth: 1 }, how },
  { kind: 'resolution', section: '2.3.1', minutes: hours * (HOUR / MINUTE) },
] });

const IN_TIME = 24;
const TOO_LATE = 72;

export const SIGNATURE_CAUSES: Causes = {
  '2.3.1-signature-in-time': badlySigned('signature', IN_TIME),
  '2.3.1-revoked-in-time': badlySigned('revoked', IN_TIME),
  '2.3.1-expired-in-time': badlySigned('expired', IN_TIME),
  '2.3.1-unknown-issuer-in-time': badlySigned('unknownIssuer', IN_TIME),
  '2.3.1-wrong-role-in-time': badlySigned('wrongRole', IN_TIME),
  '2.3.1-other-supplier-in-time': badlySigned('otherParty', IN_TIME),
  '2.3.1-signature-too-late-DA': badlySigned('signature', TOO_LATE),
  '2.3.1-signature-too-late-held': badlySigned('signature', TOO_LATE),
  '2.3.1-dormant': { shape: 'dual-dormant', faults: () => [] },
};
