/**
 * What the S1SP tells the DSP about a Countersigned Commissioning Request (MEHRS 2.7.7) and about a commissioned Device:
 * a SMETS1SignedResponse for success, an S1SPAlert otherwise. Both unsigned when encoded; the S1SP signs.
 */
import type { XmlDocument } from 'libxml2-wasm';
import type { Eui64 } from '../../domain.ts';
import { writeUtc } from '../../files/utc.ts';
import {
  DuisFormatError, RA, child, escapeXml, euiOf, messageIdText, parseMessageId, rootOf, sr, srIf, srRoot, textIf, textOf, toCount, toEui, toMs,
} from './format.ts';
import type { MessageId } from './format.ts';
import type { XmlTree } from './tree.ts';

/** The S1SP did what the Countersigned Commissioning Request asked. */
export interface S1spResponse {
  /** RequestID of the Commissioning Request. */
  readonly requestId: string;
  readonly srv: string;
  readonly srvVariant: string;
  readonly at: number;
}

const ra = (name: string, content: string): string => `<ra:${name}>${escapeXml(content)}</ra:${name}>`;

/** Originator and target swap: the answer comes from the target, to whom asked (MMC header). */
export const encodeS1spResponse = (response: S1spResponse): string => {
  const id = parseMessageId(response.requestId);
  return srRoot('SMETS1SignedResponse', [sr('SMETS1Response', [
    sr('Header', [
      ra('BusinessOriginatorID', id.target), ra('BusinessTargetID', id.originator), ra('OriginatorCounter', String(id.counter)),
      ra('ServiceReference', response.srv), ra('ServiceReferenceVariant', response.srvVariant), ra('Timestamp', writeUtc(response.at)),
    ]),
    sr('Body', [sr('ResponseMessage', [])]),
  ])], ` xmlns:ra="${RA}"`);
};

/** @throws DuisFormatError */
export const decodeS1spResponse = (document: XmlDocument): S1spResponse => {
  const response = child(rootOf(document, 'SMETS1SignedResponse'), 'SMETS1Response');
  const header = child(response, 'Header');
  child(child(response, 'Body'), 'ResponseMessage');
  const id: MessageId = {
    originator: euiOf(header, 'BusinessTargetID', RA), target: euiOf(header, 'BusinessOriginatorID', RA),
    counter: toCount(textOf(header, 'OriginatorCounter', RA)),
  };
  return {
    requestId: messageIdText(id), srv: textOf(header, 'ServiceReference', RA), srvVariant: textOf(header, 'ServiceReferenceVariant', RA),
    at: toMs(textOf(header, 'Timestamp', RA)),
  };
};

export interface S1spAlert {
  /** Of the Commissioning Request it is about, if it is about one. */
  readonly requestId?: string;
  readonly deviceId?: Eui64;
  /** An `S1…` code of Tables 8.7-1 and 8.7-3, or COMMISSIONED. */
  readonly s1spAlertCode: string;
  readonly additionalInformation?: string;
  readonly at: number;
}

/** S1SPAlertCode of a successful commissioning: emulator profile, the public documents do not give one (ruling R2-08). */
export const COMMISSIONED = 'XCOMMISSIONED';

export const encodeS1spAlert = (alert: S1spAlert): string => srRoot('S1SPAlert', [
  srIf('RequestID', alert.requestId), srIf('DeviceID', alert.deviceId), sr('S1SPAlertCode', alert.s1spAlertCode),
  srIf('AdditionalInformation', alert.additionalInformation), sr('DateTime', writeUtc(alert.at)),
]);

export const s1spAlertOf = (element: XmlTree): S1spAlert => {
  if (element.name !== 'S1SPAlert') throw new DuisFormatError(`not an S1SPAlert: ${element.name}`);
  const requestId = textIf(element, 'RequestID');
  const deviceId = textIf(element, 'DeviceID');
  const additionalInformation = textIf(element, 'AdditionalInformation');
  return {
    ...(requestId === undefined ? {} : { requestId: messageIdText(parseMessageId(requestId)) }),
    ...(deviceId === undefined ? {} : { deviceId: toEui(deviceId) }),
    s1spAlertCode: textOf(element, 'S1SPAlertCode'),
    ...(additionalInformation === undefined ? {} : { additionalInformation }),
    at: toMs(textOf(element, 'DateTime')),
  };
};

/** @throws DuisFormatError */
export const decodeS1spAlert = (document: XmlDocument): S1spAlert => s1spAlertOf(rootOf(document, 'S1SPAlert'));

/** A commissioned Device; the MPxN has no element of its own, so it goes into AdditionalInformation as `MPxN=…` (Guide Table 6). */
export const commissionedAlert = (deviceId: Eui64, mpxn: string | undefined, at: number): S1spAlert => ({
  deviceId, s1spAlertCode: COMMISSIONED, ...(mpxn === undefined ? {} : { additionalInformation: `MPxN=${mpxn}` }), at,
});

/** The MPxN that `commissionedAlert` put in. @public */
export const mpxnOf = (alert: S1spAlert): string | undefined => /^MPxN=(\d{1,13})$/.exec(alert.additionalInformation ?? '')?.[1];
