/** What a Commissioning Request says, and whom responses and alerts are for (Guide 4.5.6.2, Table 5 step 20; R2-07), on facts made by hand. */
import { describe, expect, it } from 'vitest';
import { requests } from '../../harness/verdict/laws/requests.ts';
import { MINUTE } from '../../protocol/time.ts';
import { made, said, type Made } from './made.ts';
import { SUBJECT, deviceId, eui } from './script.ts';

const [CHF, ESME, GSME] = [deviceId('CHF'), deviceId('ESME'), deviceId('GSME')];
const NOW = 7;

describe('a Commissioning Request says what it is for', () => {
  const law = (...facts: Made[]): string | undefined => said(requests, made(...facts))['a Commissioning Request says what it is for'];
  const service = (srvVariant: string) => ({ srv: srvVariant.split('.').slice(0, 2).join('.'), srvVariant });
  const BASE = { originator: 'O', target: ESME, counter: 3, requestId: `O:${ESME}:3` };
  const asked = (content: object, more: Partial<Made> = {}): Made => ({ type: 'COMMISSIONING_REQUEST', from: 'cp', to: 'dsp', key: SUBJECT.id, at: NOW, content: { ...BASE, ...content }, ...more });
  const wrong = (detail: string): string => `COMMISSIONING_REQUEST of cp about I0001: ${detail}`;
  const DESCRIBED = { manufacturer: 'MAKER', model: 'M1', deviceType: 'ESME', firmwareVersion: '0001' };
  const target = (at: string) => ({ target: at, requestId: `O:${at}:3` });
  const prenotify = (more: object = {}) => ({ ...target('dsp'), ...service('12.2'), body: { kind: 'devicePrenotification', deviceId: ESME, ...DESCRIBED, ...more } });
  const log = (device: string, importMpxn?: string) => ({ ...target(CHF), ...service('8.11'), body: { kind: 'updateHanDeviceLog', deviceId: device, whitelist: importMpxn === undefined ? {} : { importMpxn } } });
  const join = (variant: string, critical: boolean, otherDeviceId = GSME) => ({ ...service(variant), body: { kind: 'joinService', critical, otherDeviceId } });

  it.each([
    ['12.2', prenotify()], ['8.11', log(ESME, SUBJECT.mpan)], ['8.11 of the gas meter', log(GSME, SUBJECT.mprn)], ['8.11 of the hub itself', log(CHF)], ['8.1.1', { ...service('8.1.1'), body: { kind: 'commissionDevice', currentAt: NOW * MINUTE, tolerancePeriodSeconds: 0 } }],
    ['8.1.1 by a clock that is a minute slow, and says so', { ...service('8.1.1'), body: { kind: 'commissionDevice', currentAt: (NOW - 1) * MINUTE, tolerancePeriodSeconds: 60 } }], ['8.11 without an MPxN', log(ESME)], ['12.2 without firmware', prenotify({ firmwareVersion: undefined })],
    ['8.7.1', join('8.7.1', true)], ['8.7.2', join('8.7.2', false)], ['6.21', { ...service('6.21'), body: { kind: 'handover' } }], ['8.4', { ...target('dsp'), ...service('8.4'), body: { kind: 'updateInventory', deviceId: CHF } }],
    ['what only a supplier in a seat asks for', { ...target('elsewhere'), ...service('1.1.1'), body: { kind: 'other' } }], ['6.15.1, of a supplier in a seat', { ...service('6.15.1'), body: { kind: 'handover' } }],
  ])('%s', (_name, content) => expect(law(asked(content))).toBe('holds'));

  it.each([
    ['another service', { ...prenotify(), ...service('8.4') }, 'asks for 8.4 to devicePrenotification'],
    ['a variant of another', { ...prenotify(), srv: '8.1' }, '12.2 is no variant of 8.1'],
    ['a join that is critical in the other form', join('8.7.2', true), '8.7.2 is critical'], ['and the other way round', join('8.7.1', false), '8.7.1 is not critical'],
    ['a target elsewhere', { ...join('8.7.1', true), ...target('D9') }, 'the Installation has no D9'],
    ['a log that no hub keeps', { ...log(ESME, SUBJECT.mpan), ...target(ESME) }, `the log of ${ESME}, which is no hub`],
    ['a Device of another', prenotify({ deviceId: 'D9' }), 'the Installation has no D9'], ['a join to one of another', join('8.7.1', true, 'D9'), 'the Installation has no D9'],
    ['another maker', prenotify({ manufacturer: 'X' }), 'manufacturer X, MAKER expected'], ['another model', prenotify({ model: 'X' }), 'model X, M1 expected'], ['another kind', prenotify({ deviceType: 'GSME' }), 'deviceType GSME, ESME expected'], ['other firmware', prenotify({ firmwareVersion: 'X' }), 'firmwareVersion X, 0001 expected'],
    ['the MPRN of an electricity meter', log(ESME, SUBJECT.mprn), `MPxN ${SUBJECT.mprn} of ESME`], ['an MPAN of a gas meter', log(GSME, SUBJECT.mpan), `MPxN ${SUBJECT.mpan} of GSME`], ['an MPxN of a hub', log(CHF, SUBJECT.mpan), `MPxN ${SUBJECT.mpan} of CHF`],
    ['another time', { ...service('8.1.1'), body: { kind: 'commissionDevice', currentAt: (NOW - 1) * MINUTE - 1, tolerancePeriodSeconds: 60 } }, 'its time is not now, nor as near as it says'], ['a later one', { ...service('8.1.1'), body: { kind: 'commissionDevice', currentAt: (NOW + 1) * MINUTE + 1, tolerancePeriodSeconds: 60 } }, 'its time is not now, nor as near as it says'],
    ['another id', { ...join('8.7.1', true), requestId: 'X' }, 'its id is X'],
  ])('not %s', (_name, content, detail) => expect(law(asked(content))).toBe(wrong(detail)));

  it('an S1SP asks likewise for the hub; nobody is asked who cannot be read, or who is unknown', () => {
    const bad = { ...prenotify(), ...service('8.4') };
    expect(law(asked(bad, { type: 'CHF_REQUEST', from: 's1sp-CB' }))).toBe('CHF_REQUEST of s1sp-CB about I0001: asks for 8.4 to devicePrenotification');
    expect([law(asked(bad, { unreadable: 'why' })), law(asked(bad, { key: 'I0009' })), law(asked(bad, { type: 'COUNTERSIGNED_REQUEST' }))]).toEqual(['holds', 'holds', 'holds']);
  });
  it('MEHRS 2.7.5: what the DSP refuses is the row\'s matter', () => {
    const answered = (responseCode: string, type: Made['type'] = 'SERVICE_RESPONSE'): Made => ({ type, from: 'dsp', to: 'cp', content: { requestId: 'O:dsp:3', responseCode } });
    const bad = asked({ ...prenotify(), ...service('8.4') });
    expect([law(bad, answered('E48')), law(bad, answered('I0')), law(bad, answered('E48', 'CHF_RESPONSE'))]).toEqual(['holds', wrong('asks for 8.4 to devicePrenotification'), wrong('asks for 8.4 to devicePrenotification')]);
  });
  it('two are not numbered alike, but the same sent again', () => {
    const [one, other] = [asked(join('8.7.1', true)), asked(join('8.7.1', true, CHF))];
    expect([law(one, one), law(one, other), law(one, asked({ ...join('8.7.1', true, CHF), originator: 'P', requestId: `P:${ESME}:3` })), law(one, asked({ ...join('8.7.1', true, CHF), ...target(GSME) })), law(one, asked({ ...join('8.7.1', true), counter: 4, requestId: `O:${ESME}:4` }))])
      .toEqual(['holds', `cp numbers two requests O:${ESME}:3`, 'holds', 'holds', 'holds']);
  });
});

describe('a response is for whose request it was', () => {
  const law = (...facts: Made[]): string | undefined => said(requests, made(...facts))['a response is for whose request it was'];
  const response = (more: object = {}, at: Partial<Made> = {}): Made => ({ type: 'SERVICE_RESPONSE', from: 'dsp', to: 'cp', at: NOW, content: { responseId: { target: 'O' }, request: { originator: 'O' }, at: NOW * MINUTE, ...more }, ...at });
  it.each(['SERVICE_RESPONSE', 'CHF_RESPONSE'] as const)('%s', (type) => {
    expect([law(response({}, { type })), law(response({ responseId: { target: 'P' } }, { type })), law(response({ at: 1 }, { type }))]).toEqual(['holds', `${type} to cp is for P, the request of O`, `${type} to cp is of another moment`]);
  });
  it('where it is one, to a request that was seen', () => {
    const bad = { responseId: { target: 'P' } };
    expect([law(response(bad, { type: 'ALERT' })), law(response(bad, { from: 's1sp-CB' })), law(response({ ...bad, request: undefined })), law(response({ responseId: undefined, at: 1 }))]).toEqual(['holds', 'holds', 'holds', 'holds']);
  });
});

describe('Guide 4.5.6.2: an alert is for whom it goes to', () => {
  const law = (...facts: Made[]): string | undefined => said(requests, made(...facts))['an alert is for whom it goes to'];
  const alert = (more: object = {}, at: Partial<Made> = {}): Made => ({ type: 'ALERT', from: 'dsp', to: 'supplier-SUPA', at: NOW, content: { code: 'N55', responseId: { target: eui(101) }, at: NOW * MINUTE, ...more }, ...at });
  const toOperator = (more: object): Made => alert({ responseId: { target: eui(102) }, ...more }, { to: 'networkOperator-EDA' });
  it('its owner, its moment', () => {
    expect([law(alert()), law(alert({ responseId: { target: 'X' } })), law(alert({ at: 0 })), law(alert({ responseId: { target: 'X' } }, { to: 'supplier-NEW' }))]).toEqual(['holds', 'N55 to supplier-SUPA is for X', 'N55 to supplier-SUPA is of another moment', 'holds']);
    const bad = { responseId: { target: 'X' } };
    expect([law(alert(bad, { from: 's1sp-CB' })), law(alert(bad, { type: 'SERVICE_RESPONSE' })), law(alert(bad, { unreadable: 'why' })), law(alert({ ...bad, code: undefined }))]).toEqual(['holds', 'holds', 'holds', 'holds']);
  });
  it('N42: of the receiver\'s own credentials', () => {
    const own = (remotePartyRole: string) => ({ code: 'N42', remotePartyRole });
    expect([law(alert(own('Supplier'))), law(alert(own('NetworkOperator'))), law(toOperator(own('NetworkOperator'))), law(toOperator(own('Supplier'))), law(alert({ code: 'N55', remotePartyRole: 'X' }))])
      .toEqual(['holds', 'N42 to supplier-SUPA is about credentials of the NetworkOperator', 'holds', 'N42 to networkOperator-EDA is about credentials of the Supplier', 'holds']);
  });
  it('N16: of the MPxN of the Device', () => {
    const of = (device: string, mpxn: string, code = 'N16') => toOperator({ code, deviceId: device, mpxn });
    expect([law(of(ESME, SUBJECT.mpan)), law(of(GSME, SUBJECT.mprn ?? '')), law(of(ESME, SUBJECT.mprn ?? '')), law(of('D9', 'X')), law(of(ESME, 'X', 'N55'))]).toEqual(['holds', 'holds', `N16 to networkOperator-EDA has MPxN ${SUBJECT.mprn}, ${SUBJECT.mpan} expected`, 'holds', 'holds']);
  });
});
