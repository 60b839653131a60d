/**
 * The whole-file checks that every recipient applies to a migration file (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2; TMAD
 * Table 5.9). A sequence, and a stop at the first failure, are attested; rows and order are emulator profile (ruling R2-04).
 */
import type { Eui64, GroupId } from '../domain.ts';
import { openFile } from '../files/decode.ts';
import { sameHeader } from '../files/encode.ts';
import { FileError } from '../files/errors.ts';
import type { MigrationFile, MigrationHeader } from '../files/types.ts';
import type { XmlFileType } from '../messages/types.ts';
import type { Certificate, RemotePartyRole } from '../security/certificate.ts';
import { Memo, nameOfBytes } from '../security/memo.ts';
import type { TrustStore } from '../security/trust.ts';
import type { Verification } from '../security/verification.ts';
import { examineXml, verifyExamined, type Examined } from '../security/xmlSignature.ts';
import { firstFailure, type Check } from './check.ts';
import { installationTwice } from './installationTwice.ts';

/** Whose role signs which file: Guide Table 7 for the makers, ruling R2-02 for the names. */
export const SIGNER_ROLE: Readonly<Record<XmlFileType, RemotePartyRole>> = {
  MCF: 'requestingPartyXmlSigning',
  MVF: 'mcfvfXmlSigning',
  MGF: 'requestingPartyXmlSigning',
  MEF: 'requestingPartyXmlSigning',
  SCF: 's1spXmlSigning',
  COF: 'commissioningPartyXmlSigning',
  AUDIT: 's1spXmlSigning',
};

/** COFs are counted per supplier (003, 4.7), all other files per sender and type. */
export const seriesOf = (file: MigrationFile): string => (file.type === 'COF' ? file.secPartySignifier : '');

/** What the recipient knows. */
export interface WholeFileFacts {
  /** The type that the message announced. */
  readonly fileType: XmlFileType;
  /** Virtual ms. */
  readonly now: number;
  readonly trust: TrustStore;
  /** Default `SIGNER_ROLE`. */
  expectedRole?(fileType: XmlFileType): RemotePartyRole;
  /** Entity Identifier of the only party that may send such a file for the Group ID; undefined when the recipient knows of none. */
  expectedSender(groupId: GroupId, fileType: XmlFileType): Eui64 | undefined;
  readonly groupsServed: readonly GroupId[];
  /** Counter of the last file accepted from this sender for this type and series; 0 when there was none. Only COFs have series: one per supplier (003, 4.7). */
  lastCounter(sender: Eui64, fileType: XmlFileType, series: string): number;
  /** Header of the set as the recipient holds it; undefined when it should hold the set and does not; `none-needed` for a file that opens a set. */
  headerHeld(migrationSetId: string): MigrationHeader | undefined | 'none-needed';
}

export type WholeFileCheckId = `X5.9-0${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

export type WholeFileResult =
  | { readonly ok: true; readonly file: MigrationFile; readonly signer: Certificate }
  | {
    readonly ok: false;
    readonly failed: WholeFileCheckId;
    readonly detail: string;
    /** Header of the file, unverified, once it could be read. */
    readonly header?: MigrationHeader;
  };

/** A file as far as it could be read, beside what the recipient knows. Later rows rely on what earlier rows have shown. */
export interface WholeFileSubject {
  readonly facts: WholeFileFacts;
  readonly opened: { readonly file: MigrationFile; readonly verification: Verification } | { readonly problem: string };
}

type Unfolded = { readonly file: MigrationFile; readonly examined: Examined } | { readonly problem: string };
const UNFOLDED = new Memo<Unfolded>();

/** As far as the bytes alone go. */
const unfold = (bytes: Uint8Array): Unfolded => {
  try {
    const { file, document, dispose } = openFile(bytes);
    try {
      return { file, examined: examineXml(document) };
    } finally {
      dispose();
    }
  } catch (thrown) {
    if (thrown instanceof FileError) return { problem: `${thrown.code}: ${thrown.message}` };
    throw thrown;
  }
};

const read = (bytes: Uint8Array, facts: WholeFileFacts): WholeFileSubject => {
  const unfolded = UNFOLDED.of(() => nameOfBytes(bytes), () => unfold(bytes));
  if ('problem' in unfolded) return { facts, opened: unfolded };
  const { file, examined } = unfolded;
  return { facts, opened: { file, verification: verifyExamined(examined, facts.trust, facts.now) } };
};

const isSignatureReason = (verification: Verification): boolean =>
  !verification.ok && (verification.reason === 'signature-missing' || verification.reason === 'signature');

type Verified = Extract<Verification, { readonly ok: true }>;
type Unverified = Extract<Verification, { readonly ok: false }>;
const describe = ({ reason, detail }: Unverified): string => `${reason}: ${detail}`;

const FROM_REQUESTING_PARTY: readonly XmlFileType[] = ['MCF', 'MGF', 'MEF'];

const row = (number: number, title: string, holds: Check<WholeFileSubject>['holds'], detail: (subject: WholeFileSubject) => string): Check<WholeFileSubject> =>
  ({ id: `X5.9-0${number}`, title, clause: 'TMAD Table 5.9 (R2-04)', profile: 'emulator', holds, detail });

type Opened = Extract<WholeFileSubject['opened'], { readonly file: MigrationFile }>;

/** A row that only a file that could be read has; an unreadable one has failed X5.9-01 already. */
const rowOfOpened = (
  number: number, title: string, fits: (opened: Opened, facts: WholeFileFacts) => boolean, found: (opened: Opened, facts: WholeFileFacts) => string,
): Check<WholeFileSubject> => row(number, title,
  ({ opened, facts }) => !('file' in opened) || fits(opened, facts),
  ({ opened, facts }) => found(opened as Opened, facts));

const roleFor = (facts: WholeFileFacts): RemotePartyRole => facts.expectedRole?.(facts.fileType) ?? SIGNER_ROLE[facts.fileType];

const headerProblem = ({ file }: Opened, facts: WholeFileFacts): string | undefined => {
  const { header } = file;
  if (FROM_REQUESTING_PARTY.includes(file.type) && header.requestingPartyId !== file.control.sender) {
    return `the Migration Header names Requesting Party ${header.requestingPartyId}, the file comes from ${file.control.sender}`;
  }
  const held = facts.headerHeld(header.migrationSetId);
  if (held === 'none-needed') return undefined;
  if (held === undefined) return `no set ${header.migrationSetId} is held`;
  return sameHeader(held, header) ? undefined : `the Migration Header differs from the one held for ${header.migrationSetId}`;
};

export const WHOLE_FILE_CHECKS: readonly Check<WholeFileSubject>[] = [
  row(1, 'the file is well-formed, valid against the schema, consistent in itself and of the type announced',
    ({ opened, facts }) => 'file' in opened && opened.file.type === facts.fileType,
    ({ opened, facts }) => ('file' in opened ? `${opened.file.type} where ${facts.fileType} was announced` : opened.problem)),
  rowOfOpened(2, 'a signature covers the file and verifies',
    ({ verification }) => !isSignatureReason(verification),
    ({ verification }) => describe(verification as Unverified)),
  rowOfOpened(3, 'the signing certificate is known, chains to the root, is valid now and not revoked',
    ({ verification }) => verification.ok || isSignatureReason(verification),
    ({ verification }) => describe(verification as Unverified)),
  rowOfOpened(4, "the signer's Remote Party Role is the one that may sign such a file",
    ({ verification }, facts) => !verification.ok || verification.signer.remotePartyRole === roleFor(facts),
    ({ verification }, facts) => `signed as ${(verification as Verified).signer.remotePartyRole}, expected ${roleFor(facts)}`),
  rowOfOpened(5, 'the sender is the signer, and the party that sends such files for the Group ID',
    ({ file, verification }, facts) => {
      const expected = facts.expectedSender(file.header.groupId, file.type);
      // For a Group ID that the recipient does not serve it expects nobody; that is for X5.9-07 to say.
      const isExpected = expected === undefined ? !facts.groupsServed.includes(file.header.groupId) : expected === file.control.sender;
      return isExpected && (!verification.ok || verification.signer.entityId === file.control.sender);
    },
    ({ file, verification }, facts) => `sender ${file.control.sender}, signer ${(verification as Verified).signer.entityId}, `
      + `expected for ${file.header.groupId}: ${facts.expectedSender(file.header.groupId, file.type) ?? 'nobody'}`),
  rowOfOpened(6, 'the counter is higher than that of the last file accepted from the sender for the type',
    ({ file }, facts) => file.control.counter > facts.lastCounter(file.control.sender, file.type, seriesOf(file)),
    ({ file }, facts) => `counter ${file.control.counter}, last accepted ${facts.lastCounter(file.control.sender, file.type, seriesOf(file))}`),
  rowOfOpened(7, 'the recipient serves the Group ID',
    ({ file }, facts) => facts.groupsServed.includes(file.header.groupId),
    ({ file }, facts) => `${file.header.groupId} is none of ${facts.groupsServed.join(', ')}`),
  rowOfOpened(8, "the Migration Header is that of the set held, and names the sender of a Requesting Party's file",
    (opened, facts) => headerProblem(opened, facts) === undefined,
    (opened, facts) => headerProblem(opened, facts)!),
  rowOfOpened(9, 'no Installation stands twice in the file',
    ({ file }) => installationTwice(file) === undefined,
    ({ file }) => `${installationTwice(file)} twice`),
];

/** @throws only what is no fault of the file, e.g. a fact that throws. */
export const checkWholeFile = (bytes: Uint8Array, facts: WholeFileFacts): WholeFileResult => {
  const subject = read(bytes, facts);
  const failure = firstFailure(WHOLE_FILE_CHECKS, subject);
  const { opened } = subject;
  if (failure === undefined && 'file' in opened && opened.verification.ok) return { ok: true, file: opened.file, signer: opened.verification.signer };
  const { id, detail } = failure!;
  return { ok: false, failed: id as WholeFileCheckId, detail, ...('file' in opened && { header: opened.file.header }) };
};
