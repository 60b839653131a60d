/** The host's invariant H7, on a party that exists nowhere: what it remembers is enough for another to be the same. */
import { describe, expect, it } from 'vitest';
import { PATIENCE, T0, letter, madeUp } from './madeUp.ts';

describe('H7: what a host remembers is told once, or whole', () => {
  it('changes once; whole with them, or whole and the changes later all the same', () => {
    const { host } = madeUp();
    /** Positions apart, which are told each time. */
    const changes = () => [...host.takeChanges()].filter(({ kind }) => kind !== 'position');
    changes();
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    const all = host.all();
    expect(all.length).toBeGreaterThan(0);
    expect(host.all()).toEqual(all);
    expect(changes().length).toBeGreaterThan(0);
    expect(changes()).toEqual([]);
    host.receive(letter('b POKED', { t: T0 + 1, seq: 2 }));
    host.step({ t: T0 + 1, n: 0 });
    const saved = host.save();
    expect(saved.length).toBeGreaterThan(all.length);
    expect(saved).toEqual(host.all());
    expect(changes()).toEqual([]);
  });

  it('whole it makes another host the same, which goes on the same way', () => {
    const [{ host }, { host: other }] = [madeUp(), madeUp()];
    for (const [index, what] of ['a POKED', 'b POKED', 'b CALLED_OFF'].entries()) {
      host.receive(letter(what, { t: T0 + index, seq: index + 1 }));
      host.step({ t: T0 + index, n: 0 });
    }
    other.receive(letter('c POKED'));
    other.step({ t: T0, n: 0 });
    other.forget();
    expect([[...other.states()], other.pending(), [...other.sent()], other.consumed, other.next()]).toEqual([[], [], [], undefined, undefined]);
    expect(other.all().filter(({ kind, value }) => kind !== 'position' && value !== undefined)).toEqual([]);
    other.restore(host.all());
    expect(other.all()).toEqual(host.all());
    expect([[...other.states()], other.pending(), [...other.sent()], other.consumed]).toEqual([[...host.states()], host.pending(), [...host.sent()], host.consumed]);
    const at = { t: T0 + PATIENCE, n: 0 };
    expect(other.step(at)).toEqual(host.step(at));
  });

  it('what was done elsewhere it makes its own, and numbers what was sent there itself', () => {
    const [{ host }, { host: elsewhere }] = [madeUp(), madeUp()];
    host.receive(letter('a POKED'));
    host.step({ t: T0, n: 0 });
    const before = host.all();
    elsewhere.forget();
    elsewhere.restore(before.filter(({ kind }) => kind !== 'sequence'));
    elsewhere.takeChanges();
    elsewhere.receive(letter('b POKED', { t: T0 + 1, seq: 2 }));
    const sent = elsewhere.step({ t: T0 + 1, n: 0 });
    expect(sent.map(({ seq }) => seq)).toEqual([1]);
    const own = host.adopt(elsewhere.takeChanges(), sent);
    expect(own).toEqual(sent.map((each) => ({ ...each, seq: 2 })));
    expect([[...host.states()], host.pending()]).toEqual([[...elsewhere.states()], elsewhere.pending()]);
    expect([...host.sent()]).toEqual([['dco', 2]]);
    elsewhere.receive(letter('b CALLED_OFF', { t: T0 + 2, seq: 3 }));
    elsewhere.step({ t: T0 + 2, n: 0 });
    host.adopt(elsewhere.takeChanges(), []);
    expect([[...host.states()], host.pending()]).toEqual([[...elsewhere.states()], elsewhere.pending()]);
  });
});
