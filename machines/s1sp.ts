/** The SMETS1 Service Provider of the cohort: file sets here, Installations in `s1spInstallation.ts`. */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { S1SP_INSTALLATION } from './s1spInstallation.ts';
import { batchBySystem, system } from './outages.ts';
import { desk, library, ticket } from './shared.ts';
import { vault } from './vault.ts';

const afterwards = ignore('the set is already complete or out of time');
const keptForLater = ignore('kept until the file that was refused has come anew');
const sameMcf = ignore('the same Common File again, for another recipient that had refused it (MEHRS 2.4.3)');
const runsOut = ignore('this set runs out by itself');
const anyMore = { MCF_ACCEPTED: sameMcf, MGF_ACCEPTED: afterwards, MEF_ACCEPTED: afterwards, MGF_REFUSED: afterwards, MEF_REFUSED: afterwards };

/** The S1SP Required File Set of one Migration Header, within 24 h of the MVF being generated (TMAD 5.24; MEHRS 2.4.3-2.5.8). */
const fileSet = setup({
  types: {} as {
    events:
      | { type: 'MCF_ACCEPTED' }
      | { type: 'MCF_REFUSED'; failed: string }
      | { type: 'MVF_ACCEPTED' }
      | { type: 'MVF_REFUSED'; failed: string }
      | { type: 'MGF_ACCEPTED' }
      | { type: 'MGF_REFUSED'; failed: string }
      | { type: 'MEF_ACCEPTED' }
      | { type: 'MEF_REFUSED'; failed: string }
      | { type: 'FILE_KEPT' }
      | { type: 'SET_HELD' }
      | { type: 'RECONFIGURE' }
      | { type: 'NEW_MCF_TO_COME' };
  },
  delays: named('requiredFileSet'),
  actions: effects('raiseMcfIncident', 'raiseMvfIncident', 'raiseMgfIncident', 'raiseMefIncident', 'releaseSet', 'expireSet'),
}).createMachine({
  id: 's1sp-set',
  initial: 'awaitingMcf',
  states: {
    awaitingMcf: {
      on: {
        MCF_ACCEPTED: 'awaitingMvf',
        MCF_REFUSED: { actions: 'raiseMcfIncident' },
        MVF_REFUSED: { actions: 'raiseMvfIncident' },
        FILE_KEPT: keptForLater,
      },
    },
    awaitingMvf: {
      on: { MVF_ACCEPTED: 'awaitingGroupFiles', MVF_REFUSED: { target: 'mvfRefused', actions: 'raiseMvfIncident' }, MCF_ACCEPTED: sameMcf },
    },
    // A new Common File is to come (MEHRS 2.4.5); what is handed over meanwhile is late when the window ends.
    mvfRefused: {
      on: {
        MCF_ACCEPTED: sameMcf, FILE_KEPT: keptForLater,
        // MEHRS 2.5.6 (2), as where its Validation File was good.
        RECONFIGURE: { target: 'outOfTime', actions: 'expireSet' },
        NEW_MCF_TO_COME: runsOut,
      },
      after: { requiredFileSet: { target: 'outOfTime', actions: 'expireSet' } },
    },
    awaitingGroupFiles: {
      on: {
        MCF_ACCEPTED: sameMcf,
        MGF_ACCEPTED: ignore('held until the set is whole'),
        MEF_ACCEPTED: ignore('held until the set is whole'),
        MGF_REFUSED: { actions: 'raiseMgfIncident' },
        MEF_REFUSED: { actions: 'raiseMefIncident' },
        SET_HELD: { target: 'complete', actions: 'releaseSet' },
        // MEHRS 2.5.6 (2): the MCC will not wait for Group Files that cannot come in time.
        RECONFIGURE: { target: 'outOfTime', actions: 'expireSet' },
        NEW_MCF_TO_COME: runsOut,
      },
      after: { requiredFileSet: { target: 'outOfTime', actions: 'expireSet' } },
    },
    complete: { tags: ['ended'], on: anyMore },
    outOfTime: { tags: ['ended'], on: { ...anyMore, FILE_KEPT: afterwards } },
  },
});

/** Countersigned Commissioning Requests for one Installation (MEHRS 2.7.7). */
const commissioning = setup({
  types: {} as { events: { type: 'REQUEST_DELAYED' } | { type: 'BACKLOG_DUE' } | { type: 'REQUEST_ACCEPTED' } | { type: 'COMMISSIONING_ACCEPTED' } | { type: 'REQUEST_REFUSED'; failed: string } },
  actions: effects('takeUp', 'respond', 'respondAlert', 'alertCommissioned'),
}).createMachine({
  id: 's1sp-commissioning',
  initial: 'serving',
  states: {
    serving: {
      on: {
        REQUEST_ACCEPTED: { actions: 'respond' },
        COMMISSIONING_ACCEPTED: { actions: ['respond', 'alertCommissioned'] },
        REQUEST_REFUSED: { actions: 'respondAlert' },
        REQUEST_DELAYED: 'heldUp',
      },
    },
    // MEHRS 2.7.6.
    heldUp: { on: { BACKLOG_DUE: { target: 'serving', actions: 'takeUp' } } },
  },
});

export const S1SP_MACHINES: readonly MachineModule[] = [
  {
    name: 's1sp.set', role: 's1sp', machine: fileSet, inputs: [undefined],
    alphabet: [
      { type: 'MCF_ACCEPTED' }, { type: 'MCF_REFUSED', failed: 'any' }, { type: 'MVF_ACCEPTED' }, { type: 'MVF_REFUSED', failed: 'any' },
      { type: 'MGF_ACCEPTED' }, { type: 'MGF_REFUSED', failed: 'any' }, { type: 'MEF_ACCEPTED' }, { type: 'MEF_REFUSED', failed: 'any' }, { type: 'FILE_KEPT' }, { type: 'SET_HELD' },
      { type: 'RECONFIGURE' }, { type: 'NEW_MCF_TO_COME' },
    ],
  },
  S1SP_INSTALLATION,
  {
    name: 's1sp.commissioning', role: 's1sp', machine: commissioning, inputs: [undefined],
    alphabet: [{ type: 'REQUEST_DELAYED' }, { type: 'BACKLOG_DUE' }, { type: 'REQUEST_ACCEPTED' }, { type: 'COMMISSIONING_ACCEPTED' }, { type: 'REQUEST_REFUSED', failed: 'any' }],
  },
  batchBySystem('s1sp', 'scf'),
  desk('s1sp'),
  ticket('s1sp'),
  library('s1sp'),
  system('s1sp'),
  vault('s1sp'),
];
