/**
 * Makes the durable consumer that is a party's mailbox. A party under permissions may not: a consumer can be told to
 * deliver to any subject of its account, and so to speak as anybody. It asks the coordinator.
 */
import { AckPolicy, DeliverPolicy, JetStreamApiCodes, JetStreamApiError, ReplayPolicy, type ConsumerInfo } from '@nats-io/jetstream';
import { z } from 'zod';
import type { Address } from '../../protocol/domain.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { askDesk, serveDesk } from './desk.ts';
import type { Link } from './link.ts';
import type { NatsControl } from './nats-control.ts';
import { messageStream, receiverFilter } from './subjects.ts';

export const MAILBOX = 'mailbox';

export const mailboxRequest = z.object({
  /** `read` delivers the messages after the position, to be acknowledged; `scan` all, for their subjects (not headers alone: see `replayStream`). */
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
      ? { ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.All }
      : { ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1, max_ack_pending: -1 }),
  });
});

/** @throws BusError when it cannot be made, or the coordinator is not there to make it. */
export const openMailbox = async (link: Link, control: NatsControl, run: string, to: Address, request: MailboxRequest): Promise<ConsumerInfo> =>
  (link.restricted ? (await askDesk(control, to, MAILBOX, request)) as ConsumerInfo : makeMailbox(link, run, to, request));

export const serveMailboxes = (link: Link, run: string): Promise<void> => serveDesk(link, run, MAILBOX, (party, asked) => {
  const request = mailboxRequest.safeParse(asked);
  if (!request.success) throw new BusError('corrupt', `a request for the mailbox of ${party} is none`);
  return makeMailbox(link, run, party, request.data);
});
