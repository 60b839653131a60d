/**
 * What the planning weeks come to (Guide 4.4, 4.5.2, 4.5.3): the Migration Control Centre commits to what was demanded by the cut-off, or
 * to the week before's demand where nothing was, as long as the SMSO can do as much; its aggregates are the sums of what counts.
 */
import { MINUTE, addDays, londonTime } from '../../../protocol/time.ts';
import type { Fact } from '../facts.ts';
import { dayIn } from '../facts.ts';
import { listOf, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
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
const isOf = (one: Name, other: Name): boolean => one.supplier === other.supplier && one.smso === other.smso;
/** The latest of each that came in time; copies of one file count once. */
const latest = (all: readonly Named[], until: number, isMeant: (name: Name) => boolean): readonly Fact[] => [...new Map(all.filter(({ fact, name }) => fact.stamp.t <= until && isMeant(name)).map(({ fact }) => [fact.envelope.key, fact])).values()];

const WEEK = 7;
/** Tuesday of T-4 weeks, 10:00 (Guide 4.5.2). */
const cutOffOf = (week: string): number => londonTime(addDays(week, -27), '10:00');
/** The end of the 20th (Guide 4.4). */
const forecastsCloseAt = (month: string): number => londonTime(addDays(month, 20), '00:00') - MINUTE;
/** What an SMSO can do on a day is profile; where no more than this is wanted in all, nothing has to be scaled down. */
const FEW = 1000;

const commitments = (facts: readonly Fact[]): readonly Wrong[] => {
  const demands = named(facts, 'DMD');
  const wanted = demands.flatMap(({ fact }) => [...quantitiesIn(fact).values()]).reduce((sum, each) => sum + each, 0);
  if (wanted > FEW) return [];
  return named(facts, 'MDC').flatMap(({ fact, name }) => {
    const [own] = latest(demands, cutOffOf(name.date), (each) => isOf(each, name) && each.date === name.date).slice(-1);
    const before = addDays(name.date, -WEEK);
    const [carried] = latest(demands, cutOffOf(before), (each) => isOf(each, name) && each.date === before).slice(-1);
    const due = own === undefined ? carried === undefined ? undefined : quantitiesIn(carried, WEEK) : quantitiesIn(own);
    const given = text(quantitiesIn(fact));
    if (due === undefined) return [{ detail: `${fact.envelope.key} commits to what nobody demanded in time`, stamp: fact.stamp }];
    return text(due) === given ? [] : [{ detail: `${fact.envelope.key} commits to ${given}; demanded in time: ${text(due)}`, stamp: fact.stamp }];
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

export const planning: Law = ({ facts }) => [
  ruling('commitments answer the demands that count', 'Guide 4.5.2, 4.5.3', commitments(facts)),
  ruling('aggregates are the sums of what counts', 'Guide 4.4, 4.5.3', aggregates(facts)),
];
