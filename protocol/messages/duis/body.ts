/**
 * The Body of a Commissioning Request as data, and both directions of its XML. One union serves the Commissioning Party's
 * requests (ruling R2-07) and the S1SP's two for the Communications Hub (MEHRS 2.6.7); any other DUIS body is kept as
 * `other`, because a request outside Table 8.7-2 must reach the check that refuses it.
 */
import type { Eui64 } from '../../domain.ts';
import { writeUtc } from '../../files/utc.ts';
import { DuisFormatError, child, childIf, euiOf, fromBase64, onlyChild, sr, srIf, textIf, textOf, toBase64, toCount, toEui, toMs } from './format.ts';
import type { XmlTree } from './tree.ts';

export interface DevicePrenotification {
  readonly kind: 'devicePrenotification';
  readonly deviceId: Eui64;
  readonly manufacturer: string;
  readonly model: string;
  /** A DUIS DeviceType. */
  readonly deviceType: string;
  /** `SMETS1` in the emulator's profile; what the SMI then holds the Device to be. */
  readonly smetsVersion?: string;
  readonly firmwareVersion?: string;
  /** Only with a Communications Hub. */
  readonly associatedGpfDeviceId?: Eui64;
}
export interface UpdateHanDeviceLog {
  readonly kind: 'updateHanDeviceLog';
  readonly executionAt?: number;
  readonly deviceId: Eui64;
  readonly requestType: string;
  readonly whitelist?: {
    readonly joinTimePeriodSeconds: number;
    /** Hex; 32 zeros for a Device that has long joined (Table 8.7-3). */
    readonly installCode: string;
    readonly importMpxn?: string;
  };
}
export interface CommissionDevice {
  readonly kind: 'commissionDevice';
  readonly currentAt: number;
  readonly tolerancePeriodSeconds: number;
}
export interface JoinService {
  readonly kind: 'joinService';
  readonly critical: boolean;
  readonly otherDeviceId: Eui64;
}
export interface Handover {
  readonly kind: 'handover';
  readonly executionAt?: number;
  /** `Supplier` or `NetworkOperator` where migration is concerned; DUIS knows more. */
  readonly remotePartyRole: string;
  /** DER. */
  readonly digitalSigning: Uint8Array;
  readonly keyAgreement?: Uint8Array;
  readonly keyAgreementTopUp?: Uint8Array;
  /** DER, one to three, the issuing authority first. */
  readonly certificationPath: readonly Uint8Array[];
}
export interface UpdateInventory {
  readonly kind: 'updateInventory';
  readonly deviceId: Eui64;
  /** The status of UpdateDeviceStatusCH; absent for the other forms of 8.4. */
  readonly chStatus?: string;
}
export interface OtherBody {
  readonly kind: 'other';
  readonly element: string;
  readonly deviceIds: readonly Eui64[];
}
export type RequestBody = DevicePrenotification | UpdateHanDeviceLog | CommissionDevice | JoinService | Handover | UpdateInventory | OtherBody;

/** Device IDs that the body names, which Table 8.7-1 row 5 looks up. */
export const deviceIdsIn = (body: RequestBody): readonly Eui64[] => {
  switch (body.kind) {
    case 'devicePrenotification':
    case 'updateHanDeviceLog':
    case 'updateInventory':
      return [body.deviceId];
    case 'joinService':
      return [body.otherDeviceId];
    case 'other':
      return body.deviceIds;
    case 'commissionDevice':
    case 'handover':
      return [];
  }
};

/** The certificates of ReplacementCertificates, in document order, DER. */
export const replacementCertificatesIn = (body: RequestBody): readonly Uint8Array[] =>
  body.kind === 'handover' ? [body.digitalSigning, body.keyAgreement, body.keyAgreementTopUp].filter((each) => each !== undefined) : [];

const certificate = (name: string, der: Uint8Array | undefined): string => (der === undefined ? '' : sr(name, toBase64(der)));
const executionTime = (at: number | undefined): string => srIf('ExecutionDateTime', at === undefined ? undefined : writeUtc(at));

export const encodeBody = (body: RequestBody): string => {
  switch (body.kind) {
    case 'devicePrenotification':
      return sr('DevicePrenotification', [
        sr('DeviceID', body.deviceId), sr('DeviceManufacturer', body.manufacturer), sr('DeviceModel', body.model), sr('DeviceType', body.deviceType),
        srIf('SMETSCHTSVersion', body.smetsVersion), srIf('FirmwareVersion', body.firmwareVersion), srIf('AssociatedGPFDeviceID', body.associatedGpfDeviceId),
      ]);
    case 'updateHanDeviceLog':
      return sr('UpdateHANDeviceLog', [
        executionTime(body.executionAt), sr('DeviceID', body.deviceId), sr('RequestType', body.requestType),
        body.whitelist === undefined ? '' : sr('AddDeviceToCHFWhitelist', [
          sr('JoinTimePeriod', String(body.whitelist.joinTimePeriodSeconds)), sr('InstallCode', body.whitelist.installCode), srIf('ImportMPxN', body.whitelist.importMpxn),
        ]),
      ]);
    case 'commissionDevice':
      return sr('CommissionDeviceSynchroniseClock', [
        sr('CurrentDateTime', writeUtc(body.currentAt)), sr('TolerancePeriod', String(body.tolerancePeriodSeconds)),
      ]);
    case 'joinService':
      return sr(body.critical ? 'JoinServiceCritical' : 'JoinServiceNonCritical', [sr('OtherDeviceID', body.otherDeviceId)]);
    case 'handover':
      return sr('RequestHandoverOfDCCControlledDevice', [
        executionTime(body.executionAt), sr('RemotePartyRole', body.remotePartyRole),
        sr('ReplacementCertificates', [
          certificate('DigitalSigningCertificate', body.digitalSigning), certificate('KeyAgreementCertificate', body.keyAgreement),
          certificate('KeyAgreementTopUpCertificate', body.keyAgreementTopUp),
        ]),
        sr('CertificationPathCertificates', body.certificationPath.map((der) => certificate('Certificate', der))),
        sr('ApplyTimeBasedCPVChecks', 'true'),
      ]);
    case 'updateInventory':
      return sr('UpdateInventory', [
        sr('DeviceID', body.deviceId), body.chStatus === undefined ? sr('DeleteDevice', '') : sr('UpdateDeviceStatusCH', body.chStatus),
      ]);
    case 'other':
      return sr(body.element, body.deviceIds.map((id) => sr('DeviceID', id)));
  }
};

/** An object without the properties that have no value: `exactOptionalPropertyTypes` forbids them to be `undefined`. */
const present = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
const mapped = <T>(text: string | undefined, convert: (text: string) => T): T | undefined => (text === undefined ? undefined : convert(text));

const everyDeviceId = (element: XmlTree): Eui64[] =>
  [...(/DeviceID$/.test(element.name) && element.children.length === 0 ? [toEui(element.text)] : []), ...element.children.flatMap(everyDeviceId)];

/** @param body the `sr:Body` element. @throws DuisFormatError */
export const decodeBody = (body: XmlTree): RequestBody => {
  const element = onlyChild(body);
  switch (element.name) {
    case 'DevicePrenotification':
      return {
        kind: 'devicePrenotification', deviceId: euiOf(element, 'DeviceID'), manufacturer: textOf(element, 'DeviceManufacturer'),
        model: textOf(element, 'DeviceModel'), deviceType: textOf(element, 'DeviceType'),
        ...present('smetsVersion', textIf(element, 'SMETSCHTSVersion')), ...present('firmwareVersion', textIf(element, 'FirmwareVersion')),
        ...present('associatedGpfDeviceId', mapped(textIf(element, 'AssociatedGPFDeviceID'), toEui)),
      };
    case 'UpdateHANDeviceLog': {
      const whitelist = childIf(element, 'AddDeviceToCHFWhitelist');
      return {
        kind: 'updateHanDeviceLog', ...present('executionAt', mapped(textIf(element, 'ExecutionDateTime'), toMs)),
        deviceId: euiOf(element, 'DeviceID'), requestType: textOf(element, 'RequestType'),
        ...present('whitelist', whitelist && {
          joinTimePeriodSeconds: toCount(textOf(whitelist, 'JoinTimePeriod')), installCode: textOf(whitelist, 'InstallCode'),
          ...present('importMpxn', textIf(whitelist, 'ImportMPxN')),
        }),
      };
    }
    case 'CommissionDeviceSynchroniseClock':
      return { kind: 'commissionDevice', currentAt: toMs(textOf(element, 'CurrentDateTime')), tolerancePeriodSeconds: toCount(textOf(element, 'TolerancePeriod')) };
    case 'JoinServiceCritical':
    case 'JoinServiceNonCritical':
      return { kind: 'joinService', critical: element.name === 'JoinServiceCritical', otherDeviceId: euiOf(element, 'OtherDeviceID') };
    case 'RequestHandoverOfDCCControlledDevice': {
      const replacement = child(element, 'ReplacementCertificates');
      const path = child(element, 'CertificationPathCertificates').children.map((each) => fromBase64(each.text));
      if (path.length < 1 || path.length > 3) throw new DuisFormatError('CertificationPathCertificates holds one to three certificates');
      return {
        kind: 'handover', ...present('executionAt', mapped(textIf(element, 'ExecutionDateTime'), toMs)),
        remotePartyRole: textOf(element, 'RemotePartyRole'), digitalSigning: fromBase64(textOf(replacement, 'DigitalSigningCertificate')),
        ...present('keyAgreement', mapped(textIf(replacement, 'KeyAgreementCertificate'), fromBase64)),
        ...present('keyAgreementTopUp', mapped(textIf(replacement, 'KeyAgreementTopUpCertificate'), fromBase64)),
        certificationPath: path,
      };
    }
    case 'UpdateInventory':
      return { kind: 'updateInventory', deviceId: euiOf(element, 'DeviceID'), ...present('chStatus', textIf(element, 'UpdateDeviceStatusCH')) };
    default:
      return { kind: 'other', element: element.name, deviceIds: everyDeviceId(element) };
  }
};
