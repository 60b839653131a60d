/** What the Requesting Party knows when it looks at one record of a Migration Authorisation (MEHRS 2.3.2). */
import { COHORT_OF, GROUP_IDS, device, type Cohort, type DeviceType, type GroupId, type SecParty, type Supply } from '../domain.ts';
import type { MaRecord, MaybeCertificateId } from '../files/types.ts';
import type { LocalDate } from '../time.ts';
import type { ReferenceData, SmsoAccount } from './records.ts';
import type { CheckRuleSet } from './ruleSet.ts';

export type Requester = { readonly kind: 'supplier'; readonly party: SecParty } | { readonly kind: 'dcc' };

export interface AuthorisationFacts {
  readonly ruleSet: CheckRuleSet;
  /** Group ID of the Installation; where the SMSO knows none, any that the Requesting Party serves. */
  readonly groupId: GroupId;
  readonly record: MaRecord;
  /** Position of the record in its file, from 0. */
  readonly index: number;
  readonly records: readonly MaRecord[];
  readonly requester: Requester;
  /** The SMSO system: the account an MPAN or MPRN belongs to. */
  accounts(mpxn: string): SmsoAccount | undefined;
  readonly reference: ReferenceData;
  /** When the record is looked at, virtual ms. */
  readonly now: number;
  /** When the file was received, virtual ms. */
  readonly receivedAt: number;
  /** MA cut-off of the record's Migration Week, virtual ms. */
  readonly cutOffAt: number;
  /** How many records for the Migration Week this file may hold; undefined when nothing limits it. */
  readonly weekCapacity?: number;
  /** Whether an MA file received earlier, and still standing, holds any of these MPxNs. */
  previouslyAuthorised(mpxns: readonly string[]): boolean;
  /** Whether an MA for this MPxN and Migration Week has been received from its own supplier (MA106). */
  authorisedForWeek(mpxn: string, migrationWeek: LocalDate): boolean;
  /** Days of the WAN check, default 7. */
  readonly wanContactDays?: number;
  /** Hours of the GSME check, default 24. */
  readonly gsmeContactHours?: number;
}

const groupsOf = (...cohorts: Cohort[]): readonly GroupId[] => GROUP_IDS.filter((groupId) => cohorts.includes(COHORT_OF[groupId]));

export const TABLE_1 = 'MEHRS 2.3.2 Table 1';

/** Columns of Table A.1 that several rows share. */
export const GROUPS_IE = groupsOf('IE');
export const GROUPS_DA = groupsOf('DA');
export const GROUPS_NOT_DA = groupsOf('IE', 'CB', 'EA', 'EB');
export const GROUPS_NOT_CB = groupsOf('IE', 'DA', 'EA', 'EB');
export const GROUPS_IE_AND_DA = groupsOf('IE', 'DA');

/** The account of the MPAN, of the MPRN, and the one the record is about; undefined where nothing was given or nothing is known. */
export const sitesOf = (facts: AuthorisationFacts) => {
  const { mpan, mprn } = facts.record;
  const electricity = mpan === '' ? undefined : facts.accounts(mpan);
  const gas = mprn === '' ? undefined : facts.accounts(mprn);
  return { electricity, gas, account: electricity ?? gas };
};

export const isOpen = (account: SmsoAccount): boolean => account.closedAt === undefined;

export const hasDevice = (account: SmsoAccount, type: DeviceType): boolean => device(account, type) !== undefined;

type DualFuel = SmsoAccount & Required<Pick<SmsoAccount, 'gas' | 'mprn'>>;
export const isDualFuel = (account: SmsoAccount): account is DualFuel => account.gas !== undefined && account.mprn !== undefined && account.mpan !== '';

export const suppliesOf = (account: SmsoAccount): readonly Supply[] =>
  account.gas === undefined ? [account.electricity] : [account.electricity, account.gas];

/** The MPxNs that the record gives. */
export const mpxnsOf = (record: MaRecord): readonly string[] => [record.mpan, record.mprn].filter((mpxn) => mpxn !== '');

/** The ids of certificates that a record may give. */
export const certificateIds = (record: MaRecord): readonly MaybeCertificateId[] => [
  record.esmeSupplierCritical, record.esmeSupplierNonCritical, record.gasSupplierCritical, record.gasSupplierNonCritical,
  record.esmeNetworkOperatorCritical, record.esmeNetworkOperatorNonCritical,
  record.gasNetworkOperatorCritical, record.gasNetworkOperatorNonCritical,
];

/** The MPxN of a dual fuel account that the record does not give, when it gives the other. */
export const missingMpxn = ({ record }: AuthorisationFacts, account: SmsoAccount): string | undefined => {
  if (!isDualFuel(account)) return undefined;
  if (record.mpan === '' && record.mprn === account.mprn) return account.mpan;
  if (record.mprn === '' && record.mpan === account.mpan) return account.mprn;
  return undefined;
};

/** One SEC Party is Responsible Supplier of both fuels: for a supplier's MA it must operate both, for DCC's both are Dormant. */
export const oneAuthoriserForBoth = ({ requester }: AuthorisationFacts, account: SmsoAccount): boolean => {
  if (!isDualFuel(account)) return false;
  const { electricity, gas } = account;
  return requester.kind === 'dcc'
    ? !electricity.active && !gas.active
    : electricity.active && gas.active && electricity.supplier === requester.party.signifier && gas.supplier === requester.party.signifier;
};

/** Whether the MPxN stands in another record of the file or in an earlier file. */
export const givenElsewhere = (facts: AuthorisationFacts, mpxn: string): boolean =>
  facts.records.some((other, index) => index !== facts.index && (other.mpan === mpxn || other.mprn === mpxn)) || facts.previouslyAuthorised([mpxn]);

/** Both MPxNs of one supplier were given, but in two authorisations (MA018, A-12). */
export const authorisedApart = (facts: AuthorisationFacts): boolean => {
  const { account } = sitesOf(facts);
  if (account === undefined || !oneAuthoriserForBoth(facts, account) || account.electricity.supplier !== account.gas?.supplier) return false;
  const missing = missingMpxn(facts, account);
  return missing !== undefined && givenElsewhere(facts, missing);
};

export const describeSupply = ({ supplier, active }: Supply): string => `${supplier} (${active ? 'Active' : 'Dormant'})`;
