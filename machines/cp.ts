/** The Commissioning Party (MEHRS 2.7; Guide Table 5 steps 20-23). */
import { assign, setup } from 'xstate';
import { effects, ignore, type MachineModule } from './kit.ts';
import { system } from './outages.ts';
import { batch, desk, ticket } from './shared.ts';

/** The files of one Migration Header: whole-file checks, and that a Common File with the same header is held (MEHRS 2.7.2, 2.7.3). */
const fileSet = setup({
  types: {} as {
    events:
      | { type: 'MCF_ACCEPTED' }
      | { type: 'MCF_REFUSED'; failed: string }
      | { type: 'SCF_ACCEPTED' }
      | { type: 'SCF_REFUSED'; failed: string }
      | { type: 'SCF_INSTALLATION_UNKNOWN'; failed: string };
  },
  actions: effects('release', 'raiseScfIncident', 'raiseInstallationIncident'),
}).createMachine({
  id: 'cp-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: {
      on: {
        MCF_ACCEPTED: 'held',
        MCF_REFUSED: ignore('the MEHRS gives the Commissioning Party no check of the MCF; its SCF will find none held (2.7.2)'),
        SCF_REFUSED: { actions: 'raiseScfIncident' },
      },
    },
    held: {
      on: {
        MCF_ACCEPTED: ignore('the same Common File again, for another recipient that had refused it (MEHRS 2.4.3)'),
        SCF_ACCEPTED: { actions: 'release' },
        SCF_REFUSED: { actions: 'raiseScfIncident' },
        SCF_INSTALLATION_UNKNOWN: { actions: 'raiseInstallationIncident' },
      },
    },
  },
});

/** The sequence of Commissioning Requests for one Installation, one at a time (TMAD Table 6.3; MEHRS 2.7.5, 2.7.7). */
const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'RELEASED' }
      | { type: 'SYSTEM_UP' }
      | { type: 'SYSTEM_DOWN' }
      | { type: 'BACKLOG_DUE' }
      | { type: 'NOT_RELEASED' }
      | { type: 'ANSWERED' }
      | { type: 'LAST_ANSWERED' }
      | { type: 'REFUSED_BY_DSP'; failed: string }
      | { type: 'REFUSED_BY_S1SP'; failed: string }
      | { type: 'REMEDY_DUE' };
  },
  actions: {
    ...effects('tryCommissioning', 'sendRequest', 'raiseDspIncident', 'raiseS1spIncident', 'reportSuccess', 'reportFailure'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    forgetFailure: assign({ failed: '' }),
  },
}).createMachine({
  id: 'cp-installation',
  context: { failed: '' },
  initial: 'waiting',
  states: {
    waiting: { on: { RELEASED: 'starting', NOT_RELEASED: ignore('the S1SP reports it failed; a later set may succeed') } },
    // MEHRS 2.7.1.
    starting: { entry: 'tryCommissioning', on: { SYSTEM_UP: 'requesting', SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'starting' } },
    requesting: {
      entry: 'sendRequest',
      on: {
        ANSWERED: { target: 'requesting', reenter: true },
        LAST_ANSWERED: { target: 'commissioned', actions: 'reportSuccess' },
        REFUSED_BY_DSP: { target: 'incidentOpen', actions: ['noteEvent', 'raiseDspIncident'] },
        REFUSED_BY_S1SP: { target: 'incidentOpen', actions: ['noteEvent', 'raiseS1spIncident'] },
      },
    },
    incidentOpen: { on: { REMEDY_DUE: 'retrying' } },
    retrying: {
      entry: 'sendRequest',
      on: {
        ANSWERED: { target: 'requesting', actions: 'forgetFailure' },
        LAST_ANSWERED: { target: 'commissioned', actions: ['forgetFailure', 'reportSuccess'] },
        // The same request: what failed is noted.
        REFUSED_BY_DSP: { target: 'failed', actions: 'reportFailure' },
        REFUSED_BY_S1SP: { target: 'failed', actions: 'reportFailure' },
      },
    },
    commissioned: { tags: ['ended'] },
    failed: { tags: ['ended'] },
  },
});

export const CP_MACHINES: readonly MachineModule[] = [
  {
    name: 'cp.set', role: 'cp', machine: fileSet, inputs: [undefined],
    alphabet: [
      { type: 'MCF_ACCEPTED' }, { type: 'MCF_REFUSED', failed: 'any' }, { type: 'SCF_ACCEPTED' }, { type: 'SCF_REFUSED', failed: 'any' },
      { type: 'SCF_INSTALLATION_UNKNOWN', failed: 'any' },
    ],
  },
  {
    name: 'cp.installation', role: 'cp', machine: installation, inputs: [undefined],
    alphabet: [
      { type: 'RELEASED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'NOT_RELEASED' }, { type: 'ANSWERED' }, { type: 'LAST_ANSWERED' }, { type: 'REFUSED_BY_DSP', failed: 'any' },
      { type: 'REFUSED_BY_S1SP', failed: 'any' }, { type: 'REMEDY_DUE' },
    ],
  },
  batch('cp', 'cof'),
  desk('cp'),
  ticket('cp'),
  system('cp'),
];
