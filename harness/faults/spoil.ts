/** What a sender's broken system does to a file it makes. */
import type { SPOILS } from './plan.ts';

const SIGNATURE_VALUE = 'SignatureValue>';

/** One character of the signature value becomes another: everything else of the file stays as it was. */
const signature = (body: Uint8Array): Uint8Array => {
  const text = new TextDecoder().decode(body);
  const at = text.indexOf(SIGNATURE_VALUE) + SIGNATURE_VALUE.length;
  if (at < SIGNATURE_VALUE.length) throw new Error('nothing signed to spoil');
  return new TextEncoder().encode(`${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`);
};

export const spoil = (how: (typeof SPOILS)[number], body: Uint8Array): Uint8Array =>
  (how === 'signature' ? signature(body) : body.slice(0, Math.floor(body.length / 2)));
