/** MEHRS 2.4.3: the Requesting Party's system spoils the first Common File, for all who get it or in the transfer to one. */
import { address, type Installation } from '../../../../protocol/domain.ts';
import type { Spoil } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { HOURS, HOW, OTHERS, SIGNATURE, resolvedAfter } from './variants.ts';

type Reader = 's1sp' | 'dco' | 'mcfvf';

const spoilt = (how: Spoil, hours: number, to?: Reader): Cause => ({ faults: (installation: Installation) => [
  {
    kind: 'spoil', how,
    on: { from: cohortParty('rp', installation), ...(to === undefined ? {} : { to: to === 's1sp' ? cohortParty('s1sp', installation) : address(to) }), type: 'MCF', nth: 1 },
  },
  resolvedAfter('2.4.3', hours),
] });

/** After the six hours of MA116. */
const AFTER_PROCESSING = 8;

const beforeValidation = (prefix: string, how: Spoil, to?: Reader): Causes => ({
  [`${prefix}-in-time`]: spoilt(how, HOURS.inTime, to), [`${prefix}-too-late`]: spoilt(how, AFTER_PROCESSING, to),
  [`${prefix}-late`]: spoilt(how, HOURS.tooLate, to), [`${prefix}-ma-expired`]: spoilt(how, HOURS.maExpired, to),
});
const oneLacksIt = (to: 's1sp' | 'dco'): Causes => {
  const prefix = `2.4.3-${to}-X5.9-01-truncated`;
  return {
    [`${prefix}-in-time`]: spoilt('truncated', HOURS.inTime, to), [`${prefix}-too-late`]: spoilt('truncated', HOURS.tooLate, to),
    [`${prefix}-too-late-back`]: spoilt('truncated', HOURS.tooLate, to), [`${prefix}-ma-expired`]: spoilt('truncated', HOURS.maExpired, to),
  };
};

export const COMMON_FILE_CAUSES: Causes = {
  ...beforeValidation(`2.4.3-${SIGNATURE}`, 'signature'), ...beforeValidation('2.4.3-mcfvf-X5.9-01-truncated', 'truncated', 'mcfvf'),
  [`2.4.3-ie-${SIGNATURE}-in-time`]: spoilt('signature', HOURS.inTime), [`2.4.3-ie-${SIGNATURE}-too-late`]: spoilt('signature', AFTER_PROCESSING),
  [`2.4.3-v3.0-${SIGNATURE}-in-time`]: { ...spoilt('signature', HOURS.inTime), world: () => ({ ruleSet: 'v3.0', migrationWeek: '2020-09-14' }) },
  ...oneLacksIt('s1sp'), ...oneLacksIt('dco'), '2.4.3-s1sp-X5.9-07-in-time': spoilt('group', HOURS.inTime, 's1sp'),
  ...Object.fromEntries(OTHERS.filter((name) => name !== 'X5.9-07').map((name) => [`2.4.3-${name}-in-time`, spoilt(HOW[name] as Spoil, HOURS.inTime)])),
};
