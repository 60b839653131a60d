/**
 * The checks of each Installation of an MEF by its two readers: the S1SP (Table 5.23, not for Group ID DA; MEHRS 2.5.10)
 * and the DCO (5.15(a); MEHRS 2.5.11). Same rows, each over the share that is meant for the reader; all emulator profile.
 * A failure stops the whole file (ruling A-30).
 */
import { GROUP_IDS, type Eui64, type GroupId } from '../domain.ts';
import type { McfInstallation, MefInstallation, SealedShare } from '../files/types.ts';
import { firstFailure, type Check, type CheckFailure } from './check.ts';

/** What came of opening a share with the reader's own key. */
export type OpenedShare = { readonly ok: true; readonly share: Uint8Array } | { readonly ok: false; readonly error: string };

export interface EncryptedFileFacts {
  readonly installation: MefInstallation;
  /** The Installation in the MCF of the same set, where the reader holds it. */
  readonly commonEntry: McfInstallation | undefined;
  /** Entity Identifier of the reader. */
  readonly reader: Eui64;
  /** Result of opening the reader's share of a Device. */
  opened(deviceId: Eui64): OpenedShare;
}

type Unopened = Extract<OpenedShare, { readonly ok: false }>;
type MefDevice = MefInstallation['devices'][number];

/** Cleartext of one key half. */
export const SHARE_BYTES = 32;
const UNCOMPRESSED_POINT = { bytes: 65, marker: 0x04 };
/** IV of 12 bytes and tag of 16 bytes (AES-256-GCM), before any content. */
const CIPHER_OVERHEAD_BYTES = 12 + 16;

const isWellFormed = (share: SealedShare): boolean => {
  const point = Buffer.from(share.ephemeralKey, 'base64');
  return point.length === UNCOMPRESSED_POINT.bytes && point[0] === UNCOMPRESSED_POINT.marker
    && Buffer.from(share.cipherValue, 'base64').length > CIPHER_OVERHEAD_BYTES && Buffer.from(share.wrappedKey, 'base64').length > 0;
};

const eachDevice = (
  id: string, clause: string, groups: readonly GroupId[] | undefined, title: string,
  fits: (device: MefDevice, facts: EncryptedFileFacts) => boolean, found: (device: MefDevice, facts: EncryptedFileFacts) => string,
): Check<EncryptedFileFacts> => ({
  id, title, clause, profile: 'emulator', ...(groups && { groups }),
  holds: (facts) => facts.installation.devices.every((device) => fits(device, facts)),
  detail: (facts) => {
    const misfit = facts.installation.devices.find((device) => !fits(device, facts))!;
    return `${misfit.deviceType} ${misfit.deviceId}: ${found(misfit, facts)}`;
  },
});

/** @param own the share of the reader, @param other that of the second holder. */
const tableFor = (
  prefix: string, clause: string, groups: readonly GroupId[] | undefined,
  own: (device: MefDevice) => SealedShare, other: (device: MefDevice) => SealedShare,
): readonly Check<EncryptedFileFacts>[] => {
  return [
    eachDevice(`${prefix}-01`, clause, groups, 'no Device stands twice in the Installation',
      (device, { installation }) => installation.devices.filter((each) => each.deviceId === device.deviceId).length === 1,
      () => 'twice'),
    eachDevice(`${prefix}-02`, clause, groups, 'a Device is that Device of the Installation in the MCF, where the MCF has it',
      (device, { commonEntry }) => commonEntry === undefined
        || commonEntry.devices.some((each) => each.deviceId === device.deviceId && each.deviceType === device.deviceType),
      () => 'not in the MCF'),
    eachDevice(`${prefix}-03`, clause, groups, 'the share is addressed to its reader, and the other share to another',
      (device, { reader }) => own(device).recipient === reader && other(device).recipient !== reader,
      (device, { reader }) => `${own(device).recipient === reader ? 'both shares addressed' : 'addressed'} to ${own(device).recipient}`),
    eachDevice(`${prefix}-04`, clause, groups, 'the sealed share has an ephemeral key, a wrapped key and a ciphertext of the right form',
      (device) => isWellFormed(own(device)),
      () => 'sealed share malformed'),
    eachDevice(`${prefix}-05`, clause, groups, "the share opens with the reader's key",
      (device, { opened }) => opened(device.deviceId).ok,
      (device, { opened }) => (opened(device.deviceId) as Unopened).error),
    eachDevice(`${prefix}-06`, clause, groups, 'the opened share is 32 bytes and not all zero',
      (device, { opened }) => isUsable(opened(device.deviceId)),
      () => 'share unusable'),
  ];
};

const isUsable = (opened: OpenedShare): boolean =>
  !opened.ok || (opened.share.length === SHARE_BYTES && opened.share.some((byte) => byte !== 0));

const NOT_DA: readonly GroupId[] = GROUP_IDS.filter((groupId) => groupId !== 'DA');

/** Table 5.23, by the S1SP. */
export const S1SP_ENCRYPTED_FILE_CHECKS: readonly Check<EncryptedFileFacts>[] =
  tableFor('X5.23', 'MEHRS 2.5.10; TMAD 5.23', NOT_DA, (device) => device.s1spShare, (device) => device.dcoShare);

/** 5.15(a), by the DCO. */
export const DCO_ENCRYPTED_FILE_CHECKS: readonly Check<EncryptedFileFacts>[] =
  tableFor('X5.15a', 'MEHRS 2.5.11; TMAD 5.15(a)', undefined, (device) => device.dcoShare, (device) => device.s1spShare);

export const checkS1spEncryptedFile = (facts: EncryptedFileFacts, groupId: GroupId): CheckFailure | undefined =>
  firstFailure(S1SP_ENCRYPTED_FILE_CHECKS, facts, groupId);

export const checkDcoEncryptedFile = (facts: EncryptedFileFacts): CheckFailure | undefined => firstFailure(DCO_ENCRYPTED_FILE_CHECKS, facts);
