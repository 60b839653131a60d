/** Systems that are down, and how long their people take to repair them (MEHRS 2.1, 2.4.1 and its like). */
import { HOUR, MINUTE } from '../../../protocol/time.ts';
import type { Fault } from '../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../cause.ts';
import type { Installation } from '../../../protocol/domain.ts';

type Trigger = Extract<Fault, { kind: 'outage' }>['on'];

const hours = (count: number): number => count * (HOUR / MINUTE);
const resolution = (section: string, minutes: number): Fault => ({ kind: 'resolution', section, minutes });

/** The Requesting Party has answered the authorisation; days before its Common Files are due. */
const authorised = (installation: Installation): Trigger => ({ from: cohortParty('rp', installation), type: 'MAVR', nth: 1 });

const noCommonFile = (resolutionHours: number): Cause => ({ faults: (installation) => [
  { kind: 'outage', on: authorised(installation), afterMinutes: 0, party: cohortParty('rp', installation), system: 'commonFile' },
  resolution('2.4.1', hours(resolutionHours)),
] });

export const OUTAGE_CAUSES: Causes = {
  '2.4.1-outage-in-time': noCommonFile(3),
  '2.4.1-outage-within-week': noCommonFile(40),
  '2.4.1-outage-ma-expired': noCommonFile(8 * 24),
};
