/**
 * Table 1 of MEHRS 2.3.2, MA012 to 16.9.2.GT01: Dormant migrations (MA012-MA015 and MA017 concern no others), the
 * certificate ids, split sites and recent contact, with the Group IDs of Table A.1, which also decides the polarity
 * where Table 1 states the failing condition.
 */
import {
  GROUPS_DA, GROUPS_IE, GROUPS_IE_AND_DA, GROUPS_NOT_CB, TABLE_1,
  authorisedApart, certificateIds, describeSupply, hasDevice, isDualFuel, missingMpxn, sitesOf, suppliesOf, type AuthorisationFacts,
} from './authorisationFacts.ts';
import type { Check } from './check.ts';
import { gsmeContactRecent, wanContactRecent } from './contact.ts';
import { wanCheckExemptsDormant } from './ruleSet.ts';

const isSupplier = (facts: AuthorisationFacts, id: string): boolean =>
  facts.reference.parties.some((party) => party.role === 'supplier' && party.signifier === id);

/** The two meters of an account are operated by two different suppliers. */
const isSplitActive = ({ account }: ReturnType<typeof sitesOf>): boolean =>
  account?.gas !== undefined && account.electricity.active && account.gas.active && account.electricity.supplier !== account.gas.supplier;

export const INSTALLATION_AUTHORISATION_CHECKS: readonly Check<AuthorisationFacts>[] = [
  {
    id: 'MA012',
    title: "DCC's own authorisation is for an Installation without an Active Meter",
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const { account } = sitesOf(facts);
      return facts.requester.kind === 'supplier' || account === undefined || suppliesOf(account).every((supply) => !supply.active);
    },
    detail: (facts) => `Active: ${suppliesOf(sitesOf(facts).account!).filter((supply) => supply.active).map(describeSupply).join(', ')}`,
  },
  {
    id: 'MA013',
    title: "DCC's own authorisation of a dual fuel Installation gives the MPAN and the MPRN",
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const { account } = sitesOf(facts);
      return facts.requester.kind === 'supplier' || account === undefined || !isDualFuel(account) || missingMpxn(facts, account) === undefined;
    },
    detail: ({ record }) => `only ${record.mpan}${record.mprn} given`,
  },
  {
    id: 'MA014',
    title: "DCC's own authorisation names a supplier for the ESME",
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => facts.requester.kind === 'supplier' || isSupplier(facts, facts.record.esmeSupplierId),
    detail: ({ record }) => `ESME Supplier Id "${record.esmeSupplierId}"`,
  },
  {
    id: 'MA015',
    title: "DCC's own authorisation of a dual fuel Installation names a supplier for the GSME",
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const { account } = sitesOf(facts);
      return facts.requester.kind === 'supplier' || account === undefined || !isDualFuel(account) || isSupplier(facts, facts.record.gsmeSupplierId);
    },
    detail: ({ record }) => `GSME Supplier Id "${record.gsmeSupplierId}"`,
  },
  {
    id: 'MA016',
    title: 'every certificate serial number comes with its issuer name',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_NOT_CB,
    holds: ({ record }) => certificateIds(record).every((id) => id.serial === '' || id.issuer !== ''),
    detail: ({ record }) => `no issuer for serial ${certificateIds(record).find((id) => id.serial !== '' && id.issuer === '')!.serial}`,
  },
  {
    id: 'MA017',
    title: 'the Dormant Installation is not blocked from being migrated',
    // For Dormant migrations only: MEHRS 2.3.2, last paragraph; A-16.
    clause: TABLE_1, profile: 'attested', groups: GROUPS_IE,
    holds: (facts) => facts.requester.kind === 'supplier' || sitesOf(facts).account?.blocked !== true,
    detail: (facts) => `${sitesOf(facts).account!.installationId} is blocked`,
  },
  {
    id: 'MA018',
    title: 'one Responsible Supplier of both meters authorises them in one record',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_IE_AND_DA,
    holds: (facts) => !authorisedApart(facts),
    detail: ({ record }) => `${record.mpan}${record.mprn} authorised apart from the other meter of the same supplier`,
  },
  {
    id: 'MA106',
    title: 'for a split site the other Active Supplier has authorised the same Migration Week by the cut-off',
    clause: `${TABLE_1}; A-12`, profile: 'attested', groups: GROUPS_IE_AND_DA,
    holds: (facts) => {
      const sites = sitesOf(facts);
      if (facts.requester.kind === 'dcc' || facts.now < facts.cutOffAt || !isSplitActive(sites)) return true;
      const other = missingMpxn(facts, sites.account!);
      return other === undefined || facts.authorisedForWeek(other, facts.record.migrationWeek);
    },
    detail: (facts) => `no MA for ${missingMpxn(facts, sitesOf(facts).account!)} in the week of ${facts.record.migrationWeek}`,
  },
  {
    id: 'MA112',
    title: 'the Installation has communicated over the WAN within the last 7 days',
    clause: `${TABLE_1}; A-10, A-11`, profile: 'attested',
    holds: (facts) => {
      const { account } = sitesOf(facts);
      if (account === undefined || (facts.requester.kind === 'dcc' && wanCheckExemptsDormant(facts.ruleSet))) return true;
      return wanContactRecent(account.lastWanContactAt, facts.now, facts.wanContactDays);
    },
    detail: (facts) => `last WAN contact ${Math.floor((facts.now - sitesOf(facts).account!.lastWanContactAt) / 3_600_000)} h ago`,
  },
  {
    id: '16.9.2.GT01',
    title: 'the GSME has communicated within the last 24 hours',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => {
      const { account } = sitesOf(facts);
      return account === undefined || !hasDevice(account, 'GSME') || gsmeContactRecent(account.lastGsmeContactAt, facts.now, facts.gsmeContactHours);
    },
    detail: (facts) => `GSME of ${sitesOf(facts).account!.installationId} silent`,
  },
];
