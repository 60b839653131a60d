/** What plans of faults do in whole worlds: bytes as they travel, and what happens because of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { spoil } from '../../harness/faults/spoil.ts';
import { createWorld } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { verifyXml } from '../../protocol/security/xmlSignature.ts';
import { HOUR, compareStamps } from '../../protocol/time.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf } from '../../harness/world/identities.ts';
import { HAPPY, SUBJECT, firstOf, planOf, runOf, sent, type Run } from '../world/support.ts';

describe('what happens because of a message', () => {
  it('in a world the hub loses its coverage after the message that has it do so', async () => {
    const { messages } = await runOf('2.6.2-timeout-contact-restored');
    const handedOver = firstOf(sent(messages, 'HANDOVER_RESPONSE'));
    const [lost, restored] = sent(messages, 'ENVIRONMENT') as [Envelope, Envelope];
    expect(compareStamps(handedOver.stamp, lost.stamp)).toBeLessThan(0);
    expect(lost.stamp.t).toBe(handedOver.stamp.t);
    expect(restored.stamp.t - firstOf(sent(messages, 'WAN_COMMAND', 's1sp')).stamp.t).toBe(60 * HOUR);
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
