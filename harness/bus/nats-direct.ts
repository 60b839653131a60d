/**
 * Reads stored messages by their subjects, many at once: asking for them one by one through the client costs three times
 * the processor time of the bytes.
 */
import type { Msg } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import { isNobody, type Inbox } from './inbox.ts';
import type { Link } from './link.ts';

/** Bytes of a chunk times this are on their way to a reader at most. */
const PARALLEL = 32;
const TIMEOUT_MS = 5_000;
const [ERROR, NOT_FOUND] = [300, 404];

export interface Reading {
  readonly stream: string;
  readonly subjectOf: (at: number) => string;
  /** First and last, both read. */
  readonly from: number;
  readonly to: number;
  /** In any order; what it throws ends the reading. */
  readonly take: (at: number, message: Msg) => void;
}

/** Begun again when the connection breaks. @throws BusError `absent`, `identity`, `timeout`, `unreachable`. */
export const readDirect = (link: Link, inbox: Inbox, reading: Reading): Promise<void> => link.steady(() => readOnce(link, inbox, reading));

const readOnce = (link: Link, inbox: Inbox, { stream, subjectOf, from, to, take }: Reading): Promise<void> => {
  const ids = new Set<number>();
  let late: NodeJS.Timeout | undefined;
  return new Promise<void>((resolve, reject) => {
    let [next, left] = [from, to - from + 1];
    late = setTimeout(() => reject(new BusError('timeout', `${stream} at ${link.url} gave nothing for ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    const ask = (): void => {
      const at = next;
      next += 1;
      const answered = (message: Msg): void => {
        ids.delete(id);
        try {
          requireStored(message, subjectOf(at), link.url);
          take(at, message);
        } catch (error) {
          return reject(error as Error);
        }
        late?.refresh();
        if (next <= to) ask();
        if ((left -= 1) === 0) resolve();
      };
      const id = inbox.ask({ subject: `${link.apiPrefix}.DIRECT.GET.${stream}.${subjectOf(at)}`, answered, failed: reject });
      ids.add(id);
    };
    while (next <= to && next - from < PARALLEL) ask();
  }).finally(() => {
    clearTimeout(late);
    for (const id of ids) inbox.forget(id);
  });
};

const requireStored = (message: Msg, subject: string, url: string): void => {
  if (message.data.length > 0) return;
  if (isNobody(message)) throw new BusError('unreachable', `JetStream at ${url} does not answer`);
  let code: number | undefined;
  try {
    code = message.headers?.code;
  } catch {
    // No headers the server would write: it is somebody's message.
  }
  if (code === NOT_FOUND) throw new BusError('absent', `nothing is stored as ${subject}`);
  if (code !== undefined && code >= ERROR) throw new BusError('limit', `${subject} cannot be read: ${message.headers?.description ?? code}`);
};
