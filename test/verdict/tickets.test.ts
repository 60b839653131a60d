/** Whom an Incident or a Service Request concerns, and how one master is told, where a home or an estate is another (MEHRS 2.4-2.7, 2.5.9). */
import { describe, expect, it } from 'vitest';
import { oneMaster } from '../../harness/verdict/laws/oneMaster.ts';
import { reasonCodes } from '../../harness/verdict/laws/reasonCodes.ts';
import { reports } from '../../harness/verdict/laws/reports.ts';
import { incidents } from '../../harness/verdict/steps/incidents.ts';
import { serviceRequests } from '../../harness/verdict/steps/serviceRequests.ts';
import type { Estate, Installation } from '../../protocol/domain.ts';
import { made, only, said, type Made } from './made.ts';
import { ESTATE, SUBJECT } from './script.ts';

const { gas, ...single } = SUBJECT;
const estateOf = (...installations: readonly Installation[]): Estate => ({ ...ESTATE, installations });
const second: Installation = { ...SUBJECT, id: 'I0002', mpan: '1200023305976', mprn: '1234567899', electricity: { ...SUBJECT.electricity, supplier: 'SUPB' }, gas: { ...gas!, supplier: 'SUPC' } };

describe('whom an Incident affects', () => {
  const incident = { incidentId: 'I', section: '2.5.7', raisedBy: 's1sp', assignedTo: 'rp', managedBy: 'mcc' };
  const facts = (content: object, ...notified: readonly string[]) => made(
    { type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { ...incident, ...content, incident } }, { type: 'INCIDENT_ASSIGNED', from: 'mcc', to: 'rp-CB', content: { ...incident, incident } },
    ...notified.map((to): Made => ({ type: 'SSI_NOTIFICATION', from: 'mcc', to, content: { incidentId: 'I', state: 'Raised', incident } })),
  );
  const law = (content: object, estate: Estate, ...notified: readonly string[]): string | undefined => said(incidents, facts(content, ...notified), { estate })['Incident I'];
  const missed = (...users: readonly string[]): string => users.map((user) => `${user} is affected and was not notified through the SSI`).join('; ');
  const unnamed = (...users: readonly string[]): string => users.map((user) => `does not name ${user} among the users affected`).join('; ');
  it('the suppliers of each of its Installations, whom it names (D-356)', () => {
    expect(law({ installationIds: ['I0002'], affectedUsers: ['SUPB', 'SUPC'] }, estateOf(SUBJECT, second))).toBe(missed('SUPB', 'SUPC'));
    expect(law({ installationIds: ['I0001', 'I0002'], affectedUsers: ['SUPA', 'SUPB', 'SUPC'] }, estateOf(SUBJECT, second), 'supplier-SUPA', 'supplier-SUPC')).toBe(missed('SUPB'));
    expect(law({ installationIds: ['I0001'], affectedUsers: ['SUPA'] }, estateOf(single), 'supplier-SUPA')).toBe('holds');
    expect(law({ installationIds: ['I0001'], affectedUsers: ['SUPB'] }, estateOf(single), 'supplier-SUPA', 'supplier-SUPB')).toBe(unnamed('SUPA'));
    expect(law({ installationIds: ['I0002'] }, estateOf(SUBJECT, second))).toBe(`${unnamed('SUPB', 'SUPC')}; ${missed('SUPB', 'SUPC')}`);
    expect(law({ installationIds: ['I0002'] }, estateOf(SUBJECT, second), 'supplier-SUPB', 'supplier-SUPC')).toBe(unnamed('SUPB', 'SUPC'));
    expect([law({ installationIds: ['I0009'] }, estateOf(SUBJECT)), law({ installationIds: 'I0001' }, estateOf(SUBJECT)), law({}, estateOf(SUBJECT))]).toEqual(['holds', 'holds', 'holds']);
  });
  it('whom it need not name where its raiser has no Common File to know them by (2.4.3, X2.7.2-01; D-94)', () => {
    expect([law({ installationIds: ['I0001'], failed: 'X2.7.2-01' }, estateOf(single), 'supplier-SUPA'), law({ installationIds: ['I0001'], failed: 'X5.9-02' }, estateOf(single), 'supplier-SUPA')]).toEqual(['holds', unnamed('SUPA')]);
    const unread = { ...incident, section: '2.4.3', installationIds: ['I0001'] };
    expect(said(incidents, made({ type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { ...unread, incident: unread } }), { estate: estateOf(single) })['Incident I']).toBe(`not assigned; ${missed('SUPA')}`);
  });
  it('and the users it names', () => {
    expect([law({ affectedUsers: ['EDA', 'SUPA'] }, estateOf(SUBJECT), 'networkOperator-EDA'), law({ affectedUsers: 'EDA' }, estateOf(SUBJECT))]).toEqual([missed('SUPA'), 'holds']);
  });
  it('who may raise it and to whom it goes, where there are several', () => {
    const wrong = said(incidents, made({ type: 'INCIDENT_RAISED', from: 'bimi', to: 'mcc', content: { ...incident, section: '2.4.3', raisedBy: 'bimi', assignedTo: 'bimi', incident } }, { type: 'INCIDENT_ASSIGNED', from: 'mcc', to: 'bimi', content: { ...incident, incident } }))['Incident I'];
    expect(wrong).toBe('raised by bimi, not s1sp/dco/mcfvf; assigned to bimi, not rp');
  });
  it('one at a time, each by its own messages and under its own section', () => {
    const other = { ...incident, incidentId: 'J', section: '2.6.1' };
    const all = incidents({ facts: [...facts({ installationIds: [] }), ...made({ type: 'INCIDENT_RAISED', from: 'dco', to: 'mcc', content: { ...other, raisedBy: 'dco', assignedTo: 'dco', incident: other } })], observed: { estate: ESTATE } } as never);
    expect(all.map(({ expectation, clause, detail }) => `${expectation} [${clause}] ${detail}`)).toEqual(['Incident I [MEHRS 2.5.7] holds', 'Incident J [MEHRS 2.6.1] not assigned']);
  });
});

describe('2.5.9: a Service Request', () => {
  it('is about each Installation it names, and no other', () => {
    const raised: Made = { type: 'SERVICE_REQUEST_RAISED', from: 'mcc', to: 'rp-EA', content: { serviceRequestId: 'R', installationIds: ['I0002', 'I0003'] } };
    const third: Installation = { ...second, id: 'I0003', groupId: 'EA' };
    expect(only(serviceRequests, made(raised), { estate: estateOf(SUBJECT, second, third) })).toBe('R about I0002 is raised on rp-EA');
    expect(only(serviceRequests, made({ ...raised, type: 'INCIDENT_RAISED' }), { estate: estateOf(SUBJECT, second, third) })).toBe('holds');
    expect(['EB', 'AA', 'CA'].map((groupId) => only(serviceRequests, made({ ...raised, to: 'rp-X' }), { estate: estateOf({ ...second, groupId: groupId as 'EB' }) }).includes(`R is about I0002 of ${groupId}`))).toEqual([false, true, true]);
  });
  it('is shown where it was seen', () => {
    const [finding] = serviceRequests({ facts: made({ type: 'ALERT', from: 'dsp', to: 'cp' }, { type: 'SERVICE_REQUEST_RESOLVED', from: 'rp-CB', to: 'mcc', content: { serviceRequestId: 'R' } }), observed: { estate: ESTATE } } as never);
    expect(finding?.stamps).toEqual([{ t: 60_000, n: 0 }]);
  });
});

describe('L8, L10: another estate', () => {
  it('a code is held to the Group ID of whose row it is', () => {
    const rows = ['I0001', 'I0002'].map((id) => ({ x: id, reasonCode: 'MA118' }));
    const macr = made({ type: 'MACR', from: 'rp-CB', to: 'mcc', content: { rows } });
    expect(only(reasonCodes, macr, { estate: estateOf(SUBJECT, { ...second, groupId: 'EB' }) })).toBe('MACR gives MA118 (n/a) to I0001 of CB');
    expect(only(reasonCodes, made({ type: 'MACR', from: 'rp-CB', to: 'mcc', content: { rows: [{ x: 'I0001', reasonCode: 'MA000' }, { x: 'I0009', reasonCode: 'MA000' }] } }))).toBe('MACR gives MA000 (unknown) to I0001 of CB');
  });
  const report = (number: number, ids: readonly string[], at: number, to = 'mcc', status = 'Success'): Made => ({ type: 'MRR', from: 'bimi', to, at, content: { report: number, rows: ids.map((id) => ({ x: id, status })) } });
  const law = (...facts: readonly Made[]): string => only(reports, made(...facts), { estate: estateOf(SUBJECT, second) });
  it('successes are compared home by home, to date, receiver by receiver', () => {
    expect(law(report(1, ['I0001'], 1), report(6, ['I0002'], 1))).toBe('mcc: I0001 only in S1MIG-001; mcc: I0002 only in S1MIG-006');
    expect(law(report(1, ['I0001'], 1), report(6, ['I0001'], 1), report(1, ['I0002'], 2), report(6, ['I0002'], 2))).toBe('holds');
    expect(law(report(1, ['I0001'], 1), report(6, ['I0001'], 1), report(6, ['I0002'], 2), report(1, ['I0002'], 3))).toBe('mcc: I0002 only in S1MIG-006');
    expect(law(report(1, ['I0001'], 1), report(6, ['I0001'], 1), report(1, ['I0002'], 2))).toBe('holds');
    expect(law(report(6, ['I0001'], 1, 'cp'), report(1, ['I0001'], 1, 'cp'), report(6, ['I0002'], 2), report(6, ['I0001'], 3, 'supplier-SUPA'))).toBe('mcc: I0002 only in S1MIG-006; supplier-SUPA: I0001 only in S1MIG-006');
    expect([law(report(6, ['I0009'], 1)), law({ ...report(6, ['I0001'], 1), type: 'MSR' }), law(report(6, ['I0001'], 1, 'mcc', 'Failure'), report(10, ['I0001'], 1))]).toEqual(['holds', 'holds', 'holds']);
    expect(law(report(6, ['I0001'], 1), report(2, ['I0001'], 2))).toBe('mcc: I0001 only in S1MIG-006');
  });
});

describe('L6: another hub', () => {
  const of = (type: Made['type'], from: string, content: object): Made => ({ type, from, to: 'csp-CB', content: { installationId: 'I0002', ...content } });
  const law = (...facts: readonly Made[]): string => only(oneMaster, made(...facts), { row: { masterless: null } as never });
  it('moves by itself, and is whose it was until its change is done', () => {
    const [asked, done, failed] = [of('SIM_REQUEST', 'smso-CB', { master: 'dcc' }), of('SIM_RESPONSE', 'csp-CB', { master: 'dcc', result: 'done' }), of('SIM_RESPONSE', 'csp-CB', { master: 'dcc', result: 'failed' })];
    const [theirs, ours] = [of('WAN_COMMAND', 'smso-CB', {}), of('WAN_COMMAND', 's1sp-CB', {})];
    const elsewhere = { ...asked, content: { installationId: 'I0001', master: 'dcc' } };
    expect([law(asked, done, ours), law(asked, failed, theirs), law(asked, failed, ours), law(elsewhere, theirs), law(asked, elsewhere, done, ours)]).toEqual(['holds', 'holds', 'dcc commands I0002, whose master is smso', 'holds', 'holds']);
    expect(law(asked, done, of('SIM_REQUEST', 's1sp-CB', { master: 'smso' }), ours)).toBe('dcc commands I0002 while its SIM is being moved');
    expect(law(asked, done, of('SIM_REQUEST', 's1sp-CB', { master: 'smso' }), of('SIM_RESPONSE', 'csp-CB', { master: 'smso', result: 'done' }), ours, theirs)).toBe('dcc commands I0002, whose master is smso');
  });
});
