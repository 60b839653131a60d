/** The Active Supplier: authorises (Guide Table 5 step 4, MEHRS 2.3.1) and follows its Installations (steps 21, 23). */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { SUPPLIER_PLANNING_MACHINES } from './planning.ts';
import { system } from './outages.ts';
import { library, ticket } from './shared.ts';

const authorisation = setup({
  types: {} as { events: { type: 'PLAN' } | { type: 'MA_SIGNATURE_REJECTED' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
  delays: named('untilSubmission', 'correction'),
  actions: effects('trySubmission', 'sendMa'),
}).createMachine({
  id: 'supplier-authorisation',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'drafting' } },
    drafting: { after: { untilSubmission: 'submitting' } },
    // MEHRS 2.1.1.
    submitting: { entry: 'trySubmission', on: { SYSTEM_UP: { target: 'submitted', actions: 'sendMa' }, SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'submitting' } },
    submitted: { on: { MA_SIGNATURE_REJECTED: 'correcting' } },
    correcting: { after: { correction: 'submitting' } },
  },
});

/** A supplier that commissions itself gets MCF and SCF in the Commissioning Party's place (Guide Table 6 steps 8, 18). */
const fileSet = setup({
  types: {} as {
    events:
      | { type: 'MCF_ACCEPTED' }
      | { type: 'MCF_REFUSED'; failed: string }
      | { type: 'SCF_ACCEPTED' }
      | { type: 'SCF_REFUSED'; failed: string };
  },
  actions: effects('release'),
}).createMachine({
  id: 'supplier-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: { on: { MCF_ACCEPTED: 'held', MCF_REFUSED: ignore('no document obliges the supplier to act on it (Guide 4.5.6.3)'), SCF_REFUSED: ignore('no MCF with this header') } },
    held: { on: { MCF_ACCEPTED: ignore('the same Common File again, for another recipient that had refused it (MEHRS 2.4.3)'), SCF_ACCEPTED: { actions: 'release' }, SCF_REFUSED: ignore('no document obliges the supplier to act on it (Guide 4.5.6.3)') } },
  },
});

/** Its own requests, one at a time; what fails is between the supplier and the Error Handling Strategy (MEHRS 1.3). */
const commissioning = setup({
  types: {} as {
    events:
      | { type: 'RELEASED' }
      | { type: 'NOT_RELEASED' }
      | { type: 'ANSWERED' }
      | { type: 'LAST_ANSWERED' }
      | { type: 'REFUSED_BY_DSP'; failed: string };
  },
  actions: effects('sendRequest'),
}).createMachine({
  id: 'supplier-commissioning',
  initial: 'waiting',
  states: {
    waiting: { on: { RELEASED: 'requesting', NOT_RELEASED: ignore('the S1SP reports it failed; a later set may succeed') } },
    requesting: {
      entry: 'sendRequest',
      on: {
        ANSWERED: { target: 'requesting', reenter: true },
        LAST_ANSWERED: 'commissioned',
        // The S1SP refuses none of a supplier's own (MEHRS 2.7.7).
        REFUSED_BY_DSP: 'failed',
      },
    },
    commissioned: { tags: ['ended'] },
    failed: { tags: ['ended'] },
  },
});

const sayAgain = ignore('the same Outcome File made again, for the Requesting Party');

const installation = setup({
  types: {} as {
    events: { type: 'CREDENTIALS_PLACED' } | { type: 'DEVICE_COMMISSIONED' } | { type: 'COF_SUCCESS' } | { type: 'COF_FAILURE'; failed: string } | { type: 'NO_REATTEMPT' } | { type: 'DEVICE_FAULTY' };
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
        NO_REATTEMPT: 'considerReplacement',
        DEVICE_FAULTY: 'lookIntoDevice',
      },
    },
    migrated: { tags: ['ended'], on: { COF_SUCCESS: sayAgain } },
    considerReplacement: { tags: ['ended'], on: { COF_FAILURE: sayAgain } },
    // Three in a row: the SMSO takes the device for faulty (consultation of April 2022).
    lookIntoDevice: { tags: ['ended'] },
  },
});

export const SUPPLIER_MACHINES: readonly MachineModule[] = [
  {
    name: 'supplier.authorisation', role: 'supplier', machine: authorisation, inputs: [undefined],
    alphabet: [{ type: 'PLAN' }, { type: 'MA_SIGNATURE_REJECTED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }],
  },
  {
    name: 'supplier.installation', role: 'supplier', machine: installation, inputs: [undefined],
    alphabet: [{ type: 'CREDENTIALS_PLACED' }, { type: 'DEVICE_COMMISSIONED' }, { type: 'COF_SUCCESS' }, { type: 'COF_FAILURE', failed: 'any' }, { type: 'NO_REATTEMPT' }, { type: 'DEVICE_FAULTY' }],
  },
  {
    name: 'supplier.set', role: 'supplier', machine: fileSet, inputs: [undefined],
    alphabet: [{ type: 'MCF_ACCEPTED' }, { type: 'MCF_REFUSED', failed: 'any' }, { type: 'SCF_ACCEPTED' }, { type: 'SCF_REFUSED', failed: 'any' }],
  },
  {
    name: 'supplier.commissioning', role: 'supplier', machine: commissioning, inputs: [undefined],
    alphabet: [
      { type: 'RELEASED' }, { type: 'NOT_RELEASED' }, { type: 'ANSWERED' }, { type: 'LAST_ANSWERED' }, { type: 'REFUSED_BY_DSP', failed: 'any' },
    ],
  },
  ...SUPPLIER_PLANNING_MACHINES,
  library('supplier'),
  ticket('supplier'),
  system('supplier', { besides: 'emailMcc' }),
];
