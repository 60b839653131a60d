/** What excursions have in common: which message something follows, and what then happens. */
import { address, type DeviceType, type Installation, type Role } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import { HOUR, MINUTE } from '../../../protocol/time.ts';
import type { Fault, Spoil } from '../../faults/plan.ts';
import { cohortParty } from '../cause.ts';

export type Trigger = Extract<Fault, { kind: 'outage' }>['on'];
type Change = Extract<Fault, { kind: 'environment' }>['change'];

export const hours = (count: number): number => count * (HOUR / MINUTE);
export const DAYS = 24;

/** The nth message of a type. */
export const nth = (type: MessageType, count = 1, rest: Partial<Trigger> = {}): Trigger => ({ type, nth: count, ...rest });

const PER_COHORT: readonly Role[] = ['rp', 's1sp', 'smso', 'csp'];
/** A party that the Installation has to do with. */
export const partyOf = (role: Role, installation: Installation): string =>
  (role === 'supplier' ? address('supplier', installation.electricity.supplier) : PER_COHORT.includes(role) ? cohortParty(role, installation) : address(role));

export const lost = (party: string, system: string, on: Trigger, afterMinutes = 0): Fault => ({ kind: 'outage', on, afterMinutes, party, system });
export const resolved = (section: string, minutes: number): Fault => ({ kind: 'resolution', section, minutes });

/** A party's nth file of a type, spoilt in the transfer to one receiver, or for all. */
export const spoilt = (how: Spoil, from: string, type: MessageType, to?: string, count = 1): Fault => ({ kind: 'spoil', how, on: { from, type, nth: count, ...(to === undefined ? {} : { to }) } });

export const happens = ({ id }: Installation, on: Trigger, change: Change, device: DeviceType = 'CHF', afterMinutes = 0): Fault => ({ kind: 'environment', on, afterMinutes, installationId: id, device, change });

export const record = (on: Trigger, party: string, table: string, key: string, set: Record<string, unknown>, afterMinutes = 0): Fault => ({ kind: 'record', on, afterMinutes, party, table, key, set });
