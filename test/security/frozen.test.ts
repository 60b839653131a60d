import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signDetached } from '../../protocol/security/detached.ts';
import { commandMac, wrapHalf } from '../../protocol/security/dualControl.ts';
import { seal } from '../../protocol/security/encrypt.ts';
import { derive, seededRandom } from '../../protocol/security/seed.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import { cp, dcoKeys, SAMPLE } from './fixtures.ts';

const digest = (what: Uint8Array | string): string => createHash('sha256').update(what).digest('hex').slice(0, 16);
const [current, next] = [derive('frozen', 'current', 32), derive('frozen', 'next', 32)];

/** Another process, machine or release must give these very bytes; a change here changes every journal hash. */
describe('L9 same seed, same bytes, in every process', () => {
  it('L9: derivation, stream, certificate, both signatures, sealed share, MAC and wrapped half', () => {
    expect({
      derive: digest(current),
      stream: digest(seededRandom('frozen', 'stream').bytes(2000)),
      certificate: digest(cp.certificate.der),
      xml: digest(signXml(SAMPLE, cp)),
      detached: digest(signDetached(Buffer.from('file'), cp)),
      share: digest(JSON.stringify(seal(current, dcoKeys.certificate, 'frozen', 'share'))),
      mac: digest(commandMac(current, Buffer.from('command'))),
      wrapped: digest(wrapHalf(current, next, 'label')),
    }).toMatchInlineSnapshot(`
      {
        "certificate": "61638e99d219768a",
        "derive": "b1a2921889abb8c4",
        "detached": "aec3371714a9357a",
        "mac": "101a0f4d965b1bd9",
        "share": "17144da936606780",
        "stream": "87870802f5546126",
        "wrapped": "4deb75b7b2e95cc9",
        "xml": "2b4eca44e7f7ab0b",
      }
    `);
  });
});
