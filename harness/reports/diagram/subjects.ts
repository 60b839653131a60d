/** Which Installations a message is about: its key, the ids and MPxNs its body names, or those that messages of the same key name. */
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import { textOf } from './body.ts';
import type { DiagramInput } from './input.ts';

const TOKEN = /[A-Za-z0-9]+/g;

/** Indices of installations, for each message; ascending. */
export const subjectsOf = (messages: readonly Envelope[], installations: DiagramInput['installations']): readonly (readonly number[])[] => {
  const index = new Map(installations.flatMap(({ id, mpan, mprn }, at) => [id, mpan, mprn].flatMap((name) => (name === undefined ? [] : [[name, at] as const]))));
  const byKey = new Map<string, Set<number>>();
  // Copies share their bytes; reading each once halves the work.
  const read = new Map<Uint8Array, readonly number[]>();
  const inBody = (message: Envelope): readonly number[] => {
    const known = read.get(message.body);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (const [token] of textOf(message).matchAll(TOKEN)) {
      const at = index.get(token);
      if (at !== undefined) found.add(at);
    }
    const subjects = [...found].sort((a, b) => a - b);
    read.set(message.body, subjects);
    return subjects;
  };
  const own = messages.map((message): readonly number[] => {
    const direct = index.get(message.key);
    if (direct !== undefined) return [direct];
    const found = inBody(message);
    const shared = byKey.get(message.key) ?? new Set();
    for (const each of found) shared.add(each);
    byKey.set(message.key, shared);
    return found;
  });
  // A report is about what it names and nothing else; its key is only its number.
  return own.map((found, at) => {
    const message = messages[at] as Envelope;
    return found.length > 0 || message.type === 'MRR' ? found : [...(byKey.get(message.key) ?? [])].sort((a, b) => a - b);
  });
};
