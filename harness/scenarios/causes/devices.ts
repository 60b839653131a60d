/** Hubs, devices, rollback and Commissioning Requests (MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.1, 3.3, 3.5). */
import { address, device } from '../../../protocol/domain.ts';
import type { Fault } from '../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../cause.ts';

/** The hub loses coverage once its SIM is the DCC's, for so long from the S1SP's first attempt on (MEHRS 3.1). */
const outOfCoverage = (restoredAfterMinutes: number | undefined, commissionedBySupplier = false): Cause => ({ commissionedBySupplier, faults: (installation) => {
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

/** As when it is to be commissioned by DCC, and as when by the supplier. */
const both = (id: string, cause: (bySupplier: boolean) => Cause): Causes => ({ [id]: cause(false), [`${id}-supplier`]: cause(true) });

/** Coverage is back a minute before the attempt that is to succeed, minutes from the first. */
const before = (attemptAtMinutes: number): Cause => outOfCoverage(attemptAtMinutes - 1);

export const DEVICE_CAUSES: Causes = {
  ...both('2.6.2-timeout-contact-restored', (bySupplier) => outOfCoverage(60 * 60, bySupplier)),
  ...both('2.6.2-timeout-contact-lost', (bySupplier) => outOfCoverage(undefined, bySupplier)),
  ...both('2.6.2-timeout-contact-lost-IE', (bySupplier) => outOfCoverage(undefined, bySupplier)),
  ...both('2.6.2-wake-up-timeout-contact-restored', (bySupplier) => outOfCoverage(200 * 60, bySupplier)),
  ...both('2.6.2-wake-up-timeout-contact-lost', (bySupplier) => outOfCoverage(undefined, bySupplier)),
  '3.1-second': before(5),
  '3.1-fourth': before(30),
  '3.1-middle': before(24 * 60),
  '3.1-last': before(47 * 60 + 40),
  '3.5-second': before(2 * 60),
  '3.5-middle': before(94 * 60),
  '3.5-last': before(190 * 60),
  '2.7.5-C4': wrongVersionInSmi(false),
  '2.7.5-C4-recovered': wrongVersionInSmi(true),
};
