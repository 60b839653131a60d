/** Reads a message for the verdict once for all runs of a process: the same bytes are sent in hundreds of them. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { nameOfBytes } from '../../protocol/security/memo.ts';
import { readMessage, type Reader, type Reading } from '../verdict/index.ts';

/** About a kilobyte each. */
const MOST = 50_000;

export const rememberingReader = (read: Reader = readMessage): Reader => {
  const readings = new Map<string, Reading>();
  return (envelope: Envelope): Reading => {
    const { type, key, body } = envelope;
    // The key too: a file name is read of some.
    const name = `${type} ${key} ${nameOfBytes(body)}`;
    const known = readings.get(name);
    if (known !== undefined) return known;
    if (readings.size >= MOST) readings.clear();
    const made = read(envelope);
    readings.set(name, made);
    return made;
  };
};
