/**
 * Migration Weeks that end with a clock change: 2020-10-25, when London's Sunday has 25 hours, and 2021-03-28, when it has
 * 23. Business times are London's wall clock, ladders and windows real hours; literals are instants in UTC.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { generateEstate, maRecordFor } from '../../harness/estate/index.ts';
import { planFor } from '../../harness/scenarios/scenario.ts';
import type { Fault, FaultPlan } from '../../harness/faults/plan.ts';
import type { Seat } from '../../harness/world/seat.ts';
import { outcomesOf } from '../../harness/reports/outcome.ts';
import { COHORT_OF, address, type Estate } from '../../protocol/domain.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { addDays, utcText } from '../../protocol/time.ts';
import { setsOf } from './sets.ts';
import { fileIn, only, read, rows, runWorld, sent, type Run } from './support.ts';

const SEED = '29';

/** One week: what the Guide's wall-clock times are in UTC, and how far into its ladder a hub of Friday is heard. */
interface Week {
  readonly monday: string;
  readonly demandCutOff: string;
  readonly commitment: string;
  readonly aggregate: string;
  readonly maCutOff: string;
  /** 00:00 and 18:00 on London's clock before the change, as UTC. */
  readonly midnight: string;
  readonly evening: string;
  readonly macr: string;
  /** 00:00 on the Monday after. */
  readonly weekEnds: string;
  readonly reportsOfSunday: readonly string[];
  /** So that the Outcome File of Friday's AA Installation falls into the hour that a slot of six real hours misses or counts twice. */
  readonly heardAtMinute: number;
  readonly fridayCof: string;
  readonly fridayReported: string;
}

const WEEKS: readonly Week[] = [
  {
    monday: '2020-10-19', demandCutOff: '2020-09-22T09:00:00Z', commitment: '2020-09-29T09:00:00Z', aggregate: '2020-09-29T16:00:00Z', maCutOff: '2020-10-15T09:00:00Z',
    midnight: 'T23:00:00Z', evening: 'T17:00:00Z', macr: 'T22:00:00Z', weekEnds: '2020-10-26T00:00:00Z',
    reportsOfSunday: ['2020-10-24T23:00:00Z', '2020-10-25T06:00:00Z', '2020-10-25T12:00:00Z', '2020-10-25T18:00:00Z'],
    heardAtMinute: 46 * 60 + 30, fridayCof: '2020-10-24T23:30:00Z', fridayReported: '2020-10-25T06:00:00Z',
  },
  {
    monday: '2021-03-22', demandCutOff: '2021-02-23T10:00:00Z', commitment: '2021-03-02T10:00:00Z', aggregate: '2021-03-02T17:00:00Z', maCutOff: '2021-03-18T10:00:00Z',
    midnight: 'T00:00:00Z', evening: 'T18:00:00Z', macr: 'T23:00:00Z', weekEnds: '2021-03-28T23:00:00Z',
    reportsOfSunday: ['2021-03-28T00:00:00Z', '2021-03-28T05:00:00Z', '2021-03-28T11:00:00Z', '2021-03-28T17:00:00Z'],
    heardAtMinute: 45 * 60 + 30, fridayCof: '2021-03-27T23:30:00Z', fridayReported: '2021-03-28T00:00:00Z',
  },
];

/** Five AA and five BA of one supplier, so that each day from Monday to Friday has one of each, and one Dormant. */
const estateOfWeek = (): Estate => {
  const active = generateEstate({ seed: SEED, installations: 10, groups: ['AA', 'BA'], shape: 'electricity-active' });
  const dormant = generateEstate({ seed: `${SEED} dormant`, installations: 11, groups: ['EB'], shape: 'dual-dormant' }).installations[10]!;
  return { ...active, installations: [...active.installations.map((each) => ({ ...each, electricity: { ...each.electricity, supplier: 'SUPA' } })), dormant] };
};
/** BA is heard an hour after AA, so that something happens in the slot after the one that AA ends in. */
const unheardUntil = (estate: Estate, minutes: number): FaultPlan => ({
  name: 'heard late', faults: estate.installations.filter(({ groupId }) => groupId !== 'EB').flatMap(({ id: installationId, groupId }): Fault[] => [
    { kind: 'environment', installationId, change: 'coverageLost', afterMinutes: 0, on: { from: address('smso', COHORT_OF[groupId]), type: 'HANDOVER_RESPONSE', key: installationId, contains: 'done', nth: 1 } },
    { kind: 'environment', installationId, change: 'coverageRestored', afterMinutes: minutes - 1 + (groupId === 'BA' ? 60 : 0), on: { from: address('s1sp', COHORT_OF[groupId]), type: 'WAN_COMMAND', key: installationId, nth: 1 } },
  ]),
});

const when = ({ stamp }: Envelope): string => utcText(stamp.t);
const distinct = (messages: readonly Envelope[]): readonly string[] => [...new Set(messages.map(when))];
const expectSound = ({ world }: Run): void => {
  expect(world.undeclared()).toEqual([]);
  expect(world.pending()).toEqual([]);
  expect(world.journal.refusals).toEqual([]);
};

describe.each(WEEKS)('the Migration Week of $monday', (week) => {
  const estate = estateOfWeek();
  let run: Run;
  beforeAll(async () => {
    run = await runWorld({ seed: SEED, migrationWeek: week.monday, estate, faults: unheardUntil(estate, week.heardAtMinute) });
  }, 120_000);
  const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run, ...choice);
  const dayOf = (day: number): string => addDays(week.monday, day);
  const friday = (groupId: string) => only(setsOf(run).filter((each) => each.day === dayOf(4) && each.groupId === groupId));
  const report = (number: number): readonly Envelope[] => all('MRR', 'bimi', 'mcc').filter((each) => read(each)['report'] === number);

  it('ends soundly, every Installation commissioned', () => {
    expectSound(run);
    expect(outcomesOf(estate, run.world.journal.messages).map(({ outcome }) => outcome)).toEqual(estate.installations.map(() => 'commissioned'));
  });

  it('Guide 4.5.2, 4.5.3: demands by Tuesday 10:00, commitments at Tuesday 10:00, their aggregate at 17:00, London', () => {
    for (const each of all('DMD')) expect(when(each) <= week.demandCutOff).toBe(true);
    expect(distinct(all('MDC'))).toEqual([week.commitment]);
    expect(distinct(all('AGGREGATE_COMMITMENT'))).toEqual([week.aggregate]);
  });

  it('Guide 3.3.3, 4.5.5: authorisations by Thursday 10:00, and DCC\'s own of what is Dormant at that very time, London', () => {
    for (const each of all('MA', 'supplier')) expect(when(each) <= week.maCutOff).toBe(true);
    expect(distinct(all('MA', 'mcc', 'rp-EB'))).toEqual([week.maCutOff]);
  });

  it('R2-14: MCFs at 18:00 on the day before, the day opens at 00:00, London', () => {
    const sets = setsOf(run);
    expect([...new Set(sets.map(({ day }) => day))].sort()).toEqual([0, 1, 2, 3, 4].map(dayOf));
    for (const { day, rp, members, files } of sets) {
      expect(distinct(files('MCF', rp.replace('rp', 's1sp')))).toEqual([`${addDays(day, -1)}${week.evening}`]);
      const eve = week.midnight === 'T00:00:00Z' ? day : addDays(day, -1);
      expect(distinct(all('HANDOVER_REQUEST').filter(({ key }) => members.includes(key)))[0]).toBe(`${eve}${week.midnight}`);
    }
  });

  it('MEHRS 3.1: the ladder counts real hours across the change', () => {
    const outcome = only(friday('AA').files('COF', 'rp-IE'));
    expect(when(outcome)).toBe(week.fridayCof);
    expect(fileIn('COF', outcome).installations).toMatchObject([{ outcome: 'Success' }]);
  });

  it('Guide 4.2: six-hourly reports at 00:00, 06:00, 12:00 and 18:00 on London\'s clock, the Sunday of the change included', () => {
    const slots = [...report(1), ...report(2), ...report(3), ...report(10)].map(when);
    const ofWeekday = week.midnight === 'T00:00:00Z' ? ['00', '06', '12', '18'] : ['23', '05', '11', '17'];
    for (const each of slots.filter((slot) => slot < week.reportsOfSunday[0]!)) expect(ofWeekday).toContain(each.slice(11, 13));
    const sunday = slots.filter((slot) => slot >= week.reportsOfSunday[0]! && slot < week.weekEnds);
    expect(sunday.length).toBeGreaterThan(0);
    for (const each of sunday) expect(week.reportsOfSunday).toContain(each);
  });

  it('L10: the longer or shorter six hours of the change lose no success of S1MIG-001 and report none twice', () => {
    const told = report(1).flatMap((message) => rows(message).map((row) => [row['Installation'], when(message)] as const));
    expect(told.map(([id]) => id).sort()).toEqual(estate.installations.map(({ id }) => id).sort());
    expect(told.find(([id]) => id === only(friday('AA').members))?.[1]).toBe(week.fridayReported);
    expect(report(6).flatMap(rows).map((row) => [row['Installation'], row['Completion Status']]).sort()).toEqual(estate.installations.map(({ id }) => [id, 'Success']).sort());
  });

  it('MEHRS 2.4.1: the daily MACR at 23:00, S1MIG-006 at 00:00 and S1MIG-008 on Monday at 00:00, London', () => {
    const endOfSunday = `${addDays(week.monday, 6)}T${week.monday === '2020-10-19' ? '23' : '22'}:00:00Z`;
    for (const each of all('MACR', 'rp', 'mcc').map(when)) expect(each < week.reportsOfSunday[0]! ? `T${each.slice(11)}` : each).toBe(each < week.reportsOfSunday[0]! ? week.macr : endOfSunday);
    expect(all('MACR', 'rp', 'mcc').map(when)).toContain(endOfSunday);
    expect(distinct(report(6)).at(-1)).toBe(week.weekEnds);
    expect(distinct(report(8))).toContain(week.weekEnds);
  });

  it('MA101: an authorisation ends with the Migration Week, Monday 00:00 in London (A-17)', async () => {
    const alone = generateEstate({ seed: SEED, installations: 1, groups: ['CB'], shape: 'dual-active' });
    const expired = await runWorld({ seed: SEED, migrationWeek: week.monday, estate: alone, faults: planFor('2.5.7-X5.9-02-ma-expired', alone.installations[0]!) });
    expectSound(expired);
    const ends = expired.world.journal.steps.filter(({ machine, event }) => machine === 'rp.installation' && event.includes('untilMaExpiry'));
    expect(ends.map(({ t }) => utcText(t))).toEqual([week.weekEnds]);
    expect(only(sent(expired, 'MACR', 'rp', 'mcc').flatMap(rows))).toMatchObject({ completionStatus: 'Failure', reasonCode: 'MA101' });
  }, 60_000);

  it.each([['at', 0, 'Accepted', ''], ['a millisecond after', 1, 'Rejected', 'MA511']] as const)('MA511 DA: an authorisation received %s Thursday 10:00 London (A-02)', async (_text, late, result, reasonCode) => {
    const alone = generateEstate({ seed: SEED, installations: 1, groups: ['DA'], shape: 'electricity-active' });
    const { supplier } = alone.installations[0]!.electricity;
    // The MCC forwards at once, so what it is sent then the Requesting Party has then.
    const seat: Seat = {
      start: (tools) => tools.wakeAt(Date.parse(week.maCutOff) + late, 'submit'),
      wake: (_note, tools) => {
        const csv = encodeMa(tools.installations.map((each) => maRecordFor(each, { migrationWeek: week.monday, certificates: tools.certificates, authoriser: supplier })));
        const fileName = buildMaFileName({ smso: 'DA', sender: tools.directory.entityOf(tools.address), submittedAt: tools.now() });
        tools.send({ to: 'mcc', type: 'MA', key: 'at-the-cut-off', body: encodeMaPackage({ fileName, csv, signature: tools.sign(csv) }) });
      },
      receive: () => undefined,
    };
    const cut = await runWorld({ seed: SEED, migrationWeek: week.monday, estate: alone, seats: { [address('supplier', supplier)]: seat } });
    expect(only(sent(cut, 'MAVR', 'rp', 'mcc').flatMap(rows))).toMatchObject({ result, reasonCode });
  }, 60_000);
});
