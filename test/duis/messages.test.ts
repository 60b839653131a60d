import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateHash, decodeAlert, encodeAlert, n55OrWhat } from '../../protocol/messages/duis/alerts.ts';
import type { DccAlert } from '../../protocol/messages/duis/alerts.ts';
import { decodeCountersigned, encodeCountersigned } from '../../protocol/messages/duis/countersigned.ts';
import { DuisFormatError, EXTENSION } from '../../protocol/messages/duis/format.ts';
import { decodeRequest } from '../../protocol/messages/duis/request.ts';
import { TMAD_RESPONSE_CODES, decodeResponse, encodeResponse, isSuccess } from '../../protocol/messages/duis/response.ts';
import type { ServiceResponse } from '../../protocol/messages/duis/response.ts';
import {
  COMMISSIONED, commissionedAlert, decodeS1spAlert, decodeS1spResponse, encodeS1spAlert, encodeS1spResponse, mpxnOf,
} from '../../protocol/messages/duis/s1sp.ts';
import { commissioningSequence } from '../../protocol/messages/duis/sequence.ts';
import { signXml, verifyXml } from '../../protocol/security/xmlSignature.ts';
import type { XmlDocument } from 'libxml2-wasm';
import { AT, CP_ID, DSP_ID, MPAN, S1SP_ID, bytesOf, cp, credentialsOf, deviceId, dsp, full, partyNamed, read, requestOf, s1sp, trust } from './world.ts';
import { duisErrors, duisFile, hasDuis } from './xsd.ts';

const step = commissioningSequence(full)[8]!;
const requestId = `${CP_ID}:${step.target}:9`;
const responseId = { originator: DSP_ID, target: CP_ID, counter: 4 };
const verified = (document: XmlDocument): string | undefined => {
  const outcome = verifyXml(document, trust, AT);
  return outcome.ok ? outcome.signer.entityId : undefined;
};

describe('MEHRS 2.7.6: Countersigned Commissioning Request', () => {
  const signed = bytesOf(signXml(requestOf(step, 9), cp));
  const by = { counter: 12, supplementaryRemotePartyId: CP_ID, supplementaryRemotePartyCounter: 9 };

  it('signed by the DSP it verifies, and the request inside comes out byte for byte and verifies as the Commissioning Party\'s', () => {
    const outer = signXml(encodeCountersigned(signed, by), dsp);
    expect(read(outer, verified)).toBe(DSP_ID);
    const { signedRequest, ...rest } = read(outer, decodeCountersigned);
    expect(rest).toEqual(by);
    expect(signedRequest).toEqual(signed);
    expect(read(signedRequest, verified)).toBe(CP_ID);
    expect(read(signedRequest, decodeRequest).requestId).toBe(requestId);
  });

  it('law: any bytes come out unchanged, even such as are not XML', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), fc.maxSafeNat(), (bytes, counter) => {
      expect(read(encodeCountersigned(bytes, { ...by, counter }), decodeCountersigned)).toEqual({ ...by, counter, signedRequest: bytes });
    }), { numRuns: 100, seed: 1 });
  });

  it('a changed byte of the request inside breaks the DSP\'s signature', () => {
    const outer = signXml(encodeCountersigned(signed, by), dsp);
    expect(read(outer.replace(/SignedRequest>PHNy/, 'SignedRequest>PHNz'), verified)).toBeUndefined();
  });

  it('refuses a plain Commissioning Request', () => {
    expect(() => read(signed, decodeCountersigned)).toThrow(DuisFormatError);
  });
});

describe('MEHRS 2.7.5: Service Response', () => {
  const response = (more: Partial<ServiceResponse> = {}): ServiceResponse => ({ requestId, responseId, responseCode: 'I0', at: AT, srv: '8.1', srvVariant: '8.1.1', ...more });

  it.each(['I0', 'E48', 'E100', 'E5', ...TMAD_RESPONSE_CODES])('law: decode(encode(r)) = r for %s, with and without an explanation', (responseCode) => {
    for (const each of [response({ responseCode }), response({ responseCode, message: 'a < b & "c"' })]) {
      expect(read(encodeResponse(each), decodeResponse)).toEqual(each);
      expect(isSuccess(each)).toBe(responseCode === 'I0');
    }
  });

  it.skipIf(!hasDuis)('R2-08: DUIS codes without explanation are valid DUIS 5.4, TMAD codes are an extension of it', () => {
    for (const responseCode of ['I0', 'E48', 'E100', 'E5', 'E11', 'E12', 'E2', 'E120201']) expect([responseCode, duisErrors(signXml(encodeResponse(response({ responseCode })), dsp))]).toEqual([responseCode, '']);
    for (const responseCode of TMAD_RESPONSE_CODES) expect(duisErrors(encodeResponse(response({ responseCode })))).toContain('ResponseCode');
    expect(duisErrors(encodeResponse(response({ message: 'x' })))).toContain(EXTENSION);
  });

  it.skipIf(!hasDuis)('R2-08: the enumeration has the DUIS codes and none of the TMAD ones', () => {
    const enumeration = duisFile('ResponseCode-enum-5.4.txt').split(/\s+/);
    for (const code of TMAD_RESPONSE_CODES) expect(enumeration).not.toContain(code);
  });

  it('carries the S1SP\'s signed response so that both signatures verify', () => {
    const signedS1spResponse = signXml(encodeS1spResponse({ requestId, srv: '8.1', srvVariant: '8.1.1', at: AT }), s1sp);
    const outer = signXml(encodeResponse(response({ signedS1spResponse })), dsp);
    expect(read(outer, verified)).toBe(DSP_ID);
    const inner = read(outer, decodeResponse).signedS1spResponse!;
    expect(read(inner, verified)).toBe(S1SP_ID);
    expect(read(inner, decodeS1spResponse).requestId).toBe(requestId);
    if (hasDuis) expect(duisErrors(outer)).toBe('');
  });

  it('an error carries no S1SP response, and a foreign element is not embedded', () => {
    const signedS1spResponse = signXml(encodeS1spResponse({ requestId, srv: '8.1', srvVariant: '8.1.1', at: AT }), s1sp);
    expect(() => encodeResponse(response({ signedS1spResponse, responseCode: 'E48' }))).toThrow(RangeError);
    expect(() => encodeResponse(response({ signedS1spResponse: requestOf(step) }))).toThrow(DuisFormatError);
  });

  it('an alert is not a Service Response, nor the reverse', () => {
    expect(() => read(encodeAlert({ code: 'N16', responseId, at: AT, deviceId: deviceId('ESME'), mpxn: MPAN }), decodeResponse)).toThrow(DuisFormatError);
    expect(() => read(encodeResponse(response()), decodeAlert)).toThrow(DuisFormatError);
  });
});

describe('MEHRS 2.7.7: the S1SP to the DSP', () => {
  it('law: decode(encode(r)) = r for its response, signed and valid DUIS 5.4', () => {
    const response = { requestId, srv: '8.1', srvVariant: '8.1.1', at: AT };
    const signed = signXml(encodeS1spResponse(response), s1sp);
    expect(read(signed, decodeS1spResponse)).toEqual(response);
    expect(read(signed, verified)).toBe(S1SP_ID);
    if (hasDuis) expect(duisErrors(signed)).toBe('');
  });

  it.each([
    ['a check that failed', { requestId, deviceId: deviceId('ESME'), s1spAlertCode: 'S1C062196', additionalInformation: 'SUPB, registered SUPA', at: AT }],
    ['no more than a code', { s1spAlertCode: 'S1C5', at: AT }],
    ['a commissioned Device', commissionedAlert(deviceId('ESME'), MPAN, AT)],
    ['a commissioned hub without MPxN', commissionedAlert(deviceId('CHF'), undefined, AT)],
  ])('law: decode(encode(a)) = a for an alert of %s, signed and valid DUIS 5.4', (_, alert) => {
    const signed = signXml(encodeS1spAlert(alert), s1sp);
    expect(read(signed, decodeS1spAlert)).toEqual(alert);
    if (hasDuis) expect(duisErrors(signed)).toBe('');
  });

  it('R2-08: a successful commissioning has an X code and keeps its MPxN', () => {
    expect(COMMISSIONED).toMatch(/^X/);
    expect(mpxnOf(commissionedAlert(deviceId('ESME'), MPAN, AT))).toBe(MPAN);
    expect(mpxnOf(commissionedAlert(deviceId('CHF'), undefined, AT))).toBeUndefined();
    expect(mpxnOf({ s1spAlertCode: 'S1C5', additionalInformation: 'MPxN=none', at: AT })).toBeUndefined();
  });
});

describe('Guide 3.3.4, Table 5 step 21: DCC alerts', () => {
  const { critical, nonCritical } = credentialsOf('SUPA');
  const base = { responseId: { originator: DSP_ID, target: partyNamed('SUPA').entityId, counter: 1 }, at: AT };
  const signedAlert = signXml(encodeS1spAlert(commissionedAlert(deviceId('GSME'), '7612345608', AT)), s1sp);
  const alerts: readonly DccAlert[] = [
    { code: 'N16', ...base, deviceId: deviceId('ESME'), mpxn: MPAN },
    {
      code: 'N42', ...base, deviceId: deviceId('ESME'), remotePartyRole: 'Supplier',
      certificates: [{ type: 'DigitalSigning', hash: certificateHash(critical.certificate.der) }, { type: 'KeyAgreement', hash: certificateHash(nonCritical.certificate.der) }],
    },
    { code: 'N55', ...base, signedAlert },
    { code: 'N999', ...base, undelivered: 'N55', deviceId: deviceId('ESME'), serviceUserDuisVersion: '2.0' },
    { code: 'N999', ...base, undelivered: 'N55', serviceUserDuisVersion: '2.0' },
  ];

  it.each(alerts.map((alert, index) => [`${alert.code} (${index})`, alert] as const))('law: decode(encode(a)) = a for %s, signed and valid DUIS 5.4', (_name, alert) => {
    const signed = signXml(encodeAlert(alert), dsp);
    const received = read(signed, decodeAlert);
    // What was signed comes out with empty elements in their short form, which the signature does not see.
    const { signedAlert: _, ...rest } = { signedAlert: '', ...alert };
    expect(received).toMatchObject(rest);
    if (received.code === 'N55') expect(read(received.signedAlert, decodeS1spAlert)).toEqual(commissionedAlert(deviceId('GSME'), '7612345608', AT));
    expect(read(signed, verified)).toBe(DSP_ID);
    if (hasDuis) expect(duisErrors(signed)).toBe('');
  });

  it('N55 keeps the S1SP\'s signature, with Device ID and MPxN', () => {
    const alert = read(signXml(encodeAlert({ code: 'N55', ...base, signedAlert }), dsp), decodeAlert);
    if (alert.code !== 'N55') throw new Error('not an N55');
    expect(read(alert.signedAlert, verified)).toBe(S1SP_ID);
    expect([alert.alert.deviceId, mpxnOf(alert.alert), alert.alert.s1spAlertCode]).toEqual([deviceId('GSME'), '7612345608', COMMISSIONED]);
  });

  it.skipIf(!hasDuis)('N16, N42, N55 and N999 have the shape of the alert samples', () => {
    for (const alert of alerts) {
      const sample = read(duisFile(`alert-samples/${alert.code}.candidate.xml`), decodeAlert);
      expect(sample.code).toBe(alert.code);
    }
  });

  it('an alert code it has no reader for is refused', () => {
    expect(() => read(encodeAlert(alerts[0]!).replace('>N16<', '>N24<'), decodeAlert)).toThrow(DuisFormatError);
  });

  it('Guide 4.2: N55 to a User on DUIS 3, N999 on DUIS 2, nothing before', () => {
    expect([1, 2, 3, 5].map(n55OrWhat)).toEqual([undefined, 'N999', 'N55', 'N55']);
  });
});
