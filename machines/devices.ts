/** What hangs on the wall: the hub's radio, and each device with its key (design 4.8). */
import { setup } from 'xstate';
import { effects, ignore, type MachineModule } from './kit.ts';

/** The Communications Hub's radio: what reaches the hub reaches the home, and nothing does out of coverage. */
const radio = setup({
  types: {} as { events: { type: 'COVERAGE_LOST' } | { type: 'COVERAGE_RESTORED' } | { type: 'SIM_PROFILE' } | { type: 'COMMAND' } },
  actions: effects('answerSimProfile', 'passOn', 'reportSilence', 'reportHeard'),
}).createMachine({
  id: 'devices-radio',
  initial: 'covered',
  states: {
    covered: {
      on: { SIM_PROFILE: { actions: 'answerSimProfile' }, COMMAND: { actions: 'passOn' }, COVERAGE_LOST: { target: 'outOfCoverage', actions: 'reportSilence' }, COVERAGE_RESTORED: ignore('it has coverage already') },
    },
    outOfCoverage: {
      on: {
        COVERAGE_RESTORED: { target: 'covered', actions: 'reportHeard' },
        COVERAGE_LOST: ignore('it has none already'),
        SIM_PROFILE: ignore('does not reach the hub'),
        COMMAND: ignore('does not reach the hub'),
      },
    },
  },
});

const already = ignore('it has its trouble already, one at a time: only going away comes on top of another');
const troubles = { BUSY: already, WRONG_MODE: already, REFUSING: already, UNHEARD: already };

/** How a device is at present: whether it hears, obeys, and is heard. */
const condition = setup({
  types: {} as {
    events:
      | { type: 'COMMAND' } | { type: 'REPLY' } | { type: 'REFUSAL' }
      | { type: 'BUSY' } | { type: 'REFUSING' } | { type: 'WRONG_MODE' } | { type: 'GONE' } | { type: 'UNHEARD' } | { type: 'BACK' };
  },
  actions: effects('obey', 'weigh', 'reportSilence', 'reportHeard', 'answer', 'refuse', 'answerBusy', 'answerWrongMode'),
}).createMachine({
  id: 'devices-condition',
  initial: 'answering',
  states: {
    answering: {
      on: {
        COMMAND: { actions: 'obey' }, REPLY: { actions: 'answer' }, REFUSAL: { actions: 'refuse' },
        BUSY: 'busy', WRONG_MODE: 'wrongMode', REFUSING: 'refusing', GONE: { target: 'gone', actions: 'reportSilence' }, UNHEARD: 'unheard', BACK: ignore('it is well already'),
      },
    },
    busy: { on: { ...troubles, COMMAND: { actions: 'answerBusy' }, BACK: 'answering', GONE: { target: 'gone', actions: 'reportSilence' } } },
    wrongMode: { on: { ...troubles, COMMAND: { actions: 'answerWrongMode' }, BACK: 'answering', GONE: { target: 'gone', actions: 'reportSilence' } } },
    // A kind of command it does not carry out; others it does.
    refusing: { on: { ...troubles, COMMAND: { actions: 'weigh' }, REPLY: { actions: 'answer' }, REFUSAL: { actions: 'refuse' }, BACK: 'answering', GONE: { target: 'gone', actions: 'reportSilence' } } },
    gone: { on: { ...troubles, COMMAND: ignore('nobody is there to hear it'), GONE: ignore('it is gone already'), BACK: { target: 'answering', actions: 'reportHeard' } } },
    // It obeys and nobody learns of it: a key may have been replaced (MEHRS 3.3.1).
    unheard: {
      on: {
        ...troubles, COMMAND: { actions: 'obey' }, REPLY: ignore('lost on its way'), REFUSAL: ignore('lost on its way'), BACK: 'answering', GONE: { target: 'gone', actions: 'reportSilence' },
      },
    },
  },
});

/** One device behind the hub. Its key changes once a rotation bears both halves' codes: the Point of No Return (Guide step 15). */
const device = setup({
  types: {} as { events: { type: 'OPEN' } | { type: 'NEW_CERTIFICATE' } | { type: 'PROVEN' } | { type: 'NEW_KEY' } | { type: 'UNPROVEN' } },
  actions: effects('reply', 'replyRefusal', 'takeCertificate', 'takeKey'),
}).createMachine({
  id: 'devices-device',
  initial: 'originalKey',
  states: {
    originalKey: {
      on: {
        OPEN: { actions: 'reply' },
        NEW_CERTIFICATE: { actions: ['takeCertificate', 'reply'] },
        PROVEN: { actions: 'reply' },
        UNPROVEN: { actions: 'replyRefusal' },
        NEW_KEY: { target: 'rotatedKey', actions: ['takeKey', 'reply'] },
      },
    },
    rotatedKey: {
      on: {
        OPEN: { actions: 'reply' }, PROVEN: { actions: 'reply' }, UNPROVEN: { actions: 'replyRefusal' }, NEW_KEY: { actions: ['takeKey', 'reply'] },
      },
    },
  },
});

export const DEVICE_MACHINES: readonly MachineModule[] = [
  {
    name: 'devices.radio', role: 'devices', machine: radio, inputs: [undefined],
    alphabet: [{ type: 'COVERAGE_LOST' }, { type: 'COVERAGE_RESTORED' }, { type: 'SIM_PROFILE' }, { type: 'COMMAND' }],
  },
  {
    name: 'devices.condition', role: 'devices', machine: condition, inputs: [undefined],
    alphabet: [
      { type: 'COMMAND' }, { type: 'REPLY' }, { type: 'REFUSAL' }, { type: 'BUSY' }, { type: 'WRONG_MODE' }, { type: 'REFUSING' }, { type: 'GONE' }, { type: 'UNHEARD' }, { type: 'BACK' },
    ],
  },
  {
    name: 'devices.device', role: 'devices', machine: device, inputs: [undefined],
    alphabet: [{ type: 'OPEN' }, { type: 'NEW_CERTIFICATE' }, { type: 'PROVEN' }, { type: 'NEW_KEY' }, { type: 'UNPROVEN' }],
  },
];
