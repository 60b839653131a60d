/** What is asked is answered by whom it went to, once, and as soon as that takes; who is concerned is told (Guide Table 5, 4.5.6.2; MEHRS 2.5-2.7). */
import { describe, expect, it } from 'vitest';
import { alerts } from '../../harness/verdict/steps/alerts.ts';
import { answers } from '../../harness/verdict/steps/answers.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { made, only, type Made } from './made.ts';
import { SUBJECT, deviceId } from './script.ts';

const A_DAY = 24 * 60;
const until = 1e12;
const law = (...facts: readonly Made[]): string => only(answers, made(...facts), { until });

/** Both messages, what they have in common, and how many minutes the answer may take. */
type Conversation = [ask: MessageType, answer: MessageType, by: readonly string[], most: number, content?: object];
const CONVERSATIONS: readonly Conversation[] = [
  ['WAN_COMMAND', 'WAN_RESULT', ['commandId'], 0], ['KEY_REQUEST', 'KEY_RESPONSE', ['commandId'], 0], ['KEY_DISCARD', 'KEY_DISCARDED', ['migrationSetId', 'installationId'], 0],
  ['VIABILITY_REQUEST', 'VIABILITY_RESPONSE', ['migrationSetId', 'installationId'], A_DAY], ['CHF_REQUEST', 'CHF_RESPONSE', ['requestId'], 0], ['COMMISSIONING_REQUEST', 'SERVICE_RESPONSE', ['requestId'], 0],
  ['COUNTERSIGNED_REQUEST', 'S1SP_RESPONSE', ['requestId'], 0], ['SIM_REQUEST', 'SIM_RESPONSE', ['installationId', 'master'], 0], ['SIM_REQUEST', 'SIM_RESPONSE', ['installationId', 'master'], 2, { result: 'failed' }],
  ['HANDOVER_REQUEST', 'HANDOVER_RESPONSE', ['installationId', 'method'], 10], ['INCIDENT_RAISED', 'INCIDENT_ASSIGNED', ['incidentId'], 0],
];

describe.each(CONVERSATIONS)('%s and %s by %j within %i min', (ask, answer, by, most, more = {}) => {
  const content = Object.fromEntries(by.map((name) => [name, `the ${name}`]));
  const about = Object.values(content).join(' ');
  const asked: Made = { type: ask, from: 'rp-CB', to: 'dco', at: 1, content };
  const answered = (after = 0, change: object = {}, from = 'dco'): Made => ({ type: answer, from, to: 'rp-CB', at: 1 + after, content: { ...content, ...more, ...change } });
  const silent = `dco does not answer the ${ask} ${about}`;
  it('is answered in time', () => {
    expect([law(asked, answered()), law(asked, answered(most)), law(asked, answered(most + 1))]).toEqual(['holds', 'holds', `dco answers the ${ask} ${about} after ${most + 1} min, 0 to ${most} expected`]);
  });
  it('about the same, by whom it went to', () => {
    expect(law(asked)).toBe(silent);
    for (const name of by) expect(law(asked, answered(0, { [name]: 'another' }))).toBe(silent);
    expect(law(asked, answered(0, {}, 'dsp'))).toContain(silent);
  });
  it('once', () => expect(law(asked, answered(), answered())).toBe(ask === 'KEY_DISCARD' ? 'holds' : `dco answers the ${ask} ${about} once more`));
  it('what nobody asked for is an alert, no answer', () => expect([law(answered()), law({ ...asked, unreadable: 'x' })]).toEqual(['holds', 'holds']));
});

describe('nothing has to come', () => {
  const silent = (what: string, of: string): string => `${of} does not answer the ${what}`;
  const outage = (to: string): Made => ({ type: 'OUTAGE', from: 'world', to });
  const hub = { installationId: SUBJECT.id };
  const handover = (to = 'smso-CB'): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to, content: { ...hub, method: 'apn' } });
  it('2.5.3: while its own system outside is down; the SMSO answers for its CSP', () => {
    const missing = silent('HANDOVER_REQUEST I0001 apn', 'smso-CB');
    expect([law(outage('smso-CB'), handover()), law(outage('csp-CB'), handover()), law(outage('smso-EA'), handover()), law(handover(), outage('smso-CB')), law({ ...outage('smso-CB'), type: 'OUTAGE_NOTICE' }, handover())])
      .toEqual(['holds', missing, missing, missing, missing]);
    const sim: Made = { type: 'SIM_REQUEST', from: 's1sp-CB', to: 'csp-CB', content: { ...hub, master: 'dcc' } };
    expect([law(outage('csp-CB'), sim), law(sim)]).toEqual(['holds', silent('SIM_REQUEST I0001 dcc', 'csp-CB')]);
    const key: Made = { type: 'KEY_REQUEST', from: 's1sp-CB', to: 'dco', content: { commandId: 'C' } };
    expect(law(outage('dco'), key)).toBe(silent('KEY_REQUEST C', 'dco'));
  });
  it('2.4.5, 2.5.8: of an Installation that has gone into a new Common File meanwhile', () => {
    const asked: Made = { type: 'VIABILITY_REQUEST', from: 's1sp-CB', to: 'dco', content: { ...hub, migrationSetId: 'S' } };
    const mcf = (installationId: string, type: MessageType = 'MCF'): Made => ({ type, from: 'rp-CB', to: 'dco', content: { installations: [{ installationId: 'I0009' }, { installationId }] } });
    const missing = silent('VIABILITY_REQUEST S I0001', 'dco');
    expect([law(asked, mcf('I0001')), law(asked, mcf('I0002')), law(mcf('I0001'), asked), law(asked, mcf('I0001', 'MVF'))]).toEqual(['holds', missing, missing, missing]);
    const discard: Made = { type: 'KEY_DISCARD', from: 's1sp-CB', to: 'dco', content: { ...hub, migrationSetId: 'S' } };
    expect(law(discard, mcf('I0001'))).toBe(silent('KEY_DISCARD S I0001', 'dco'));
  });
});

describe('several askings', () => {
  const ask = (at: number, to = 'dco', id = 'C'): Made => ({ type: 'KEY_REQUEST', from: 's1sp-CB', to, at, content: { commandId: id } });
  const answer = (at: number, from = 'dco', id = 'C'): Made => ({ type: 'KEY_RESPONSE', from, to: 's1sp-CB', at, content: { commandId: id } });
  it('the last that went to who answers is what is answered', () => {
    expect(law(ask(1), ask(5), answer(5))).toBe('dco does not answer the KEY_REQUEST C');
    expect(law(ask(1), ask(1), answer(1), ask(5), answer(5), answer(1))).toBe('holds');
    expect(law(ask(1), ask(5, 'dsp'), answer(1), answer(5, 'dsp'))).toBe('holds');
    expect(law(ask(1), ask(1, 'dco', 'D'), answer(1, 'dco', 'D'), answer(1))).toBe('holds');
  });
  it('each that stays open is told', () => expect(law(ask(1), ask(2), ask(3, 'dsp'))).toBe('dco does not answer the KEY_REQUEST C; dco does not answer the KEY_REQUEST C; dsp does not answer the KEY_REQUEST C'));
  it('an Incident that is resolved excuses the moment of it alone', () => {
    const resolved = (at: number): Made => ({ type: 'INCIDENT_RESOLVED', from: 'dco', to: 'mcc', at });
    expect([law(ask(1), answer(9), resolved(9)), law(ask(1), answer(9), resolved(8)), law(ask(1), answer(9), { ...resolved(9), type: 'INCIDENT_CLOSED' })])
      .toEqual(['holds', 'dco answers the KEY_REQUEST C after 8 min, 0 to 0 expected', 'dco answers the KEY_REQUEST C after 8 min, 0 to 0 expected']);
  });
});

describe('A-49: alerts and their reasons', () => {
  const [esme, gsme] = [deviceId('ESME'), deviceId('GSME')];
  const answered = (kind: string, at: number, more: object = {}, fact: Partial<Made> = {}): Made =>
    ({ type: 'SERVICE_RESPONSE', from: 'dsp', to: 'cp', at, content: { responseCode: 'I0', request: { target: esme, body: { kind, ...more } } }, ...fact });
  const alert = (at: number, content: object, to = 'supplier-SUPA'): Made => ({ type: 'ALERT', from: 'dsp', to, at, content: { deviceId: esme, ...content } });
  const told = (...facts: readonly Made[]): string => only(alerts, made(...facts));
  const placed = { remotePartyRole: 'Supplier' };
  it('the hub is commissioned by a request to the DSP', () => {
    const hub = answered('updateInventory', 1, { deviceId: esme }, { type: 'CHF_RESPONSE', to: 's1sp-CB' });
    expect([told(hub), told(hub, alert(1, { code: 'N55' })), told({ ...hub, type: 'S1SP_RESPONSE' }), told({ ...hub, unreadable: 'x' })]).toEqual([`no N55 ${esme} supplier`, 'holds', 'holds', 'holds']);
  });
  it('an older DUIS version has what it has in its place, and an alert of the S1SP its own Device', () => {
    expect(told(answered('commissionDevice', 1), alert(1, { code: 'N999', undelivered: 'N55' }))).toBe('holds');
    expect(told(answered('commissionDevice', 1), alert(1, { code: 'N55', deviceId: gsme, alert: { deviceId: esme } }))).toBe('holds');
    expect(told(answered('commissionDevice', 1), alert(1, { code: 'N55', deviceId: gsme }))).toBe(`no N55 ${esme} supplier; N55 ${gsme} supplier without a reason`);
  });
  it('credentials that are placed twice are told of twice, a Device that joins twice once', () => {
    const twice = [answered('handover', 1, placed), answered('handover', 2, placed)];
    expect([told(...twice, alert(1, { code: 'N42' })), told(...twice, alert(2, { code: 'N42' })), told(...twice, alert(1, { code: 'N42' }), alert(2, { code: 'N42' }))]).toEqual([`no N42 ${esme} supplier`, `no N42 ${esme} supplier`, 'holds']);
    expect(told(answered('commissionDevice', 1), answered('commissionDevice', 2), alert(1, { code: 'N55' }))).toBe('holds');
  });
  it('who is told stands in it', () => {
    expect(told(answered('handover', 1, placed), alert(1, { code: 'N42' }, 'networkOperator-EDA'))).toBe(`no N42 ${esme} supplier; N42 ${esme} networkOperator without a reason`);
    expect(told(answered('handover', 1, { remotePartyRole: 'Other' }), alert(1, { code: 'N420' }))).toBe(`no N42 ${esme} `);
    expect(told({ ...alert(1, { code: 'N42' }), type: 'EMAIL' })).toBe('holds');
  });
  it('what is missing is shown where its first reason was seen', () => {
    const [finding] = alerts({ facts: made(answered('handover', 3, placed), answered('handover', 4, placed), alert(5, { code: 'N16' }), alert(6, { code: 'N16' })), observed: { estate: { parties: [], installations: [SUBJECT] } } } as never);
    expect(finding).toMatchObject({ result: 'fail', detail: `no N42 ${esme} supplier; N16 ${esme} supplier without a reason`, stamps: [{ t: 3 * 60_000 }, { t: 5 * 60_000 }] });
  });
});
