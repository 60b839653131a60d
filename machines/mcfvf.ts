/** The Migration Common File Validation Function: a function of the IE S1SP for all cohorts (MEHRS 1.4, 2.4.3-2.4.6). */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { system } from './outages.ts';
import { desk, ticket } from './shared.ts';

const sameMcf = ignore('the same Common File again, for another recipient that had refused it (MEHRS 2.4.3): its Validation File stands');

const commonFile = setup({
  types: {} as { events: { type: 'MCF_ACCEPTED' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } | { type: 'MCF_REFUSED_BY_S1SP' } | { type: 'MCF_REFUSED'; failed: string } },
  delays: named('processing'),
  actions: effects('tryValidation', 'raiseMcfIncident', 'sendMvf'),
}).createMachine({
  id: 'mcfvf-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: {
      on: {
        MCF_ACCEPTED: 'starting',
        MCF_REFUSED: { actions: 'raiseMcfIncident' },
        MCF_REFUSED_BY_S1SP: ignore('for IE the function is the S1SP\'s, whose Incident it is (MEHRS 2.4.3)'),
      },
    },
    // MEHRS 2.4.4.
    starting: { entry: 'tryValidation', on: { SYSTEM_UP: 'validating', SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'starting', MCF_ACCEPTED: ignore('the same Common File again (MEHRS 2.4.3), before it could be looked at') } },
    validating: { on: { MCF_ACCEPTED: sameMcf }, after: { processing: { target: 'validated', actions: 'sendMvf' } } },
    validated: { tags: ['ended'], on: { MCF_ACCEPTED: sameMcf } },
  },
});

export const MCFVF_MACHINES: readonly MachineModule[] = [
  {
    name: 'mcfvf.set', role: 'mcfvf', machine: commonFile, inputs: [undefined],
    alphabet: [{ type: 'MCF_ACCEPTED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'MCF_REFUSED_BY_S1SP' }, { type: 'MCF_REFUSED', failed: 'any' }],
  },
  desk('mcfvf'),
  ticket('mcfvf'),
  system('mcfvf'),
];
