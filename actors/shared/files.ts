/** Reading and writing migration files as any party does: the whole-file checks of X5.9, counters, signatures. */
import { COHORT_OF, address, type Address, type GroupId } from '../../protocol/domain.ts';
import { checkWholeFile, seriesOf, type WholeFileFacts } from '../../protocol/checks/wholeFile.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import type { FileControl, McfInstallation, Mef, MigrationFile, MigrationHeader } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { XmlFileType } from '../../protocol/messages/types.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import type { Context, Directory } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';

/** Tables a party needs for the whole-file checks. */
export interface FileTables {
  /** Last accepted counter by `<sender> <type> <series>` (anti-replay). */
  lastCounters: number;
  /** Migration Header by migrationSetId. */
  headers: MigrationHeader;
  counters: number;
}

export type Read<T extends MigrationFile> = { readonly ok: true; readonly file: T } | { readonly ok: false; readonly failed: string; readonly detail: string };

/** Which party alone may send a file of this type for a Group ID (Guide Table 7). */
const senderOf = (directory: Directory, groupId: GroupId, type: XmlFileType): string | undefined => {
  const cohort = COHORT_OF[groupId];
  const by: Record<XmlFileType, Address> = {
    MCF: address('rp', cohort), MGF: address('rp', cohort), MEF: address('rp', cohort),
    MVF: address('mcfvf'), SCF: address('s1sp', cohort), AUDIT: address('s1sp', cohort), COF: address('cp'),
  };
  return directory.find(by[type]);
};

/**
 * Applies the whole-file checks to what arrived and, when they pass, remembers counter and header (MEHRS 2.4.3-2.7.2).
 * @param opens whether a file of this type opens a set, so that no header need be held yet.
 */
export const readFile = <T extends MigrationFile>(
  envelope: Envelope, type: T['type'], context: Context<FileTables>, groupsServed: readonly GroupId[], opens = false,
): Read<T> => {
  const { store, directory, trust, writtenAt } = context;
  const facts: WholeFileFacts = {
    fileType: type, now: writtenAt, trust, groupsServed,
    expectedSender: (groupId, fileType) => (groupsServed.includes(groupId) ? senderOf(directory, groupId, fileType) : undefined),
    lastCounter: (sender, fileType, series) => store.get('lastCounters', `${sender} ${fileType} ${series}`) ?? 0,
    headerHeld: (migrationSetId) => store.get('headers', migrationSetId) ?? (opens ? 'none-needed' : undefined),
  };
  const result = checkWholeFile(envelope.body, facts);
  if (!result.ok) return { ok: false, failed: result.failed, detail: result.detail };
  const file = result.file as T;
  store.put('lastCounters', `${file.control.sender} ${type} ${seriesOf(file)}`, file.control.counter);
  if (opens) store.put('headers', file.header.migrationSetId, file.header);
  return { ok: true, file };
};

/** Sender, next counter of a series and virtual time, for a file about to be made. The windows of TMAD 5.18 and 5.24 count from an MVF's. */
export const control = (context: Context<FileTables>, series: string): FileControl => ({
  sender: context.directory.entityOf(context.address),
  counter: context.store.next(`file ${series}`),
  generatedAt: series === 'MVF' ? context.now : context.writtenAt,
});

/** An MEF without one Installation's halves, so that nothing is left to open again once they are discarded (Guide Table 5 step 17; law L7). */
export const withoutHalvesOf = (mef: Mef, installationId: string): Mef =>
  ({ ...mef, installations: mef.installations.filter((each) => each.installationId !== installationId) });

/** Bytes of a file, signed by the party. */
export const sealFile = (file: MigrationFile, context: Pick<Context<FileTables>, 'identity' | 'address'>): Uint8Array =>
  signText(encodeFile(file), context);

export const signText = (xml: string, { identity, address: at }: Pick<Context<object>, 'identity' | 'address'>): Uint8Array => {
  return new TextEncoder().encode(signXml(xml, required(identity, `signing key of ${at}`)));
};

export const commissionerOf = (header: MigrationHeader, directory: Directory): readonly Address[] => {
  if (header.toBeCommissionedByDCC || header.commissioningSupplierId === undefined) return [address('cp')];
  return [directory.addressOf(header.commissioningSupplierId) ?? address('cp')];
};

/** SEC Party Signifiers of the Responsible Suppliers of Installations, each once: the affected users of an Incident about them. */
export const suppliersIn = (installations: readonly Pick<McfInstallation, 'electricitySupplier' | 'gasSupplier'>[]): readonly string[] =>
  [...new Set(installations.flatMap(({ electricitySupplier, gasSupplier }) => [electricitySupplier, gasSupplier].filter((each) => each !== undefined)))];

/** What an Incident about Installations of a Common File names. */
export const concerning = (installations: readonly Pick<McfInstallation, 'installationId' | 'electricitySupplier' | 'gasSupplier'>[]): { readonly installationIds: readonly string[]; readonly affectedUsers: readonly string[] } =>
  ({ installationIds: installations.map(({ installationId }) => installationId), affectedUsers: suppliersIn(installations) });
