/** How each of the seven XML files stands on the wire: the counterpart of the XSD (ruling R2-01). */
import type { CertificateId, Device } from '../domain.ts';
import type { XmlFileType } from '../messages/types.ts';
import { escapeText, leaf, many, nested, optional, record, tag, type Part, type Shape, type Text } from './shape.ts';
import type {
  Audit, Cof, CofInstallation, DeviceCredentials, Failure, FileControl, Mcf, McfInstallation, Mef, MefInstallation, Mgf, MgfInstallation,
  MigrationFile, MigrationHeader, Mvf, Scf, ScfInstallation, SealedShare,
} from './types.ts';
import { readUtc, writeUtc } from './utc.ts';

const words = <T extends string>(): Text<T> => ({ write: escapeText, read: (text) => text as T });
const text = words<string>();
const trueFalse: Text<boolean> = { write: (value) => (value ? 'True' : 'False'), read: (value) => value === 'True' };
const counter: Text<number> = { write: (value) => `${value}`, read: Number };
/** XML Schema lets white space stand around dates, times and Base64 and does not count it as part of the value. */
const collapsed: Text<string> = { write: escapeText, read: (raw) => raw.trim() };
const time: Text<number> = { write: writeUtc, read: (raw) => readUtc(raw.trim()) };

export const HEADER_ELEMENT = 'MigrationHeader';
export const header: Shape<MigrationHeader> = record<MigrationHeader>([
  leaf('MigrationSetId', 'migrationSetId', text),
  leaf('Group_ID', 'groupId', words()),
  leaf('RequestingPartyId', 'requestingPartyId', text),
  leaf('MigrationDay', 'migrationDay', collapsed),
  leaf('ToBeCommissionedByDCC', 'toBeCommissionedByDCC', trueFalse),
  optional('CommissioningSupplierId', 'commissioningSupplierId', text),
]);
const control = record<FileControl>([
  leaf('Sender', 'sender', text), leaf('Counter', 'counter', counter), leaf('GeneratedAt', 'generatedAt', time),
]);

/** FailedStepNumber and SupportingData stand in the SMETS1Installation itself (MEHRS 2.4.6). */
const failure: Part<{ readonly failure?: Failure }> = {
  names: ['FailedStepNumber', 'SupportingData'],
  write: (value) => (value.failure === undefined ? ''
    : tag('FailedStepNumber', escapeText(value.failure.failedStepNumber)) + tag('SupportingData', escapeText(value.failure.supportingData))),
  take: (into, cursor, name) => {
    const text = cursor.text();
    into['failure'] = name === 'FailedStepNumber' ? { failedStepNumber: text } : { ...(into['failure'] as object), supportingData: text };
  },
};

const certificateId = record<CertificateId>([leaf('SerialNumber', 'serial', text), leaf('IssuerName', 'issuer', text)]);
const certificateIds = record<Pick<DeviceCredentials, 'critical' | 'nonCritical'>>([
  nested('Critical', 'critical', certificateId), nested('NonCritical', 'nonCritical', certificateId),
]);
const CREDENTIAL_ELEMENT = { Supplier: 'SupplierCertificateIds', NetworkOperator: 'NetworkOperatorCertificateIds' } as const;
const certificates: Part<DeviceCredentials> = {
  names: Object.values(CREDENTIAL_ELEMENT),
  write: (value) => tag(CREDENTIAL_ELEMENT[value.remotePartyRole], certificateIds.write(value)),
  take: (into, cursor, name) => {
    Object.assign(into, certificateIds.read(cursor), { remotePartyRole: name === CREDENTIAL_ELEMENT.Supplier ? 'Supplier' : 'NetworkOperator' });
  },
};
const deviceParts = record<Device>([
  leaf('DeviceId', 'deviceId', text), leaf('DeviceType', 'deviceType', words()), leaf('Manufacturer', 'manufacturer', text),
  leaf('Model', 'model', text), leaf('FirmwareVersion', 'firmwareVersion', text), leaf('SerialNumber', 'serialNumber', text),
]);
const installationId = leaf<{ readonly installationId: string }, 'installationId'>('InstallationId', 'installationId', text);

const mcfInstallation = record<McfInstallation>([
  installationId,
  optional('MPAN', 'mpan', text), optional('MPRN', 'mprn', text),
  optional('ElectricitySupplier', 'electricitySupplier', text), optional('GasSupplier', 'gasSupplier', text),
  leaf('Priority', 'priority', trueFalse),
  many('Device', 'devices', deviceParts),
  many('DeviceCredentials', 'credentials', record<DeviceCredentials>([leaf('DeviceType', 'deviceType', words()), certificates])),
]);
const mvfInstallation = record<Mvf['installations'][number]>([installationId, failure]);
const mgfInstallation = record<MgfInstallation>([
  installationId, leaf('IMSI', 'imsi', text), leaf('IPAddress', 'ipAddress', text), leaf('APN', 'apn', text),
]);
const sealedShare = record<SealedShare>([
  leaf('Recipient', 'recipient', text), leaf('EphemeralKey', 'ephemeralKey', collapsed),
  leaf('WrappedKey', 'wrappedKey', collapsed), leaf('CipherValue', 'cipherValue', collapsed),
]);
const mefInstallation = record<MefInstallation>([
  installationId,
  many('Device', 'devices', record<MefInstallation['devices'][number]>([
    leaf('DeviceId', 'deviceId', text), leaf('DeviceType', 'deviceType', words()),
    nested('S1SPShare', 's1spShare', sealedShare), nested('DCOShare', 'dcoShare', sealedShare),
  ])),
]);
const scfInstallation = record<ScfInstallation>([
  installationId, leaf('Outcome', 'outcome', words()), failure, optional('RollbackRequired', 'rollbackRequired', trueFalse),
]);
const cofInstallation = record<CofInstallation>([installationId, leaf('Outcome', 'outcome', words()), failure]);
type AuditInstallation = Audit['installations'][number];
const auditInstallation = record<AuditInstallation>([
  installationId,
  many('Test', 'tests', record<AuditInstallation['tests'][number]>([
    leaf('Step', 'step', text), leaf('Result', 'result', words()), leaf('At', 'at', time),
  ])),
]);

export interface FileLayout {
  readonly type: XmlFileType;
  readonly root: string;
  readonly shape: Shape<MigrationFile>;
}
const HEAD: readonly Part<{ readonly header: MigrationHeader; readonly control: FileControl }>[] =
  [nested(HEADER_ELEMENT, 'header', header), nested('FileControl', 'control', control)];
const INSTALLATION = 'SMETS1Installation';
const layout = <T extends MigrationFile>(type: T['type'], root: string, ...parts: readonly Part<T>[]): FileLayout => ({
  type, root, shape: record<T>([...(HEAD as readonly Part<T>[]), ...parts], { type } as Partial<T>) as unknown as Shape<MigrationFile>,
});

export const LAYOUTS: Readonly<Record<XmlFileType, FileLayout>> = {
  MCF: layout<Mcf>('MCF', 'MigrationCommonFile', many(INSTALLATION, 'installations', mcfInstallation)),
  MVF: layout<Mvf>('MVF', 'MigrationCommonValidationFile', many(INSTALLATION, 'installations', mvfInstallation)),
  MGF: layout<Mgf>('MGF', 'MigrationGroupFile', many(INSTALLATION, 'installations', mgfInstallation)),
  MEF: layout<Mef>('MEF', 'MigrationGroupEncryptedFile', many(INSTALLATION, 'installations', mefInstallation)),
  SCF: layout<Scf>('SCF', 'S1SPCommissioningFile', many(INSTALLATION, 'installations', scfInstallation)),
  COF: layout<Cof>('COF', 'CommissioningOutcomeFile',
    leaf('SECPartySignifier', 'secPartySignifier', text), many(INSTALLATION, 'installations', cofInstallation)),
  AUDIT: layout<Audit>('AUDIT', 'S1SPMigrationAuditFile', many(INSTALLATION, 'installations', auditInstallation)),
};
export const LAYOUT_OF_ROOT: ReadonlyMap<string, FileLayout> = new Map(Object.values(LAYOUTS).map((each) => [each.root, each]));
