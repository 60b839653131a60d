/**
 * MEHRS 2.3.2 Table 1: what the Requesting Party asks of each record of a Migration Authorisation, in table order. Wording is
 * ours. The printed row states now what has to be so, now what must not be; `printed` says which, and Table A.1 decides.
 */
interface Table1Check {
  readonly code: string;
  /** True of a record that has nothing to answer for. */
  readonly asks: string;
  /** Whether the printed row states the good case or the bad one. */
  readonly printed: 'good case' | 'bad case';
  /** Line of source 002. */
  readonly line: number;
}

const good = (code: string, asks: string, line: number): Table1Check => ({ code, asks, printed: 'good case', line });
const bad = (code: string, asks: string, line: number): Table1Check => ({ code, asks, printed: 'bad case', line });

export const TABLE_1: readonly Table1Check[] = [
  good('MA001', 'the SMSO has an electricity meter at the MPAN', 201),
  good('MA002', 'the SMSO has a gas meter at the MPRN', 202),
  good('MA003', 'the Migration Week begins on a Monday', 203),
  good('MA004', 'the Migration Week is not over', 204),
  good('MA005', 'Migrate On is a day of the Migration Week', 205),
  good('MA006', 'Migrate On lies ahead', 206),
  good('MA007', 'the authoriser operates the electricity meter', 207),
  good('MA008', 'the authoriser operates the gas meter', 208),
  good('MA009', 'who operates both meters names both', 209),
  good('MA010', 'certificate ids are given for the ESME', 210),
  good('MA011', 'certificate ids are given for GSME and GPF', 211),
  good('MA012', 'what DCC authorises is Dormant throughout', 212),
  good('MA013', 'DCC names both MPxNs of a dual fuel Installation', 215),
  good('MA014', 'DCC names the supplier of the ESME', 216),
  good('MA015', 'DCC names the supplier of the GSME where there is one', 217),
  bad('MA016', 'no certificate serial number stands without its issuer', 218),
  bad('MA017', 'the Installation is not blocked', 219),
  bad('MA018', 'one supplier of both meters authorises them together', 220),
  bad('MA106', 'the other Active Supplier of a split site has authorised too', 221),
  bad('MA112', 'the hub was heard over the WAN within seven days', 222),
  bad('16.9.2.GT01', 'the gas meter was heard within 24 hours', 223),
  good('MA501', 'the SMSO knows the MPAN', 224),
  good('MA502', 'the SMSO knows the MPRN', 225),
  bad('MA503', 'meter and hub are linked to the MPxN', 226),
  bad('MA504', 'no earlier file names the Installation', 227),
  bad('MA505', 'no earlier record of the file names it', 228),
  good('MA506', "the hub's firmware is on the RP-EPCL", 229),
  good('MA507', "the ESME's firmware is on the RP-EPCL", 230),
  good('MA508', "the GSME's firmware is on the RP-EPCL", 231),
  bad('MA509', 'there is more than a gas meter', 232),
  bad('MA510', 'the record is within the capacity of the week', 233),
  bad('MA511', 'the file came by the cut-off', 234),
  good('MA512', 'a Migration Week is given', 235),
  good('MA513', "the MPxNs are those of the SMSO's Installation", 236),
  good('MA514', 'the SMSO still has the MPxNs', 237),
  good('MA515', 'an MPxN is given', 238),
  bad('MA516', "the ESME's payment card is its supplier's", 239),
  bad('MA517', "the GSME's payment card is its supplier's", 240),
  good('MA518', 'the product models are on the RP-EPCL', 241),
  bad('MA999', 'nothing else is wrong', 242),
];
