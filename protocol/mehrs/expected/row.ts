/** One row of the catalogue of expectations: a documented situation and everything that must come of it. */
import type { GroupId, Role } from '../../domain.ts';
import type { MustNotSend, MustSend } from './expectation.ts';

/** How an Installation ends (law L5). */
export type Disposition =
  /** Guide Table 5 step 22: a successful COF, or a successful SCF where the supplier commissions (MEHRS 1.3). */
  | 'commissioned'
  /** MEHRS 2.3.2: the MAVR rejects it. */
  | 'validation-rejected'
  /** Any MACR failure before the hub changes its master. */
  | 'not-migrated'
  /** MEHRS 2.5.7 and others: MA101. */
  | 'authorisation-expired'
  /** MEHRS 2.6.2-2.6.6: the SMSO has it back. */
  | 'returned-to-smso'
  /** MEHRS 2.6.6: nobody reaches it; the supplier considers a replacement. */
  | 'replacement-considered'
  /** MEHRS 2.7.5, 2.7.7: migrated but not commissioned. */
  | 'commissioning-failed';

export interface RowIncident {
  /** `serviceRequest` is the ITSM one of MEHRS 2.5.9. */
  readonly kind: 'incident' | 'serviceRequest' | 'none';
  readonly raisedBy: Role | null;
  readonly assignedTo: Role | null;
  readonly managedBy: Role | null;
  /** Affected users are notified through the Self-Service Interface. */
  readonly ssi: boolean;
}

export interface CatalogueRow {
  readonly id: string;
  /** Section of the MEHRS, or `7.2.1` of the Guide. */
  readonly section: string;
  readonly title: string;
  readonly kind: 'failure' | 'recovery' | 'not-applicable' | 'success';
  readonly groups: readonly GroupId[];
  readonly detectedBy: Role | null;
  readonly level: 'file' | 'installation' | 'none';
  readonly incident: RowIncident;
  /** Codes and the file each travels in; `*` where the documents demand some code and name none (ruling A-64). */
  readonly codes: readonly { readonly code: string; readonly file: string }[];
  readonly reports: readonly { readonly report: number; readonly carries: string }[];
  readonly disposition: Disposition;
  readonly supplierAction: string;
  readonly ruleSets: readonly string[];
  readonly source: string;
  /** The situation the row is about. A run outside it is not judged by this row. */
  readonly conditions: {
    readonly fuel: 'dual' | 'electricity';
    readonly supply: readonly ('Active' | 'Dormant')[];
    readonly sameSupplier: boolean;
    readonly commissioner: 'cp' | 'supplier';
    /** Lowest DUIS major version of the suppliers: N55 needs 3 (Guide 4.2). */
    readonly duisVersion: number;
  };
  /** Fault operator that provokes it; null on the good path. */
  readonly cause: string | null;
  /** Sections whose Incidents may still be open at the horizon (law L5). */
  readonly openIncidents: readonly string[];
  /** Interval in which no party commands the hub (law L6), from the first to the second named expectation. */
  readonly masterless: { readonly from: string; readonly to: string } | null;
  readonly mustSend: readonly MustSend[];
  readonly mustNotSend: readonly MustNotSend[];
}
