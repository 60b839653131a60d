import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derive, labelOf, seededRandom } from '../../protocol/security/seed.ts';

const SALT = 'MEHRS EMULATOR TEST seed 1';

describe('L9 derive: HKDF-SHA256 of the seed', () => {
  it('L9: agrees with the HKDF of node:crypto for any seed, label and length', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.integer({ min: 0, max: 300 }), (seed, label, length) => {
      expect(Buffer.from(derive(seed, label, length))).toEqual(Buffer.from(hkdfSync('sha256', seed, SALT, label, length)));
    }));
  });
  it('L9: another seed or another label gives other bytes', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (seed, label, other) => {
      fc.pre(other !== label && other !== seed);
      expect(derive(seed, other, 32)).not.toEqual(derive(seed, label, 32));
      expect(derive(other, label, 32)).not.toEqual(derive(seed, label, 32));
    }));
  });
  it('refuses lengths HKDF cannot give', () => {
    expect(derive('s', 'l', 8160)).toHaveLength(8160);
    for (const length of [-1, 1.5, 8161, NaN]) expect(() => derive('s', 'l', length)).toThrow(RangeError);
  });
  it('labelOf: different parts, different labels', () => {
    expect(labelOf('a', 'b,c')).not.toBe(labelOf('a,b', 'c'));
    expect(labelOf('1')).not.toBe(labelOf(1));
  });
});

describe('L9 seededRandom', () => {
  it('L9: same seed, label and calls, same values; another label, others', () => {
    const draw = (label: string): unknown[] => {
      const random = seededRandom('s', label);
      return [random.int(1000), Buffer.from(random.bytes(7)).toString('hex'), random.pick(['a', 'b', 'c']), random.shuffle([1, 2, 3, 4, 5, 6, 7, 8])];
    };
    expect(draw('x')).toEqual(draw('x'));
    expect(draw('x')).not.toEqual(draw('y'));
  });
  it('bytes: how a stream is cut does not change it, across blocks too', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }), (cuts) => {
      const random = seededRandom('s', 'stream');
      const whole = seededRandom('s', 'stream').bytes(cuts.reduce((sum, cut) => sum + cut, 0));
      expect(Buffer.concat(cuts.map((cut) => random.bytes(cut)))).toEqual(Buffer.from(whole));
    }));
  });
  it('int: stays in range and is even-handed', () => {
    const random = seededRandom('s', 'int');
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let index = 0; index < 7000; index += 1) counts[random.int(7)]! += 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
    for (const count of counts) expect(count).toBeLessThan(1150);
    expect(random.int(1)).toBe(0);
    for (const range of [0, -1, 0.5, 2 ** 48 + 1]) expect(() => random.int(range)).toThrow(RangeError);
  });
  it('int: even-handed where the range does not divide what is drawn', () => {
    const random = seededRandom('s', 'wide');
    const low = Array.from({ length: 3000 }, () => random.int(3 * 2 ** 46)).filter((value) => value < 2 ** 46).length;
    expect(low).toBeGreaterThan(900);
    expect(low).toBeLessThan(1100);
  });
  it('shuffle: a permutation in a copy; pick: an element, never of nothing', () => {
    fc.assert(fc.property(fc.string(), fc.array(fc.integer(), { minLength: 1 }), (label, array) => {
      const before = array.slice();
      const random = seededRandom('s', label);
      const shuffled = random.shuffle(array);
      expect(array).toEqual(before);
      expect(shuffled.sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
      expect(array).toContain(random.pick(array));
    }));
    expect(() => seededRandom('s', 'l').pick([])).toThrow(RangeError);
  });
});
