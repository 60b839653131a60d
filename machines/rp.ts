/** The Requesting Party: the SMSO acting on behalf of the DCC. File level here, installation level in `rpInstallation.ts`. */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { RP_INSTALLATION } from './rpInstallation.ts';
import { RP_WATCHES } from './rpWatch.ts';
import { RP_TRIAGE } from './rpTriage.ts';
import { system } from './outages.ts';
import { batch, desk, library, ticket } from './shared.ts';

const tooLate = ignore('it came after the Requesting Party had given up waiting (MA116)');

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
      | { type: 'FILES_DUE' }
      | { type: 'FILES_DUE_WITHOUT_MGF' }
      | { type: 'SETTLED_EMPTY' }
      | { type: 'MCF_REMEDY' }
      | { type: 'MVF_REMEDY' }
      | { type: 'MGF_REMEDY_IN_TIME' }
      | { type: 'MEF_REMEDY_IN_TIME' }
      | { type: 'GROUP_FILES_LATE' }
      | { type: 'REMEDY_EXPIRED' };
  },
  delays: named('untilMcf', 'untilDay', 'mvfTimeout'),
  actions: effects('tryMcf', 'tryMigration', 'tryGroupFiles', 'tryFiles', 'sendMcf', 'announceMcf', 'raiseMvfIncident', 'announceNoMvf', 'openDay', 'sendMgf', 'sendMef', 'announceFiles', 'startNewSet', 'renewSet', 'announceExpired'),
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
    mcfHeld: { on: { BACKLOG_DUE: 'makingMcf' } },
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
    mvfRefused: { on: { MVF_REMEDY: { target: 'closed', actions: 'renewSet' }, MCF_REMEDY: ignore('a new Common File follows the MVF that is put right') } },
    awaitingDay: {
      on: { MCF_REMEDY: { actions: 'sendMcf' }, MVF_REMEDY: { target: 'closed', actions: 'renewSet' } },
      after: { untilDay: 'triggering' },
    },
    // MEHRS 2.5.1; nothing is left where the S1SP's file set window or the authorisation has run out meanwhile.
    triggering: { entry: 'tryMigration', on: { SYSTEM_UP: 'preparing', SYSTEM_DOWN: 'migrationHeld', NOTHING_LEFT: 'closed' } },
    migrationHeld: { on: { BACKLOG_DUE: 'triggering', MCF_REMEDY: { actions: 'sendMcf' }, MVF_REMEDY: { target: 'closed', actions: 'renewSet' } } },
    // MEHRS 2.5.5: nothing is handed over that no Group Files can be made for.
    preparing: { entry: 'tryGroupFiles', on: { SYSTEM_UP: { target: 'handingOver', actions: 'openDay' }, SYSTEM_DOWN: 'preparationHeld' } },
    preparationHeld: { on: { BACKLOG_DUE: 'triggering', MCF_REMEDY: { actions: 'sendMcf' }, MVF_REMEDY: { target: 'closed', actions: 'renewSet' } } },
    handingOver: {
      on: {
        SETTLED_READY: 'makingFiles',
        SETTLED_EMPTY: 'closed',
        MCF_REMEDY: { actions: 'sendMcf' },
        MVF_REMEDY: 'handingOverAnew',
      },
    },
    // Its validation is to be done anew (MEHRS 2.4.5): what is under way is handed over, then goes into a new Common File.
    handingOverAnew: {
      on: {
        SETTLED_READY: { target: 'closed', actions: 'startNewSet' },
        SETTLED_EMPTY: 'closed',
        MCF_REMEDY: ignore('a new Common File follows'),
      },
    },
    makingFiles: {
      entry: 'tryFiles',
      on: {
        FILES_DUE: { target: 'filesSent', actions: ['sendMgf', 'sendMef', 'announceFiles'] },
        FILES_DUE_WITHOUT_MGF: { target: 'filesSent', actions: ['sendMef', 'announceFiles'] },
        SYSTEM_DOWN: 'filesHeld',
        GROUP_FILES_LATE: { target: 'closed', actions: 'startNewSet' },
        NOTHING_LEFT: 'closed',
      },
    },
    // MEHRS 2.5.6: the Installations are with the DCC and their Group Files cannot be made.
    filesHeld: {
      on: {
        BACKLOG_DUE: 'makingFiles',
        MCF_REMEDY: { actions: 'sendMcf' },
        MVF_REMEDY: { target: 'closed', actions: 'startNewSet' },
        REMEDY_EXPIRED: { target: 'closed', actions: 'announceExpired' },
      },
    },
    filesSent: {
      on: {
        MGF_REMEDY_IN_TIME: { actions: 'sendMgf' },
        MEF_REMEDY_IN_TIME: { actions: 'sendMef' },
        GROUP_FILES_LATE: { target: 'closed', actions: 'startNewSet' },
        MCF_REMEDY: { actions: 'sendMcf' },
        MVF_REMEDY: { target: 'closed', actions: 'startNewSet' },
        REMEDY_EXPIRED: { target: 'closed', actions: 'announceExpired' },
      },
    },
    closed: { tags: ['ended'], on: { REMEDY_EXPIRED: ignore('the other Incident about the same file'), MCF_REMEDY: { actions: 'sendMcf' }, MVF_ACCEPTED: tooLate, MVF_REFUSED: tooLate, BACKLOG_DUE: ignore('its Installations have gone into a new Common File meanwhile') } },
  },
});

/** The Requesting Party finds out why it cannot make a set's Group Files after hand-over, and puts it right: no Incident (MEHRS 2.5.6). */
const investigation = setup({
  types: {} as { events: { type: 'HELD' } },
  delays: named('investigation'),
  actions: effects('reportHeld', 'endInvestigation'),
}).createMachine({
  id: 'rp-investigation',
  initial: 'none',
  states: {
    none: { on: { HELD: { target: 'investigating', actions: 'reportHeld' } } },
    investigating: { after: { investigation: { target: 'none', actions: 'endInvestigation' } } },
  },
});

export const RP_MACHINES: readonly MachineModule[] = [
  { name: 'rp.authorisation', role: 'rp', machine: authorisation, inputs: [undefined], alphabet: [{ type: 'MA_READ' }, { type: 'MA_HELD' }, { type: 'RECORD_REJECTED' }] },
  {
    name: 'rp.set', role: 'rp', machine: migrationSet, inputs: [undefined],
    alphabet: [
      { type: 'PLAN' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'NOTHING_LEFT' }, { type: 'MVF_ACCEPTED' }, { type: 'MVF_REFUSED', failed: 'any' }, { type: 'SETTLED_READY' }, { type: 'FILES_DUE' }, { type: 'FILES_DUE_WITHOUT_MGF' }, { type: 'SETTLED_EMPTY' },
      { type: 'MCF_REMEDY' }, { type: 'MVF_REMEDY' }, { type: 'MGF_REMEDY_IN_TIME' }, { type: 'MEF_REMEDY_IN_TIME' }, { type: 'GROUP_FILES_LATE' },
      { type: 'REMEDY_EXPIRED' },
    ],
  },
  RP_INSTALLATION,
  ...RP_WATCHES,
  RP_TRIAGE,
  batch('rp', 'macr'),
  // One a Party (MEHRS 2.2.1).
  batch('rp', 'summary', 'sendSummary'),
  desk('rp'),
  desk('rp', 'serviceRequest', { update: 'updateServiceRequest', resolve: 'resolveServiceRequest' }),
  ticket('rp'),
  system('rp', { byOthersToo: true }),
  { name: 'rp.investigation', role: 'rp', machine: investigation, inputs: [undefined], alphabet: [{ type: 'HELD' }] },
  library('rp'),
];
