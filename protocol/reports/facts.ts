/**
 * What DCC's reporting solution (BIMI) learns from the files it receives (Guide Table 7): one fact per record of an MA, MAVR
 * or MACR, per SMETS1Installation of a migration file and per day of a commitment. Reports are computed from facts and
 * from nothing else: what BIMI is sent no copy of (Incidents, roll-backs done) can stand in none.
 */
import type { Cof, Macr, Mavr, Scf } from '../files/types.ts';
import type { LocalDate } from '../time.ts';
import type { CommitmentFact, MaFact } from './demandFacts.ts';
import type { IdentifyInstallation, IdentifyMpxn, InstallationIdentity } from './identity.ts';
import type { ProgressFact } from './progressFacts.ts';

/** Authorising Party of the MAs for Dormant Installations. */
export const DCC = 'DCC';

interface Learnt {
  /** Virtual ms of receipt, not of generation: a file must not fall into a period that has been reported already. */
  readonly at: number;
  readonly installation: InstallationIdentity;
}
interface FromAuthorisation extends Learnt {
  readonly maFileName: string;
  /** SEC Party Signifier of the supplier that sent the MA, or `DCC`. */
  readonly authorisingParty: string;
  /** Empty, or one code of Table A.1. */
  readonly reasonCode: string;
}
interface FromSet extends Learnt {
  readonly migrationSetId: string;
  readonly migrationDay: LocalDate;
  readonly commissioner: 'DCC' | 'Supplier';
  readonly outcome: 'Success' | 'Failure';
  /** Only on failures. */
  readonly failedStepNumber?: string;
  readonly supportingData?: string;
}
export interface MavrFact extends FromAuthorisation { readonly kind: 'MAVR'; readonly result: 'Accepted' | 'Rejected' }
export interface MacrFact extends FromAuthorisation { readonly kind: 'MACR'; readonly completionStatus: 'Success' | 'Failure' }
export interface ScfFact extends FromSet {
  readonly kind: 'SCF';
  /** Control had moved: the Requesting Party must take the Installation back (Guide Table 5 step 17). */
  readonly rollbackRequired?: boolean;
}
export interface CofFact extends FromSet {
  readonly kind: 'COF';
  /** The Responsible Supplier this COF was for; a split site has one COF for each (003, 4.7). */
  readonly secPartySignifier: string;
}
export type ReportFact = MavrFact | MacrFact | ScfFact | CofFact | ProgressFact | MaFact | CommitmentFact;


const authorisation = (file: Mavr | Macr, record: { readonly mpan: string; readonly mprn: string; readonly reasonCode: string }, authorisingParty: string, at: number, identify: IdentifyMpxn): FromAuthorisation => ({
  at, maFileName: file.maFileName, authorisingParty, reasonCode: record.reasonCode, installation: identify(record.mpan, record.mprn),
});
export const factsOfMavr = (file: Mavr, authorisingParty: string, at: number, identify: IdentifyMpxn): MavrFact[] =>
  file.records.map((each) => ({ kind: 'MAVR', result: each.result, ...authorisation(file, each, authorisingParty, at, identify) }));
export const factsOfMacr = (file: Macr, authorisingParty: string, at: number, identify: IdentifyMpxn): MacrFact[] =>
  file.records.map((each) => ({ kind: 'MACR', completionStatus: each.completionStatus, ...authorisation(file, each, authorisingParty, at, identify) }));

const ofSet = (file: Scf | Cof, each: (Scf | Cof)['installations'][number], at: number, identify: IdentifyInstallation): FromSet => ({
  at,
  installation: identify(each.installationId),
  migrationSetId: file.header.migrationSetId,
  migrationDay: file.header.migrationDay,
  commissioner: file.header.toBeCommissionedByDCC ? 'DCC' : 'Supplier',
  outcome: each.outcome,
  ...(each.failure ?? {}),
});
export const factsOfScf = (file: Scf, at: number, identify: IdentifyInstallation): ScfFact[] =>
  file.installations.map((each) => ({
    kind: 'SCF', ...ofSet(file, each, at, identify), ...(each.rollbackRequired === undefined ? {} : { rollbackRequired: each.rollbackRequired }),
  }));
export const factsOfCof = (file: Cof, at: number, identify: IdentifyInstallation): CofFact[] =>
  file.installations.map((each) => ({ kind: 'COF', secPartySignifier: file.secPartySignifier, ...ofSet(file, each, at, identify) }));
