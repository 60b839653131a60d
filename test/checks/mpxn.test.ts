import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMpan, isMprn, makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';

describe('MPAN', () => {
  it('agrees with a check digit worked out by hand', () => {
    // 1·3+0·5+1·7+2·13+3·17+4·19+5·23+6·29+7·31+8·37+9·41+0·43 = 1334; 1334 mod 11 = 3
    expect(isMpan('1012345678903')).toBe(true);
  });
  it('takes ten as the remainder for the digit 0', () => {
    const tenRemainder = Array.from({ length: 500 }, (_, n) => makeMpan(10, n)).find((mpan) => mpan.endsWith('0')
      && [3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43].reduce((sum, weight, at) => sum + weight * Number(mpan[at]), 0) % 11 === 10);
    expect(tenRemainder).toBeDefined();
    expect(isMpan(tenRemainder!)).toBe(true);
  });
  it('begins with the distributor id and is valid', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 29 }), fc.integer({ min: 0, max: 9_999_999_999 }), (distributor, n) => {
      const mpan = makeMpan(distributor, n);
      expect(mpan.startsWith(String(distributor))).toBe(true);
      expect(isMpan(mpan)).toBe(true);
    }));
  });
  it('a wrong check digit is refused', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 1, max: 9 }), (n, shift) => {
      const mpan = makeMpan(10, n);
      expect(isMpan(mpan.slice(0, 12) + String((Number(mpan[12]) + shift) % 10))).toBe(false);
    }));
  });
  it.each(['', '101234567890', '10123456789030', '10123456789O3', ' 1012345678903'])('refuses "%s"', (text) => expect(isMpan(text)).toBe(false));
  it('refuses a distributor or a number out of range', () => {
    for (const distributor of [9, 30, 10.5]) expect(() => makeMpan(distributor, 0)).toThrow(new RangeError(`distributor id 10..29 expected, not ${distributor}`));
    for (const n of [-1, 10_000_000_000, 0.5]) expect(() => makeMpan(10, n)).toThrow(new RangeError(`n 0..9999999999 expected, not ${n}`));
    expect([makeMpan(10, 0), makeMpan(29, 9_999_999_999)].map((mpan) => mpan.slice(0, 12))).toEqual(['100000000000', '299999999999']);
  });
});

describe('MPRN', () => {
  it('agrees with a published example', () => {
    // 3·8+9·7+3·6+8·5+4·4+2·3+4·2+4·1 = 179; 179 mod 11 = 3
    expect(isMprn('3938424403')).toBe(true);
    expect(isMprn('3938424404')).toBe(false);
  });
  it('takes 6 to 10 digits', () => {
    expect(isMprn('123409')).toBe(true);
    expect(isMprn('12310')).toBe(false);
    expect(isMprn('39384244030')).toBe(false);
  });
  it('makes ten valid digits', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 89_999_999 }), (n) => {
      expect(makeMprn(n)).toMatch(/^[1-9]\d{9}$/);
      expect(isMprn(makeMprn(n))).toBe(true);
    }));
  });
  it('one changed digit is refused', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 89_999_999 }), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (n, at, shift) => {
      const mprn = makeMprn(n);
      const changed = mprn.slice(0, at) + String((Number(mprn[at]) + shift) % 10) + mprn.slice(at + 1);
      expect(isMprn(changed)).toBe(false);
    }));
  });
  it('refuses a number out of range', () => {
    for (const n of [-1, 90_000_000, 0.5]) expect(() => makeMprn(n)).toThrow(new RangeError(`n 0..89999999 expected, not ${n}`));
    expect([makeMprn(0), makeMprn(89_999_999)].map((mprn) => mprn.slice(0, 8))).toEqual(['10000000', '99999999']);
  });
  it('writes check digits below ten with two digits', () => expect(Array.from({ length: 40 }, (_, n) => makeMprn(n)).some((mprn) => mprn.at(-2) === '0')).toBe(true));
  it.each(['x123409', '123409x', ''])('refuses "%s"', (text) => expect(isMprn(text)).toBe(false));
});
