/** L7 and Guide 4.5.6: a party that is asked for what nobody may ask for does not do it. Each is given its mailbox of a real run, one message changed. */
import { describe, expect, it } from 'vitest';
import { openPayload, writePayload, type DevicePayload } from '../../actors/shared/deviceCommand.ts';
import { decodeNotice, encodeNotice, type Notice } from '../../protocol/messages/notices.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { HAPPY, runOf } from '../world/support.ts';
import { alone, mailboxOf } from './alone.ts';

type Change = (message: Envelope) => Envelope;

/** What a party says, and what it refuses to read, when the first message of a type to it is another. */
const given = async (at: string, type: MessageType, change: Change) => {
  const { world, messages } = await runOf(HAPPY);
  const party = alone(world, at);
  let isFirst = true;
  for (const group of mailboxOf(messages, at)) {
    party.deliver(group.map((message) => {
      if (message.type !== type || !isFirst) return message;
      isFirst = false;
      return change(message);
    }));
  }
  if (isFirst) throw new Error(`${at} gets no ${type}`);
  party.finish();
  return { said: party.out, refused: party.record.refusals.map(({ reason }) => reason) };
};

describe('L7: the DCO lets through no command but the one it is asked about', () => {
  const asked = (change: (request: Notice<'KEY_REQUEST'>, payload: DevicePayload) => Notice<'KEY_REQUEST'>): Change => (message) => {
    const request = decodeNotice('KEY_REQUEST', message.body);
    return { ...message, body: encodeNotice<'KEY_REQUEST'>(change(request, openPayload(Buffer.from(request.payload, 'base64')))) };
  };
  const withPayload = (change: (payload: DevicePayload) => DevicePayload): Change =>
    asked((request, payload) => ({ ...request, payload: Buffer.from(writePayload(change(payload))).toString('base64') }));
  const answers = async (change: Change): Promise<readonly string[]> =>
    (await given('dco', 'KEY_REQUEST', change)).said.filter(({ type }) => type === 'KEY_RESPONSE').map(({ body }) => decodeNotice('KEY_RESPONSE', body)).map(({ result, mac, wrappedHalf }) => [result, ...(mac === undefined || mac === '' ? [] : ['mac']), ...(wrappedHalf === undefined || wrappedHalf === '' ? [] : ['half'])].join(' '));

  it('as it is, all are authorised', async () => {
    const [first, ...rest] = await answers((message) => message);
    expect(first).toMatch(/^authorised mac/);
    expect(rest.length).toBeGreaterThan(0);
  });
  it.each([
    ['of another kind', withPayload((payload) => ({ ...payload, kind: payload.kind === 'test' ? 'rotateKey' : 'test' }))],
    ['of another number', withPayload((payload) => ({ ...payload, commandId: `${payload.commandId}0` }))],
    ['that bears a half of its own already', withPayload((payload) => ({ ...payload, wrappedDco: 'AAAA' }))],
    ['for a device it has no half of', asked((request) => ({ ...request, deviceId: '02-5E-A5-09-00-00-00-09' }))],
    ['that cannot be read', asked((request) => ({ ...request, payload: Buffer.from('no command').toString('base64') }))],
    ['that is not of its form', asked((request) => ({ ...request, payload: Buffer.from('{"kind":"test"}').toString('base64') }))],
  ] as const)('one %s is refused, and bears no code', async (_what, change) => {
    const [first] = await answers(change);
    expect(first).toBe('refused');
  });
});

describe('MEHRS 2.7.6, 2.7.7; Guide 4.5.6: the S1SP obeys no Commissioning Request that is not countersigned', () => {
  const text = (change: (xml: string) => string): Change => (message) => ({ ...message, body: new TextEncoder().encode(change(new TextDecoder().decode(message.body))) });
  const outcome = async (change: Change): Promise<readonly string[]> => (await given('s1sp-CB', 'COUNTERSIGNED_REQUEST', change)).refused;
  it('as they are, none is refused', async () => expect(await outcome((message) => message)).toEqual([]));
  it('one whose countersignature is another', async () => {
    const values = /<(?:\w+:)?SignatureValue>[^<]{8}/g;
    const [refused] = await outcome(text((xml) => {
      const last = [...xml.matchAll(values)].at(-1);
      return last === undefined ? xml : `${xml.slice(0, last.index)}${last[0].slice(0, -8)}AAAAAAAA${xml.slice(last.index + last[0].length)}`;
    }));
    expect(refused).toMatch(/not countersigned by the DSP/);
  });
});
