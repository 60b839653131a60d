/**
 * The scene of an attempt: a secured server, a run with a history, a victim at work, and an attacker who holds one party's
 * genuine credentials and a plain NATS connection. What must stay as it is can be looked at before and after.
 */
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { errors, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import type { Bus, Delivery } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { fileStream, messageStream, messageSubject, stateStream } from '../../harness/bus/subjects.ts';
import { connectionOf } from '../../harness/keys/credentials.ts';
import { collect, bytes, message, type Collected } from '../bus/support.ts';
import { connectAs, type SecuredServer } from './support.ts';

export const VICTIM = 'rp-CB';
export const ATTACKER = 'dco';
export const THIRD = 's1sp-CB';
export const SCENE_PARTIES = [VICTIM, ATTACKER, THIRD];

export interface Hand {
  readonly nc: NatsConnection;
  readonly run: string;
  /** Publishes and waits until the server has dealt with it. */
  publish(subject: string, body?: string | Uint8Array, options?: { readonly reply?: string; readonly headers?: MsgHdrs }): Promise<void>;
  /** Subscribes and waits; whatever comes is listed in `overheard`. */
  subscribe(subject: string): Promise<void>;
}

export interface Scene {
  readonly run: string;
  readonly coordinator: Bus;
  readonly victim: Bus;
  readonly third: Bus;
  readonly attacker: Bus;
  readonly toVictim: Collected;
  readonly toThird: Collected;
  readonly jsm: JetStreamManager;
  /** What the victim heard on its control subjects. */
  readonly asked: string[];
  /** Opens the attacker's own connection for one attempt. */
  attempt(act: (hand: Hand) => Promise<unknown>): Promise<Outcome>;
  /** Everything stored that the attacker may not write itself, and how far each mailbox has been read. */
  world(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Outcome {
  /** What the server refused: `publish mig.x`, `subscription mig.>`. */
  readonly refused: readonly string[];
  /** What the attacker got to see. */
  readonly overheard: readonly string[];
}

export const ATTACKER_INBOX = `_INBOX.${ATTACKER}`;

export const openScene = async (server: SecuredServer, run: string): Promise<Scene> => {
  const { url, folder } = server;
  const open = (party: string): Promise<Bus> => createNatsBus({ run, durability: 'jetstream', party, ...connectionOf(folder, party, url) });
  const coordinator = await createNatsBus({ run, durability: 'jetstream', servesMailboxes: true, ...connectionOf(folder, 'coordinator', url) });
  const [victim, third, attacker] = await Promise.all([open(VICTIM), open(THIRD), open(ATTACKER)]);
  const [toVictim, toThird] = await Promise.all([collect(victim, VICTIM), collect(third, THIRD)]);
  const asked: string[] = [];
  for (const what of ['grant', 'stop']) {
    await victim.serve(`to.${VICTIM}.${what}`, (request) => {
      asked.push(`${what} ${new TextDecoder().decode(request)}`);
      return bytes('done');
    });
  }
  // A history worth stealing and forging: messages, a record of state and a file of each.
  for (const seq of [1, 2, 3]) {
    await victim.publish(message(run, VICTIM, THIRD, seq));
    await attacker.publish(message(run, ATTACKER, VICTIM, seq));
    await third.publish(message(run, THIRD, ATTACKER, seq));
  }
  for (const bus of [victim, attacker, third]) await bus.flush();
  await Promise.all([toVictim.until(3), toThird.until(3)]);
  await victim.state.write(VICTIM, 0, bytes('state of the victim'));
  await attacker.state.write(ATTACKER, 0, bytes('{"batch":1}'));
  await victim.files.put(bytes('file of the victim'));
  // The attacker's mailbox exists, and holds messages it has not read.
  await (await attacker.consume(ATTACKER, 0, () => { throw new Error('left for later'); })).stop();
  await attacker.flush().catch(() => undefined);
  const link = await connectAs(server, 'coordinator');
  const jsm = await jetstreamManager(link, { checkAPI: false });

  let settled = 0;
  /** What the server does on the attacker's behalf it does in order: done when it has answered a later request of each kind. */
  const settle = async (nc: NatsConnection): Promise<void> => {
    await nc.request(messageSubject(message(run, ATTACKER, ATTACKER, (settled += 1) + 1_000)), '', { timeout: 5_000 });
    await nc.request(`API.DIRECT.GET.${stateStream(run)}.state.${run}.${ATTACKER}`, '', { timeout: 5_000 });
    // A pulled message keeps its own subject, so the client's `request` would not know it for an answer.
    const inbox = `${ATTACKER_INBOX}.settle`;
    const pulled = new Promise<void>((seen) => { nc.subscribe(inbox, { max: 1, callback: () => seen() }); });
    nc.publish(`API.CONSUMER.MSG.NEXT.${messageStream(run)}.${ATTACKER}`, '{"batch":1,"no_wait":true}', { reply: inbox });
    await pulled;
    await victim.state.read(VICTIM);
  };
  const stored = async (stream: string): Promise<string[]> => {
    const { state } = await jsm.streams.info(stream);
    const all = await Promise.all(Array.from({ length: state.last_seq }, (_, at) => jsm.streams.getMessage(stream, { seq: at + 1 })));
    return all.map((each, at) => (each === null ? `${at + 1} gone` : `${each.subject} ${each.header?.get('Mehrs-Stamp') ?? ''} ${Buffer.from(each.data).toString('base64')}`))
      .filter((line) => !new RegExp(`^(mig|file|state)\\.${run}\\.${ATTACKER}[. ]`).test(line));
  };
  const mailbox = async (party: string): Promise<unknown> => {
    const { config, delivered, ack_floor: acknowledged, num_waiting: waiting } = await jsm.consumers.info(messageStream(run), party);
    return { filter: config.filter_subject, deliver: config.deliver_subject, read: delivered.stream_seq >= 3, acknowledged: acknowledged.stream_seq >= 0, waiting: waiting > 0 };
  };

  return {
    run, coordinator, victim, third, attacker, toVictim, toThird, jsm, asked,
    attempt: async (act) => {
      const refused: string[] = [];
      const overheard: string[] = [];
      const nc = await connectAs(server, ATTACKER);
      const statuses = (async () => {
        for await (const status of nc.status()) {
          if (status.type === 'error' && status.error instanceof errors.PermissionViolationError) refused.push(`${status.error.operation} ${status.error.subject}`);
        }
      })();
      const publish: Hand['publish'] = async (subject, body = '', options = {}) => {
        nc.publish(subject, body, options);
        await nc.flush();
      };
      const subscribe: Hand['subscribe'] = async (subject) => {
        nc.subscribe(subject, { callback: (error, each) => { if (error === null) overheard.push(each.subject); } });
        await nc.flush();
      };
      await act({ nc, run, publish, subscribe });
      await settle(nc);
      await nc.close();
      await statuses;
      return { refused, overheard };
    },
    world: async () => ({
      messages: await stored(messageStream(run)), states: await stored(stateStream(run)), files: await stored(fileStream(run)),
      streams: (await jsm.streams.list().next()).map(({ config: { name, subjects, deny_purge: purge, deny_delete: remove, republish } }) => ({ name, subjects, purge, remove, republish })),
      mailboxes: [await mailbox(VICTIM), await mailbox(THIRD)],
      got: [toVictim.got.map(seen), toThird.got.map(seen)], asked: [...asked],
    }),
    close: async () => {
      await Promise.all([victim.close(), third.close(), attacker.close(), link.close()]);
      await coordinator.close();
    },
  };
};

const seen = ({ envelope: { from, seq, body } }: Delivery): string => `${from} ${seq} ${Buffer.from(body).toString('base64')}`;
