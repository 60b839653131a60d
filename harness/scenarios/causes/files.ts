/** Files that fail a check (MEHRS 2.4.3, 2.4.5, 2.5.7 to 2.5.11, 2.7.2, 2.7.3). */
import { HOUR, MINUTE } from '../../../protocol/time.ts';
import { cohortParty, type Cause, type Causes } from '../cause.ts';

/** The Requesting Party's signing system spoils the first MGF; its people take so long to find out (MEHRS 2.5.7). */
const spoiltMgf = (resolutionHours: number): Cause => ({ faults: (installation) => [
  { kind: 'spoil', on: { from: cohortParty('rp', installation), type: 'MGF', nth: 1 }, how: 'signature' },
  { kind: 'resolution', section: '2.5.7', minutes: resolutionHours * (HOUR / MINUTE) },
] });

export const FILE_CAUSES: Causes = {
  '2.5.7-X5.9-02-in-time': spoiltMgf(3),
  '2.5.7-X5.9-02-too-late': spoiltMgf(30),
  '2.5.7-X5.9-02-ma-expired': spoiltMgf(8 * 24),
};
