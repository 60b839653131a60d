/** From messages to what the page embeds. Deterministic: the same messages, the same data (law L9). */
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import { compareStamps, londonText } from '../../../protocol/time.ts';
import { embedBodies } from './body.ts';
import { failureOf } from './failure.ts';
import { categoryOf, lanesOf } from './lanes.ts';
import type { DiagramFailure, DiagramNote, PageData, PageMessage } from './model.ts';
import type { DiagramInput } from './input.ts';
import { subjectsOf } from './subjects.ts';

/** Numbers values in the order in which they first come. */
class Index<T> {
  readonly values: T[] = [];
  readonly #at = new Map<T, number>();

  of(value: T): number {
    const known = this.#at.get(value);
    if (known !== undefined) return known;
    this.#at.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

const pad = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** Milliseconds only where there are some; zones of this century and the last are whole minutes from UTC. */
const timeOf = (t: number): readonly [number, string, string] => {
  const minutes = londonText(t);
  const offset = Date.UTC(+minutes.slice(0, 4), +minutes.slice(5, 7) - 1, +minutes.slice(8, 10), +minutes.slice(11, 13), +minutes.slice(14, 16)) - Math.floor(t / 60_000) * 60_000;
  const ms = t % 1000;
  return [t, `${minutes}:${pad(Math.floor(t / 1000) % 60, 2)}${ms === 0 ? '' : `.${pad(ms, 3)}`}`, offset === 0 ? 'GMT' : 'BST'];
};

const refusalId = (t: number, n: number, party: string, from: string, type: string): string => JSON.stringify([t, n, party, from, type]);

/** Refusals by the message refused; two of one sender, type and moment both show what was said of either. */
const refusalsOf = (failures: readonly DiagramFailure[]): ReadonlyMap<string, string> => {
  const reasons = new Map<string, string>();
  for (const { t, n, party, from, type, reason } of failures) {
    const id = refusalId(t, n, party, from, type);
    const before = reasons.get(id);
    reasons.set(id, before === undefined || before === reason ? reason : `${before}; ${reason}`);
  }
  return reasons;
};

interface Placed extends DiagramNote {
  readonly failure: boolean;
}

/** A refusal whose message is not shown becomes a note of its own: nothing that went wrong is left out. */
const orphans = (failures: readonly DiagramFailure[], refused: ReadonlySet<string>): readonly Placed[] =>
  failures.filter(({ t, n, party, from, type }) => !refused.has(refusalId(t, n, party, from, type)))
    .map(({ t, n, party, from, type, reason }) => ({ t, n, party, text: `refused ${type} of ${from}: ${reason}`, failure: true }));

/** @throws RangeError when messages are not in order. */
export const pageData = (input: DiagramInput): PageData => {
  const { messages, notes = [], failures = [], installations, limits } = input;
  const { bodies, indexOf } = embedBodies(messages, limits?.body, limits?.total);
  const subjects = subjectsOf(messages, installations);
  const refusals = refusalsOf(failures);
  const refused = new Set<string>();
  const [times, types, keys, said] = [new Index<number>(), new Index<Envelope['type']>(), new Index<string>(), new Index<string>()];
  const all = [...messages.flatMap(({ from, to }) => [from, to]), ...notes.map(({ party }) => party), ...failures.map(({ party }) => party)];
  const parties = lanesOf(all);
  const lane = new Map(parties.map(({ id }, at) => [id, at]));
  const rows = messages.map((message, at): PageMessage => {
    const { stamp, from, to, type, key, seq } = message;
    const before = messages[at - 1];
    if (before !== undefined && compareStamps(before.stamp, stamp) > 0) throw new RangeError(`messages out of order: ${before.stamp.t}/${before.stamp.n} before ${stamp.t}/${stamp.n}`);
    const id = refusalId(stamp.t, stamp.n, to, from, type);
    const refusal = refusals.get(id);
    if (refusal !== undefined) refused.add(id);
    const failure = refusal === undefined ? failureOf(message) : `refused: ${refusal}`;
    return [
      times.of(stamp.t), stamp.n, lane.get(from) as number, lane.get(to) as number, types.of(type), keys.of(key), seq,
      indexOf[at] as number, failure === undefined ? -1 : said.of(failure), subjects[at] as readonly number[],
    ];
  });
  const placed: readonly Placed[] = [...notes.map((note) => ({ ...note, failure: false })), ...orphans(failures, refused)]
    .map((note, order) => ({ note, order })).sort((a, b) => compareStamps(a.note, b.note) || a.order - b.order).map(({ note }) => note);
  let cursor = 0;
  const pageNotes = placed.map((note) => {
    while (cursor < messages.length && compareStamps((messages[cursor] as Envelope).stamp, note) <= 0) cursor++;
    return { before: cursor, time: times.of(note.t), party: lane.get(note.party) as number, text: note.text, clause: note.clause ?? '', failure: note.failure };
  });
  return {
    title: input.title, seed: input.seed, ruleSet: input.ruleSet, hash: input.hash,
    parties, types: types.values.map((id) => ({ id, category: categoryOf(id) })), keys: keys.values, times: times.values.map(timeOf),
    failures: said.values, installations: installations.map(({ id, groupId }) => ({ id, groupId })), bodies, messages: rows, notes: pageNotes,
  };
};
