/** Ways in which data about a Migration Authorisation comes to be wrong: what the supplier writes, what the SMSO has on record, what DCC plans. */
import { COHORT_OF, address, type Estate, type Installation } from '../../../../protocol/domain.ts';
import { makeMpan, makeMprn } from '../../../../protocol/checks/mpxn.ts';
import type { SmsoAccount } from '../../../../protocol/checks/records.ts';
import type { MaRecord } from '../../../../protocol/files/types.ts';
import { londonTime } from '../../../../protocol/time.ts';
import { DCC, authorisersOf, type Shape } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { directoryOf } from '../../../world/directory.ts';
import { identitiesOf } from '../../../world/identities.ts';
import { ownRecords } from '../../../world/provisionPlanning.ts';
import type { GivenAuthorisation } from '../../../world/provisions.ts';
import { DEFAULT_WEEK, startOf } from '../../../world/world.ts';
import { cohortParty, type Cause } from '../../cause.ts';

/** The week that every cause here is about. */
export const WEEK = DEFAULT_WEEK;
export const WEEK_BEFORE_LAST = '2020-10-26';
/** The week in which suppliers submit, and the day. */
export const WEEK_OF_SUBMISSION = '2020-11-02';
export const DAY_OF_SUBMISSION = '2020-11-03';
export const CUT_OFF_AT = londonTime('2020-11-05', '10:00');
/** MPxNs that are well-formed and nobody's. */
export const STRANGE_MPAN = makeMpan(10, 9_999_999_999);
export const STRANGE_MPRN = makeMprn(89_999_999);

/** What a supplier would write of itself. */
export const recordsOf = (supplier: string, of: Installation, estate: Estate, seed: string): readonly MaRecord[] =>
  ownRecords(supplier, COHORT_OF[of.groupId], { estate, migrationWeek: WEEK, identities: identitiesOf(estate, directoryOf(estate), seed, startOf(WEEK)) });

/** The supplier that authorises the Installation, or the first of two. */
export const authoriserOf = (installation: Installation): string => authorisersOf(installation)[0] ?? '';

type Rest = Omit<Partial<GivenAuthorisation>, 'records'>;

/** The supplier's file, changed before it was signed. */
export const file = (installation: Installation, estate: Estate, seed: string, change: (records: readonly MaRecord[]) => readonly MaRecord[], rest: Rest = {}): GivenAuthorisation => {
  const supplier = rest.supplier ?? authoriserOf(installation);
  return { ...rest, supplier, cohort: COHORT_OF[installation.groupId], records: change(recordsOf(supplier, installation, estate, seed)) };
};

const nothing = () => [];

/** The supplier writes its record otherwise than it should. */
export const wrongly = (change: (record: MaRecord, records: readonly MaRecord[]) => MaRecord | readonly MaRecord[], rest: Rest = {}): Cause => ({
  faults: nothing,
  world: (installation, estate, seed) => ({
    authorisations: [file(installation, estate, seed, (records) => records.flatMap((record) => (record.mpan === installation.mpan || record.mprn === installation.mprn ? change(record, records) : [record])), rest)],
  }),
});

/** Between planning and authorisation: the supplier's demand is in, or DCC has sent its Migration Schedule. */
const planned = (installation: Installation): Extract<Fault, { kind: 'record' }>['on'] => {
  const authoriser = authoriserOf(installation);
  return authoriser === DCC ? { type: 'MS', nth: 1 } : { from: address('supplier', authoriser), type: 'DMD', nth: 1 };
};

/** The SMSO's record of the Installation changes between planning and authorisation. */
export const onRecord = (change: (installation: Installation) => Partial<SmsoAccount>, shape?: Shape): Cause => ({
  ...(shape === undefined ? {} : { shape }),
  faults: (installation) => [{
    kind: 'record', on: planned(installation), afterMinutes: 60, party: cohortParty('rp', installation), table: 'accounts', key: installation.id, set: { ...change(installation) },
  }],
});

/** Since when the SMSO has not heard from the hub, or from the gas meter, virtual ms. */
export const silent = (since: { readonly wanSince?: number; readonly gsmeSince?: number }, shape?: Shape): Cause => ({
  ...(shape === undefined ? {} : { shape }),
  faults: (installation) => [{
    kind: 'record', on: planned(installation), afterMinutes: 60, party: cohortParty('rp', installation), table: 'silences', key: installation.id, set: since,
  }],
});

/** DCC's own planning record is wrong by the time it authorises, the schedule having been returned. */
export const onPlanning = (change: (installation: Installation) => Partial<Installation>): Cause => ({
  shape: 'dual-dormant',
  faults: (installation) => [{ kind: 'record', on: { type: 'MS_REPLY', nth: 1 }, afterMinutes: 60, party: 'mcc', table: 'dormant', key: installation.id, set: { ...change(installation) } }],
});
