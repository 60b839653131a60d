/** Who and what a message names (Guide 4.5.5, 4.5.6; MEHRS 2.4.6), on facts made by hand. */
import { describe, expect, it } from 'vitest';
import { identities } from '../../harness/verdict/laws/identities.ts';
import { made, only, type Made } from './made.ts';
import { ESTATE, SUBJECT, deviceId } from './script.ts';

const { id: installationId, mpan, mprn = '', imsi, ipAddress, devices } = SUBJECT;
const HEADER = { migrationSetId: 'CB-1', migrationDay: '2020-11-10', toBeCommissionedByDCC: true };
const law = (...facts: Made[]): string => only(identities, made(...facts));
const file = (type: Made['type'], entry: object, more: Partial<Made> = {}): Made => ({ type, from: 'rp-CB', to: 's1sp-CB', key: 'CB-1', content: { header: HEADER, installations: [{ installationId, ...entry }] }, ...more });
const ENTRY = { mpan, mprn, electricitySupplier: 'SUPA', gasSupplier: 'SUPA', devices };
const mcf = (more: object = {}): Made => file('MCF', { ...ENTRY, ...more });
const about = (type: string, detail: string, from = 'rp-CB'): string => `${type} of ${from} about I0001: ${detail}`;

describe('a file is about the Installation as the SMSO has it', () => {
  it.each([['mpan', '12'], ['mprn', ''], ['electricitySupplier', 'SUPB'], ['gasSupplier', 'SUPB']])('its %s', (path, other) => {
    expect(law(mcf())).toBe('holds');
    expect(law(mcf({ [path]: other }))).toBe(about('MCF', `${path} ${other}, ${(ENTRY as Record<string, unknown>)[path] as string} expected`));
  });
  it('its Devices, in any order', () => {
    expect(law(mcf({ devices: [...devices].reverse() }))).toBe('holds');
    for (const name of ['deviceId', 'deviceType', 'manufacturer', 'model', 'firmwareVersion', 'serialNumber']) expect(law(mcf({ devices: devices.map((each, index) => (index === 1 ? { ...each, [name]: 'other' } : each)) })), name).toBe(about('MCF', 'has other Devices'));
    expect(law(mcf({ devices: devices.slice(1) }))).toBe(about('MCF', 'has other Devices'));
  });
  it('without gas it has none', () => {
    const { gas: _gas, mprn: _mprn, ...electric } = SUBJECT;
    const alone = (entry: object): string => only(identities, made(mcf(entry)), { estate: { ...ESTATE, installations: [electric] } });
    expect([alone({ mprn: undefined, gasSupplier: undefined }), alone({ mprn: undefined })]).toEqual(['holds', about('MCF', 'gasSupplier SUPA, none expected')]);
  });
  it('its SIM and address, and the APN of CB', () => {
    const mgf = (more: object): Made => file('MGF', { imsi, ipAddress, apn: 'elster', ...more });
    expect([law(mgf({})), law(mgf({ imsi: '1' })), law(mgf({ ipAddress: '1' })), law(mgf({ apn: 'X-dcc' }))])
      .toEqual(['holds', about('MGF', `imsi 1, ${imsi} expected`), about('MGF', `ipAddress 1, ${ipAddress} expected`), about('MGF', 'apn X-dcc, elster expected')]);
    expect(only(identities, made(mgf({ apn: 'X-dcc' })), { estate: { ...ESTATE, installations: [{ ...SUBJECT, groupId: 'EA' }] } })).toBe('holds');
  });
  it('keys of Devices that it has, each half for another', () => {
    const mef = (more: object, dco = 'B'): Made => file('MEF', { devices: [{ deviceId: deviceId('ESME'), deviceType: 'ESME', s1spShare: { recipient: 'A' }, dcoShare: { recipient: dco }, ...more }] });
    expect([law(mef({})), law(mef({ deviceType: 'GSME' })), law(mef({ deviceId: 'other' })), law(mef({}, 'A'))])
      .toEqual(['holds', about('MEF', `keys of GSME ${deviceId('ESME')}, which it has not`), about('MEF', 'keys of ESME other, which it has not'), about('MEF', `both halves of ${deviceId('ESME')} are for A`)]);
  });
  it('003: an outcome file for each Responsible Supplier, and for nobody else', () => {
    const estate = { ...ESTATE, installations: [{ ...SUBJECT, gas: { ...SUBJECT.gas!, supplier: 'SUPB' } }] };
    const cof = (secPartySignifier: string, to: string): string => only(identities, made({ type: 'COF', from: 'cp', to, content: { header: HEADER, secPartySignifier, installations: [{ installationId }] } }), { estate });
    expect([cof('SUPA', 'supplier-SUPA'), cof('SUPB', 'supplier-SUPB'), cof('SUPB', 'rp-CB')]).toEqual(['holds', 'holds', 'holds']);
    expect([cof('SUPC', 'rp-CB'), cof('SUPB', 'supplier-SUPA')]).toEqual([about('COF', 'is for SUPC, who does not supply it', 'cp'), about('COF', 'is for SUPB and goes to supplier-SUPA', 'cp')]);
  });
  it.each(['MVF', 'SCF'] as const)('unless a %s of the set says that it is wrong', (type) => {
    const told = (failure: object, more: object = {}): Made => ({ ...file(type, { failure, ...more }), from: 'mcfvf' });
    const wrong = about('MCF', `mpan 12, ${mpan} expected`);
    expect([law(mcf({ mpan: '12' }), told({ failedStepNumber: 'X5.10-01' })), law(mcf({ mpan: '12' }), file(type, {})), law(mcf({ mpan: '12' }), told({ failedStepNumber: 'X' }, { installationId: 'I0002' }))]).toEqual(['holds', wrong, wrong]);
    const other = told({ failedStepNumber: 'X' });
    expect(law(mcf({ mpan: '12' }), { ...other, content: { ...other.content, header: { ...HEADER, migrationSetId: 'CB-2' } } })).toBe(wrong);
    expect(law(mcf({ mpan: '12' }), { ...other, type: 'ALERT' })).toBe(wrong);
  });
  it('unless who got it has refused it', () => {
    const refusal: Made = { type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { section: '2.4.3', migrationSetId: 'CB-1' } };
    expect(law(mcf({ mpan: '12' }), refusal)).toBe('holds');
  });
  it('others are nobody the estate knows of', () => expect(law(mcf({ installationId: 'I0009', mpan: '12' }), { type: 'MACR', from: 'rp-CB', to: 'mcc', content: { rows: [{ mpan: '99', mprn: '98' }] } })).toBe('holds'));
});

describe('rows of responses and reports', () => {
  const row = (cells: object, type: Made['type'] = 'MRR', key = 'S1MIG-001'): Made => ({ type, from: 'bimi', to: 'mcc', key, content: { rows: [{ MPAN: mpan, MPRN: mprn, ...cells }] } });
  const says = (detail: string): string => about('MRR', detail, 'bimi');
  it.each([
    ['Group ID', 'EA', 'CB'], ['Electricity Supplier', 'SUPB', 'SUPA'], ['Gas Supplier', 'SUPB', 'SUPA'], ['Electricity Distributor', 'GTA', 'EDA'], ['Gas Transporter', 'EDA', 'GTA'],
  ])('%s', (column, other, own) => {
    expect([law(row({ [column]: own })), law(row({ [column]: '' })), law(row({ [column]: other }))]).toEqual(['holds', 'holds', says(`${column} ${other}, ${own} expected`)]);
    expect(law({ ...row({ [column]: other }), type: 'MS' }), 'in plans they are the plan\'s').toBe('holds');
  });
  it('its own MPxNs, or one of them', () => {
    expect([law(row({ Installation: installationId })), law(row({ MPRN: '' })), law(row({ MPAN: '' })), law(row({ MPRN: '77' })), law(row({ MPAN: '77' })), law(row({ MPAN: '', MPRN: '', Installation: installationId }))])
      .toEqual(['holds', 'holds', 'holds', says(`MPAN and MPRN ${mpan} 77`), says(`MPAN and MPRN 77 ${mprn}`), says('MPAN and MPRN  ')]);
    expect(law({ type: 'MACR', from: 'rp-CB', to: 'mcc', content: { rows: [{ mpan, mprn: '77' }] } })).toBe(about('MACR', `MPAN and MPRN ${mpan} 77`));
  });
  it('or what an authorisation or a Common File had of it, right or wrong (MA001, MA002)', () => {
    const ma: Made = { type: 'MA', from: 'supplier-SUPA', to: 'mcc', content: { rows: [{ mpan, mprn: '77' }] } };
    expect([law(ma, row({ MPRN: '77' })), law(ma, row({ MPRN: '78' })), law({ ...ma, type: 'MIF' }, row({ MPRN: '77' }))]).toEqual(['holds', says(`MPAN and MPRN ${mpan} 78`), says(`MPAN and MPRN ${mpan} 77`)]);
    expect(law(mcf({ mprn: '77' }), file('MVF', { failure: {} }), row({ MPRN: '77' }))).toBe('holds');
  });
  it('MA108: or what came to light', () => expect(law(row({ MPRN: '77', 'Completion Reason Code': 'MA108' }))).toBe('holds'));
  it('a set on its day, commissioned by whom its Common File says', () => {
    const set = { 'Migration Set': 'CB-1', 'Migration Day': '2020-11-10', 'Commissioned By': 'DCC' };
    const own = (more: object): Made => ({ ...mcf(), content: { ...mcf().content, header: { ...HEADER, ...more } } });
    const wrong = (day: string, by: string, name = 'CB-1'): string => says(`set ${name} on ${day} by ${by}`);
    expect([law(own({}), row(set)), law(own({}), row({ ...set, 'Migration Day': '2020-11-11' })), law(own({}), row({ ...set, 'Commissioned By': 'SUPA' })), law(own({ toBeCommissionedByDCC: false }), row(set)), law(own({ toBeCommissionedByDCC: false }), row({ ...set, 'Commissioned By': 'SUPA' }))])
      .toEqual(['holds', wrong('2020-11-11', 'DCC'), wrong('2020-11-10', 'SUPA'), wrong('2020-11-10', 'DCC'), 'holds']);
    const { 'Commissioned By': _by, ...unsaid } = set;
    expect([law(own({}), row(unsaid)), law(own({}), row({ ...set, 'Migration Set': 'CB-2' })), law(row({ 'Migration Set': '' }))]).toEqual(['holds', wrong('2020-11-10', 'DCC', 'CB-2'), 'holds']);
    expect(law(own({}), own({ migrationDay: '2020-11-12' }), row(set)), 'as the first has it').toBe('holds');
  });
  it('MEHRS 2.3.2: a Validation Response is about records of its authorisation, held ones apart', () => {
    const rows = (...pairs: readonly (readonly [string, string])[]) => ({ rows: pairs.map(([a, b]) => ({ mpan: a, mprn: b })) });
    const ma: Made = { type: 'MA', from: 'supplier-SUPA', to: 'mcc', key: 'MA-1', content: rows(['1', '2'], ['3', '']) };
    const mavr = (content: object, key = 'MA-1'): Made => ({ type: 'MAVR', from: 'rp-CB', to: 'mcc', key, content: content as Record<string, unknown> });
    const wrong = (pair: string): string => `MAVR MA-1 is about ${pair}, of which no record of the authorisation is`;
    expect([law(ma, mavr(rows(['1', '2'], ['3', '']))), law(ma, mavr(rows(['3', '']))), law(ma, mavr(rows(['1', '']))), law(ma, mavr(rows(['3', '2'], ['1', '2']))), law(mavr(rows(['1', '']))), law(ma, mavr(rows(['1', '']), 'MA-2'))])
      .toEqual(['holds', 'holds', wrong('1 '), wrong('3 2'), 'holds', 'holds']);
    expect(law(ma, { ...ma, content: rows(['5', '']) }, mavr(rows(['1', '2'], ['5', '']))), 'sent twice under one name').toBe('holds');
  });
});

describe('what is about one Installation', () => {
  const said = (type: Made['type'], content: object): string => law({ type, from: 's1sp-CB', to: 'csp-CB', content: { installationId, ...content } });
  it('names its SIM, or none (DA has no Group File)', () => expect([said('SIM_REQUEST', { imsi }), said('SIM_REQUEST', { imsi: '' }), said('SIM_REQUEST', { imsi: '1' }), said('SIM_NOTICE', { imsi: '1' })]).toEqual(['holds', 'holds', about('SIM_REQUEST', `imsi 1, ${imsi} expected`, 's1sp-CB'), 'holds']));
  it.each(['WAN_COMMAND', 'KEY_REQUEST', 'SIM_PROFILE'] as const)('names a Device of its own in a %s', (type) => expect([said(type, { deviceId: deviceId('GSME') }), said(type, { deviceId: 'D9' })]).toEqual(['holds', about(type, 'has no Device D9', 's1sp-CB')]));
  it('names a Device of its own in an alert of the S1SP', () => {
    const alert = (device: string | undefined, key = installationId): string => law({ type: 'S1SP_RESPONSE', from: 's1sp-CB', to: 'dsp', key, content: { ...(device === undefined ? {} : { deviceId: device }) } });
    expect([alert(deviceId('GSME')), alert(undefined), alert('D9', 'I0009'), alert('D9')]).toEqual(['holds', 'holds', 'holds', about('S1SP_RESPONSE', 'has no Device D9', 's1sp-CB')]);
  });
  it('is sent under its name', () => {
    const notice = (key: string, more: object): string => law({ type: 'SIM_NOTICE', from: 'csp-CB', to: 's1sp-CB', key, content: { ...more } });
    expect([notice(installationId, { installationId }), notice(installationId, {}), notice('INC-1', { installationId }), notice(installationId, { installationId: 'I0002' })]).toEqual(['holds', 'holds', 'holds', about('SIM_NOTICE', 'names I0002', 'csp-CB')]);
  });
  it('what came back says what was asked for', () => expect(said('WAN_RESULT', { deviceId: 'D9' })).toBe('holds'));
});
