/**
 * Subjects of the NATS bus: building, parsing and refusing them (promise B8). One place knows how they are spelled.
 *
 *   mig.<run>.<from>.<to>.<part>.<type>.<key>.<seq>   messages between parties
 *   file.<run>.<from>.<to>.<sha256>.<n>               chunks of large bodies, one copy a receiver, so that rights can follow subjects
 *   state.<run>.<key>                                 compare-and-set records; a party's own key is its address
 *   vt.<run>.<subject>                                control plane: to.<party>.<what>, from.<party>.<what>
 */
import type { Address } from '../../protocol/domain.ts';
import { TOKEN, type Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { BusError } from '../../actors/runtime/ports.ts';

/** Parts the Installations are spread over, so that one party can later be split over workers. */
export const PARTS = 64;

const [FNV_BASIS, FNV_PRIME] = [0x811c9dc5, 0x01000193];

/** FNV-1a of the key modulo `PARTS`: 0 to 63, the same in every process and on every machine. */
export const partOf = (key: string): number => {
  let hash = FNV_BASIS;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME);
  return (hash >>> 0) % PARTS;
};
const TOKEN_LENGTH = 128;
/** By character code, whether it may stand in a token. */
const IN_TOKEN: readonly boolean[] = Array.from({ length: 128 }, (_, code) => TOKEN.test(String.fromCharCode(code)));

/** The part of a key; undefined for what is no token. One look at each character finds out both. */
export const tryPartOf = (key: string): number | undefined => {
  if (typeof key !== 'string' || key.length < 1 || key.length > TOKEN_LENGTH) return undefined;
  let hash = FNV_BASIS;
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    if (IN_TOKEN[code] !== true) return undefined;
    hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  return (hash >>> 0) % PARTS;
};

/** Tokens and beginnings of subjects come again and again: what was found good is not looked at twice. */
const KNOWN_LIMIT = 16_384;
const knownTokens = new Set<string>();

const isToken = (value: string | undefined): boolean => {
  if (value === undefined) return false;
  if (knownTokens.has(value)) return true;
  if (typeof value !== 'string' || !TOKEN.test(value)) return false;
  if (knownTokens.size >= KNOWN_LIMIT) knownTokens.clear();
  knownTokens.add(value);
  return true;
};

/** @throws BusError `token` unless `value` is 1 to 128 of `[A-Za-z0-9_-]`. */
export const requireToken = (value: string, what: string): string => {
  if (!isToken(value)) {
    throw new BusError('token', `${what} ${JSON.stringify(value)} is not a token of 1 to 128 [A-Za-z0-9_-]`);
  }
  return value;
};

/** Control subjects may have several tokens joined by `.`. @throws BusError `token`. */
export const requireControlSubject = (subject: string): string => {
  for (const token of String(subject).split('.')) requireToken(token, 'control subject token');
  return subject;
};

/** Joined, so that it is one piece of text and is not put together anew by each who looks at it. */
const messageBeginning = ({ run, from, to, type }: Omit<Facts, 'key'>, part: number): string => ['mig', run, from, to, part, type, ''].join('.');

/** All of a message's subject before the key: as text, and as the client's command begins with it. */
export interface Beginning {
  readonly text: string;
  readonly command: Uint8Array;
}

export const beginningOf = (facts: Omit<Facts, 'key'>, part: number): Beginning => {
  const text = messageBeginning(facts, part);
  return { text, command: new TextEncoder().encode(`HPUB ${text}`) };
};

/** @public the whole of it, for tests and tools: the bus puts it together itself */
export const messageSubject = (envelope: Envelope): string => `${messageBeginning(envelope, partOf(envelope.key))}${envelope.key}.${envelope.seq}`;

export const receiverFilter = (run: string, to: Address): string => `mig.${run}.*.${to}.>`;
export const fileSubject = (run: string, { from, to, sha256 }: FileName, chunk: number): string => `file.${run}.${from}.${to}.${sha256}.${chunk}`;
export const stateSubject = (run: string, key: string): string => `state.${run}.${key}`;
export const controlSubject = (run: string, subject: string): string => `vt.${run}.${subject}`;

/** A large body on its way: who wrote it, who may read it, and its SHA-256 (hex). */
export interface FileName {
  readonly from: Address;
  readonly to: Address;
  readonly sha256: string;
  /** Bytes of the whole, where the reader was told. */
  readonly length?: number;
}

/** A request that a party makes of the coordinator; the server lets nobody else use the subject. */
export const fromParty = (party: Address, what: string): string => `from.${party}.${what}`;

/** Names of a run's three streams. */
export const messageStream = (run: string): string => `mig-${run}`;
export const fileStream = (run: string): string => `file-${run}`;
export const stateStream = (run: string): string => `state-${run}`;

/** What a message's subject says of it; the only source of `from` (promise B4). */
export type SubjectFacts = Pick<Envelope, 'run' | 'from' | 'to' | 'type' | 'key' | 'seq'>;

/** What stands before the sequence number. */
type Facts = Omit<SubjectFacts, 'seq'>;
const knownBeginnings = new Map<string, Facts>();

const tryBeginning = (text: string): Facts | undefined => {
  const known = knownBeginnings.get(text);
  if (known !== undefined) return known;
  const [root, run, from, to, part, type, key, ...rest] = text.split('.');
  if (rest.length > 0 || root !== 'mig' || ![run, from, to, type, key].every(isToken) || part !== String(partOf(key ?? ''))) return undefined;
  const beginning = { run: run as string, from: from as Address, to: to as Address, type: type as MessageType, key: key as string };
  if (knownBeginnings.size >= KNOWN_LIMIT) knownBeginnings.clear();
  knownBeginnings.set(text, beginning);
  return beginning;
};

/** @returns undefined for anything `messageSubject` cannot have built. */
export const tryMessageSubject = (subject: string): SubjectFacts | undefined => {
  const dot = subject.lastIndexOf('.');
  const seq = trySeq(subject, dot + 1);
  if (seq === undefined) return undefined;
  const beginning = tryBeginning(subject.slice(0, Math.max(0, dot)));
  if (beginning === undefined) return undefined;
  const { run, from, to, type, key } = beginning;
  return { run, from, to, type, key, seq };
};

const [ZERO, NINE] = [48, 57];
/** A sequence number as `messageSubject` writes it, no other spelling. */
const trySeq = (subject: string, start: number): number | undefined => {
  if (subject.charCodeAt(start) === ZERO) return undefined;
  let seq = 0;
  for (let at = start; at < subject.length; at += 1) {
    const digit = subject.charCodeAt(at);
    if (digit < ZERO || digit > NINE) return undefined;
    seq = seq * 10 + (digit - ZERO);
  }
  return seq >= 1 && Number.isSafeInteger(seq) ? seq : undefined;
};

/** @throws BusError `corrupt` for anything `messageSubject` cannot have built. */
export const parseMessageSubject = (subject: string): SubjectFacts => {
  const facts = tryMessageSubject(subject);
  if (facts === undefined) throw new BusError('corrupt', `${subject} is not the subject of a message`);
  return facts;
};
