import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import type { Installation } from '../../protocol/domain.ts';
import { NO_CERTIFICATES } from '../../protocol/files/schedule.ts';
import { dormantRecord, schedule, scheduleRows, suppliersOf } from '../../protocol/planning/dormant.ts';

const WEEK = '2020-11-09';
const dormant = (shape: 'dual-dormant' | 'dual-split-dormant' | 'electricity-dormant', installations = 1): readonly Installation[] =>
  generateEstate({ seed: '7', installations, groups: ['CB'], shape }).installations;
const ids = (name: string) => ({ serial: '7', issuer: name });

describe('Guide 3.3.3, 4.5.5 Dormant Installations', () => {
  it('fill the days of the week up to capacity; what has no room waits for a later week', () => {
    const days = schedule(dormant('electricity-dormant', 20), WEEK, 2).map(({ migrationDay }) => migrationDay);
    expect(days).toHaveLength(14);
    expect(days.slice(0, 3)).toEqual([WEEK, WEEK, '2020-11-10']);
    expect(days.at(-1)).toBe('2020-11-15');
    expect(schedule(dormant('electricity-dormant', 2), WEEK, 0)).toEqual([]);
  });

  it('one supplier of both fuels gets one row with both meters', () => {
    const scheduled = schedule(dormant('dual-dormant'), WEEK, 10);
    const [supplier] = suppliersOf(scheduled);
    const { installation } = scheduled[0]!;
    expect(suppliersOf(scheduled)).toHaveLength(1);
    expect(scheduleRows(scheduled, supplier!, WEEK)).toMatchObject([{ mpan: installation.mpan, mprn: installation.mprn, smso: 'CB', from: WEEK, to: '2020-11-15', priority: '' }]);
    expect(scheduleRows(scheduled, supplier!, WEEK)[0]!.devices.map(({ deviceType }) => deviceType)).toEqual(['CHF', 'ESME', 'GSME', 'GPF']);
  });

  it("two suppliers each get their own meter and nothing of the other's", () => {
    const scheduled = schedule(dormant('dual-split-dormant'), WEEK, 10);
    const { electricity, gas, mpan, mprn } = scheduled[0]!.installation;
    expect(scheduleRows(scheduled, electricity.supplier, WEEK)).toMatchObject([{ mpan, mprn: '' }]);
    expect(scheduleRows(scheduled, gas!.supplier, WEEK)).toMatchObject([{ mpan: '', mprn }]);
    expect(scheduleRows(scheduled, gas!.supplier, WEEK)[0]!.devices.map(({ deviceType }) => deviceType)).toEqual(['GSME', 'GPF']);
    expect(scheduleRows(scheduled, 'NOBODY', WEEK)).toEqual([]);
  });

  it("MA013-MA015: DCC's record names both MPxNs and both suppliers; credentials come from each supplier's own row", () => {
    const [one] = schedule(dormant('dual-split-dormant'), WEEK, 10);
    const { electricity, gas, mpan, mprn } = one!.installation;
    const returned = (mpxn: string) => ({
      ...scheduleRows([one!], (mpxn === mpan ? electricity : gas!).supplier, WEEK)[0]!, ...NO_CERTIFICATES, priority: mpxn === mprn ? 'True' : 'False',
      esmeSupplierCritical: ids(`esme by ${mpxn}`), gasSupplierCritical: ids(`gas by ${mpxn}`),
    });
    expect(dormantRecord(one!, WEEK, returned)).toMatchObject({
      mpan, mprn, migrationWeek: WEEK, migrateOn: WEEK, priority: 'True', toBeCommissionedByDCC: 'True',
      esmeSupplierId: electricity.supplier, gsmeSupplierId: gas!.supplier,
      esmeSupplierCritical: ids(`esme by ${mpan}`), gasSupplierCritical: ids(`gas by ${mprn}`),
    });
  });

  it('3.3.3: without a reply DCC authorises all the same, without credentials', () => {
    const [one] = schedule(dormant('electricity-dormant'), WEEK, 10);
    expect(dormantRecord(one!, WEEK, () => undefined)).toMatchObject({ mpan: one!.installation.mpan, mprn: '', gsmeSupplierId: '', priority: 'False', ...NO_CERTIFICATES });
  });
});
