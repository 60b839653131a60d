/**
 * Subjects of the NATS bus: building, parsing and refusing them (promise B8). One place knows how they are spelled.
 *
 *   mig.<run>.<from>.<to>.<part>.<type>.<key>.<seq>   messages between parties
 *   file.<run>.<sha256>.<n>                           chunks of large bodies
 *   state.<run>.<key>                                 compare-and-set records
 *   vt.<run>.<subject>                                control plane
 */
import type { Address } from '../../protocol/domain.ts';
import { TOKEN, type Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { BusError } from '../../actors/runtime/ports.ts';

/** Parts the Installations are spread over, so that one party can later be split over workers. */
export const PARTS = 64;

/** FNV-1a of the key modulo `PARTS`: 0 to 63, the same in every process and on every machine. */
export const partOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
};

/** @throws BusError `token` unless `value` is 1 to 128 of `[A-Za-z0-9_-]`. */
export const requireToken = (value: string, what: string): string => {
  if (typeof value !== 'string' || !TOKEN.test(value)) {
    throw new BusError('token', `${what} ${JSON.stringify(value)} is not a token of 1 to 128 [A-Za-z0-9_-]`);
  }
  return value;
};

/** Control subjects may have several tokens joined by `.`. @throws BusError `token`. */
export const requireControlSubject = (subject: string): string => {
  for (const token of String(subject).split('.')) requireToken(token, 'control subject token');
  return subject;
};

export const messageSubject = (envelope: Envelope): string =>
  `mig.${envelope.run}.${envelope.from}.${envelope.to}.${partOf(envelope.key)}.${envelope.type}.${envelope.key}.${envelope.seq}`;

export const receiverFilter = (run: string, to: Address): string => `mig.${run}.*.${to}.>`;
export const fileSubject = (run: string, sha256: string, chunk: number): string => `file.${run}.${sha256}.${chunk}`;
export const stateSubject = (run: string, key: string): string => `state.${run}.${key}`;
export const controlSubject = (run: string, subject: string): string => `vt.${run}.${subject}`;

/** What a message's subject says of it; the only source of `from` (promise B4). */
export type SubjectFacts = Pick<Envelope, 'run' | 'from' | 'to' | 'type' | 'key' | 'seq'>;

/** @throws BusError `corrupt` for anything `messageSubject` cannot have built. */
export const parseMessageSubject = (subject: string): SubjectFacts => {
  const [root, run, from, to, part, type, key, seq, ...rest] = subject.split('.');
  const number = Number(seq);
  const whole = rest.length === 0 && root === 'mig' && [run, from, to, type, key].every((token) => token !== undefined && TOKEN.test(token))
    && part === String(partOf(key ?? '')) && Number.isSafeInteger(number) && number >= 1 && String(number) === seq;
  if (!whole) throw new BusError('corrupt', `${subject} is not the subject of a message`);
  return { run: run as string, from: from as Address, to: to as Address, type: type as MessageType, key: key as string, seq: number };
};
