/** What befalls a home shows in it, and what waits for a system is named: laws on facts made by hand (design 4.8; MEHRS 2.4-2.7). */
import { describe, expect, it } from 'vitest';
import { backlog } from '../../harness/verdict/steps/backlog.ts';
import { homes } from '../../harness/verdict/steps/homes.ts';
import { incidentCare } from '../../harness/verdict/steps/incidentCare.ts';
import { HOUR, MINUTE } from '../../protocol/time.ts';
import { made, only, said, type Made } from './made.ts';
import { ESTATE, SUBJECT, deviceId } from './script.ts';

const [hub, esme, gsme] = [deviceId('CHF'), deviceId('ESME'), deviceId('GSME')];

describe('what befalls a home', () => {
  const change = (what: string, at: number, id = hub): Made => ({ type: 'ENVIRONMENT', from: 'world', to: 'devices', at, content: { deviceId: id, change: what } });
  const contact = (heard: boolean, at: number, id = hub): Made => ({ type: 'HUB_CONTACT', from: 'devices', to: 'csp-CB', at, content: { deviceId: id, heard } });
  const command = (at: number, id = esme, type: Made['type'] = 'DEVICE_COMMAND'): Made => ({ type, from: 'csp-CB', to: 'devices', at, content: { deviceId: id, commandId: `C${at}` } });
  const result = (at: number, what: string, id = esme): Made => ({ type: 'DEVICE_RESULT', from: 'devices', to: 'csp-CB', at, content: { deviceId: id, commandId: `C${at}`, result: what } });
  const [lost, restored] = [[change('coverageLost', 1), contact(false, 1)], [change('coverageRestored', 5), contact(true, 5)]];
  it.each<[string, readonly Made[], string]>([
    ['nothing', [], 'holds'], ['a device that is well answers', [command(2), result(2, 'answered')], 'holds'], ['or refuses', [command(2), result(2, 'refused')], 'holds'],
    ['or a profile is taken', [command(2, hub, 'SIM_PROFILE'), result(2, 'answered', hub)], 'holds'], ['or does not say a thing', [command(2)], `${esme} says nothing, answered or refused expected`],
    ['or says it is busy', [command(2), result(2, 'busy')], `${esme} says busy, answered or refused expected`], ['or answers later', [command(2), { ...result(2, 'answered'), at: 3 }], `${esme} says nothing, answered or refused expected`],
    ['busy', [change('busy', 1, esme), command(2), result(2, 'busy')], 'holds'], ['busy and answers', [change('busy', 1, esme), command(2), result(2, 'answered')], `${esme} says answered, busy expected`],
    ['busy, and another answers', [change('busy', 1, gsme), command(2), result(2, 'answered')], 'holds'], ['in the wrong mode', [change('wrongMode', 1, esme), command(2), result(2, 'wrongMode')], 'holds'],
    ['busy no longer', [change('busy', 1, esme), change('idle', 1, esme), command(2), result(2, 'answered')], 'holds'],
    ['no coverage, and the network notices', [...lost], 'holds'], ['and it does not', [change('coverageLost', 1)], `nobody notices that ${hub} is silent`], ['and it does so later', [change('coverageLost', 1), contact(false, 2)], `nobody notices that ${hub} is silent; ${hub} is said to be silent`],
    ['and nobody answers', [...lost, command(2)], 'holds'], ['and somebody does', [...lost, command(2), result(2, 'answered')], `${esme} says answered, nothing expected`],
    ['and again, which changes nothing', [...lost, change('coverageLost', 2)], 'holds'], ['and back', [...lost, ...restored, command(6), result(6, 'answered')], 'holds'],
    ['and back unnoticed', [...lost, change('coverageRestored', 5)], `nobody notices that ${hub} is heard again`], ['back from nowhere', [change('coverageRestored', 5)], 'holds'], ['and told without a reason', [contact(true, 5)], `${hub} is said to be heard again`],
    ['told by another', [{ ...contact(true, 5), from: 'csp-CB' }], 'holds'],
    ['a device is gone', [change('gone', 1, esme), contact(false, 1, esme), command(2)], 'holds'], ['and answers', [change('gone', 1, esme), contact(false, 1, esme), command(2), result(2, 'answered')], `${esme} says answered, nothing expected`],
    ['and another does', [change('gone', 1, esme), contact(false, 1, esme), command(2, gsme), result(2, 'answered', gsme)], 'holds'], ['and is back', [change('gone', 1, esme), contact(false, 1, esme), change('back', 3, esme), contact(true, 3, esme), command(4), result(4, 'answered')], 'holds'],
    ['and back unnoticed', [change('gone', 1, esme), contact(false, 1, esme), change('back', 3, esme)], `nobody notices that ${esme} is heard again`],
  ])('%s', (_what, facts, says) => expect(only(homes, made(...facts))).toBe(says));
  it('is told by what the device says, not by what the CSP makes of it', () => {
    const told: Made = { type: 'WAN_RESULT', from: 'csp-CB', to: 's1sp-CB', at: 2, content: { deviceId: esme, commandId: 'C2', result: 'unreachable' } };
    expect([only(homes, made(command(2), result(2, 'answered'), told)), only(homes, made(command(2), told))]).toEqual(['holds', `${esme} says nothing, answered or refused expected`]);
    expect(only(homes, made({ ...command(2), unreadable: 'x' }, command(3, esme, 'WAN_COMMAND')))).toBe('holds');
  });
  it('is of its own hub alone, wherever that stands among its devices; a home without one is always heard', () => {
    const { devices } = SUBJECT;
    const home = (id: string, n: number, types: readonly string[]) => ({ ...SUBJECT, id, devices: devices.filter(({ deviceType }) => types.includes(deviceType)).map((each) => ({ ...each, deviceId: `${each.deviceType}${n}` })).reverse() });
    const estate = { ...ESTATE, installations: [home('I0001', 1, ['CHF', 'ESME', 'GSME']), home('I0002', 2, ['CHF', 'ESME']), home('I0003', 3, ['ESME', 'GSME'])] };
    const law = (id: string, ...facts: Made[]): string => only(homes, made(change('coverageLost', 1, 'CHF1'), contact(false, 1, 'CHF1'), ...facts, command(2, id)), { estate });
    expect(['ESME1', 'GSME1', 'CHF1', 'ESME2', 'CHF2', 'ESME3', 'ESME9'].map((id) => law(id))).toEqual(['holds', 'holds', 'holds', ...['ESME2', 'CHF2', 'ESME3', 'ESME9'].map((id) => `${id} says nothing, answered or refused expected`)]);
  });
});

describe('an Incident that is looked after (R2-11)', () => {
  const incident = { incidentId: 'I', section: '2.5.7', severity: 3, raisedAt: 0, targetResolutionAt: 4 * HOUR, assignedTo: 'rp', detail: 'd', failed: 'X' };
  const raised = (change: object = {}, more: Partial<Made> = {}): Made => ({ type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', at: 0, content: { ...incident, ...change, incident }, ...more });
  const of = (type: Made['type'], from: string, to: string, at: number, content: object = {}): Made => ({ type, from, to, at, content: { incidentId: 'I', incident, ...content } });
  const assigned = (change: object = {}): Made => of('INCIDENT_ASSIGNED', 'mcc', 'rp-CB', 0, { ...incident, ...change });
  const update = (at = 60, from = 'rp-CB'): Made => of('INCIDENT_UPDATE', from, 'mcc', at);
  const resolved = (at = 180, resolvedAt = at * MINUTE): Made => of('INCIDENT_RESOLVED', 'rp-CB', 'mcc', at, { resolvedAt });
  const closed = (to = 's1sp-CB', from = 'mcc', at = 180, change: object = {}): Made => of('INCIDENT_CLOSED', from, to, at, { resolvedAt: at * MINUTE, ...change });
  const told = (state: string, to = 'supplier-SUPA', change: object = {}): Made => of('SSI_NOTIFICATION', 'mcc', to, 0, { state, section: '2.5.7', at: 0, installationIds: [], ...change });
  const whole = [raised(), assigned(), told('Raised'), update(), resolved(), closed(), told('Resolved')];
  const law = (facts: readonly Made[], until = Infinity): string => only(incidentCare, made(...facts), { until });
  it('is so, and open as well', () => expect([law(whole), law([raised(), assigned(), update()])]).toEqual(['holds', 'holds']));
  it.each<[readonly Made[], string]>([
    [[raised({ severity: 6 }), update()], 'severity 6'], [[raised({ severity: 0 }), update()], 'severity 0'], [[raised({ severity: 33 }), update()], 'severity 33'], [[raised({ raisedAt: MINUTE }), update()], 'says it was raised at 60000, which is not when it was'],
    [[raised({ failed: '' }), update()], 'names nothing that failed'], [[raised({ targetResolutionAt: 0 }), update(0)], 'no target time after it was raised'], [[raised(), update(), { ...raised({ incidentId: 'J', targetResolutionAt: HOUR }), key: 'J' }], ''],
    ...(['section', 'severity', 'targetResolutionAt', 'raisedAt', 'raisedBy', 'failed', 'detail', 'migration', 'migrationSetId', 'installationIds', 'affectedUsers'] as const).map((name): [readonly Made[], string] => [[raised(), assigned({ [name]: 'other' }), update()], `assigned with another ${name}`]),
    [[...whole, resolved(200)], 'resolved 2 times'], [[raised(), update(60, 'dsp')], 'updated by neither assignee nor raiser'], [[raised(), update(60, 's1sp-CB')], 'holds'], [[...whole, update(181)], 'updated after it was resolved'],
    [[raised()], 'half of its target time went by without an update'], [[raised(), update(121)], 'half of its target time went by without an update'], [[raised(), update(120)], 'holds'], [[raised(), resolved(120), closed('s1sp-CB', 'mcc', 120)], 'holds'], [[raised(), resolved(121), closed('s1sp-CB', 'mcc', 121)], 'half of its target time went by without an update'],
    [[raised(), update(), resolved(180, 1), closed()], 'says it was resolved at another time than it was'], [[raised(), update(), resolved()], 'its raiser is not told that it is closed'], [[raised(), update(), resolved(), closed('dco')], 'its raiser is not told that it is closed'], [[raised(), update(), resolved(), closed('s1sp-CB', 'dsp')], 'its raiser is not told that it is closed'],
    [[...whole.slice(0, -1)], 'supplier-SUPA is not notified that it is resolved'], [[...whole, told('Resolved', 'supplier-SUPB')], 'supplier-SUPB was notified of its end and not of its beginning'], [[raised({}, { unreadable: 'x' })], 'holds'],
  ])('and is told where it is not: %#', (facts, says) => {
    if (says === '') expect(law(facts)).toBe('J: severity 3 had another target time before; J: half of its target time went by without an update');
    else expect(law(facts)).toBe(says === 'holds' ? says : `I: ${says}`);
  });
  it('is told to its users of its section, at its moment, and about whom it is', () => {
    const about = (ids: readonly string[] | undefined, change: object = {}, updates: readonly Made[] = [update()], ticket: object = { installationIds: ['I1'] }): string =>
      law([raised(ticket), ...updates, told('Raised', 'supplier-SUPA', { ...(ids === undefined ? {} : { installationIds: ids }), ...change })]);
    expect([about(['I1']), about(['I1', 'I2']), about([]), about(['I2'])]).toEqual(['holds', 'I: supplier-SUPA is notified about I1, I2', 'I: supplier-SUPA is notified about nobody', 'I: supplier-SUPA is notified about I2']);
    const more = { ...update(), content: { ...update().content, installationIds: ['I2'] } };
    expect([about(['I1', 'I2'], {}, [more]), about(['I1'], {}, [more]), about(['I1', 'I3'], {}, [more]), law([raised({ installationIds: ['I1'] }), told('Raised', 'supplier-SUPA', { installationIds: ['I1', 'I2'] }), more])])
      .toEqual(['holds', 'holds', 'I: supplier-SUPA is notified about I1, I3', 'I: supplier-SUPA is notified about I1, I2']);
    expect([about(['I1'], { section: '2.5.8' }), about(['I1'], { at: 1 }), about(['I9'], {}, [update()], { section: '2.4.3', installationIds: ['I1'] })]).toEqual(['I: supplier-SUPA is notified of another section', 'I: supplier-SUPA is notified as if at another time', 'I: supplier-SUPA is notified of another section']);
    expect(about(['I9'], { section: '2.4.3' }, [update()], { section: '2.4.3', installationIds: ['I1'] }), 'who raised it could not say').toBe('holds');
  });
  it('is closed as what it was raised as, where that is said', () => {
    const ends = (change: object): string => law([raised({ migrationSetId: 'S' }), update(), resolved(), closed('s1sp-CB', 'mcc', 180, change)]);
    expect([ends({}), ends({ section: '2.5.7', failed: 'X', migrationSetId: 'S' }), ends({ section: 'other' }), ends({ failed: 'other' }), ends({ migrationSetId: 'other' }), ends({ resolvedAt: 1 })])
      .toEqual(['holds', 'holds', 'I: closed with another section', 'I: closed with another failed', 'I: closed with another migrationSetId', 'I: closed as resolved at another time than it was']);
  });
  it('needs no update before half of its time has gone by', () => expect([law([raised()], 2 * HOUR), law([raised()], 2 * HOUR + 1)]).toEqual(['holds', 'I: half of its target time went by without an update']));
});

describe('what waits for a system (MEHRS 2.1.2, 2.4.1 to 2.7.6)', () => {
  const incident = { incidentId: 'I' };
  const raised = (section: string, content: object = {}, from = 'rp-CB'): Made => ({ type: 'INCIDENT_RAISED', from, to: 'mcc', at: 0, content: { ...incident, section, installationIds: [], ...content, incident } });
  const update = (content: object, at = 1, from = 'rp-CB'): Made => ({ type: 'INCIDENT_UPDATE', from, to: 'mcc', at, content: { ...incident, incident, ...content } });
  const resolved = (at = 10): Made => ({ type: 'INCIDENT_RESOLVED', from: 'rp-CB', to: 'mcc', at, content: { ...incident, incident } });
  const mine = { installationId: SUBJECT.id };
  const work = (type: Made['type'], at = 10, from = 'rp-CB'): Made => ({ type, from, to: 'mcfvf', at, content: { installations: [mine] } });
  const law = (...facts: Made[]): string | undefined => said(backlog, made(...facts))['an Incident about a system names what waits for it'];
  const unnamed = 'I0001 goes on as I is resolved, which has not named it';
  it.each([['2.4.1', 'MCF'], ['2.5.1', 'HANDOVER_REQUEST'], ['2.5.5', 'HANDOVER_REQUEST'], ['2.6.1', 'VIABILITY_REQUEST'], ['2.6.1', 'KEY_RESPONSE'], ['2.6.8', 'SCF'], ['2.7.1', 'COMMISSIONING_REQUEST'], ['2.7.4', 'COUNTERSIGNED_REQUEST'], ['2.7.6', 'S1SP_RESPONSE']] as const)('%s: %s', (section, type) => {
    expect(law(raised(section), resolved(), work(type))).toBe(unnamed);
    expect(law(raised(section, { installationIds: [SUBJECT.id] }), resolved(), work(type))).toBe('holds');
    expect(law(raised(section), update({ installationIds: [SUBJECT.id] }), resolved(), work(type))).toBe('holds');
    expect(law(raised(section), resolved(), update({ installationIds: [SUBJECT.id] }, 11), work(type))).toBe(unnamed);
    expect(law(raised(section), update({ installationIds: [SUBJECT.id] }, 1, 'dco'), resolved(), work(type))).toBe(unnamed);
    expect([law(raised(section), work(type)), law(raised(section), resolved(), work('MGF')), law(raised(section), resolved(), work(type, 11)), law(raised(section), work(type, 9), resolved()), law(raised(section), resolved(), work(type, 10, 'rp-EA'))]).toEqual(['holds', 'holds', 'holds', 'holds', 'holds']);
  });
  it.each(['2.7.1', '2.7.5', '2.7.7'])('%s: what it stopped at the Commissioning Party goes on as it is resolved', (section) => {
    const named = raised(section, { installationIds: [SUBJECT.id] });
    const request = (at: number, from?: string): Made => work('COMMISSIONING_REQUEST', at, from);
    expect([law(named, resolved(), request(17), request(20)), law(named, resolved(), request(10), request(17)), law(named, resolved(), request(17, 'rp-EA')), law(named, request(9), resolved())]).toEqual(['I0001 goes on 7 min after I is resolved', 'holds', 'holds', 'holds']);
  });
  it('2.4.4: a Validation File takes five minutes more', () => {
    expect([15, 16].map((at) => law(raised('2.4.4'), resolved(), work('MVF', at)))).toEqual([unnamed, 'holds']);
    expect(law(raised('2.5.7'), resolved(), work('MVF'))).toBe('holds');
  });
  it('is told by the Incident\'s own messages, of which somebody can read the first', () => {
    const [own, other] = [raised('2.4.1'), { ...resolved(), content: { incidentId: 'J', incident: { incidentId: 'J' } } }];
    expect([law(own, other, work('MCF')), law({ ...own, unreadable: 'x' }, resolved(), work('MCF')), law(own, { ...resolved(), type: 'INCIDENT_CLOSED' }, work('MCF')), law(own, { ...resolved(), content: { incidentId: 'I' } }, work('MCF'))]).toEqual(['holds', 'holds', 'holds', 'holds']);
    const updated = { ...update({ installationIds: [SUBJECT.id] }), content: { incidentId: 'J', incident: { incidentId: 'J' }, installationIds: [SUBJECT.id] } };
    expect([law(own, updated, resolved(), work('MCF')), law(own, { ...update({ installationIds: [SUBJECT.id] }), type: 'INCIDENT_ASSIGNED' }, resolved(), work('MCF')), law(raised('2.4.1', { installationIds: 'I0001' }), resolved(), work('MCF'))]).toEqual([unnamed, unnamed, unnamed]);
    expect(law(raised('2.7.5', { installationIds: [SUBJECT.id] }), resolved(), work('MCF'))).toBe('holds');
    expect(law(own, resolved(), work('MCF'), work('MCF'))).toBe(`${unnamed}; ${unnamed}`);
  });
  it('is not told of twice with nothing new', () => {
    const more = 'I is updated once more with nothing new';
    expect([law(raised('2.4.1'), update({}), update({})), law(raised('2.4.1'), update({}), update({}, 2)), law(raised('2.4.1'), update({}), update({ installationIds: ['I0001'] })), law(raised('2.4.1'), update({}), update({ affectedUsers: ['SUPA'] }))]).toEqual([more, 'holds', 'holds', 'holds']);
    expect([law(raised('2.4.1'), update({}), { ...update({}), n: 1 }), law(raised('2.4.1'), update({}), update({}, 1, 'dco')), law(raised('2.4.1'), update({}), update({}), update({})), law(raised('2.4.1'), update({}), update({}), resolved(), work('MCF')), law(raised('2.6.2'), update({}), update({}), resolved())])
      .toEqual(['holds', 'holds', `${more}; ${more}`, `${more}; ${unnamed}`, more]);
    expect([law(raised('2.7.5'), update({}), update({}), resolved()), law(raised('2.1.2'), update({}), update({}), resolved())]).toEqual([more, more]);
  });
  it('2.1.2: files that wait in the library are somebody\'s, who is affected', () => {
    const file = (type: Made['type'], to = 'supplier-SUPA', at = 10): Made => ({ type, from: 'rp-CB', to, at });
    for (const type of ['MDC', 'MS', 'UPGRADE_NOTICE', 'MRR'] as const) expect(law(raised('2.1.2'), resolved(), file(type))).toBe(`supplier-SUPA gets a ${type} as I is resolved, which has not named it`);
    expect([law(raised('2.1.2', { affectedUsers: ['SUPA'] }), resolved(), file('MS')), law(raised('2.1.2'), update({ affectedUsers: ['SUPA'] }), resolved(), file('MS')), law(raised('2.1.2'), resolved(), file('MVF')), law(raised('2.1.2'), resolved(), file('MS', 'networkOperator-EDA')), law(raised('2.1.2'), resolved(), file('MS', 'supplier-SUPA', 11))]).toEqual(['holds', 'holds', 'holds', 'holds', 'holds']);
  });
  it('2.5.3: an outage outside that stops nothing is not told of', () => {
    const notice = (from: string, ids: readonly string[]): Made => ({ type: 'OUTAGE_NOTICE', from, to: 'mcc', content: { installationIds: ids } });
    const told = (...facts: Made[]): string | undefined => said(backlog, made(...facts))['an outage of a system outside is told of once'];
    expect([told(notice('smso-CB', [])), told(notice('smso-CB', ['I0001'])), told(notice('csp-CB', []))]).toEqual(['an outage is told of that stops nothing', 'holds', 'holds']);
  });
});
