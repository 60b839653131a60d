/**
 * The Communications Service Provider and one hub's line: whose SIM profile it is decides who may command (law L6).
 * An APN is changed over the air (MEHRS 3.2); any other
 * change, and every change back to the SMSO, is in the CSP's own records (ruling A-33).
 */
import { setup } from 'xstate';
import { effects, named, type MachineModule } from './kit.ts';
import { CSP_SYSTEM } from './outside.ts';
import { watch } from './shared.ts';

const line = setup({
  types: {} as {
    events:
      | { type: 'SMSO_COMMAND' }
      | { type: 'DCC_COMMAND' }
      | { type: 'DCC_COMMAND_TO_HOLD' }
      | { type: 'SIM_BARRED' }
      | { type: 'SIM_TO_DCC' }
      | { type: 'SIM_TO_DCC_OVER_THE_AIR' }
      | { type: 'SIM_TO_SMSO' }
      | { type: 'SIM_SERVICE_DOWN' }
      | { type: 'ANSWER' };
  },
  delays: named('cspAnswer', 'redelivery', 'hold'),
  actions: effects('deliverCommand', 'applySim', 'reportAnswer', 'reportUnreachable', 'refuseCommand', 'confirmSim', 'failSim', 'announceSim'),
}).createMachine({
  id: 'csp-line',
  initial: 'smso',
  states: {
    smso: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            SMSO_COMMAND: { target: 'delivering', actions: 'deliverCommand' },
            DCC_COMMAND: { actions: 'refuseCommand' },
            DCC_COMMAND_TO_HOLD: { actions: 'refuseCommand' },
            SIM_BARRED: { actions: 'failSim' },
            SIM_TO_DCC: { target: '#csp-line.dcc', actions: ['confirmSim', 'announceSim'] },
            SIM_TO_DCC_OVER_THE_AIR: { target: 'provisioning', actions: 'applySim' },
          },
        },
        delivering: {
          on: { ANSWER: { target: 'idle', actions: 'reportAnswer' } },
          after: { cspAnswer: { target: 'idle', actions: 'reportUnreachable' } },
        },
        provisioning: {
          on: { ANSWER: { target: '#csp-line.dcc', actions: ['confirmSim', 'announceSim'] } },
          after: { cspAnswer: { target: 'idle', actions: 'failSim' } },
        },
      },
    },
    dcc: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            DCC_COMMAND: { target: 'delivering', actions: 'deliverCommand' },
            DCC_COMMAND_TO_HOLD: 'holding',
            SMSO_COMMAND: { actions: 'refuseCommand' },
            SIM_TO_SMSO: { target: '#csp-line.smso', actions: 'confirmSim' },
            SIM_SERVICE_DOWN: { actions: 'failSim' },
          },
        },
        delivering: {
          on: {
            ANSWER: { target: 'idle', actions: 'reportAnswer' },
            SIM_TO_SMSO: { target: '#csp-line.smso', actions: 'confirmSim' },
            SIM_SERVICE_DOWN: { actions: 'failSim' },
          },
          after: { cspAnswer: { target: 'idle', actions: 'reportUnreachable' } },
        },
        // A command with a time expiry stays with the CSP and is delivered when the hub can be reached (MEHRS 3.3.1); who sent it does nothing else meanwhile.
        holding: {
          initial: 'trying',
          on: { ANSWER: { target: 'idle', actions: 'reportAnswer' } },
          after: { hold: { target: 'idle', actions: 'reportUnreachable' } },
          states: { trying: { entry: 'deliverCommand', after: { redelivery: { target: 'trying', reenter: true } } } },
        },
      },
    },
  },
});

export const CSP_MACHINES: readonly MachineModule[] = [
  watch('csp'),
  CSP_SYSTEM,
  {
    name: 'csp.line', role: 'csp', machine: line, inputs: [undefined],
    alphabet: [{ type: 'SMSO_COMMAND' }, { type: 'DCC_COMMAND' }, { type: 'DCC_COMMAND_TO_HOLD' }, { type: 'SIM_BARRED' }, { type: 'SIM_TO_DCC' }, { type: 'SIM_TO_DCC_OVER_THE_AIR' }, { type: 'SIM_TO_SMSO' }, { type: 'SIM_SERVICE_DOWN' }, { type: 'ANSWER' }],
  },
];
