/**
 * Requests and answers of any size on the control plane, whose messages are limited: sent in pieces, fetched in pieces. All of it
 * may be repeated; an answer is kept until the next request.
 */
import type { Bus, Subscription } from '../../actors/runtime/ports.ts';
import { ProcessFailure, failure } from './messages.ts';
import { answeringBytes } from './serving.ts';

/** Below the server's limit of 1 MB. */
const PIECE_BYTES = 768 * 1024;
const SEPARATOR = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const frame = (head: readonly (string | number)[], body: Uint8Array): Uint8Array => {
  const line = encoder.encode(`${head.join(' ')}\n`);
  const bytes = new Uint8Array(line.length + body.length);
  bytes.set(line);
  bytes.set(body, line.length);
  return bytes;
};

const unframe = (bytes: Uint8Array): { readonly head: readonly string[]; readonly body: Uint8Array } => {
  const end = bytes.indexOf(SEPARATOR);
  return { head: decoder.decode(bytes.subarray(0, Math.max(0, end))).split(' '), body: bytes.subarray(end + 1) };
};

const pieces = (length: number): number => Math.max(1, Math.ceil(length / PIECE_BYTES));
const piece = (bytes: Uint8Array, at: number): Uint8Array => bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES);

/** What a process says instead of an answer is JSON, an answer's piece begins with how many there are. */
const answered = (bytes: Uint8Array): { readonly count: number; readonly body: Uint8Array } => {
  if (bytes[0] === 0x7b) {
    const said = failure.parse(JSON.parse(decoder.decode(bytes)));
    throw new ProcessFailure(said.failed, said.message, said.problems);
  }
  const { head: [count = ''], body } = unframe(bytes);
  return { count: Number(count), body };
};

/** @param id of the request: repeated, it is the same one. @throws BusError, ProcessFailure. */
export const askInPieces = async (bus: Bus, subject: string, id: string, text: string, timeoutMs: number): Promise<string> => {
  const bytes = encoder.encode(text);
  const count = pieces(bytes.length);
  let reply = new Uint8Array(0) as Uint8Array;
  for (let at = 0; at < count; at += 1) reply = await bus.request(subject, frame([id, at, count], piece(bytes, at)), timeoutMs);
  const first = answered(reply);
  const parts = [first.body];
  while (parts.length < first.count) parts.push(answered(await bus.request(subject, frame([id, 'more', parts.length], new Uint8Array(0)), timeoutMs)).body);
  return decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts));
};

interface Asked {
  readonly id: string;
  readonly pieces: Uint8Array[];
  answer?: Uint8Array;
}

/** Answers each asker (an id up to its first `/`) one request at a time; asked again it answers the same. */
export const serveInPieces = (bus: Bus, subject: string, answer: (text: string) => Promise<string> | string): Promise<Subscription> => {
  const latest = new Map<string, Asked>();
  const reply = (bytes: Uint8Array, at: number): Uint8Array => frame([pieces(bytes.length)], piece(bytes, at));
  return bus.serve(subject, answeringBytes(async (bytes) => {
    const { head: [id = '', at = '', count = ''], body } = unframe(bytes);
    const asker = id.split('/', 1)[0] as string;
    let asked = latest.get(asker);
    if (asked?.id === id && asked.answer !== undefined) return reply(asked.answer, at === 'more' ? Number(count) : 0);
    if (at === 'more') throw new ProcessFailure('unknown', `no answer to ${id} here`);
    if (asked?.id !== id) latest.set(asker, (asked = { id, pieces: [] }));
    asked.pieces[Number(at)] = body.slice();
    if (Object.keys(asked.pieces).length < Number(count)) return frame([0], new Uint8Array(0));
    asked.answer = encoder.encode(await answer(decoder.decode(Buffer.concat(asked.pieces))));
    asked.pieces.length = 0;
    return reply(asked.answer, 0);
  }));
};
