/** Report 8 (MEHRS 2.2.1): what each Authorising Party authorised of what DCC committed to, over the previous four Migration Weeks. */
import { addDays, dayOfWeek, londonDate, type LocalDate } from '../time.ts';
import { emulator, type Period, type ReportDefinition } from './definition.ts';
import type { CommitmentFact, MaFact } from './demandFacts.ts';
import type { MavrFact, ReportFact } from './facts.ts';

const WEEKS = 4;

interface Summary {
  readonly authorisingParty: string;
  readonly week: LocalDate;
  /** Undefined where DCC sent no commitment: then the demand, of which BIMI has no copy, is met in full (TMAD 4.10). */
  readonly committed: number | undefined;
  readonly received: number;
  readonly accepted: number;
  readonly rejected: number;
}

/** Mondays of the Migration Weeks that had ended when the period did, latest last. */
export const previousWeeks = (to: number): readonly LocalDate[] => {
  const today = londonDate(to);
  const monday = addDays(today, 1 - dayOfWeek(today));
  return Array.from({ length: WEEKS }, (_, index) => addDays(monday, 7 * (index - WEEKS)));
};

/** The number that counts of several that speak of the same: the latest, and of two of one instant the larger. */
const latest = <F extends { readonly at: number }>(facts: readonly F[], identity: (fact: F) => string, tie: (fact: F) => number): ReadonlyMap<string, F> => {
  const known = new Map<string, F>();
  for (const fact of facts) {
    const id = identity(fact);
    const other = known.get(id);
    if (other === undefined || fact.at > other.at || (fact.at === other.at && tie(fact) > tie(other))) known.set(id, fact);
  }
  return known;
};

const recordId = (maFileName: string, mpan = '', mprn = ''): string => `${maFileName}/${mpan}/${mprn}`;

const rows = (facts: readonly ReportFact[], { to }: Period): readonly Summary[] => {
  const commitments = [...latest(
    facts.filter((fact): fact is CommitmentFact => fact.kind === 'MDC'),
    (fact) => `${fact.authorisingParty}/${fact.migrationWeek}/${fact.day}/${fact.distributor}`, ({ committed }) => committed,
  ).values()];
  const answers = latest(
    facts.filter((fact): fact is MavrFact => fact.kind === 'MAVR'),
    ({ maFileName, installation }) => recordId(maFileName, installation.mpan, installation.mprn), ({ result }) => (result === 'Rejected' ? 1 : 0),
  );
  // A file that comes twice has been received once.
  const records = [...new Map(facts.filter((fact): fact is MaFact => fact.kind === 'MA')
    .map((fact) => [`${fact.authorisingParty}/${fact.migrationWeek}/${recordId(fact.maFileName, fact.mpan, fact.mprn)}`, fact])).values()];
  return previousWeeks(to).flatMap((week) => {
    const promised = commitments.filter(({ migrationWeek }) => migrationWeek === week);
    const made = records.filter(({ migrationWeek }) => migrationWeek === week);
    return [...new Set([...promised, ...made].map(({ authorisingParty }) => authorisingParty))].map((authorisingParty): Summary => {
      const own = made.filter((each) => each.authorisingParty === authorisingParty);
      const days = promised.filter((each) => each.authorisingParty === authorisingParty);
      const answered = (result: MavrFact['result']): number => own.filter(({ maFileName, mpan, mprn }) => answers.get(recordId(maFileName, mpan, mprn))?.result === result).length;
      return {
        authorisingParty, week,
        committed: days.length === 0 ? undefined : days.reduce((sum, { committed }) => sum + committed, 0),
        received: own.length, accepted: answered('Accepted'), rejected: answered('Rejected'),
      };
    });
  });
};

export const AUTHORISATIONS_AGAINST_COMMITMENT: ReportDefinition<Summary> = {
  title: 'Summary of Migration Authorisations Received vs DCC Migration Commitment',
  titleProfile: 'known',
  extent: 'standing',
  recipients: ['mcc', 'supplier'],
  columns: [
    emulator('Migration Week', (row) => row.week),
    emulator('Authorising Party', (row) => row.authorisingParty),
    emulator('DCC Migration Commitment', (row) => (row.committed === undefined ? '' : `${row.committed}`)),
    emulator('Migration Authorisations Received', (row) => `${row.received}`),
    emulator('Accepted', (row) => `${row.accepted}`),
    emulator('Rejected', (row) => `${row.rejected}`),
  ],
  rows,
  // One instant for all: they then stand by week and party, which is the order of their text.
  at: () => 0,
  identity: () => undefined,
  visibleTo: (row, recipient) => row.authorisingParty === recipient.signifier,
};
