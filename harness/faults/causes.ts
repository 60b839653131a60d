/**
 * Causes by the name of the catalogue row they provoke (law L4). A cause is a plan of faults for one Installation: what
 * goes wrong in the world, when, and how long people take to put it right.
 */
import { COHORT_OF, address, device, type Installation } from '../../protocol/domain.ts';
import { HOUR, MINUTE } from '../../protocol/time.ts';
import type { Fault, FaultPlan } from './plan.ts';

type Cause = (installation: Installation) => readonly Fault[];

const party = (role: 'rp' | 's1sp', { groupId }: Installation): string => address(role, COHORT_OF[groupId]);

/** The Requesting Party's signing system spoils the first MGF; its people take so long to find out (MEHRS 2.5.7). */
const spoiltMgf = (resolutionHours: number): Cause => (installation) => [
  { kind: 'spoil', on: { from: party('rp', installation), type: 'MGF', nth: 1 }, how: 'signature' },
  { kind: 'resolution', section: '2.5.7', minutes: resolutionHours * (HOUR / MINUTE) },
];

/** The hub loses coverage once its SIM is the DCC's, for so long from the S1SP's first attempt on (MEHRS 3.1). */
const outOfCoverage = (restoredAfterMinutes: number | undefined): Cause => (installation) => {
  const firstAttempt = { from: party('s1sp', installation), type: 'WAN_COMMAND' as const, key: installation.id, contains: 'openSession', nth: 1 };
  const handedOver = { from: address('smso', COHORT_OF[installation.groupId]), type: 'HANDOVER_RESPONSE' as const, key: installation.id, contains: 'done', nth: 1 };
  return [
    { kind: 'environment', on: handedOver, afterMinutes: 0, installationId: installation.id, change: 'coverageLost' },
    ...(restoredAfterMinutes === undefined ? [] : [
      { kind: 'environment' as const, on: firstAttempt, afterMinutes: restoredAfterMinutes, installationId: installation.id, change: 'coverageRestored' as const },
    ]),
  ];
};

/** Somebody corrects the wrong row: the hub stands in the SMI as a SMETS2 device once it is there (MEHRS 2.7.5, Table 8.7-1 row 4). */
const wrongVersionInSmi = (repaired: boolean): Cause => (installation) => {
  const hub = device(installation, 'CHF')?.deviceId ?? '';
  const change = (on: Extract<Fault, { kind: 'record' }>['on'], smetsVersion: string): Fault =>
    ({ kind: 'record', on, afterMinutes: 0, party: address('dsp'), table: 'smi', key: hub, set: { smetsVersion } });
  return [
    change({ from: address('dsp'), type: 'CHF_RESPONSE', key: installation.id, nth: 2 }, 'SMETS2'),
    ...(repaired ? [change({ from: address('mcc'), type: 'INCIDENT_ASSIGNED', contains: '"2.7.5"', nth: 1 }, 'SMETS1')] : []),
  ];
};

/** Minutes from the first attempt of 3.1 to just before the attempt that is to succeed. */
const BEFORE_ATTEMPT_145 = 24 * 60 - 1;
const BEFORE_ATTEMPT_288 = 47 * 60 + 39;

const CAUSES: Readonly<Record<string, Cause>> = {
  'guide-7.2.1': () => [],
  '2.5.7-X5.9-02-in-time': spoiltMgf(3),
  '2.5.7-X5.9-02-too-late': spoiltMgf(30),
  '2.5.7-X5.9-02-ma-expired': spoiltMgf(8 * 24),
  '2.6.2-timeout-contact-restored': outOfCoverage(60 * 60),
  '2.6.2-timeout-contact-lost': outOfCoverage(undefined),
  '3.1-middle': outOfCoverage(BEFORE_ATTEMPT_145),
  '3.1-last': outOfCoverage(BEFORE_ATTEMPT_288),
  '2.7.5-C4': wrongVersionInSmi(false),
  '2.7.5-C4-recovered': wrongVersionInSmi(true),
};

/** Catalogue rows that can be provoked. */
export const PROVOKED_ROWS: readonly string[] = Object.keys(CAUSES);

/** @throws RangeError for a row no cause is known for. */
export const planFor = (rowId: string, installation: Installation): FaultPlan => {
  const cause = CAUSES[rowId];
  if (cause === undefined) throw new RangeError(`no cause provokes "${rowId}"; known: ${PROVOKED_ROWS.join(', ')}`);
  return { name: rowId, faults: [...cause(installation)] };
};
