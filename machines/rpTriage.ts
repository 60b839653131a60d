/** An Installation whose device the SMSO takes for faulty: told once, to be looked into by its supplier (consultation of April 2022; ruling A-43). */
import { setup } from 'xstate';
import { effects, ignore, type MachineModule } from './kit.ts';

const triage = setup({ types: {} as { events: { type: 'FAULTY' } }, actions: effects('reportFaulty') }).createMachine({
  id: 'rp-triage',
  initial: 'well',
  states: {
    well: { on: { FAULTY: { target: 'faulty', actions: 'reportFaulty' } } },
    faulty: { tags: ['ended'], on: { FAULTY: ignore('its supplier knows') } },
  },
});

export const RP_TRIAGE: MachineModule = { name: 'rp.triage', role: 'rp', machine: triage, inputs: [undefined], alphabet: [{ type: 'FAULTY' }] };
