import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorisersOf } from '../../harness/estate/index.ts';
import { SHAPES } from '../../harness/estate/shapes.ts';
import { AUTHORISATION_CHECKS, checkRecord } from '../../protocol/checks/authorisation.ts';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { REASON_CODES } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { DAY, HOUR } from '../../protocol/time.ts';
import { DEFECTS } from './authorisationDefects.ts';
import { CUT_OFF, NOW, authorisationFacts, estateOf, facts, withAccount, withRecord } from './world.ts';

const groupsOfCode = new Map(REASON_CODES.map(({ code, groups }) => [code, groups]));

describe('MEHRS 2.3.2 Table 1 as data', () => {
  it('has the 40 checks of Table 1, each code once', () => {
    expect(AUTHORISATION_CHECKS).toHaveLength(40);
    expect(new Set(AUTHORISATION_CHECKS.map((check) => check.id)).size).toBe(40);
  });
  it.each(AUTHORISATION_CHECKS.map((check) => [check.id, check] as const))('%s applies to exactly the Group IDs of Table A.1', (id, check) => {
    expect([...(check.groups ?? GROUP_IDS)].sort()).toEqual([...groupsOfCode.get(id)!].sort());
  });
  it('every row has a defect that shows it', () => {
    expect(AUTHORISATION_CHECKS.map((check) => check.id).filter((id) => !DEFECTS.some(({ code }) => code === id))).toEqual([]);
  });
});

describe('MEHRS 2.3.2: a healthy record is accepted', () => {
  it.each(GROUP_IDS.flatMap((groupId) => SHAPES.map((shape) => [groupId, shape] as const)))('%s %s, for every authoriser', (groupId, shape) => {
    const estate = estateOf(groupId, shape, 3);
    for (const installation of estate.installations) {
      for (const authoriser of authorisersOf(installation)) expect(checkRecord(authorisationFacts(estate, installation, authoriser))).toBeUndefined();
    }
  });
});

describe('MEHRS 2.3.2: one defect, one Reason Code, and what was found', () => {
  const cases = DEFECTS.flatMap((defect, n) => groupsOfCode.get(defect.code)!.map((groupId) => [defect.code, groupId, n, defect] as const));
  it.each(cases)('%s for %s (defect %i)', (code, groupId, _n, { shape, says, alter }) => {
    const base = facts(groupId, shape);
    expect(checkRecord(base)).toBeUndefined();
    expect(checkRecord(alter(base))).toEqual({ reasonCode: code, detail: says });
  });
});

describe('law L8: a code that Table A.1 marks n/a for the group never comes out', () => {
  it('for any heap of defects on any shape and group', () => {
    fc.assert(fc.property(
      fc.constantFrom(...GROUP_IDS), fc.constantFrom(...SHAPES), fc.subarray([...DEFECTS.keys()], { minLength: 1, maxLength: 6 }),
      (groupId: GroupId, shape, picked) => {
        const failure = checkRecord(picked.reduce((altered, index) => DEFECTS[index]!.alter(altered), facts(groupId, shape)));
        if (failure !== undefined) expect(groupsOfCode.get(failure.reasonCode)).toContain(groupId);
      },
    ), { numRuns: 400, seed: 8 });
  });
});

describe('boundaries', () => {
  it('A-10 MA112: contact exactly 7 days ago passes', () => {
    expect(checkRecord(withAccount(facts('AA', 'dual-active'), () => ({ lastWanContactAt: NOW - 7 * DAY })))).toBeUndefined();
  });
  it('MA112 takes the days of the rule set', () => {
    const base = withAccount(facts('AA', 'dual-active'), () => ({ lastWanContactAt: NOW - 7 * DAY }));
    expect(checkRecord({ ...base, wanContactDays: 6 })?.reasonCode).toBe('MA112');
  });
  it('16.9.2.GT01: contact exactly 24 h ago passes, a GSME never heard does not', () => {
    expect(checkRecord(withAccount(facts('DA', 'dual-active'), () => ({ lastGsmeContactAt: NOW - 24 * HOUR })))).toBeUndefined();
    const never = facts('DA', 'dual-active');
    const account = never.accounts(never.record.mpan)!;
    const { lastGsmeContactAt: _unheard, ...silent } = account;
    expect(checkRecord({ ...never, accounts: () => silent })?.reasonCode).toBe('16.9.2.GT01');
  });
  it('MA005 takes the Sunday of the week, MA006 the day after today', () => {
    expect(checkRecord(withRecord(facts('AA', 'dual-active'), { migrateOn: '2020-11-15' }))).toBeUndefined();
    expect(checkRecord(withRecord(facts('AA', 'dual-active'), { migrationWeek: '2020-11-02', migrateOn: '2020-11-06' }))).toBeUndefined();
  });
  it('MA004: on the Sunday the week has not ended, on the Monday it has', () => {
    const base = withRecord(facts('AA', 'dual-active'), { migrationWeek: '2020-11-02' });
    const sunday = Date.UTC(2020, 10, 8, 23, 59);
    const contacted = withAccount({ ...base, now: sunday }, () => ({ lastWanContactAt: sunday }));
    expect(checkRecord(contacted)).toBeUndefined();
    expect(checkRecord({ ...contacted, now: sunday + 60_000 })?.reasonCode).toBe('MA004');
  });
});

describe('rulings', () => {
  it('A-02: a late MA is MA511 for DA and no code for the others', () => {
    for (const groupId of GROUP_IDS) {
      expect(checkRecord({ ...facts(groupId, 'dual-active'), receivedAt: CUT_OFF + 1 })?.reasonCode).toBe(groupId === 'DA' ? 'MA511' : undefined);
    }
  });
  it('A-11: v1.0 exempts Dormant Installations from MA112, v3.1 does not', () => {
    const silent = withAccount(facts('AA', 'dual-dormant'), () => ({ lastWanContactAt: 0 }));
    expect(checkRecord({ ...silent, ruleSet: 'v1.0' })).toBeUndefined();
    expect(checkRecord(silent)?.reasonCode).toBe('MA112');
    const active = withAccount(facts('AA', 'dual-active'), () => ({ lastWanContactAt: 0 }));
    expect(checkRecord({ ...active, ruleSet: 'v1.0' })?.reasonCode).toBe('MA112');
  });
  it('A-12: MA106 is not decided before the cut-off', () => {
    const base = { ...facts('AA', 'dual-split-active'), authorisedForWeek: () => false };
    expect(checkRecord({ ...base, now: CUT_OFF - 1 })).toBeUndefined();
    expect(checkRecord({ ...base, now: CUT_OFF })?.reasonCode).toBe('MA106');
  });
  it('A-12: MA106 asks for the other MPxN in the record\'s week', () => {
    const asked: string[][] = [];
    const base = facts('AA', 'dual-split-active');
    checkRecord({ ...base, authorisedForWeek: (...question) => asked.push(question) > 0 });
    expect(asked).toEqual([[base.accounts(base.record.mpan)!.mprn, '2020-11-09']]);
  });
  it('A-12: two records of one supplier are MA018 where it applies, MA009 in CB, EA and EB', () => {
    const split = DEFECTS.find(({ code }) => code === 'MA018')!;
    expect(GROUP_IDS.map((groupId) => checkRecord(split.alter(facts(groupId, 'dual-active')))?.reasonCode))
      .toEqual(['MA018', 'MA018', 'MA018', 'MA009', 'MA018', 'MA009', 'MA009']);
  });
  it('A-13: records within the capacity are accepted, those after it MA510', () => {
    const estate = estateOf('DA', 'dual-dormant', 4);
    const codes = estate.installations.map((each) => checkRecord({ ...authorisationFacts(estate, each), weekCapacity: 2 })?.reasonCode);
    expect(codes).toEqual([undefined, undefined, 'MA510', 'MA510']);
  });
  it('MA505 rejects the repetition, not the first record', () => {
    const base = facts('DA', 'dual-active');
    const records = [base.record, base.record];
    expect(checkRecord({ ...base, records, index: 0 })).toBeUndefined();
    expect(checkRecord({ ...base, records, index: 1, weekCapacity: 2 })?.reasonCode).toBe('MA505');
  });
  it('A-14, A-16: neither MA999 nor MA017 in CB, EA and EB', () => {
    for (const groupId of ['CB', 'EA', 'EB'] as const) {
      expect(checkRecord(withRecord(facts(groupId, 'dual-active'), { priority: 'perhaps' }))).toBeUndefined();
      expect(checkRecord(withAccount(facts(groupId, 'dual-dormant'), () => ({ blocked: true })))).toBeUndefined();
    }
  });
});
