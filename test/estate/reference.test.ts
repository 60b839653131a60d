import { describe, expect, it } from 'vitest';
import { derivedReference, generateEstate, loadReference, referenceDataFor } from '../../harness/estate/index.ts';
import { healthyReferenceData } from '../../harness/estate/records.ts';
import { ReferenceDataError } from '../../harness/estate/reference.ts';

type Json = Record<string, any>;
const ESTATE = generateEstate({ seed: 'reference', installations: 4, groups: ['CB', 'DA'], shape: 'dual-active' });
const HUB = {
  deviceId: '02-5E-00-00-00-00-00-99', deviceType: 'CHF', smetsVersion: 'SMETS1', status: 'Commissioned', manufacturer: 'Somebody', model: 'Hub', firmwareVersion: '1.0',
};
const sound = (): Json => JSON.parse(JSON.stringify({ ...derivedReference(ESTATE), smi: [HUB] }));
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const load = (value: unknown) => loadReference(bytesOf(value));
const problems = (value: unknown): readonly { path: string; expected: string }[] => {
  try {
    load(value);
  } catch (thrown) {
    if (thrown instanceof ReferenceDataError) return thrown.problems;
    throw thrown;
  }
  return [];
};

const CASES: readonly (readonly [string, (reference: Json) => void, string, RegExp])[] = [
  ['an MPAN with a bad check digit', (r) => { r.registration[0].mpxn = '1000000000000'; }, 'registration[0].mpxn', /an MPAN, 13 digits with the right check digit/],
  ['an MPRN as an electricity meter point', (r) => { r.registration[1].fuel = 'electricity'; }, 'registration[1].mpxn', /an MPAN/],
  ['an MPAN as a gas meter point', (r) => { r.registration[0].fuel = 'gas'; }, 'registration[0].mpxn', /an MPRN/],
  ['an unknown fuel', (r) => { r.registration[0].fuel = 'coal'; }, 'registration[0].fuel', /"electricity" or "gas"/],
  ['a supplier that is no signifier', (r) => { r.registration[0].supplier = 'Sup A'; }, 'registration[0].supplier', /SEC Party Signifier/],
  ['a network operator missing', (r) => { delete r.registration[0].networkOperator; }, 'registration[0].networkOperator', /string/],
  ['an MPxN twice', (r) => { r.registration[2] = r.registration[0]; }, 'registration[2].mpxn', /stands at registration\[0\]\.mpxn already/],
  ['an unknown Group ID', (r) => { r.epc[0].groupId = 'ZZ'; }, 'epc[0].groupId', /"AA"/],
  ['a combination of no Device', (r) => { r.epc[0].models = {}; }, 'epc[0].models', /at least one Device type/],
  ['an unknown Device type in a combination', (r) => { r.epc[0].models.FRIDGE = 'F1'; }, 'epc[0].models', /FRIDGE/],
  ['a firmware version too long', (r) => { r.cpl[0].firmwareVersion = '123456789'; }, 'cpl[0].firmwareVersion', /1 to 8 characters/],
  ['a member too many', (r) => { r.cpl[0].colour = 'red'; }, 'cpl[0]', /colour/],
  ['a model that is none', (r) => { r.rpEpcl[0].model = ''; }, 'rpEpcl[0].model', /1 to 30 characters/],
  ['an EUI-64 in lower case', (r) => { r.smi[0].deviceId = '02-5e-00-00-00-00-00-99'; }, 'smi[0].deviceId', /EUI-64/],
  ['an SMI status the DUIS does not have', (r) => { r.smi[0].status = 'Lost'; }, 'smi[0].status', /"Commissioned"/],
  ['an SMETS version that is none', (r) => { r.smi[0].smetsVersion = 'SMETS3'; }, 'smi[0].smetsVersion', /"SMETS1"/],
  ['an MPxN of an SMI row with a bad check digit', (r) => { r.smi[0].importMpxn = '12'; }, 'smi[0].importMpxn', /an MPAN or an MPRN/],
  ['a Device twice in the SMI', (r) => { r.smi.push({ ...HUB, status: 'Pending' }); }, 'smi[1].deviceId', /stands at smi\[0\]\.deviceId already/],
  ['a list that is none', (r) => { r.epc = {}; }, 'epc', /array/],
  ['a list nobody reads', (r) => { r.parties = []; }, '', /parties/],
  ['more products than a list may have', (r) => { r.cpl = Array.from({ length: 10_001 }, () => r.cpl[0]); }, 'cpl', /at most 10000 products/],
];

describe('loadReference', () => {
  it('takes every list, and any of them alone', () => {
    expect(load(sound())).toEqual(sound());
    for (const [list, rows] of Object.entries(sound())) expect(load({ [list]: rows })).toEqual({ [list]: rows });
    expect(load({})).toEqual({});
  });
  it.each(CASES)('refuses %s and says where and what was expected', (_what, spoil, path, expected) => {
    const reference = sound();
    spoil(reference);
    const found = problems(reference).find((each) => each.path === path && expected.test(each.expected));
    expect(found, JSON.stringify(problems(reference))).toBeDefined();
  });
  it('names every problem at once, and puts them into the message', () => {
    const reference = sound();
    reference.registration[0].supplier = 'a';
    reference.smi[0].status = 'b';
    expect(problems(reference).map((each) => each.path)).toEqual(['registration[0].supplier', 'smi[0].status']);
    expect(() => load(reference)).toThrow('not reference data:\n  registration[0].supplier: expected a SEC Party Signifier');
  });
  it.each([['not JSON', '{'], ['another kind of JSON', '7'], ['a list', '[]'], ['nothing', '']])('refuses %s', (_what, text) => {
    expect(() => loadReference(new TextEncoder().encode(text))).toThrow(ReferenceDataError);
  });
  it('refuses bytes that are not UTF-8', () => {
    expect(() => loadReference(Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow(/UTF-8/);
  });
});

describe('referenceDataFor', () => {
  it('derives every list that is not given', () => {
    expect(referenceDataFor(ESTATE)).toEqual(healthyReferenceData(ESTATE));
  });
  it('takes what mehrs reference writes as what it was derived from', () => {
    expect(referenceDataFor(ESTATE, load(derivedReference(ESTATE)))).toEqual(healthyReferenceData(ESTATE));
  });
  it('puts a given list in place of the derived one, whole', () => {
    const derived = healthyReferenceData(ESTATE);
    const [first] = derivedReference(ESTATE).registration;
    if (first === undefined) throw new Error('no registration');
    expect(referenceDataFor(ESTATE, { registration: [first], cpl: [] })).toEqual({ ...derived, registration: { [first.mpxn]: first }, cpl: [] });
  });
});
