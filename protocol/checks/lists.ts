/** Looking devices up in the Central Products List, the Eligible Product Combinations list and the RP-EPCL. */
import type { Device, GroupId } from '../domain.ts';
import type { CplEntry, EpcEntry } from './records.ts';

const sameModel = (entry: CplEntry, device: Device): boolean =>
  entry.deviceType === device.deviceType && entry.manufacturer === device.manufacturer && entry.model === device.model;

/** Model and firmware both listed. */
export const isListed = (list: readonly CplEntry[], device: Device): boolean =>
  list.some((entry) => sameModel(entry, device) && entry.firmwareVersion === device.firmwareVersion);

/** Model listed, whatever the firmware. */
export const isModelListed = (list: readonly CplEntry[], device: Device): boolean => list.some((entry) => sameModel(entry, device));

/** An IHD is no SMETS1 Device that a combination is tested for; all others are part of the combination. */
export const inCombination = (device: Device): boolean => device.deviceType !== 'IHD';

/** Whether one entry of the group names the model of every device that makes up the combination. */
export const isEligibleCombination = (epc: readonly EpcEntry[], groupId: GroupId, devices: readonly Device[]): boolean =>
  epc.some((entry) => entry.groupId === groupId
    && devices.filter(inCombination).every((device) => entry.models[device.deviceType] === device.model));
