/**
 * Migration Summary Reports reconcile (MEHRS 2.2.1; law L10): what a Requesting Party has summed up of one Party by any day equals what
 * its Validation and Completion Responses have said, and in the end no authorisation stands any more (law L5). Compared by totals to
 * date, so no day has to be guessed. Rejected records are left out: whose they are a response does not tell.
 */
import type { Installation } from '../../../protocol/domain.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import { DAY } from '../../../protocol/time.ts';
import type { Content } from '../content.ts';
import { rowsOf, whose } from '../estate.ts';
import { textAt } from '../fields.ts';
import type { Fact } from '../facts.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** Who authorised: the Active suppliers of what the row names, or the Dormant ones where DCC did (Guide 3.3.3). */
export const partiesOf = (row: Content, { electricity, gas }: Installation): ReadonlySet<string> => {
  const named = [...(textAt(row, 'mpan') === '' ? [] : [electricity]), ...(gas === undefined || textAt(row, 'mprn') === '' ? [] : [gas])];
  const active = named.filter((each) => each.active);
  return new Set((active.length > 0 ? active : named).map(({ supplier }) => supplier));
};

interface Counted {
  readonly file: 'MAVR' | 'MACR';
  readonly field: 'result' | 'completionStatus';
  readonly is: string;
  readonly column: 'recordsAccepted' | 'completedSuccess' | 'completedFailure';
  /** What is counted: every record, or every Installation once. */
  readonly each: 'record' | 'Installation';
}
const COUNTED: readonly Counted[] = [
  { file: 'MAVR', field: 'result', is: 'Accepted', column: 'recordsAccepted', each: 'record' },
  { file: 'MACR', field: 'completionStatus', is: 'Success', column: 'completedSuccess', each: 'Installation' },
  { file: 'MACR', field: 'completionStatus', is: 'Failure', column: 'completedFailure', each: 'Installation' },
];

/** Once for each response that says so of an Installation of the Party's, whoever has a copy, by when. */
const said = (facts: readonly Fact[], { file, field, is, each }: Counted, from: string, party: string, of: (row: Content) => Installation | undefined): readonly { readonly name: string; readonly t: number }[] => {
  const seen = new Set<string>();
  return facts.filter(({ type, envelope, unreadable }) => type === file && envelope.from === from && unreadable === undefined).flatMap((fact) => rowsOf(fact).flatMap((row, index) => {
    const installation = of(row);
    if (installation === undefined || textAt(row, field) !== is || !partiesOf(row, installation).has(party)) return [];
    const name = `${nameOfBytes(fact.envelope.body)} ${each === 'record' ? index : installation.id}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ name, t: fact.stamp.t }];
  }));
};

export const summaries: Law = ({ facts, observed, row }) => {
  const of = whose(observed.estate);
  const all = facts.filter(({ type, unreadable }) => type === 'MSR' && unreadable === undefined);
  const senders = [...new Set(facts.filter(({ type }) => type === 'MAVR').map(({ envelope }) => envelope.from))];
  const wrong = senders.flatMap((from) => observed.estate.parties.filter(({ role }) => role === 'supplier').flatMap(({ signifier: party }) => {
    const own = all.filter((each) => each.envelope.from === from && textAt(rowsOf(each)[0] ?? {}, 'party') === party);
    const sums = COUNTED.flatMap((counted) => {
      const responses = said(facts, counted, from, party, of);
      let sum = 0;
      const strange = own.flatMap((each) => {
        sum += Number(textAt(rowsOf(each)[0] ?? {}, counted.column));
        const expected = responses.filter(({ t }) => t <= each.stamp.t).length;
        return sum === expected ? [] : [{ detail: `${from} has summed up ${sum} ${counted.column} of ${party}, ${expected} expected`, stamp: each.stamp }];
      });
      const untold = responses.filter(({ t }) => t + DAY <= observed.horizon.to && !own.some(({ stamp }) => stamp.t >= t && stamp.t <= t + DAY));
      return [...strange.slice(0, 1), ...untold.slice(0, 1).map(({ t }) => ({ detail: `${from} sums nothing up of ${party} on a day with ${counted.column}`, stamp: { t, n: 0 } }))];
    });
    const last = own.at(-1);
    const open = last === undefined || row.openIncidents.length > 0 ? '0' : textAt(rowsOf(last)[0] ?? {}, 'stillOpen');
    return [...sums, ...(last === undefined || open === '0' ? [] : [{ detail: `in the end ${from} says that ${open} authorisations of ${party} stand`, stamp: last.stamp }])];
  }));
  return [ruling('Migration Summary Reports reconcile', 'MEHRS 2.2.1; laws L5, L10', wrong)];
};
