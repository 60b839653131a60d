/** MEHRS 2.3.2 Table 1, MA001 to MA011: the meters, the dates, the Active Supplier. */
import type { CatalogueRow } from '../../row.ts';
import { EVERY_GROUP, NOT_DA } from '../../groups.ts';
import { notApplicable, rejected } from './rejected.ts';

export const METER_ROWS: readonly CatalogueRow[] = [
  rejected({
    code: 'MA001', groups: NOT_DA, title: 'The MPAN is in no record of the SMSO', lines: ['201', '1101'],
    cause: 'the supplier writes an MPAN that the SMSO has never had',
  }),
  rejected({
    code: 'MA001', variant: 'no-meter', groups: NOT_DA, title: 'No electricity meter stands under the MPAN any more', lines: ['201', '1101'],
    cause: 'the SMSO has closed the account after the demand was submitted', source: 'MEHRS 2.3.2 Table 1, Table A.1 (a meter of the right kind)',
  }),
  rejected({
    code: 'MA002', groups: NOT_DA, title: 'The MPRN is in no record of the SMSO', lines: ['202', '1102'],
    cause: 'the supplier writes an MPRN that the SMSO has never had',
  }),
  rejected({
    code: 'MA002', variant: 'no-meter', groups: NOT_DA, title: 'No gas meter stands under the MPRN', lines: ['202', '1102'],
    cause: 'the gas meter was taken out and the SMSO has removed it from its record',
  }),
  rejected({ code: 'MA003', groups: EVERY_GROUP, title: 'The Migration Week begins on a Tuesday', lines: ['203', '1103'], cause: 'a Tuesday stands as Migration Week' }),
  rejected({ code: 'MA004', groups: NOT_DA, title: 'The Migration Week is over', lines: ['204', '1104'], cause: 'the Monday of the week before last stands as Migration Week' }),
  rejected({ code: 'MA005', groups: EVERY_GROUP, title: 'The Migrate On date lies outside the Migration Week', lines: ['205', '1105'], cause: 'the Monday after the Migration Week stands as Migrate On date' }),
  rejected({
    code: 'MA006', groups: EVERY_GROUP, title: 'The Migrate On date is today', lines: ['206', '1106'],
    cause: 'the present week stands as Migration Week, and the day of submission as Migrate On date', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-02',
  }),
  rejected({
    code: 'MA007', groups: EVERY_GROUP, title: 'The supplier does not operate the electricity meter', lines: ['207', '1110'],
    cause: 'the customer went to another supplier between demand and authorisation',
  }),
  rejected({
    code: 'MA008', groups: EVERY_GROUP, title: 'The supplier does not operate the gas meter', lines: ['208', '1111'],
    cause: 'the customer took the gas to another supplier between demand and authorisation',
  }),
  rejected({ code: 'MA009', groups: NOT_DA, title: 'Only the MPAN is given, though the supplier operates both meters', lines: ['209', '1112'], cause: 'the record leaves the MPRN out' }),
  rejected({ code: 'MA010', groups: EVERY_GROUP, title: 'No certificate ids for the ESME', lines: ['210', '1113'], cause: 'the record leaves the certificate ids of the ESME out' }),
  rejected({ code: 'MA011', groups: EVERY_GROUP, title: 'No certificate ids for GSME and GPF', lines: ['211', '1114'], cause: 'the record leaves the certificate ids of the gas devices out' }),

  notApplicable({ code: 'MA001', groups: ['DA'], instead: 'MA501', title: 'DA tells an unknown MPAN by a code of its own', lines: ['1101', '1162'], cause: 'the supplier writes an MPAN that the SMSO has never had' }),
  notApplicable({ code: 'MA002', groups: ['DA'], instead: 'MA502', title: 'DA tells an unknown MPRN by a code of its own', lines: ['1102', '1163'], cause: 'the supplier writes an MPRN that the SMSO has never had' }),
  notApplicable({
    code: 'MA004', groups: ['DA'], instead: 'MA511', title: 'DA tells a week that is over as one authorised too late', lines: ['1104', '1175'],
    cause: 'the Monday of the week before last stands as Migration Week', source: 'MEHRS Table A.1 (n/a); ruling A-02',
  }),
  notApplicable({ code: 'MA009', groups: ['DA'], instead: 'MA513', title: 'DA tells a missing MPRN as a mismatch', lines: ['1112', '1177'], cause: 'the record leaves the MPRN out' }),
];
