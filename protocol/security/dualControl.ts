/**
 * Dual control (law L7; ruling R2-03): a device's secret is two halves of 32 bytes. The S1SP holds one, the DCO the other,
 * the device both. A command counts only with a MAC under each half, so neither party can command a device alone; a new
 * half travels to the device under its predecessor, so neither party ever sees the other's. Emulator profile throughout.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Both halves, 32 bytes each, as only the device has them. */
export interface KeyHalves {
  readonly s1sp: Uint8Array;
  readonly dco: Uint8Array;
}

/** MACs of one command, 32 bytes each. */
export interface CommandMacs {
  readonly s1sp: Uint8Array;
  readonly dco: Uint8Array;
}

/** A half of the wrong length, or a wrapped half that is not what was wrapped under this half and label. */
export class DualControlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DualControlError';
  }
}

const HALF_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const checkHalf = (half: Uint8Array): void => {
  if (half.length !== HALF_BYTES) throw new DualControlError(`a key half is ${HALF_BYTES} bytes, not ${half.length}`);
};

/** HMAC-SHA256 of a command under one half: 32 bytes. @throws DualControlError */
export const commandMac = (half: Uint8Array, command: Uint8Array): Uint8Array => {
  checkHalf(half);
  return createHmac('sha256', half).update(command).digest();
};

/** Whether both MACs fit, each under its own half. Takes the same time whichever is wrong. @throws DualControlError for bad halves. */
export const verifyCommand = (halves: KeyHalves, command: Uint8Array, macs: CommandMacs): boolean => {
  // Two equal halves would be one key, and one party could make both MACs.
  if (Buffer.compare(halves.s1sp, halves.dco) === 0) throw new DualControlError('the two halves are the same');
  const fits = [[halves.s1sp, macs.s1sp], [halves.dco, macs.dco]].map(([half, mac]) => {
    const expected = commandMac(half!, command);
    return mac!.length === expected.length && timingSafeEqual(mac!, expected);
  });
  return fits[0]! && fits[1]!;
};

/** A key for one purpose out of a half, so that wrapping never uses the key that makes MACs. */
const subkey = (half: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', half, 'MEHRS EMULATOR TEST dual control', purpose, 32));

/**
 * Encrypts a new half under the current one. @param label what the new half is for, bound to the bytes, e.g. device and attempt.
 * @returns 60 bytes: IV, ciphertext, tag. The IV comes from both halves and the label (law L9). @throws DualControlError
 */
export const wrapHalf = (currentHalf: Uint8Array, newHalf: Uint8Array, label: string): Uint8Array => {
  checkHalf(currentHalf);
  checkHalf(newHalf);
  const iv = createHmac('sha256', subkey(currentHalf, 'iv')).update(newHalf).update(label).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', subkey(currentHalf, 'wrap'), iv).setAAD(Buffer.from(label));
  return Buffer.concat([iv, cipher.update(newHalf), cipher.final(), cipher.getAuthTag()]);
};

/** The new half out of what `wrapHalf` gave. @throws DualControlError on any other half, label or bytes. */
export const unwrapHalf = (currentHalf: Uint8Array, wrapped: Uint8Array, label: string): Uint8Array => {
  checkHalf(currentHalf);
  if (wrapped.length !== IV_BYTES + HALF_BYTES + TAG_BYTES) throw new DualControlError('a wrapped half has another length');
  const bytes = Buffer.from(wrapped);
  const decipher = createDecipheriv('aes-256-gcm', subkey(currentHalf, 'wrap'), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new DualControlError('wrapped half does not open under this half and label');
  }
};
