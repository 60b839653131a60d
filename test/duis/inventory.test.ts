import { describe, expect, it } from 'vitest';
import type { DeviceType } from '../../protocol/domain.ts';
import { checkCommissioningRequest, replacementCertificatesOf } from '../../protocol/checks/commissioning/check.ts';
import { applyToInventory } from '../../protocol/messages/duis/inventory.ts';
import { commissioningSequence } from '../../protocol/messages/duis/sequence.ts';
import type { InventoryEvent, Smi } from '../../protocol/messages/duis/smi.ts';
import { AT, FULL, MPAN, MPRN, afterChange, cp, credentialsOf, decoded, deviceId, installationOf, partyOf, registration, withHub } from './world.ts';

const SHAPES: readonly (readonly DeviceType[])[] = [
  FULL, ['CHF', 'ESME'], ['CHF', 'ESME', 'IHD'], ['CHF', 'ESME', 'PPMID', 'IHD'], ['CHF', 'ESME', 'GSME', 'GPF'], ['CHF', 'ESME', 'GSME', 'GPF', 'IHD'],
];

/** Every step decoded from its own bytes, checked by both parties, applied; twice where `again`. */
const commission = (types: readonly DeviceType[], again = false): { readonly smi: Smi; readonly events: readonly InventoryEvent[] } => {
  const installation = installationOf(types);
  let { smi } = withHub(installation);
  const events: InventoryEvent[] = [];
  commissioningSequence(installation).forEach((step, index) => {
    const request = decoded(step, index + 1);
    const facts = { request, signer: cp.certificate, smi, registration, partyOf, replacementCertificates: replacementCertificatesOf(request) };
    expect([step.number, checkCommissioningRequest('dsp', facts)?.id, checkCommissioningRequest('s1sp', facts)?.id]).toEqual([step.number, undefined, undefined]);
    const change = applyToInventory(smi, request, AT);
    events.push(...change.events);
    smi = afterChange(smi, change);
    if (again && !step.handover) expect(applyToInventory(smi, request, AT).events).toEqual([]);
  });
  return { smi, events };
};

describe('R2-07: what the sequence does to the Smart Metering Inventory', () => {
  it.each(SHAPES.map((types) => [types.join(' '), types] as const))('%s: every step passes both parties, and every Device ends Commissioned', (_, types) => {
    const { smi } = commission(types);
    expect(Object.keys(smi)).toHaveLength(types.length);
    for (const device of Object.values(smi)) expect([device.deviceType, device.status, device.smetsVersion]).toEqual([device.deviceType, 'Commissioned', 'SMETS1']);
  });

  it('Guide Table 5 step 21: N16 when an MPxN is associated, one per meter', () => {
    expect(commission(FULL).events.filter((each) => each.kind === 'N16')).toEqual([
      { kind: 'N16', deviceId: deviceId('ESME'), mpxn: MPAN, at: AT }, { kind: 'N16', deviceId: deviceId('GSME'), mpxn: MPRN, at: AT },
    ]);
  });

  it('A-49: N55 for each commissioned Device except the IHD, with the MPxN it serves', () => {
    expect(commission(FULL).events.filter((each) => each.kind === 'commissioned').map((each) => [each.deviceId, each.mpxn])).toEqual([
      [deviceId('ESME'), MPAN], [deviceId('GSME'), MPRN], [deviceId('PPMID'), MPAN], [deviceId('GPF'), MPRN],
    ]);
  });

  it('A-49: N42 for each credential that is placed, with the certificates of its owner', () => {
    const placed = commission(FULL).events.filter((each) => each.kind === 'N42');
    expect(placed.map((each) => [each.deviceId, each.remotePartyRole])).toEqual(
      (['ESME', 'GSME', 'GPF'] as const).flatMap((type) => [[deviceId(type), 'Supplier'], [deviceId(type), 'NetworkOperator']]));
    const { critical, nonCritical } = credentialsOf('SUPA');
    expect(placed[0]?.certificates).toEqual([
      { type: 'DigitalSigning', der: new Uint8Array(critical.certificate.der) }, { type: 'KeyAgreement', der: new Uint8Array(nonCritical.certificate.der) },
    ]);
  });

  it('GPF and PPMID stand under the hub, the GPF with the gas MPxN', () => {
    const { smi } = commission(FULL);
    expect(smi[deviceId('GPF')]).toMatchObject({ importMpxn: MPRN, communicationsHub: deviceId('CHF') });
    expect(smi[deviceId('PPMID')]).toMatchObject({ communicationsHub: deviceId('CHF') });
    expect(smi[deviceId('PPMID')]?.importMpxn).toBeUndefined();
  });

  it('is idempotent: a repeated request tells nobody a second time', () => {
    commission(FULL, true);
  });

  it('MEHRS 2.6.7: the hub is pre-notified Pending, then Commissioned with N55; its GPF becomes InstalledNotCommissioned', () => {
    const { smi, changes } = withHub(installationOf(FULL));
    expect(changes[0]?.updates.map((each) => [each.deviceType, each.status])).toEqual([['CHF', 'Pending'], ['GPF', 'Pending']]);
    expect(changes[0]?.events).toEqual([]);
    expect(Object.values(smi).map((each) => [each.deviceType, each.status])).toEqual([['CHF', 'Commissioned'], ['GPF', 'InstalledNotCommissioned']]);
    expect(changes[1]?.events).toEqual([{ kind: 'commissioned', deviceId: deviceId('CHF'), at: AT }]);
  });

  it('MEHRS 2.6.7: a hub that is commissioned again leaves its commissioned GPF alone', () => {
    const { smi } = commission(FULL);
    const hub = smi[deviceId('CHF')]!;
    const request = { ...decoded(commissioningSequence(installationOf(FULL))[0]!), body: { kind: 'updateInventory', deviceId: hub.deviceId, chStatus: 'Commissioned' } as const };
    const change = applyToInventory({ ...smi, [hub.deviceId]: { ...hub, status: 'InstalledNotCommissioned' } }, request, AT);
    expect(change.updates).toEqual([hub]);
    expect(applyToInventory(smi, request, AT)).toEqual({ updates: [], events: [] });
    expect(applyToInventory(smi, { ...request, body: { ...request.body, chStatus: 'Withdrawn' } }, AT)).toEqual({ updates: [{ ...hub, status: 'Withdrawn' }], events: [] });
  });

  it('a pre-notification that does not call the Device SMETS1 enters it as something else', () => {
    const request = decoded(commissioningSequence(installationOf(FULL))[0]!);
    if (request.body.kind !== 'devicePrenotification') throw new Error('not a pre-notification');
    const changed = { ...request, body: { ...request.body, smetsVersion: 'SMETS V1.58' } };
    expect(applyToInventory({}, changed, AT).updates[0]?.smetsVersion).toBe('SMETS2');
  });
});
