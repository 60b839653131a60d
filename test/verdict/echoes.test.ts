/** What a message repeats of another (Guide Table 5 steps 4, 15 to 20; MEHRS 2.3.1, 2.7.5, 2.7.7), on facts made by hand. */
import { describe, expect, it } from 'vitest';
import { echoes } from '../../harness/verdict/laws/echoes.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { made, said, type Made } from './made.ts';

const ANSWERS = 'an answer is about what was asked for';
const PASSED_ON = 'what is passed on is what was sent';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('an answer is about what was asked for', () => {
  const law = (...facts: Made[]): string | undefined => said(echoes, made(...facts))[ANSWERS];
  const COMMAND = { installationId: 'I1', deviceId: 'D1', kind: 'test', payload: 'P', macS1sp: 'S', macDco: 'D' };

  it.each([
    ['WAN_COMMAND', 's1sp-CB', 'csp-CB', 'DEVICE_COMMAND', 'devices', ['commandId'], ['installationId', 'deviceId', 'kind', 'payload', 'macS1sp', 'macDco'], []],
    ['DEVICE_COMMAND', 'csp-CB', 'devices', 'DEVICE_RESULT', 'csp-CB', ['commandId'], ['installationId', 'deviceId', 'kind'], ['payload']],
    ['SIM_PROFILE', 'csp-CB', 'devices', 'DEVICE_RESULT', 'csp-CB', ['commandId'], ['installationId', 'deviceId'], ['kind']],
    ['WAN_COMMAND', 's1sp-CB', 'csp-CB', 'WAN_RESULT', 's1sp-CB', ['commandId'], ['installationId', 'deviceId', 'kind'], ['payload']],
    ['KEY_REQUEST', 's1sp-CB', 'dco', 'KEY_RESPONSE', 's1sp-CB', ['commandId'], ['migrationSetId', 'installationId', 'deviceId'], ['kind']],
    ['SIM_REQUEST', 'smso-CB', 'csp-CB', 'SIM_PROFILE', 'devices', ['installationId'], ['apn'], ['deviceId']],
    ['SIM_REQUEST', 'smso-CB', 'csp-CB', 'SIM_NOTICE', 's1sp-CB', ['installationId'], ['master'], []],
    ['CHF_REQUEST', 's1sp-CB', 'dsp', 'CHF_RESPONSE', 's1sp-CB', ['requestId'], ['srv', 'srvVariant'], ['at']],
    ['COMMISSIONING_REQUEST', 'cp', 'dsp', 'SERVICE_RESPONSE', 'cp', ['requestId'], ['srv', 'srvVariant'], ['at']],
    ['COUNTERSIGNED_REQUEST', 'dsp', 's1sp-CB', 'S1SP_RESPONSE', 'dsp', ['requestId'], ['srv', 'srvVariant'], ['at']],
  ] as const)('%s of %s to %s, and the %s to %s', (ask, from, to, answer, receiver, by, same, free) => {
    const content = Object.fromEntries([...by, ...same, ...free].map((path) => [path, `${path} 1`]));
    const asked: Made = { type: ask, from, to, content };
    const answered = (more: object = {}, at: Partial<Made> = {}): Made => ({ type: answer, from: to, to: receiver, content: { ...content, ...more }, ...at });
    expect(law(asked, answered())).toBe('holds');
    for (const path of same) {
      expect(law(asked, answered({ [path]: 'other' })), path).toBe(`${answer} of ${to} has ${path} other, the ${ask} ${path} 1`);
      const { [path]: _left, ...rest } = content;
      expect(law(asked, { ...answered(), content: rest }), `without ${path}`).toBe('holds');
    }
    for (const path of free) expect(law(asked, answered({ [path]: 'other' })), path).toBe('holds');
    const wrong = { [same[0]]: 'other' };
    expect(law(answered(wrong), asked), 'before it was asked for').toBe('holds');
    expect(law(asked, answered({ ...wrong, [by[0]]: 'another' })), 'of another').toBe('holds');
    expect(law({ ...asked, to: 'mcc' }, answered(wrong)), 'asked of another').toBe('holds');
    expect(law(asked, answered(wrong, { unreadable: 'why' })), 'unreadable').toBe('holds');
    expect(law(asked, { ...asked, content: { ...content, ...wrong } }, answered(wrong)), 'asked again, otherwise').toBe('holds');
  });

  it('of a command that the CSP holds, each delivery', () => {
    const asked: Made = { type: 'WAN_COMMAND', from: 's1sp-CB', to: 'csp-CB', content: { commandId: 'C', ...COMMAND } };
    const passed = (deviceId: string): Made => ({ type: 'DEVICE_COMMAND', from: 'csp-CB', to: 'devices', content: { commandId: 'C', ...COMMAND, deviceId } });
    expect(law(asked, passed('D1'), passed('D2'))).toBe('DEVICE_COMMAND of csp-CB has deviceId D2, the WAN_COMMAND D1');
  });
});

describe('who passes something on changes nothing of it', () => {
  const law = (...facts: Made[]): string | undefined => said(echoes, made(...facts))[PASSED_ON];

  it.each([
    ['COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'signedRequest', 's1sp-CB'], ['S1SP_RESPONSE', 'SERVICE_RESPONSE', 'signedS1spResponse', 'cp'], ['S1SP_RESPONSE', 'ALERT', 'signedAlert', 'supplier-SUPA'],
  ] as const)('a %s in a %s', (inner, outer, path, to) => {
    const signed: Made = { type: inner, from: 'x', to: 'dsp', body: '<a:R><a:B/><a:C n="1"></a:C></a:R>' };
    const passed = (document: unknown): Made => ({ type: outer, from: 'dsp', to, content: { [path]: document } });
    const wrong = `${outer} to ${to} has a ${inner} in it that nobody sent`;
    for (const same of ['<a:R><a:B/><a:C n="1"></a:C></a:R>', '<a:R><a:B></a:B><a:C n="1"/></a:R>']) {
      expect(law(signed, passed(same)), same).toBe('holds');
      expect(law(signed, passed(bytes(same))), same).toBe('holds');
    }
    expect(law(signed, passed('<a:R><a:B/><a:C n="2"></a:C></a:R>'))).toBe(wrong);
    expect(law(passed('<a:R><a:B/><a:C n="1"></a:C></a:R>'), signed), 'before it was sent').toBe(wrong);
    expect(law({ ...signed, type: 'MVF' }, passed('<a:R><a:B/><a:C n="1"></a:C></a:R>')), 'of another kind').toBe(wrong);
    expect(law({ type: outer, from: 'dsp', to, content: {} })).toBe('holds');
  });

  it.each(['SERVICE_RESPONSE', 'ALERT'] as const)('MEHRS 2.7.7: an alert of the S1SP, whole, as a %s', (type) => {
    const alert = (of: MessageType, body: string): Made => ({ type: of, from: 'x', to: 'cp', body, content: { s1spAlertCode: 'XC2' } });
    expect(law(alert('S1SP_RESPONSE', '<A/>'), alert(type, '<A></A>'))).toBe('holds');
    expect(law(alert('S1SP_RESPONSE', '<A/>'), alert(type, '<B/>'))).toBe(`${type} to cp has a S1SP_RESPONSE in it that nobody sent`);
  });

  it('MEHRS 2.3.1: a Migration Authorisation', () => {
    const ma = (from: string, to: string, body: string, key = 'MA-1'): Made => ({ type: 'MA', from, to, key, body });
    const sent = ma('supplier-SUPA', 'mcc', 'a');
    const wrong = 'the Migration Authorisation MA-1 is another at rp-CB than its supplier sent';
    expect([law(sent, ma('mcc', 'rp-CB', 'a')), law(sent, ma('mcc', 'rp-CB', 'b')), law(sent, ma('supplier-SUPA', 'mcc', 'b'), ma('mcc', 'rp-CB', 'b')), law(sent, ma('supplier-SUPA', 'mcc', 'b'))]).toEqual(['holds', wrong, 'holds', 'holds']);
    const named = (maFileName: string, key = 'MA-1'): Made => ({ type: 'MA_SIGNATURE_REJECTED', from: 'mcc', to: 'supplier-SUPA', key, content: { maFileName } });
    const file = { ...sent, content: { fileName: 'F1' } };
    expect([law(file, named('F1')), law(file, named('F2')), law(named('F2')), law(file, named('F2', 'MA-2')), law({ ...file, from: 'mcc' }, named('F2'))]).toEqual(['holds', 'supplier-SUPA is told that the signature of F2 is rejected, which it sent as F1', 'holds', 'holds', 'holds']);
    expect([law(ma('mcc', 'rp-CB', 'a')), law({ ...sent, key: 'MA-2' }, ma('mcc', 'rp-CB', 'b')), law({ ...sent, type: 'MIF' }, ma('mcc', 'rp-CB', 'b'))], "DCC's own").toEqual(['holds', 'holds', 'holds']);
  });
});
