import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { COHORTS, type Estate } from '../../protocol/domain.ts';
import { makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';
import { decodeUpgradeNotice, encodeUpgradeNotice, type UpgradeRow } from '../../protocol/files/upgradeNotice.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { upgradeEarliestOn, upgradeNoticeAt } from '../../protocol/planning/calendar.ts';
import { schedule, upgradeRows } from '../../protocol/planning/dormant.ts';
import { addDays, dayOfWeek, londonDate, londonText } from '../../protocol/time.ts';
import { createWorld } from '../../harness/world/world.ts';
import { eui64 } from '../files/generators.ts';
import { firstOf, only, receivers, runOf, runWorld, sent, HAPPY, type Run } from '../world/support.ts';

const WEEK = '2020-11-09';
const RULES = RULE_SETS['v3.1'];
/** Mondays to Fridays from one date up to, not including, another. */
const workingDays = (from: string, to: string): number => {
  let days = 0;
  for (let at = from; at < to; at = addDays(at, 1)) if (dayOfWeek(at) <= 5) days += 1;
  return days;
};

describe('Guide 3.3.2 notification of intention to upgrade or configure', () => {
  const estate: Estate = generateEstate({ seed: '7', installations: 1, groups: ['CB'], shape: 'dual-split-dormant', paymentMode: 'credit' });
  const { mpan, mprn, electricity, gas, devices } = only(estate.installations);
  let run: Run;
  beforeAll(async () => {
    run = await runWorld({ estate });
  });
  const noticeTo = (supplier: string): readonly UpgradeRow[] => decodeUpgradeNotice(only(sent(run.messages, 'UPGRADE_NOTICE', 'mcc', `supplier-${supplier}`)).body);
  const deviceOf = (type: string) => devices.find(({ deviceType }) => deviceType === type)!;

  it('goes to each Dormant Supplier at least 15 working days before the earliest date, which lies before the Migration Week', () => {
    const notices = sent(run.messages, 'UPGRADE_NOTICE');
    expect(receivers(notices)).toEqual([`supplier-${electricity.supplier}`, `supplier-${gas!.supplier}`].sort());
    expect(new Set(notices.map(({ from }) => from))).toEqual(new Set(['mcc']));
    expect(new Set(notices.map(({ stamp }) => londonText(stamp.t)))).toEqual(new Set(['2020-10-12 09:00']));
    for (const { earliestDate } of noticeTo(electricity.supplier)) {
      expect(workingDays('2020-10-12', earliestDate)).toBe(15);
      expect(earliestDate < WEEK).toBe(true);
    }
  });

  it('names MPxN, Device ID, serial number, SMSO, target DMC and earliest date of every Device of its own meters, and of nobody else\'s', () => {
    const common = { smso: 'CB', targetDmc: ['CHF', 'ESME', 'GSME', 'GPF'].map((type) => `${deviceOf(type).model} ${deviceOf(type).firmwareVersion}`).join(' + '), earliestDate: '2020-11-02' };
    const told = (mpxn: string, types: readonly string[]) => types.map(deviceOf).map(({ deviceId, serialNumber }) => ({ mpxn, deviceId, serialNumber, ...common }));
    expect(noticeTo(electricity.supplier)).toEqual(told(mpan, ['CHF', 'ESME']));
    expect(noticeTo(gas!.supplier)).toEqual(told(mprn!, ['GSME', 'GPF']));
  });

  it('comes before the Migration Schedule, and the supplier files it', () => {
    const notice = firstOf(sent(run.messages, 'UPGRADE_NOTICE'));
    expect(notice.stamp.t).toBeLessThan(firstOf(sent(run.messages, 'MS')).stamp.t);
    const filed = run.world.journal.steps.filter(({ machine, key }) => machine === 'supplier.library' && key.startsWith('UN_'));
    expect(filed.map(({ party }) => party).sort()).toEqual([`supplier-${electricity.supplier}`, `supplier-${gas!.supplier}`].sort());
    expect(run.world.undeclared()).toEqual([]);
    expect(run.world.pending()).toEqual([]);
    expect(run.world.journal.refusals).toEqual([]);
  });

  it('is not sent to suppliers without Dormant meters', async () => {
    expect(sent((await runOf(HAPPY)).messages, 'UPGRADE_NOTICE')).toEqual([]);
  });

  it('leaves 15 working days, across clock changes too, and no world starts too late for it', async () => {
    const mondays = Array.from({ length: 60 }, (_, week) => addDays('2020-08-31', 7 * week));
    for (const monday of mondays) expect(workingDays(londonDate(upgradeNoticeAt(monday, RULES)), upgradeEarliestOn(monday, RULES)), monday).toBe(15);
    const world = await createWorld({ estate });
    expect(upgradeNoticeAt(WEEK, RULES)).toBeGreaterThan(world.startAt);
    await world.close();
  });

  it('tells of what a spreadsheet would run as text', () => {
    const [scheduled] = schedule(estate.installations, WEEK, 1);
    const hostile = { ...scheduled!, installation: { ...scheduled!.installation, devices: devices.map((each) => ({ ...each, model: '=1+1', serialNumber: '@SUM(A1)' })) } };
    const rows = upgradeRows([hostile], electricity.supplier, '2020-11-02');
    expect(decodeUpgradeNotice(encodeUpgradeNotice(rows)).map(({ serialNumber, targetDmc }) => [serialNumber, targetDmc[0]])).toEqual([["'@SUM(A1)", "'"], ["'@SUM(A1)", "'"]]);
  });
});

describe('the CSV of it', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ABCabc 019,"'), minLength: 1, maxLength: 12 });
  const row: fc.Arbitrary<UpgradeRow> = fc.record({
    mpxn: fc.nat(900_000).chain((n) => fc.constantFrom(makeMpan(10, n), makeMprn(n))), deviceId: eui64, serialNumber: text, smso: fc.constantFrom(...COHORTS), targetDmc: text,
    earliestDate: fc.nat(4_000).map((days) => addDays('2018-01-01', days)),
  });

  it('reads back as written', () => {
    fc.assert(fc.property(fc.uniqueArray(row, { minLength: 1, maxLength: 8, selector: ({ deviceId }) => deviceId }), (rows) => {
      expect(decodeUpgradeNotice(encodeUpgradeNotice(rows))).toEqual(rows);
    }));
  });

  const one: UpgradeRow = { mpxn: makeMpan(10, 1), deviceId: '02-5E-A5-02-00-00-00-01', serialNumber: 'E1', smso: 'CB', targetDmc: 'E 1.0', earliestDate: '2020-11-02' };
  it.each([
    ['no Device', [], 'at least one record'],
    ['a Device twice', [one, one], 'one row a Device'],
    ['no MPxN', [{ ...one, mpxn: '12345' }], 'MPRN'],
    ['no Device ID', [{ ...one, deviceId: '02-5E' }], 'EUI-64'],
    ['no serial number', [{ ...one, serialNumber: '' }], 'serial number'],
    ['no SMSO', [{ ...one, smso: 'XX' as 'CB' }], 'CB'],
    ['no DMC', [{ ...one, targetDmc: '' }], 'Device Model Combination'],
    ['no date', [{ ...one, earliestDate: '2020-11-31' }], 'YYYY-MM-DD'],
  ])('is refused with %s', (_what, rows, expected) => {
    expect(() => encodeUpgradeNotice(rows)).toThrow(expected);
  });
});
