/** MEHRS 2.3.1: what the Migration Control Centre tells the supplier whose signature it rejects. */
import { describe, expect, it } from 'vitest';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { firstOf, only, runOf, sent } from '../world/support.ts';

describe('MEHRS 2.3.1: a rejected signature is told by telephone and e-mail, with the file and what is wrong with it', () => {
  it.each([
    ['signature', /^\w+: .*(signature|digest)/i], ['revoked', /revoked/], ['expired', /^expired: /], ['unknown-issuer', /^chain: certificate /], ['wrong-role', /^signed with role /], ['other-supplier', /^signed by \S+, sent by supplier-\w+$/],
  ])('%s', async (what, reason) => {
    const { messages } = await runOf(`2.3.1-${what}-in-time`);
    const rejection = only(sent(messages, 'MA_SIGNATURE_REJECTED', 'mcc'));
    const told = decodeNotice('MA_SIGNATURE_REJECTED', rejection.body);
    const bad = firstOf(sent(messages, 'MA', 'supplier', 'mcc'));
    expect(rejection.to).toBe(bad.from);
    expect(told).toEqual({ maFileName: decodeMaPackage(bad.body).fileName, reason: expect.stringMatching(reason), means: ['telephone', 'email'] });
  });
});
