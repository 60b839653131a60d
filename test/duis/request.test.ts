import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBody } from '../../protocol/messages/duis/body.ts';
import type { RequestBody } from '../../protocol/messages/duis/body.ts';
import { decodeChfRequest, encodeChfRequest } from '../../protocol/messages/duis/chf.ts';
import { DuisFormatError } from '../../protocol/messages/duis/format.ts';
import { ZERO_INSTALL_CODE, decodeRequest, encodeCommissioningRequest, encodeRequest } from '../../protocol/messages/duis/request.ts';
import { commissioningSequence } from '../../protocol/messages/duis/sequence.ts';
import { signXml, verifyXml } from '../../protocol/security/xmlSignature.ts';
import { AT, CP_ID, DSP_ID, MPRN, S1SP_ID, certificates, cp, credentialsOf, decoded, deviceId, full, makeDevice, read, requestOf, trust } from './world.ts';
import { duisErrors, duisFile, hasDuis } from './xsd.ts';

const steps = commissioningSequence(full);
const byNumber = (number: string): (typeof steps)[number] => steps.find((step) => step.number === number)!;

const eui = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 }).map((octets) => octets.map((each) => each.toString(16).padStart(2, '0').toUpperCase()).join('-'));
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'abcXYZ 019<>&"\'\u00e9\u20ac'), minLength: 1, maxLength }).map((each) => each.trim()).filter((each) => each !== '');
const at = fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const der = fc.uint8Array({ minLength: 1, maxLength: 60 });
const options = { requiredKeys: [] as [] };
const maybe = <T extends object, U extends object>(needed: fc.Arbitrary<T>, optional: fc.Arbitrary<U>): fc.Arbitrary<T & U> =>
  fc.tuple(needed, optional).map(([a, b]) => ({ ...a, ...b }));
const cases: readonly (readonly [string, fc.Arbitrary<RequestBody>])[] = [
  ['12.2', maybe(
    fc.record({ kind: fc.constant('devicePrenotification' as const), deviceId: eui, manufacturer: text(30), model: text(30), deviceType: fc.constantFrom('ESME', 'CAD') }),
    fc.record({ smetsVersion: text(20), firmwareVersion: text(8), associatedGpfDeviceId: eui }, options))],
  ['8.11', maybe(
    fc.record({ kind: fc.constant('updateHanDeviceLog' as const), deviceId: eui, requestType: fc.constantFrom('Add', 'Remove') }),
    fc.record({
      executionAt: at,
      whitelist: maybe(fc.record({ joinTimePeriodSeconds: fc.integer({ min: 1, max: 3600 }), installCode: fc.constantFrom(ZERO_INSTALL_CODE, 'AB'.repeat(8)) }),
        fc.record({ importMpxn: fc.constantFrom(MPRN) }, options)),
    }, options))],
  ['8.1.1', fc.record({ kind: fc.constant('commissionDevice' as const), currentAt: at, tolerancePeriodSeconds: fc.nat(86400) })],
  ['8.7.1', fc.record({ kind: fc.constant('joinService' as const), critical: fc.constant(true), otherDeviceId: eui })],
  ['8.7.2', fc.record({ kind: fc.constant('joinService' as const), critical: fc.constant(false), otherDeviceId: eui })],
  ['6.21', maybe(
    fc.record({ kind: fc.constant('handover' as const), remotePartyRole: fc.constantFrom('Supplier', 'NetworkOperator', 'ACB'), digitalSigning: der, certificationPath: fc.array(der, { minLength: 1, maxLength: 3 }) }),
    fc.record({ executionAt: at, keyAgreement: der, keyAgreementTopUp: der }, options))],
  ['8.4', maybe(fc.record({ kind: fc.constant('updateInventory' as const), deviceId: eui }), fc.record({ chStatus: fc.constantFrom('Commissioned', 'Withdrawn') }, options))],
];

describe('Commissioning Requests on the wire', () => {
  it.each(cases)('law: decode(encode(r)) = r for %s, and the XML is DUIS 5.4 where the schema is at hand', (srvVariant, arbitrary) => {
    fc.assert(fc.property(arbitrary, eui, eui, fc.maxSafeNat(), fc.constantFrom(1, 4, 8), (body, originator, target, counter, commandVariant) => {
      const request = { originator, target, counter, srv: srvVariant.replace(/(\d\.\d)\.\d$/, '$1'), srvVariant, commandVariant, body };
      const xml = encodeCommissioningRequest(request);
      expect(read(xml, decodeRequest)).toEqual({ ...request, requestId: `${originator}:${target}:${counter}` });
      if (hasDuis) expect(duisErrors(xml)).toBe('');
    }), { numRuns: 60, seed: 1 });
  });

  it('R2-07: 8.11 adds with a zero install code and a meter MPxN, 12.2 calls the Device SMETS1', () => {
    expect(decoded(byNumber('X6.3-06')).body).toEqual({
      kind: 'updateHanDeviceLog', deviceId: deviceId('GSME'), requestType: 'Add',
      whitelist: { joinTimePeriodSeconds: 3600, installCode: '00000000000000000000000000000000', importMpxn: MPRN },
    });
    expect(decoded(byNumber('X6.3-01')).body).toMatchObject({ smetsVersion: 'SMETS1', model: 'M & ESME' });
  });

  it('12.2 is addressed to the DSP, every other request to its Device', () => {
    for (const step of steps) expect(decoded(step, 7)).toMatchObject({ originator: CP_ID, target: step.target === 'DSP' ? DSP_ID : step.target, counter: 7 });
  });

  it('6.21 carries the critical certificate for signing, the non-critical for key agreement, and the issuing path', () => {
    const { critical, nonCritical } = credentialsOf('GTAA');
    expect(decoded(byNumber('X6.3-18')).body).toEqual({
      kind: 'handover', remotePartyRole: 'NetworkOperator', digitalSigning: new Uint8Array(critical.certificate.der),
      keyAgreement: new Uint8Array(nonCritical.certificate.der), certificationPath: certificates.path.map((each) => new Uint8Array(each)),
    });
  });

  it('6.21 cannot be made without the certificate that the Migration Authorisation named', () => {
    expect(() => encodeRequest(byNumber('X6.3-15'), { originator: CP_ID, dspId: DSP_ID, counter: 1, at: AT, certificates: { ...certificates, find: () => undefined } }))
      .toThrow(DuisFormatError);
  });

  it('L9: equal arguments give equal bytes', () => {
    for (const step of steps) expect(signXml(requestOf(step), cp)).toBe(signXml(requestOf(step), cp));
  });

  it('signed by the Commissioning Party it verifies, and reads the same as unsigned', () => {
    for (const step of steps) {
      const signed = signXml(requestOf(step), cp);
      expect(read(signed, (document) => verifyXml(document, trust, AT))).toMatchObject({ ok: true, signer: { entityId: CP_ID } });
      expect(read(signed, decodeRequest)).toEqual(decoded(step));
    }
  });

  it.skipIf(!hasDuis)('every signed request of the sequence is valid against the DUIS 5.4 schema', () => {
    for (const step of steps) expect([step.number, duisErrors(signXml(requestOf(step), cp))]).toEqual([step.number, '']);
  });

  it.skipIf(!hasDuis)('reads the public request templates', () => {
    expect(read(duisFile('templates/CS03B_8.7.2_SUCCESS_REQUEST_DUIS.XML'), decodeRequest)).toMatchObject({ srvVariant: '8.7.2', commandVariant: 1, counter: 1001 });
    expect(read(duisFile('templates/CS02bSupplierBySupplierHandover_6.21_SUCCESS_REQUEST_DUIS.XML'), decodeRequest).body).toMatchObject({ kind: 'handover', remotePartyRole: 'Supplier' });
    expect(read(duisFile('templates/CCS02_8.11_SUCCESS_REQUEST_DUIS.XML'), decodeRequest).body).toEqual({ kind: 'updateHanDeviceLog', deviceId: '00-DB-12-34-56-78-90-A0', requestType: 'Remove' });
    expect(read(duisFile('templates/8.2_READ_INVENTORY_REQUEST_DUIS.XML'), decodeRequest)).toMatchObject({ srvVariant: '8.2', body: { kind: 'other', element: 'ReadInventory' } });
    expect(read(duisFile('templates/ECS70Commission_8.1.1_SUCCESS_REQUEST_DUIS.XML'), decodeRequest).body).toEqual({ kind: 'commissionDevice', currentAt: Date.UTC(2014, 11, 31, 23, 59, 10), tolerancePeriodSeconds: 60 });
  });

  it('keeps the body of a service it does not know, with the Devices it names', () => {
    const other = { originator: CP_ID, target: DSP_ID, counter: 1, srv: '8.2', srvVariant: '8.2', commandVariant: 8, body: { kind: 'other', element: 'ReadInventory', deviceIds: [deviceId('ESME')] } } as const;
    expect(read(encodeCommissioningRequest(other), decodeRequest).body).toEqual(other.body);
  });
});

describe('what is not a Commissioning Request', () => {
  const xml = requestOf(byNumber('X6.3-05'), 5);
  it.each([
    ['another root', xml.replaceAll('sr:Request>', 'sr:Response>').replace('<sr:Request ', '<sr:Response ')],
    ['another namespace', xml.replace('ServiceUserGateway', 'Elsewhere')],
    ['a counter beyond what is exact', xml.replace(':5<', ':9007199254740993<')],
    ['a counter with a leading zero', xml.replace(':5<', ':05<')],
    ['a RequestID of two parts', xml.replace(`${CP_ID}:`, '')],
    ['no EUI-64', xml.replace(`<sr:DeviceID>${deviceId('ESME')}`, '<sr:DeviceID>ESME')],
    ['two Bodies', xml.replace(/(<sr:Body>.*<\/sr:Body>)/, '$1$1')],
    ['an empty Body', xml.replace(/<sr:Body>.*<\/sr:Body>/, '<sr:Body/>')],
    ['a Body of another service', xml.replaceAll('8.11', '8.1.1')],
    ['a missing element', xml.replace(/<sr:RequestType>.*<\/sr:RequestType>/, '')],
  ])('refuses %s', (_, wrong) => {
    expect(wrong).not.toBe(xml);
    expect(() => read(wrong, decodeRequest)).toThrow(DuisFormatError);
  });

  it('refuses a join whose criticality is not that of its variant', () => {
    expect(() => read(requestOf(byNumber('X6.3-11')).replaceAll('8.7.1', '8.7.2'), decodeRequest)).toThrow(DuisFormatError);
  });

  it('refuses a time without offset and a certificate that is not base64', () => {
    expect(() => read(requestOf(byNumber('X6.3-09')).replace(/Z<\/sr:CurrentDateTime>/, '</sr:CurrentDateTime>'), decodeRequest)).toThrow(DuisFormatError);
    expect(() => read(requestOf(byNumber('X6.3-15')).replace('Certificate>MI', 'Certificate>*'), decodeRequest)).toThrow(DuisFormatError);
  });

  it('one Device written in lower case is the same Device', () => {
    expect(read(xml.replace(deviceId('ESME'), deviceId('ESME').toLowerCase()), decodeRequest).body).toMatchObject({ deviceId: deviceId('ESME') });
  });

  it('escapes text', () => {
    expect(encodeBody({ kind: 'devicePrenotification', deviceId: deviceId('ESME'), manufacturer: '<&>"', model: '', deviceType: 'ESME' })).toContain('&lt;&amp;&gt;&quot;');
    const model = 'a\rb\n';
    const request = { ...decoded(byNumber('X6.3-01')), body: { kind: 'devicePrenotification', deviceId: deviceId('ESME'), manufacturer: 'm', model, deviceType: 'ESME' } as const };
    expect(read(encodeCommissioningRequest(request), decodeRequest).body).toMatchObject({ model });
  });
});

describe('MEHRS 2.6.7: the S1SP\'s requests for the Communications Hub', () => {
  const context = { originator: S1SP_ID, dspId: DSP_ID, counter: 3 };
  const prenotify = encodeChfRequest({ kind: 'prenotify', hub: makeDevice('CHF'), gpf: makeDevice('GPF') }, context);
  const commission = encodeChfRequest({ kind: 'commission', hub: makeDevice('CHF') }, context);

  it('12.2 shaped with the GPF, 8.4 shaped with the status', () => {
    expect(read(prenotify, decodeChfRequest)).toMatchObject({ srvVariant: '12.2', originator: S1SP_ID, body: { deviceId: deviceId('CHF'), associatedGpfDeviceId: deviceId('GPF') } });
    expect(read(commission, decodeChfRequest)).toMatchObject({ srvVariant: '8.4', body: { deviceId: deviceId('CHF'), chStatus: 'Commissioned' } });
  });

  it.skipIf(!hasDuis)('both are valid against the DUIS 5.4 schema', () => {
    expect([duisErrors(prenotify), duisErrors(commission)]).toEqual(['', '']);
  });

  it('no other request passes for one', () => {
    for (const step of steps) expect(() => read(requestOf(step), decodeChfRequest)).toThrow(DuisFormatError);
  });
});
