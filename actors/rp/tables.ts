/** What a Requesting Party knows: its SMSO's accounts, the authorisations it accepted, the Migration sets it has made. */
import type { SecParty } from '../../protocol/domain.ts';
import type { ReferenceData, SmsoAccount } from '../../protocol/checks/records.ts';
import type { Submitted } from '../../protocol/checks/sinceAuthorisation.ts';
import type { Capacity } from '../../protocol/files/schedule.ts';
import type { SummaryCounts } from '../../protocol/files/summary.ts';
import type { MacrRecord, MaRecord, MavrRecord, MigrationHeader, Mvf } from '../../protocol/files/types.ts';
import { HOUR, type LocalDate } from '../../protocol/time.ts';
import type { Context } from '../runtime/party.ts';
import type { FileTables } from '../shared/files.ts';
import type { OutageTables } from '../shared/outages.ts';

/** One record of one Migration Authorisation; split supply has one from each Active Supplier (Guide 4.5.5). */
export interface Authorisation {
  readonly maKey: string;
  readonly maFileName: string;
  readonly record: MaRecord;
  /** SEC Party Signifiers of the Parties associated with it. */
  readonly parties: readonly string[];
}

export type HandoverMethod = 'sim' | 'apn' | 'account' | 'certificate';

/** One Installation in one Migration Week. */
export interface Authorised {
  readonly installationId: string;
  readonly authorisations: readonly Authorisation[];
  readonly migrationWeek: LocalDate;
  readonly migrationDay: LocalDate;
  /** What the SMSO knew when the authorisation was accepted: the hand-over is only for what is still so (Table A.1 MA102-MA108, MA528). */
  readonly submitted: Submitted;
  /** Set it is in now. */
  readonly setId: string;
  /** Set whose SCF has told its outcome. */
  readonly scfSetId?: string;
  /** Set whose Commissioning File said that the hub is not Commissioned, with an Incident open, and in what words (MEHRS 2.6.7). */
  readonly hub?: { readonly setId: string; readonly told: string };
  /** Set in which it failed Table 5.25, so that its data has to be corrected (MEHRS 2.5.9). */
  readonly toCorrect?: string;
  /** Control has moved to the DCC and has not come back. */
  readonly withDcc: boolean;
  /** The 7-day communication check 5.12(c) is not carried out again (MEHRS 2.5.7 CB). */
  readonly waiveWanContact: boolean;
  /** May go into a Common File; for DA once the checks before it have passed (MEHRS 2.4.2). */
  readonly cleared: boolean;
  /** The last hand-over attempt failed because the hub could not be configured (MA119). */
  readonly failedAtHub?: boolean;
  /** A Completion Response row exists. */
  readonly completed: boolean;
  /** When the SMSO was last asked, virtual ms, and whether it has ever answered about the certificate: a system that is down makes no attempt (MEHRS 2.5.3, 3.4). */
  readonly askedAt?: number;
  readonly certificateAnswered?: boolean;
  /** Attempts so far, by method. */
  readonly attempts: Readonly<Partial<Record<HandoverMethod, number>>>;
}

export type SetFile = 'MCF' | 'MGF' | 'MEF';

export interface MigrationSet {
  readonly header: MigrationHeader;
  /** Keys of its Installations, in the order they joined. */
  readonly members: readonly string[];
  /** Made again for Installations whose first set came to nothing, at once and without hand-over. */
  readonly resubmission: boolean;
  /** How often each of the files was sent. */
  readonly sent: Readonly<Partial<Record<SetFile, number>>>;
  readonly mvf?: Mvf;
  /** Members whose hand-over is not settled yet. */
  readonly unsettled: readonly string[];
  /** Members that are handed over and go into the Group Files. */
  readonly ready: readonly string[];
}

export interface RpTables extends FileTables, OutageTables {
  accounts: SmsoAccount;
  /** Which sending of a file an Incident is about, by Incident: what was sent since needs no second remedy. */
  refused: number;
  /** Since when an Installation's hub, or its gas meter, has not been heard; absent while they are heard every hour. */
  silences: { readonly wanSince?: number; readonly gsmeSince?: number };
  /** By supplier: whether its Installations are migrated at all just now (MA531). */
  migration: { readonly enabled: boolean };
  /** By Installation: how often running its device was busy, or in the wrong mode (ruling A-43). */
  strikes: { readonly reasonCode: string; readonly attempts: number };
  /** installationId by MPAN or MPRN. */
  byMpxn: string;
  reference: ReferenceData;
  /** Key halves the SMSO holds of each keyed device, base64. */
  deviceKeys: { readonly s1sp: string; readonly dco: string };
  /** Installations each Active Supplier has room for, by Migration Week: what is not named has none (MA510). */
  capacities: readonly Capacity[];
  /** MAs by key. */
  authorisations: { readonly fileName: string; readonly rows: readonly MavrRecord[] };
  /** Last MVF refused, by setId. */
  refusals: { readonly failed: string; readonly detail: string };
  /** A record that came too late and is looked at in the next Migration Week, by the key of its machine. */
  held: { readonly maKey: string; readonly received: { readonly fileName: string; readonly records: readonly MaRecord[]; readonly receivedAt: number }; readonly index: number; readonly sender?: SecParty };
  /** What was wrong with the last SCF or COF of a set, by `<setId>/<type>`. */
  doubts: { readonly failed: string; readonly detail: string };
  /** Sets of DA whose SCF is still waited for. */
  scfDue: true;
  /** A record rejected after its file had been answered, by MA key (MA106). */
  rejections: MavrRecord;
  /** Set that still takes Installations, by `<group> <day> <commissioner>`. */
  openSets: string;
  /** By installation key. */
  authorised: Authorised;
  /** Installation key by installationId: the present authorisation. */
  current: string;
  sets: MigrationSet;
  /** What the MCC has instructed about a set whose Group Files are late (MEHRS 2.5.6). */
  instructions: 'reconfigure' | 'newMcf';
  /** Completion rows not sent yet, by MA file name. */
  completions: readonly MacrRecord[];
  /** What is new since the last Migration Summary Report, by SEC Party Signifier; absent when nothing is. */
  summaries: SummaryCounts;
}

/** DCC names the suppliers of the meters it authorises for (TMAD 4.27). */
export const authorisedBy = ({ authorisations }: Authorised): 'dcc' | 'supplier' => (authorisations.some(({ record }) => record.esmeSupplierId !== '') ? 'dcc' : 'supplier');

/** The account as the SMSO would show it now: a hub that is not silent was heard within the hour. */
export const accountNow = (installationId: string, { store, now }: Context<RpTables>): SmsoAccount => {
  const account = store.need('accounts', installationId);
  const { wanSince, gsmeSince } = store.get('silences', installationId) ?? {};
  return { ...account, lastWanContactAt: wanSince ?? now - HOUR, ...(account.gas === undefined ? {} : { lastGsmeContactAt: gsmeSince ?? now - HOUR }) };
};
