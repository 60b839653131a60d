/** A mutated machine counts as the original only when no events whatever tell them apart. */
import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { isEquivalent } from '../../harness/mutants/equivalence.ts';
import { effects, named, type MachineModule } from '../../machines/kit.ts';
import { ALL_MACHINES } from '../../machines/index.ts';

const made = setup({
  types: {} as { events: { type: 'GO' } | { type: 'BACK' }; context: { failed: string } },
  actions: { ...effects('tell', 'ask'), note: () => undefined },
  delays: named('soon', 'late'),
});
type Config = Parameters<typeof made.createMachine>[0];

const config = {
  id: 'x', context: { failed: '' }, initial: 'idle',
  states: {
    idle: { on: { GO: { target: 'left', actions: 'tell' } } },
    left: { on: { BACK: 'idle' }, after: { soon: 'twin' } },
    // The same as idle, under another name.
    twin: { on: { GO: { target: 'left', actions: 'tell' } } },
  },
} satisfies Config;

const module: MachineModule = { name: 'rp.x', role: 'rp', machine: made.createMachine(config), alphabet: [{ type: 'GO' }, { type: 'BACK' }], inputs: [{}] };
const with_ = (states: object) => made.createMachine({ ...config, states: { ...config.states, ...states } } as Config);

describe('the same machine, minimised', () => {
  it('is one that differs in which of two like states it goes to', () => {
    expect(isEquivalent(module, with_({ left: { on: { BACK: 'twin' }, after: { soon: 'idle' } } }))).toBe(true);
  });

  it.each([
    ['says something else', { idle: { on: { GO: { target: 'left', actions: 'ask' } } } }],
    ['says it twice', { idle: { on: { GO: { target: 'left', actions: ['tell', 'tell'] } } } }],
    ['says it in another order', { left: { on: { BACK: { target: 'idle', actions: ['ask', 'tell'] } }, after: { soon: 'twin' } } }],
    ['goes elsewhere', { left: { on: { BACK: 'left' }, after: { soon: 'twin' } } }],
    ['waits for another time', { left: { on: { BACK: 'idle' }, after: { late: 'twin' } } }],
    ['does not declare an event', { left: { after: { soon: 'twin' } } }],
    ['differs only behind a timer', { twin: { on: { GO: 'left' } } }],
  ])('is not one that %s', (_, states) => {
    expect(isEquivalent(module, with_(states))).toBe(false);
  });

  it('is, for the events that were seen in each state, one that differs only for others', () => {
    const differs = with_({ twin: { on: { GO: 'left' } } });
    const seen = ['idle on GO', 'left on BACK', 'left after soon'].map((line) => `rp.x ${line}`);
    expect(isEquivalent(module, differs, { seen: new Set(seen) })).toBe(true);
    expect(isEquivalent(module, differs, { seen: new Set([...seen, 'rp.x twin on GO']) })).toBe(false);
  });

  it('is, in any order, one that says the same in another', () => {
    const two = { left: { on: { BACK: { target: 'idle', actions: ['ask', 'tell'] } } } };
    const turned = { left: { on: { BACK: { target: 'idle', actions: ['tell', 'ask'] } } } };
    const own: MachineModule = { ...module, machine: with_(two) };
    expect(isEquivalent(own, with_(turned))).toBe(false);
    expect(isEquivalent(own, with_(turned), { inAnyOrder: true })).toBe(true);
  });

  it.each(ALL_MACHINES.map((each) => [each.name, each] as const))('is the machine itself: %s', (_, each) => {
    expect(isEquivalent(each, each.machine)).toBe(true);
  });
});
