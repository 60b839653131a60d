/**
 * DCC alerts to Users around commissioning, DUIS 5.4 shaped, unsigned when encoded (Guide 3.3.4, Table 5 step 21, Table 6; ruling A-49):
 * N16 to the Network Operator when an MPxN is associated with a Device; N42 to the owner of the credentials placed on one; N55, which
 * carries an alert that the S1SP signed; N999 to a User on DUIS 2 that cannot take N55. Which payload a code has is a reading of the
 * type names: the schema does not tie them.
 */
import { createHash } from 'node:crypto';
import type { XmlDocument } from 'libxml2-wasm';
import type { Eui64 } from '../../domain.ts';
import { writeUtc } from '../../files/utc.ts';
import { embeddable, extracted } from './embedded.ts';
import {
  DuisFormatError, child, escapeXml, euiOf, messageIdText, parseMessageId, rootOf, sr, srIf, srRoot, textIf, textOf, toEui, toMs,
} from './format.ts';
import type { MessageId } from './format.ts';
import type { XmlTree } from './tree.ts';
import { s1spAlertOf } from './s1sp.ts';
import type { S1spAlert } from './s1sp.ts';

interface AlertBase {
  /** DCC to the User; the DSP's own counter. */
  readonly responseId: MessageId;
  readonly at: number;
}
export interface N16 extends AlertBase {
  readonly code: 'N16';
  readonly deviceId: Eui64;
  readonly mpxn: string;
}
const CERTIFICATE_TYPES = ['DigitalSigning', 'KeyAgreement', 'KeyAgreementTopUp'] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];
export interface N42 extends AlertBase {
  readonly code: 'N42';
  readonly deviceId: Eui64;
  readonly remotePartyRole: string;
  readonly certificates: readonly {
    readonly type: CertificateType;
    /** Base64 of the SHA-1 of the DER, as DUIS has it: an identifier, not a protection. */
    readonly hash: string;
  }[];
}
export interface N55 extends AlertBase {
  readonly code: 'N55';
  /** The S1SPAlert as the S1SP signed it; verifies on its own. */
  readonly signedAlert: string;
}
export interface N999 extends AlertBase {
  readonly code: 'N999';
  /** The alert that could not be delivered. */
  readonly undelivered: string;
  readonly deviceId?: Eui64;
  readonly serviceUserDuisVersion: string;
}
export type DccAlert = N16 | N42 | N55 | N999;
/** As received: an N55 with the S1SP's alert read. */
export type ReceivedAlert = N16 | N42 | (N55 & { readonly alert: S1spAlert }) | N999;

export const certificateHash = (der: Uint8Array): string => createHash('sha1').update(der).digest('base64');

const payload = (alert: DccAlert): string => {
  switch (alert.code) {
    case 'N16':
      return sr('DeviceStatusChangeEvent', [
        sr('DeviceID', alert.deviceId), sr('DeviceStatusChange', [sr('MeterIdentity', [sr('MeterMPxNs', [sr('ImportMPxN', alert.mpxn)])])]),
      ]);
    case 'N42':
      return sr('SecurityCredentialsUpdated', [
        sr('DeviceID', alert.deviceId), sr('RemotePartyRole', alert.remotePartyRole),
        ...alert.certificates.map(({ type, hash }) => sr('Certificates', [sr('CertificateType', type), sr('CertificateHash', hash)])),
      ]);
    case 'N55':
      return sr('S1SPAlertDSP', [embeddable(alert.signedAlert, 'S1SPAlert')]);
    case 'N999':
      return sr('DUISVersionMismatch', [
        sr('DCCAlertVersionMismatch', [sr('DCCAlertCode', alert.undelivered), srIf('DeviceID', alert.deviceId)]),
        sr('ServiceUserDUISVersion', alert.serviceUserDuisVersion),
      ]);
  }
};

/** Unsigned XML; the DSP signs. */
export const encodeAlert = (alert: DccAlert): string => srRoot('Response', [
  sr('Header', [
    sr('ResponseID', messageIdText(alert.responseId)), sr('ResponseCode', 'I0'), sr('ResponseDateTime', writeUtc(alert.at)),
  ]),
  sr('Body', [sr('DCCAlertMessage', [`<sr:DCCAlertCode>${escapeXml(alert.code)}</sr:DCCAlertCode>`, sr('DCCAlert', [payload(alert)])])]),
]);

const certificateOf = (element: XmlTree): N42['certificates'][number] => {
  const type = CERTIFICATE_TYPES.find((each) => each === textOf(element, 'CertificateType'));
  if (type === undefined) throw new DuisFormatError(`unknown CertificateType ${textOf(element, 'CertificateType')}`);
  return { type, hash: textOf(element, 'CertificateHash') };
};

/** @throws DuisFormatError for any other message, and for any other alert code. */
export const decodeAlert = (document: XmlDocument): ReceivedAlert => {
  const root = rootOf(document, 'Response');
  const header = child(root, 'Header');
  const message = child(child(root, 'Body'), 'DCCAlertMessage');
  const base = { responseId: parseMessageId(textOf(header, 'ResponseID')), at: toMs(textOf(header, 'ResponseDateTime')) };
  const alert = child(message, 'DCCAlert');
  const code = textOf(message, 'DCCAlertCode');
  switch (code) {
    case 'N16': {
      const event = child(alert, 'DeviceStatusChangeEvent');
      const identity = child(child(event, 'DeviceStatusChange'), 'MeterIdentity');
      return { code, ...base, deviceId: euiOf(event, 'DeviceID'), mpxn: textOf(child(identity, 'MeterMPxNs'), 'ImportMPxN') };
    }
    case 'N42': {
      const updated = child(alert, 'SecurityCredentialsUpdated');
      return {
        code, ...base, deviceId: euiOf(updated, 'DeviceID'), remotePartyRole: textOf(updated, 'RemotePartyRole'),
        certificates: updated.children.filter((each) => each.name === 'Certificates').map(certificateOf),
      };
    }
    case 'N55': {
      const signed = child(child(alert, 'S1SPAlertDSP'), 'S1SPAlert');
      return { code, ...base, signedAlert: extracted(signed), alert: s1spAlertOf(signed) };
    }
    case 'N999': {
      const mismatch = child(alert, 'DUISVersionMismatch');
      const undelivered = child(mismatch, 'DCCAlertVersionMismatch');
      const deviceId = textIf(undelivered, 'DeviceID');
      return {
        code, ...base, undelivered: textOf(undelivered, 'DCCAlertCode'), ...(deviceId === undefined ? {} : { deviceId: toEui(deviceId) }),
        serviceUserDuisVersion: textOf(mismatch, 'ServiceUserDUISVersion'),
      };
    }
    default:
      throw new DuisFormatError(`no reader for DCC alert ${code}`);
  }
};

/** What a User may be told instead of, or as, an N55: DUIS 3 takes N55, DUIS 2 draws N999, older ones hear nothing (Guide 4.2; A-49). */
export const n55OrWhat = (duisVersion: number): 'N55' | 'N999' | undefined => (duisVersion >= 3 ? 'N55' : duisVersion === 2 ? 'N999' : undefined);
