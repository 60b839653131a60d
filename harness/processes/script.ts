/** A world's script on its way to the processes that play it. */
import { decodeValue, encodeValue } from './codec.ts';
import { scriptOf, type Script, type ScriptOptions } from '../world/staging.ts';

/** Below the limit of a request on the control plane, in base64. */
const PIECE_BYTES = 512 * 1024;

export const encodeScript = ({ seed, estate, ruleSet, migrationWeek, faults, authorisations, reference, resolutionMinutes }: Script): string => {
  const script: ScriptOptions = {
    seed, estate, migrationWeek, ...(ruleSet === undefined ? {} : { ruleSet }), ...(faults === undefined ? {} : { faults }),
    ...(authorisations === undefined ? {} : { authorisations }), ...(reference === undefined ? {} : { reference }), ...(resolutionMinutes === undefined ? {} : { resolutionMinutes }),
  };
  return encodeValue(script);
};

/** @throws WorldError, SyntaxError, TypeError for what is no script. */
export const decodeScript = (text: string): Script => scriptOf(decodeValue(text) as ScriptOptions);

export const piecesOf = (bytes: Uint8Array): readonly string[] => {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += PIECE_BYTES) pieces.push(Buffer.from(bytes.subarray(from, from + PIECE_BYTES)).toString('base64'));
  return pieces;
};
