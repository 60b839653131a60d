/** What is wrong with a file is no breach where its receiver has refused those bytes (MEHRS 2.4.3 to 2.7.3), on facts made by hand: law by law. */
import { describe, expect, it } from 'vitest';
import { FILE_OF_SECTION, detectedIn } from '../../harness/verdict/detected.ts';
import { dualControl } from '../../harness/verdict/laws/dualControl.ts';
import { headers, readable, scfCopies } from '../../harness/verdict/steps/files.ts';
import { made, only, said, type Made } from './made.ts';

const refusal = (section: string, from: string, more: object = {}): Made => ({ type: 'INCIDENT_RAISED', from, to: 'mcc', content: { section, migrationSetId: 'S', failed: 'X5.9-08', ...more } });

describe('the file that an Incident is about', () => {
  it.each([['2.4.3', 'MCF'], ['2.4.5', 'MVF'], ['2.5.7', 'MGF'], ['2.5.8', 'MEF'], ['2.5.10', 'MEF'], ['2.5.11', 'MEF'], ['2.7.2', 'SCF'], ['2.7.3', 'SCF'], ['X2.7.2', 'SCF'], ['X2.7.8', 'COF']] as const)('%s: %s', (section, type) => {
    expect(FILE_OF_SECTION[section]).toBe(type);
    const facts = made({ type, from: 'rp-CB', to: 'dco', key: 'S', body: 'a' }, { type: type === 'MVF' ? 'MGF' : 'MVF', from: 'rp-CB', to: 'dco', key: 'S', body: 'b' }, refusal(section, 'dco'));
    expect(facts.slice(0, 2).map(detectedIn(facts, () => true))).toEqual([true, false]);
  });
  it('is the last one, of those that the question is about', () => {
    const mgf = (body: string): Made => ({ type: 'MGF', from: 'rp-CB', to: 's1sp-CB', key: 'S', body });
    const facts = made(mgf('a'), refusal('2.5.7', 's1sp-CB', { failed: 'first' }), mgf('b'), refusal('2.5.7', 's1sp-CB', { failed: 'second' }), mgf('c'));
    const files = facts.filter(({ type }) => type === 'MGF');
    expect([files.map(detectedIn(facts, () => true)), files.map(detectedIn(facts, ({ content }) => content['failed'] === 'second')), files.map(detectedIn(facts, () => false))]).toEqual([[true, true, false], [false, true, false], [false, false, false]]);
    const other = made(mgf('a'), { ...refusal('2.5.7', 's1sp-CB'), type: 'INCIDENT_CLOSED' });
    expect(other.slice(0, 1).map(detectedIn(other, () => true))).toEqual([false]);
  });
});

describe('L7: a half that is sealed to the wrong holder', () => {
  const share = (recipient: string, fill = recipient) => ({ recipient, ephemeralKey: `e${fill}`, wrappedKey: `w${fill}`, cipherValue: `c${fill}` });
  const mef: Made = { type: 'MEF', from: 'rp-CB', to: 'dco', key: 'S', content: { installations: [{ devices: [{ deviceId: 'D', s1spShare: share('X'), dcoShare: share('X', 'y') }] }] } };
  const law = (...facts: Made[]): string | undefined => said(dualControl, made(...facts))['key halves are sealed apart'];
  const same = 'both halves of D have the same recipient';
  it('is excused where it was refused for its key material (2.5.10, 2.5.11)', () => {
    expect([law(mef), law(mef, refusal('2.5.10', 'dco')), law(mef, refusal('2.5.11', 'dco')), law(mef, refusal('2.5.8', 'dco')), law(refusal('2.5.10', 'dco'), mef), law(mef, refusal('2.5.10', 's1sp-CB'))]).toEqual([same, 'holds', 'holds', same, same, same]);
  });
  it('is told for each Device of each Installation', () => {
    const device = (deviceId: string) => ({ deviceId, s1spShare: share('X'), dcoShare: share('X', 'y') });
    expect(law({ ...mef, content: { installations: [{ devices: [device('D'), device('E')] }, { devices: [device('F')] }] } })).toBe([same, same.replace('D', 'E'), same.replace('D', 'F')].join('; '));
    expect(law({ ...mef, type: 'MGF' })).toBe('holds');
  });
});

describe('Guide Table 5 steps 18 and 19: a copy that is another file', () => {
  const scf = (to: string, body = 'good', more: Partial<Made> = {}): Made => ({ type: 'SCF', from: 's1sp-CB', to, at: 1, key: 'S', body, content: { header: { toBeCommissionedByDCC: true } }, ...more });
  const law = (...facts: Made[]): string => only(scfCopies, made(...facts));
  const others = [scf('cp'), scf('bimi')];
  it('is excused where it was refused, and the others are compared with what is right', () => {
    expect([law(scf('rp-CB', 'bad'), ...others), law(scf('rp-CB', 'bad'), ...others, refusal('X2.7.2', 'rp-CB')), law(scf('rp-CB', 'bad'), ...others, refusal('X2.7.8', 'rp-CB'))])
      .toEqual(['the copy for cp is another file; the copy for bimi is another file', 'holds', 'the copy for cp is another file; the copy for bimi is another file']);
    expect(law(...['rp-CB', 'cp', 'bimi'].map((to) => scf(to, 'bad')), refusal('X2.7.2', 'rp-CB'))).toBe('holds');
    expect(law(...['rp-CB', 'cp'].map((to) => scf(to, 'bad')), refusal('X2.7.2', 'rp-CB'))).toBe('no copy for bimi');
  });
  it('is one sending by sender, set and stamp', () => {
    const whole = ['rp-CB', 'cp', 'bimi'].map((to) => scf(to));
    const apart = (more: Partial<Made>): string => law(...whole, scf('rp-CB', 'other', more));
    const alone = 'no copy for cp; no copy for bimi';
    expect([apart({}), apart({ key: 'T' }), apart({ n: 1 }), apart({ at: 2 }), apart({ from: 's1sp-EA' })]).toEqual(['the copy for rp-CB is another file', alone, alone, alone, alone]);
  });
});

describe('MEHRS 2.4.6: a header that is not the set\'s', () => {
  const header = (migrationDay: string) => ({ header: { migrationSetId: 'S', migrationDay } });
  const file = (type: Made['type'], day: string): Made => ({ type, from: 'rp-CB', to: 's1sp-CB', key: 'S', content: header(day), body: `${type} ${day}` });
  const law = (...facts: Made[]): string => only(headers, made(...facts));
  const wrong = 'MGF of set S has another header than the MCF';
  it('is excused where it was refused for its header', () => {
    const [mcf, mgf] = [file('MCF', '10'), file('MGF', '11')];
    expect([law(mcf, mgf), ...['X5.9-05', 'X5.9-07', 'X5.9-08', 'X5.9-06', 'X5.9-02'].map((failed) => law(mcf, mgf, refusal('2.5.7', 's1sp-CB', { failed })))]).toEqual([wrong, 'holds', 'holds', 'holds', wrong, wrong]);
  });
  it('is not the set\'s, in a Common File that was refused', () => {
    const [bad, good, mgf] = [file('MCF', '11'), file('MCF', '10'), file('MGF', '10')];
    expect([law(bad, good, mgf), law(bad, refusal('2.4.3', 's1sp-CB'), good, mgf)]).toEqual([`MCF of set S has another header than the MCF; ${wrong}`, 'holds']);
  });
});

describe('MEHRS 2.4.3: a file that nobody can read', () => {
  const file = (type: Made['type'], to: string, more: Partial<Made> = {}): Made => ({ type, from: 'rp-CB', to, key: 'S', body: 'good', ...more });
  const dark = (type: Made['type'], to: string, more: Partial<Made> = {}): Made => file(type, to, { unreadable: 'why', body: 'dark', ...more });
  const law = (...facts: Made[]): string | undefined => said(readable, made(...facts))['an unreadable file draws an Incident'];
  it.each([['MCF', 'mcfvf', '2.4.3'], ['MVF', 'dco', '2.4.5'], ['MGF', 's1sp-CB', '2.5.7'], ['MEF', 'dco', '2.5.8'], ['SCF', 'cp', '2.7.2'], ['COF', 'rp-CB', 'X2.7.8']] as const)('%s to %s draws one of %s', (type, to, section) => {
    expect([law(dark(type, to)), law(dark(type, to), refusal(section, to)), law(refusal(section, to), dark(type, to))]).toEqual([`${type} to ${to}: why`, 'holds', `${type} to ${to}: why`]);
  });
  it('that its receiver had before in a good copy needs none (D-310), but not where that was refused, or was another\'s', () => {
    const again = dark('MVF', 'dco');
    const told = 'MVF to dco: why';
    expect([law(file('MVF', 'dco'), again), law(file('MVF', 'dco', { body: 'bad' }), refusal('2.4.5', 'dco'), again), law(file('MVF', 's1sp-CB'), again), law(file('MGF', 'dco'), again), law(again, file('MVF', 'dco')), law(dark('MVF', 'dco', { body: 'x' }), refusal('2.4.5', 'dco'), again)])
      .toEqual(['holds', told, told, told, told, told]);
    expect(law(file('MVF', 'cp'), dark('MVF', 'cp'))).toBe('holds');
  });
  it('2.7.2: a Common File is missed by the Commissioning Party with the SCF, unless it came anew before', () => {
    const [mcf, scf, asked] = [dark('MCF', 'cp'), file('SCF', 'cp'), refusal('2.7.2', 'cp')];
    const told = 'MCF to cp: why';
    expect([law(mcf), law(mcf, scf), law(mcf, scf, asked), law(mcf, file('MCF', 'cp'), scf), law(mcf, scf, file('MCF', 'cp'))]).toEqual(['holds', told, 'holds', 'holds', told]);
    expect([law(scf, mcf), law(mcf, file('SCF', 'bimi')), law(mcf, file('SCF', 'cp', { key: 'T' })), law(mcf, file('COF', 'cp')), law(mcf, dark('MCF', 'cp', { body: 'x' }), scf)]).toEqual(['holds', 'holds', 'holds', 'holds', `${told}; ${told}`]);
    expect([law(mcf, scf, refusal('2.7.2', 'rp-CB')), law(mcf, scf, refusal('2.7.2', 'cp', { migrationSetId: 'T' })), law(mcf, scf, { ...asked, type: 'INCIDENT_CLOSED' }), law(mcf, file('MCF', 'cp', { key: 'T' }), scf), law(mcf, file('MCF', 'dco'), scf)]).toEqual([told, told, told, told, told]);
  });
  it('D-90: an outcome that came anew to the Requesting Party needed no asking', () => {
    expect([law(dark('SCF', 'rp-CB'), file('SCF', 'rp-CB')), law(file('SCF', 'rp-CB'), dark('SCF', 'rp-CB')), law(dark('SCF', 'rp-CB'), dark('SCF', 'rp-CB', { body: 'x' })), law(dark('SCF', 'cp'), file('SCF', 'cp'))])
      .toEqual(['holds', 'SCF to rp-CB: why', 'SCF to rp-CB: why; SCF to rp-CB: why', 'SCF to cp: why']);
  });
  it('that is a copy only may be ignored, and another message is beyond judging (L3)', () => {
    expect(['bimi', 'dsp', 'supplier-SUPA', 'mcc'].map((to) => law(dark('AUDIT', to)))).toEqual(['holds', 'holds', 'holds', 'AUDIT to mcc: why']);
    const all = readable({ facts: made(dark('ALERT', 'dco'), dark('MA', 'rp-CB')) } as never);
    expect(all.map(({ result, detail }) => [result, detail])).toEqual([['pass', 'holds'], ['inconclusive', 'ALERT to dco: why; MA to rp-CB: why']]);
  });
});
