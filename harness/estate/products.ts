/** Invented device products per Group ID. No real manufacturer, model or firmware is named. */
import type { DeviceType, Eui64, GroupId } from '../../protocol/domain.ts';
import type { Device } from '../../protocol/domain.ts';

/** Variants of a meter that a group's estate mixes; each is an Eligible Product Combination. */
export const VARIANTS = ['1', '2'] as const;

const MANUFACTURER: Readonly<Record<DeviceType, string>> = {
  CHF: 'Emulated Hubs', ESME: 'Emulated Meters', GSME: 'Emulated Meters', GPF: 'Emulated Hubs', PPMID: 'Emulated Displays', IHD: 'Emulated Displays',
};

/** Octet that tells Device Ids of one type from those of another. */
const TYPE_OCTET: Readonly<Record<DeviceType, number>> = { CHF: 0x01, ESME: 0x02, GSME: 0x03, GPF: 0x04, PPMID: 0x05, IHD: 0x06 };
/** Locally administered (bit 1 of the first octet), so that no Device Id is anybody's. */
const PREFIX = '02-5E';

const octets = (value: number, count: number): string =>
  value.toString(16).toUpperCase().padStart(2 * count, '0').match(/../g)!.join('-');

/** @param estate octet that tells estates apart. @param n below 2^32. */
export const deviceId = (type: DeviceType, estate: number, n: number): Eui64 =>
  [PREFIX, octets(estate, 1), octets(TYPE_OCTET[type], 1), octets(n, 4)].join('-');

/** Entity Identifier of the n-th SEC Party; no Device has it. */
export const partyId = (n: number): Eui64 => [PREFIX, '00', 'F0', octets(n, 4)].join('-');

export const makeDevice = (type: DeviceType, groupId: GroupId, variant: string, estate: number, n: number): Device => ({
  deviceId: deviceId(type, estate, n),
  deviceType: type,
  manufacturer: MANUFACTURER[type],
  model: `${type}-${groupId}-${variant}`,
  firmwareVersion: `1.0.${variant}`,
  serialNumber: `${type}${String(n).padStart(8, '0')}`,
});
