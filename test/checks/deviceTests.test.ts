/** MEHRS 2.6.3: the S1SP's device tests, each failed by one fact of its own, and which of them are Critical (ruling A-34). */
import { describe, expect, it } from 'vitest';
import { DEVICE_TESTS, checkDevice, deviceFactsIn, type DeviceTestFacts } from '../../protocol/checks/deviceTests.ts';
import { isCritical } from '../../protocol/mehrs/parameters/deviceTests.ts';
import { DEVICE_TYPES } from '../../protocol/domain.ts';

const said = { manufacturer: 'Maker', model: 'Meter', firmwareVersion: '00000001', joined: true, clockErrorSeconds: 0 };
const sound: DeviceTestFacts = {
  expected: { deviceId: '02-5E-A5-02-00-00-00-01', deviceType: 'ESME', manufacturer: 'Maker', model: 'Meter', firmwareVersion: '00000001' } as DeviceTestFacts['expected'], result: 'answered', said,
};
const { said: _said, ...silent } = sound;

const ESME = 'ESME 02-5E-A5-02-00-00-00-01';
const BROKEN: readonly (readonly [id: string, facts: DeviceTestFacts, says: string])[] = [
  ['X12.9.2-01', { ...sound, result: 'unreachable' }, 'no answer'],
  ['X12.9.2-01', { ...sound, result: 'notPermitted' }, 'no answer'],
  ['X12.9.2-02', { ...sound, result: 'refused' }, 'refuses the command'],
  ['X12.9.2-03', { ...sound, result: 'busy' }, 'busy'],
  ['X12.9.2-04', { ...sound, result: 'wrongMode' }, 'in the wrong mode'],
  ['X12.9.2-06', { ...sound, said: { ...said, model: 'Another' } }, 'says it is a Maker Another'],
  ['X12.9.2-06', { ...sound, said: { ...said, manufacturer: 'Nobody' } }, 'says it is a Nobody Meter'],
  ['X12.9.2-07', { ...sound, said: { ...said, firmwareVersion: '00000002' } }, 'firmware 00000002'],
  ['X12.9.2-08', { ...sound, said: { ...said, joined: false } }, 'not joined to the hub'],
  ['X12.9.2-09', { ...sound, said: { ...said, clockErrorSeconds: -11 } }, 'clock -11 s off'],
  ['X12.9.2-09', { ...sound, said: { ...said, clockErrorSeconds: 11 } }, 'clock 11 s off'],
];

describe('MEHRS 2.6.3 device tests', () => {
  it('a sound device passes all, with a clock ten seconds off too', () => {
    expect(checkDevice(sound, () => true)).toBeUndefined();
    expect(checkDevice({ ...sound, said: { ...said, clockErrorSeconds: 10 } }, () => true)).toBeUndefined();
  });

  it.each(BROKEN)('%s fails by its own fact and by no other (%#)', (id, facts, says) => {
    expect(DEVICE_TESTS.filter((each) => !each.holds(facts)).map((each) => each.id)).toEqual([id]);
    expect(checkDevice(facts, () => true)).toEqual({ id, detail: `${ESME}: ${says}`, critical: true });
    expect(checkDevice(facts, () => false)).toEqual({ id, detail: `${ESME}: ${says}`, critical: false });
  });

  it('X12.9.2-05 is an answer that cannot be read', () => {
    expect(checkDevice(silent, (id) => id === 'X12.9.2-05')).toEqual({ id: 'X12.9.2-05', detail: `${ESME}: its answer cannot be read`, critical: true });
    expect(DEVICE_TESTS.filter((each) => !each.holds(silent)).map((each) => each.id)).toEqual(['X12.9.2-05', 'X12.9.2-06', 'X12.9.2-07', 'X12.9.2-08']);
    expect([deviceFactsIn('bm90IEpTT04='), deviceFactsIn(Buffer.from('{"joined":"yes"}').toString('base64')), deviceFactsIn('')]).toEqual([undefined, undefined, undefined]);
    expect(deviceFactsIn(Buffer.from(JSON.stringify(said)).toString('base64'))).toEqual(said);
  });

  it('a remark never hides a reason to stop', () => {
    const facts = { ...sound, said: { ...said, firmwareVersion: '00000002', clockErrorSeconds: 99 } };
    expect(checkDevice(facts, (id) => id === 'X12.9.2-09')).toMatchObject({ id: 'X12.9.2-09', critical: true });
    expect(checkDevice(facts, (id) => id === 'X12.9.2-07')).toMatchObject({ id: 'X12.9.2-07', critical: true });
  });

  it('ruling A-34: metering devices stop a migration, displays never do, a clock none', () => {
    for (const { id } of DEVICE_TESTS) for (const type of ['PPMID', 'IHD'] as const) expect(isCritical(id, type), `${id} ${type}`).toBe(false);
    for (const type of DEVICE_TYPES) expect(isCritical('X12.9.2-09', type)).toBe(false);
    expect(['CHF', 'ESME', 'GSME', 'GPF'].every((type) => isCritical('X12.9.2-01', type as 'CHF'))).toBe(true);
    expect(isCritical('X no such test', 'ESME')).toBe(false);
  });
});
