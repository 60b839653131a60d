/** A world's script on its way to the processes that play it. */
import { decodeValue, encodeValue } from './codec.ts';
import { scriptOf, type Script, type ScriptOptions } from '../world/staging.ts';

/** Below the limit of a request on the control plane, in base64. */
const PIECE_BYTES = 512 * 1024;

/** All of them: a part of the script that stayed behind would make the processes play another world. */
const PARTS: Readonly<Record<keyof Script, true>> = {
  seed: true, estate: true, ruleSet: true, migrationWeek: true, weeks: true, faults: true, authorisations: true, reference: true, revoked: true, sharePointDown: true, resolutionMinutes: true,
};

/** Of a world's options only what makes its script. */
export const encodeScript = (script: Script): string =>
  encodeValue(Object.fromEntries(Object.entries(script).filter(([name, value]) => name in PARTS && value !== undefined)));

/** @throws WorldError, SyntaxError, TypeError for what is no script. */
export const decodeScript = (text: string): Script => scriptOf(decodeValue(text) as ScriptOptions);

export const piecesOf = (bytes: Uint8Array): readonly string[] => {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += PIECE_BYTES) pieces.push(Buffer.from(bytes.subarray(from, from + PIECE_BYTES)).toString('base64'));
  return pieces;
};
