/** Which Installation a report row is about. */
import type { GroupId } from '../domain.ts';

/** What a report row says about an Installation and who may see it. */
export interface InstallationIdentity {
  /** Absent where no Installation answers to the MPxNs of an MA. */
  readonly installationId?: string;
  readonly groupId?: GroupId;
  readonly mpan?: string;
  readonly mprn?: string;
  /** SEC Party Signifiers. */
  readonly electricitySupplier?: string;
  readonly gasSupplier?: string;
  readonly electricityDistributor?: string;
  readonly gasTransporter?: string;
}

/** Finds the Installation a record speaks of, from the MCF, Registration Data or both. */
export type IdentifyMpxn = (mpan: string, mprn: string) => InstallationIdentity;
export type IdentifyInstallation = (installationId: string) => InstallationIdentity;
