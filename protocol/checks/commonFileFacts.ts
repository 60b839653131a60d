/** What the MCF Validation Function looks things up in for one Installation of an MCF (MEHRS 2.4.6). */
import type { Device, DeviceType, Eui64, GroupId, SecParty } from '../domain.ts';
import type { DeviceCredentials, McfInstallation } from '../files/types.ts';
import type { Certificate } from '../security/certificate.ts';
import type { TrustStore } from '../security/trust.ts';
import type { ReferenceData, RegistrationRecord, SmiDevice } from './records.ts';

export interface CommonFileFacts {
  readonly installation: McfInstallation;
  /** From the Migration Header. */
  readonly groupId: GroupId;
  readonly reference: ReferenceData;
  readonly trust: TrustStore;
  /** The Smart Metering Inventory. */
  smi(deviceId: Eui64): SmiDevice | undefined;
  /** Virtual ms. */
  readonly now: number;
}

export const countOf = (devices: readonly Device[], type: DeviceType): number =>
  devices.reduce((count, each) => count + (each.deviceType === type ? 1 : 0), 0);

export const hasGas = (installation: McfInstallation): boolean =>
  installation.mprn !== undefined || countOf(installation.devices, 'GSME') > 0;

export const registered = ({ reference }: CommonFileFacts, mpxn: string | undefined): RegistrationRecord | undefined =>
  mpxn !== undefined && Object.hasOwn(reference.registration, mpxn) ? reference.registration[mpxn] : undefined;

/** The SEC Party that Registration Data names for a credential: ESME by the MPAN, GSME and GPF by the MPRN. */
export const registeredParty = (facts: CommonFileFacts, { deviceType, remotePartyRole }: DeviceCredentials): SecParty | undefined => {
  const record = registered(facts, deviceType === 'ESME' ? facts.installation.mpan : facts.installation.mprn);
  const signifier = remotePartyRole === 'Supplier' ? record?.supplier : record?.networkOperator;
  return facts.reference.parties.find((party) => party.signifier === signifier);
};

export interface Credential {
  readonly of: DeviceCredentials;
  readonly kind: 'critical' | 'nonCritical';
  readonly certificate: Certificate | undefined;
}

/** Every certificate id of the Installation with what the repository has for it. */
export const credentialsOf = ({ installation, trust }: CommonFileFacts): readonly Credential[] =>
  installation.credentials.flatMap((of) => (['critical', 'nonCritical'] as const).map((kind) => ({ of, kind, certificate: trust.find(of[kind]) })));

export const describeCredential = ({ of, kind }: Credential): string => `${of.deviceType} ${of.remotePartyRole} ${kind} ${of[kind].serial}`;
