/** Which of the S1SP's device tests are marked Critical, for which devices (MEHRS 2.6.3; only the TMAD says: emulator profile, ruling A-34). */
import type { DeviceType } from '../../domain.ts';

const METERING: readonly DeviceType[] = ['CHF', 'ESME', 'GSME', 'GPF'];
const METERS: readonly DeviceType[] = ['ESME', 'GSME'];

/** By test. A failed test that is not Critical goes into the S1SP Migration Audit File, and the migration goes on. */
const CRITICAL: Readonly<Record<string, readonly DeviceType[]>> = {
  'X12.9.2-01': METERING, 'X12.9.2-02': METERING, 'X12.9.2-03': METERING, 'X12.9.2-04': METERING, 'X12.9.2-05': METERING, 'X12.9.2-06': METERING, 'X12.9.2-07': METERING,
  'X12.9.2-08': METERS, 'X12.9.2-09': [],
};

export const isCritical = (test: string, deviceType: DeviceType): boolean => CRITICAL[test]?.includes(deviceType) ?? false;
