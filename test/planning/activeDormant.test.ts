/** Guide 3.3.3 with its note 13: the supplier of a Dormant meter beside an Active one hears of the migration by a Migration Schedule. */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import type { Seat } from '../../harness/world/seat.ts';
import { address, type Estate } from '../../protocol/domain.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { decodeSchedule, encodeSchedule } from '../../protocol/files/schedule.ts';
import { londonText, londonTime } from '../../protocol/time.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';
import { firstOf, only, receivers, runWorld, sent, type Run } from '../world/support.ts';

const estateOf = (shape: 'dual-active-dormant' | 'dual-dormant-active', installations = 1): Estate =>
  generateEstate({ seed: '7', installations, groups: ['CB'], shape, paymentMode: 'credit' });
const clean = ({ world }: Run): void => {
  expect(world.undeclared()).toEqual([]);
  expect(world.pending()).toEqual([]);
};
const sideOf = ({ installations: [site] }: Estate) => {
  const { electricity, gas, mpan, mprn } = site!;
  return electricity.active
    ? { active: address('supplier', electricity.supplier), dormant: address('supplier', gas!.supplier), row: { mpan: '', mprn }, devices: ['GSME', 'GPF'] }
    : { active: address('supplier', gas!.supplier), dormant: address('supplier', electricity.supplier), row: { mpan, mprn: '' }, devices: ['CHF', 'ESME'] };
};

describe('Guide 3.3.3 note 13: Active/Dormant', () => {
  it.each(['dual-active-dormant', 'dual-dormant-active'] as const)('%s: once the Active Supplier has authorised, supplier of the Dormant meter, Requesting Party and BIMI are told of that meter alone', async (shape) => {
    const estate = estateOf(shape);
    const run = await runWorld({ estate });
    const { active, dormant, row, devices } = sideOf(estate);
    const schedules = sent(run.messages, 'MS');
    expect(receivers(schedules)).toEqual(['bimi', 'rp-CB', dormant]);
    const authorisation = only(sent(run.messages, 'MA', active, 'mcc'));
    expect(londonText(firstOf(schedules).stamp.t)).toBe(londonText(authorisation.stamp.t));
    const told = only([...decodeSchedule(firstOf(schedules).body)]);
    expect(told).toMatchObject({ ...row, smso: 'CB', from: '2020-11-09', to: '2020-11-15' });
    expect(told.devices.map(({ deviceType }) => deviceType)).toEqual(devices);
    clean(run);
    expect(run.world.journal.refusals).toEqual([]);
  });

  it("3.4.1: what the Dormant Supplier returns is taken and not used: the MCF has the Active Supplier's certificate ids alone", async () => {
    const estate = estateOf('dual-active-dormant');
    const run = await runWorld({ estate });
    const returned = only([...decodeSchedule(only(sent(run.messages, 'MS_REPLY', sideOf(estate).dormant, 'mcc')).body)]);
    expect(returned.gasSupplierCritical.serial).not.toBe('');
    expect(new TextDecoder().decode(firstOf(sent(run.messages, 'MCF')).body)).not.toContain(returned.gasSupplierCritical.serial);
    expect(decodeFile(firstOf(sent(run.messages, 'MCF')).body).type).toBe('MCF');
    expect(sent(run.messages, 'COF', 'cp', 'supplier')).toHaveLength(2);
    clean(run);
  });

  it('one schedule names all meters that one authorisation lets migrate; a supplier with Dormant sites of its own has a file for each', async () => {
    const mixed = estateOf('dual-active-dormant', 3);
    const [first] = mixed.installations;
    const site = (each: Estate['installations'][number]) => ({ ...each, electricity: { ...each.electricity, supplier: 'SUPA' }, gas: { ...each.gas!, supplier: 'SUPB' } });
    const all = generateEstate({ seed: '8', installations: 1, groups: ['CB'], shape: 'dual-dormant', paymentMode: 'credit' }).installations
      .map((each) => ({ ...each, id: 'I9001', electricity: { ...each.electricity, supplier: 'SUPB' }, gas: { ...each.gas!, supplier: 'SUPB' } }));
    const run = await runWorld({ estate: { ...mixed, installations: [...mixed.installations.map(site), ...all] } });
    const toB = sent(run.messages, 'MS', 'mcc', 'supplier-SUPB');
    expect(toB.map(({ key }) => key.replace(/^.*_CB_/, ''))).toEqual(['20201109', '20201109-1']);
    expect(decodeSchedule(toB[1]!.body).map(({ mprn }) => mprn).sort()).toEqual(mixed.installations.map(({ mprn }) => mprn).sort());
    expect(sent(run.messages, 'MS_REPLY')).toHaveLength(2);
    expect(first).toBeDefined();
    clean(run);
    expect(run.world.journal.refusals).toEqual([]);
  });

  it('MEHRS 2.1.2: where DCC cannot reach SharePoint the schedule waits, and the affected supplier is told', async () => {
    const estate = estateOf('dual-active-dormant');
    const { dormant } = sideOf(estate);
    const faults: FaultPlan = { name: 'SharePoint', faults: [{ kind: 'outage', on: { type: 'MDC', nth: 1 }, afterMinutes: 60, party: 'mcc', system: 'sharePoint' }] };
    const run = await runWorld({ estate, faults });
    const incident = only(sent(run.messages, 'INCIDENT_RAISED', 'mcc'));
    const notified = sent(run.messages, 'SSI_NOTIFICATION').map(({ to }) => to);
    expect(notified).toContain(dormant);
    expect(firstOf(sent(run.messages, 'MS', 'mcc', dormant)).stamp.t).toBeGreaterThan(incident.stamp.t);
    clean(run);
  });

  it('a schedule returned by another supplier, or about a meter that was not in it, is refused', async () => {
    const estate = estateOf('dual-active-dormant');
    const { dormant, active } = sideOf(estate);
    const schedules: { readonly key: string; readonly body: Uint8Array }[] = [];
    const returning: Seat = {
      start: (tools) => tools.wakeAt(londonTime('2020-11-04', '09:00'), 'return'),
      receive: (message) => { if (message.type === 'MS') schedules.push(message); },
      wake: (_note, tools) => {
        for (const { key, body } of schedules) {
          const rows = decodeSchedule(body);
          tools.send({ to: 'mcc', type: 'MS_REPLY', key, body: encodeSchedule(rows.map((row) => ({ ...row, mpan: estate.installations[0]!.mpan }))) });
          tools.send({ to: 'mcc', type: 'MS_REPLY', key: key.replace(/-1$/, '-2'), body });
          tools.send({ to: 'mcc', type: 'MS_REPLY', key: key.replace(dormant.slice(-4), active.slice(-4)), body });
        }
      },
    };
    const run = await runWorld({ estate, seats: { [dormant]: returning } });
    expect(schedules).toHaveLength(1);
    expect(run.world.journal.refusals.filter(({ type }) => type === 'MS_REPLY')).toHaveLength(3);
    clean(run);
  });
});
