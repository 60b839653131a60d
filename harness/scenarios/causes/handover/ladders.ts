/** The hub is out of coverage when the SMSO works on it (MEHRS 3.2, 3.4). */
import type { Installation } from '../../../../protocol/domain.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

type Trigger = Extract<Fault, { kind: 'environment' }>['on'];

/** The first message of the hand-over: the certificate's where there is one. */
export const firstRequest = (installation: Installation): Trigger =>
  ({ from: cohortParty('rp', installation), type: 'HANDOVER_REQUEST', key: installation.id, nth: 1 });
const simAsked = (installation: Installation): Trigger => ({ from: cohortParty('smso', installation), type: 'SIM_REQUEST', key: installation.id, nth: 1 });
const simMoved = (installation: Installation): Trigger =>
  ({ from: cohortParty('csp', installation), type: 'SIM_RESPONSE', key: installation.id, contains: '"done"', nth: 1 });

export const coverage = (change: 'coverageLost' | 'coverageRestored', on: Trigger, { id }: Installation, afterMinutes = 0): Fault =>
  ({ kind: 'environment', on, afterMinutes, installationId: id, change });

/** Lost as the first message goes out, back so many minutes after. */
const outFor = (lost: (installation: Installation) => Trigger, minutes: number | undefined): Cause => ({ faults: (installation) => [
  coverage('coverageLost', lost(installation), installation),
  ...(minutes === undefined ? [] : [coverage('coverageRestored', firstRequest(installation), installation, minutes)]),
] });

const nothing: Cause = { faults: () => [] };

export const LADDER_CAUSES: Causes = {
  '3.2-middle': outFor(firstRequest, 139),
  '3.2-last': outFor(firstRequest, 279),
  '3.2-timeout': outFor(firstRequest, undefined),
  '3.2-not-applicable': { faults: (installation) => [
    coverage('coverageLost', simAsked(installation), installation), coverage('coverageRestored', simMoved(installation), installation),
  ] },
  '3.4.1-attempt-1': nothing,
  '3.4.1-attempt-2': outFor(firstRequest, 4),
  '3.4.1-attempt-3': outFor(firstRequest, 9),
  '3.4.1-timeout': outFor(firstRequest, undefined),
  '3.4.2-attempt-1': nothing,
  '3.4.2-attempt-2': outFor(firstRequest, 59),
  '3.4.2-timeout': outFor(firstRequest, undefined),
  '2.5.2.1-not-applicable': nothing,
};
