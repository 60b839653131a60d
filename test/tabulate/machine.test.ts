import { assign, createMachine, setup, type AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { judgeMachine } from '../../harness/tabulate/machine.ts';
import { effects, named, type MachineEvent } from '../../machines/kit.ts';
import { CLEAN, moduleOf } from './bad.ts';

const GO = [{ type: 'GO' }];
const findings = (machine: AnyStateMachine, alphabet: readonly MachineEvent[] = GO) =>
  judgeMachine(moduleOf(machine, alphabet)).defects.map(({ kind, where }) => `${kind}: ${where}`);

const rules = setup({
  types: {} as { context: { failed: string }; events: { type: 'GO'; failed?: string } },
  delays: named('wait'),
  actions: { ...effects('tell') },
  guards: { never: () => false },
});

describe('defects of one machine', () => {
  it('none in a clean one, and its undeclared cells are listed by state', () => {
    const { defects, undeclared, transitions } = judgeMachine(CLEAN);
    expect(defects).toEqual([]);
    expect(transitions).toBe(4);
    expect(undeclared).toEqual([{ state: 'idle', event: 'BACK' }, { state: 'idle', event: 'NOISE' }, { state: 'busy', event: 'GO' }]);
  });

  it('dead states, the outermost only, and no transitions inside them', () => {
    expect(findings(setup({}).createMachine({
      id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'b' } }, b: { tags: ['ended'] }, c: { initial: 'd', on: { GO: 'a' }, states: { d: { on: { GO: {} } } } } },
    }))).toEqual(['deadState: rp-made.c']);
  });

  it('states that only an event outside the alphabet reaches', () => {
    expect(findings(setup({}).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a', OTHER: 'b' } }, b: {} } })))
      .toEqual(['deadState: rp-made.b', 'deadTransition: rp-made.a OTHER']);
  });

  it('dead transitions behind an unguarded one and behind a child that takes the event', () => {
    expect(findings(setup({}).createMachine({
      id: 'rp-made', initial: 'a', states: { a: { initial: 'x', on: { GO: 'b' }, states: { x: { on: { GO: [{ target: 'x' }, { target: '#rp-made.b' }] } } } }, b: {} },
    }))).toEqual(['deadState: rp-made.b', 'deadTransition: rp-made.a GO', 'deadTransition: rp-made.a.x GO#1']);
  });

  it('dead branches behind a guard that is never true, and of a timer behind an unguarded branch', () => {
    expect(findings(rules.createMachine({
      id: 'rp-made', context: { failed: '' }, initial: 'a',
      states: { a: { on: { GO: { guard: 'never', actions: 'tell' } }, after: { wait: [{ actions: 'tell' }, { target: 'a' }] } } },
    }))).toEqual(['deadTransition: rp-made.a GO', 'deadTransition: rp-made.a xstate.after.wait.rp-made.a#1']);
  });

  it('L5: states with no way out that are no end, such as the one an after to its own state leaves behind', () => {
    const after = (reenter: boolean) => findings(rules.createMachine({
      id: 'rp-made', context: { failed: '' }, initial: 'a', states: { a: { on: { GO: 'b' } }, b: { after: { wait: { target: 'b', actions: 'tell', reenter } } } },
    })).filter((each) => each.startsWith('stuck'));
    expect(after(false)).toEqual(['stuck: b']);
    expect(after(true)).toEqual([]);
    expect(findings(setup({}).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'b' } }, b: { tags: ['ended'] } } }))).toEqual([]);
  });

  it('K2: a branch for one particular id is dead for made-up ones', () => {
    const machine = setup({
      types: {} as { events: { type: 'GO'; failed: string } }, guards: { isTheOne: ({ event }) => event.failed === 'X5.9-06' },
    }).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: [{ guard: 'isTheOne', target: 'a' }, {}] } } } });
    expect(findings(machine, [{ type: 'GO', failed: 'any' }])).toEqual(['deadTransition: rp-made.a GO#0']);
  });

  it('K2: a machine that looks into ids', () => {
    const machine = setup({
      types: {} as { context: { failed: string }; events: { type: 'GO'; failed: string } }, actions: { note: assign({ failed: ({ event }) => event.failed.slice(0, 2) }) },
    }).createMachine({ id: 'rp-made', context: { failed: '' }, initial: 'a', states: { a: { on: { GO: { actions: 'note' } } } } });
    expect(findings(machine, [{ type: 'GO', failed: 'any' }])).toEqual(['lookedIntoId: rp.made']);
  });

  it('events of the alphabet that nothing declares', () => {
    expect(findings(setup({}).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a' } } } }), [...GO, { type: 'NEVER' }])).toEqual(['deadEvent: NEVER']);
  });

  it('K4: wildcards', () => {
    expect(findings(setup({}).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a', '*': 'a' } } } }))).toContain('wildcard: rp-made.a *');
    expect(findings(setup({}).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a', 'MCF.*': 'a' } } } }))).toContain('wildcard: rp-made.a MCF.*');
  });

  it('K1: invoked actors and actors set up', () => {
    const child = createMachine({});
    expect(findings(createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a' }, invoke: { src: child } } } }))).toContain('invoke: rp-made.a');
    expect(findings(setup({ actors: { child } }).createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'a' } } } }))).toEqual(['invoke: rp-made child']);
  });

  it('eventless transitions', () => {
    expect(findings(createMachine({ id: 'rp-made', initial: 'a', states: { a: { on: { GO: 'b' } }, b: { always: 'a' } } }))).toContain('eventless: rp-made.b');
  });

  it('design 4.7: a guarded after without an unguarded last branch', () => {
    const after = (branches: { guard?: 'never'; actions: 'tell' }[]) => findings(rules.createMachine({
      id: 'rp-made', context: { failed: '' }, initial: 'a', states: { a: { on: { GO: {} }, after: { wait: branches } } },
    }));
    expect(after([{ guard: 'never', actions: 'tell' }])).toContain('guardedAfter: rp-made.a after wait');
    expect(after([{ guard: 'never', actions: 'tell' }, { actions: 'tell' }]).filter((each) => each.startsWith('guardedAfter'))).toEqual([]);
  });

  it('K3: actions and guards written in place', () => {
    const machine = createMachine({ id: 'rp-made', initial: 'a', states: { a: { entry: () => undefined, on: { GO: [{ guard: () => true, actions: assign({}) }, {}] } } } });
    expect(findings(machine).filter((each) => each.startsWith('unnamed'))).toEqual(['unnamed: rp-made.a', 'unnamed: rp-made.a GO#0', 'unnamed: rp-made.a GO#0']);
  });

  it('K1: actions that do anything but emit and assign', () => {
    const machine = setup({ actions: { ...effects('tell'), act: () => undefined } }).createMachine({
      id: 'rp-made', initial: 'a', states: { a: { on: { GO: { actions: ['tell', 'act'] } } } },
    });
    expect(findings(machine)).toEqual(['impureAction: rp-made act']);
  });

  it('actions, guards and delays set up and never used', () => {
    expect(findings(rules.createMachine({ id: 'rp-made', context: { failed: '' }, initial: 'a', states: { a: { on: { GO: 'a' } } } })))
      .toEqual(['unusedImplementation: rp-made tell', 'unusedImplementation: rp-made never', 'unusedImplementation: rp-made wait']);
  });

  it('more local states than exploration can carry', () => {
    const machine = setup({
      types: {} as { context: { ticks: number } }, actions: { count: assign({ ticks: ({ context }) => context.ticks + 1 }) },
    }).createMachine({ id: 'rp-made', context: { ticks: 0 }, initial: 'a', states: { a: { on: { GO: { actions: 'count' } } }, b: {} } });
    expect(findings(machine)).toEqual(['tooManyStates: rp.made']);
  });

  it('an id that is not the name with a hyphen: a dot in it would separate states in targets', () => {
    expect(findings(setup({}).createMachine({ id: 'rp.made', initial: 'a', states: { a: { on: { GO: 'a' } } } }))).toEqual(['misnamed: rp.made']);
  });
});
