/** The Dual Control Organisation: its own file set, its own viable list, its half of every device key (Guide steps 7-16; MEHRS 2.6.4, 2.6.6). */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { system } from './outages.ts';
import { desk, ticket } from './shared.ts';

const afterwards = ignore('the set was thrown away or is already whole');

/** The DCO Required File Set of one Migration Header (TMAD 5.18; MEHRS 2.4.3, 2.4.5, 2.5.8). */
const fileSet = setup({
  types: {} as {
    events:
      | { type: 'MCF_ACCEPTED' }
      | { type: 'MCF_REFUSED'; failed: string }
      | { type: 'MVF_ACCEPTED' }
      | { type: 'MVF_REFUSED'; failed: string }
      | { type: 'MEF_ACCEPTED' }
      | { type: 'MEF_REFUSED'; failed: string };
  },
  delays: named('requiredFileSet'),
  actions: effects('raiseMcfIncident', 'raiseMvfIncident', 'raiseMefIncident', 'releaseSet'),
}).createMachine({
  id: 'dco-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: { on: { MCF_ACCEPTED: 'awaitingMvf', MCF_REFUSED: { actions: 'raiseMcfIncident' }, MVF_REFUSED: { actions: 'raiseMvfIncident' } } },
    awaitingMvf: { on: { MVF_ACCEPTED: 'awaitingMef', MVF_REFUSED: { actions: 'raiseMvfIncident' } } },
    awaitingMef: {
      on: { MEF_ACCEPTED: { target: 'complete', actions: 'releaseSet' }, MEF_REFUSED: { actions: 'raiseMefIncident' } },
      after: { requiredFileSet: 'outOfTime' },
    },
    complete: { tags: ['ended'] },
    outOfTime: { tags: ['ended'], on: { MEF_ACCEPTED: afterwards } },
  },
});

/** One Installation's half keys: held under a timer, used on request, thrown away on rollback. */
const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'HELD_VIABLE' }
      | { type: 'HELD_NOT_VIABLE'; failed: string }
      | { type: 'VIABILITY_ASKED' }
      | { type: 'SYSTEM_UP' }
      | { type: 'SYSTEM_DOWN' }
      | { type: 'BACKLOG_DUE' }
      | { type: 'KEY_ASKED' }
      | { type: 'COMMAND_FORBIDDEN'; failed: string }
      | { type: 'DISCARD_ASKED' };
  },
  delays: named('dcoTimer'),
  actions: {
    ...effects('tryProcessing', 'answerViable', 'answerNotViable', 'discardFile', 'authoriseKey', 'refuseKey', 'answerGone', 'confirmDiscard'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    noteDiscarded: assign({ failed: 'dcoDiscarded' }),
  },
}).createMachine({
  id: 'dco-installation',
  context: { failed: '' },
  initial: 'empty',
  states: {
    empty: {
      on: {
        HELD_VIABLE: 'held',
        HELD_NOT_VIABLE: { target: 'notViable', actions: 'noteEvent' },
        DISCARD_ASKED: { actions: 'confirmDiscard' },
      },
    },
    held: {
      initial: 'waiting',
      on: {
        KEY_ASKED: 'authorising',
        COMMAND_FORBIDDEN: { target: 'inUse', actions: 'refuseKey' },
        DISCARD_ASKED: { target: 'discarded', actions: ['discardFile', 'confirmDiscard'] },
      },
      after: { dcoTimer: { target: 'discarded', actions: ['noteDiscarded', 'discardFile'] } },
      states: {
        // To be asked whether it is viable is not to be asked for its details: the timer goes on (MEHRS 2.6.4), whether or not the system is up (2.6.1).
        waiting: { on: { VIABILITY_ASKED: 'starting' } },
        starting: { entry: 'tryProcessing', on: { SYSTEM_UP: { target: 'waiting', actions: 'answerViable' }, SYSTEM_DOWN: 'heldUp' } },
        heldUp: { on: { BACKLOG_DUE: 'starting' } },
      },
    },
    notViable: {
      on: {
        VIABILITY_ASKED: { actions: 'answerNotViable' },
        DISCARD_ASKED: { target: 'discarded', actions: ['discardFile', 'confirmDiscard'] },
      },
    },
    inUse: {
      on: {
        KEY_ASKED: 'authorising',
        COMMAND_FORBIDDEN: { actions: 'refuseKey' },
        DISCARD_ASKED: { target: 'discarded', actions: ['discardFile', 'confirmDiscard'] },
      },
    },
    // MEHRS 2.6.1; the S1SP has asked for the details, so the timer is over.
    authorising: { entry: 'tryProcessing', on: { SYSTEM_UP: { target: 'inUse', actions: 'authoriseKey' }, SYSTEM_DOWN: 'keyHeldUp' } },
    keyHeldUp: { on: { BACKLOG_DUE: 'authorising' } },
    discarded: {
      on: {
        VIABILITY_ASKED: { actions: 'answerNotViable' },
        DISCARD_ASKED: { actions: 'confirmDiscard' },
        KEY_ASKED: { actions: 'answerGone' },
        // The file was discarded while the system was down (MEHRS 2.6.1, 2.6.4).
        BACKLOG_DUE: { actions: 'answerNotViable' },
      },
    },
  },
});

export const DCO_MACHINES: readonly MachineModule[] = [
  {
    name: 'dco.set', role: 'dco', machine: fileSet, inputs: [undefined],
    alphabet: [
      { type: 'MCF_ACCEPTED' }, { type: 'MCF_REFUSED', failed: 'any' }, { type: 'MVF_ACCEPTED' }, { type: 'MVF_REFUSED', failed: 'any' },
      { type: 'MEF_ACCEPTED' }, { type: 'MEF_REFUSED', failed: 'any' },
    ],
  },
  {
    name: 'dco.installation', role: 'dco', machine: installation, inputs: [undefined],
    alphabet: [
      { type: 'HELD_VIABLE' }, { type: 'HELD_NOT_VIABLE', failed: 'any' }, { type: 'VIABILITY_ASKED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'KEY_ASKED' },
      { type: 'COMMAND_FORBIDDEN', failed: 'any' }, { type: 'DISCARD_ASKED' },
    ],
  },
  ticket('dco'),
  desk('dco'),
  system('dco'),
];
