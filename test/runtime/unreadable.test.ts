/**
 * H6: bytes that cannot be read change nothing but the record. Real messages of real runs are damaged and delivered to the
 * party they were for, at the moment it waits for them: it must not fall over, and unless it acts on what it could still
 * read (a step on record), its records, machines and deadlines are what they were and the refusal is on record.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressesOf } from '../../harness/world/directory.ts';
import { demonstrationEstate } from '../../harness/world/world.ts';
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MESSAGE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { compareStamps } from '../../protocol/time.ts';
import { HAPPY, planOf, runOf, type Run } from '../world/support.ts';
import { alone, mailboxOf, type Alone } from './alone.ts';

/** Between them every message type travels to everybody it is for. */
const ROWS = [HAPPY, '2.5.7-X5.9-02-in-time', '2.6.2-timeout-contact-lost'] as const;
const RUNS_PER_KIND = 12;

interface Specimen {
  readonly run: Run;
  readonly row: string;
  readonly message: Envelope;
}

/** The first message of each type to each party, wherever it travels. */
const specimens = new Map<string, Specimen>();

const kindsOf = async (): Promise<void> => {
  for (const row of ROWS) {
    const run = await runOf(row);
    for (const message of run.messages) {
      const kind = `${message.type} to ${message.to}`;
      if (!specimens.has(kind)) specimens.set(kind, { run, row, message });
    }
  }
};
await kindsOf();

/** A party that has been given everything up to a message, and not the message. */
const waitingFor = ({ run, row, message }: Specimen): Alone => {
  const party = alone(run.world, message.to, planOf(row));
  for (const group of mailboxOf(run.messages, message.to)) {
    const before = group.filter((each) => compareStamps(each.stamp, message.stamp) < 0);
    if (before.length === 0) break;
    party.deliver(before);
  }
  party.upTo(message.stamp);
  return party;
};

/** One party for as long as what it gets leaves it unchanged. */
class Victim {
  #party: Alone | undefined;
  #photograph = '';
  constructor(private readonly specimen: Specimen) {}

  /** Delivers other bytes, or as another type, and says what came of it. @throws AssertionError */
  suffer(body: Uint8Array, type: MessageType = this.specimen.message.type): 'refused' | 'acted on' {
    if (this.#party === undefined) {
      this.#party = waitingFor(this.specimen);
      this.#photograph = this.#party.photograph();
    }
    const party = this.#party;
    const [steps, refusals, out] = [party.record.steps.length, party.record.refusals.length, party.out.length];
    party.deliver([{ ...this.specimen.message, type, body }]);
    const acted = party.record.steps.length > steps;
    if (acted) this.#party = undefined;
    else {
      expect(party.record.refusals.length).toBe(refusals + 1);
      expect(party.record.refusals.at(-1)).toMatchObject({ party: this.specimen.message.to, from: this.specimen.message.from, type });
      expect(party.out.length).toBe(out);
      expect(party.photograph()).toBe(this.#photograph);
    }
    return acted ? 'acted on' : 'refused';
  }
}

type Damage = (body: Uint8Array) => Uint8Array;

/** An even choice of place: fast-check's own doubles crowd around zero. */
const place = fc.integer({ min: 0, max: 1_000_000_007 });
const within = (body: Uint8Array, where: number): number => where % Math.max(1, body.length);
const latin = (body: Uint8Array): string => Buffer.from(body).toString('latin1');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** One letter or digit becomes another of its kind: still well-formed, about something or somebody else. */
const another = (letter: string, by: number): string => {
  const kind = ['0123456789', 'ABCDEF', 'abcdefghijklmnopqrstuvwxyz', 'GHIJKLMNOPQRSTUVWXYZ'].find((each) => each.includes(letter));
  return kind === undefined ? letter : (kind[(kind.indexOf(letter) + 1 + (by % (kind.length - 1))) % kind.length] as string);
};

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, by]): Damage => (body) => body.map((byte, index) => (index === within(body, where) ? byte ^ by : byte))),
  place.map((where): Damage => (body) => body.slice(0, within(body, where))),
  fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(([where, length]): Damage => (body) => new Uint8Array([...body.slice(0, within(body, where)), ...body.slice(within(body, where) + length)])),
  fc.tuple(place, fc.nat(1000)).map(([where, by]): Damage => (body) => {
    const text = latin(body);
    const letters = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
    const chosen = letters[where % Math.max(1, letters.length)] ?? 0;
    return bytes(text.slice(0, chosen) + another(text[chosen] ?? '', by) + text.slice(chosen + 1));
  }),
);

describe('H6: a damaged message is refused on record, or acted on', () => {
  for (const [kind, specimen] of specimens) {
    it(kind, () => {
      const victim = new Victim(specimen);
      fc.assert(fc.property(damage, (spoil) => void victim.suffer(spoil(specimen.message.body))), { numRuns: RUNS_PER_KIND, seed: 7 });
    });
  }
});

/** Ids of Installations, devices, sets, Incidents and commands. */
const IDS = /I0001|(?:[0-9A-F]{2}-){7}[0-9A-F]{2}|CB-20201109-CP-\d+|INC-[A-Za-z0-9-]+|s[a-zA-Z0-9]+-CB-\d+|SIM-\d+/g;
const unknown = (id: string): string => `${id.slice(0, -1)}${id.endsWith('9') ? '8' : '9'}`;

describe('H6: a message about something that the party has never heard of', () => {
  for (const [kind, specimen] of specimens) {
    const text = latin(specimen.message.body);
    const ids = [...new Set(text.match(IDS))].slice(0, 8);
    if (ids.length === 0) continue;
    it(`${kind}: ${ids.length} ids`, () => {
      const victim = new Victim(specimen);
      for (const id of ids) victim.suffer(bytes(text.replaceAll(id, unknown(id))));
    });
  }
});

describe('H6: bytes that nobody could read', () => {
  const parties = addressesOf(demonstrationEstate());
  let victims: ReadonlyMap<string, Victim>;
  beforeAll(async () => {
    const run = await runOf(HAPPY);
    const last = run.messages.at(-1) as Envelope;
    victims = new Map(parties.map((to) => [to, new Victim({ run, row: HAPPY, message: { ...last, from: 'csp-CB', to, stamp: { t: last.stamp.t, n: last.stamp.n + 1 } } })]));
  });

  for (const to of parties) {
    it(`random bytes as any type of message to ${to}`, () => {
      const victim = victims.get(to) as Victim;
      fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...MESSAGE_TYPES), (body, type) => {
        // Files that fail X5.9-01 are acted on: an Incident is raised about them (MEHRS 2.4.3). A copy is kept as received.
        victim.suffer(body, type);
      }), { numRuns: 40, seed: 7 });
    });
  }

  it('every message type meets a party that does not expect it, and is refused', async () => {
    const run = await runOf(HAPPY);
    for (const to of parties) {
      const expected = new Set(Object.keys((await import('../../actors/index.ts')).PARTIES[roleOf(to)].classify));
      for (const type of MESSAGE_TYPES.filter((each) => !expected.has(each))) {
        expect(victims.get(to)?.suffer(run.messages[0]!.body, type), `${type} to ${to}`).toBe('refused');
      }
    }
  });
});
