/** MEHRS 2.3.2 Table 1, MA012 to MA018, MA112 and 16.9.2.GT01: Dormant Meters, certificate ids, who authorises, recent contact. MA106 is in `split.ts`. */
import type { Conditions, CatalogueRow } from '../../row.ts';
import { EVERY_GROUP, FOC, IE, NOT_DA } from '../../groups.ts';
import { notApplicable, rejected } from './rejected.ts';

export const DORMANT: Partial<Conditions> = { supply: ['Dormant', 'Dormant'] };

export const INSTALLATION_ROWS: readonly CatalogueRow[] = [
  rejected({
    code: 'MA012', groups: EVERY_GROUP, conditions: DORMANT, title: "DCC authorises an Installation that has an Active Meter by now", lines: ['212', '1115'],
    cause: 'the customer begins to be supplied smart between Migration Schedule and authorisation', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-15',
  }),
  rejected({
    code: 'MA013', groups: EVERY_GROUP, conditions: DORMANT, title: "DCC's authorisation of a dual fuel Installation names one MPxN", lines: ['215', '1116'],
    cause: "the MPRN is missing in DCC's own planning record",
  }),
  rejected({
    code: 'MA014', groups: EVERY_GROUP, conditions: DORMANT, title: "DCC's authorisation names no supplier for the ESME", lines: ['216', '1117'],
    cause: "the Electricity Distributor stands in the supplier's place in DCC's own planning record",
  }),
  rejected({
    code: 'MA015', groups: EVERY_GROUP, conditions: DORMANT, title: "DCC's authorisation names no supplier for the GSME", lines: ['217', '1118'],
    cause: "the Gas Transporter stands in the supplier's place in DCC's own planning record",
  }),
  rejected({
    code: 'MA016', groups: [...IE, 'DA', ...FOC], title: 'A certificate serial number without its issuer', lines: ['218', '1119'],
    cause: 'the record gives the serial number of an ESME certificate and no issuer name',
  }),
  notApplicable({
    code: 'MA016', groups: ['CB'], instead: { code: 'MA113', step: 'X5.10-15' }, title: 'CB does not look for the issuer in the authorisation: the Validation Function finds it', lines: ['1119'],
    cause: 'the record gives the serial number of an ESME certificate and no issuer name',
  }),
  rejected({
    code: 'MA017', groups: IE, conditions: DORMANT, title: 'The Dormant Installation is blocked', lines: ['219', '1120'],
    cause: 'the SMSO blocks the Installation after DCC has scheduled it', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-16',
  }),
  notApplicable({
    code: 'MA017', groups: ['CB', 'DA'], conditions: DORMANT, title: 'These groups have no code for a blocked Installation: it migrates', lines: ['1120', '1141'],
    cause: 'the SMSO blocks the Installation after DCC has scheduled it',
  }),
  notApplicable({
    code: 'MA017', variant: 'FOC', groups: FOC, conditions: DORMANT, instead: { code: 'MA117', atGate: true }, title: 'EA and EB tell a block when the migration is to begin', lines: ['1120', '1141'],
    cause: 'the SMSO blocks the Installation after DCC has scheduled it', source: 'MEHRS Table A.1 (n/a); ruling A-16',
  }),
  rejected({
    code: 'MA018', groups: [...IE, 'DA'], title: 'One supplier of both meters authorises them in two records', lines: ['220', '1121'], cause: 'the supplier writes a record for each meter of the Installation',
  }),
  notApplicable({
    code: 'MA018', groups: ['CB', ...FOC], instead: 'MA009', title: 'Without a code for two records, each of them lacks an MPxN', lines: ['1112', '1121'],
    cause: 'the supplier writes a record for each meter of the Installation',
  }),
  rejected({
    code: 'MA112', groups: EVERY_GROUP, title: 'The hub has not been heard over the WAN for more than seven days', lines: ['222', '1136'],
    cause: 'the hub has been silent for two weeks when the Migration Authorisation is read', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-10',
  }),
  rejected({
    code: 'MA112', variant: 'dormant', groups: EVERY_GROUP, conditions: DORMANT, title: "The hub of a Dormant Installation has not been heard for more than seven days", lines: ['222', '1136'],
    cause: 'the hub has been silent for two weeks when DCC authorises', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-11',
  }),
  {
    ...notApplicable({
      code: 'MA112', variant: 'dormant-v1.0', groups: IE, conditions: DORMANT, title: 'Version 1.0: a Dormant Installation is not rejected for want of contact', lines: [],
      cause: 'the hub has been silent for two weeks when DCC authorises, and is heard again before the Migration Day', source: '000 on Error code MA112; ruling A-11',
    }), excludes: [], ruleSets: ['v1.0'],
  },
  rejected({
    code: '16.9.2.GT01', groups: ['DA'], title: 'The GSME has not been heard for more than 24 hours', lines: ['223', '1161'], cause: 'the gas meter has been silent for two days when the Migration Authorisation is read',
  }),
  notApplicable({
    code: '16.9.2.GT01', groups: NOT_DA, title: 'Only DA asks when the gas meter was last heard', lines: ['1161'], cause: 'the gas meter has been silent for two days when the Migration Authorisation is read',
  }),
];
