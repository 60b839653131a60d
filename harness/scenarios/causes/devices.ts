/** Hubs, devices, rollback and Commissioning Requests (MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.1, 3.3, 3.5). */
import { address, device } from '../../../protocol/domain.ts';
import type { Fault } from '../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../cause.ts';

/** The hub loses coverage once its SIM is the DCC's, for so long from the S1SP's first attempt on (MEHRS 3.1). */
const outOfCoverage = (restoredAfterMinutes: number | undefined): Cause => ({ faults: (installation) => {
  const firstAttempt = { from: cohortParty('s1sp', installation), type: 'WAN_COMMAND' as const, key: installation.id, contains: 'openSession', nth: 1 };
  const handedOver = { from: cohortParty('smso', installation), type: 'HANDOVER_RESPONSE' as const, key: installation.id, contains: 'done', nth: 1 };
  return [
    { kind: 'environment', on: handedOver, afterMinutes: 0, installationId: installation.id, change: 'coverageLost' },
    ...(restoredAfterMinutes === undefined ? [] : [
      { kind: 'environment' as const, on: firstAttempt, afterMinutes: restoredAfterMinutes, installationId: installation.id, change: 'coverageRestored' as const },
    ]),
  ];
} });

/** Somebody corrects the wrong row: the hub stands in the SMI as a SMETS2 device once it is there (MEHRS 2.7.5, Table 8.7-1 row 4). */
const wrongVersionInSmi = (repaired: boolean): Cause => ({ faults: (installation) => {
  const hub = device(installation, 'CHF')?.deviceId ?? '';
  const change = (on: Extract<Fault, { kind: 'record' }>['on'], smetsVersion: string): Fault =>
    ({ kind: 'record', on, afterMinutes: 0, party: address('dsp'), table: 'smi', key: hub, set: { smetsVersion } });
  return [
    change({ from: address('dsp'), type: 'CHF_RESPONSE', key: installation.id, nth: 2 }, 'SMETS2'),
    ...(repaired ? [change({ from: address('mcc'), type: 'INCIDENT_ASSIGNED', contains: '"2.7.5"', nth: 1 }, 'SMETS1')] : []),
  ];
} });

/** Minutes from the first attempt of 3.1 to just before the attempt that is to succeed. */
const BEFORE_ATTEMPT_145 = 24 * 60 - 1;
const BEFORE_ATTEMPT_288 = 47 * 60 + 39;

export const DEVICE_CAUSES: Causes = {
  '2.6.2-timeout-contact-restored': outOfCoverage(60 * 60),
  '2.6.2-timeout-contact-lost': outOfCoverage(undefined),
  '3.1-middle': outOfCoverage(BEFORE_ATTEMPT_145),
  '3.1-last': outOfCoverage(BEFORE_ATTEMPT_288),
  '2.7.5-C4': wrongVersionInSmi(false),
  '2.7.5-C4-recovered': wrongVersionInSmi(true),
};
