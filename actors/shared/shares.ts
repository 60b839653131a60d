/** The halves of keys in an MEF that are a party's own, opened; the other party's cannot be (law L7, R2-03). */
import type { Eui64 } from '../../protocol/domain.ts';
import type { OpenedShare } from '../../protocol/checks/encryptedFile.ts';
import type { Mef } from '../../protocol/files/types.ts';
import { SealError, open } from '../../protocol/security/encrypt.ts';
import type { Context } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';

/** By Device. @param share which of the two halves. @throws Error for a party that opens nothing. */
export const openShares = (mef: Mef, share: 's1spShare' | 'dcoShare', { keyAgreement, address }: Pick<Context<object>, 'keyAgreement' | 'address'>): ReadonlyMap<Eui64, OpenedShare> => {
  const key = required(keyAgreement, `key of ${address} to open an MEF with`);
  return new Map(mef.installations.flatMap(({ devices }) => devices).map((device): [Eui64, OpenedShare] => {
    try {
      return [device.deviceId, { ok: true, share: open(device[share], key) }];
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      return [device.deviceId, { ok: false, error: error.message }];
    }
  }));
};
