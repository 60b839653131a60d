/** Each law on facts made by hand: what it lets pass, and what it says of what it does not. */
import { describe, expect, it } from 'vitest';
import { knownIncidents } from '../../harness/verdict/laws/disposition.ts';
import { dualControl } from '../../harness/verdict/laws/dualControl.ts';
import { oneMaster } from '../../harness/verdict/laws/oneMaster.ts';
import { reasonCodes } from '../../harness/verdict/laws/reasonCodes.ts';
import { reports } from '../../harness/verdict/laws/reports.ts';
import { alerts } from '../../harness/verdict/steps/alerts.ts';
import { answers } from '../../harness/verdict/steps/answers.ts';
import { counters, headers, readable, responseCopies, routes, scfCopies } from '../../harness/verdict/steps/files.ts';
import { incidents } from '../../harness/verdict/steps/incidents.ts';
import { once } from '../../harness/verdict/steps/once.ts';
import { serviceRequests } from '../../harness/verdict/steps/serviceRequests.ts';
import { stopped } from '../../harness/verdict/steps/stopped.ts';
import { made, only, said, type Made } from './made.ts';
import { ESTATE, SUBJECT, deviceId } from './script.ts';

const HUB = { installationId: SUBJECT.id };
const DA = { ...ESTATE, installations: [{ ...SUBJECT, groupId: 'DA' as const }] };

describe('L6, one master', () => {
  const wan = (from: string): Made => ({ type: 'WAN_COMMAND', from, to: 'csp-CB', content: HUB });
  const request = (master: string): Made => ({ type: 'SIM_REQUEST', from: 's1sp-CB', to: 'csp-CB', content: { ...HUB, master } });
  const response = (master: string, result = 'done'): Made => ({ type: 'SIM_RESPONSE', from: 'csp-CB', to: 's1sp-CB', content: { ...HUB, master, result } });
  const device = (via: string): Made => ({ type: 'DEVICE_COMMAND', from: 'csp-CB', to: 'devices', content: { ...HUB, via } });
  const law = (...facts: Made[]): string => only(oneMaster, made(...facts), { row: { masterless: null } as never });
  it.each([
    ['the SMSO at first', [wan('smso-CB'), device('smso')], 'holds'],
    ['the S1SP not yet', [wan('s1sp-CB')], 'dcc commands I0001, whose master is smso'],
    ['the S1SP once the SIM is changed', [request('dcc'), response('dcc'), wan('s1sp-CB'), device('dcc')], 'holds'],
    ['the SMSO no longer', [request('dcc'), response('dcc'), wan('smso-CB')], 'smso commands I0001, whose master is dcc'],
    ['nobody while the SIM is moved', [request('dcc'), wan('smso-CB')], 'smso commands I0001 while its SIM is being moved'],
    ['its master while the SIM stays', [request('smso'), wan('smso-CB')], 'holds'],
    ['the master there was where the change failed', [request('dcc'), response('dcc', 'failed'), wan('smso-CB')], 'holds'],
    ['others are no commander', [wan('dco'), { ...wan('s1sp-CB'), type: 'WAN_RESULT' }], 'holds'],
    ['another hub is another matter', [response('dcc'), { ...wan('smso-CB'), content: { installationId: 'I0002' } }], 'holds'],
  ] as const)('%s', (_what, facts, says) => expect(law(...facts)).toBe(says));
  it('nobody between what the row names', () => {
    const facts = made(wan('smso-CB'), wan('smso-CB'), wan('smso-CB'));
    const between = (from: number | undefined, to: number | undefined) => only(oneMaster, facts, {
      row: { masterless: { from: 'from', to: 'to' } } as never,
      matches: { one: ({ of }: { of: string }) => { const place = of === 'from' ? from : to; return place === undefined ? undefined : { fact: facts[place] }; } } as never,
    });
    const none = 'smso commands I0001 while it has no master';
    expect([between(0, 2), between(0, undefined), between(undefined, 2), between(1, 2), between(2, undefined)]).toEqual([none, `${none}; ${none}`, 'holds', 'holds', 'holds']);
  });
});

describe('L7, both halves', () => {
  const share = (recipient: string) => ({ recipient, ephemeralKey: `e${recipient}`, wrappedKey: `w${recipient}`, cipherValue: `c${recipient}` });
  const mef = (s1sp: object, dco: object): Made => ({ type: 'MEF', from: 'rp-CB', to: 'dco', content: { installations: [{ devices: [{ deviceId: 'D', s1spShare: s1sp, dcoShare: dco }] }] } });
  const scf: Made = { type: 'SCF', from: 's1sp-CB', to: 'rp-CB', content: { control: { sender: 'S' } } };
  const sealed = (...facts: Made[]): string | undefined => said(dualControl, made(...facts))['key halves are sealed apart'];
  it.each([
    ['apart', [mef(share('S'), share('D'))], 'holds'],
    ...(['recipient', 'ephemeralKey', 'wrappedKey', 'cipherValue'] as const).map((name) => [name, [mef(share('S'), { ...share('D'), [name]: share('S')[name] })], `both halves of D have the same ${name}`] as const),
    ['to a stranger', [mef(share('X'), share('D')), scf], "the S1SP's half of D is sealed to X"],
    ['to the S1SP twice over', [mef(share('S'), share('T')), scf, { ...scf, content: { control: { sender: 'T' } } }], "the DCO's half of D is sealed to the S1SP"],
    ['the S1SP not being known', [mef(share('X'), share('D'))], 'holds'],
    ['as the audit file tells', [mef(share('X'), share('D')), { ...scf, type: 'AUDIT' }], "the S1SP's half of D is sealed to X"],
  ] as const)('sealed: %s', (_what, facts, says) => expect(sealed(...facts)).toBe(says));
  const key = (mac: string, result = 'authorised'): Made => ({ type: 'KEY_RESPONSE', from: 'dco', to: 's1sp-CB', content: { commandId: 'C', result, mac } });
  const command = (kind: string, macS1sp?: string, macDco?: string): Made => ({ type: 'WAN_COMMAND', from: 's1sp-CB', to: 'csp-CB', content: { commandId: 'C', kind, macS1sp, macDco } });
  it.each([
    [[key('b'), command('test', 'a', 'b')], 'holds'], [[key('b'), command('rotateKey', 'a', 'b')], 'holds'], [[command('contact')], 'holds'],
    [[key('b'), command('test', 'a')], 'command C lacks the code of both halves'], [[key('b'), command('test', undefined, 'b')], 'command C lacks the code of both halves'],
    [[key('b'), command('test', 'b', 'b')], 'command C lacks the code of both halves'],
    [[command('test', 'a', 'b')], 'the DCO gave no such code for command C'], [[key('c'), command('test', 'a', 'b')], 'the DCO gave no such code for command C'],
    [[key('b', 'refused'), command('test', 'a', 'b')], 'the DCO gave no such code for command C'], [[command('test', 'a', 'b'), key('b')], 'the DCO gave no such code for command C'],
  ] as const)('commanded: %#', (facts, says) => expect(said(dualControl, made(...facts))['keyed commands carry both codes']).toBe(says));
  const back: Made = { type: 'ROLLBACK_NOTICE', from: 's1sp-CB', to: 'dco', content: HUB };
  const failedScf = (rollbackRequired: boolean): Made => ({ type: 'SCF', from: 's1sp-CB', to: 'rp-CB', content: { installations: [{ ...HUB, rollbackRequired }] } });
  const gone = (result = 'done'): Made => ({ type: 'KEY_DISCARDED', from: 'dco', to: 's1sp-CB', content: { ...HUB, result } });
  const used: Made = { type: 'KEY_RESPONSE', from: 'dco', to: 's1sp-CB', content: { ...HUB, result: 'authorised' } };
  const raised = (section: string): Made => ({ type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { section, incidentId: 'I', installationIds: [SUBJECT.id] } });
  const resolved: Made = { type: 'INCIDENT_RESOLVED', from: 'dco', to: 'mcc', content: { incidentId: 'I' } };
  const kept = 'rolled back, and the DCO has not discarded its half';
  const again = 'the DCO used a half it had discarded';
  const newSet: Made = { type: 'MCF', from: 'rp-CB', to: 'mcfvf', content: { installations: [HUB] } };
  it.each([
    [[], 'holds'], [[back], kept], [[failedScf(true)], kept], [[failedScf(false)], 'holds'], [[back, gone()], 'holds'], [[back, gone('failed')], kept],
    [[back, raised('2.6.6')], 'holds'], [[back, raised('2.6.5')], kept], [[back, raised('2.6.6'), resolved], kept],
    [[back, gone(), used], again], [[used, back, gone()], 'holds'], [[back, gone(), { ...used, content: { ...HUB, result: 'refused' } }], 'holds'], [[newSet, back, gone(), used], again], [[back, gone(), newSet, used], 'holds'],
  ] as const)('discarded: %#', (facts, says) => expect(said(dualControl, made(...facts))['no half is kept after rollback']).toBe(says));
});

describe('L8, L10: codes and reports', () => {
  const row = (type: 'MAVR' | 'MACR' | 'MA', reasonCode: string, mpan = SUBJECT.mpan): Made => ({ type, from: 'rp-CB', to: 'mcc', content: { rows: [{ mpan, reasonCode }] } });
  it.each([
    [row('MAVR', 'MA003'), 'holds'], [row('MACR', ''), 'holds'], [row('MACR', 'MA118'), 'MACR gives MA118 (n/a) to I0001 of CB'], [row('MAVR', 'MA118'), 'MAVR gives MA118 (n/a) to I0001 of CB'],
    [row('MA', 'MA118'), 'holds'], [row('MACR', 'MA118', 'another'), 'holds'], [row('MACR', 'MA000'), 'MACR gives MA000 (unknown) to I0001 of CB'],
  ] as const)('codes: %#', (fact, says) => expect(only(reasonCodes, made(fact))).toBe(says));
  const report = (number: number, status: string, at: number, to = 'mcc'): Made => ({ type: 'MRR', from: 'bimi', to, at, content: { report: number, rows: [{ MPAN: SUBJECT.mpan, 'Completion Status': status }] } });
  it.each([
    [[report(1, '', 1), report(6, 'Success', 1)], 'holds'], [[report(6, 'Success', 1), report(1, '', 1)], 'holds'], [[report(1, '', 1), report(6, 'Success', 2)], 'holds'], [[report(1, '', 1)], 'holds'],
    [[report(6, 'Success', 1)], 'mcc: I0001 only in S1MIG-006'], [[report(6, 'Failure', 1)], 'holds'], [[report(1, '', 1), report(6, 'Failure', 1)], 'mcc: I0001 only in S1MIG-001'],
    [[report(6, 'Success', 1), report(1, '', 2)], 'mcc: I0001 only in S1MIG-006'], [[report(1, '', 1, 'supplier-SUPA'), report(6, 'Success', 1)], 'mcc: I0001 only in S1MIG-006'], [[report(2, 'Success', 1), report(6, 'Failure', 1)], 'holds'],
  ] as const)('reports: %#', (facts, says) => expect(only(reports, made(...facts))).toBe(says));
});

describe('MEHRS 2.4-2.7, Incidents', () => {
  const incident = { incidentId: 'I', section: '2.5.7', raisedBy: 's1sp', assignedTo: 'rp', managedBy: 'mcc', installationIds: [SUBJECT.id], affectedUsers: ['SUPA'] };
  const raised = (change: object = {}, more: Partial<Made> = {}): Made => ({ type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { ...incident, ...change, incident }, ...more });
  const assigned = (change: object = {}, more: Partial<Made> = {}): Made => ({ type: 'INCIDENT_ASSIGNED', from: 'mcc', to: 'rp-CB', content: { ...incident, ...change, incident }, ...more });
  const told = (to = 'supplier-SUPA', state = 'Raised'): Made => ({ type: 'SSI_NOTIFICATION', from: 'mcc', to, content: { incidentId: 'I', state, incident } });
  const resolved = (from = 'rp-CB'): Made => ({ type: 'INCIDENT_RESOLVED', from, to: 'mcc', content: { incidentId: 'I', incident } });
  it.each([
    ['as it should be', [raised(), assigned(), told(), resolved()], 'holds'],
    ['of a section with none', [raised({ section: '9.9.9' }), assigned(), told()], 'section 9.9.9 has no Incident'],
    ['raised by another', [raised({ raisedBy: 'dco' }, { from: 'dco' }), assigned(), told()], 'raised by dco, not s1sp'],
    ['in the name of another', [raised({ raisedBy: 'dco' }), assigned(), told()], 'says dco raised it, s1sp did'],
    ['assigned to another', [raised({ assignedTo: 'dsp' }), assigned(), told()], 'assigned to dsp, not rp; assigned to rp-CB instead of dsp'],
    ['raised to another', [raised({}, { to: 'dsp' }), assigned(), told()], 'raised to dsp, not the MCC'],
    ['never assigned', [raised(), told()], 'not assigned'],
    ['assigned by another', [raised(), assigned({}, { from: 'dsp' }), told()], 'not managed by the MCC'],
    ['managed by another', [raised(), assigned({ managedBy: 'dsp' }), told()], 'not managed by the MCC'],
    ['nobody notified', [raised(), assigned(), told('supplier-SUPA', 'Resolved'), told('supplier-SUPB')], 'SUPA is affected and was not notified through the SSI'],
    ['a user that it names', [raised({ affectedUsers: ['EDA', 'SUPA'] }), assigned(), told()], 'EDA is affected and was not notified through the SSI'],
    ['names no user', [raised({ affectedUsers: [] }), assigned(), told()], 'does not name SUPA among the users affected'],
    ['about nobody', [raised({ installationIds: [], affectedUsers: [] }), assigned()], 'holds'],
    ['resolved by another', [raised(), assigned(), told(), resolved('dsp')], 'resolved by dsp, who is not the assignee'],
  ] as const)('%s', (_what, facts, says) => expect(said(incidents, made(...facts))['Incident I']).toBe(says));
  it('none of one that nobody can read', () => expect(said(incidents, made(raised({}, { unreadable: 'x' })))).toEqual({}));
  it('1.4: every message tells of one that was raised', () => {
    expect(only(knownIncidents, made(raised(), { type: 'INCIDENT_CLOSED', from: 'mcc', to: 'rp-CB', content: { incidentId: 'J' } }, { type: 'MVF', from: 'mcfvf', to: 'dco' }))).toBe('INCIDENT_CLOSED J before it was raised');
  });
});

describe('MEHRS 2.5.9, Service Requests', () => {
  const request = { serviceRequestId: 'R', assignedTo: 'rp', installationIds: [SUBJECT.id] };
  const raised = (more: Partial<Made> = {}): Made => ({ type: 'SERVICE_REQUEST_RAISED', from: 'mcc', to: 'rp-CB', content: request, ...more });
  const answer = (more: Partial<Made> = {}): Made => ({ type: 'SERVICE_REQUEST_RESOLVED', from: 'rp-CB', to: 'mcc', content: { serviceRequestId: 'R', serviceRequest: request }, ...more });
  it.each([
    [[raised(), answer(), answer({ type: 'SERVICE_REQUEST_UPDATE' })], 'holds'], [[raised({ from: 'dsp' })], 'R is raised by dsp'], [[raised({ to: 'rp-EA' })], 'R about I0001 is raised on rp-EA'],
    [[raised({ content: { ...request, installationIds: ['I0002'] }, to: 'rp-EA' })], 'holds'], [[raised({ content: { serviceRequestId: 'R' } })], 'holds'],
    [[answer({ content: { serviceRequestId: 'R' } })], 'SERVICE_REQUEST_RESOLVED R before it was raised'], [[answer({ from: 'dsp' })], 'SERVICE_REQUEST_RESOLVED R from dsp to mcc'],
    [[answer({ to: 'dsp', type: 'SERVICE_REQUEST_UPDATE' })], 'SERVICE_REQUEST_UPDATE R from rp-CB to dsp'],
  ] as const)('%#', (facts, says) => expect(only(serviceRequests, made(...facts))).toBe(says));
  it('are not for DA', () => expect(only(serviceRequests, made(raised({ to: 'rp-DA' })), { estate: DA })).toBe('R is about I0001 of DA'));
});

describe('files', () => {
  const file = (type: Made['type'], more: Partial<Made> = {}, content: object = {}): Made => ({ type, from: 's1sp-CB', to: 'rp-CB', content: { header: { migrationSetId: 'S', toBeCommissionedByDCC: true }, ...content }, ...more });
  it('Guide Table 7: made and received by whom they should be', () => {
    expect(only(routes, made(file('SCF'), file('SCF', { from: 'dco' }), file('SCF', { to: 'csp-CB' }), file('ALERT')))).toBe('dco does not make a SCF; csp-CB does not receive a SCF');
  });
  const copies = (...to: readonly string[]): Made[] => to.map((each) => file('SCF', { to: each, at: 1 }));
  it.each([
    [copies('rp-CB', 'cp', 'bimi'), 'holds'], [copies('cp', 'bimi'), 'no copy for rp'], [copies('rp-CB', 'bimi'), 'no copy for cp'], [copies('rp-CB', 'cp'), 'no copy for bimi'],
    [[...copies('rp-CB', 'cp'), { ...copies('bimi')[0]!, body: 'other' }], 'the copy for bimi is another file'],
    [copies('rp-CB', 'supplier-SUPA', 'bimi').map((each) => ({ ...each, content: { header: { toBeCommissionedByDCC: false } } })), 'holds'],
    [[...copies('rp-CB', 'cp'), { ...copies('bimi')[0]!, unreadable: 'x', body: 'other' }], 'holds'], [copies('rp-CB').map((each) => ({ ...each, unreadable: 'x' })), 'holds'],
    [[...copies('rp-CB', 'cp'), file('SCF', { to: 'bimi', at: 2 })], 'no copy for bimi; no copy for rp; no copy for cp'], [[file('MVF')], 'holds'],
  ] as const)('Guide steps 18 and 19: copies of an SCF %#', (facts, says) => expect(only(scfCopies, made(...facts))).toBe(says));
  const response = (to: string, type: 'MAVR' | 'MACR' = 'MAVR', body = 'a'): Made => ({ type, from: 'rp-CB', to, at: 1, body });
  it.each([
    [[response('mcc'), response('bimi')], 'holds'], [[response('mcc')], 'no MAVR for bimi'], [[response('bimi', 'MACR')], 'no MACR for mcc'], [[response('mcc'), response('bimi', 'MAVR', 'b')], 'no MAVR for bimi; no MAVR for mcc'],
    [[response('supplier-SUPA')], 'no MAVR for mcc, bimi'], [[response('mcc'), { ...response('bimi'), at: 2 }], 'no MAVR for bimi; no MAVR for mcc'],
  ] as const)('2.3.2: copies of a response %#', (facts, says) => expect(only(responseCopies, made(...facts))).toBe(says));
  it('2.4.6: one header per set', () => {
    const other = { header: { migrationSetId: 'S', toBeCommissionedByDCC: false } };
    expect(only(headers, made(file('MCF'), file('MVF'), file('SCF', {}, other), file('COF', {}, other), file('ALERT', {}, { header: undefined })))).toBe('SCF of set S has another header than the MCF; COF of set S has another header than the MCF');
    expect(only(headers, made(file('MVF'), file('MCF')))).toBe('MVF of set S, which no MCF has');
    expect(only(headers, made(file('MCF'), file('MCF', {}, other)))).toBe('MCF of set S has another header than the MCF');
  });
  it('4.5.6.3: counters rise from one to another, COFs by supplier', () => {
    const counted = (counter: number, type: Made['type'] = 'MVF', more: object = {}, to = 'dco'): Made => file(type, { to }, { control: { counter }, ...more });
    expect(only(counters, made(counted(1), counted(2), counted(1, 'MGF'), counted(1, 'MVF', {}, 'bimi'), counted(2)))).toBe('s1sp-CB MVF dco: counter 2 after 2');
    expect(only(counters, made(counted(3), counted(2), file('MVF', { to: 'dco' }), counted(3)))).toBe('s1sp-CB MVF dco: counter 2 after 3');
    expect(only(counters, made(counted(1, 'COF', { secPartySignifier: 'A' }), counted(1, 'COF', { secPartySignifier: 'B' }), counted(1, 'COF', { secPartySignifier: 'B' })))).toBe('s1sp-CB COF for B dco: counter 1 after 1');
  });
  it('2.4.3, L3: what cannot be read', () => {
    const dark = (type: Made['type'], to: string, more: Partial<Made> = {}): Made => file(type, { to, unreadable: 'why', ...more }, { header: undefined });
    expect(said(readable, made(dark('MVF', 'dco'), dark('MVF', 'bimi'), dark('MVF', 'dsp'), dark('MVF', 'supplier-SUPA'), dark('ALERT', 'dco')))).toEqual({ 'an unreadable file draws an Incident': 'MVF to dco: why', 'messages can be read': 'ALERT to dco: why' });
    const darkAndMissed = [dark('MCF', 'cp'), file('SCF', { to: 'cp' })];
    const law = (...facts: Made[]): string | undefined => said(readable, made(...facts))['an unreadable file draws an Incident'];
    expect([law(...darkAndMissed), law(dark('MCF', 'cp')), law(dark('MCF', 'cp'), file('MCF', { to: 'cp' }), file('SCF', { to: 'cp' })), law(...darkAndMissed, file('MCF', { to: 'cp' }))]).toEqual(['MCF to cp: why', 'holds', 'holds', 'MCF to cp: why']);
    expect([law(dark('SCF', 'rp-CB'), file('SCF')), law(dark('COF', 'rp-CB'), file('COF')), law(dark('SCF', 'rp-CB'), file('COF')), law(dark('MVF', 'rp-CB'), file('MVF')), law(dark('SCF', 'rp-CB'), file('SCF', { key: 'x' }))]).toEqual(['holds', 'holds', 'SCF to rp-CB: why', 'MVF to rp-CB: why', 'SCF to rp-CB: why']);
    expect([law(file('MVF', { to: 'dco' }), dark('MVF', 'dco')), law(file('MVF', { to: 's1sp-CB' }), dark('MVF', 's1sp-CB')), law(file('MVF'), dark('MVF', 'rp-CB')), law(file('MVF', { to: 'dco', key: 'x' }), dark('MVF', 'dco'))]).toEqual(['holds', 'holds', 'MVF to rp-CB: why', 'MVF to dco: why']);
  });
  it('nothing is said twice at once, whatever its number', () => {
    const letter = (content: object, more: Partial<Made> = {}): Made => ({ type: 'MVF', from: 'mcfvf', to: 'dco', at: 1, content: { a: 1, list: [1], ...content }, ...more });
    const twice = 'mcfvf sends dco the MVF about key twice';
    const law = (...facts: Made[]): string => only(once, made(...facts));
    expect([law(letter({}), letter({})), law(letter({ counter: 1 }), letter({ counter: 2 })), law(letter({ incidentId: 1 }), letter({ incidentId: 2 })), law(letter({ deep: { counter: 1 } }), letter({ deep: { counter: 2 } }))]).toEqual([twice, twice, twice, twice]);
    expect([law(letter({}), letter({}), letter({}))]).toEqual([`${twice}; ${twice}`]);
    expect([letter({ a: 2 }), letter({ list: [2] }), letter({}, { to: 'bimi' }), letter({}, { at: 2 }), letter({}, { n: 1 }), letter({}, { type: 'MGF' }), letter({}, { from: 'dco' })].map((other) => law(letter({}), other))).toEqual(Array.from({ length: 7 }, () => 'holds'));
    expect([law(letter({ quantities: [1] }, { key: 'a' }), letter({ quantities: [1] }, { key: 'b' })), law(letter({ quantities: [1] }), letter({ quantities: [1] }))]).toEqual(['holds', twice]);
    expect([law(letter({}, { unreadable: 'x', body: 'a' }), letter({}, { unreadable: 'x', body: 'a' })), law(letter({}, { unreadable: 'x', body: 'a' }), letter({}, { unreadable: 'x', body: 'b' })), law(letter({}, { from: 'world' }), letter({}, { from: 'world' }))]).toEqual([twice, 'holds', 'holds']);
  });
  it('a file that failed is worked on by nobody until it comes anew', () => {
    const raised: Made = { type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { section: '2.5.7', installationIds: [SUBJECT.id] } };
    const work = (more: Partial<Made> = {}): Made => ({ type: 'WAN_COMMAND', from: 's1sp-CB', to: 'csp-CB', content: HUB, ...more });
    const again: Made = { type: 'MGF', from: 'rp-CB', to: 's1sp-CB' };
    const law = (...facts: Made[]): string | undefined => said(stopped, made(...facts))['a file that failed is not processed'];
    expect([law(raised, work()), law(work(), raised), law(raised, again, work()), law(raised, work(), again), law(raised, work({ from: 'dco' })), law(raised, work({ content: { installationId: 'I0002' } })), law(raised, work({ type: 'SCF' }))])
      .toEqual(['s1sp-CB sends WAN_COMMAND after a failed MGF', 'holds', 'holds', 's1sp-CB sends WAN_COMMAND after a failed MGF', 'holds', 'holds', 'holds']);
    const atRp: Made = { ...raised, from: 'rp-CB', content: { ...raised.content, section: '2.4.5' } };
    const handover = work({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to: 'smso-CB' });
    const file = (type: Made['type'], to: string): Made => ({ type, from: 'rp-CB', to });
    const goesOn = 'rp-CB sends HANDOVER_REQUEST after a failed MVF';
    expect([law(atRp, handover), law(atRp, file('MVF', 'rp-CB'), handover), law(atRp, file('MVF', 'dco'), handover), law(atRp, file('MCF', 'mcfvf'), handover), law(atRp, file('MGF', 'rp-CB'), handover)]).toEqual([goesOn, 'holds', 'holds', 'holds', goesOn]);
    const atS1sp: Made = { ...raised, content: { ...raised.content, section: '2.4.5' } };
    const stops = 's1sp-CB sends WAN_COMMAND after a failed MVF';
    expect([law(atS1sp, file('MCF', 'mcfvf'), work()), law(atS1sp, file('MCF', 's1sp-CB'), work()), law(raised, file('MCF', 's1sp-CB'), work())]).toEqual([stops, 'holds', 's1sp-CB sends WAN_COMMAND after a failed MGF']);
    expect([law({ ...raised, at: 1 }, work({ at: 1 })), law({ ...raised, at: 1 }, work({ at: 1, n: 1 })), law(raised, work({ from: 's1sp-EA' })), law({ ...raised, from: 'mcc' }, work({ from: 'mcc' })), law({ ...raised, type: 'INCIDENT_CLOSED' }, work())])
      .toEqual(['holds', 's1sp-CB sends WAN_COMMAND after a failed MGF', 'holds', 'holds', 'holds']);
    expect([law({ ...raised, content: { ...raised.content, section: '2.6.1' } }, work()), law({ ...raised, content: { section: '2.5.7' } }, work()), law(raised, { ...again, to: 'dco' }, work())]).toEqual(['holds', 'holds', 's1sp-CB sends WAN_COMMAND after a failed MGF']);
  });
});

describe('what is asked, and who is told', () => {
  const ask: Made = { type: 'KEY_REQUEST', from: 's1sp-CB', to: 'dco', at: 1, content: { commandId: 'C' } };
  const reply = (at = 1, more: Partial<Made> = {}): Made => ({ type: 'KEY_RESPONSE', from: 'dco', to: 's1sp-CB', at, content: { commandId: 'C' }, ...more });
  const silent = 'dco does not answer the KEY_REQUEST C';
  it.each([
    ['at once', [ask, reply()], 'holds'], ['late', [ask, reply(3)], 'dco answers the KEY_REQUEST C after 2 min, 0 to 0 expected'], ['never', [ask], silent], ['twice', [ask, reply(), reply()], 'dco answers the KEY_REQUEST C once more'],
    ['about another', [ask, reply(1, { content: { commandId: 'D' } })], silent], ['by another', [ask, reply(1, { from: 'dsp' })], `dsp answers the KEY_REQUEST C once more; ${silent}`],
    ['late, as an Incident is resolved', [ask, reply(3), { type: 'INCIDENT_RESOLVED', from: 'dco', to: 'mcc', at: 3 }], 'holds'], ['in words nobody can read', [ask, reply(1, { unreadable: 'x' })], silent],
    ['asked twice and answered twice', [ask, { ...ask, at: 2 }, reply(2), reply(1)], 'holds'],
  ] as const)('%s', (_what, facts, says) => expect(only(answers, made(...facts), { until: 1e12 })).toBe(says));
  it('what is not due by the horizon is not missed', () => expect([only(answers, made(ask), { until: 1441 * 60_000 }), only(answers, made(ask), { until: 1441 * 60_000 + 1 })]).toEqual(['holds', silent]));
  it('2.6.2: a hub that cannot be reached is waited for, two minutes or as long as it is held', () => {
    const command = (holdMinutes?: number): Made => ({ type: 'WAN_COMMAND', from: 's1sp-CB', to: 'csp-CB', at: 0, content: { commandId: 'C', holdMinutes } });
    const result = (at: number, what: string): Made => ({ type: 'WAN_RESULT', from: 'csp-CB', to: 's1sp-CB', at, content: { commandId: 'C', result: what } });
    const law = (hold: number | undefined, at: number, what: string): string => only(answers, made(command(hold), result(at, what)));
    expect([law(undefined, 2, 'unreachable'), law(undefined, 0, 'answered'), law(5, 5, 'unreachable'), law(5, 3, 'answered'), law(undefined, 1, 'answered'), law(5, 2, 'unreachable'), law(undefined, 3, 'unreachable')]).toEqual(['holds', 'holds', 'holds', 'holds',
      'csp-CB answers the WAN_COMMAND C after 1 min, 0 to 0 expected', 'csp-CB answers the WAN_COMMAND C after 2 min, 5 to 5 expected', 'csp-CB answers the WAN_COMMAND C after 3 min, 2 to 2 expected']);
  });
  const [esme, hub, ihd, gpf] = [deviceId('ESME'), deviceId('CHF'), deviceId('IHD'), deviceId('GPF')];
  const answer = (body: object, responseCode = 'I0'): Made => ({ type: 'SERVICE_RESPONSE', from: 'dsp', to: 'cp', at: 1, content: { responseCode, request: { target: esme, body } } });
  const alert = (code: string, id: string, to: string, at = 1): Made => ({ type: 'ALERT', from: 'dsp', to, at, content: { code, deviceId: id } });
  it.each([
    [{ kind: 'handover', remotePartyRole: 'Supplier' }, `N42 ${esme} supplier`], [{ kind: 'handover', remotePartyRole: 'NetworkOperator' }, `N42 ${esme} networkOperator`], [{ kind: 'commissionDevice' }, `N55 ${esme} supplier`],
    [{ kind: 'updateHanDeviceLog', deviceId: esme }, `N16 ${esme} networkOperator`], [{ kind: 'updateInventory', deviceId: hub }, `N55 ${hub} supplier`], [{ kind: 'joinService', otherDeviceId: gpf }, `N55 ${gpf} supplier`],
  ])('A-49: %j is told as %s', (body, name) => {
    const [code = '', id = '', role = ''] = name.split(' ');
    const to = `${role}-SUPA`;
    expect(only(alerts, made(answer(body)))).toBe(`no ${name}`);
    expect(only(alerts, made(answer(body, 'E5')))).toBe('holds');
    expect(only(alerts, made(answer(body), alert(code, id, to)))).toBe('holds');
    expect(only(alerts, made(answer(body), alert(code, id, to, 2)))).toBe(code === 'N55' ? 'holds' : `no ${name}`);
    expect(only(alerts, made(alert(code, id, to)))).toBe(`${name} without a reason`);
    expect(only(alerts, made({ ...alert(code, id, to), from: 's1sp-CB' }, { ...alert(code, id, to), unreadable: 'x' }))).toBe('holds');
  });
  it('A-49: an IHD that joins or is logged concerns nobody, and other alerts need no reason here', () => {
    expect(only(alerts, made(answer({ kind: 'joinService', otherDeviceId: ihd }), answer({ kind: 'updateHanDeviceLog', deviceId: ihd }), answer({ kind: 'other' }), alert('N24', esme, 'supplier-SUPA')))).toBe('holds');
  });
});
