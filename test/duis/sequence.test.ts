import { describe, expect, it } from 'vitest';
import type { DeviceType } from '../../protocol/domain.ts';
import { TABLE_8_7_2, commissioningSequence } from '../../protocol/messages/duis/sequence.ts';
import { FULL, deviceId, full, installationOf, makeDevice } from './world.ts';

const brief = (types: readonly DeviceType[]): readonly string[] => commissioningSequence(installationOf(types)).map((step) => `${step.number} ${step.srvVariant}`);

describe('X6.3: the commissioning sequence (R2-07)', () => {
  it('Guide 4.5.6.3: a full dual-fuel set takes 20 Commissioning Requests, numbered X6.3-01 to X6.3-20 in order', () => {
    const steps = commissioningSequence(full);
    expect(steps.map((step) => step.number)).toEqual(Array.from({ length: 20 }, (_, at) => `X6.3-${String(at + 1).padStart(2, '0')}`));
    expect(steps.map((step) => step.srvVariant)).toEqual([
      '12.2', '12.2', '12.2', '12.2', '8.11', '8.11', '8.11', '8.11', '8.1.1', '8.1.1', '8.7.1', '8.7.2', '8.7.2', '8.7.2', ...Array<string>(6).fill('6.21'),
    ]);
  });

  it('MEHRS 2.6.7: neither the hub nor its GPF is pre-notified or added to the HAN in it', () => {
    for (const step of commissioningSequence(full)) {
      expect(step.deviceId).not.toBe(deviceId('CHF'));
      if (step.deviceId === deviceId('GPF')) expect(['8.7', '6.21']).toContain(step.srv);
    }
  });

  it('12.2 goes to the DSP, 8.11 to the hub with the MPxN of meters only, the rest to the Device', () => {
    for (const step of commissioningSequence(full)) {
      if (step.srv === '12.2') expect(step).toMatchObject({ target: 'DSP', kind: 'inventory' });
      else expect(step.kind).toBe('device');
      if (step.content.kind === 'addToHan') {
        expect(step.target).toBe(deviceId('CHF'));
        const mpxn = { [deviceId('ESME')]: full.mpan, [deviceId('GSME')]: full.mprn }[step.deviceId];
        expect(step.content.importMpxn).toBe(mpxn);
      }
      if (step.content.kind === 'commission' || step.content.kind === 'handover') expect(step.target).toBe(step.deviceId);
    }
  });

  it('A-40: exactly the 6.21 steps are handovers', () => {
    for (const step of commissioningSequence(full)) expect(step.handover).toBe(step.srv === '6.21');
  });

  it('keeps the number of a row in smaller Installations', () => {
    const whole = new Map(commissioningSequence(full).map((step) => [step.number, `${step.srvVariant} ${step.target} ${step.deviceId}`]));
    const electricity = commissioningSequence(installationOf(['CHF', 'ESME', 'IHD']));
    expect(brief(['CHF', 'ESME', 'IHD'])).toEqual([
      'X6.3-01 12.2', 'X6.3-04 12.2', 'X6.3-05 8.11', 'X6.3-08 8.11', 'X6.3-09 8.1.1', 'X6.3-14 8.7.2', 'X6.3-15 6.21', 'X6.3-16 6.21',
    ]);
    for (const step of electricity) expect(whole.get(step.number)).toBe(`${step.srvVariant} ${step.target} ${step.deviceId}`);
  });

  it('two Devices of a type share the number of the row', () => {
    const second = { ...makeDevice('PPMID'), deviceId: '00-DB-12-34-56-78-90-B4' };
    const steps = commissioningSequence({ ...full, devices: [...full.devices, second] });
    expect(steps.filter((step) => step.number === 'X6.3-03').map((step) => step.deviceId)).toEqual([deviceId('PPMID'), second.deviceId]);
    expect(steps).toHaveLength(20 + 4);
  });

  it('6.21 only for credentials that the MCF has: without Network Operator ids none is placed for it', () => {
    const steps = commissioningSequence({ ...full, credentials: full.credentials.filter((each) => each.remotePartyRole === 'Supplier') });
    expect(steps.filter((step) => step.handover).map((step) => step.number)).toEqual(['X6.3-15', 'X6.3-17', 'X6.3-19']);
  });

  it('A-50: split supply has its credentials dropped, unless splitSupplyCredentialsApplied', () => {
    const split = installationOf(FULL, { gasSupplier: 'SUPB' });
    expect(commissioningSequence(split).filter((step) => step.handover)).toEqual([]);
    expect(commissioningSequence(split, { splitSupplyCredentialsApplied: true }).filter((step) => step.handover)).toHaveLength(6);
  });

  it('an Installation without a hub has no sequence', () => {
    expect(() => commissioningSequence(installationOf(['ESME']))).toThrow(RangeError);
  });

  it('Table 8.7-2 is exactly the pairs of the sequence', () => {
    const used = new Set(commissioningSequence(full).map((step) => `${step.srv} ${step.srvVariant}`));
    expect(new Set(TABLE_8_7_2.map((each) => `${each.srv} ${each.srvVariant}`))).toEqual(used);
  });
});
