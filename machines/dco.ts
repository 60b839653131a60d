/** The Dual Control Organisation: its own file set, its own viable list, its half of every device key (Guide steps 7-16; MEHRS 2.6.4, 2.6.6). */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { system } from './outages.ts';
import { desk, ticket } from './shared.ts';
import { vault } from './vault.ts';

const afterwards = ignore('the set was thrown away or is already whole');
const keptForLater = ignore('kept until the file that was refused has come anew');
const sameMcf = ignore('the same Common File again, for another recipient that had refused it (MEHRS 2.4.3)');

/** The DCO Required File Set of one Migration Header (TMAD 5.18; MEHRS 2.4.3, 2.4.5, 2.5.8). */
const fileSet = setup({
  types: {} as {
    events:
      | { type: 'MCF_ACCEPTED' }
      | { type: 'MCF_REFUSED'; failed: string }
      | { type: 'MVF_ACCEPTED' }
      | { type: 'MVF_REFUSED'; failed: string }
      | { type: 'MEF_ACCEPTED' }
      | { type: 'MEF_REFUSED'; failed: string }
      | { type: 'FILE_KEPT' };
  },
  delays: named('requiredFileSet'),
  actions: effects('raiseMcfIncident', 'raiseMvfIncident', 'raiseMefIncident', 'releaseSet'),
}).createMachine({
  id: 'dco-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: {
      on: { MCF_ACCEPTED: 'awaitingMvf', MCF_REFUSED: { actions: 'raiseMcfIncident' }, MVF_REFUSED: { actions: 'raiseMvfIncident' }, FILE_KEPT: keptForLater },
    },
    awaitingMvf: { on: { MVF_ACCEPTED: 'awaitingMef', MVF_REFUSED: { actions: 'raiseMvfIncident' }, FILE_KEPT: keptForLater, MCF_ACCEPTED: sameMcf } },
    awaitingMef: {
      on: { MEF_ACCEPTED: { target: 'complete', actions: 'releaseSet' }, MEF_REFUSED: { actions: 'raiseMefIncident' }, MCF_ACCEPTED: sameMcf },
      after: { requiredFileSet: 'outOfTime' },
    },
    complete: { tags: ['ended'], on: { MEF_ACCEPTED: afterwards, MEF_REFUSED: afterwards, MCF_ACCEPTED: sameMcf } },
    outOfTime: { tags: ['ended'], on: { MEF_ACCEPTED: afterwards, MEF_REFUSED: afterwards, MCF_ACCEPTED: sameMcf } },
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
      | { type: 'SUPERSEDED' }
      | { type: 'KEY_ASKED' }
      | { type: 'COMMAND_FORBIDDEN'; failed: string }
      | { type: 'DISCARD_ASKED' };
  },
  delays: named('dcoTimer', 'requiredFileSet'),
  actions: {
    ...effects('tryProcessing', 'answerViable', 'answerNotViable', 'discardFile', 'authoriseKey', 'refuseKey', 'answerGone', 'confirmDiscard'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    noteDiscarded: assign({ failed: 'dcoDiscarded' }),
    noteLate: assign({ failed: 'requiredFileSetLate' }),
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
        VIABILITY_ASKED: 'asked',
        DISCARD_ASKED: { actions: 'confirmDiscard' },
      },
    },
    // The S1SP's set is whole and the DCO's is not: it may still become so (TMAD 5.18; MEHRS 2.5.8, 2.5.11).
    asked: {
      on: {
        HELD_VIABLE: '#dco-installation.held.starting',
        HELD_NOT_VIABLE: { target: 'notViable', actions: ['noteEvent', 'answerNotViable'] },
        SUPERSEDED: 'discarded',
      },
      after: { requiredFileSet: { target: 'late', actions: ['noteLate', 'answerNotViable'] } },
    },
    late: {
      on: {
        SUPERSEDED: ignore('it was answered as not viable'),
        DISCARD_ASKED: { target: 'discarded', actions: 'confirmDiscard' },
      },
    },
    held: {
      initial: 'waiting',
      after: { dcoTimer: { target: 'discarded', actions: ['noteDiscarded', 'discardFile'] } },
      states: {
        // To be asked whether it is viable is not to be asked for its details: the timer goes on (MEHRS 2.6.4), whether or not the system is up (2.6.1).
        waiting: {
          on: {
            VIABILITY_ASKED: 'starting',
            // The S1SP goes on, or gives up, only once it has been answered.
            KEY_ASKED: '#dco-installation.authorising',
            COMMAND_FORBIDDEN: { target: '#dco-installation.inUse', actions: 'refuseKey' },
            DISCARD_ASKED: { target: '#dco-installation.discarded', actions: ['discardFile', 'confirmDiscard'] },
          },
        },
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
        SUPERSEDED: { target: 'discarded', actions: 'discardFile' },
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
        SUPERSEDED: ignore('nothing of it is held any more'),
        DISCARD_ASKED: { actions: 'confirmDiscard' },
        KEY_ASKED: { actions: 'answerGone' },
        // The file was discarded while the system was down (MEHRS 2.6.1, 2.6.4).
        BACKLOG_DUE: { actions: 'answerNotViable' },
        COMMAND_FORBIDDEN: { actions: 'answerGone' },
      },
    },
  },
});

export const DCO_MACHINES: readonly MachineModule[] = [
  {
    name: 'dco.set', role: 'dco', machine: fileSet, inputs: [undefined],
    alphabet: [
      { type: 'MCF_ACCEPTED' }, { type: 'MCF_REFUSED', failed: 'any' }, { type: 'MVF_ACCEPTED' }, { type: 'MVF_REFUSED', failed: 'any' },
      { type: 'MEF_ACCEPTED' }, { type: 'MEF_REFUSED', failed: 'any' }, { type: 'FILE_KEPT' },
    ],
  },
  {
    name: 'dco.installation', role: 'dco', machine: installation, inputs: [undefined],
    alphabet: [
      { type: 'HELD_VIABLE' }, { type: 'HELD_NOT_VIABLE', failed: 'any' }, { type: 'VIABILITY_ASKED' }, { type: 'SUPERSEDED' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'KEY_ASKED' },
      { type: 'COMMAND_FORBIDDEN', failed: 'any' }, { type: 'DISCARD_ASKED' },
    ],
  },
  desk('dco'),
  ticket('dco'),
  system('dco'),
  vault('dco'),
];
