/**
 * The nouns of the SMETS1 migration that everything else shares. Data only.
 * Group IDs: MEHRS Table A.1 heads; device types: DUIS; parties: Guide Table 7.
 */

export const GROUP_IDS = ['AA', 'BA', 'CA', 'CB', 'DA', 'EA', 'EB'] as const;
export type GroupId = (typeof GROUP_IDS)[number];

/** Cohort: the SMSO, Requesting Party, CSP and S1SP that serve a Group ID. AA, BA and CA share the "IE" ones (MEHRS 2.4.3). */
export const COHORT_OF: Readonly<Record<GroupId, Cohort>> = {
  AA: 'IE', BA: 'IE', CA: 'IE', CB: 'CB', DA: 'DA', EA: 'EA', EB: 'EB',
};
export const COHORTS = ['IE', 'CB', 'DA', 'EA', 'EB'] as const;
export type Cohort = (typeof COHORTS)[number];

/** The parties, Guide Table 7 and MEHRS 1.4. `devices` hosts everything in the homes; `bimi` is DCC's reporting solution. */
export const ROLES = [
  'supplier', 'mcc', 'rp', 'smso', 'csp', 's1sp', 'dco', 'mcfvf', 'dsp', 'cp', 'networkOperator', 'bimi', 'devices',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles of which one exists per cohort; suppliers and network operators exist per SEC Party; the rest once. */
export const PER_COHORT: readonly Role[] = ['rp', 'smso', 'csp', 's1sp'];
export const PER_PARTY: readonly Role[] = ['supplier', 'networkOperator'];

/** Bus address of a party: `<role>` or `<role>-<token>`, tokens `[A-Za-z0-9]+`, e.g. `rp-CB`, `supplier-SUPA`, `dco`. */
export type Address = string;
export const address = (role: Role, token?: string): Address => (token === undefined ? role : `${role}-${token}`);
export const roleOf = (at: Address): Role => at.split('-', 1)[0] as Role;
export const tokenOf = (at: Address): string | undefined => (at.includes('-') ? at.slice(at.indexOf('-') + 1) : undefined);

/** EUI-64 as DUIS writes it: eight upper-case hex octets joined with `-`. */
export type Eui64 = string;
export const EUI64 = /^[0-9A-F]{2}(-[0-9A-F]{2}){7}$/;

export const DEVICE_TYPES = ['CHF', 'ESME', 'GSME', 'GPF', 'PPMID', 'IHD'] as const;
export type DeviceType = (typeof DEVICE_TYPES)[number];

/** SMI device statuses (DUIS). */
export const SMI_STATUSES = [
  'Pending', 'Whitelisted', 'InstalledNotCommissioned', 'Commissioned', 'Decommissioned', 'Withdrawn', 'Suspended', 'Recovery', 'Recovered',
] as const;
export type SmiStatus = (typeof SMI_STATUSES)[number];

/** A certificate id as the Migration Authorisation gives it: serial number plus issuer name (MA016). */
export interface CertificateId {
  /** Decimal serial number. */
  readonly serial: string;
  readonly issuer: string;
}

export interface Device {
  readonly deviceId: Eui64;
  readonly deviceType: DeviceType;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly serialNumber: string;
}

/** Who supplies one fuel of an Installation and whether they operate the meter smart (Active) or not (Dormant). */
export interface Supply {
  /** SEC Party Signifier of the Responsible Supplier. */
  readonly supplier: string;
  readonly active: boolean;
  /** SEC Party Signifier of the Electricity Distributor or Gas Transporter. */
  readonly networkOperator: string;
  readonly paymentMode: 'credit' | 'prepayment';
}

/** A SMETS1 Installation as it stands in the world. Parties hold their own copies of the parts they would know. */
export interface Installation {
  /** Token `[A-Za-z0-9]+`, e.g. `I0001`: the key of every message about it. */
  readonly id: string;
  readonly groupId: GroupId;
  readonly mpan: string;
  readonly mprn?: string;
  readonly electricity: Supply;
  readonly gas?: Supply;
  /** Exactly one CHF and one ESME; GSME and GPF when there is gas; PPMID and IHD as fitted. */
  readonly devices: readonly Device[];
  readonly imsi: string;
  readonly ipAddress: string;
  /** The Active Supplier asks for priority treatment (Guide 4.5.5). */
  readonly priority?: boolean;
  /** The Active Supplier commissions the Devices itself; only where it supplies all of an all-Active Installation (Guide Table 6). */
  readonly commissionedBySupplier?: boolean;
}

export const device = (installation: { readonly devices: readonly Device[] }, type: DeviceType): Device | undefined =>
  installation.devices.find((each) => each.deviceType === type);

/** A SEC Party: a supplier or a network operator. */
export interface SecParty {
  /** SEC Party Signifier, `[A-Z0-9]+`. */
  readonly signifier: string;
  readonly role: 'supplier' | 'networkOperator';
  readonly entityId: Eui64;
  /** DUIS major version it uses; N55 needs 3 (Guide 4.2). */
  readonly duisVersion: number;
}

/** What a user may supply: the world's parties and Installations. */
export interface Estate {
  readonly parties: readonly SecParty[];
  readonly installations: readonly Installation[];
}
