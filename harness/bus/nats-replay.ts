/**
 * The whole run out of its stream in canonical order (B5): one pass to sort by subject and stamp, then the bodies,
 * so that memory holds an index and not the run.
 */
import { DeliverPolicy, type StoredMsg } from '@nats-io/jetstream';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { compareCanonical } from './admit.ts';
import { fetchBody, type FetchFile } from './arrivals.ts';
import { fileIn, tryStamp } from './headers.ts';
import type { Link } from './link.ts';
import { tryMessageSubject, type SubjectFacts } from './subjects.ts';

/** Of up to 256 KB each, on their way at once. */
const INDEX_MESSAGES = 128;
const PARALLEL_READS = 128;

type Indexed = SubjectFacts & { readonly stamp: Stamp; readonly position: number };

/** @param refuse is told of a message whose body is missing or false, which is then left out; without it the replay ends there. */
export async function* replayStream(link: Link, stream: string, fetch: FetchFile, refuse?: (error: BusError, facts: SubjectFacts) => void): AsyncIterable<Envelope> {
  const index = await indexOf(link, stream).catch((error: unknown) => {
    throw link.busError(error, `replaying ${stream}`);
  });
  for (let from = 0; from < index.length; from += PARALLEL_READS) {
    const batch = index.slice(from, from + PARALLEL_READS);
    const stored = await Promise.all(batch.map(({ position }) => link.steady(() => link.jsm.direct.getMessage(stream, { seq: position })))).catch((error: unknown) => {
      throw link.busError(error, `replaying ${stream}`);
    });
    for (const [at, entry] of batch.entries()) {
      try {
        yield await envelopeOf(entry, stored[at] ?? null, fetch);
      } catch (error) {
        const refusable = error instanceof BusError && ['corrupt', 'absent'].includes(error.code);
        if (refuse === undefined || !refusable) throw error;
        refuse(error, entry);
      }
    }
  }
}

const envelopeOf = async ({ position, ...facts }: Indexed, stored: StoredMsg | null, fetch: FetchFile): Promise<Envelope> => {
  if (stored === null) throw new BusError('absent', `message ${position} of run ${facts.run} is gone`);
  const file = fileIn(stored.subject, stored.header);
  return { ...facts, body: file === undefined ? stored.data : await fetchBody(stored.subject, facts, file, fetch) };
};

const indexOf = async (link: Link, stream: string): Promise<Indexed[]> => {
  const { state } = await link.steady(() => link.jsm.streams.info(stream));
  const index: Indexed[] = [];
  if (state.messages === 0) return index;
  // The first stored under a (from, to, seq) is the message; a later one with another type or key was never delivered (B1).
  const seen = new Set<string>();
  // Bodies and all: asked for headers alone, server 2.9.10 dies of a message whose header is a single byte.
  const consumer = await link.js.consumers.get(stream, { deliver_policy: DeliverPolicy.All });
  for await (const message of await consumer.consume({ max_messages: INDEX_MESSAGES })) {
    const facts = tryMessageSubject(message.subject);
    const stamp = tryStamp(message);
    // What is no message of ours was never delivered either.
    const id = facts && `${facts.from} ${facts.to} ${facts.seq}`;
    if (facts !== undefined && stamp !== undefined && !seen.has(id as string)) {
      index.push({ ...facts, stamp, position: message.seq });
      seen.add(id as string);
    }
    if (message.seq >= state.last_seq) break;
  }
  await consumer.delete().catch(() => undefined);
  return index.sort(compareCanonical);
};
