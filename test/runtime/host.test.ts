/** The host's invariants H1 to H6, on a party that exists nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareStamps } from '../../protocol/time.ts';
import { PATIENCE, T0, facilities, letter, madeUp, party, said } from './madeUp.ts';

const K2_IDS = fc.string({ minLength: 1, maxLength: 20 }).filter((id) => !/\s/.test(id));
const TIMER = 'xstate.after.patience.s1sp-madeUp.waiting';
const LONG = 'xstate.after.longPatience.s1sp-madeUp.waiting';

describe('H1: a party reacts only to its mailbox and its own deadlines', () => {
  it('has nothing to do until a message comes, and nothing after it unless a deadline is armed', () => {
    const { host } = madeUp();
    expect(host.boot({ t: T0, n: 0 })).toEqual([]);
    expect(host.next()).toBeUndefined();
    host.receive(letter('a POKED'));
    expect(host.next()).toEqual({ t: T0, n: 0 });
    host.step({ t: T0, n: 0 });
    expect(host.next()).toEqual({ t: T0 + PATIENCE, n: 0 });
    host.receive(letter('a CALLED_OFF', { t: T0 + 5 }));
    host.step({ t: T0 + 5, n: 0 });
    expect(host.next()).toBeUndefined();
  });

  it('leaves what is not due yet where it is', () => {
    const { host, steps } = madeUp();
    host.receive(letter('a POKED', { t: T0 + 9 }));
    expect(host.step({ t: T0 + 8, n: 99 })).toEqual([]);
    expect(steps).toEqual([]);
    expect(host.next()).toEqual({ t: T0 + 9, n: 0 });
  });

  it('may begin its life with events of its own', () => {
    const { host } = madeUp(party({ boot: () => [{ machine: 's1sp.madeUp', key: 'a', event: { type: 'POKED', failed: 'x' } }] }));
    expect(host.boot({ t: T0, n: 0 }).map(said)).toEqual(['dco VIABILITY_REQUEST "asked x" 0.1']);
  });
});

describe('H2: the order within one stamp', () => {
  it('messages by sender and sequence number, whatever the order they arrived in', () => {
    const letters = ['a', 'b', 'c'].flatMap((from) => [1, 2, 3].map((seq) => letter(`${from}${seq} POKED`, { from, seq })));
    fc.assert(fc.property(fc.shuffledSubarray(letters, { minLength: 1 }), (arrived) => {
      const { host, steps } = madeUp();
      for (const each of arrived) host.receive(each);
      host.step({ t: T0, n: 0 });
      expect(steps.map(({ key }) => key)).toEqual(arrived.map(({ from, seq }) => `${from}${seq}`).sort());
    }), { seed: 7 });
  });

  it('a message before a timer of the same stamp: what is called off in time never fires', () => {
    const { host, steps } = madeUp();
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    host.receive(letter('a CALLED_OFF', { t: T0 + PATIENCE }));
    expect(host.step({ t: T0 + PATIENCE, n: 0 })).toEqual([]);
    expect(steps.map(({ event }) => event)).toEqual(['POKED', 'CALLED_OFF']);
  });

  it('a message of an earlier stamp before one of a later, in one step', () => {
    const { host, steps } = madeUp();
    host.receive(letter('late POKED', { t: T0 + 1, from: 'a' }));
    host.receive(letter('early POKED', { t: T0, n: 7, from: 'z' }));
    host.step({ t: T0 + 1, n: 0 });
    expect(steps.map(({ key }) => key)).toEqual(['early', 'late']);
  });

  it('timers of one stamp in the order they were armed', () => {
    const { host, steps } = madeUp();
    for (const [index, key] of ['c', 'a', 'b'].entries()) host.receive(letter(`${key} POKED`, { seq: index + 1 }));
    host.step({ t: T0, n: 0 });
    host.step({ t: T0 + PATIENCE, n: 0 });
    expect(steps.slice(3).map(({ key, event }) => `${key} ${event}`)).toEqual(['c', 'a', 'b'].map((key) => `${key} ${TIMER}`));
  });

  it('a timer armed anew goes to the end of the queue, and fires once', () => {
    const { host, steps } = madeUp();
    for (const [index, what] of ['a POKED', 'b POKED', 'a POKED again'].entries()) host.receive(letter(what, { seq: index + 1 }));
    host.step({ t: T0, n: 0 });
    host.step({ t: T0 + PATIENCE, n: 0 });
    expect(steps.slice(3).map(({ key }) => key)).toEqual(['b', 'a']);
    expect(host.pending()).toEqual([]);
  });
});

describe('H3: an effect never precedes its cause', () => {
  it('what is sent at (t, n) is readable at (t, n + 1)', () => {
    fc.assert(fc.property(fc.nat(1000), fc.nat(50), (t, n) => {
      const { host } = madeUp();
      host.receive(letter('a POKED id', { t: T0 + t, n }));
      const [sent] = host.step({ t: T0 + t, n });
      expect(sent?.stamp).toEqual({ t: T0 + t, n: n + 1 });
    }), { seed: 7 });
  });

  it('a delay of nothing is due one micro-step later, not in the same step', () => {
    const { host, steps } = madeUp();
    host.receive(letter('a NOTED', { n: 3 }));
    host.step({ t: T0, n: 3 });
    expect(steps.map(({ key, to }) => `${key} ${to}`)).toEqual(['a noting', 'a-friend waiting']);
    expect(host.next()).toEqual({ t: T0, n: 4 });
    host.step({ t: T0, n: 4 });
    expect(steps.at(-1)).toMatchObject({ key: 'a', from: 'noting', to: 'answered', t: T0, n: 4 });
  });

  it('numbers what it sends per receiver, without a gap', () => {
    const { host } = madeUp();
    const sent = ['a', 'b'].flatMap((key, index) => {
      host.receive(letter(`${key} POKED`, { t: T0 + index, seq: index + 1 }));
      return host.step({ t: T0 + index, n: 0 });
    });
    expect(sent.map(({ to, seq, from, run }) => [to, seq, from, run])).toEqual([['dco', 1, 's1sp-CB', 'run'], ['dco', 2, 's1sp-CB', 'run']]);
  });
});

describe('H4: deadlines are data', () => {
  it('absolute stamps beside the name of the timer, that survive JSON', () => {
    const { host } = madeUp();
    host.receive(letter('a POKED', { t: T0 + 7 }));
    host.step({ t: T0 + 7, n: 0 });
    const pending = [...host.pending()].sort((a, b) => a.at - b.at);
    expect(JSON.parse(JSON.stringify(pending))).toEqual(pending);
    expect(pending).toEqual([
      { machine: 's1sp.madeUp', key: 'a', timer: TIMER, at: T0 + 7 + PATIENCE }, { machine: 's1sp.madeUp', key: 'a', timer: LONG, at: T0 + 7 + 2 * PATIENCE },
    ]);
  });

  it('leaving a state disarms its timers; entering it again counts from the new moment', () => {
    const { host } = madeUp();
    for (const [index, what] of ['POKED', 'CALLED_OFF', 'POKED'].entries()) {
      host.receive(letter(`a ${what}`, { t: T0 + index * 10, seq: index + 1 }));
      host.step({ t: T0 + index * 10, n: 0 });
    }
    expect(host.next()).toEqual({ t: T0 + 20 + PATIENCE, n: 0 });
    expect(host.pending().map(({ at }) => at - T0).sort((a, b) => a - b)).toEqual([20 + PATIENCE, 20 + 2 * PATIENCE]);
  });

  it('says when, as a plain stamp, whatever it is that is due', () => {
    const { host, steps } = madeUp();
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    const due = host.next();
    expect(due).toEqual({ t: T0 + PATIENCE, n: 0 });
    host.step(due ?? { t: 0, n: 0 });
    expect(Object.keys(steps.at(-1) ?? {}).sort()).toEqual(['declared', 'effects', 'event', 'from', 'key', 'machine', 'n', 'party', 't', 'to']);
  });

  it('a delay the party cannot resolve is a defect, said aloud', () => {
    const { host } = madeUp(party({ delays: {} }));
    host.receive(letter('a POKED'));
    expect(() => host.step({ t: T0, n: 0 })).toThrow('s1sp has no delay "patience" of s1sp.madeUp');
  });
});

describe('H5: an effect becomes messages to exactly the receivers of its route', () => {
  it('the DCO alone for a request about keys; Requesting Party, whoever commissions, and reporting for a Commissioning File', () => {
    const { host } = madeUp(party({ delays: { patience: () => 5 * PATIENCE, longPatience: () => PATIENCE } }));
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    const sent = host.step({ t: T0 + PATIENCE, n: 0 });
    expect(sent.map(said)).toEqual(['rp-CB', 'supplier-SUPA', 'cp', 'bimi'].map((to) => `${to} SCF "flushed" ${PATIENCE}.1`));
    // Copies of one file are the same bytes.
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });

  it('an effect without a route, without a rendering or without a receiver is a defect, said aloud', () => {
    const poked = (of: ReturnType<typeof party>, given = facilities()) => () => {
      const { host } = madeUp(of, given);
      host.receive(letter('a POKED'));
      host.step({ t: T0, n: 0 });
      host.step({ t: T0 + PATIENCE, n: 0 });
      host.step({ t: T0 + 2 * PATIENCE, n: 0 });
    };
    const soon = { patience: () => 3 * PATIENCE, longPatience: () => PATIENCE };
    const send = [{ key: 'k', body: new Uint8Array() }];
    expect(poked(party({ render: {} }))).toThrow('s1sp has no rendering for effect "askViability" of s1sp.madeUp');
    expect(poked(party({ render: { askViability: () => ({}), flush: () => ({ send }) }, delays: soon }))).toThrow('receiver "commissioner" was not named');
    const { cohort: _none, ...homeless } = facilities();
    expect(poked(party({ render: { askViability: () => ({}), flush: () => ({ send }) }, delays: soon }), homeless)).toThrow('which cohort');
    expect(poked(party({ role: 'networkOperator' }))).toThrow('no route for networkOperator.askViability');
  });
});

describe('H6: bytes that cannot be read change nothing but the record', () => {
  it.each(['REFUSE', 'NOTICE'])('%s: a line on record; store, machines and deadlines as they were', (how) => {
    const { host, steps, refusals } = madeUp();
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    const before = JSON.stringify([[...host.states()], host.pending(), [...host.store.entries('heard')]]);
    host.receive(letter(`a ${how}`, { t: T0 + 1, seq: 2, from: 'rp-EA' }));
    expect(host.step({ t: T0 + 1, n: 0 })).toEqual([]);
    expect(JSON.stringify([[...host.states()], host.pending(), [...host.store.entries('heard')]])).toBe(before);
    expect(steps).toHaveLength(1);
    expect(refusals).toEqual([{ t: T0 + 1, n: 0, party: 's1sp-CB', from: 'rp-EA', type: 'MCF', reason: expect.stringContaining('made up') }]);
  });

  it('a message of a type the party does not expect is refused', () => {
    const { host, refusals } = madeUp();
    host.receive({ ...letter('a POKED'), type: 'COF' });
    host.step({ t: T0, n: 0 });
    expect(refusals.map(({ reason }) => reason)).toEqual(['s1sp expects no COF']);
    expect([...host.states()]).toEqual([]);
  });

  it('what comes after it is read as ever', () => {
    const { host, steps } = madeUp();
    host.receive(letter('a REFUSE', { seq: 1 }));
    host.receive(letter('a POKED', { seq: 2 }));
    host.step({ t: T0, n: 0 });
    expect(steps).toHaveLength(1);
  });

  it('a defect of the emulator is not taken for unreadable bytes', () => {
    const { host } = madeUp();
    host.receive(letter('a DEFECT'));
    expect(() => host.step({ t: T0, n: 0 })).toThrow('a defect of the emulator');
  });
});

describe('K2, K4: what the record says of events', () => {
  it('an id that was made up passes through a machine untouched', () => {
    fc.assert(fc.property(K2_IDS, (id) => {
      const { host, steps } = madeUp();
      host.receive(letter(`a POKED ${id}`));
      const sent = host.step({ t: T0, n: 0 });
      expect(sent.map(said)).toEqual([`dco VIABILITY_REQUEST "asked ${id}" 0.1`]);
      expect(steps[0]).toMatchObject({ event: 'POKED', failed: id, from: 'idle', to: 'waiting', effects: ['askViability'], declared: true });
      expect(host.step({ t: T0 + PATIENCE, n: 0 }).map(said)).toEqual([`dco KEY_REQUEST "answered ${id} ${T0 + PATIENCE}" ${PATIENCE}.1`]);
    }), { seed: 7 });
  });

  it('tells an event that is ignored with a reason from one that nobody thought of', () => {
    const { host, steps } = madeUp();
    for (const [index, what] of ['IDLED', 'CALLED_OFF', 'NEVER_HEARD_OF'].entries()) host.receive(letter(`a ${what}`, { seq: index + 1 }));
    host.step({ t: T0, n: 0 });
    expect(steps.map(({ event, declared, from, to }) => `${event} ${declared} ${from} ${to}`)).toEqual(['IDLED true idle idle', 'CALLED_OFF false idle idle', 'NEVER_HEARD_OF false idle idle']);
  });

  it('steps come in the order of their stamps', () => {
    const { host, steps } = madeUp();
    for (const [index, key] of ['a', 'b', 'c'].entries()) host.receive(letter(`${key} POKED`, { t: T0 + index * PATIENCE, seq: index + 1 }));
    for (let at = host.next(); at !== undefined; at = host.next()) host.step(at);
    expect(steps).toHaveLength(6);
    expect([...steps].sort(compareStamps)).toEqual(steps);
  });
});
