import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import type { Seat } from '../../harness/world/seat.ts';
import { address, type Estate } from '../../protocol/domain.ts';
import { encodeMa, decodeMa, decodeMavr } from '../../protocol/files/csv.ts';
import { decodeAggregate, decodeDemand, decodeForecast, type DailyQuantity } from '../../protocol/files/demand.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { decodeMaPackage, encodeMaPackage } from '../../protocol/files/maPackage.ts';
import { decodeCapacity, decodeSchedule, encodeSchedule } from '../../protocol/files/schedule.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { londonText, londonTime } from '../../protocol/time.ts';
import { maRecordFor } from '../../harness/estate/index.ts';
import { firstOf, only, receivers, runWorld, sent, type Run } from './support.ts';
import { committing, demanding, demandOf, silent } from './planningSeats.ts';

const WEEK = '2020-11-09';
const BEFORE = '2020-11-02';
const SEC_PARTIES = ['networkOperator-EDA', 'networkOperator-EDB', 'networkOperator-GTA', 'supplier-SUPA', 'supplier-SUPB', 'supplier-SUPC'];

const at = (message: Envelope): string => londonText(message.stamp.t);
const utc = (message: Envelope): string => new Date(message.stamp.t).toISOString().slice(0, 16);
const nonZero = (quantities: readonly DailyQuantity[]): readonly DailyQuantity[] => quantities.filter(({ installations }) => installations > 0);
const clean = ({ world }: Run): void => {
  expect(world.undeclared()).toEqual([]);
  expect(world.pending()).toEqual([]);
  expect(world.journal.refusals).toEqual([]);
};
const committed = ({ messages }: Run, to: string, week = WEEK): readonly DailyQuantity[] => nonZero(decodeDemand(only(sent(messages, 'MDC', 'mcc', to)).body, week));
const recordsOf = (ma: Envelope) => decodeMa(decodeMaPackage(ma.body).csv);

/** Installations that one supplier operates, on EDA's network or not. */
const operatedBy = (supplier: string, groupId: 'CB' | 'DA', count: number): Estate => {
  const estate = generateEstate({ seed: '7', installations: 40, groups: [groupId], shape: 'electricity-active', paymentMode: 'credit' });
  return { ...estate, installations: estate.installations.filter(({ electricity }) => electricity.supplier === supplier && electricity.networkOperator === 'EDA').slice(0, count) };
};

describe('Guide Table 5 steps 1-3', () => {
  it('step 1: a forecast by the 20th, and an aggregate for all SEC Parties by the end of the month', async () => {
    const run = await runWorld();
    const forecast = only(sent(run.messages, 'MIF'));
    expect([forecast.from, forecast.to, at(forecast)]).toEqual(['supplier-SUPA', 'mcc', '2020-10-20 09:00']);
    const aggregates = sent(run.messages, 'AGGREGATE_FORECAST', 'mcc');
    expect(receivers(aggregates)).toEqual(SEC_PARTIES);
    expect(new Set(aggregates.map(at))).toEqual(new Set(['2020-10-31 17:00']));
    expect(decodeAggregate(firstOf(aggregates).body)).toEqual(decodeForecast(forecast.body));
    expect(nonZero(decodeForecast(forecast.body))).toEqual([{ migrationDay: WEEK, distributor: 'EDA', installations: 1 }]);
    clean(run);
  });

  it('step 2: the demand for each day of the week by Electricity Distributor, before Tuesday 10:00 of T-4 weeks', async () => {
    const demand = only(sent((await runWorld()).messages, 'DMD'));
    expect([demand.from, demand.to, demand.key]).toEqual(['supplier-SUPA', 'mcc', 'DR_SUPA_02-5E-00-F0-00-00-00-01_CB_20201109']);
    expect(demand.stamp.t).toBeLessThanOrEqual(londonTime('2020-10-13', '10:00'));
    expect(demand.stamp.t).toBeGreaterThanOrEqual(londonTime('2020-10-12', '00:00'));
    expect(decodeDemand(demand.body, WEEK)).toHaveLength(7);
  });

  it('step 3: commitments at Tuesday 10:00 of T-3 weeks to supplier and BIMI, the aggregate at 17:00 to all SEC Parties', async () => {
    const run = await runWorld();
    const commitments = sent(run.messages, 'MDC', 'mcc');
    expect(receivers(commitments)).toEqual(['bimi', 'supplier-SUPA']);
    expect(new Set(commitments.map(at))).toEqual(new Set(['2020-10-20 10:00']));
    expect(committed(run, 'supplier')).toEqual([{ migrationDay: WEEK, distributor: 'EDA', installations: 1 }]);
    const aggregates = sent(run.messages, 'AGGREGATE_COMMITMENT', 'mcc');
    expect(receivers(aggregates)).toEqual(SEC_PARTIES);
    expect(new Set(aggregates.map(at))).toEqual(new Set(['2020-10-20 17:00']));
    expect(nonZero(decodeAggregate(firstOf(aggregates).body))).toEqual(committed(run, 'supplier'));
  });

  it('step 4: the Migration Authorisation comes on the Tuesday before the week, after the commitment', async () => {
    const { messages } = await runWorld();
    expect(at(only(sent(messages, 'MA', 'supplier')))).toBe('2020-11-03 09:00');
  });

  // Clocks go back on Sunday 25 October 2020 and forward on Sunday 28 March 2021.
  it.each([
    ['2020-10-19', '2020-09-29T09:00', '2020-09-29T16:00', '2020-10-13T08:00', '2020-09-30T16:00'],
    ['2020-10-26', '2020-10-06T09:00', '2020-10-06T16:00', '2020-10-20T08:00', '2020-10-31T17:00'],
    ['2021-03-22', '2021-03-02T10:00', '2021-03-02T17:00', '2021-03-16T09:00', '2021-03-31T16:00'],
    ['2021-04-05', '2021-03-16T10:00', '2021-03-16T17:00', '2021-03-30T08:00', '2021-03-31T16:00'],
  ])('a cycle across a clock change keeps London time: week of %s', async (migrationWeek, commitment, report, ma, forecasts) => {
    const run = await runWorld({ migrationWeek });
    const { messages } = run;
    expect(utc(firstOf(sent(messages, 'MDC')))).toBe(commitment);
    expect(utc(firstOf(sent(messages, 'AGGREGATE_COMMITMENT')))).toBe(report);
    expect(utc(firstOf(sent(messages, 'MA', 'supplier')))).toBe(ma);
    expect(sent(messages, 'AGGREGATE_FORECAST').map(utc)).toContain(forecasts);
    expect(sent(messages, 'COF').length).toBeGreaterThan(0);
    clean(run);
  });
});

describe('Guide 4.5.2 which demand counts', () => {
  const estate = operatedBy('SUPA', 'CB', 1);
  const commitmentsAfter = async (...submissions: Parameters<typeof demanding>[1]) => runWorld({ estate, seats: { 'supplier-SUPA': demanding('CB', submissions) } });
  const submission = (date: string, wallClock: string, installations: number, migrationWeek = WEEK) => ({ date, wallClock, migrationWeek, installations });

  it('the latest version before the cut-off, which counts as before itself', async () => {
    const run = await commitmentsAfter(submission('2020-10-12', '12:00', 5), submission('2020-10-13', '10:00', 6));
    expect(committed(run, 'supplier')).toEqual([{ migrationDay: WEEK, distributor: 'EDA', installations: 6 }]);
    clean(run);
  });

  it('nothing after it', async () => {
    const run = await commitmentsAfter(submission('2020-10-12', '12:00', 5), submission('2020-10-13', '10:01', 6), submission('2020-11-02', '10:01', 7));
    expect(committed(run, 'supplier').map(({ installations }) => installations)).toEqual([5]);
    clean(run);
  });

  it("without one, that of the week before, on the same days", async () => {
    const run = await commitmentsAfter(submission('2020-10-06', '09:00', 8, BEFORE), submission('2020-10-13', '10:01', 6));
    expect(only(sent(run.messages, 'MDC', 'mcc', 'supplier').filter(({ key }) => key.endsWith('20201102'))).stamp.t).toBe(londonTime('2020-10-13', '10:00'));
    const carried = only(sent(run.messages, 'MDC', 'mcc', 'supplier').filter(({ key }) => key.endsWith('20201109')));
    expect(nonZero(decodeDemand(carried.body, WEEK))).toEqual([{ migrationDay: WEEK, distributor: 'EDA', installations: 8 }]);
    clean(run);
  });

  it('none two weeks running: no commitment, and nothing to aggregate', async () => {
    const run = await commitmentsAfter(submission('2020-10-13', '10:01', 6));
    expect(sent(run.messages, 'MDC')).toEqual([]);
    expect(sent(run.messages, 'AGGREGATE_COMMITMENT')).toEqual([]);
    clean(run);
  });

  it('the MCC takes no demand in the name of another', async () => {
    const impostor: Seat = {
      start: (tools) => tools.wakeAt(londonTime('2020-10-12', '09:00'), 'send'),
      receive: () => undefined,
      wake: (_note, tools) => tools.send({ to: address('mcc'), type: 'DMD', key: 'DR_SUPA_02-5E-00-F0-00-00-00-01_CB_20201109', body: new Uint8Array() }),
    };
    const { world } = await runWorld({ estate, seats: { 'supplier-SUPB': impostor } });
    expect(world.journal.refusals).toMatchObject([{ party: 'mcc', from: 'supplier-SUPB', type: 'DMD' }]);
  });
});

describe('Guide 4.5.3 commitments', () => {
  it('beyond capacity the demands are scaled: the minimum first, the rest by demand; an Active Supplier within the minimum keeps all', async () => {
    const run = await runWorld({
      estate: operatedBy('SUPA', 'CB', 2),
      seats: { 'supplier-SUPB': demanding('CB', [{ date: '2020-10-12', wallClock: '09:00', migrationWeek: WEEK, installations: 40_000 }]) },
    });
    // SUPA demands one a day; the other has its way with the rest of the Monday.
    expect(committed(run, 'supplier-SUPA').map(({ installations }) => installations)).toEqual([1, 1]);
    expect(committed(run, 'supplier-SUPB').map(({ installations }) => installations)).toEqual([24_999]);
    expect(decodeAggregate(firstOf(sent(run.messages, 'AGGREGATE_COMMITMENT')).body)[0]).toEqual({ migrationDay: WEEK, distributor: 'EDA', installations: 25_000 });
  });

  it('the supplier authorises no more than it was committed', async () => {
    const run = await runWorld({ estate: operatedBy('SUPA', 'CB', 3), seats: { mcc: committing('2020-10-20', '09:59', WEEK, demandOf(WEEK, { [WEEK]: 1, '2020-11-10': 1 })) } });
    expect(recordsOf(only(sent(run.messages, 'MA', 'supplier', 'mcc'))).map(({ migrateOn }) => migrateOn)).toEqual([WEEK, '2020-11-10']);
    expect(run.world.undeclared()).toEqual([]);
  });

  it('committed none, it sends no Migration Authorisation', async () => {
    const run = await runWorld({ estate: operatedBy('SUPA', 'CB', 3), seats: { mcc: committing('2020-10-20', '09:59', WEEK, demandOf(WEEK, {})) } });
    expect(sent(run.messages, 'MA')).toEqual([]);
    clean(run);
  });

  it('no commitment by Tuesday 10:00: the demand counts as met in full, and a later commitment changes nothing', async () => {
    const estate = operatedBy('SUPA', 'CB', 3);
    const unanswered = await runWorld({ estate, seats: { mcc: silent() } });
    const late = await runWorld({ estate, seats: { mcc: committing('2020-10-20', '10:01', WEEK, demandOf(WEEK, { [WEEK]: 1 })) } });
    for (const run of [unanswered, late]) {
      expect(recordsOf(only(sent(run.messages, 'MA', 'supplier')))).toHaveLength(3);
      expect(at(only(sent(run.messages, 'MA', 'supplier')))).toBe('2020-11-03 09:00');
      clean(run);
    }
    const inTime = await runWorld({ estate, seats: { mcc: committing('2020-10-20', '10:00', WEEK, demandOf(WEEK, { [WEEK]: 1 })) } });
    expect(recordsOf(only(sent(inTime.messages, 'MA', 'supplier')))).toHaveLength(1);
  });
});

describe('MEHRS Table A.1 MA510', () => {
  const estate = operatedBy('SUPA', 'DA', 2);
  /** Demands so many, then authorises both Installations. */
  const greedy = (installations: number): Seat => {
    const planner = demanding('DA', [{ date: '2020-10-12', wallClock: '09:00', migrationWeek: WEEK, installations }]);
    return {
      ...planner,
      start: (tools) => {
        planner.start?.(tools);
        tools.wakeAt(londonTime('2020-11-03', '09:00'), 'authorise');
      },
      wake: (note, tools) => {
        if (note !== 'authorise') return planner.wake?.(note, tools);
        const csv = encodeMa(estate.installations.map((each) => maRecordFor(each, { migrationWeek: WEEK, certificates: tools.certificates })));
        const fileName = buildMaFileName({ smso: 'DA', sender: tools.directory.entityOf(tools.address), submittedAt: tools.now() });
        return tools.send({ to: address('mcc'), type: 'MA', key: 'MA-1', body: encodeMaPackage({ fileName, csv, signature: tools.sign(csv) }) });
      },
    };
  };
  const outcome = async (installations: number) => {
    const run = await runWorld({ estate, seats: { 'supplier-SUPA': greedy(installations) } });
    const [capacity] = sent(run.messages, 'MS_CAPACITY', 'mcc', 'rp-DA');
    return {
      capacity: capacity === undefined ? [] : decodeCapacity(capacity.body),
      codes: decodeMavr(firstOf(sent(run.messages, 'MAVR', 'rp', 'mcc')).body).records.map(({ reasonCode }) => reasonCode),
    };
  };

  it('A-13: the Requesting Party rejects the records beyond the capacity in the Migration Schedule, in file order', async () => {
    expect(await outcome(2)).toEqual({ capacity: [{ supplier: 'SUPA', installations: 2 }], codes: ['', ''] });
    expect(await outcome(1)).toEqual({ capacity: [{ supplier: 'SUPA', installations: 1 }], codes: ['', 'MA510'] });
    expect(await outcome(0)).toEqual({ capacity: [{ supplier: 'SUPA', installations: 0 }], codes: ['MA510', 'MA510'] });
  });
});

describe('Guide 3.3.3, 4.5.5 Dormant Installations', () => {
  const dormant = (shape: 'dual-dormant' | 'dual-split-dormant') => generateEstate({ seed: '7', installations: 1, groups: ['CB'], shape, paymentMode: 'credit' });

  it('15 working days of notice to supplier, Requesting Party and BIMI; the reply; DCC\'s own MA on the Thursday; commissioned', async () => {
    const estate = dormant('dual-dormant');
    const run = await runWorld({ estate });
    const schedules = sent(run.messages, 'MS', 'mcc');
    const { supplier } = estate.installations[0]!.electricity;
    expect(receivers(schedules)).toEqual(['bimi', 'rp-CB', `supplier-${supplier}`]);
    expect(at(firstOf(schedules))).toBe('2020-10-19 09:00');
    expect(decodeSchedule(only(sent(run.messages, 'MS_REPLY', 'supplier', 'mcc')).body)[0]!.esmeSupplierCritical.serial).not.toBe('');
    const authorisations = sent(run.messages, 'MA');
    expect(receivers(authorisations)).toEqual(['bimi', 'rp-CB']);
    expect(new Set(authorisations.map(({ from }) => from))).toEqual(new Set(['mcc']));
    expect(at(firstOf(authorisations))).toBe('2020-11-05 10:00');
    const [record] = recordsOf(firstOf(authorisations));
    expect(record).toMatchObject({ mpan: estate.installations[0]!.mpan, esmeSupplierId: supplier, gsmeSupplierId: supplier, toBeCommissionedByDCC: 'True' });
    expect(record!.esmeSupplierCritical.serial).not.toBe('');
    expect(sent(run.messages, 'COF', 'cp', 'supplier')).toHaveLength(1);
    // Planning with Active Suppliers has nothing to say.
    expect([...sent(run.messages, 'DMD'), ...sent(run.messages, 'MDC'), ...sent(run.messages, 'MA_SIGNATURE_REJECTED')]).toEqual([]);
    clean(run);
  });

  it("two Dormant Suppliers each return their own schedule, and DCC's record has the credentials of both", async () => {
    const run = await runWorld({ estate: dormant('dual-split-dormant') });
    expect(sent(run.messages, 'MS', 'mcc', 'supplier')).toHaveLength(2);
    expect(sent(run.messages, 'MS_REPLY')).toHaveLength(2);
    const [record] = recordsOf(firstOf(sent(run.messages, 'MA')));
    expect([record!.esmeSupplierCritical.serial, record!.gasSupplierCritical.serial]).not.toContain('');
    expect(record!.esmeSupplierCritical.serial).not.toBe(record!.gasSupplierCritical.serial);
    clean(run);
  });

  const returning = (date: string, wallClock: string): Seat => {
    const schedules: Envelope[] = [];
    return {
      start: (tools) => tools.wakeAt(londonTime(date, wallClock), 'return'),
      receive: (message) => { if (message.type === 'MS') schedules.push(message); },
      wake: (_note, tools) => {
        for (const { key, body } of schedules) {
          tools.send({ to: address('mcc'), type: 'MS_REPLY', key, body: encodeSchedule(decodeSchedule(body).map((row) => ({ ...row, priority: 'True' }))) });
        }
      },
    };
  };

  it.each([
    ['at the cut-off itself', '2020-11-05', '10:00', 'True'],
    ['after it', '2020-11-05', '10:01', 'False'],
    ['on the Friday', '2020-11-06', '09:00', 'False'],
  ])('by the Thursday: a schedule returned %s', async (_when, date, wallClock, priority) => {
    const estate = dormant('dual-dormant');
    const run = await runWorld({ estate, seats: { [`supplier-${estate.installations[0]!.electricity.supplier}`]: returning(date, wallClock) } });
    expect(recordsOf(firstOf(sent(run.messages, 'MA')))[0]!.priority).toBe(priority);
    clean(run);
  });
});
