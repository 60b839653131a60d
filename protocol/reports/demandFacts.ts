/** What BIMI learns of demand: its copies of the Migration Demand Commitments and of the MAs made against them (Guide 4.5.3, 4.5.5, Table 7). */
import type { MaRecord } from '../files/types.ts';
import type { LocalDate } from '../time.ts';

/** One day of one Migration Demand Commitment, for one Electricity Distributor's area. */
export interface CommitmentFact {
  readonly kind: 'MDC';
  /** Virtual ms of receipt. */
  readonly at: number;
  /** SEC Party Signifier of the supplier that the commitment was made to. */
  readonly authorisingParty: string;
  /** Its Monday. */
  readonly migrationWeek: LocalDate;
  readonly day: LocalDate;
  /** SEC Party Signifier. */
  readonly distributor: string;
  /** Installations. */
  readonly committed: number;
}

/** One record of a Migration Authorisation as it was received, valid or not. */
export interface MaFact {
  readonly kind: 'MA';
  readonly at: number;
  readonly maFileName: string;
  /** SEC Party Signifier, or `DCC`. */
  readonly authorisingParty: string;
  /** As the record has it: it may be no Monday, and no date (MA003). */
  readonly migrationWeek: string;
  readonly mpan: string;
  readonly mprn: string;
}

export const factsOfMa = (maFileName: string, records: readonly MaRecord[], authorisingParty: string, at: number): MaFact[] =>
  records.map(({ migrationWeek, mpan, mprn }) => ({ kind: 'MA', at, maFileName, authorisingParty, migrationWeek, mpan, mprn }));
