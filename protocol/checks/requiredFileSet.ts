/**
 * Table 5.25: the S1SP's look at each Installation over the S1SP Required File Set, MCF, MVF, MGF and MEF (MEHRS 2.5.9,
 * Guide Table 5 step 14). The table is not public, so every row is emulator profile. A failure ends that Installation
 * only, with the row's id as FailedStepNumber in the SCF.
 */
import { device, type DeviceType, type GroupId } from '../domain.ts';
import type { Mcf, McfInstallation, Mef, MefInstallation, Mgf, MgfInstallation, Mvf } from '../files/types.ts';
import { firstFailure, type Check, type CheckFailure } from './check.ts';
import { isIpAddress } from './ipAddress.ts';

export interface RequiredFileSet {
  readonly mcf: Mcf;
  readonly mvf: Mvf;
  /** Absent for Group ID DA (MEHRS 2.5.5). */
  readonly mgf?: Mgf;
  /** Absent when no Device of the set needs key material. */
  readonly mef?: Mef;
}

export interface RequiredFileSetFacts extends RequiredFileSet {
  readonly groupId: GroupId;
  readonly installationId: string;
}

/** Devices whose key the migration replaces, so that the MEF must carry key material for them (MEHRS 3.3: GSME and ESME). */
export const KEYED_DEVICE_TYPES: readonly DeviceType[] = ['ESME', 'GSME'];

const byId = <T extends { readonly installationId: string }>(list: readonly T[] | undefined, id: string): T | undefined =>
  list?.find((each) => each.installationId === id);

const commonEntry = ({ mcf, installationId }: RequiredFileSetFacts): McfInstallation | undefined => byId(mcf.installations, installationId);
const groupEntry = ({ mgf, installationId }: RequiredFileSetFacts): MgfInstallation | undefined => byId(mgf?.installations, installationId);
const encryptedEntry = ({ mef, installationId }: RequiredFileSetFacts): MefInstallation | undefined => byId(mef?.installations, installationId);

/** A keyed Device of the MCF that the MEF has no key material for. */
const uncovered = (facts: RequiredFileSetFacts) => commonEntry(facts)?.devices.find(({ deviceType, deviceId }) =>
  KEYED_DEVICE_TYPES.includes(deviceType) && !encryptedEntry(facts)?.devices.some((each) => each.deviceId === deviceId));

/** A Device of the MEF that is not that Device, or none, in the MCF. */
const stray = (facts: RequiredFileSetFacts) => encryptedEntry(facts)?.devices.find(({ deviceId, deviceType }) =>
  !commonEntry(facts)?.devices.some((each) => each.deviceId === deviceId && each.deviceType === deviceType));

const sharedWith = (facts: RequiredFileSetFacts): MgfInstallation | undefined => {
  const entry = groupEntry(facts);
  return entry && facts.mgf?.installations.find((other) => other.installationId !== entry.installationId
    && (other.imsi === entry.imsi || other.ipAddress === entry.ipAddress));
};

const row = (number: string, title: string, holds: Check<RequiredFileSetFacts>['holds'], detail: (facts: RequiredFileSetFacts) => string): Check<RequiredFileSetFacts> =>
  ({ id: `X5.25-${number}`, title, clause: 'MEHRS 2.5.9; TMAD Table 5.25', profile: 'emulator', holds, detail });

export const REQUIRED_FILE_SET_CHECKS: readonly Check<RequiredFileSetFacts>[] = [
  row('01', 'the Installation is in the MCF',
    (facts) => commonEntry(facts) !== undefined,
    ({ installationId, mcf }) => `${installationId} is not in ${mcf.header.migrationSetId}`),
  row('02', 'the MVF has an entry for the Installation and reports no failure',
    ({ mvf, installationId }) => {
      const entry = byId(mvf.installations, installationId);
      return entry !== undefined && entry.failure === undefined;
    },
    ({ mvf, installationId }) => `MVF: ${byId(mvf.installations, installationId)?.failure?.failedStepNumber ?? 'no entry'}`),
  row('03', 'the MGF has WAN details of the Installation; for Group ID DA there is no MGF',
    (facts) => (facts.groupId === 'DA' ? facts.mgf === undefined : groupEntry(facts) !== undefined),
    ({ groupId }) => (groupId === 'DA' ? 'MGF given for DA' : 'no WAN details in the MGF')),
  row('04', 'the IMSI has 14 or 15 digits, the address is an IP address and an APN is named',
    (facts) => {
      const entry = groupEntry(facts);
      return entry === undefined || (/^\d{14,15}$/.test(entry.imsi) && isIpAddress(entry.ipAddress) && entry.apn !== '');
    },
    (facts) => {
      const { imsi, ipAddress, apn } = groupEntry(facts)!;
      return `IMSI ${imsi}, IP ${ipAddress}, APN "${apn}"`;
    }),
  row('05', 'no other Installation of the MGF has the same IMSI or IP address',
    (facts) => sharedWith(facts) === undefined,
    (facts) => `WAN details shared with ${sharedWith(facts)!.installationId}`),
  row('06', 'the MEF has key material for every Device whose key is to be replaced',
    (facts) => uncovered(facts) === undefined,
    (facts) => {
      const { deviceType, deviceId } = uncovered(facts)!;
      return `no key material for ${deviceType} ${deviceId}`;
    }),
  row('07', 'every Device of the MEF is that Device of the Installation in the MCF',
    (facts) => stray(facts) === undefined,
    (facts) => {
      const { deviceType, deviceId } = stray(facts)!;
      return `${deviceType} ${deviceId} is not in the MCF`;
    }),
];

/** First failing check of one Installation; undefined makes it an S1SP Viable Installation. */
export const checkRequiredFileSet = (facts: RequiredFileSetFacts): CheckFailure | undefined =>
  firstFailure(REQUIRED_FILE_SET_CHECKS, facts, facts.groupId);

/** The Installations that the S1SP is asked to migrate: those that the MGF or the MEF names, in that order, each once. */
export const installationsToMigrate = ({ mgf, mef }: Pick<RequiredFileSet, 'mgf' | 'mef'>): readonly string[] => [
  ...new Set([...(mgf?.installations ?? []), ...(mef?.installations ?? [])].map((each) => each.installationId)),
];

/** The Devices of an MCF Installation that the MEF has to cover. */
export const keyedDevices = (installation: Pick<McfInstallation, 'devices'>) =>
  KEYED_DEVICE_TYPES.flatMap((type) => device(installation, type) ?? []);
