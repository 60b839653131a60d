/** One row of the catalogue of expectations: a documented situation and everything that must come of it. */
import type { GroupId, Role } from '../../domain.ts';
import type { InOrder, MustNotSend, MustSend, Receiver } from './expectation.ts';

/** How an Installation ends (law L5). */
export type Disposition =
  /** Guide Table 5 step 22: a successful COF, or a successful SCF where the supplier commissions (MEHRS 1.3). */
  | 'commissioned'
  /** MEHRS 2.3.2: the MAVR rejects it. */
  | 'validation-rejected'
  /** Any MACR failure before the hub changes its master, or with the hub kept by the DCC until a later authorisation (MEHRS 2.5.9; ruling A-26). */
  | 'not-migrated'
  /** MEHRS 2.5.7 and others: MA101. */
  | 'authorisation-expired'
  /** MEHRS 2.6.2-2.6.6: the SMSO has it back. */
  | 'returned-to-smso'
  /** MEHRS 2.6.6: nobody reaches it; the supplier considers a replacement. */
  | 'replacement-considered'
  /** MEHRS 2.7.5, 2.7.7: migrated but not commissioned. */
  | 'commissioning-failed'
  /** MEHRS 4.1, 4.2: the MCC finds it unsuitable (ruling A-42). */
  | 'not-rescheduled'
  /** Consultation of April 2022: three in a row (ruling A-43). */
  | 'faulty-device';

export interface RowIncident {
  /** `serviceRequest` is the ITSM one of MEHRS 2.5.9. */
  readonly kind: 'incident' | 'serviceRequest' | 'none';
  readonly raisedBy: Role | null;
  /** Who else refuses the same file and raises one of its own (decision D-21). */
  readonly alsoRaisedBy?: readonly Role[];
  readonly assignedTo: Role | null;
  readonly managedBy: Role | null;
  /** Affected users are notified through the Self-Service Interface. */
  readonly ssi: boolean;
  /** Whose section it is, where the row stands in another: what led to the row's situation had an Incident of its own. */
  readonly section?: string;
}

/** The situation a row is about. A run outside it is not judged by the row. */
export interface Conditions {
  readonly fuel: 'dual' | 'electricity';
  /** Electricity first. */
  readonly supply: readonly ('Active' | 'Dormant')[];
  readonly sameSupplier: boolean;
  readonly commissioner: 'cp' | 'supplier';
  /** Lowest DUIS major version of the suppliers: N55 needs 3 (Guide 4.2). */
  readonly duisVersion: number;
}

/** One run that a row is about: its conditions, and which of the row's Group IDs and rule sets it is. */
export interface Situation extends Conditions {
  readonly groupId: GroupId;
  readonly ruleSet: string;
}

/** Everything that must, and must not, be seen on the bus. */
export interface Demands {
  readonly mustSend: readonly MustSend[];
  readonly mustNotSend: readonly MustNotSend[];
  readonly inOrder?: readonly InOrder[];
}

/** Attempts that a party makes by itself; offsets in minutes from the first. */
export interface Retries {
  readonly what: string;
  readonly clause: string;
  readonly attempts: number;
  readonly lastAtMinutes: number;
  readonly givenUpAtMinutes: number | null;
}

/** What is put back, or sent anew, because of the failure. */
export interface Compensation {
  readonly what: 'sim-back' | 'account-back' | 'certificates-back' | 'keys-deleted' | 'file-resubmitted' | 'new-mcf' | 'backlog-processed';
  readonly by: Role;
  readonly clause: string;
  /** Checks or steps a new Common File leaves out, by their clause; empty where it leaves out none. */
  readonly waives?: readonly string[];
  /** Those of the row's Group IDs that it is about, where not all. */
  readonly groups?: readonly GroupId[];
}

/** A notice that is no file: a telephone call, an e-mail, a word through the SSI. */
export interface Notice {
  readonly by: Role;
  readonly to: readonly Receiver[];
  readonly what: string;
  readonly clause: string;
  /** The text says "may", so no run is held to it. */
  readonly optional?: true;
}

/** The row as data: what `mehrs catalogue --json` prints. */
export interface CatalogueEntry {
  /** `<section>-<what>-<end>`, tokens of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** Section of the MEHRS, or `7.2.1` of the Guide. */
  readonly section: string;
  readonly title: string;
  /** `success`: a good path, which is played and judged like a row and is none of the catalogue's error paths. */
  readonly kind: 'failure' | 'recovery' | 'not-applicable' | 'success';
  readonly groups: readonly GroupId[];
  readonly detectedBy: Role | null;
  /** What stops. */
  readonly level: 'file' | 'installation' | 'none';
  readonly incident: RowIncident;
  /** Codes and the file each travels in; `*` where the documents demand some code and name none (ruling A-64). */
  readonly codes: readonly { readonly code: string; readonly file: string }[];
  readonly reports: readonly { readonly report: number; readonly carries: string }[];
  readonly disposition: Disposition;
  readonly supplierAction: string;
  readonly ruleSets: readonly string[];
  readonly source: string;
  /** Lines of source document 002 (of 001 with `001:`) that the row answers for, e.g. `296`, `496-508`; a script finds what no row cites. */
  readonly lines: readonly string[];
  readonly conditions: Conditions;
  /** What goes wrong in the world, in a few words; null on the good path. */
  readonly cause: string | null;
  readonly retries?: readonly Retries[];
  readonly compensations?: readonly Compensation[];
  /** Who receives the SCF or COF when ToBeCommissionedByDCC is False. */
  readonly whenNotCommissionedByDcc?: readonly Role[];
  readonly notices?: readonly Notice[];
  /** Codes the documents allow where they print none (rulings ); the first is ours. */
  readonly candidates?: readonly string[];
  /** Codes that Table A.1 marks n/a for the row's Group IDs and that the row shows not to come. */
  readonly excludes?: readonly string[];
  /** Sections whose Incidents may still be open at the horizon (law L5). */
  readonly openIncidents: readonly string[];
  /** Interval in which no party commands the hub (law L6), from the first to the second named expectation. */
  readonly masterless: { readonly from: string; readonly to: string } | null;
}

/** A row with what it demands of a run. */
export interface CatalogueRow extends CatalogueEntry {
  readonly demands: (situation: Situation) => Demands;
}

export const situationOf = ({ conditions, ruleSets }: CatalogueEntry, groupId: GroupId, ruleSet = ruleSets[0] ?? ''): Situation => ({ ...conditions, groupId, ruleSet });
