/**
 * Group ID DA before the Migration Common File: the SMSO applies configuration that is pending and tries each meter by real
 * commands, one at a time (MEHRS 2.4.2 b and c; TMAD 16.9). What the steps are stands in the store.
 */
import { assign, setup } from 'xstate';
import { effects, type MachineModule } from './kit.ts';

const precheck = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'PRECHECK_REQUESTED' }
      | { type: 'STEP_COMMAND' }
      | { type: 'STEPS_DONE' }
      | { type: 'STEP_FAILED'; failed: string }
      | { type: 'COMMAND_DONE' };
  },
  actions: {
    ...effects('takeStep', 'sendCheck', 'respondPassed', 'refusePrecheck'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
  },
}).createMachine({
  id: 'smso-precheck',
  context: { failed: '' },
  initial: 'idle',
  states: {
    idle: { on: { PRECHECK_REQUESTED: 'stepping' } },
    stepping: {
      entry: 'takeStep',
      on: {
        STEP_COMMAND: 'commanding',
        STEPS_DONE: { target: 'idle', actions: 'respondPassed' },
        STEP_FAILED: { target: 'idle', actions: ['noteEvent', 'refusePrecheck'] },
      },
    },
    commanding: {
      entry: 'sendCheck',
      on: {
        COMMAND_DONE: 'stepping',
        STEP_FAILED: { target: 'idle', actions: ['noteEvent', 'refusePrecheck'] },
        // A later Migration Week: the answer to the last command never came.
        PRECHECK_REQUESTED: 'stepping',
      },
    },
  },
});

export const SMSO_PRECHECK: MachineModule = {
  name: 'smso.precheck', role: 'smso', machine: precheck, inputs: [undefined],
  alphabet: [{ type: 'PRECHECK_REQUESTED' }, { type: 'STEP_COMMAND' }, { type: 'STEPS_DONE' }, { type: 'STEP_FAILED', failed: 'any' }, { type: 'COMMAND_DONE' }],
};
