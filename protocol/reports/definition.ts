/** The shape of one MRR report: which facts make rows, what stands in them, who may see them. */
import type { ReportFact } from './facts.ts';
import type { InstallationIdentity } from './identity.ts';

/** `known`: a public document names it. `emulator`: authored here, because the MRR's layouts are not public (ruling R2-10). */
export type Profile = 'known' | 'emulator';

export type Recipient =
  | { readonly kind: 'mcc' }
  | { readonly kind: 'supplier' | 'electricityDistributor'; readonly signifier: string };

/** Virtual ms; `from` belongs to the period, `to` does not. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Column<Row> {
  readonly name: string;
  readonly profile: Profile;
  cell(row: Row): string;
}

export interface ReportDefinition<Row> {
  readonly title: string;
  readonly titleProfile: Profile;
  /** MCC gets every report (Guide Table 7); Electricity Distributors three (000; Guide 5.3). */
  readonly recipients: readonly Recipient['kind'][];
  readonly columns: readonly Column<Row>[];
  /**
   * `events`: each row once, in the period it falls in. `standing`: how things stood when the period ended, so that a row
   * may come again; such a report is given the facts of before that end and decides alone what is a row.
   */
  readonly extent: 'events' | 'standing';
  /** For events all rows, whenever they happened: what has been reported once must not come again in a later period. */
  rows(facts: readonly ReportFact[], period: Period): readonly Row[];
  /** Virtual ms that decides in which period an event is reported, and the order of rows. */
  at(row: Row): number;
  /** Rows of one identity are one row, the earliest; undefined for rows that always stand for themselves. */
  identity(row: Row): string | undefined;
  /** Asked for suppliers and Electricity Distributors; the MCC sees every row. */
  visibleTo(row: Row, recipient: Exclude<Recipient, { kind: 'mcc' }>): boolean;
}

/** A supplier sees the Installations it supplies, an Electricity Distributor those on its network. */
export const concerns = (installation: InstallationIdentity, { kind, signifier }: Exclude<Recipient, { kind: 'mcc' }>): boolean =>
  kind === 'electricityDistributor'
    ? installation.electricityDistributor === signifier
    : installation.electricitySupplier === signifier || installation.gasSupplier === signifier;

export const known = <Row>(name: string, cell: (row: Row) => string): Column<Row> => ({ name, profile: 'known', cell });
export const emulator = <Row>(name: string, cell: (row: Row) => string): Column<Row> => ({ name, profile: 'emulator', cell });
