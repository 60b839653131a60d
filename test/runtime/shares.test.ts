/** The halves of keys in an MEF (law L7, R2-03): a party opens its own, and is told of each that it cannot. */
import { describe, expect, it } from 'vitest';
import { openShares } from '../../actors/shared/shares.ts';
import type { Mef } from '../../protocol/files/types.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf } from '../../harness/world/identities.ts';
import { DEFAULT_SEED, demonstrationEstate } from '../../harness/world/world.ts';
import { address, type Address } from '../../protocol/domain.ts';
import { seal } from '../../protocol/security/encrypt.ts';
import { required } from '../../actors/runtime/required.ts';

const estate = demonstrationEstate();
const identities = identitiesOf(estate, directoryOf(estate), DEFAULT_SEED, Date.UTC(2020, 9, 1));
const [S1SP, DCO] = [address('s1sp', 'CB'), address('dco')];
const opening = (at: Address) => required(identities.opening(at), `key of ${at}`);
const half = (at: Address, text: string) => seal(new TextEncoder().encode(text), opening(at).certificate, 'test', text);
const mef = { installations: [
  { installationId: 'I1', devices: [{ deviceId: 'D1', s1spShare: half(S1SP, 'a'), dcoShare: half(DCO, 'b') }, { deviceId: 'D2', s1spShare: half(DCO, 'c'), dcoShare: { ...half(DCO, 'd'), wrappedKey: 'AAAA' } }] },
  { installationId: 'I2', devices: [{ deviceId: 'D3', s1spShare: half(S1SP, 'e'), dcoShare: half(S1SP, 'f') }] },
] } as unknown as Mef;
const opened = (share: 's1spShare' | 'dcoShare', at: Address) => [...openShares(mef, share, { address: at, keyAgreement: opening(at) })].map(([id, found]) => [id, found.ok ? new TextDecoder().decode(found.share) : found.error]);

describe('a party that opens an MEF', () => {
  it('has its own halves of every Installation, and a word about those that are not for it or damaged', () => {
    expect(opened('s1spShare', S1SP)).toEqual([['D1', 'a'], ['D2', expect.stringMatching(/^sealed for /)], ['D3', 'e']]);
    expect(opened('dcoShare', DCO)).toEqual([['D1', 'b'], ['D2', expect.stringMatching(/\w+ \w+/)], ['D3', expect.stringMatching(/^sealed for /)]]);
  });
  it('without a key, or with something else gone wrong, is a defect and says so', () => {
    expect(() => openShares(mef, 's1spShare', { address: S1SP })).toThrow('there is no key of s1sp-CB to open an MEF with');
    const none = { installations: [{ installationId: 'I1', devices: [{ deviceId: 'D1' }] }] } as unknown as Mef;
    expect(() => openShares(none, 's1spShare', { address: S1SP, keyAgreement: opening(S1SP) })).toThrow(TypeError);
  });
});
