/**
 * What a message says, apart from what exploration does not tell apart (`company.ts`, `localStore.ts`): when it was written, the numbers of
 * files, commands and answers, and what is computed over those: digests, signatures, ciphertext, codes.
 */
import { createHash } from 'node:crypto';

const APART: readonly (readonly [RegExp, string])[] = [
  // Whatever is computed: nothing that a person wrote is as long without a break.
  [/[A-Za-z0-9+/]{40,}={0,2}/g, 'computed'],
  [/<((?:\w+:)?(?:Counter|IV|CurrentDateTime))>[^<]*</g, '<$1><'],
  [/(<(?:\w+:)?ResponseID>[^<]*:)\d+</g, '$1<'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, 'T'],
  [/\b1\d{12}\b/g, 'T'],
  [/"commandId":"[^"]*"/g, '"commandId"'],
];

const known = new WeakMap<Uint8Array, string>();

/** Equal for messages that exploration takes for one. */
export const alike = (body: Uint8Array): string => {
  let name = known.get(body);
  if (name === undefined) {
    const text = APART.reduce((left, [what, by]) => left.replace(what, by), Buffer.from(body).toString('latin1'));
    known.set(body, (name = createHash('sha256').update(text).digest('base64')));
  }
  return name;
};
