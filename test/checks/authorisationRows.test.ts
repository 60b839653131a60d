/** MEHRS 2.3.2 Table 1, row by row: what a row does not look at, and what it makes of a record that lacks what it would compare. */
import { describe, expect, it } from 'vitest';
import { SHAPES } from '../../harness/estate/shapes.ts';
import { AUTHORISATION_CHECKS, checkRecord, type AuthorisationFacts } from '../../protocol/checks/authorisation.ts';
import { authorisedApart, certificateIds, givenElsewhere, isDualFuel, missingMpxn, oneAuthoriserForBoth, sitesOf, type Requester } from '../../protocol/checks/authorisationFacts.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import { GROUP_IDS } from '../../protocol/domain.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { HOUR } from '../../protocol/time.ts';
import { CUT_OFF, NOW, facts, withAccount, withRecord } from './world.ts';

const NONE = { serial: '', issuer: '' };
const DCC: Requester = { kind: 'dcc' };
const codeOf = (base: AuthorisationFacts): string | undefined => checkRecord(base)?.reasonCode;
const row = (id: string) => AUTHORISATION_CHECKS.find((each) => each.id === id)!;
/** The rows that do not hold, whatever Group IDs they are for. */
const failing = (base: AuthorisationFacts): readonly string[] => AUTHORISATION_CHECKS.filter((each) => !each.holds(base)).map(({ id }) => id);
const accountOf = ({ accounts, record }: AuthorisationFacts): SmsoAccount => accounts(record.mpan)!;
const supplier = (base: AuthorisationFacts, signifier: string): Requester => ({ kind: 'supplier', party: base.reference.parties.find((each) => each.signifier === signifier)! });

describe('MEHRS 2.3.2: an Installation that the SMSO does not know', () => {
  const unknown = (base: AuthorisationFacts): AuthorisationFacts => ({ ...base, accounts: () => undefined });
  it('fails the rows about the MPxNs, for a supplier and for DCC, and no row that would look at its account', () => {
    expect(failing(unknown(facts('DA', 'dual-active')))).toEqual(['MA001', 'MA002', 'MA501', 'MA502']);
    expect(failing(unknown(facts('DA', 'dual-dormant')))).toEqual(['MA001', 'MA002', 'MA501', 'MA502']);
  });
  it('and a record that gives neither MPAN nor MPRN fails for that alone', () => {
    expect(failing(unknown(withRecord(facts('DA', 'dual-active'), { mpan: '', mprn: '' })))).toEqual(['MA001', 'MA515']);
    expect(failing(unknown(withRecord(facts('DA', 'dual-dormant'), { mpan: '', mprn: '' })))).toEqual(['MA001', 'MA515']);
  });
  it('the SMSO is asked about no MPxN that the record does not give', () => {
    const base = facts('DA', 'dual-active');
    const asked: string[] = [];
    const asking = { ...base, accounts: (mpxn: string) => { asked.push(mpxn); return base.accounts(mpxn); } };
    for (const change of [{ mpan: '' }, { mprn: '' }]) sitesOf(withRecord(asking, change));
    expect(asked).toEqual([base.record.mprn, base.record.mpan]);
  });
});

describe('MEHRS 2.3.2: a row that lacks what it would compare leaves it to the row that names the lack', () => {
  const base = facts('DA', 'dual-active');
  it('a Migration Week that is no date is MA003, not MA004 or MA005', () => {
    expect(failing(withRecord(base, { migrationWeek: 'soon', migrateOn: '2020-11-20' }))).toEqual(['MA003']);
  });
  it('a Migrate On that is no date is MA005, not MA006', () => expect(failing(withRecord(base, { migrateOn: '1 November' }))).toEqual(['MA005']));
  it('no Migration Week is MA512 for DA, MA003 for the others', () => {
    expect(GROUP_IDS.map((groupId) => codeOf(withRecord(facts(groupId, 'dual-active'), { migrationWeek: '' })))).toEqual(['MA003', 'MA003', 'MA003', 'MA003', 'MA512', 'MA003', 'MA003']);
  });
  it('MA005 takes the Monday of the week', () => expect(codeOf(withRecord(base, { migrateOn: '2020-11-09' }))).toBeUndefined());
});

describe('Guide 3.3.3: certificates', () => {
  it('DCC\'s own authorisation may give none (MA010, MA011)', () => {
    const none = { esmeSupplierCritical: NONE, esmeSupplierNonCritical: NONE, gasSupplierCritical: NONE, gasSupplierNonCritical: NONE };
    for (const groupId of GROUP_IDS) expect(codeOf(withRecord(facts(groupId, 'dual-dormant'), none))).toBeUndefined();
  });
  it('a supplier need give none for a meter it does not authorise', () => {
    const base = facts('DA', 'dual-split-active');
    expect([base.record.mprn, base.record.gasSupplierCritical]).toEqual(['', NONE]);
    expect(failing(base)).toEqual([]);
    const { gas } = accountOf(base);
    const other = withRecord({ ...base, requester: supplier(base, gas!.supplier) }, {
      mpan: '', mprn: accountOf(base).mprn!, esmeSupplierCritical: NONE, esmeSupplierNonCritical: NONE,
      gasSupplierCritical: base.record.esmeSupplierCritical, gasSupplierNonCritical: base.record.esmeSupplierNonCritical,
    });
    expect(failing(other)).toEqual([]);
  });
  const names = ['esmeSupplierCritical', 'esmeSupplierNonCritical', 'gasSupplierCritical', 'gasSupplierNonCritical',
    'esmeNetworkOperatorCritical', 'esmeNetworkOperatorNonCritical', 'gasNetworkOperatorCritical', 'gasNetworkOperatorNonCritical'] as const satisfies readonly (keyof MaRecord)[];
  it.each(names)('MA016: %s without its issuer name, MA999: an issuer name without it', (name) => {
    const base = facts('DA', 'dual-active');
    expect(checkRecord(withRecord(base, { [name]: { serial: '77', issuer: '' } }))).toEqual({ reasonCode: 'MA016', detail: 'no issuer for serial 77' });
    expect(row('MA999').holds(withRecord(base, { [name]: { serial: '', issuer: 'CN=X' } }))).toBe(false);
    expect(certificateIds(base.record)).toContain(base.record[name]);
  });
});

describe('MEHRS 2.3.2: who operates what', () => {
  const both = facts('DA', 'dual-active');
  const account = accountOf(both);
  const activity = (electricity: boolean, gas: boolean, gasSupplier = account.electricity.supplier): SmsoAccount =>
    ({ ...account, electricity: { ...account.electricity, active: electricity }, gas: { ...account.gas!, active: gas, supplier: gasSupplier } });
  const cases = [[true, true], [true, false], [false, true], [false, false]] as const;

  it('dual fuel is both meters under both MPxNs', () => {
    const { gas: _gas, ...withoutGas } = account;
    const { mprn: _mprn, ...withoutMprn } = account;
    expect([account, withoutGas, withoutMprn, { ...account, mpan: '' }].map(isDualFuel)).toEqual([true, false, false, false]);
  });
  it('one authoriser for both: the supplier of two Active meters, DCC for two Dormant ones', () => {
    expect(cases.map(([e, g]) => oneAuthoriserForBoth(both, activity(e, g)))).toEqual([true, false, false, false]);
    expect(cases.map(([e, g]) => oneAuthoriserForBoth({ ...both, requester: DCC }, activity(e, g)))).toEqual([false, false, false, true]);
    expect(oneAuthoriserForBoth(both, activity(true, true, 'SUPX'))).toBe(false);
    expect(oneAuthoriserForBoth({ ...both, requester: { kind: 'supplier', party: { ...(both.requester as { party: object }).party, signifier: 'SUPX' } as never } }, activity(true, true))).toBe(false);
    const { gas: _gas, ...single } = account;
    expect(oneAuthoriserForBoth(both, single)).toBe(false);
    expect(oneAuthoriserForBoth({ ...both, requester: DCC }, { ...single, electricity: { ...single.electricity, active: false } })).toBe(false);
  });
  it('the missing MPxN is the other one of the very account', () => {
    const missing = (change: Partial<MaRecord>, of = account) => missingMpxn(withRecord(both, change), of);
    expect([missing({ mprn: '' }), missing({ mpan: '' }), missing({}), missing({ mpan: '', mprn: '' })]).toEqual([account.mprn, account.mpan, undefined, undefined]);
    expect([missing({ mprn: '', mpan: '1012345678903' }), missing({ mpan: '', mprn: '3938424403' })]).toEqual([undefined, undefined]);
    expect(missing({ mpan: '' }, { ...account, mpan: '' })).toBeUndefined();
    const { mprn: _mprn, ...single } = account;
    expect(missing({ mprn: '' }, single)).toBeUndefined();
  });
  it('A-12: given elsewhere is given in another record of the file, by MPAN or MPRN, or in an earlier file', () => {
    const { mpan, mprn } = both.record;
    const other = { ...both.record, mpan: '1012345678903', mprn: '' };
    const among = (records: readonly MaRecord[], index: number) => [mpan, mprn].map((mpxn) => givenElsewhere({ ...both, records, index }, mpxn));
    expect(among([both.record], 0)).toEqual([false, false]);
    expect(among([other, both.record], 1)).toEqual([false, false]);
    expect(among([{ ...both.record, mprn: '' }, both.record], 1)).toEqual([true, false]);
    expect(among([{ ...both.record, mpan: '' }, both.record], 1)).toEqual([false, true]);
    expect(givenElsewhere({ ...both, previouslyAuthorised: (asked) => asked.length === 1 && asked[0] === mprn }, mprn)).toBe(true);
  });
  it('MA018: apart are the two MPxNs of one supplier, not those of two, nor one alone', () => {
    const apart = (base: AuthorisationFacts): boolean => authorisedApart({ ...base, previouslyAuthorised: () => true });
    expect(apart(withRecord(both, { mprn: '' }))).toBe(true);
    expect(apart(both)).toBe(false);
    expect(authorisedApart(withRecord(both, { mprn: '' }))).toBe(false);
    expect(apart({ ...withRecord(both, { mprn: '' }), accounts: () => undefined })).toBe(false);
    expect(apart(withRecord(facts('DA', 'dual-dormant'), { mprn: '' }))).toBe(true);
    expect(apart(withRecord(facts('DA', 'dual-split-dormant'), { mprn: '' }))).toBe(false);
    expect(apart(facts('DA', 'dual-split-active'))).toBe(false);
  });
  it('MA106 is for two Active Suppliers only, whichever authorises', () => {
    const alone = (shape: (typeof SHAPES)[number]) => codeOf({ ...facts('AA', shape), authorisedForWeek: () => false });
    expect(SHAPES.filter((shape) => alone(shape) === 'MA106')).toEqual(['dual-split-active']);
    const base = { ...facts('AA', 'dual-split-active'), authorisedForWeek: () => false };
    const split = accountOf(base);
    expect(row('MA106').holds({ ...base, requester: DCC })).toBe(true);
    expect(row('MA106').holds(withRecord(base, { mprn: split.mprn! }))).toBe(true);
    expect(row('MA106').holds(withRecord(base, { mpan: '', mprn: split.mprn! }))).toBe(false);
  });
});

describe('MEHRS 2.3.2, Group ID DA', () => {
  const base = facts('DA', 'dual-active');
  it('MA510: no capacity limits nothing, and records of other weeks take none of it', () => {
    const { weekCapacity: _none, ...unlimited } = base;
    expect(codeOf(unlimited)).toBeUndefined();
    const before = { ...base.record, mpan: '1012345678903', mprn: '', migrationWeek: '2020-11-16' };
    expect(codeOf({ ...base, records: [before, base.record], index: 1, weekCapacity: 1 })).toBeUndefined();
  });
  it('MA505: of three records of one Installation the first stands', () => {
    const records = [base.record, base.record, base.record];
    expect([0, 1, 2].map((index) => codeOf({ ...base, records, index, weekCapacity: 3 }))).toEqual([undefined, 'MA505', 'MA505']);
  });
  it('MA516, MA517: the Responsible Supplier\'s own cards are right', () => {
    expect(codeOf(withAccount(base, ({ electricity, gas }) => ({ paymentCards: { ESME: electricity.supplier, GSME: gas!.supplier } })))).toBeUndefined();
    const split = facts('DA', 'dual-split-active');
    expect(codeOf(withAccount(split, ({ electricity, gas }) => ({ paymentCards: { ESME: gas!.supplier, GSME: electricity.supplier } })))).toBe('MA516');
  });
  it('MA518: an IHD makes no part of the combination', () => {
    expect(accountOf(base).devices.some(({ deviceType }) => deviceType === 'IHD')).toBe(true);
    expect(codeOf({ ...base, reference: { ...base.reference, rpEpcl: base.reference.rpEpcl.filter(({ deviceType }) => deviceType !== 'IHD') } })).toBeUndefined();
  });
  it('MA999, A-14: True, False and nothing are what a flag may be', () => {
    for (const flag of ['True', 'False', '']) expect(codeOf(withRecord(base, { priority: flag, toBeCommissionedByDCC: flag }))).toBeUndefined();
  });
  it('16.9.2.GT01 takes the hours of the rule set, and no GSME has to be heard where there is none', () => {
    const heard = withAccount(base, () => ({ lastGsmeContactAt: NOW - 2 * HOUR }));
    expect([codeOf({ ...heard, gsmeContactHours: 2 }), codeOf({ ...heard, gsmeContactHours: 1 })]).toEqual([undefined, '16.9.2.GT01']);
    expect(accountOf(facts('DA', 'electricity-active')).lastGsmeContactAt).toBeUndefined();
  });
  it('MA511: at the cut-off is in time', () => expect(codeOf({ ...base, receivedAt: CUT_OFF })).toBeUndefined());
});
