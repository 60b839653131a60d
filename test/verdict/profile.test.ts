/** Hours, waits and names that no document gives: the emulator's own profile, by facts made by hand (R2-11, R2-14). */
import { describe, expect, it } from 'vitest';
import { profile } from '../../harness/verdict/steps/profile.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';
import { made, only, type Made } from './made.ts';
import { ESTATE, SUBJECT } from './script.ts';

const law = (...facts: readonly Made[]): string => only(profile, made(...facts));
const holds = (...runs: readonly (readonly Made[])[]): void => expect(runs.map((run) => law(...run))).toEqual(runs.map(() => 'holds'));

/** Minutes of a London wall clock. */
const on = (day: string, time: string): number => londonTime(day, time) / MINUTE;
const incident = { incidentId: 'I' };
const resolved = (at: number): Made => ({ type: 'INCIDENT_RESOLVED', from: 'rp-CB', to: 'mcc', at, content: { ...incident, incident } });
const mine = { installationId: SUBJECT.id };

describe('London hours at which things are sent', () => {
  const sent = (type: Made['type'], key: string, day: string, time: string, more: Partial<Made> = {}): Made => ({ type, from: 'mcc', to: 'supplier-SUPA', key, at: on(day, time), ...more });
  it.each([
    ['AGGREGATE_FORECAST', 'AF_20201001', '2020-10-31', '17:00'], ['AGGREGATE_FORECAST', 'AF_20200201', '2020-02-29', '17:00'], ['AGGREGATE_COMMITMENT', 'AC_20201109', '2020-10-20', '17:00'],
    ['MDC', 'DC_SUPA_CB_20201109', '2020-10-20', '10:00'], ['UPGRADE_NOTICE', 'UN_SUPA_CB_20201109', '2020-10-12', '09:00'],
  ] as const)('%s %s: on %s at %s', (type, key, day, time) => {
    holds([sent(type, key, day, time)], [sent(type, key, day, '11:11'), resolved(on(day, '11:11'))].reverse(), [sent(type, key, day, '11:11', { unreadable: 'x' })], [sent(type, 'of no week', day, '11:11')], [sent(type, key, day, '11:11', { from: 'supplier-SUPA' })]);
    expect(law(sent(type, key, day, '11:11'))).toBe(`mcc sends the ${type} ${key} at ${day} 11:11, not at ${day} ${time}`);
    expect(law(sent(type, key, '2020-12-24', time))).toBe(`mcc sends the ${type} ${key} at 2020-12-24 ${time}, not at ${day} ${time}`);
  });
  it('MEHRS 2.4.2: what comes before the Common File begins at noon', () => {
    const asked = (time: string, day = '2020-11-10'): Made => ({ type: 'PRECHECK_REQUEST', from: 'rp-DA', to: 'smso-DA', key: 'I0001', at: on('2020-11-09', time), content: { day } });
    holds([asked('12:00')], [asked('12:01', 'someday')]);
    expect(law(asked('12:01'))).toBe('rp-DA sends the PRECHECK_REQUEST I0001 at 2020-11-09 12:01, not at 2020-11-09 12:00');
  });
});

describe('Guide 3.3.2: upgrades of Dormant meters', () => {
  const notice = (...earliestDates: readonly string[]): Made => ({ type: 'UPGRADE_NOTICE', from: 'mcc', to: 'supplier-SUPA', key: 'UN_SUPA_CB_20201109', at: on('2020-10-12', '09:00'), content: { rows: earliestDates.map((earliestDate) => ({ earliestDate })) } });
  it('begin a week before the Migration Week at the earliest', () => {
    holds([notice('2020-11-02', '2020-11-02')], [{ ...notice('2020-11-01'), key: 'of no week' }]);
    expect(law(notice('2020-11-02', '2020-11-01'))).toBe('UN_SUPA_CB_20201109 has upgrades begin on 2020-11-01, not on 2020-11-02');
  });
});

describe('Common File and Validation File', () => {
  const mcf = (at: number, set = 'CB-1', more: Partial<Made> = {}): Made => ({ type: 'MCF', from: 'rp-CB', to: 'mcfvf', key: set, at, content: { header: { migrationDay: '2020-11-10', migrationSetId: set }, installations: [mine] }, ...more });
  const mvf = (at: number, set = 'CB-1', more: Partial<Made> = {}): Made => ({ type: 'MVF', from: 'mcfvf', to: 'rp-CB', key: set, at, content: { header: { migrationSetId: set } }, ...more });
  const six = on('2020-11-09', '18:00');
  it('the first of an Installation is made at six on the evening before', () => {
    holds([mcf(six)], [mcf(six), mcf(six + 600, 'CB-2')], [resolved(six + 7), mcf(six + 7)], [mcf(six + 7, 'CB-1', { to: 'dco' })], [mcf(six + 7, 'CB-1', { unreadable: 'x' })], [mcf(six + 7, 'CB-1', { content: { header: { migrationDay: 'X' }, installations: [mine] } })]);
    expect(law(mcf(six + 7))).toBe('a Common File is made at 2020-11-09 18:07, not at 2020-11-09 18:00');
    expect(law(mcf(six), mcf(six + 7, 'CB-2', { content: { header: { migrationDay: '2020-11-10' }, installations: [{ installationId: 'I0009' }] } }))).toBe('a Common File is made at 2020-11-09 18:07, not at 2020-11-09 18:00');
  });
  it('validation takes five minutes, from the Common File or from when its system is back', () => {
    holds([mcf(six), mvf(six + 5)], [mcf(six), resolved(six + 60), mvf(six + 65)], [mcf(six), resolved(six + 60), mvf(six + 60)], [mcf(six), mvf(six + 9, 'CB-1', { unreadable: 'x' })]);
    const wrong = (set: string, time: string): string => `the Validation File of ${set} comes at 2020-11-09 ${time}, which is not 5 min after its Common File`;
    expect([law(mcf(six), mvf(six + 6)), law(mcf(six), mvf(six + 4)), law(mcf(six), mvf(six + 5, 'CB-2')), law(mcf(six, 'CB-1', { to: 'dco' }), mvf(six + 5))]).toEqual([wrong('CB-1', '18:06'), wrong('CB-1', '18:04'), wrong('CB-2', '18:05'), wrong('CB-1', '18:05')]);
  });
});

describe('attempts', () => {
  const of = (type: Made['type'], from: string, at: number, content: object): Made => ({ type, from, to: 'csp-CB', at, content: { ...mine, ...content } });
  it.each<[string, number, number, (at: number) => Made, string]>([
    ['an SMSO tries a hub once an hour', 60, 400, (at) => of('WAN_COMMAND', 'smso-CB', at, { kind: 'contact' }), 'smso-CB sends the WAN_COMMAND I0001'], ['a held command is tried every five minutes', 5, 61, (at) => of('DEVICE_COMMAND', 'csp-CB', at, { commandId: 'C' }), 'csp-CB sends the DEVICE_COMMAND C'],
    ['a SIM is asked for every three hours', 180, 400, (at) => ({ ...of('HANDOVER_REQUEST', 'rp-IE', at, { method: 'account' }), to: 'smso-IE' }), 'rp-IE sends the HANDOVER_REQUEST I0001'],
  ])('%s', (_what, every, apart, attempt, says) => {
    holds([attempt(0), attempt(every), attempt(2 * every)], [attempt(0), attempt(apart)], [attempt(0), { ...attempt(every + 1), unreadable: 'x' }], [attempt(0), resolved(every + 1), attempt(every + 1)]);
    expect([law(attempt(0), attempt(every + 1)), law(attempt(0), attempt(every - 1))]).toEqual([every + 1, every - 1].map((gap) => `${says} again after ${gap} min, not ${every}`));
  });
  it('of another kind have other intervals (MEHRS 3.2, 3.4)', () => {
    const apn = (at: number): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to: 'smso-CB', key: 'k', at, content: { ...mine, method: 'certificate' } });
    holds([apn(0), apn(20)], [of('WAN_COMMAND', 's1sp-CB', 0, { kind: 'contact' }), of('WAN_COMMAND', 's1sp-CB', 5, { kind: 'contact' })], [of('WAN_COMMAND', 'smso-CB', 0, { kind: 'test' }), of('WAN_COMMAND', 'smso-CB', 5, { kind: 'test' })]);
  });
  const back = (wanRestored: boolean): Made => ({ type: 'ROLLBACK_NOTICE', from: 's1sp-CB', to: 'smso-CB', at: 0, content: { ...mine, wanRestored } });
  const told = (hours: number, contact = 'lost'): Made => ({ type: 'SMSO_CONTACT', from: 'smso-CB', to: 'rp-CB', at: hours * 60, content: { ...mine, contact } });
  it('MEHRS 2.6.6: a hub given back is tried for a day, and not at all without its SIM', () => {
    holds([back(true), told(24)], [back(false), told(0)], [back(true), told(3, 'restored')], [told(3)], [{ ...back(true), unreadable: 'x' }, told(3)]);
    expect([law(back(true), told(23)), law(back(false), told(1))]).toEqual(['smso-CB gives the hub of I0001 up after 23 h, not 24', 'smso-CB gives the hub of I0001 up after 1 h, not 0']);
  });
});

describe('MEHRS 2.6.6: a SIM that its service does not give back', () => {
  const wanted = (hours: number, master = 'smso'): Made => ({ type: 'SIM_REQUEST', from: 's1sp-CB', to: 'csp-CB', key: 'I0001', at: hours * 60, content: { ...mine, master, apn: 'elster' } });
  const answered = (hours: number, result: string): Made => ({ type: 'SIM_RESPONSE', from: 'csp-CB', to: 's1sp-CB', key: 'I0001', at: hours * 60, content: { ...mine, master: 'smso', result } });
  const given = (hours: number): Made => ({ type: 'ROLLBACK_NOTICE', from: 's1sp-CB', to: 'smso-CB', key: 'I0001', at: hours * 60, content: { ...mine, wanRestored: false } });
  it('is asked for over a day before its hub is given up', () => {
    holds([wanted(0), answered(0, 'failed'), wanted(4), answered(4, 'failed'), given(24)], [wanted(0), answered(4, 'done'), given(4)], [given(3)], [wanted(0), given(24), wanted(30), given(54)]);
    expect([law(wanted(0), answered(0, 'failed'), wanted(4), given(23)), law(wanted(0), answered(1, 'done'), wanted(2), given(27))])
      .toEqual(['s1sp-CB gives the SIM of I0001 up after 23 h, not 24', 's1sp-CB gives the SIM of I0001 up after 25 h, not 24']);
    expect(law(wanted(0), given(24), wanted(30), given(31))).toBe('s1sp-CB gives the SIM of I0001 up after 1 h, not 24');
  });
  it('is another thing than one that the DCC is to have', () => holds([wanted(0, 'dcc'), given(3)].map((each) => ({ ...each, from: 's1sp-CA' }))));
});

describe('what comes of a message at once', () => {
  const asked = (method = 'apn'): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to: 'smso-CB', key: 'I0001', at: 0, content: { ...mine, method } });
  const sim = (at = 0, key = 'I0001', apn = 'elster'): Made => ({ type: 'SIM_REQUEST', from: 'smso-CB', to: 'csp-CB', key, at, content: { ...mine, master: 'dcc', apn } });
  const done = (content: object = {}): Made => ({ type: 'SIM_RESPONSE', from: 'csp-CB', to: 'smso-CB', key: 'I0001', at: 0, content: { ...mine, master: 'dcc', result: 'done', ...content } });
  const notice = (from = 'csp-CB'): Made => ({ type: 'SIM_NOTICE', from, to: 's1sp-CB', key: 'I0001', at: 0 });
  const down = (to: string): Made => ({ type: 'OUTAGE', from: 'world', to, at: 0 });
  it('the SMSO begins to hand over (MEHRS 3.2)', () => {
    holds([asked(), sim()], [asked(), { ...sim(), type: 'WAN_COMMAND' }], [asked('certificate')], [down('smso-CB'), asked()], [{ ...asked(), unreadable: 'x' }]);
    const none = 'no SIM_REQUEST or WAN_COMMAND from smso-CB comes of the HANDOVER_REQUEST about I0001';
    expect([law(asked()), law(asked('sim')), law(asked(), sim(1)), law(asked(), sim(0, 'I0002')), law(asked(), { ...sim(), from: 'smso-EA' }), law(down('csp-CB'), asked())]).toEqual(Array<string>(6).fill(none));
  });
  it('the S1SP hears whose hub it is', () => {
    holds([done(), notice()], [done({ result: 'failed' })], [done({ master: 'smso' })]);
    expect([law(done()), law(done(), notice('csp-EA'))]).toEqual(Array<string>(2).fill('no SIM_NOTICE from csp-CB comes of the SIM_RESPONSE about I0001'));
  });
  it('its APN is the one the DCC has for the family (MEHRS 3.2)', () => {
    holds([sim()], [{ ...sim(0, 'I0001', 'smso'), content: { ...mine, master: 'smso', apn: 'smso' } }]);
    expect(law(sim(0, 'I0001', 'X-dcc'))).toBe('smso-CB has the APN X-dcc for CB, not elster');
    const others = { ...ESTATE, installations: ESTATE.installations.map((each) => ({ ...each, groupId: 'EA' as const })) };
    expect([only(profile, made(sim(0, 'I0001', 'X-dcc')), { estate: others }), only(profile, made(sim()), { estate: others })]).toEqual(['holds', 'smso-CB has the APN elster for EA, not X-dcc']);
  });
  it('only hubs of CA are configured before that (Table A.1 MA119)', () => {
    const configure: Made = { type: 'WAN_COMMAND', from: 'smso-CB', to: 'csp-CB', at: 0, content: { ...mine, kind: 'configureHub' } };
    const failed: Made = { type: 'HANDOVER_RESPONSE', from: 'smso-CB', to: 'rp-CB', at: 0, content: { ...mine, method: 'sim', stage: 'hub' } };
    expect([law(configure), law(failed)]).toEqual(['smso-CB configures a hub of CB Group ID before its SIM moves', 'smso-CB could not configure a hub of CB Group ID']);
    const ofCa = { ...ESTATE, installations: ESTATE.installations.map((each) => ({ ...each, groupId: 'CA' as const })) };
    expect([configure, failed].map((each) => only(profile, made(each), { estate: ofCa }))).toEqual(['holds', 'holds']);
  });
});

describe('an Incident is to be resolved', () => {
  const raised = (severity: number, minutes: number, more: Partial<Made> = {}): Made => ({ type: 'INCIDENT_RAISED', from: 'rp-CB', to: 'mcc', at: 0, content: { severity, raisedAt: 0, targetResolutionAt: minutes * MINUTE }, ...more });
  it.each([[1, 4], [2, 24], [3, 72], [4, 120], [5, 240]])('of severity %i in %i hours (R2-11)', (severity, hours) => {
    holds([raised(severity, hours * 60)], [raised(severity, 7, { unreadable: 'x' })], [raised(9, 7)]);
    expect(law(raised(severity, (hours + 1) * 60))).toBe(`an Incident of severity ${severity} is to be resolved in ${hours + 1} h, not ${hours}`);
  });
});

describe('reports and outcome files', () => {
  const report = (time: string, more: Partial<Made> = {}): Made => ({ type: 'MRR', from: 'bimi', to: 'mcc', key: 'S1MIG-002', at: on('2020-11-10', time), ...more });
  it('Guide 4.2: reports are distributed every six hours, London time', () => {
    holds([report('00:00')], [report('06:00')], [report('18:00')], [resolved(on('2020-11-10', '05:00')), report('05:00')]);
    expect([law(report('05:00')), law(report('06:01'))]).toEqual(['S1MIG-002 is distributed at 05:00, London time', 'S1MIG-002 is distributed at 06:01, London time']);
  });
  const success = { ...mine, outcome: 'Success' };
  it.each([['SCF', 's1sp-CB', 'CHF_RESPONSE'], ['COF', 'cp', 'SERVICE_RESPONSE']] as const)('R2-16: the %s comes an hour after the first outcome in it', (type, from, last) => {
    const done = (at: number): Made => ({ type: last, from: 'dsp', to: from, at, content: mine });
    const file = (at: number, entries: readonly object[] = [success], more: Partial<Made> = {}): Made => ({ type, from, to: 'rp-CB', at, content: { installations: entries }, ...more });
    holds([done(0), done(5), file(65)], [done(0), file(7, [{ ...mine, outcome: 'Failure' }])], [done(0), file(7, [success], { to: 'bimi' })], [file(7)], [done(0), file(7, [{ installationId: 'I0009', outcome: 'Success' }])], [done(0), resolved(7), file(7)], [done(0), file(7, [success], { unreadable: 'x' })], [done(0), file(60), done(70)]);
    expect([law(done(0), file(59)), law(done(0), file(61))]).toEqual([59, 61].map((waited) => `the ${type} comes ${waited} min after the first outcome in it, not 60`));
  });
  it('MEHRS 2.5.3: an SMSO waits ten minutes for its CSP', () => {
    const asked: Made = { type: 'SIM_REQUEST', from: 'smso-CB', to: 'csp-CB', at: 0, content: { ...mine, master: 'dcc', apn: 'elster' } };
    const said: Made = { type: 'SIM_RESPONSE', from: 'csp-CB', to: 'smso-CB', at: 2, content: { ...mine, master: 'dcc', result: 'failed' } };
    const gaveUp = (at: number): Made => ({ type: 'HANDOVER_RESPONSE', from: 'smso-CB', to: 'rp-CB', at, content: mine });
    holds([asked, gaveUp(10)], [asked, said, gaveUp(2)], [gaveUp(3)], [{ ...asked, from: 's1sp-CB' }, gaveUp(3)]);
    expect(law(asked, gaveUp(9))).toBe('smso-CB gives its CSP up after 9 min, not 10');
  });
});
