/**
 * What a Migration Summary Report says still stands (MEHRS 2.2.1): every Installation that the Party has authorised for a week, from the Validation Response that
 * accepts it until a Completion Response, or a later rejection (MA106), ends it. One reported as failed may stand all the same, for another attempt in its week (2.5.9).
 */
import type { Installation } from '../../../protocol/domain.ts';
import type { Content } from '../content.ts';
import { rowsOf, whose } from '../estate.ts';
import { textAt } from '../fields.ts';
import type { Fact } from '../facts.ts';
import { ruling, type Law, type Wrong } from '../world.ts';
import { partiesOf } from './summaries.ts';

type Standing = 'open' | 'failed' | 'over';
/** How one stands, and the response that accepted it last. */
type Authorised = { readonly how: Standing; readonly by?: Fact };
type Known = (row: Content) => Installation | undefined;

/** The week a file authorises an Installation for: by the key of the authorisation, and by the name of its file. */
const weeksIn = (facts: readonly Fact[], of: Known): ReadonlyMap<string, string> => new Map(facts.filter(({ type, unreadable }) => type === 'MA' && unreadable === undefined)
  .flatMap((fact) => rowsOf(fact).flatMap((row) => {
    const id = of(row)?.id;
    return id === undefined ? [] : [fact.envelope.key, textAt(fact.content, 'fileName')].map((file) => [`${file} ${id}`, textAt(row, 'migrationWeek')] as const);
  })));

const afterwards = (fact: Fact, row: Content, before: Authorised | undefined): Authorised | undefined => {
  if (fact.type === 'MACR') return { ...before, how: textAt(row, 'completionStatus') === 'Success' ? 'over' : 'failed' };
  if (textAt(row, 'result') === 'Accepted') return { how: 'open', by: fact };
  // What is rejected beside it, in another file or in the same (MA504, MA505), changes nothing for what stands already.
  return before?.by?.envelope.key === fact.envelope.key && before.by.stamp.t < fact.stamp.t ? { ...before, how: 'over' } : before;
};

/** How a Party's authorisations stand at a moment, by Installation and week. */
const standingAt = (t: number, responses: readonly Fact[], party: string, of: Known, weeks: ReadonlyMap<string, string>): readonly Standing[] => {
  const all = new Map<string, Authorised>();
  for (const fact of responses.filter(({ stamp }) => stamp.t <= t)) {
    for (const row of rowsOf(fact)) {
      const installation = of(row);
      const week = weeks.get(`${fact.envelope.key} ${installation?.id ?? ''}`);
      if (installation === undefined || week === undefined || !partiesOf(row, installation).has(party)) continue;
      const after = afterwards(fact, row, all.get(`${installation.id} ${week}`));
      if (after !== undefined) all.set(`${installation.id} ${week}`, after);
    }
  }
  return [...all.values()].map(({ how }) => how);
};

export const standing: Law = ({ facts, observed }) => {
  const of = whose(observed.estate);
  const weeks = weeksIn(facts, of);
  const wrong = facts.filter(({ type, unreadable }) => type === 'MSR' && unreadable === undefined).flatMap((report): readonly Wrong[] => {
    const [row = {}] = rowsOf(report);
    const responses = facts.filter(({ type, envelope, unreadable }) => (type === 'MAVR' || type === 'MACR') && envelope.from === report.envelope.from && unreadable === undefined);
    const all = standingAt(report.stamp.t, responses, textAt(row, 'party'), of, weeks);
    const [least, most] = [all.filter((each) => each === 'open').length, all.filter((each) => each !== 'over').length];
    const said = Number(textAt(row, 'stillOpen'));
    return said >= least && said <= most ? [] : [{ detail: `${report.envelope.from} says that ${said} authorisations of ${textAt(row, 'party')} stand: ${least === most ? least : `${least} to ${most}`} do`, stamp: report.stamp }];
  });
  return [ruling('what is said to stand does', 'MEHRS 2.2.1; ruling R2-16', wrong)];
};
