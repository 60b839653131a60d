/** Machines live: what an event does comes out as data, and an instance is there when first spoken to. */
import { describe, expect, it } from 'vitest';
import { stateText } from '../../actors/runtime/behaviour.ts';
import { Instances } from '../../actors/runtime/instances.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { MADE_UP } from './madeUp.ts';

const PATIENCE = 'xstate.after.patience.s1sp-madeUp.waiting';
const LONG = 'xstate.after.longPatience.s1sp-madeUp.waiting';

describe('Instances', () => {
  it('starts an instance with its first event, and keeps instances of one machine apart', () => {
    const instances = new Instances([MADE_UP]);
    expect([...instances.states()]).toEqual([]);
    instances.feed('s1sp.madeUp', 'a', { type: 'POKED' });
    instances.feed('s1sp.madeUp', 'b/with/slashes', { type: 'IDLED' });
    expect([...instances.states()]).toEqual([
      { machine: 's1sp.madeUp', key: 'a', state: 'waiting', ended: false }, { machine: 's1sp.madeUp', key: 'b/with/slashes', state: 'idle', ended: false },
    ]);
  });

  it('gives effects, armed and cancelled timers in the order they happened, once', () => {
    const instances = new Instances([MADE_UP]);
    expect(instances.feed('s1sp.madeUp', 'a', { type: 'POKED', failed: 'X9' })).toEqual({
      declared: true, from: 'idle', to: 'waiting', failed: 'X9', reactions: [
        { kind: 'effect', effect: 'askViability' }, { kind: 'arm', timer: PATIENCE, delay: 'patience' }, { kind: 'arm', timer: LONG, delay: 'longPatience' },
      ],
    });
    const off = instances.feed('s1sp.madeUp', 'a', { type: 'CALLED_OFF' });
    expect(off.reactions).toEqual([{ kind: 'cancel', timer: PATIENCE }, { kind: 'cancel', timer: LONG }]);
    expect(instances.feed('s1sp.madeUp', 'a', { type: 'IDLED' }).reactions).toEqual([]);
  });

  it('takes the name of a timer for an event: that is how a stored deadline fires', () => {
    const instances = new Instances([MADE_UP]);
    instances.feed('s1sp.madeUp', 'a', { type: 'POKED' });
    expect(instances.feed('s1sp.madeUp', 'a', { type: PATIENCE })).toMatchObject({ declared: true, from: 'waiting', to: 'answered' });
    expect([...instances.states()][0]).toMatchObject({ state: 'answered', ended: true });
    expect(instances.feed('s1sp.madeUp', 'a', { type: PATIENCE })).toMatchObject({ declared: false, to: 'answered', reactions: [] });
  });

  it('refuses a machine that the party does not have', () => {
    expect(() => new Instances([MADE_UP]).feed('s1sp.other', 'a', { type: 'POKED' })).toThrow('no machine "s1sp.other"');
  });

  it('writes nested and parallel states as text', () => {
    expect([stateText('idle'), stateText({ connecting: 'first' }), stateText({ a: 'x', b: { c: 'y' } })]).toEqual(['idle', 'connecting.first', 'a.x|b.c.y']);
  });

  it.each(ALL_MACHINES.map((module) => [module.name, module] as const))('%s: never throws over an event of its alphabet, and drops what it does not declare unchanged', (name, module) => {
    for (const event of module.alphabet) {
      const instances = new Instances([module]);
      const outcome = instances.feed(name, 'a', event);
      if (!outcome.declared) expect([outcome.reactions, outcome.to]).toEqual([[], outcome.from]);
    }
  });
});
