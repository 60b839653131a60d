import { describe, expect, it } from 'vitest';
import { generateEstate, loadEstate } from '../../harness/estate/index.ts';
import { EstateError } from '../../harness/estate/load.ts';

type Json = Record<string, any>;
const sound = (): Json => JSON.parse(JSON.stringify(generateEstate({ seed: 'load', installations: 4, groups: ['CB'], shape: 'dual-active' })));
const load = (value: unknown) => loadEstate(new TextEncoder().encode(JSON.stringify(value)));
const problems = (value: unknown): readonly { path: string; expected: string }[] => {
  try {
    load(value);
  } catch (thrown) {
    if (thrown instanceof EstateError) return thrown.problems;
    throw thrown;
  }
  return [];
};

const CASES: readonly (readonly [string, (estate: Json) => void, string, RegExp])[] = [
  ['a bad MPAN check digit', (e) => { e.installations[1].mpan = '1000000000000'; }, 'installations[1].mpan', /13 digits with the right check digit/],
  ['a bad MPRN check digit', (e) => { e.installations[1].mprn = '3938424404'; }, 'installations[1].mprn', /6 to 10 digits with the right check digits/],
  ['an Installation id twice', (e) => { e.installations[2].id = 'I0001'; }, 'installations[2].id', /I0001 stands at installations\[0\]\.id already/],
  ['an MPAN twice', (e) => { e.installations[2].mpan = e.installations[0].mpan; }, 'installations[2].mpan', /already/],
  ['an MPRN twice', (e) => { e.installations[2].mprn = e.installations[0].mprn; }, 'installations[2].mprn', /already/],
  ['a Device ID twice', (e) => { e.installations[3].devices[1].deviceId = e.installations[0].devices[0].deviceId; }, 'installations[3].devices[1].deviceId', /already/],
  ['an IMSI twice', (e) => { e.installations[3].imsi = e.installations[0].imsi; }, 'installations[3].imsi', /already/],
  ['a signifier twice', (e) => { e.parties[1].signifier = 'SUPA'; }, 'parties[1].signifier', /already/],
  ['a supplier that is no party', (e) => { e.installations[0].electricity.supplier = 'NOBODY'; }, 'installations[0].electricity.supplier', /signifier of a supplier.*NOBODY/],
  ['a network operator that is a supplier', (e) => { e.installations[0].gas.networkOperator = 'SUPA'; }, 'installations[0].gas.networkOperator', /networkOperator/],
  ['no ESME', (e) => { e.installations[0].devices = e.installations[0].devices.filter((d: Json) => d.deviceType !== 'ESME'); }, 'installations[0].devices', /one ESME, found none/],
  ['two hubs', (e) => { const d = e.installations[0].devices; d.length = 4; d.push({ ...d[0], deviceId: '02-5E-00-00-00-00-00-99' }); }, 'installations[0].devices', /at most one CHF, found 2/],
  ['gas without an MPRN', (e) => { delete e.installations[0].mprn; }, 'installations[0].mprn', /an MPRN with gas/],
  ['a GSME without gas', (e) => { delete e.installations[0].gas; delete e.installations[0].mprn; }, 'installations[0].devices', /no GSME without gas/],
  ['an unknown Group ID', (e) => { e.installations[0].groupId = 'ZZ'; }, 'installations[0].groupId', /"AA"/],
  ['an EUI-64 in lower case', (e) => { e.installations[0].devices[0].deviceId = '02-5e-00-00-00-00-00-01'; }, 'installations[0].devices[0].deviceId', /EUI-64/],
  ['an address that is none', (e) => { e.installations[0].ipAddress = '10.0.0.256'; }, 'installations[0].ipAddress', /IP address/],
  ['a word for a flag', (e) => { e.installations[0].electricity.active = 'yes'; }, 'installations[0].electricity.active', /boolean/],
  ['a member too many', (e) => { e.installations[0].postcode = 'AB1'; }, 'installations[0]', /postcode/],
  ['a member missing', (e) => { delete e.installations[0].imsi; }, 'installations[0].imsi', /string/],
  ['no Installation', (e) => { e.installations = []; }, 'installations', /at least one/],
];

describe('loadEstate', () => {
  it('takes a sound estate', () => expect(load(sound())).toEqual(sound()));
  it.each(CASES)('refuses %s and says where and what was expected', (_what, spoil, path, expected) => {
    const estate = sound();
    spoil(estate);
    const found = problems(estate).find((each) => each.path === path && expected.test(each.expected));
    expect(found, JSON.stringify(problems(estate))).toBeDefined();
  });
  it('names every problem at once', () => {
    const estate = sound();
    estate.installations[0].mpan = '1';
    estate.installations[1].imsi = '2';
    expect(problems(estate).map((each) => each.path)).toEqual(['installations[0].mpan', 'installations[1].imsi']);
  });
  it('puts paths and expectations into the message', () => {
    const estate = sound();
    estate.installations[0].mpan = '1';
    expect(() => load(estate)).toThrow('installations[0].mpan: expected 13 digits with the right check digit');
  });
  it.each([['not JSON', '{'], ['another kind of JSON', '7'], ['nothing', '']])('refuses %s', (_what, text) => {
    expect(() => loadEstate(new TextEncoder().encode(text))).toThrow(EstateError);
  });
  it('refuses bytes that are not UTF-8', () => {
    expect(() => loadEstate(Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow(/UTF-8/);
  });
});
