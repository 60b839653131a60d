/**
 * Table 1 of MEHRS 2.3.2, MA001 to MA011: the MPxNs, the dates and the Active Supplier, with the Group IDs of Table A.1.
 * A row holds when there is nothing to report. A row that lacks what it would compare holds, so that the row which
 * names the lack is the one reported.
 */
import type { MaybeCertificateId } from '../files/types.ts';
import { addDays, dayOfWeek, isLocalDate, londonDate } from '../time.ts';
import {
  GROUPS_IE_AND_DA, GROUPS_NOT_DA, TABLE_1,
  authorisedApart, describeSupply, hasDevice, isOpen, missingMpxn, oneAuthoriserForBoth, sitesOf, type AuthorisationFacts,
} from './authorisationFacts.ts';
import type { Check } from './check.ts';

const given = (id: MaybeCertificateId): boolean => id.serial !== '';

const weekOf = ({ record }: AuthorisationFacts): string | undefined => (isLocalDate(record.migrationWeek) ? record.migrationWeek : undefined);

export const METER_AUTHORISATION_CHECKS: readonly Check<AuthorisationFacts>[] = [
  {
    id: 'MA001',
    title: 'an electricity meter stands under the MPAN in the SMSO system',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_NOT_DA,
    holds: (facts) => {
      if (facts.record.mpan === '') return facts.record.mprn !== '';
      const { electricity } = sitesOf(facts);
      return electricity !== undefined && isOpen(electricity) && electricity.mpan === facts.record.mpan && hasDevice(electricity, 'ESME');
    },
    detail: ({ record }) => `no ESME under MPAN "${record.mpan}"`,
  },
  {
    id: 'MA002',
    title: 'a gas meter stands under the MPRN in the SMSO system, at the Installation of the MPAN',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_NOT_DA,
    holds: (facts) => {
      if (facts.record.mprn === '') return true;
      const { electricity, gas } = sitesOf(facts);
      return gas !== undefined && isOpen(gas) && gas.mprn === facts.record.mprn && hasDevice(gas, 'GSME')
        && (electricity === undefined || electricity.installationId === gas.installationId);
    },
    detail: ({ record }) => `no GSME under MPRN "${record.mprn}"`,
  },
  {
    id: 'MA003',
    title: 'the Migration Week is a Monday',
    clause: TABLE_1, profile: 'attested',
    // An absent week has a code of its own for DA (MA512).
    holds: (facts) => {
      if (facts.record.migrationWeek === '') return facts.groupId === 'DA';
      const week = weekOf(facts);
      return week !== undefined && dayOfWeek(week) === 1;
    },
    detail: ({ record }) => `Migration Week "${record.migrationWeek}"`,
  },
  {
    id: 'MA004',
    title: 'the Migration Week has not ended',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_NOT_DA,
    holds: (facts) => {
      const week = weekOf(facts);
      return week === undefined || londonDate(facts.now) <= addDays(week, 6);
    },
    detail: ({ record, now }) => `Migration Week ${record.migrationWeek} had ended on ${londonDate(now)}`,
  },
  {
    id: 'MA005',
    title: 'the Migrate On date, where given, lies within the Migration Week',
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const { migrateOn } = facts.record;
      const week = weekOf(facts);
      if (migrateOn === '' || week === undefined) return true;
      return isLocalDate(migrateOn) && migrateOn >= week && migrateOn <= addDays(week, 6);
    },
    detail: ({ record }) => `Migrate On "${record.migrateOn}", Migration Week ${record.migrationWeek}`,
  },
  {
    id: 'MA006',
    title: 'the Migrate On date, where given, is later than today',
    clause: TABLE_1, profile: 'attested',
    holds: ({ record, now }) => !isLocalDate(record.migrateOn) || record.migrateOn > londonDate(now),
    detail: ({ record, now }) => `Migrate On ${record.migrateOn}, today ${londonDate(now)}`,
  },
  {
    id: 'MA007',
    title: 'the supplier is the Active Supplier of the MPAN in the SMSO system',
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const supply = sitesOf(facts).electricity?.electricity;
      return facts.requester.kind === 'dcc' || supply === undefined || (supply.active && supply.supplier === facts.requester.party.signifier);
    },
    detail: (facts) => `MPAN ${facts.record.mpan} is supplied by ${describeSupply(sitesOf(facts).electricity!.electricity)}`,
  },
  {
    id: 'MA008',
    title: 'the supplier is the Active Supplier of the MPRN in the SMSO system',
    clause: TABLE_1, profile: 'attested',
    holds: (facts) => {
      const supply = sitesOf(facts).gas?.gas;
      return facts.requester.kind === 'dcc' || supply === undefined || (supply.active && supply.supplier === facts.requester.party.signifier);
    },
    detail: (facts) => `MPRN ${facts.record.mprn} is supplied by ${describeSupply(sitesOf(facts).gas!.gas!)}`,
  },
  {
    id: 'MA009',
    title: 'a supplier that operates both meters gives both MPxNs',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_NOT_DA,
    // Both given, but in two records, is MA018 where the group has that code.
    holds: (facts) => {
      const { account } = sitesOf(facts);
      if (facts.requester.kind === 'dcc' || account === undefined || !oneAuthoriserForBoth(facts, account)) return true;
      return missingMpxn(facts, account) === undefined || (GROUPS_IE_AND_DA.includes(facts.groupId) && authorisedApart(facts));
    },
    detail: ({ record }) => `only ${record.mpan}${record.mprn} given`,
  },
  {
    id: 'MA010',
    title: 'the Active Supplier has given the critical and non-critical SupplierCertificateIds for the ESME',
    clause: TABLE_1, profile: 'attested',
    holds: ({ requester, record }) =>
      requester.kind === 'dcc' || record.mpan === '' || (given(record.esmeSupplierCritical) && given(record.esmeSupplierNonCritical)),
    detail: () => 'SupplierCertificateIds for the ESME not given',
  },
  {
    id: 'MA011',
    title: 'the Active Supplier has given the critical and non-critical SupplierCertificateIds for the GSME and GPF',
    clause: TABLE_1, profile: 'attested',
    holds: ({ requester, record }) =>
      requester.kind === 'dcc' || record.mprn === '' || (given(record.gasSupplierCritical) && given(record.gasSupplierNonCritical)),
    detail: () => 'SupplierCertificateIds for the GSME and GPF not given',
  },
];
