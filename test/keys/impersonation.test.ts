/**
 * Issue 6: nobody speaks for another. An attacker with the genuine credentials of one party and a plain NATS connection
 * tries each of these against a real server; each is refused, and the world stays as it is.
 */
import { AckPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '../../harness/bus/nats-files.ts';
import { startNatsServer } from '../../harness/bus/server.ts';
import { fileSubject, messageSubject } from '../../harness/bus/subjects.ts';
import { bytes, freshRun, message } from '../bus/support.ts';
import { ATTACKER, ATTACKER_INBOX, SCENE_PARTIES, THIRD, VICTIM, openScene, type Hand, type Scene } from './scene.ts';
import { securedServer } from './support.ts';

const run = freshRun();
const server = await securedServer('attempts at impersonation', { parties: SCENE_PARTIES, runs: [run] });

const stamped = (more: Readonly<Record<string, string>> = {}): MsgHdrs => {
  const hdrs = headers();
  hdrs.set('Mehrs-Stamp', '1600000000000 0');
  for (const [name, value] of Object.entries(more)) hdrs.set(name, value);
  return hdrs;
};

const asVictim = (seq: number, to = THIRD): string => messageSubject(message(run, VICTIM, to, seq));
const asSelf = (seq: number, to = THIRD): string => messageSubject(message(run, ATTACKER, to, seq));
const [mig, state, file] = [`mig-${run}`, `state-${run}`, `file-${run}`];
const consumerConfig = (filter: string, more: object = {}): string =>
  JSON.stringify({ stream_name: mig, config: { durable_name: ATTACKER, name: ATTACKER, ack_policy: 'explicit', filter_subject: filter, ...more } });
const victimFile = sha256Of(bytes('file of the victim'));
const json = (value: unknown): string => JSON.stringify(value);

/** Publishing, as JetStream's own API or as it is called in the attacker's account: neither door is open. */
const bothDoors = (api: string): readonly string[] => [`$JS.API.${api}`, `API.${api}`];

const PUBLISH: Readonly<Record<string, readonly (readonly [subject: string, body?: string])[]>> = {
  'publish as another party': [[asVictim(4)]],
  'publish as the world itself': [[messageSubject(message(run, 'world', 'devices', 1))]],
  'publish a message of another run under one\'s own name': [[messageSubject(message('another-run', ATTACKER, VICTIM, 1))]],
  'make a consumer of another\'s messages': bothDoors(`CONSUMER.CREATE.${mig}.${ATTACKER}.mig.${run}.*.${VICTIM}.>`).map((each) => [each, consumerConfig(`mig.${run}.*.${VICTIM}.>`)]),
  'make a consumer whose body asks for more than its subject': bothDoors(`CONSUMER.CREATE.${mig}.${ATTACKER}.mig.${run}.*.${ATTACKER}.>`).map((each) => [each, consumerConfig(`mig.${run}.>`)]),
  'make a durable in the old way': bothDoors(`CONSUMER.DURABLE.CREATE.${mig}.${ATTACKER}`).map((each) => [each, consumerConfig(`mig.${run}.>`)]),
  'make an ephemeral consumer of everything': bothDoors(`CONSUMER.CREATE.${mig}`).map((each) => [each, consumerConfig(`mig.${run}.>`)]),
  'have one\'s mailbox delivered onto another\'s control subject': bothDoors(`CONSUMER.CREATE.${mig}.${ATTACKER}.mig.${run}.*.${ATTACKER}.>`)
    .map((each) => [each, consumerConfig(`mig.${run}.*.${ATTACKER}.>`, { deliver_subject: `vt.${run}.to.${VICTIM}.grant` })]),
  'pull from another\'s mailbox': bothDoors(`CONSUMER.MSG.NEXT.${mig}.${VICTIM}`).map((each) => [each, json({ batch: 10 })]),
  'acknowledge for another': [[`$JS.ACK.${mig}.${VICTIM}.1.1.1.1600000000000000000.0`, '+ACK'], [`$JS.ACK.${mig}.${VICTIM}.1.2.2.1600000000000000000.0`, '+TERM']],
  'delete another\'s mailbox': bothDoors(`CONSUMER.DELETE.${mig}.${VICTIM}`).map((each) => [each]),
  'look how far another has read': bothDoors(`CONSUMER.INFO.${mig}.${VICTIM}`).map((each) => [each]),
  'read the stream by sequence': bothDoors(`STREAM.MSG.GET.${mig}`).map((each) => [each, json({ seq: 1 })]),
  'read the stream directly by sequence': bothDoors(`DIRECT.GET.${mig}`).map((each) => [each, json({ seq: 1 })]),
  'read another\'s last message directly': bothDoors(`DIRECT.GET.${mig}.${asVictim(1)}`).map((each) => [each]),
  'read with wildcards': [...bothDoors(`DIRECT.GET.${mig}.mig.${run}.>`), ...bothDoors(`DIRECT.GET.${state}.state.${run}.*`)].map((each) => [each]),
  'list what the streams hold': [...bothDoors(`STREAM.INFO.${mig}`), ...bothDoors('STREAM.LIST'), ...bothDoors('STREAM.NAMES'), ...bothDoors('INFO')].map((each) => [each, json({ subjects_filter: '>' })]),
  'purge a stream': [mig, state, file].flatMap((stream) => bothDoors(`STREAM.PURGE.${stream}`).map((each) => [each] as const)),
  'delete a stream': [mig, state, file].flatMap((stream) => bothDoors(`STREAM.DELETE.${stream}`).map((each) => [each] as const)),
  'delete a message': bothDoors(`STREAM.MSG.DELETE.${mig}`).map((each) => [each, json({ seq: 1 })]),
  'change a stream': bothDoors(`STREAM.UPDATE.${mig}`).map((each) => [each, json({ name: mig, subjects: [`mig.${run}.>`], republish: { src: '>', dest: `out.>` } })]),
  'make a stream that copies others': bothDoors('STREAM.CREATE.copy').map((each) => [each, json({ name: 'copy', mirror: { name: mig } })]),
  'write another\'s state': [[`state.${run}.${VICTIM}`, 'forged'], [`state.${run}.${VICTIM}.1`, 'forged']],
  'write the coordinator\'s state': [[`state.${run}.coordinator`, 'forged']],
  'read another\'s state': [...bothDoors(`DIRECT.GET.${state}.state.${run}.${VICTIM}`), ...bothDoors(`DIRECT.GET.${state}`)].map((each) => [each, json({ seq: 1 })]),
  'answer into another\'s inbox, as if the server had stored what it published': [[`_INBOX.${VICTIM}.1.1`, json({ stream: mig, seq: 99 })]],
  'guess a reply across accounts': [['_R_.abcdef.ghijkl', 'forged']],
  'grant virtual time as the coordinator': [[`vt.${run}.to.${VICTIM}.grant`, json({ round: 1 })], [`vt.${run}.to.${ATTACKER}.grant`, json({ round: 1 })]],
  'report a round as another': [[`vt.${run}.from.${VICTIM}.report`, json({ round: 1 })]],
  'ask for another\'s mailbox': [[`vt.${run}.from.${VICTIM}.mailbox`, json({ purpose: 'read', after: 0 })]],
  'ask for another\'s history': [[`vt.${run}.from.${VICTIM}.history`, json({ after: 0 })]],
  'put other content under the hash of another\'s file': [[fileSubject(run, { from: VICTIM, to: THIRD, sha256: victimFile }, 0), 'forged']],
  'read another\'s file': bothDoors(`DIRECT.GET.${file}.${fileSubject(run, { from: VICTIM, to: VICTIM, sha256: victimFile }, 0)}`).map((each) => [each]),
  'read any file with wildcards': bothDoors(`DIRECT.GET.${file}.file.${run}.*.*.>`).map((each) => [each]),
  'ask the server about its accounts': [['$SYS.REQ.SERVER.PING'], ['$SYS.REQ.ACCOUNT.PING.CONNZ']],
};

const SUBSCRIBE: Readonly<Record<string, readonly string[]>> = {
  'subscribe to everything': ['>', '*', '*.>'],
  'subscribe to another\'s messages with wildcards': [`mig.*.*.${VICTIM}.>`, `mig.${run}.${VICTIM}.>`, `mig.>`],
  'read another\'s inbox': [`_INBOX.${VICTIM}.>`, '_INBOX.>', '_INBOX.*.>'],
  'serve what another serves': [`vt.${run}.to.${VICTIM}.>`, `vt.${run}.to.*.grant`],
  'serve what the coordinator serves': [`vt.${run}.from.>`, `vt.${run}.from.*.mailbox`],
  'listen to states, files and JetStream': [`state.${run}.>`, `file.${run}.>`, '$JS.>', '$JS.ACK.>', '_R_.>'],
  'listen to the server\'s own account': ['$SYS.>'],
};

const FORGED = json({ forged: true });

/** What the server lets pass, because it cannot know better, and what must not come of it. */
const ALLOWED: Readonly<Record<string, (hand: Hand) => Promise<unknown>>> = {
  'have the acknowledgement of one\'s own message sent onto another\'s message subject': ({ publish }) => publish(asSelf(101), FORGED, { reply: asVictim(4), headers: stamped() }),
  'have it sent onto another\'s state': ({ publish }) => publish(asSelf(102), FORGED, { reply: `state.${run}.${VICTIM}`, headers: stamped() }),
  'have it sent onto another\'s control subject': ({ publish }) => publish(asSelf(103), FORGED, { reply: `vt.${run}.to.${VICTIM}.grant`, headers: stamped() }),
  'have it sent to JetStream, as an order to purge': ({ publish }) => publish(asSelf(104), FORGED, { reply: `$JS.API.STREAM.PURGE.${mig}`, headers: stamped() }),
  'have one\'s own record read back onto another\'s message subject': ({ publish }) => publish(`API.DIRECT.GET.${state}.state.${run}.${ATTACKER}`, '', { reply: asVictim(5) }),
  'have one\'s own mailbox delivered onto another\'s message subject': ({ publish }) => publish(`API.CONSUMER.MSG.NEXT.${mig}.${ATTACKER}`, json({ batch: 5, no_wait: true }), { reply: asVictim(6) }),
  'have one\'s own mailbox delivered onto another\'s control subject': ({ publish }) => publish(`API.CONSUMER.MSG.NEXT.${mig}.${ATTACKER}`, json({ batch: 5, no_wait: true }), { reply: `vt.${run}.to.${VICTIM}.grant` }),
  'have the coordinator answer onto another\'s control subject': async ({ nc, publish }) => {
    await publish(`vt.${run}.from.${ATTACKER}.mailbox`, json({ purpose: 'read', after: 0 }), { reply: `vt.${run}.to.${VICTIM}.grant` });
    await nc.request(`vt.${run}.from.${ATTACKER}.mailbox`, json({ purpose: 'read', after: 0 }), { timeout: 5_000 });
  },
  'empty the stream with a rollup': ({ publish }) => publish(asSelf(105), FORGED, { headers: stamped({ 'Nats-Rollup': 'all' }) }),
  'ask for a history with a body that names another': async ({ nc }) => {
    const { data } = await nc.request(`vt.${run}.from.${ATTACKER}.history`, json({ after: 0, key: VICTIM, party: VICTIM }), { timeout: 2_000 });
    expect(Buffer.from((JSON.parse(new TextDecoder().decode(data)) as { base64: string }).base64, 'base64').toString()).toBe('{"batch":1}');
  },
  'ask for a mailbox with a body that names another': ({ nc }) => nc.request(`vt.${run}.from.${ATTACKER}.mailbox`, json({ purpose: 'read', after: 0, to: VICTIM, party: VICTIM }), { timeout: 2_000 }),
};

/** Why every party has an account: with the same rights in one account, what "nothing comes of" below is a forgery. */
describe.skipIf(server === undefined)('in one account, permissions alone do not keep a party from speaking as another', () => {
  it('a message, its acknowledgement and a mailbox land where the reply subject says', async () => {
    const publish = [`mig.r.${ATTACKER}.>`, `$JS.API.DIRECT.GET.mig-r.mig.r.${ATTACKER}.>`, `$JS.API.CONSUMER.MSG.NEXT.mig-r.${ATTACKER}`];
    const open = await startNatsServer({ config: json({
      accounts: { W: { jetstream: 'enabled', users: [{ user: 'lead', password: 'l' }, { user: ATTACKER, password: 'p', permissions: { publish, subscribe: ['_INBOX.>'] } }] } },
    }) });
    const lead = await connect({ servers: open.url, user: 'lead', pass: 'l' });
    const attacker = await connect({ servers: open.url, user: ATTACKER, pass: 'p' });
    try {
      const jsm = await jetstreamManager(lead);
      await jsm.streams.add({ name: 'mig-r', subjects: ['mig.r.>'], allow_direct: true });
      await jsm.consumers.add('mig-r', { durable_name: ATTACKER, filter_subject: `mig.r.*.${ATTACKER}.>`, ack_policy: AckPolicy.Explicit });
      const own = `mig.r.${ATTACKER}.${ATTACKER}.0.MCF.I1.1`;
      const forged = [1, 2, 3].map((seq) => messageSubject(message('r', VICTIM, THIRD, seq)));
      attacker.publish(own, FORGED, { headers: stamped(), reply: forged[0]! });
      await attacker.request(`mig.r.${ATTACKER}.x`);
      attacker.publish(`$JS.API.DIRECT.GET.mig-r.${own}`, '', { reply: forged[1]! });
      await attacker.request(`$JS.API.DIRECT.GET.mig-r.${own}`);
      const pulled = new Promise<string>((seen) => { lead.subscribe(`vt.>`, { callback: (_, { data }) => seen(new TextDecoder().decode(data)) }); });
      await lead.flush();
      attacker.publish(`$JS.API.CONSUMER.MSG.NEXT.mig-r.${ATTACKER}`, json({ batch: 1 }), { reply: `vt.r.to.${VICTIM}.grant` });
      expect(await pulled).toBe(FORGED);
      const landed = await Promise.all(forged.map((subject) => jsm.streams.getMessage('mig-r', { last_by_subj: subject })));
      expect(landed.map((each) => (each === null ? 'absent' : `${each.string().slice(0, 9)} ${each.header?.get('Mehrs-Stamp') ?? ''}`)))
        .toEqual(['{"stream" ', '{"forged" 1600000000000 0', 'absent']);
    } finally {
      await Promise.all([lead.close(), attacker.close()]);
      await open.stop();
    }
  });
});

describe.skipIf(server === undefined)(`attempts of ${ATTACKER} against ${VICTIM}`, () => {
  let scene: Scene;
  let before: unknown;
  beforeAll(async () => {
    scene = await openScene(server!, run);
    before = await scene.world();
  });
  afterAll(() => scene.close());

  it('there is something to steal: the scene has messages, states, files, mailboxes', () => {
    expect(before).toMatchObject({ asked: [], mailboxes: [{ read: true }, { read: true }] });
    const { messages, states, files } = before as Record<'messages' | 'states' | 'files', string[]>;
    expect([messages.length, states.length, files.length]).toEqual([6, 1, 1]);
  });

  for (const [what, attempts] of Object.entries(PUBLISH)) {
    it(`${what}: refused by the server`, async () => {
      const { refused } = await scene.attempt(async ({ publish }) => {
        for (const [subject, body] of attempts) await publish(subject, body, { reply: `${ATTACKER_INBOX}.answer`, headers: stamped() });
      });
      expect(refused).toEqual(attempts.map(([subject]) => `publish ${subject}`));
      expect(await scene.world()).toEqual(before);
    });
  }

  for (const [what, subjects] of Object.entries(SUBSCRIBE)) {
    it(`${what}: refused by the server`, async () => {
      const { refused, overheard } = await scene.attempt(async ({ subscribe }) => {
        for (const subject of subjects) await subscribe(subject);
        await scene.victim.publish(message(run, VICTIM, THIRD, 1));
        await scene.victim.flush();
      });
      expect(refused).toEqual(subjects.map((subject) => `subscription ${subject}`));
      expect(overheard).toEqual([]);
      expect(await scene.world()).toEqual(before);
    });
  }

  for (const [what, act] of Object.entries(ALLOWED)) {
    it(`${what}: nothing comes of it`, async () => {
      const { refused } = await scene.attempt(act);
      expect(refused).toEqual([]);
      expect(await scene.world()).toEqual(before);
    });
  }
});
