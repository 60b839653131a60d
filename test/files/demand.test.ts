import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COHORTS } from '../../protocol/domain.ts';
import { decodeAggregate, decodeDemand, decodeForecast, encodeAggregate, encodeDemand, encodeForecast, quantityOrder, type DailyQuantity } from '../../protocol/files/demand.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { PLANNING_FILES, buildPlanningFileName, parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { addDays } from '../../protocol/time.ts';
import { eui64 } from './generators.ts';

const WEEK = '2019-01-21';
const HEADER = 'MigrationDay,ElectricityDistributor,Installations';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const days = Array.from({ length: 7 }, (_, index) => addDays(WEEK, index));
const file = (...lines: readonly string[]): Uint8Array => bytesOf([HEADER, ...lines, ''].join('\r\n'));
const wholeWeek = (distributor = 'EDA', installations = '0'): readonly string[] => days.map((day) => `${day},${distributor},${installations}`);
const refusal = (run: () => unknown): FileError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};

const signifier = fc.string({ unit: fc.constantFrom(...'ABCXYZ0189'), minLength: 1, maxLength: 12 });
const cells = (day: fc.Arbitrary<string>) => fc.uniqueArray(fc.record({ migrationDay: day, distributor: signifier, installations: fc.nat(1_000_000) }), {
  minLength: 1, maxLength: 20, selector: ({ migrationDay, distributor }) => `${migrationDay} ${distributor}`,
}).map((each) => structuredClone(each));

describe('R2-09, Guide 4.5.2 Daily Migration Demand and Commitment', () => {
  const demand = cells(fc.constantFrom(...days)).map((each): DailyQuantity[] => [
    ...each, ...days.filter((day) => each.every(({ migrationDay }) => migrationDay !== day)).map((migrationDay) => ({ migrationDay, distributor: 'ZERO', installations: 0 })),
  ]);

  it('what is encoded decodes to the same quantities in order, and encodes to the same bytes (L9)', () => {
    fc.assert(fc.property(demand, (quantities) => {
      const bytes = encodeDemand(quantities, WEEK);
      expect(decodeDemand(bytes, WEEK)).toStrictEqual([...quantities].sort(quantityOrder));
      expect(encodeDemand(decodeDemand(bytes, WEEK), WEEK)).toEqual(bytes);
    }));
  });

  it('zero is a demand', () => expect(decodeDemand(file(...wholeWeek()), WEEK).every(({ installations }) => installations === 0)).toBe(true));

  it('wants every day of the week of its name, and no other', () => {
    expect(refusal(() => decodeDemand(file(...wholeWeek().slice(1)), WEEK))).toMatchObject({ code: 'csv', column: 'MigrationDay', message: expect.stringContaining('2019-01-21') });
    expect(refusal(() => decodeDemand(file(...wholeWeek(), '2019-01-28,EDA,1'), WEEK))).toMatchObject({ code: 'csv', line: 9, column: 'MigrationDay' });
    expect(refusal(() => encodeDemand([{ migrationDay: WEEK, distributor: 'EDA', installations: 1 }], WEEK))).toMatchObject({ code: 'csv' });
  });

  it('refuses a day and distributor given twice, by line', () => {
    expect(refusal(() => decodeDemand(file(...wholeWeek(), `${WEEK},EDA,1`), WEEK))).toMatchObject({ code: 'csv', line: 9, expected: expect.stringContaining('line 2') });
  });

  it.each(['-1', '+1', '1.0', '01', '1e3', ' 1', '', '1000001', '１'])('refuses the number %j, by line and column', (number) => {
    const refused = refusal(() => decodeDemand(file(...wholeWeek().slice(0, 6), `${days[6]},EDA,${number}`), WEEK));
    expect(refused).toMatchObject({ line: 8, column: 'Installations' });
  });

  it.each([['2019-1-21', 'MigrationDay'], ['21/01/2019', 'MigrationDay'], ['2019-02-30', 'MigrationDay']])('refuses the day %j', (day, column) => {
    expect(refusal(() => decodeDemand(file(`${day},EDA,1`), WEEK))).toMatchObject({ code: 'csv', line: 2, column });
  });

  it('refuses another header, another number of cells, a formula, an empty file, no rows', () => {
    expect(refusal(() => decodeDemand(bytesOf(`MigrationDay,Distributor,Installations\r\n${WEEK},EDA,1`), WEEK))).toMatchObject({ line: 1, column: 'ElectricityDistributor' });
    expect(refusal(() => decodeDemand(file(`${WEEK},EDA,1,`), WEEK))).toMatchObject({ line: 2, expected: '3 cells' });
    expect(refusal(() => decodeDemand(file(`${WEEK},=EDA,1`), WEEK))).toMatchObject({ code: 'formula', line: 2 });
    expect(refusal(() => decodeDemand(file(`${WEEK},eda,1`), WEEK))).toMatchObject({ code: 'csv', line: 2, column: 'ElectricityDistributor' });
    expect(refusal(() => decodeDemand(bytesOf(''), WEEK))).toMatchObject({ code: 'csv', line: 1 });
    expect(refusal(() => decodeDemand(file(), WEEK))).toMatchObject({ code: 'csv', expected: 'at least one record' });
  });

  it('never throws anything but a FileError, whatever the bytes (L3)', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map((text) => file(text))), (bytes) => {
      try {
        decodeDemand(bytes, WEEK);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(FileError);
      }
    }));
  });
});

describe('Guide 4.4 Indicative Migration Forecast, 4.5.3 aggregates', () => {
  const anyDay = fc.integer({ min: 0, max: 400 }).map((offset) => addDays(WEEK, offset));

  it('a forecast goes over any days; what is encoded decodes to the same', () => {
    fc.assert(fc.property(cells(anyDay), (quantities) => {
      expect(decodeForecast(encodeForecast(quantities))).toStrictEqual([...quantities].sort(quantityOrder));
    }));
  });

  it('an aggregate has room for all suppliers together, a forecast of one has not', () => {
    const many = [{ migrationDay: WEEK, distributor: 'EDA', installations: 1_000_000_000 }];
    expect(decodeAggregate(encodeAggregate(many))).toEqual(many);
    expect(refusal(() => encodeForecast(many))).toMatchObject({ code: 'csv', column: 'Installations' });
    expect(refusal(() => decodeForecast(encodeAggregate(many)))).toMatchObject({ code: 'csv', line: 2, column: 'Installations' });
  });
});

describe('names of planning files', () => {
  it("the samples DCC published, with the emulator's name for the SMSO", () => {
    const name = { type: 'DR', signifier: 'AAA123', entityId: '70-B3-D5-1F-30-00-A0-08', smso: 'IE', date: WEEK } as const;
    expect(buildPlanningFileName(name)).toBe('DR_AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190121');
    expect(buildPlanningFileName({ ...name, type: 'DC' })).toBe('DC_AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190121');
  });

  it('what is built is parsed, as its own type only, and fits the key of a message', () => {
    const type = fc.constantFrom(...PLANNING_FILES);
    fc.assert(fc.property(type, type, signifier, eui64, fc.constantFrom(...COHORTS), fc.nat(200), (own, other, party, entityId, smso, weeks) => {
      const date = own === 'MIF' ? '2020-02-01' : addDays(WEEK, 7 * weeks);
      const text = buildPlanningFileName({ type: own, signifier: party, entityId, smso, date });
      expect(parsePlanningFileName(text, own)).toEqual({ type: own, signifier: party, entityId, smso, date });
      expect(text).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
      if (other !== own) expect(refusal(() => parsePlanningFileName(text, other)).code).toBe('name');
    }));
  });

  it.each([
    'DR_AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190122', 'DR_AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190230', 'DR_AAA123_70-B3-D5-1F-30-00-A0-08_XX_20190121',
    'DR-AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190121', 'DR_aaa123_70-B3-D5-1F-30-00-A0-08_IE_20190121', 'DR_AAA123_70-b3-D5-1F-30-00-A0-08_IE_20190121',
    'DR_AAA123_70-B3-D5-1F-30-00-A0-08_IE_20190121.csv', '', 'DR',
  ])('refuses %j', (name) => expect(refusal(() => parsePlanningFileName(name, 'DR'))).toMatchObject({ code: 'name' }));

  it('a forecast is dated with the first of a month', () => {
    const name = { type: 'MIF', signifier: 'SUPA', entityId: '70-B3-D5-1F-30-00-A0-08', smso: 'CB', date: '2020-10-02' } as const;
    expect(refusal(() => buildPlanningFileName(name))).toMatchObject({ code: 'name' });
  });
});
