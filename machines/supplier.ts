/** The Active Supplier: authorises (Guide Table 5 step 4, MEHRS 2.3.1) and follows its Installations (steps 21, 23). */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { library } from './shared.ts';

const authorisation = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'MA_SIGNATURE_REJECTED' } },
  delays: named('untilSubmission', 'correction'),
  actions: effects('sendMa'),
}).createMachine({
  id: 'supplier-authorisation',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'drafting' } },
    drafting: { after: { untilSubmission: { target: 'submitted', actions: 'sendMa' } } },
    submitted: { on: { MA_SIGNATURE_REJECTED: 'correcting' } },
    correcting: { after: { correction: { target: 'submitted', actions: 'sendMa' } } },
  },
});

const installation = setup({
  types: {} as {
    events: { type: 'CREDENTIALS_PLACED' } | { type: 'DEVICE_COMMISSIONED' } | { type: 'COF_SUCCESS' } | { type: 'COF_FAILURE'; failed: string };
  },
}).createMachine({
  id: 'supplier-installation',
  initial: 'waiting',
  states: {
    waiting: {
      on: {
        CREDENTIALS_PLACED: ignore('N42, the first sign that things go well (Guide 4.5.6.2)'),
        DEVICE_COMMISSIONED: ignore('N55, one per device (Guide 4.5.6.2)'),
        COF_SUCCESS: 'migrated',
        COF_FAILURE: 'considerReplacement',
      },
    },
    migrated: { tags: ['ended'] },
    considerReplacement: { tags: ['ended'] },
  },
});

export const SUPPLIER_MACHINES: readonly MachineModule[] = [
  {
    name: 'supplier.authorisation', role: 'supplier', machine: authorisation, inputs: [undefined],
    alphabet: [{ type: 'PLAN' }, { type: 'MA_SIGNATURE_REJECTED' }],
  },
  {
    name: 'supplier.installation', role: 'supplier', machine: installation, inputs: [undefined],
    alphabet: [{ type: 'CREDENTIALS_PLACED' }, { type: 'DEVICE_COMMISSIONED' }, { type: 'COF_SUCCESS' }, { type: 'COF_FAILURE', failed: 'any' }],
  },
  library('supplier'),
];
