/** What a plan hits: the nth message that matches, all copies of one file as one, and nothing else. */
import { describe, expect, it } from 'vitest';
import { FaultEngine, candidatesOf, enact } from '../../harness/faults/engine.ts';
import { parseFaultPlan, type Fault, type FaultPlanError, type Trigger } from '../../harness/faults/plan.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MINUTE } from '../../protocol/time.ts';

const T0 = Date.parse('2020-11-09T00:00:00Z');
const letter = (body: Uint8Array | string, more: Partial<Envelope> = {}): Envelope => ({
  run: 'run', from: 'rp-CB', to: 's1sp-CB', type: 'MGF', key: 'set', seq: 1, stamp: { t: T0, n: 4 }, body: typeof body === 'string' ? new TextEncoder().encode(body) : body, ...more,
});
const hub = (on: Partial<Trigger>, afterMinutes = 30): Fault =>
  ({ kind: 'environment', on: { type: 'MGF', nth: 1, ...on }, afterMinutes, installationId: 'I0001', change: 'coverageLost' });
const engine = (...faults: unknown[]): FaultEngine => new FaultEngine(parseFaultPlan({ name: 'mine', faults }));
/** Which of these messages, each in a round of its own, set something off. */
const hits = (fault: Fault, messages: readonly Envelope[]): number[] => {
  const watching = engine(fault);
  return messages.flatMap((message, index) => watching.apply([message]).happenings.map(() => index));
};

describe('a trigger', () => {
  const five = Array.from({ length: 5 }, (_, index) => letter(`file ${index}`, { seq: index + 1 }));

  it.each([1, 2, 5])('hits occurrence %i, once', (nth) => {
    expect(hits(hub({ nth }), five)).toEqual([nth - 1]);
  });

  it('never hits an occurrence that does not come, and is named as one that never struck', () => {
    expect(hits(hub({ nth: 6 }), five)).toEqual([]);
    const watching = engine(hub({ nth: 6 }), hub({ nth: 5 }), { kind: 'resolution', section: '2.5.7', minutes: 1 });
    for (const message of five) watching.apply([message]);
    expect(watching.unstruck()).toEqual([0]);
  });

  it.each([
    ['type', { type: 'MEF' as const }, 2], ['from', { from: 'rp-EA' }, 1], ['to', { to: 'bimi' }, 3], ['key', { key: 'other' }, 4], ['contains', { contains: 'needle' }, 5],
  ])('looks at %s', (_field, on, index) => {
    const messages = [
      letter('a'), letter('b', { from: 'rp-EA' }), letter('c', { type: 'MEF' }), letter('d', { to: 'bimi' }), letter('e', { key: 'other' }), letter('hay needle hay'),
    ];
    expect(hits(hub(on), messages)).toEqual([index]);
  });

  it('counts only what matches', () => {
    const messages = [letter('a', { key: 'x' }), letter('b', { key: 'y' }), letter('c', { key: 'x' })];
    expect(hits(hub({ key: 'x', nth: 2 }), messages)).toEqual([2]);
  });

  it('takes the copies of one file for one occurrence', () => {
    const [first, second] = [new Uint8Array([1]), new Uint8Array([2])];
    const copies = ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(first, { to }));
    const more = ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(second, { to }));
    expect(engine(hub({})).apply([...copies, ...more]).happenings).toHaveLength(1);
    const { messages } = engine({ kind: 'spoil', on: { type: 'MGF' }, how: 'truncated' }).apply([...copies, ...more]);
    expect(messages.map(({ body }) => body.length)).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('counts the copies of a file that is not meant as one too', () => {
    const files = [1, 2, 3].flatMap((nth) => {
      const body = new Uint8Array([nth, nth]);
      return ['s1sp-CB', 'dco', 'bimi'].map((to) => letter(body, { to }));
    });
    const { messages } = engine({ kind: 'spoil', on: { type: 'MGF', nth: 2 }, how: 'truncated' }).apply(files);
    expect(messages.map(({ body }) => body.length)).toEqual([2, 2, 2, 1, 1, 1, 2, 2, 2]);
  });

  it('without faults every message passes as it is', () => {
    expect(engine().apply(five)).toEqual({ messages: five, happenings: [] });
    expect(engine().apply(five).messages[0]?.body).toBe(five[0]?.body);
  });
});

describe('copies of one file', () => {
  const plan = parseFaultPlan({ name: 'mine', faults: [hub({}), { kind: 'resolution', section: '2.5.7', minutes: 7 }, { kind: 'spoil', on: { type: 'MGF' }, how: 'truncated' }] });
  it('are the same bytes of one sender and kind: a candidate names the first of them', () => {
    const sent = [letter('y'), letter('x', { type: 'MEF' }), letter('x', { from: 'rp-EA' }), letter('x', { to: 'dco' }), letter('x', { to: 'bimi' })];
    const on = { t: T0, n: 4, from: 'rp-CB' };
    expect(candidatesOf(plan, sent)).toEqual([
      { ...on, fault: 0, message: 0, copyOf: 0 }, { ...on, fault: 2, message: 0, copyOf: 0 },
      { ...on, from: 'rp-EA', fault: 0, message: 2, copyOf: 2 }, { ...on, from: 'rp-EA', fault: 2, message: 2, copyOf: 2 },
      { ...on, fault: 0, message: 3, copyOf: 3 }, { ...on, fault: 2, message: 3, copyOf: 3 },
      { ...on, fault: 0, message: 4, copyOf: 3 }, { ...on, fault: 2, message: 4, copyOf: 3 },
    ]);
    expect(candidatesOf(plan, [letter('x', { type: 'MEF' })])).toEqual([]);
  });
  it('of another sender are a second occurrence, of the same one none', () => {
    const watching = engine(hub({ nth: 2 }));
    const round = [letter('x'), letter('x', { to: 'dco' })];
    expect(watching.apply(round).happenings).toEqual([]);
    expect(watching.apply(round.map((each) => ({ ...each, from: 'rp-EA' }))).happenings).toHaveLength(1);
  });
});

describe('carrying out what was decided', () => {
  const spoils = (how: string) => parseFaultPlan({ name: 'mine', faults: [hub({}), { kind: 'spoil', on: { type: 'MGF' }, how }] });
  const sent = [letter('ab'), letter('cd')];
  it('nothing decided is nothing done', () => expect(enact(spoils('truncated'), sent, [])).toBe(sent));
  it('changes the messages decided on and leaves the others and what was sent', () => {
    expect(enact(spoils('truncated'), sent, [{ fault: 1, from: 'rp-CB', message: 1 }])).toEqual([sent[0], { ...sent[1], body: new TextEncoder().encode('c') }]);
    expect(sent.map(({ body }) => body.length)).toEqual([2, 2]);
  });
  it('what is no spoil, or about no message, is an error of the caller', () => {
    expect(() => enact(spoils('truncated'), sent, [{ fault: 0, from: 'rp-CB', message: 1 }])).toThrow(new Error('no spoiling of message 1 of 2 by fault 0'));
    expect(() => enact(spoils('truncated'), sent, [{ fault: 1, from: 'rp-CB', message: 2 }])).toThrow(new Error('no spoiling of message 2 of 2 by fault 1'));
  });
  it('a message that cannot be spoilt so is told with its place in the plan', () => {
    const complaint = (how: string, ...signers: Parameters<typeof enact>[3][]): unknown => {
      try {
        return enact(spoils(how), sent, [{ fault: 1, from: 'rp-CB', message: 0 }], ...signers);
      } catch (error) {
        return { message: (error as FaultPlanError).message, problems: (error as FaultPlanError).problems };
      }
    };
    expect(complaint('signature')).toEqual({ message: 'fault plan: MGF: nothing signed to spoil', problems: [{ path: 'faults[1]', expected: 'MGF: nothing signed to spoil' }] });
    const request = [letter('<Request>x</Request>')];
    const plan = spoils('revoked');
    const decided = [{ fault: 1, from: 'rp-CB', message: 0 }] as const;
    expect(() => enact(plan, request, decided)).toThrow('fault plan: MGF: rp-CB has nothing to sign with');
    expect(() => enact(plan, request, decided, (at, as) => { throw new Error(`${at} as ${as}`); })).toThrow('fault plan: MGF: rp-CB as revoked');
  });
});

describe('what has been counted', () => {
  it('is handed on to who takes over', () => {
    const faults = [hub({ nth: 2 }), hub({ nth: 1 }), hub({ nth: 3 })];
    const first = engine(...faults);
    first.apply([letter('a')]);
    expect([first.done(), first.unstruck(), first.save()]).toEqual([[1], [0, 2], [{ seen: 1, done: false }, { seen: 1, done: true }, { seen: 1, done: false }]]);
    const second = engine(...faults);
    second.restore(first.save());
    expect(second.save()).toEqual(first.save());
    expect(second.apply([letter('b')]).happenings).toHaveLength(1);
    expect([second.done(), first.done()]).toEqual([[0, 1], [1]]);
    expect(second.apply([letter('c')]).happenings).toHaveLength(1);
    expect([second.done(), second.unstruck(), second.apply([letter('d')]).happenings]).toEqual([[0, 1, 2], [], []]);
    expect(second.save().map(({ seen }) => seen)).toEqual([2, 1, 3]);
  });
});

describe('what happens because of a message', () => {
  it('happens so many minutes after it, never before it in the same instant (H3)', () => {
    expect(engine(hub({}, 30)).apply([letter('x')]).happenings).toMatchObject([{ t: T0 + 30 * MINUTE, n: 0 }]);
    expect(engine(hub({}, 0)).apply([letter('x')]).happenings).toMatchObject([{ t: T0, n: 4 }]);
  });

  it('how long people take is a fact of the plan, by section', () => {
    const people = engine({ kind: 'resolution', section: '2.5.7', minutes: 7 });
    expect([people.resolutionMinutes('2.5.7', 180), people.resolutionMinutes('2.5.8', 180)]).toEqual([7, 180]);
  });
});
