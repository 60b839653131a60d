/** MEHRS 2.7.2 and 2.7.3: the S1SP's system spoils the first SCF, or the Commissioning Party never had a Common File it could read. */
import { address, type Installation } from '../../../../protocol/domain.ts';
import type { Fault, Spoil } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { HOURS, HOW, OTHERS, SIGNATURE, resolvedAfter } from './variants.ts';

const spoiltScf = (how: Spoil, installation: Installation, to?: string): Fault =>
  ({ kind: 'spoil', how, on: { from: cohortParty('s1sp', installation), ...(to === undefined ? {} : { to }), type: 'SCF', nth: 1 } });

const spoilt = (how: Spoil, section = '2.7.2', to?: string): Cause => ({ faults: (installation) => [spoiltScf(how, installation, to), resolvedAfter(section, HOURS.inTime)] });

/** An Installation that fails for want of its MEF, and an SCF that reaches everybody but the Requesting Party whole. */
const unread = (hours: number): Cause => ({ faults: (installation) => [
  { kind: 'spoil', how: 'signature', on: { from: cohortParty('rp', installation), type: 'MEF', nth: 1 } }, resolvedAfter('2.5.8', HOURS.tooLate),
  spoiltScf('truncated', installation, cohortParty('rp', installation)), resolvedAfter('X2.7.2', hours),
] });

export const COMMISSIONING_FILE_CAUSES: Causes = {
  [`2.7.2-${SIGNATURE}`]: spoilt('signature'),
  '2.7.2-cp-X5.9-01-truncated': spoilt('truncated', '2.7.2', address('cp')),
  ...Object.fromEntries(OTHERS.filter((name) => name !== 'X5.9-07').map((name) => [`2.7.2-${name}`, spoilt(HOW[name] as Spoil)])),
  '2.7.2-X2.7.2-01': { faults: (installation) => [
    { kind: 'spoil', how: 'truncated', on: { from: cohortParty('rp', installation), to: address('cp'), type: 'MCF', nth: 1 } }, resolvedAfter('2.7.2', HOURS.inTime),
  ] },
  '2.7.2-rp-X5.9-07': { faults: (installation) => [spoiltScf('group', installation, cohortParty('rp', installation)), resolvedAfter('X2.7.2', HOURS.inTime)] },
  'X2.7.8-rp-X5.9-01-truncated': { faults: (installation) => [
    { kind: 'spoil', how: 'truncated', on: { from: address('cp'), to: cohortParty('rp', installation), type: 'COF', nth: 1 } }, resolvedAfter('X2.7.8', HOURS.inTime),
  ] },
  '2.7.3-6.3': spoilt('stranger', '2.7.3'),
  '2.7.2-rp-X5.9-01-truncated': unread(HOURS.inTime),
  'A.1-MA532': unread(9 * 24),
};
