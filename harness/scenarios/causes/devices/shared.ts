/** What causes in the home have in common: which message they follow, what changes, in which record. */
import { address, device, type DeviceType, type Installation } from '../../../../protocol/domain.ts';
import type { Fault } from '../../../faults/plan.ts';
import { DEFAULT_WEEK } from '../../../world/world.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

export type Trigger = Extract<Fault, { kind: 'environment' }>['on'];
type Change = Extract<Fault, { kind: 'environment' }>['change'];

/** The SMSO says that the hub is the DCC's. */
export const handedOver = (installation: Installation): Trigger =>
  ({ from: cohortParty('smso', installation), type: 'HANDOVER_RESPONSE', key: installation.id, contains: 'done', nth: installation.groupId.startsWith('E') ? 2 : 1 });

/** The S1SP sends its nth command of a kind. */
export const command = (installation: Installation, kind: 'openSession' | 'test' | 'rotateKey', nth = 1): Trigger =>
  ({ from: cohortParty('s1sp', installation), type: 'WAN_COMMAND', key: installation.id, contains: `"${kind}"`, nth });

/** The DCO has taken its halves in. */
export const dcoHolds = (installation: Installation): Trigger => ({ from: address('dco'), type: 'VIABILITY_RESPONSE', key: installation.id, nth: 1 });

export const happens = (installation: Installation, on: Trigger, change: Change, type: DeviceType = 'CHF', afterMinutes = 0): Fault =>
  ({ kind: 'environment', on, afterMinutes, installationId: installation.id, device: type, change });

export const idOf = (installation: Installation, type: DeviceType): string => {
  const found = device(installation, type);
  if (found === undefined) throw new RangeError(`${installation.id} has no ${type}`);
  return found.deviceId;
};

/** Key of the work on the first set of an Installation that migrates on the Monday. */
export const workKey = ({ groupId, id, electricity }: Installation, bySupplier = false): string =>
  `${groupId}-${DEFAULT_WEEK.replaceAll('-', '')}-${bySupplier ? electricity.supplier : 'CP'}-1/${id}`;

export const record = (on: Trigger, party: string, table: string, key: string, set: Record<string, unknown>): Fault =>
  ({ kind: 'record', on, afterMinutes: 0, party, table, key, set });

/** Another half than the device has, so that the DCO's code will not verify. */
export const wrongHalf = (installation: Installation, type: DeviceType): Fault =>
  record(dcoHolds(installation), address('dco'), 'halves', workKey(installation), { [idOf(installation, type)]: Buffer.alloc(32, 7).toString('base64') });

/** As when it is to be commissioned by DCC, and as when by the supplier. */
export const both = (id: string, cause: (bySupplier: boolean) => Cause): Causes => ({ [id]: cause(false), [`${id}-supplier`]: cause(true) });
