import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandMac, DualControlError, type KeyHalves, unwrapHalf, verifyCommand, wrapHalf } from '../../protocol/security/dualControl.ts';

const half = fc.uint8Array({ minLength: 32, maxLength: 32 });
const halves: fc.Arbitrary<KeyHalves> = fc.tuple(half, half).filter(([s1sp, dco]) => Buffer.compare(s1sp, dco) !== 0).map(([s1sp, dco]) => ({ s1sp, dco }));
const command = fc.uint8Array({ maxLength: 100 });
const flip = (bytes: Uint8Array, bit: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  changed[(bit >> 3) % bytes.length]! ^= 1 << (bit % 8);
  return changed;
};

describe('L7 dual control of a command', () => {
  it('L7: holds with both MACs', () => {
    fc.assert(fc.property(halves, command, (keys, bytes) => {
      expect(verifyCommand(keys, bytes, { s1sp: commandMac(keys.s1sp, bytes), dco: commandMac(keys.dco, bytes) })).toBe(true);
    }));
  });
  it('L7: neither party alone commands: not with its own MAC twice, swapped, blank, altered, or of another command', () => {
    fc.assert(fc.property(halves, command, command, fc.nat(255), (keys, bytes, other, bit) => {
      const [s1sp, dco] = [commandMac(keys.s1sp, bytes), commandMac(keys.dco, bytes)];
      const macs = [
        { s1sp, dco: s1sp }, { s1sp: dco, dco }, { s1sp: dco, dco: s1sp }, { s1sp, dco: new Uint8Array(32) }, { s1sp: new Uint8Array(0), dco },
        { s1sp, dco: new Uint8Array(0) }, { s1sp: flip(s1sp, bit), dco }, { s1sp, dco: flip(dco, bit) }, { s1sp, dco: dco.subarray(0, 31) },
      ];
      for (const each of macs) expect(verifyCommand(keys, bytes, each)).toBe(false);
      if (Buffer.compare(bytes, other) !== 0) expect(verifyCommand(keys, other, { s1sp, dco })).toBe(false);
    }));
  });
  it('commandMac is HMAC-SHA256 under the half', () => {
    const key = Buffer.alloc(32, 7);
    expect(Buffer.from(commandMac(key, Buffer.from('c')))).toEqual(createHmac('sha256', key).update('c').digest());
  });
  it('a half of another length, or one half twice, is refused', () => {
    expect(() => commandMac(new Uint8Array(31), new Uint8Array(1))).toThrow(DualControlError);
    const same = new Uint8Array(32).fill(5);
    const mac = commandMac(same, new Uint8Array(1));
    expect(() => verifyCommand({ s1sp: same, dco: Uint8Array.from(same) }, new Uint8Array(1), { s1sp: mac, dco: mac })).toThrow(DualControlError);
  });
});

describe('L7 a new half travels under its predecessor', () => {
  it('L7: the holder of the current half gets it back; the other party, or another label, does not', () => {
    fc.assert(fc.property(halves, half, fc.string(), fc.string(), (keys, next, label, other) => {
      const wrapped = wrapHalf(keys.s1sp, next, label);
      expect(wrapped).toHaveLength(60);
      expect(Buffer.from(unwrapHalf(keys.s1sp, wrapped, label))).toEqual(Buffer.from(next));
      expect(() => unwrapHalf(keys.dco, wrapped, label)).toThrow(DualControlError);
      if (other !== label) expect(() => unwrapHalf(keys.s1sp, wrapped, other)).toThrow(DualControlError);
    }));
  });
  it('L7: any bit changed, any byte missing or added is refused', () => {
    fc.assert(fc.property(half, half, fc.nat(479), (current, next, bit) => {
      expect(() => unwrapHalf(current, flip(wrapHalf(current, next, 'l'), bit), 'l')).toThrow(DualControlError);
    }));
    const wrapped = wrapHalf(new Uint8Array(32), new Uint8Array(32), 'l');
    for (const bad of [wrapped.subarray(1), new Uint8Array(0), Buffer.concat([wrapped, Uint8Array.of(0)])]) {
      expect(() => unwrapHalf(new Uint8Array(32), bad, 'l')).toThrow(DualControlError);
    }
    expect(() => wrapHalf(new Uint8Array(32), new Uint8Array(16), 'l')).toThrow(DualControlError);
    expect(() => wrapHalf(new Uint8Array(16), new Uint8Array(32), 'l')).toThrow(DualControlError);
  });
  it('L9: same inputs, same bytes; another half or label, another IV', () => {
    const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const wrapped = Buffer.from(wrapHalf(a, b, 'l'));
    expect(Buffer.from(wrapHalf(a, b, 'l'))).toEqual(wrapped);
    const ivs = [wrapped, wrapHalf(a, b, 'm'), wrapHalf(b, b, 'l'), wrapHalf(a, a, 'l')].map((each) => Buffer.from(each.subarray(0, 12)).toString('hex'));
    expect(new Set(ivs).size).toBe(4);
  });
});
