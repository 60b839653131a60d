/**
 * The records that parties look things up in. Each party holds its own copy of what it would know; a fault changes a
 * record, never a verdict (law L4). Users may supply all of them.
 */
import type { DeviceType, Eui64, GroupId, Installation, SecParty, SmiStatus } from '../domain.ts';

/** What an SMSO, and so its Requesting Party, knows of an Installation. */
export interface SmsoAccount extends Omit<Installation, 'id' | 'priority' | 'commissionedBySupplier'> {
  readonly installationId: string;
  /** Virtual ms of the last communication over the WAN (5.12(c), MA112). */
  readonly lastWanContactAt: number;
  /** Virtual ms of the GSME's last communication (16.9.2.GT01). */
  readonly lastGsmeContactAt?: number;
  /** Settings of the S1SR pre-migration configuration that are wrong; empty when it is configured (MA111, MA519-MA530). */
  readonly configurationDefects: readonly string[];
  /** Currently blocked from being migrated (MA017, MA117). */
  readonly blocked: boolean;
  /** The SMSO is at work on its configuration or firmware just now (MA114 as Table A.1 words it, ruling A-03). */
  readonly beingConfigured?: boolean;
  /** Virtual ms at which the SMSO closed the account: its MPxNs were in the SMSO system and no longer are (MA514). */
  readonly closedAt?: number;
  /** SEC Party Signifier that the payment card of a meter belongs to, where it has one (MA516, MA517). */
  readonly paymentCards?: { readonly ESME?: string; readonly GSME?: string };
}

/** Registration Data of one MPxN. */
export interface RegistrationRecord {
  readonly mpxn: string;
  readonly fuel: 'electricity' | 'gas';
  readonly supplier: string;
  readonly networkOperator: string;
}

/** One Eligible Product Combination: tested device models together with the communication service provider's group. */
export interface EpcEntry {
  readonly groupId: GroupId;
  readonly models: Readonly<Partial<Record<DeviceType, string>>>;
}

/** One entry of the Central Products List. */
export interface CplEntry {
  readonly deviceType: DeviceType;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
}

/** SMI statuses in which a Device is in nobody's use, so that a migration may bring it in and the DSP lets it be pre-notified (anew). */
export const FREE_STATUSES: readonly SmiStatus[] = ['Pending', 'Withdrawn', 'Decommissioned'];

/** One device in the Smart Metering Inventory. */
export interface SmiDevice {
  readonly deviceId: Eui64;
  readonly deviceType: DeviceType | 'CAD';
  /** `SMETS1` devices are those a migration put there; `SMETS2` anything else. */
  readonly smetsVersion: 'SMETS1' | 'SMETS2';
  readonly status: SmiStatus;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly importMpxn?: string;
  readonly communicationsHub?: Eui64;
}

/** The reference lists a check may read. All are data the user can supply. */
export interface ReferenceData {
  readonly parties: readonly SecParty[];
  readonly registration: Readonly<Record<string, RegistrationRecord>>;
  readonly epc: readonly EpcEntry[];
  readonly cpl: readonly CplEntry[];
  /** The Requesting Party's own list for DA (MA506-MA508, MA518). */
  readonly rpEpcl: readonly CplEntry[];
}
