/** What hangs on the wall: the hub's radio, and each device with its key (design 4.8). */
import { setup } from 'xstate';
import { effects, ignore, type MachineModule } from './kit.ts';

/** The Communications Hub's radio: what reaches the hub reaches the home, and nothing does out of coverage. */
const radio = setup({
  types: {} as { events: { type: 'COVERAGE_LOST' } | { type: 'COVERAGE_RESTORED' } | { type: 'SIM_PROFILE' } | { type: 'COMMAND' } },
  actions: effects('answerSimProfile', 'passOn'),
}).createMachine({
  id: 'devices-radio',
  initial: 'covered',
  states: {
    covered: {
      on: { SIM_PROFILE: { actions: 'answerSimProfile' }, COMMAND: { actions: 'passOn' }, COVERAGE_LOST: 'outOfCoverage' },
    },
    outOfCoverage: {
      on: {
        COVERAGE_RESTORED: 'covered',
        SIM_PROFILE: ignore('does not reach the hub'),
        COMMAND: ignore('does not reach the hub'),
      },
    },
  },
});

/** One device behind the hub. Its key changes once a rotation bears both halves' codes: the Point of No Return (Guide step 15). */
const device = setup({
  types: {} as { events: { type: 'OPEN' } | { type: 'NEW_CERTIFICATE' } | { type: 'PROVEN' } | { type: 'NEW_KEY' } | { type: 'UNPROVEN' } },
  actions: effects('answer', 'takeCertificate', 'takeKey', 'refuse'),
}).createMachine({
  id: 'devices-device',
  initial: 'originalKey',
  states: {
    originalKey: {
      on: {
        OPEN: { actions: 'answer' },
        NEW_CERTIFICATE: { actions: ['takeCertificate', 'answer'] },
        PROVEN: { actions: 'answer' },
        UNPROVEN: { actions: 'refuse' },
        NEW_KEY: { target: 'rotatedKey', actions: ['takeKey', 'answer'] },
      },
    },
    rotatedKey: { on: { OPEN: { actions: 'answer' }, PROVEN: { actions: 'answer' }, UNPROVEN: { actions: 'refuse' } } },
  },
});

export const DEVICE_MACHINES: readonly MachineModule[] = [
  {
    name: 'devices.radio', role: 'devices', machine: radio, inputs: [undefined],
    alphabet: [{ type: 'COVERAGE_LOST' }, { type: 'COVERAGE_RESTORED' }, { type: 'SIM_PROFILE' }, { type: 'COMMAND' }],
  },
  {
    name: 'devices.device', role: 'devices', machine: device, inputs: [undefined],
    alphabet: [{ type: 'OPEN' }, { type: 'NEW_CERTIFICATE' }, { type: 'PROVEN' }, { type: 'NEW_KEY' }, { type: 'UNPROVEN' }],
  },
];
