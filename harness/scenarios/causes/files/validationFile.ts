/** MEHRS 2.4.5: the Validation Function's system spoils the first MVF, for all who get it or in the transfer to one. */
import { address } from '../../../../protocol/domain.ts';
import type { Spoil } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { HOURS, HOW, OTHERS, SIGNATURE, resolvedAfter } from './variants.ts';

type Reader = 'rp' | 's1sp' | 'dco';

const spoilt = (how: Spoil, hours: number, to?: Reader): Cause => ({ faults: (installation) => [
  { kind: 'spoil', how, on: { from: address('mcfvf'), ...(to === undefined ? {} : { to: to === 'dco' ? address('dco') : cohortParty(to, installation) }), type: 'MVF', nth: 1 } },
  resolvedAfter('2.4.5', hours),
] });

const ends = (prefix: string, names: readonly string[], how: Spoil, to?: Reader): Causes => Object.fromEntries(names.map((end) =>
  [`${prefix}-${end}`, spoilt(how, end === 'in-time' ? HOURS.inTime : end === 'ma-expired' ? HOURS.maExpired : HOURS.tooLate, to)]));

export const VALIDATION_FILE_CAUSES: Causes = {
  ...ends(`2.4.5-${SIGNATURE}`, ['in-time', 'late', 'ma-expired'], 'signature'),
  ...ends('2.4.5-rp-X5.9-01-truncated', ['in-time', 'late', 'ma-expired'], 'truncated', 'rp'),
  ...ends('2.4.5-s1sp-X5.9-01-truncated', ['in-time', 'late', 'late-back', 'ma-expired'], 'truncated', 's1sp'),
  ...ends('2.4.5-dco-X5.9-01-truncated', ['in-time', 'late', 'late-back', 'ma-expired'], 'truncated', 'dco'),
  ...Object.fromEntries(OTHERS.filter((name) => name !== 'X5.9-07').map((name) => [`2.4.5-${name}-in-time`, spoilt(HOW[name] as Spoil, HOURS.inTime)])),
  '2.4.5-rp-X5.9-07-in-time': spoilt('group', HOURS.inTime, 'rp'),
};
