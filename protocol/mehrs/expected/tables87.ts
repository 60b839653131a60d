/**
 * Tables 8.7-1 and 8.7-3 of the TMAD as MEHRS 2.7.5 and 2.7.7 print them: what DSP and S1SP ask of a Commissioning Request, and the
 * code each answers with. Wording is ours. Where `dspCode` is absent the DSP's list leaves the row out.
 */
interface CommissioningCheckRow {
  readonly table: '8.7-1' | '8.7-3';
  readonly row: number;
  readonly request: string;
  /** True of a request that has nothing to answer for. */
  readonly asks: string;
  readonly dspCode?: string;
  readonly s1spAlertCode: string;
  /** Lines of source 002: the DSP's table, then the S1SP's. */
  readonly lines: readonly number[];
}

const HANDOVER = 'Request Handover Of DCC Controlled Device';
const HAN_LOG = 'Update HAN Device Log';

export const TABLES_8_7: readonly CommissioningCheckRow[] = [
  { table: '8.7-1', row: 1, request: 'any', asks: 'the service is one that a Commissioning Party may request', dspCode: 'E48', s1spAlertCode: 'S1VE48', lines: [856, 909] },
  { table: '8.7-1', row: 2, request: 'any', asks: 'it was signed in the role of a Commissioning Party', dspCode: 'C2', s1spAlertCode: 'S1C2', lines: [857, 912] },
  { table: '8.7-1', row: 3, request: 'any', asks: 'its originator is who signed it', dspCode: 'E100', s1spAlertCode: 'S1VE100', lines: [858, 913] },
  { table: '8.7-1', row: 4, request: 'any to a Device', asks: 'the target is a SMETS1 Device or a CAD in the SMI', dspCode: 'C4', s1spAlertCode: 'S1C4', lines: [861, 914] },
  { table: '8.7-1', row: 5, request: 'any but Device Pre-notification', asks: 'a Device in its body is a SMETS1 Device in the SMI', dspCode: 'C5', s1spAlertCode: 'S1C5', lines: [862, 915] },
  { table: '8.7-3', row: 1, request: HANDOVER, asks: 'every replacement certificate has the role that the request names', dspCode: 'C062199', s1spAlertCode: 'S1C062199', lines: [867, 920] },
  { table: '8.7-3', row: 2, request: HANDOVER, asks: 'it is to be carried out at once', s1spAlertCode: 'S1C062198', lines: [923] },
  { table: '8.7-3', row: 3, request: HANDOVER, asks: "all replacement certificates are one Party's", dspCode: 'C062197', s1spAlertCode: 'S1C062197', lines: [870, 926] },
  { table: '8.7-3', row: 4, request: HANDOVER, asks: 'a supplier named is the registered one', dspCode: 'C062196', s1spAlertCode: 'S1C062196', lines: [871, 929] },
  { table: '8.7-3', row: 5, request: HANDOVER, asks: 'a Network Operator named is the registered one', dspCode: 'C062195', s1spAlertCode: 'S1C062195', lines: [874, 932] },
  { table: '8.7-3', row: 6, request: HAN_LOG, asks: 'it adds a Device', s1spAlertCode: 'S1C081199', lines: [933] },
  { table: '8.7-3', row: 7, request: HAN_LOG, asks: 'its install code is all zeros', s1spAlertCode: 'S1C081198', lines: [934] },
];
