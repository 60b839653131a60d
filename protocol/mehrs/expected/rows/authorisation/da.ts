/** MEHRS 2.3.2 Table 1, MA501 to MA518 (MA504 and MA505 in `duplicates.ts`), which Table A.1 gives to DA alone, and MA999, which only IE and DA have. */
import type { CatalogueRow } from '../../row.ts';
import { FOC, IE, NOT_DA } from '../../groups.ts';
import { notApplicable, rejected, type NotApplicable } from './rejected.ts';

interface OfDa {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly lines: readonly string[];
  readonly source?: string;
  /** What the other groups make of the same cause: a code of theirs, or nothing. */
  readonly others?: Pick<NotApplicable, 'instead'>;
}

const CODES: readonly OfDa[] = [
  { code: 'MA501', title: 'The MPAN is unknown to the SMSO', lines: ['224', '1162'], cause: 'the supplier writes an MPAN that the SMSO has never had', others: { instead: 'MA001' } },
  { code: 'MA502', title: 'The MPRN is unknown to the SMSO', lines: ['225', '1163'], cause: 'the supplier writes an MPRN that the SMSO has never had', others: { instead: 'MA002' } },
  {
    code: 'MA503', title: 'No Communications Hub is linked to the MPxN', lines: ['226', '1164'], cause: "the SMSO's record of the Installation has lost its hub",
    others: { instead: { code: 'MA113', step: 'X5.10-08' } },
  },
  { code: 'MA506', title: "The hub's firmware is not eligible", lines: ['229', '1170'], cause: "the Requesting Party's list has another firmware of the hub" },
  { code: 'MA507', title: "The ESME's firmware is not eligible", lines: ['230', '1171'], cause: "the Requesting Party's list has another firmware of the ESME" },
  { code: 'MA508', title: "The GSME's firmware is not eligible", lines: ['231', '1172'], cause: "the Requesting Party's list has another firmware of the GSME" },
  {
    code: 'MA509', title: 'The Installation has a gas meter only', lines: ['232', '1173'], cause: 'the electricity meter is gone and the supplier authorises the gas meter alone',
    others: { instead: 'MA009' },
  },
  {
    code: 'MA510', title: 'More records than the week has capacity for', lines: ['233', '1174'], cause: 'the supplier demanded capacity for one Installation and authorises two',
    source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-13',
  },
  {
    code: 'MA511', title: 'Authorised after the cut-off', lines: ['234', '1175'], cause: 'the supplier submits on Thursday at 10:30', source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-02',
    others: { instead: 'MA004' },
  },
  { code: 'MA512', title: 'No Migration Week', lines: ['235', '1176'], cause: 'the record leaves the Migration Week out', others: { instead: 'MA003' } },
  { code: 'MA513', title: "The MPxNs are not those of the SMSO's Installation", lines: ['236', '1177'], cause: 'the record leaves the MPRN out', others: { instead: 'MA009' } },
  { code: 'MA514', title: 'The SMSO has the MPxNs no longer', lines: ['237', '1178'], cause: 'the SMSO has closed the account after the demand was submitted', others: { instead: 'MA001' } },
  { code: 'MA515', title: 'Neither MPAN nor MPRN is given', lines: ['238', '1179'], cause: 'the record leaves both MPxNs out', others: { instead: 'MA001' } },
  { code: 'MA516', title: 'The payment card of the ESME is another supplier\'s', lines: ['239', '1180'], cause: 'a payment card of the supplier before stands against the ESME' },
  { code: 'MA517', title: 'The payment card of the GSME is another supplier\'s', lines: ['240', '1181'], cause: 'a payment card of the supplier before stands against the GSME' },
  { code: 'MA518', title: 'A product model is not eligible', lines: ['241', '1182'], cause: "the Requesting Party's list lacks the ESME's model" },
];

const FLAG = { title: 'A flag of the record says neither True nor False', cause: 'the record\'s priority flag is "perhaps"', lines: ['242', '1150'] } as const;

export const DA_ROWS: readonly CatalogueRow[] = [
  ...CODES.map(({ others: _others, ...each }) => rejected({ ...each, groups: ['DA'] })),
  ...CODES.map(({ code, title, cause, lines, source: _source, others = {} }) => notApplicable({
    code, groups: NOT_DA, title: others.instead === undefined ? `${title}: no check of these groups` : `${title}: these groups have another code for it`, cause, lines: lines.slice(1), ...others,
  })),
  rejected({ code: 'MA999', groups: [...IE, 'DA'], ...FLAG, source: 'MEHRS 2.3.2 Table 1, Table A.1; ruling A-14' }),
  notApplicable({ code: 'MA999', groups: ['CB', ...FOC], ...FLAG, title: 'These groups have no code for it: the flag is not read', lines: ['1150'], source: 'MEHRS Table A.1 (n/a); ruling A-14' }),
];
