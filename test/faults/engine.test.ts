/** What a plan hits: the nth message that matches, all copies of one file as one, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { FaultEngine } from '../../harness/faults/engine.ts';
import { parseFaultPlan, type Fault, type Trigger } from '../../harness/faults/plan.ts';
import { spoil } from '../../harness/faults/spoil.ts';
import { createWorld } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { verifyXml } from '../../protocol/security/xmlSignature.ts';
import { HOUR, MINUTE, compareStamps } from '../../protocol/time.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf } from '../../harness/world/identities.ts';
import { HAPPY, SUBJECT, firstOf, only, planOf, runOf, sent, type Run } from '../world/support.ts';

const T0 = Date.parse('2020-11-09T00:00:00Z');
const letter = (body: Uint8Array | string, more: Partial<Envelope> = {}): Envelope => ({
  run: 'run', from: 'rp-CB', to: 's1sp-CB', type: 'MGF', key: 'set', seq: 1, stamp: { t: T0, n: 4 }, body: typeof body === 'string' ? new TextEncoder().encode(body) : body, ...more,
});
const hub = (on: Partial<Trigger>, afterMinutes = 30): Fault =>
  ({ kind: 'environment', on: { type: 'MGF', nth: 1, ...on }, afterMinutes, installationId: 'I0001', change: 'coverageLost' });
const engine = (...faults: unknown[]): FaultEngine => new FaultEngine(parseFaultPlan({ name: 'mine', faults }));
/** Which of these messages, each in a round of its own, set something off. */
const hits = (fault: Fault, messages: readonly Envelope[]): number[] => {
  const watching = engine(fault);
  return messages.flatMap((message, index) => watching.apply([message]).happenings.map(() => index));
};

describe('a trigger', () => {
  const five = Array.from({ length: 5 }, (_, index) => letter(`file ${index}`, { seq: index + 1 }));

  it.each([1, 2, 5])('hits occurrence %i, once', (nth) => {
    expect(hits(hub({ nth }), five)).toEqual([nth - 1]);
  });

  it('never hits an occurrence that does not come, and is named as one that never struck', () => {
    expect(hits(hub({ nth: 6 }), five)).toEqual([]);
    const watching = engine(hub({ nth: 6 }), hub({ nth: 5 }), { kind: 'resolution', section: '2.5.7', minutes: 1 });
    for (const message of five) watching.apply([message]);
    expect(watching.unstruck()).toEqual([0]);
  });

  it.each([
    ['type', { type: 'MEF' as const }, 2], ['from', { from: 'rp-EA' }, 1], ['to', { to: 'bimi' }, 3], ['key', { key: 'other' }, 4], ['contains', { contains: 'needle' }, 0],
  ])('looks at %s', (_field, on, index) => {
    const messages = [
      letter('hay needle hay'), letter('b', { from: 'rp-EA' }), letter('c', { type: 'MEF' }), letter('d', { to: 'bimi' }), letter('e', { key: 'other' }),
    ];
    expect(hits(hub(on), messages)).toEqual([index]);
  });

  it('counts only what matches', () => {
    const messages = [letter('a', { key: 'x' }), letter('b', { key: 'y' }), letter('c', { key: 'x' })];
    expect(hits(hub({ key: 'x', nth: 2 }), messages)).toEqual([2]);
  });

  it('takes the copies of one file for one occurrence', () => {
    const [first, second] = [new Uint8Array([1]), new Uint8Array([2])];
    const copies = ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(first, { to }));
    const more = ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(second, { to }));
    expect(engine(hub({})).apply([...copies, ...more]).happenings).toHaveLength(1);
    const { messages } = engine({ kind: 'spoil', on: { type: 'MGF' }, how: 'truncated' }).apply([...copies, ...more]);
    expect(messages.map(({ body }) => body.length)).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('counts the copies of a file that is not meant as one too', () => {
    const files = [1, 2, 3].flatMap((nth) => {
      const body = new Uint8Array([nth, nth]);
      return ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(body, { to }));
    });
    const { messages } = engine({ kind: 'spoil', on: { type: 'MGF', nth: 2 }, how: 'truncated' }).apply(files);
    expect(messages.map(({ body }) => body.length)).toEqual([2, 2, 2, 1, 1, 1, 2, 2, 2]);
  });

  it('without faults every message passes as it is', () => {
    expect(engine().apply(five)).toEqual({ messages: five, happenings: [] });
    expect(engine().apply(five).messages[0]?.body).toBe(five[0]?.body);
  });
});

describe('what happens because of a message', () => {
  it('happens so many minutes after it, never before it in the same instant (H3)', () => {
    expect(only(engine(hub({}, 30)).apply([letter('x')]).happenings)).toMatchObject({ t: T0 + 30 * MINUTE, n: 0 });
    expect(only(engine(hub({}, 0)).apply([letter('x')]).happenings)).toMatchObject({ t: T0, n: 4 });
  });

  it('in a world the hub loses its coverage after the message that has it do so', async () => {
    const { messages } = await runOf('2.6.2-timeout-contact-restored');
    const handedOver = firstOf(sent(messages, 'HANDOVER_RESPONSE'));
    const [lost, restored] = sent(messages, 'ENVIRONMENT') as [Envelope, Envelope];
    expect(compareStamps(handedOver.stamp, lost.stamp)).toBeLessThan(0);
    expect(lost.stamp.t).toBe(handedOver.stamp.t);
    expect(restored.stamp.t - firstOf(sent(messages, 'WAN_COMMAND', 's1sp')).stamp.t).toBe(60 * HOUR);
  });

  it('how long people take is a fact of the plan, by section', () => {
    const people = engine({ kind: 'resolution', section: '2.5.7', minutes: 7 });
    expect([people.resolutionMinutes('2.5.7', 180), people.resolutionMinutes('2.5.8', 180)]).toEqual([7, 180]);
  });

  it('a plan about a record or a hub that does not exist stops the world, and says so', async () => {
    const on = { type: 'MCF' as const, nth: 1 };
    const record = await createWorld({ faults: { name: 'x', faults: [{ kind: 'record', on, afterMinutes: 0, party: 'dsp', table: 'smi', key: 'none', set: {} }] } });
    await expect(record.run()).rejects.toThrow('fault plan: dsp keeps no smi "none"');
    const home = await createWorld({ faults: { name: 'x', faults: [{ kind: 'environment', on, afterMinutes: 0, installationId: 'I9999', change: 'coverageLost' }] } });
    await expect(home.run()).rejects.toThrow('fault plan: no hub of "I9999" in this estate');
  });
});

describe('a spoilt file', () => {
  let happy: Run;
  beforeAll(async () => { happy = await runOf(HAPPY); });

  it.each(['MCF', 'MVF', 'MGF', 'MEF', 'SCF', 'COF'] as const)('%s: the signature is wrong and nothing else', async (type) => {
    const { body, stamp } = firstOf(sent(happy.messages, type));
    const spoilt = spoil('signature', body);
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
    const unsigned = (bytes: Uint8Array): string => text(bytes).replace(/(SignatureValue>)[^<]*/, '$1');
    expect(text(spoilt)).not.toBe(text(body));
    expect(unsigned(spoilt)).toBe(unsigned(body));
    expect(spoilt.length).toBe(body.length);
    expect(decodeFile(spoilt)).toEqual(decodeFile(body));
    const { estate, seed } = happy.world.options;
    const identities = identitiesOf(estate, directoryOf(estate), seed, happy.world.startAt);
    for (const at of ['rp-CB', 's1sp-CB', 'mcfvf', 'cp']) identities.signing(at);
    const verdict = (bytes: Uint8Array): string => {
      const document = parseXml(bytes);
      try {
        const result = verifyXml(document, identities.pki.trustStore(), stamp.t);
        return result.ok ? 'good' : result.reason;
      } finally {
        document.dispose();
      }
    };
    expect([verdict(body), verdict(spoilt)]).toEqual(['good', 'signature']);
  });

  it('leaves the sender’s own bytes alone', () => {
    const { body } = firstOf(sent(happy.messages, 'MGF'));
    const before = Buffer.from(body).toString('hex');
    spoil('signature', body);
    spoil('truncated', body);
    expect(Buffer.from(body).toString('hex')).toBe(before);
  });

  it('truncated: half of it, unreadable', () => {
    const { body } = firstOf(sent(happy.messages, 'MGF'));
    const half = spoil('truncated', body);
    expect(Buffer.from(half)).toEqual(Buffer.from(body.slice(0, Math.floor(body.length / 2))));
    expect(() => decodeFile(half)).toThrow();
  });

  it('has to be signed for its signature to be spoilt', () => {
    expect(() => spoil('signature', new TextEncoder().encode('MPAN,MPRN'))).toThrow('nothing signed to spoil');
  });

  it('in a world every receiver of the file has the same spoilt bytes, and the next file is whole', async () => {
    const { messages } = await runOf('2.5.7-X5.9-02-in-time');
    const files = sent(messages, 'MGF', 'rp');
    const bodies = [...new Set(files.map(({ body }) => Buffer.from(body).toString()))];
    expect([files.length, bodies.length]).toEqual([4, 2]);
    expect(planOf('2.5.7-X5.9-02-in-time').faults.filter(({ kind }) => kind === 'spoil')).toHaveLength(1);
    expect(SUBJECT.groupId).toBe('CB');
  });
});
