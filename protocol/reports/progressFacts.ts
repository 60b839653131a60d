/** What BIMI learns from its copies of the files between MA and SCF (Guide Table 7): how far an Installation has come, and in which attempt. */
import type { Mcf, Mef, Mgf, Mvf } from '../files/types.ts';
import type { LocalDate } from '../time.ts';
import type { IdentifyInstallation, InstallationIdentity } from './identity.ts';

export const PROGRESS_KINDS = ['MCF', 'MVF', 'MGF', 'MEF'] as const;

/** One SMETS1Installation of one file, as received. */
export interface ProgressFact {
  readonly kind: (typeof PROGRESS_KINDS)[number];
  /** Virtual ms of receipt. */
  readonly at: number;
  readonly installation: InstallationIdentity;
  readonly migrationSetId: string;
  readonly migrationDay: LocalDate;
  readonly commissioner: 'DCC' | 'Supplier';
  /** Sender and counter of the file: a resubmitted Migration Common File is another one. */
  readonly fileId: string;
  /** Only where the MVF says that the MCF's entry failed validation (MEHRS 2.4.6). */
  readonly failedStepNumber?: string;
  readonly supportingData?: string;
}

export const factsOfProgress = (file: Mcf | Mvf | Mgf | Mef, at: number, identify: IdentifyInstallation): ProgressFact[] =>
  file.installations.map((each) => ({
    kind: file.type,
    at,
    installation: identify(each.installationId),
    migrationSetId: file.header.migrationSetId,
    migrationDay: file.header.migrationDay,
    commissioner: file.header.toBeCommissionedByDCC ? 'DCC' : 'Supplier',
    fileId: `${file.control.sender}/${file.control.counter}`,
    ...('failure' in each ? each.failure ?? {} : {}),
  }));
