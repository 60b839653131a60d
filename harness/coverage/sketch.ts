/** A run as a sequence diagram: lanes from left to right as a migration goes, one arrow a message. */
import { MINUTE } from '../../protocol/time.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { lanesOf } from '../reports/diagram/lanes.ts';
import type { Sketch } from './model.ts';

const placeIn = (list: string[], value: string): number => {
  const at = list.indexOf(value);
  return at >= 0 ? at : list.push(value) - 1;
};

/** @param messages in canonical order: stamp, receiver, sender. */
export const sketchOf = (messages: readonly Envelope[]): Sketch => {
  const parties = lanesOf(messages.flatMap(({ from, to }) => [from, to])).map(({ id }) => id);
  const types: string[] = [];
  const first = messages[0]?.stamp.t ?? 0;
  return { parties, messages: messages.map(({ stamp, from, to, type }) => [Math.round((stamp.t - first) / MINUTE), parties.indexOf(from), parties.indexOf(to), placeIn(types, type)]), types };
};
