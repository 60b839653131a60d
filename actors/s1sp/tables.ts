/** What an S1SP knows: file sets, the Installation work under way, outcomes not reported yet, its half of the keys. */
import type { Eui64, GroupId } from '../../protocol/domain.ts';
import type { ReferenceData, SmiDevice } from '../../protocol/checks/records.ts';
import type { Mcf, McfInstallation, Mef, Mgf, Mvf, ScfInstallation } from '../../protocol/files/types.ts';
import type { CommissioningRequest } from '../../protocol/messages/duis/index.ts';
import type { FileTables } from '../shared/files.ts';
import type { OutageTables } from '../shared/outages.ts';
import type { Address } from '../../protocol/domain.ts';
import type { KeptTables } from '../shared/kept.ts';
import type { RequestProfile } from '../../protocol/messages/duis/index.ts';
import type { RefusalTables } from '../shared/refusals.ts';
import type { VaultTables } from '../shared/vault.ts';

export interface HeldSet {
  readonly mcf?: Mcf;
  readonly mvf?: Mvf;
  readonly mgf?: Mgf;
  readonly mef?: Mef;
  /** Its Installations have been taken on, or given up for lack of files. */
  readonly released?: boolean;
}

/** One Installation of one set; key `<setId>/<installationId>`. */
export interface Work {
  readonly setId: string;
  readonly installationId: string;
  readonly groupId: GroupId;
  readonly entry: McfInstallation;
  readonly imsi: string;
  /** Own half of each keyed device's key, base64; empty once discarded. */
  readonly halves: Readonly<Record<Eui64, string>>;
  readonly phase: 'test' | 'rotateKey';
  /** Devices of the phase still to do, the present one first. */
  readonly queue: readonly Eui64[];
  /** Command under way: its payload so far, its code under the DCO's half, and in a rotation the new own half. */
  readonly command?: { readonly commandId: string; readonly payload: string; readonly macDco?: string; readonly newHalf?: string };
  readonly detail: string;
  /** Last device test that failed and was not Critical (MEHRS 2.6.3). */
  readonly remark?: string;
  readonly chf: 'prenotify' | 'commission';
  /** The Incident about its hub is closed and it is tried again (MEHRS 2.6.7). */
  readonly hubTriedAgain?: boolean;
  /** The SIM is the SMSO's again (MEHRS 2.6.6 (3)). */
  readonly wanRestored: boolean;
}

export interface S1spTables extends FileTables, KeptTables, OutageTables, RefusalTables, VaultTables {
  sets: HeldSet;
  /** Set of the last Common File that names an Installation, by installationId. */
  latest: string;
  /** Work key whose viability the DCO has been asked about and has not answered, by installationId. */
  asked: string;
  works: Work;
  /** Work key by installationId: the present one. */
  current: string;
  reference: ReferenceData;
  /** Installations whose hub the CSP has put on the DCC's network. */
  onNetwork: true;
  /** Outcomes not yet in an SCF, by setId. */
  outcomes: readonly ScfInstallation[];
  /** The last that SCFs told of each Installation, by setId. */
  reported: readonly ScfInstallation[];
  /** How its own requests are made, where not as usual; key `CHF`. */
  requestProfiles: RequestProfile;
  /** Own copy of the SMI rows of migrated devices. */
  smi: SmiDevice;
  /** What the MCC has instructed about a set whose Group Files are late (MEHRS 2.5.6). */
  instructions: 'reconfigure' | 'newMcf';
  /** By Installation: the Countersigned Request that came while the system was down. */
  delayed: { readonly from: Address; readonly bytes: Uint8Array };
  /** Present Commissioning Request per Installation. */
  requests: { readonly request: CommissioningRequest; readonly failed: string; readonly commissioned?: { readonly deviceId: Eui64; readonly mpxn?: string } };
}
