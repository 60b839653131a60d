/**
 * Shapes of the migration files. Names the documents attest are used as they stand (ruling R2-01); every other element
 * name is the emulator's own profile. Times are virtual ms here and `YYYY-MM-DDThh:mm:ssZ` in the XML.
 */
import type { CertificateId, Device, DeviceType, Eui64, GroupId } from '../domain.ts';
import type { LocalDate } from '../time.ts';

/** The same bytes in MCF, MVF, MGF, MEF and SCF of one set (MEHRS 2.4.6; R2-01). */
export interface MigrationHeader {
  /** `[A-Za-z0-9_-]+`, e.g. `CB-20201109-CP-1`. */
  readonly migrationSetId: string;
  readonly groupId: GroupId;
  /** Entity Identifier of the Requesting Party. */
  readonly requestingPartyId: Eui64;
  readonly migrationDay: LocalDate;
  readonly toBeCommissionedByDCC: boolean;
  /** Entity Identifier of the supplier that commissions, absent when DCC does. */
  readonly commissioningSupplierId?: Eui64;
}

/** Outside the header, per file (R2-01). */
export interface FileControl {
  readonly sender: Eui64;
  /** Anti-replay, rises with every file of this type from this sender (Guide 4.5.6.3). */
  readonly counter: number;
  readonly generatedAt: number;
}

/** Critical and Non-Critical certificates of one Remote Party for one device (Guide 4.5.5). */
export interface DeviceCredentials {
  readonly deviceType: 'ESME' | 'GSME' | 'GPF';
  readonly remotePartyRole: 'Supplier' | 'NetworkOperator';
  readonly critical: CertificateId;
  readonly nonCritical: CertificateId;
}

export interface McfInstallation {
  readonly installationId: string;
  readonly mpan?: string;
  readonly mprn?: string;
  readonly electricitySupplier?: string;
  readonly gasSupplier?: string;
  readonly priority: boolean;
  readonly devices: readonly Device[];
  readonly credentials: readonly DeviceCredentials[];
}

export interface Failure {
  /** FailedStepNumber, e.g. `X5.10-03` or `12.9.1.ET01`. */
  readonly failedStepNumber: string;
  readonly supportingData: string;
}

export interface MgfInstallation {
  readonly installationId: string;
  readonly imsi: string;
  readonly ipAddress: string;
  readonly apn: string;
}

/** One device's key halves, each encrypted to its holder only (law L7, R2-03). Cleartext is 32 bytes a half. */
export interface MefInstallation {
  readonly installationId: string;
  readonly devices: readonly {
    readonly deviceId: Eui64;
    readonly deviceType: DeviceType;
    /** Base64 of an opaque sealed box for the S1SP, see protocol/security/encrypt.ts. */
    readonly s1spShare: SealedShare;
    readonly dcoShare: SealedShare;
  }[];
}

/** XML Encryption of one key half: AES-256-GCM content, content key wrapped to the recipient's public key. Base64 strings. */
export interface SealedShare {
  /** Entity Identifier of the recipient. */
  readonly recipient: Eui64;
  /** Ephemeral EC public key, uncompressed P-256 point. */
  readonly ephemeralKey: string;
  readonly wrappedKey: string;
  /** IV, ciphertext and tag joined, as XML Encryption has it. */
  readonly cipherValue: string;
}

export interface ScfInstallation {
  readonly installationId: string;
  readonly outcome: 'Success' | 'Failure';
  readonly failure?: Failure;
  /** On failures: control has moved and the Requesting Party must take it back (Guide step 17). */
  readonly rollbackRequired?: boolean;
}

export interface CofInstallation {
  readonly installationId: string;
  readonly outcome: 'Success' | 'Failure';
  readonly failure?: Failure;
}

interface Base<T extends string> {
  readonly type: T;
  readonly control: FileControl;
}
interface WithHeader<T extends string> extends Base<T> {
  readonly header: MigrationHeader;
}
export interface Mcf extends WithHeader<'MCF'> { readonly installations: readonly McfInstallation[] }
export interface Mvf extends WithHeader<'MVF'> {
  readonly installations: readonly { readonly installationId: string; readonly failure?: Failure }[];
}
export interface Mgf extends WithHeader<'MGF'> { readonly installations: readonly MgfInstallation[] }
export interface Mef extends WithHeader<'MEF'> { readonly installations: readonly MefInstallation[] }
export interface Scf extends WithHeader<'SCF'> { readonly installations: readonly ScfInstallation[] }
export interface Cof extends WithHeader<'COF'> {
  /** SEC Party Signifier of the Responsible Supplier this COF is for (003: one COF and one counter per recipient). */
  readonly secPartySignifier: string;
  readonly installations: readonly CofInstallation[];
}
/** S1SP Migration Audit File (MEHRS 2.6.2): tests per Installation. */
export interface Audit extends WithHeader<'AUDIT'> {
  readonly installations: readonly {
    readonly installationId: string;
    readonly tests: readonly { readonly step: string; readonly result: 'Passed' | 'Failed'; readonly at: number }[];
  }[];
}
export type MigrationFile = Mcf | Mvf | Mgf | Mef | Scf | Cof | Audit;

/** One record of a Migration Authorisation (Guide 4.5.5; R2-09): a CSV row; empty text where not given. */
export interface MaRecord {
  readonly mpan: string;
  readonly mprn: string;
  /** `YYYY-MM-DD`, a Monday (MA003). */
  readonly migrationWeek: string;
  /** Optional, `YYYY-MM-DD` (MA005, MA006). */
  readonly migrateOn: string;
  readonly priority: string;
  readonly toBeCommissionedByDCC: string;
  /** Critical and Non-Critical SupplierCertificateIds for ESME and for GSME and GPF (MA010, MA011), optional Network Operator ones. */
  readonly esmeSupplierCritical: MaybeCertificateId;
  readonly esmeSupplierNonCritical: MaybeCertificateId;
  readonly gasSupplierCritical: MaybeCertificateId;
  readonly gasSupplierNonCritical: MaybeCertificateId;
  readonly esmeNetworkOperatorCritical: MaybeCertificateId;
  readonly esmeNetworkOperatorNonCritical: MaybeCertificateId;
  readonly gasNetworkOperatorCritical: MaybeCertificateId;
  readonly gasNetworkOperatorNonCritical: MaybeCertificateId;
  /** Only in DCC's own MAs for Dormant Installations (MA014, MA015). */
  readonly esmeSupplierId: string;
  readonly gsmeSupplierId: string;
}
export interface MaybeCertificateId { readonly serial: string; readonly issuer: string }

/** Migration Authorisation Validation Response (MEHRS 2.3.2) and Completion Response (2.4.1 and after): CSV rows. */
export interface MavrRecord {
  readonly mpan: string;
  readonly mprn: string;
  readonly result: 'Accepted' | 'Rejected';
  readonly reasonCode: string;
}
export interface MacrRecord {
  readonly mpan: string;
  readonly mprn: string;
  readonly completionStatus: 'Success' | 'Failure';
  /** One code, empty where Table A.1 has none for the group (ruling A-41). */
  readonly reasonCode: string;
}
/** One file of validation responses, about one Migration Authorisation. */
export interface Mavr {
  readonly maFileName: string;
  /** Virtual ms, whole seconds. */
  readonly generatedAt: number;
  readonly records: readonly MavrRecord[];
}
/** One file of completion responses, about one Migration Authorisation. */
export interface Macr {
  readonly maFileName: string;
  /** Virtual ms, whole seconds. */
  readonly generatedAt: number;
  readonly records: readonly MacrRecord[];
}
/** What travels as an MA: the CSV and the detached signature over its bytes (R2-09). */
export interface MaPackage {
  /** See `maFileName.ts`. */
  readonly fileName: string;
  readonly csv: Uint8Array;
  /** Base64. */
  readonly signature: string;
}
