/**
 * The Countersigned Commissioning Request: what the DSP sends on to the S1SP (MEHRS 2.7.6, SEC "Countersigned Service Request").
 * Emulator profile, in the extension namespace: the bytes that the Commissioning Party signed travel inside untouched, so the
 * S1SP can verify them itself. The DSP signs the result with its `dspXmlSigning` key.
 */
import type { XmlDocument } from 'libxml2-wasm';
import type { Eui64 } from '../../domain.ts';
import { EXTENSION, child, escapeXml, euiOf, fromBase64, rootOf, textOf, toBase64, toCount } from './format.ts';

export interface Countersignature {
  /** The DSP's counter towards this S1SP, higher with every request. */
  readonly counter: number;
  /** Who asked: the Business Originator ID of the request inside. */
  readonly supplementaryRemotePartyId: Eui64;
  /** The originator counter of the request inside. */
  readonly supplementaryRemotePartyCounter: number;
}
export interface CountersignedRequest extends Countersignature {
  /** Exactly the bytes the Commissioning Party sent. */
  readonly signedRequest: Uint8Array;
}

const element = (name: string, content: string): string => `<x:${name}>${content}</x:${name}>`;

/** Unsigned XML around the signed request. */
export const encodeCountersigned = (signedRequest: Uint8Array, by: Countersignature): string =>
  `<x:CountersignedRequest xmlns:x="${EXTENSION}">${element('Counter', String(by.counter))}${
    element('SupplementaryRemotePartyID', escapeXml(by.supplementaryRemotePartyId))}${
    element('SupplementaryRemotePartyCounter', String(by.supplementaryRemotePartyCounter))}${
    element('SignedRequest', toBase64(signedRequest))}</x:CountersignedRequest>`;

/** @throws DuisFormatError */
export const decodeCountersigned = (document: XmlDocument): CountersignedRequest => {
  const root = rootOf(document, 'CountersignedRequest', EXTENSION);
  return {
    counter: toCount(textOf(root, 'Counter', EXTENSION)),
    supplementaryRemotePartyId: euiOf(root, 'SupplementaryRemotePartyID', EXTENSION),
    supplementaryRemotePartyCounter: toCount(textOf(root, 'SupplementaryRemotePartyCounter', EXTENSION)),
    signedRequest: fromBase64(child(root, 'SignedRequest', EXTENSION).text),
  };
};
