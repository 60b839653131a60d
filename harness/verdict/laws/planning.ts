/**
 * What the planning weeks come to (Guide 4.4, 4.5.2, 4.5.3): the Migration Control Centre commits to what was demanded by the cut-off, or
 * to the week before's demand where nothing was, scaled down where the SMSO cannot do as much (`scaling.ts`); its aggregates are the sums of what counts.
 */
import { MINUTE, addDays, londonTime } from '../../../protocol/time.ts';
import type { Fact } from '../facts.ts';
import { dayIn } from '../facts.ts';
import { listOf, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import { dueOf, shares, sumOf } from './scaling.ts';
import type { Law, Wrong } from '../world.ts';

/** `DR_SUPA_<entity>_CB_20201109`, `AC_20201109`: whose it is, of which SMSO, and the day it is about. */
interface Name {
  readonly supplier: string;
  readonly smso: string;
  readonly date: string;
}
const nameOf = (fact: Fact): Name | undefined => {
  const [, supplier = '', , smso = ''] = fact.envelope.key.split('_');
  const date = dayIn(fact);
  return date === undefined ? undefined : { supplier, smso, date };
};

/** Installations by day and distributor; where there are none, nothing. */
type Quantities = ReadonlyMap<string, number>;
const add = (all: readonly Quantities[]): Quantities => {
  const sums = new Map<string, number>();
  for (const [cell, count] of all.flatMap((each) => [...each])) sums.set(cell, (sums.get(cell) ?? 0) + count);
  return sums;
};
const quantitiesIn = ({ content }: Fact, days = 0): Quantities =>
  add(listOf(content, 'quantities').filter((each) => each['installations'] !== 0).map((each) => new Map([[`${addDays(textAt(each, 'migrationDay'), days)} ${textAt(each, 'distributor')}`, Number(each['installations'])]])));
const text = (quantities: Quantities): string => [...quantities].map(([cell, count]) => `${cell}: ${count}`).sort().join(', ') || 'nothing';

type Named = { readonly fact: Fact; readonly name: Name };
const named = (facts: readonly Fact[], type: Fact['type']): readonly Named[] => facts.flatMap((fact) => {
  const name = fact.type === type && fact.unreadable === undefined ? nameOf(fact) : undefined;
  return name === undefined ? [] : [{ fact, name }];
});
/** The latest of each that came in time; copies of one file count once. */
const latest = (all: readonly Named[], until: number, isMeant: (name: Name) => boolean): readonly Fact[] => [...new Map(all.filter(({ fact, name }) => fact.stamp.t <= until && isMeant(name)).map(({ fact }) => [fact.envelope.key, fact])).values()];

const WEEK = 7;
/** Characters of a date. */
const DATE = 10;
/** Tuesday of T-4 weeks, 10:00 (Guide 4.5.2). */
const cutOffOf = (week: string): number => londonTime(addDays(week, -27), '10:00');
/** Tuesday of T-3 weeks, 10:00: what comes later binds nobody, and the demand counts as met in full (Guide 4.5.3; ruling A-01). */
const commitmentDueAt = (week: string): number => londonTime(addDays(week, -20), '10:00');
/** The end of the 20th (Guide 4.4). */
const forecastsCloseAt = (month: string): number => londonTime(addDays(month, 20), '00:00') - MINUTE;
/** What counts as demanded of an SMSO for a week, by supplier: this week's in time, else the week before's. */
const dueFor = (smso: string, week: string, demands: readonly Named[]): ReadonlyMap<string, Quantities> => {
  const before = addDays(week, -WEEK);
  const inTime = (of: string, days: number) => latest(demands, cutOffOf(of), (each) => each.smso === smso && each.date === of)
    .flatMap((fact) => { const name = nameOf(fact); return name === undefined ? [] : [[name.supplier, quantitiesIn(fact, days)] as const]; });
  return new Map([...inTime(before, WEEK), ...inTime(week, 0)]);
};
const ofDay = (quantities: Quantities, day: string): Quantities => new Map([...quantities].filter(([cell]) => cell.startsWith(day)));
/** @returns undefined where no document and no profile says what is due of a day. */
const committedOf = (supplier: string, due: ReadonlyMap<string, Quantities>, isDormantToo: boolean): Quantities | undefined => {
  const own = due.get(supplier) ?? new Map<string, number>();
  const days = [...new Set([...own.keys()].map((cell) => cell.slice(0, DATE)))].map((day): Quantities | undefined => {
    const demanded = new Map([...due].map(([each, quantities]) => [each, sumOf(ofDay(quantities, day))]));
    const scaled = dueOf(demanded);
    if (scaled === demanded) return ofDay(own, day);
    return scaled === undefined || isDormantToo ? undefined : shares(scaled.get(supplier) ?? 0, ofDay(own, day));
  });
  return days.includes(undefined) ? undefined : new Map(days.flatMap((day) => [...day ?? []]).filter(([, count]) => count > 0));
};

const commitments = (facts: readonly Fact[]): readonly Wrong[] => {
  const [demands, schedules] = [named(facts, 'DMD'), named(facts, 'MS')];
  return named(facts, 'MDC').flatMap(({ fact, name: { supplier, smso, date } }) => {
    const due = dueFor(smso, date, demands);
    if (!due.has(supplier)) return [{ detail: `${fact.envelope.key} commits to what nobody demanded in time`, stamp: fact.stamp }];
    const wanted = fact.stamp.t > commitmentDueAt(date) ? due.get(supplier) ?? new Map() : committedOf(supplier, due, schedules.some(({ name }) => name.smso === smso && name.date === date));
    const given = text(quantitiesIn(fact));
    return wanted === undefined || text(wanted) === given ? [] : [{ detail: `${fact.envelope.key} commits to ${given}; due of what was demanded in time: ${text(wanted)}`, stamp: fact.stamp }];
  });
};

const aggregates = (facts: readonly Fact[]): readonly Wrong[] => {
  const [forecasts, committed] = [named(facts, 'MIF'), named(facts, 'MDC')];
  const judged = (type: Fact['type'], parts: (fact: Fact, date: string) => readonly Fact[]): readonly Wrong[] => named(facts, type).flatMap(({ fact, name: { date } }) => {
    const [due, given] = [text(add(parts(fact, date).map((each) => quantitiesIn(each)))), text(quantitiesIn(fact))];
    return due === given ? [] : [{ detail: `${fact.envelope.key} tells of ${given}; what counts comes to ${due}`, stamp: fact.stamp }];
  });
  return [
    ...judged('AGGREGATE_FORECAST', (_fact, month) => latest(forecasts, forecastsCloseAt(month), ({ date }) => date === month)),
    ...judged('AGGREGATE_COMMITMENT', ({ stamp }, week) => latest(committed, stamp.t, ({ date }) => date === week)),
  ];
};

/** What the Requesting Party is told of each supplier's room is what the supplier was committed to (Guide 4.5.3). */
const capacities = (facts: readonly Fact[]): readonly Wrong[] => {
  const committed = named(facts, 'MDC');
  return named(facts, 'MS_CAPACITY').flatMap(({ fact, name: { smso, date } }) => listOf(fact.content, 'capacity').flatMap((row) => {
    const due = sumOf(add(latest(committed, fact.stamp.t, (each) => each.smso === smso && each.date === date && each.supplier === row['supplier']).map((each) => quantitiesIn(each))));
    return due === row['installations'] ? [] : [{ detail: `${fact.envelope.key} gives ${textAt(row, 'supplier')} room for ${textAt(row, 'installations')}, ${due} were committed to`, stamp: fact.stamp }];
  }));
};

export const planning: Law = ({ facts }) => [
  ruling('commitments answer the demands that count', 'Guide 4.5.2, 4.5.3', commitments(facts)),
  ruling('aggregates are the sums of what counts', 'Guide 4.4, 4.5.3', aggregates(facts)),
  ruling('room is what was committed to', 'Guide 4.5.3', capacities(facts)),
];
