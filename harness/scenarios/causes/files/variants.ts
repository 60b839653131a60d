/** How a sender's system comes to make each kind of wrong file, by the token of the row id. */
import { HOUR, MINUTE } from '../../../../protocol/time.ts';
import type { Fault, Spoil } from '../../../faults/plan.ts';

export const SIGNATURE = 'X5.9-02';

export const HOW: Readonly<Record<string, Spoil>> = {
  [SIGNATURE]: 'signature', 'X5.9-01-truncated': 'truncated', 'X5.9-01-schema': 'schema', 'X5.9-03-revoked': 'revoked', 'X5.9-03-expired': 'expired',
  'X5.9-03-not-yet-valid': 'notYetValid', 'X5.9-03-unknown-issuer': 'unknownIssuer', 'X5.9-04': 'wrongRole', 'X5.9-05': 'otherParty', 'X5.9-06': 'counter',
  'X5.9-07': 'group', 'X5.9-08': 'header', 'X5.9-09': 'twice',
};
export const OTHERS: readonly string[] = Object.keys(HOW).filter((name) => name !== SIGNATURE);

/** In time, after the window of 24 hours, after the Migration Week. */
export const HOURS = { inTime: 3, tooLate: 30, maExpired: 8 * 24 } as const;

export const resolvedAfter = (section: string, hours: number): Fault => ({ kind: 'resolution', section, minutes: hours * (HOUR / MINUTE) });
