/**
 * The Requesting Party and outcomes it has not got, or cannot verify. No section of the MEHRS is about its copies of SCF and COF;
 * law L5 wants an end all the same: whoever made the file is told through an Incident unless it comes anew by itself (decision D-90),
 * and for Group ID DA the wait for an SCF ends with MA532 (Table A.1).
 */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

const doubt = setup({
  types: {} as { events: { type: 'UNVERIFIED'; failed: string } | { type: 'VERIFIED' } | { type: 'CLOSED' } },
  delays: named('untilDoubtIsRaised'),
  actions: effects('raiseUnverified'),
}).createMachine({
  id: 'rp-doubt',
  initial: 'none',
  states: {
    none: { on: { UNVERIFIED: 'waiting', VERIFIED: ignore('its Incident was closed before'), CLOSED: ignore('it came anew before') } },
    waiting: {
      on: { UNVERIFIED: ignore('it is waited for anew already'), VERIFIED: 'none', CLOSED: ignore('about the doubt before') },
      after: { untilDoubtIsRaised: { target: 'raised', actions: 'raiseUnverified' } },
    },
    // What comes once the Incident is closed may be in doubt again, and is waited for like the first (decision D-311).
    raised: { on: { UNVERIFIED: ignore('the Incident is open'), VERIFIED: 'none', CLOSED: 'none' } },
  },
});

/** One set of Group ID DA from its Group Files on. */
const overdue = setup({
  types: {} as { events: { type: 'SCF_DUE' } | { type: 'SCF_TOLD' } },
  delays: named('scfTimeout'),
  actions: effects('announceNoScf'),
}).createMachine({
  id: 'rp-overdue',
  initial: 'none',
  states: {
    none: { on: { SCF_DUE: 'waiting' } },
    waiting: { on: { SCF_TOLD: 'over' }, after: { scfTimeout: { target: 'over', actions: 'announceNoScf' } } },
    over: { tags: ['ended'] },
  },
});

export const RP_WATCHES: readonly MachineModule[] = [
  { name: 'rp.doubt', role: 'rp', machine: doubt, inputs: [undefined], alphabet: [{ type: 'UNVERIFIED', failed: 'any' }, { type: 'VERIFIED' }, { type: 'CLOSED' }] },
  { name: 'rp.overdue', role: 'rp', machine: overdue, inputs: [undefined], alphabet: [{ type: 'SCF_DUE' }, { type: 'SCF_TOLD' }] },
];
