/** The Migration Control Centre with SharePoint and DCC's Service Management System (MEHRS 1.4, 2.3.1). */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { MCC_NOTICE } from './outside.ts';
import { MCC_DORMANT } from './mccDormant.ts';
import { MCC_PLANNING_MACHINES } from './planning.ts';
import { system } from './outages.ts';
import { desk, library, ticket } from './shared.ts';

/** One Migration Authorisation file; its signature is checked before it goes on to the Requesting Party (MEHRS 2.3.1). */
const authorisation = setup({
  types: {} as { events: { type: 'MA_ACCEPTED' } | { type: 'MA_REFUSED'; failed: string } },
  actions: effects('forwardMa', 'rejectMaSignature'),
}).createMachine({
  id: 'mcc-authorisation',
  initial: 'empty',
  states: {
    empty: {
      on: {
        MA_ACCEPTED: { target: 'forwarded', actions: 'forwardMa' },
        MA_REFUSED: { target: 'refused', actions: 'rejectMaSignature' },
      },
    },
    forwarded: { tags: ['ended'] },
    // The supplier corrects it and submits it again (MEHRS 2.3.1).
    refused: {
      tags: ['ended'],
      on: { MA_ACCEPTED: { target: 'forwarded', actions: 'forwardMa' }, MA_REFUSED: { actions: 'rejectMaSignature' } },
    },
  },
});

/** One Incident: assigned, notified through the SSI, closed when its assignee has resolved it (MEHRS 2.4-2.7). */
const incident = setup({
  types: {} as { events: { type: 'RAISED' } | { type: 'UPDATED' } | { type: 'RESOLVED' } },
  actions: effects('assignIncident', 'notifyRaised', 'notifyNewlyAffected', 'notifyResolved', 'closeIncident'),
}).createMachine({
  id: 'mcc-incident',
  initial: 'none',
  states: {
    none: { on: { RAISED: { target: 'open', actions: ['assignIncident', 'notifyRaised'] } } },
    open: { on: { UPDATED: { actions: 'notifyNewlyAffected' }, RESOLVED: { target: 'closed', actions: ['closeIncident', 'notifyResolved'] } } },
    closed: { tags: ['ended'] },
  },
});

/** What DCC has to tell a supplier about one Installation: that it cannot be tried again (MEHRS 2.6.5). */
const reattempt = setup({
  types: {} as { events: { type: 'NO_REATTEMPT' } },
  actions: effects('tellNoReattempt'),
}).createMachine({
  id: 'mcc-reattempt',
  initial: 'none',
  states: { none: { on: { NO_REATTEMPT: { target: 'told', actions: 'tellNoReattempt' } } }, told: { tags: ['ended'] } },
});

/** What becomes of Installations that are with the DCC and whose Group Files cannot come in time (MEHRS 2.5.6 (2)). */
const instruction = setup({
  types: {} as { events: { type: 'HELD_IN_TIME' } | { type: 'HELD_TOO_LONG' } },
  actions: effects('instruct'),
}).createMachine({
  id: 'mcc-instruction',
  initial: 'watching',
  states: { watching: { on: { HELD_IN_TIME: ignore('the Group Files will come in time (MEHRS 2.5.6 (1))'), HELD_TOO_LONG: { actions: 'instruct' } } } },
});

/** One set whose Installations fail Table 5.25: all that fail at once are one Service Request on the Requesting Party (MEHRS 2.5.9). */
const serviceRequest = setup({
  types: {} as { events: { type: 'NOT_VIABLE' } | { type: 'UPDATED' } | { type: 'RESOLVED' } },
  delays: named('atOnce'),
  actions: effects('raiseServiceRequest'),
}).createMachine({
  id: 'mcc-serviceRequest',
  initial: 'none',
  states: {
    none: { on: { NOT_VIABLE: 'collecting' } },
    collecting: {
      on: { NOT_VIABLE: ignore('the Service Request will name it too') },
      after: { atOnce: { target: 'open', actions: 'raiseServiceRequest' } },
    },
    open: { on: { UPDATED: ignore('a timely update, nothing to do'), RESOLVED: 'closed' } },
    closed: { tags: ['ended'] },
  },
});

export const MCC_MACHINES: readonly MachineModule[] = [
  {
    name: 'mcc.authorisation', role: 'mcc', machine: authorisation, inputs: [undefined],
    alphabet: [{ type: 'MA_ACCEPTED' }, { type: 'MA_REFUSED', failed: 'any' }],
  },
  { name: 'mcc.incident', role: 'mcc', machine: incident, inputs: [undefined], alphabet: [{ type: 'RAISED' }, { type: 'UPDATED' }, { type: 'RESOLVED' }] },
  { name: 'mcc.reattempt', role: 'mcc', machine: reattempt, inputs: [undefined], alphabet: [{ type: 'NO_REATTEMPT' }] },
  { name: 'mcc.instruction', role: 'mcc', machine: instruction, inputs: [undefined], alphabet: [{ type: 'HELD_IN_TIME' }, { type: 'HELD_TOO_LONG' }] },
  { name: 'mcc.serviceRequest', role: 'mcc', machine: serviceRequest, inputs: [undefined], alphabet: [{ type: 'NOT_VIABLE' }, { type: 'UPDATED' }, { type: 'RESOLVED' }] },
  MCC_DORMANT,
  ...MCC_PLANNING_MACHINES,
  MCC_NOTICE,
  library('mcc'),
  desk('mcc'),
  ticket('mcc'),
  system('mcc', { byOthersToo: true }),
];
