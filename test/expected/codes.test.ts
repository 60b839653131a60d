/** The tables of codes: whole, in order, and the same as the documents' own where those stand beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../protocol/mehrs/expected/codes.ts';
import { applicability } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { TABLE_1 } from '../../protocol/mehrs/expected/table1.ts';
import { TABLES_8_7 } from '../../protocol/mehrs/expected/tables87.ts';

const inTable = (table: string): number => CODES.filter(({ tables }) => tables.includes(table)).length;

it('112 distinct codes: 85 of Table A.1, 40 of them in Table 1, 9 of the DSP, 12 of the S1SP, 15 attested steps, two of April 2022', () => {
  expect(new Set(CODES.map(({ code }) => code)).size).toBe(112);
  expect(CODES).toHaveLength(112);
  expect([inTable('A.1'), inTable('1'), inTable('8.7-1') + inTable('8.7-3') - inTable('S1SP Alerts'), inTable('S1SP Alerts'), inTable('steps'), inTable('April 2022')]).toEqual([85, 40, 9, 12, 15, 2]);
});

it('a DSP code and an S1SP Alert Code for the same check name each other', () => {
  const byCode = new Map(CODES.map((each) => [each.code, each]));
  for (const { code, dspCode, s1spAlertCode } of CODES) {
    if (dspCode !== undefined) expect(byCode.get(dspCode)?.s1spAlertCode).toBe(code);
    if (s1spAlertCode !== undefined) expect(byCode.get(s1spAlertCode)?.dspCode).toBe(code);
  }
  // The DSP's list of Table 8.7-3 leaves three rows out.
  expect(TABLES_8_7.filter(({ dspCode }) => dspCode === undefined).map(({ s1spAlertCode }) => s1spAlertCode)).toEqual(['S1C062198', 'S1C081199', 'S1C081198']);
});

const folder = new URL('../../../shared/domain/tables/', import.meta.url);
const table = (name: string): Record<string, string>[] => parse(readFileSync(new URL(name, folder)), { columns: true });

describe.skipIf(!existsSync(folder))('the tables as the documents have them', () => {
  it('MEHRS Table 1: the codes in their order, with their lines', () => {
    expect(TABLE_1.map(({ code, line }) => [code, line])).toEqual(table('mehrs31_table1_validation_checks.csv').map((each) => [each['code'], Number(each['source002_line'])]));
  });
  it('MEHRS Table A.1: every cell', () => {
    for (const each of table('mehrs31_tableA1_reason_codes.csv')) {
      for (const [column, group] of [['AA_BA_CA', 'AA'], ['AA_BA_CA', 'BA'], ['AA_BA_CA', 'CA'], ['CB', 'CB'], ['DA', 'DA'], ['EA', 'EA'], ['EB', 'EB']] as const) {
        expect(applicability(each['code'] ?? '', group), `${each['code']} ${group}`).toBe(each[column] === 'X' ? 'applicable' : 'n/a');
      }
    }
  });
  it('Tables 8.7-1 and 8.7-3: the codes', () => {
    expect(TABLES_8_7.map(({ table: of, row, dspCode = '(no DSP row)', s1spAlertCode }) => [of, String(row), dspCode, s1spAlertCode]))
      .toEqual(table('tmad_8_7_codes.csv').map((each) => [each['table'], each['row'], each['dsp_response_code'], each['s1sp_alert_code']]));
  });
});
