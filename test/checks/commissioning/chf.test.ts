import { describe, expect, it } from 'vitest';
import { CHF_CHECKS, checkChfRequest } from '../../../protocol/checks/commissioning/chf.ts';
import type { ChfFacts } from '../../../protocol/checks/commissioning/chf.ts';
import type { SmiDevice } from '../../../protocol/checks/records.ts';
import { decodeChfRequest, encodeChfRequest } from '../../../protocol/messages/duis/chf.ts';
import type { ChfRequest } from '../../../protocol/messages/duis/chf.ts';
import type { Smi } from '../../../protocol/messages/duis/smi.ts';
import { CP_ID, DSP_ID, S1SP_ID, cp, full, makeDevice, read, s1sp, withHub } from '../../duis/world.ts';
import { duisFile, hasDuis } from '../../duis/xsd.ts';

const [CHF, GPF] = [makeDevice('CHF'), makeDevice('GPF')];
const facts = (request: ChfRequest, smi: Smi, more: Partial<ChfFacts> = {}): ChfFacts =>
  ({ request: read(encodeChfRequest(request, { originator: S1SP_ID, dspId: DSP_ID, counter: 1 }), decodeChfRequest), signer: s1sp.certificate, smi, ...more });
const prenotify: ChfRequest = { kind: 'prenotify', hub: CHF, gpf: GPF };
const commission: ChfRequest = { kind: 'commission', hub: CHF };
const { smi: done } = withHub(full);
const row = (change: Partial<SmiDevice>): Smi => ({ ...done, [CHF.deviceId]: { ...done[CHF.deviceId]!, status: 'Pending', ...change } });
const pending = row({});

describe('MEHRS 2.6.7: the DSP and the S1SP\'s requests for the Communications Hub', () => {
  it.each([['a pre-notification', facts(prenotify, {})], ['the same again', facts(prenotify, pending)], ['Commissioned', facts(commission, pending)], ['Commissioned again', facts(commission, done)]])(
    'does %s', (_, good) => {
      expect(checkChfRequest(good)).toBeUndefined();
    });

  it.each([
    ['X-CHF-E2', 'is signed by the Commissioning Party', facts(prenotify, {}, { signer: cp.certificate })],
    ['X-CHF-E100', 'is signed by another S1SP', facts(prenotify, {}, { signer: { ...s1sp.certificate, entityId: CP_ID } })],
    ['X-CHF-E120201', 'has one identifier for hub and GPF', facts({ ...prenotify, gpf: { ...GPF, deviceId: CHF.deviceId } }, {})],
    ['X-CHF-E120201', 'names a hub whose identifier a meter has', facts(prenotify, row({ deviceType: 'ESME' }))],
    ['X-CHF-E120201', 'names a GPF whose identifier a meter has', facts(prenotify, { [GPF.deviceId]: { ...done[GPF.deviceId]!, deviceType: 'GSME' } })],
    ['X-CHF-E11', 'commissions a hub that the SMI does not have', facts(commission, {})],
    ['X-CHF-E11', 'commissions a SMETS2 hub', facts(commission, row({ smetsVersion: 'SMETS2' }))],
    ['X-CHF-E5', 'pre-notifies a hub that is in use', facts(prenotify, done)],
    ['X-CHF-E5', 'commissions a withdrawn hub', facts(commission, row({ status: 'Withdrawn' }))],
  ])('%s: refuses what %s', (id, _, wrong) => {
    expect(checkChfRequest(wrong)?.id).toBe(id);
  });

  it('X-CHF-E11, X-CHF-E5: refuse what is neither a pre-notification nor an update of the inventory, and a pre-notification of another type', () => {
    const good = facts(commission, pending);
    const other = { ...good, request: { ...good.request, body: { kind: 'other' as const, element: 'ReadProfile', deviceIds: [] } } };
    expect(CHF_CHECKS.filter((each) => !each.holds(other)).map(({ id }) => id)).toEqual(['X-CHF-E11', 'X-CHF-E5']);
    const first = facts(prenotify, {});
    if (first.request.body.kind !== 'devicePrenotification') throw new Error('not a pre-notification');
    const meter = { ...first, request: { ...first.request, body: { ...first.request.body, deviceType: 'ESME' } } };
    expect(CHF_CHECKS.filter((each) => !each.holds(meter)).map(({ id }) => id)).toEqual(['X-CHF-E11']);
  });

  it('X-CHF-E5: a hub that is installed and not commissioned may be commissioned; one in use that no SMI row has may not', () => {
    expect(checkChfRequest(facts(commission, row({ status: 'InstalledNotCommissioned' })))).toBeUndefined();
    expect(CHF_CHECKS.filter((each) => !each.holds(facts(commission, {}))).map(({ id }) => id)).toEqual(['X-CHF-E11', 'X-CHF-E5']);
    expect(CHF_CHECKS.filter((each) => !each.holds(facts(commission, row({ deviceType: 'ESME' })))).map(({ id }) => id)).toEqual(['X-CHF-E11']);
    for (const status of ['Withdrawn', 'Decommissioned'] as const) expect(checkChfRequest(facts(prenotify, row({ status })))).toBeUndefined();
  });

  it('X-CHF-E11: refuses a pre-notification that does not call the hub SMETS1', () => {
    const good = facts(prenotify, {});
    if (good.request.body.kind !== 'devicePrenotification') throw new Error('not a pre-notification');
    const wrong = { ...good, request: { ...good.request, body: { ...good.request.body, smetsVersion: 'CHTS V1.4' } } };
    expect(checkChfRequest(wrong)?.id).toBe('X-CHF-E11');
  });

  it.skipIf(!hasDuis)('its codes are in the DUIS enumeration', () => {
    for (const { responseCode } of CHF_CHECKS) expect(duisFile('ResponseCode-enum-5.4.txt').split(/\s+/)).toContain(responseCode);
  });
});
