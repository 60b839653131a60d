/** One small dual-fuel world for the DUIS and commissioning tests: a full Installation, its Parties, its keys. */
import { DAY, londonTime } from '../../protocol/time.ts';
import type { CertificateId, Device, DeviceType, SecParty } from '../../protocol/domain.ts';
import type { DeviceCredentials, McfInstallation } from '../../protocol/files/types.ts';
import type { RegistrationRecord, SmiDevice } from '../../protocol/checks/records.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { applyToInventory } from '../../protocol/messages/duis/inventory.ts';
import { decodeChfRequest, encodeChfRequest } from '../../protocol/messages/duis/chf.ts';
import { decodeRequest, encodeRequest } from '../../protocol/messages/duis/request.ts';
import type { CertificateSource, CommissioningRequest } from '../../protocol/messages/duis/request.ts';
import type { CommissioningStep } from '../../protocol/messages/duis/sequence.ts';
import type { InventoryChange, Smi } from '../../protocol/messages/duis/smi.ts';
import type { XmlDocument } from 'libxml2-wasm';
import { createPki } from '../../protocol/security/pki.ts';
import type { Identity } from '../../protocol/security/pki.ts';

export const AT = londonTime('2020-11-10', '09:00');
export const pki = createPki('duis tests', AT - DAY);
export const trust = pki.trustStore();

export const CP_ID = '90-B3-D5-1F-30-0C-00-01';
export const DSP_ID = '90-B3-D5-1F-30-0C-00-02';
export const S1SP_ID = '90-B3-D5-1F-30-0C-00-03';
export const cp = pki.issue({ name: 'CP', entityId: CP_ID, remotePartyRole: 'commissioningPartyXmlSigning', usage: 'digitalSignature' });
export const dsp = pki.issue({ name: 'DSP', entityId: DSP_ID, remotePartyRole: 'dspXmlSigning', usage: 'digitalSignature' });
export const s1sp = pki.issue({ name: 'S1SP', entityId: S1SP_ID, remotePartyRole: 's1spXmlSigning', usage: 'digitalSignature' });

const party = (signifier: string, role: SecParty['role'], last: string): SecParty => ({ signifier, role, entityId: `90-B3-D5-1F-30-01-00-${last}`, duisVersion: 3 });
export const PARTIES: readonly SecParty[] = [
  party('SUPA', 'supplier', '0A'), party('SUPB', 'supplier', '0B'), party('EDAA', 'networkOperator', '1A'), party('GTAA', 'networkOperator', '1B'),
];
export const partyNamed = (signifier: string): SecParty => PARTIES.find((each) => each.signifier === signifier)!;
export const partyOf = (entityId: string): SecParty | undefined => PARTIES.find((each) => each.entityId === entityId);

/** The critical (signing) and non-critical (key agreement) certificates of a Party, in its own role unless told otherwise. */
export const credentialsOf = (signifier: string, role?: SecParty['role']): { readonly critical: Identity; readonly nonCritical: Identity } => {
  const { entityId, role: own } = partyNamed(signifier);
  const issue = (usage: 'digitalSignature' | 'keyAgreement'): Identity => pki.issue({ name: `${signifier} ${usage}`, entityId, remotePartyRole: role ?? own, usage });
  return { critical: issue('digitalSignature'), nonCritical: issue('keyAgreement') };
};
const idOf = ({ certificate: { serial, issuer } }: Identity): CertificateId => ({ serial, issuer });
export const credentials = (deviceType: DeviceCredentials['deviceType'], remotePartyRole: DeviceCredentials['remotePartyRole'], signifier: string): DeviceCredentials => {
  const { critical, nonCritical } = credentialsOf(signifier);
  return { deviceType, remotePartyRole, critical: idOf(critical), nonCritical: idOf(nonCritical) };
};
export const certificates: CertificateSource = { find: (id) => trust.find(id)?.der, path: [pki.issuingAuthority.der] };

export const MPAN = '1200012345679';
export const MPRN = '7612345608';
export const registration: Readonly<Record<string, RegistrationRecord>> = {
  [MPAN]: { mpxn: MPAN, fuel: 'electricity', supplier: 'SUPA', networkOperator: 'EDAA' },
  [MPRN]: { mpxn: MPRN, fuel: 'gas', supplier: 'SUPA', networkOperator: 'GTAA' },
};

const ID_OF: Readonly<Record<DeviceType, string>> = { CHF: 'A2', ESME: 'A0', GSME: 'A1', GPF: 'A3', PPMID: 'A4', IHD: 'A5' };
export const deviceId = (type: DeviceType): string => `00-DB-12-34-56-78-90-${ID_OF[type]}`;
export const makeDevice = (deviceType: DeviceType): Device =>
  ({ deviceId: deviceId(deviceType), deviceType, manufacturer: 'AB01', model: `M & ${deviceType}`, firmwareVersion: '0002012F', serialNumber: `S${ID_OF[deviceType]}` });
export const installationOf = (types: readonly DeviceType[], more: Partial<McfInstallation> = {}): McfInstallation => ({
  installationId: 'I0001', mpan: MPAN, ...(types.includes('GSME') ? { mprn: MPRN, gasSupplier: 'SUPA' } : {}), electricitySupplier: 'SUPA', priority: false,
  devices: types.map(makeDevice),
  credentials: [
    credentials('ESME', 'Supplier', 'SUPA'), credentials('ESME', 'NetworkOperator', 'EDAA'), credentials('GSME', 'Supplier', 'SUPA'),
    credentials('GSME', 'NetworkOperator', 'GTAA'), credentials('GPF', 'Supplier', 'SUPA'), credentials('GPF', 'NetworkOperator', 'GTAA'),
  ],
  ...more,
});
export const FULL: readonly DeviceType[] = ['CHF', 'ESME', 'GSME', 'GPF', 'PPMID', 'IHD'];
export const full = installationOf(FULL);

export const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
/** Parses, reads, disposes. */
export const read = <T>(xml: string | Uint8Array, decode: (document: XmlDocument) => T): T => {
  const document = parseXml(typeof xml === 'string' ? bytesOf(xml) : xml);
  try {
    return decode(document);
  } finally {
    document.dispose();
  }
};

export const requestOf = (step: CommissioningStep, counter = 1): string => encodeRequest(step, { originator: CP_ID, dspId: DSP_ID, counter, at: AT, certificates });
export const decoded = (step: CommissioningStep, counter = 1): CommissioningRequest => read(requestOf(step, counter), decodeRequest);

export const afterChange = (smi: Smi, change: InventoryChange): Smi => ({ ...smi, ...Object.fromEntries(change.updates.map((each): [string, SmiDevice] => [each.deviceId, each])) });

/** The SMI after the S1SP has done the hub, with what it told. */
export const withHub = (installation: McfInstallation): { readonly smi: Smi; readonly changes: readonly InventoryChange[] } => {
  const [hub] = installation.devices.filter((each) => each.deviceType === 'CHF');
  const [gpf] = installation.devices.filter((each) => each.deviceType === 'GPF');
  const context = { originator: S1SP_ID, dspId: DSP_ID };
  const first = applyToInventory({}, read(encodeChfRequest({ kind: 'prenotify', hub: hub!, ...(gpf === undefined ? {} : { gpf }) }, { ...context, counter: 1 }), decodeChfRequest), AT);
  const smi = afterChange({}, first);
  const second = applyToInventory(smi, read(encodeChfRequest({ kind: 'commission', hub: hub! }, { ...context, counter: 2 }), decodeChfRequest), AT);
  return { smi: afterChange(smi, second), changes: [first, second] };
};
