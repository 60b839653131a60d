/** The Requesting Party: the SMSO acting on behalf of the DCC. File level here, installation level in `rpInstallation.ts`. */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { RP_INSTALLATION } from './rpInstallation.ts';
import { batch, desk, library, system, ticket } from './shared.ts';

/** One Migration Authorisation file: validated against Table 1 and answered (MEHRS 2.3.2). */
const authorisation = setup({
  types: {} as { events: { type: 'MA_READ' } | { type: 'MA_HELD' } | { type: 'RECORD_REJECTED' } },
  actions: effects('sendMavr', 'sendRejection'),
}).createMachine({
  id: 'rp-authorisation',
  initial: 'empty',
  states: {
    // Every record of it may be too late: then there is nothing to answer yet (ruling A-02).
    empty: { on: { MA_READ: { target: 'answered', actions: 'sendMavr' }, MA_HELD: 'answered' } },
    answered: { on: { RECORD_REJECTED: { actions: 'sendRejection' } } },
  },
});

/**
 * One Migration set: the Installations of one day, group and commissioner that share a Migration Header (R2-15), from
 * Common File to Group Files, and what becomes of it when the S1SP refuses the Group File (MEHRS 2.5.7).
 */
const migrationSet = setup({
  types: {} as {
    events:
      | { type: 'PLAN' }
      | { type: 'SYSTEM_UP' }
      | { type: 'SYSTEM_DOWN' }
      | { type: 'BACKLOG_DUE' }
      | { type: 'NOTHING_LEFT' }
      | { type: 'MVF_ACCEPTED' }
      | { type: 'MVF_REFUSED'; failed: string }
      | { type: 'SETTLED_READY' }
      | { type: 'SETTLED_READY_WITHOUT_MGF' }
      | { type: 'SETTLED_EMPTY' }
      | { type: 'MCF_REMEDY' }
      | { type: 'MVF_REMEDY' }
      | { type: 'MGF_REMEDY_IN_TIME' }
      | { type: 'MEF_REMEDY_IN_TIME' }
      | { type: 'GROUP_FILES_LATE' }
      | { type: 'REMEDY_EXPIRED' };
  },
  delays: named('untilMcf', 'untilDay', 'mvfTimeout'),
  actions: effects('tryMcf', 'sendMcf', 'announceMcf', 'raiseMvfIncident', 'announceNoMvf', 'openDay', 'sendMgf', 'sendMef', 'announceFiles', 'startNewSet', 'renewSet'),
}).createMachine({
  id: 'rp-set',
  initial: 'idle',
  states: {
    idle: { on: { PLAN: 'planned' } },
    planned: {
      on: { PLAN: ignore('one more Installation joins the set') },
      after: { untilMcf: 'makingMcf' },
    },
    makingMcf: {
      entry: 'tryMcf',
      on: { SYSTEM_UP: { target: 'awaitingMvf', actions: ['sendMcf', 'announceMcf'] }, SYSTEM_DOWN: 'mcfHeld', NOTHING_LEFT: 'closed' },
    },
    // MEHRS 2.4.1: what is still authorised goes on once the Incident has been resolved.
    mcfHeld: { on: { BACKLOG_DUE: 'makingMcf', PLAN: ignore('one more Installation joins the set') } },
    awaitingMvf: {
      on: {
        MVF_ACCEPTED: 'awaitingDay',
        MVF_REFUSED: { target: 'mvfRefused', actions: 'raiseMvfIncident' },
        // The same Common File again, with a higher counter (MEHRS 2.4.3; R2-01).
        MCF_REMEDY: { actions: 'sendMcf' },
      },
      after: { mvfTimeout: { target: 'closed', actions: 'announceNoMvf' } },
    },
    // A new Common File once the Validation Function has put its Incident right (MEHRS 2.4.5; ruling A-22).
    mvfRefused: { on: { MVF_REMEDY: { target: 'closed', actions: 'renewSet' }, REMEDY_EXPIRED: 'closed' } },
    awaitingDay: { after: { untilDay: { target: 'handingOver', actions: 'openDay' } } },
    handingOver: {
      on: {
        SETTLED_READY: { target: 'filesSent', actions: ['sendMgf', 'sendMef', 'announceFiles'] },
        SETTLED_READY_WITHOUT_MGF: { target: 'filesSent', actions: ['sendMef', 'announceFiles'] },
        SETTLED_EMPTY: 'closed',
      },
    },
    filesSent: {
      on: {
        MGF_REMEDY_IN_TIME: { actions: 'sendMgf' },
        MEF_REMEDY_IN_TIME: { actions: 'sendMef' },
        GROUP_FILES_LATE: { target: 'closed', actions: 'startNewSet' },
        REMEDY_EXPIRED: 'closed',
      },
    },
    closed: { tags: ['ended'], on: { MVF_ACCEPTED: ignore('it came after the Requesting Party had given up waiting (MA116)') } },
  },
});

export const RP_MACHINES: readonly MachineModule[] = [
  { name: 'rp.authorisation', role: 'rp', machine: authorisation, inputs: [undefined], alphabet: [{ type: 'MA_READ' }, { type: 'MA_HELD' }, { type: 'RECORD_REJECTED' }] },
  {
    name: 'rp.set', role: 'rp', machine: migrationSet, inputs: [undefined],
    alphabet: [
      { type: 'PLAN' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'NOTHING_LEFT' }, { type: 'MVF_ACCEPTED' }, { type: 'MVF_REFUSED', failed: 'any' }, { type: 'SETTLED_READY' }, { type: 'SETTLED_READY_WITHOUT_MGF' }, { type: 'SETTLED_EMPTY' },
      { type: 'MCF_REMEDY' }, { type: 'MVF_REMEDY' }, { type: 'MGF_REMEDY_IN_TIME' }, { type: 'MEF_REMEDY_IN_TIME' }, { type: 'GROUP_FILES_LATE' },
      { type: 'REMEDY_EXPIRED' },
    ],
  },
  RP_INSTALLATION,
  batch('rp', 'macr'),
  // One a Party (MEHRS 2.2.1).
  batch('rp', 'summary', 'sendSummary'),
  desk('rp'),
  ticket('rp'),
  system('rp'),
  library('rp'),
];
