import { describe, expect, it } from 'vitest';
import { AUTHORISATION_CHECKS } from '../../protocol/checks/authorisation.ts';
import { appliesTo, describeTable, firstFailure, type Check } from '../../protocol/checks/check.ts';
import { COMMON_FILE_CHECKS } from '../../protocol/checks/commonFile.ts';
import { DCO_ENCRYPTED_FILE_CHECKS, S1SP_ENCRYPTED_FILE_CHECKS } from '../../protocol/checks/encryptedFile.ts';
import { GATE_CHECKS } from '../../protocol/checks/gate.ts';
import { REQUIRED_FILE_SET_CHECKS } from '../../protocol/checks/requiredFileSet.ts';
import { WHOLE_FILE_CHECKS } from '../../protocol/checks/wholeFile.ts';

const check = (id: string, limit: number, more: Partial<Check<number>> = {}): Check<number> =>
  ({ id, title: `at most ${limit}`, clause: 'test', profile: 'emulator', holds: (n) => n <= limit, ...more });

describe('check tables', () => {
  it('the first failing row in table order is reported, with its own detail where it has one', () => {
    const table = [check('X1', 9), check('X2', 5, { detail: (n) => `found ${n}` }), check('X3', 1)];
    expect(firstFailure(table, 7)).toEqual({ id: 'X2', detail: 'found 7' });
    expect(firstFailure(table, 3)).toEqual({ id: 'X3', detail: 'not so: at most 1' });
    expect(firstFailure(table, 0)).toBeUndefined();
  });
  it('a row for other groups is skipped; without a group every row counts', () => {
    const table = [check('X1', 0, { groups: ['DA'] }), check('X2', 0)];
    expect(firstFailure(table, 1, 'CB')?.id).toBe('X2');
    expect(firstFailure(table, 1, 'DA')?.id).toBe('X1');
    expect(firstFailure(table, 1)?.id).toBe('X1');
    expect(appliesTo(table[1]!, 'CB')).toBe(true);
  });
  it('what the project authors carries an X, what the documents number does not; ids are unique over all tables', () => {
    const rows = [WHOLE_FILE_CHECKS, COMMON_FILE_CHECKS, GATE_CHECKS, AUTHORISATION_CHECKS, REQUIRED_FILE_SET_CHECKS,
      S1SP_ENCRYPTED_FILE_CHECKS, DCO_ENCRYPTED_FILE_CHECKS].flatMap((table) => describeTable(table as readonly Check<never>[]));
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      if (row.id.startsWith('X')) expect(row.profile).toBe('emulator');
      expect(row.title.length).toBeGreaterThan(10);
      expect(row.clause).toMatch(/MEHRS|TMAD|Guide/);
    }
    // MA999 is a code of the documents whose contents are ours.
    expect(rows.filter((row) => !row.id.startsWith('X') && row.profile === 'emulator').map((row) => row.id)).toEqual(['MA999']);
  });
});
