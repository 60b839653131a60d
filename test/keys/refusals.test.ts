/** Issue 6: what the server lets pass because it cannot see it, the bus refuses. */
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { sha256Of } from '../../harness/bus/nats-files.ts';
import { fileSubject, messageSubject } from '../../harness/bus/subjects.ts';
import { connectionOf } from '../../harness/keys/credentials.ts';
import { bytes, freshRun, message, text } from '../bus/support.ts';
import { ATTACKER, SCENE_PARTIES, THIRD, VICTIM, openScene, type Scene } from './scene.ts';
import { connectAs, securedServer } from './support.ts';

const server = await securedServer('refusals by the bus', { parties: SCENE_PARTIES });
const code = (wanted: BusError['code']) => expect.objectContaining({ name: 'BusError', code: wanted });

const hdrsOf = (fields: Readonly<Record<string, string>>): MsgHdrs => {
  const hdrs = headers();
  for (const [name, value] of Object.entries(fields)) hdrs.set(name, value);
  return hdrs;
};
const STAMP = '1600000000000 0';

describe.skipIf(server === undefined)('what a party says of itself counts for nothing', () => {
  const run = freshRun();
  let scene: Scene;
  beforeAll(async () => { scene = await openScene(server!, run); });
  afterAll(() => scene.close());

  it('B4 our own bus refuses to publish, to listen and to replay as another', async () => {
    const { attacker } = scene;
    expect(() => attacker.publish(message(run, VICTIM, THIRD, 1))).toThrow(code('identity'));
    await expect(attacker.consume(VICTIM, 0, () => undefined)).rejects.toEqual(code('identity'));
    await expect((async () => { for await (const each of attacker.replay()) throw new Error(each.key); })()).rejects.toEqual(code('identity'));
    await expect(attacker.state.read(VICTIM)).rejects.toEqual(code('identity'));
    await expect(attacker.state.write(VICTIM, 0, bytes('forged'))).rejects.toEqual(code('identity'));
    await expect(attacker.request(`to.${VICTIM}.grant`, bytes('go'), 1_000)).rejects.toEqual(code('identity'));
    await expect(attacker.serve(`to.${VICTIM}.grant`, (each) => each)).rejects.toEqual(code('identity'));
  });

  it('B4 a sender named in headers or body is not the sender: `from` is the subject the server let pass', async () => {
    const seen = scene.toThird.got.length;
    await scene.attempt(({ publish }) => publish(messageSubject(message(run, ATTACKER, THIRD, 1)), JSON.stringify({ from: VICTIM }), {
      headers: hdrsOf({ 'Mehrs-Stamp': STAMP, 'Mehrs-From': VICTIM, From: VICTIM, 'Nats-Subject': messageSubject(message(run, VICTIM, THIRD, 4)) }),
    }));
    await scene.toThird.until(seen + 1);
    expect(scene.toThird.got.at(-1)?.envelope).toMatchObject({ from: ATTACKER, seq: 1 });
  });

  it('a poisoned message id does not drop a genuine message: a message is known by its subject', async () => {
    const genuine = message(run, VICTIM, THIRD, 4);
    const ids = [messageSubject(genuine), `${VICTIM}.${THIRD}.4`, `${run}.${VICTIM}.${THIRD}.4`, sha256Of(genuine.body)];
    await scene.attempt(async ({ publish }) => {
      for (const [at, id] of ids.entries()) {
        await publish(messageSubject(message(run, ATTACKER, ATTACKER, 500 + at)), 'poison', { headers: hdrsOf({ 'Mehrs-Stamp': STAMP, 'Nats-Msg-Id': id }) });
      }
    });
    const seen = scene.toThird.got.length;
    await scene.victim.publish(genuine);
    await scene.victim.flush();
    await scene.toThird.until(seen + 1);
    expect(scene.toThird.got.at(-1)?.envelope).toMatchObject({ from: VICTIM, seq: 4 });
    expect(text(scene.toThird.got.at(-1)!.envelope.body)).toBe(text(genuine.body));
  });

  it('a replayed message of another arrives as the attacker\'s own, one of one\'s own not at all', async () => {
    const stolen = scene.toThird.got.find(({ envelope }) => envelope.from === VICTIM)!.envelope;
    const seen = scene.toThird.got.length;
    await scene.attempt(async ({ publish }) => {
      await publish(messageSubject({ ...stolen, from: ATTACKER, seq: 2 }), stolen.body, { headers: hdrsOf({ 'Mehrs-Stamp': STAMP }) });
      // Again and again, under every stamp, with other bytes, and under another type and key with a number already used.
      for (const [type, key] of [['MCF', 'I2'], ['MCF', 'I2'], ['MGF', 'I9']] as const) {
        await publish(messageSubject(message(run, ATTACKER, THIRD, 2, { type, key })), 'again', { headers: hdrsOf({ 'Mehrs-Stamp': '1600000009999 3' }) });
      }
    });
    await scene.attacker.publish(message(run, ATTACKER, THIRD, 3));
    await scene.attacker.flush();
    await scene.toThird.until(seen + 2);
    expect(scene.toThird.got.slice(seen).map(({ envelope: { from, seq, body } }) => [from, seq, text(body)])).toEqual([[ATTACKER, 2, text(stolen.body)], [ATTACKER, 3, `${ATTACKER}>${THIRD}#3`]]);
  });

  it('other content under the hash of a file spoils the attacker\'s message only', async () => {
    const body = new Uint8Array(300 * 1024).fill(7);
    const sha256 = sha256Of(body);
    const seen = scene.toThird.got.length;
    await scene.attempt(async ({ publish }) => {
      await publish(fileSubject(run, { from: ATTACKER, to: THIRD, sha256 }, 0), 'forged', { headers: hdrsOf({ 'Mehrs-Length': String(body.length) }) });
      await publish(messageSubject(message(run, ATTACKER, THIRD, 4)), '', { headers: hdrsOf({ 'Mehrs-Stamp': STAMP, 'Mehrs-File': sha256, 'Mehrs-Length': String(body.length) }) });
    });
    await scene.victim.publish(message(run, VICTIM, THIRD, 5, { body }));
    await scene.victim.flush();
    await scene.toThird.until(seen + 1);
    expect(scene.toThird.got.slice(seen).map(({ envelope: { from, seq, body: got } }) => [from, seq, sha256Of(got)])).toEqual([[VICTIM, 5, sha256]]);
    await expect(scene.third.flush()).rejects.toEqual(code('corrupt'));
  });

  it('B7 a party reads its own history, and no other', async () => {
    const { attacker } = scene;
    const { version } = (await attacker.state.read(ATTACKER))!;
    const second = await attacker.state.write(ATTACKER, version, bytes('second'));
    await attacker.state.write(ATTACKER, second, bytes('third'));
    const historyOf = async (party: string, after: number): Promise<string[]> => {
      const all: string[] = [];
      for await (const record of attacker.state.history(party, after)) all.push(text(record.bytes));
      return all;
    };
    expect(await historyOf(ATTACKER, 0)).toEqual(['{"batch":1}', 'second', 'third']);
    expect(await historyOf(ATTACKER, second)).toEqual(['third']);
    await expect(historyOf(VICTIM, 0)).rejects.toEqual(code('identity'));
  });

  it('core NATS carries no messages between accounts, and says so at once', async () => {
    const core = await createNatsBus({ run, durability: 'core', party: ATTACKER, ...connectionOf(server!.folder, ATTACKER, server!.url) });
    expect(() => core.publish(message(run, ATTACKER, THIRD, 9))).toThrow(/with credentials messages travel over JetStream/);
    await expect(core.consume(ATTACKER, 0, () => undefined)).rejects.toEqual(code('identity'));
    await core.close();
  });

  it('B7 a second copy of a party is fenced off at its next write', async () => {
    const twin = await createNatsBus({ run, durability: 'jetstream', party: VICTIM, ...connectionOf(server!.folder, VICTIM, server!.url) });
    const { version } = (await twin.state.read(VICTIM))!;
    await twin.state.write(VICTIM, version, bytes('the twin was first'));
    await expect(scene.victim.state.write(VICTIM, version, bytes('and not the zombie'))).rejects.toEqual(code('stale'));
    await twin.close();
  });
});

const refusalOf = async (name: string, operation: 'publish' | 'subscribe', subject: string): Promise<string> => {
  const nc = await connectAs(server!, name);
  const refused = (async (): Promise<string> => {
    for await (const status of nc.status()) if (status.type === 'error' && 'operation' in status.error) return `${String(status.error.operation)} ${String((status.error as { subject?: string }).subject)}`;
    return 'nothing was refused';
  })();
  if (operation === 'publish') nc.publish(subject);
  else nc.subscribe(subject, { callback: () => undefined });
  await nc.flush();
  await nc.close();
  return refused;
};

const COORDINATOR_MAY_NOT: readonly (readonly [string, (run: string) => string])[] = [
  ['speak as a party', (run) => messageSubject(message(run, VICTIM, THIRD, 1))],
  ['report as a party', (run) => `vt.${run}.from.${VICTIM}.report`],
  ['write a party\'s state', (run) => `state.${run}.${VICTIM}`],
  ['delete the record of a run', (run) => `$JS.API.STREAM.DELETE.mig-${run}`],
  ['empty the record of a run', (run) => `$JS.API.STREAM.PURGE.mig-${run}`],
  ['delete a message', (run) => `$JS.API.STREAM.MSG.DELETE.mig-${run}`],
  ['change what a stream keeps', (run) => `$JS.API.STREAM.UPDATE.mig-${run}`],
];

const OBSERVER_MAY_NOT: readonly (readonly [string, 'publish' | 'subscribe', (run: string) => string])[] = [
  ['speak as a party', 'publish', (run) => messageSubject(message(run, VICTIM, THIRD, 1))],
  ['grant virtual time', 'publish', (run) => `vt.${run}.to.${VICTIM}.grant`],
  ['ask for a mailbox', 'publish', (run) => `vt.${run}.from.${VICTIM}.mailbox`],
  ['make a consumer', 'publish', (run) => `API.CONSUMER.CREATE.mig-${run}.observer`],
  ['delete the record of a run', 'publish', (run) => `API.STREAM.DELETE.mig-${run}`],
  ['read a party\'s state', 'publish', (run) => `API.DIRECT.GET.state-${run}.state.${run}.${VICTIM}`],
  ['hear states', 'subscribe', (run) => `state.${run}.>`],
  ['hear inboxes', 'subscribe', () => '_INBOX.>'],
];

describe.skipIf(server === undefined)('the coordinator and the observer have rights of their own', () => {
  const run = freshRun();
  let coordinator: Bus;
  beforeAll(async () => {
    coordinator = await createNatsBus({ run, durability: 'jetstream', servesMailboxes: true, ...connectionOf(server!.folder, 'coordinator', server!.url) });
  });
  afterAll(() => coordinator.close());

  it.each(COORDINATOR_MAY_NOT)('the coordinator may not %s', async (_, subjectIn) => {
    const subject = subjectIn(run);
    await expect(refusalOf('coordinator', 'publish', subject)).resolves.toBe(`publish ${subject}`);
  });

  it.each(OBSERVER_MAY_NOT)('the observer may not %s', async (_, operation, subjectIn) => {
    const subject = subjectIn(run);
    await expect(refusalOf('observer', operation, subject)).resolves.toBe(`${operation === 'publish' ? 'publish' : 'subscription'} ${subject}`);
  });
});
