/**
 * Makes the durable consumer that is a party's mailbox. A party under permissions may not: a consumer can be told to
 * deliver to any subject of its account, and so to speak as anybody. It asks the coordinator, whose bus answers here;
 * whose mailbox it is stands in the subject of the request, which the server checks.
 */
import { AckPolicy, DeliverPolicy, JetStreamApiCodes, JetStreamApiError, ReplayPolicy, type ConsumerInfo } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { z } from 'zod';
import type { Address } from '../../protocol/domain.ts';
import { BusError, type Subscription } from '../../actors/runtime/ports.ts';
import type { Link } from './link.ts';
import { answererError } from './memory-control.ts';
import { FAILED, type NatsControl } from './nats-control.ts';
import { controlSubject, fromParty, messageStream, receiverFilter } from './subjects.ts';

const MAILBOX = 'mailbox';
const ASK_TIMEOUT_MS = 5_000;

export const mailboxRequest = z.object({
  /** `read` delivers the messages after the position, to be acknowledged; `scan` the subjects of all, without bodies. */
  purpose: z.enum(['read', 'scan']),
  /** Position in the run's stream. */
  after: z.int().min(0),
});
export type MailboxRequest = z.infer<typeof mailboxRequest>;

/** A durable cannot be moved, so the old one goes and a new one of the same name comes. */
const makeMailbox = (link: Link, run: string, to: Address, { purpose, after }: MailboxRequest): Promise<ConsumerInfo> => link.steady(async () => {
  const stream = messageStream(run);
  await link.jsm.consumers.delete(stream, to).catch((error: unknown) => {
    if (!(error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound)) throw error;
  });
  return link.jsm.consumers.add(stream, {
    durable_name: to, filter_subject: receiverFilter(run, to), replay_policy: ReplayPolicy.Instant,
    ...(purpose === 'scan'
      ? { ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.All, headers_only: true }
      : { ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1, max_ack_pending: -1 }),
  });
});

/** @throws BusError when it cannot be made, or the coordinator is not there to make it. */
export const openMailbox = async (link: Link, control: NatsControl, run: string, to: Address, request: MailboxRequest): Promise<ConsumerInfo> => {
  if (!link.restricted) return makeMailbox(link, run, to, request);
  const answer = await control.request(fromParty(to, MAILBOX), new TextEncoder().encode(JSON.stringify(request)), ASK_TIMEOUT_MS);
  return JSON.parse(new TextDecoder().decode(answer)) as ConsumerInfo;
};

/** Answers every party's request for its mailbox, until the connection closes. */
export const serveMailboxes = async (link: Link, run: string): Promise<Subscription> => {
  // A party's requests one after another: an old mailbox must not be made again over a newer one.
  const last = new Map<Address, Promise<unknown>>();
  const subscription = link.nc.subscribe(controlSubject(run, fromParty('*', MAILBOX)), {
    queue: MAILBOX,
    callback: (error, message) => {
      if (error !== null) return;
      const party = message.subject.split('.')[3] ?? '';
      const making = (last.get(party) ?? Promise.resolve()).then(() => makeFor(link, run, party, message.data));
      last.set(party, making.catch(() => undefined));
      void making.then(
        (info) => message.respond(JSON.stringify(info)),
        (failure: unknown) => {
          const { code, message: text } = answererError(`mailbox of ${party}`, failure instanceof BusError ? failure : link.busError(failure, `mailbox of ${party}`));
          const hdrs = headers();
          hdrs.set(FAILED, code);
          message.respond(text, { headers: hdrs });
        },
      );
    },
  });
  await link.nc.flush();
  return { stop: async () => subscription.unsubscribe() };
};

const makeFor = async (link: Link, run: string, party: Address, bytes: Uint8Array): Promise<ConsumerInfo> => {
  const request = mailboxRequest.safeParse(parsed(bytes));
  if (!request.success) throw new BusError('corrupt', `a request for the mailbox of ${party} is none`);
  return makeMailbox(link, run, party, request.data);
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};
