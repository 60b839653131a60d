/** The Smart Metering Inventory as requests change it, and what Users are to be told of each change. */
import type { SmiDevice } from '../../checks/records.ts';
import type { Eui64 } from '../../domain.ts';
import type { CertificateType } from './alerts.ts';
import { SMETS1_VERSION } from './request.ts';

export type Smi = Readonly<Record<Eui64, SmiDevice>>;
export type InventoryEvent =
  /** An MPxN was associated with a Device; for the Network Operator registered for it. */
  | { readonly kind: 'N16'; readonly deviceId: Eui64; readonly mpxn: string; readonly at: number }
  /** Credentials were placed; for the Party their Entity Identifier names. Certificates are DER. */
  | {
    readonly kind: 'N42'; readonly deviceId: Eui64; readonly remotePartyRole: string; readonly at: number;
    readonly certificates: readonly { readonly type: CertificateType; readonly der: Uint8Array }[];
  }
  /** A Device became Commissioned and N55 is due. The MPxN is that of the meter it serves; a hub has none in the SMI yet. */
  | { readonly kind: 'commissioned'; readonly deviceId: Eui64; readonly mpxn?: string; readonly at: number };
export interface InventoryChange {
  /** Rows to write, whole. */
  readonly updates: readonly SmiDevice[];
  readonly events: readonly InventoryEvent[];
}

/** Whether a SMETSCHTSVersion makes a Device a SMETS1 Device in the SMI. */
export const isSmets1 = (version: string | undefined): boolean => version?.startsWith(SMETS1_VERSION) === true;
