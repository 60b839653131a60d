/** Small made-up machines for the tabulator's tests. */
import { setup, type AnyStateMachine } from 'xstate';
import { effects, named, type MachineEvent, type MachineModule } from '../../machines/kit.ts';

/** A module around any machine; its id must be `rp-made`. */
export const moduleOf = (machine: AnyStateMachine, alphabet: readonly MachineEvent[], inputs: readonly unknown[] = [undefined]): MachineModule => ({
  name: 'rp.made', role: 'rp', machine, alphabet, inputs,
});

/** Two states, one timer, one declared ignore, one self-transition: clean. */
export const CLEAN = moduleOf(
  setup({
    types: {} as { events: { type: 'GO' } | { type: 'BACK' } | { type: 'NOISE' } },
    delays: named('wait'),
    actions: effects('went', 'expired'),
  }).createMachine({
    id: 'rp-made',
    initial: 'idle',
    states: {
      idle: { on: { GO: { target: 'busy', actions: 'went' } } },
      busy: { on: { BACK: 'idle', NOISE: {} }, after: { wait: { target: 'idle', actions: 'expired' } } },
    },
  }),
  [{ type: 'GO' }, { type: 'BACK' }, { type: 'NOISE' }],
);
