/** Hubs out of coverage, meters that are gone, busy, or not what they were (MEHRS 2.6.2, 2.6.3, 2.6.5, 3.1, 3.3, 3.5). */
import { address, type DeviceType, type Installation } from '../../../../protocol/domain.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { both, command, dcoHolds, handedOver, happens, idOf, record, workKey, wrongHalf } from './shared.ts';

/** The hub loses coverage once its SIM is the DCC's, for so long from the S1SP's first attempt on. */
const outOfCoverage = (restoredAfterMinutes: number | undefined, commissionedBySupplier = false): Cause => ({ commissionedBySupplier, faults: (installation) => [
  happens(installation, handedOver(installation), 'coverageLost'),
  ...(restoredAfterMinutes === undefined ? [] : [happens(installation, command(installation, 'openSession'), 'coverageRestored', 'CHF', restoredAfterMinutes)]),
] });

/** Coverage is back a minute before the attempt that is to succeed, minutes from the first. */
const before = (attemptAtMinutes: number): Cause => outOfCoverage(attemptAtMinutes - 1);

const cause = (faults: (installation: Installation) => readonly Fault[], rest: Omit<Cause, 'faults'> = {}): Cause => ({ faults, ...rest });
/** A device changes once the hub is the DCC's. */
const once = (type: DeviceType, change: 'gone' | 'busy' | 'wrongMode' | 'unheard', rest: Omit<Cause, 'faults'> = {}): Cause =>
  cause((installation) => [happens(installation, handedOver(installation), change, type)], rest);
/** ... and is as before so many hours later. */
const meanwhile = (type: DeviceType, minutes: number, rest: Omit<Cause, 'faults'> = {}, change: 'gone' | 'unheard' = 'gone'): Cause =>
  cause((installation) => [happens(installation, handedOver(installation), change, type), happens(installation, handedOver(installation), 'back', type, minutes)], rest);

/** What a device would say about itself changes after the Common File. */
const says = (type: DeviceType, set: Record<string, unknown>): Cause =>
  cause((installation) => [record({ from: cohortParty('rp', installation), type: 'MCF', nth: 1 }, address('devices'), 'facts', idOf(installation, type), set)]);

const SINGLE = { shape: 'electricity-active' } as const;

/** The MGF is spoilt and comes anew when its Incident is resolved; the MEF has been with the DCO meanwhile (MEHRS 2.5.7, 2.6.4). */
const mgfLate = (resolutionHours: number, restoredAfterMinutes: number, rest: Omit<Cause, 'faults'> = {}): Cause => cause((installation) => [
  { kind: 'spoil', on: { from: cohortParty('rp', installation), type: 'MGF', nth: 1 }, how: 'signature' },
  { kind: 'resolution', section: '2.5.7', minutes: resolutionHours * 60 },
  happens(installation, handedOver(installation), 'coverageLost'), happens(installation, command(installation, 'openSession'), 'coverageRestored', 'CHF', restoredAfterMinutes),
], rest);
const V3_0: Omit<Cause, 'faults'> = { world: () => ({ ruleSet: 'v3.0' }) };

export const HOME_CAUSES: Causes = {
  ...both('2.6.4-ladder-too-long', (commissionedBySupplier) => mgfLate(17, 175 * 60, { commissionedBySupplier })),
  '2.6.4-ladder-too-long-v3.0': mgfLate(10, 39 * 60 - 1, V3_0),
  '2.6.4-within-48h-v3.0': { ...outOfCoverage(47 * 60 + 39), ...V3_0 },
  '2.6.2-not-for-DA': cause((installation) => [
    happens(installation, handedOver(installation), 'coverageLost'), happens(installation, handedOver(installation), 'coverageRestored', 'CHF', 30 * 60),
  ]),
  '2.6.3-not-for-DA': says('ESME', { firmwareVersion: 'FFFFFFFF' }),
  '2.6.5-not-applicable': once('GSME', 'gone'),

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

  '2.6.3-resubmitted': meanwhile('ESME', 24 * 60, { world: () => ({ weeks: 2 }) }),
  // Its end is known too late for the authorisation of the week after.
  '2.6.5-resubmitted': meanwhile('GSME', 25 * 60, { world: () => ({ weeks: 3 }) }),
  '2.6.5-rotated-unheard-resubmitted': meanwhile('GSME', 25 * 60, { world: () => ({ weeks: 3 }) }, 'unheard'),
  ...both('2.6.3-esme-silent', (commissionedBySupplier) => once('ESME', 'gone', { commissionedBySupplier })),
  '2.6.3-gsme-silent': once('GSME', 'gone'),
  '2.6.3-esme-refuses': cause((installation) => [wrongHalf(installation, 'ESME')]),
  '2.6.3-esme-busy': once('ESME', 'busy'),
  '2.6.3-gsme-wrong-mode': once('GSME', 'wrongMode'),
  '2.6.3-esme-unreadable': says('ESME', { clockErrorSeconds: 'unset' }),
  '2.6.3-gsme-model': says('GSME', { model: 'another model' }),
  '2.6.3-esme-firmware': says('ESME', { firmwareVersion: 'FFFFFFFF' }),
  '2.6.3-gsme-not-joined': says('GSME', { joined: false }),
  '2.6.3-dco-refuses-code': cause((installation) => [record(dcoHolds(installation), address('dco'), 'halves', workKey(installation), { [idOf(installation, 'ESME')]: '' })]),
  '2.6.3-rotation-refused': cause((installation) => [happens(installation, command(installation, 'rotateKey'), 'busy', 'ESME')]),
  '2.6.3-rotation-unheard': cause((installation) => [happens(installation, command(installation, 'rotateKey'), 'unheard', 'ESME')]),
  '2.6.3-clock-not-critical': says('ESME', { clockErrorSeconds: -120 }),
  '2.6.3-gpf-not-critical': says('GPF', { joined: false }),

  ...both('2.6.5-gsme-timeout', (commissionedBySupplier) => once('GSME', 'gone', { commissionedBySupplier })),
  '2.6.5-gsme-timeout-contact-lost': outOfCoverage(undefined),
  '2.6.5-gsme-refused': cause((installation) => [wrongHalf(installation, 'GSME')]),
  '2.6.5-gsme-busy': once('GSME', 'busy'),
  '2.6.5-gsme-wrong-mode': once('GSME', 'wrongMode'),
  '2.6.5-gsme-rotated-unheard': once('GSME', 'unheard'),
  ...both('2.6.5-esme-timeout', (commissionedBySupplier) => once('ESME', 'gone', { commissionedBySupplier })),
  '2.6.5-esme-refused': cause((installation) => [wrongHalf(installation, 'ESME')]),
  '2.6.5-esme-busy': once('ESME', 'busy'),
  ...both('2.6.5-single-timeout', (commissionedBySupplier) => once('ESME', 'gone', { ...SINGLE, commissionedBySupplier })),
  '2.6.5-single-refused': cause((installation) => [wrongHalf(installation, 'ESME')], SINGLE),
  '3.3.1-delivered-late': cause((installation) => [
    happens(installation, handedOver(installation), 'coverageLost'), happens(installation, handedOver(installation), 'coverageRestored', 'CHF', 10 * 60),
  ]),
  // Held by the CSP until a minute before the SUA time expires, tried every five minutes.
  '3.3.1-gsme-late': meanwhile('GSME', 24 * 60 - 8),
  '3.3.2-delivered-late': meanwhile('ESME', 10 * 60, SINGLE),
};
