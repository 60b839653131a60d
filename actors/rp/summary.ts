/** The Requesting Party's Migration Summary Reports: one a day and Party, where there is something new (MEHRS 2.2.1; ruling R2-16). */
import type { SecParty } from '../../protocol/domain.ts';
import { encodeSummary, type SummaryCounts } from '../../protocol/files/summary.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { londonDate } from '../../protocol/time.ts';
import type { Context, InternalEvent, Rendered } from '../runtime/party.ts';
import type { Authorised, RpTables } from './tables.ts';

type Rp = Pick<Context<RpTables>, 'store'>;

const NOTHING: SummaryCounts = { recordsReceived: 0, recordsAccepted: 0, recordsRejected: 0, installationsInMcf: 0, completedSuccess: 0, completedFailure: 0 };

/**
 * SEC Party Signifiers of the Parties associated with a record: who submitted it, or, where DCC did, the Dormant
 * Suppliers it names, who are deemed to have authorised (Guide 3.3.3; the reading is emulator profile).
 * @param sender undefined for DCC. @param known all SEC Parties; anybody else has no report.
 */
export const partiesOf = ({ esmeSupplierId, gsmeSupplierId }: MaRecord, sender: SecParty | undefined, known: readonly SecParty[]): readonly string[] =>
  (sender === undefined ? known.filter(({ signifier }) => signifier === esmeSupplierId || signifier === gsmeSupplierId) : [sender]).map(({ signifier }) => signifier);

/** Those associated with any of an Installation's authorisations, each once. */
export const partiesTo = ({ authorisations }: Authorised): readonly string[] => [...new Set(authorisations.flatMap(({ parties }) => parties))];

/** Adds one to each count of each of the parties; the events let their reports be sent when due, each party's once. */
export const count = (parties: readonly string[], counted: readonly (keyof SummaryCounts)[], { store }: Rp): readonly InternalEvent[] => {
  for (const party of parties) {
    const before = store.get('summaries', party) ?? NOTHING;
    store.put('summaries', party, { ...before, ...Object.fromEntries(counted.map((each) => [each, before[each] + 1])) });
  }
  return touched(parties);
};

/** @param parties in any order, some perhaps more than once. */
export const touched = (parties: readonly string[]): readonly InternalEvent[] =>
  [...new Set(parties)].map((party) => ({ machine: 'rp.summary', key: party, event: { type: 'ITEM' } }));

/** The report of one Party, dated with the day it is sent on. */
export const sendSummary = (party: string, { store, now, cohort }: Context<RpTables>): Rendered => {
  const day = londonDate(now);
  const counts = store.need('summaries', party);
  store.delete('summaries', party);
  const stillOpen = [...store.entries('authorised')].filter(([, each]) => !each.completed && each.authorisations.some(({ parties }) => parties.includes(party))).length;
  return { send: [{ key: `MSR_${party}_${cohort}_${day.replaceAll('-', '')}`, body: encodeSummary({ ...counts, day, party, stillOpen }) }] };
};
