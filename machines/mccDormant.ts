/** The Migration Control Centre and one Installation with a Dormant Meter whose migration has failed (MEHRS 4.1, 4.2). */
import { setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

const dormant = setup({
  types: {} as { events: { type: 'FAILED' } | { type: 'SUITABLE' } | { type: 'UNSUITABLE' } | { type: 'MIGRATED' } },
  delays: named('triage'),
  actions: effects('weigh', 'askSmso', 'reschedule', 'giveUp'),
}).createMachine({
  id: 'mcc-dormant',
  initial: 'watching',
  states: {
    watching: { on: { FAILED: { target: 'weighing', actions: 'weigh' }, MIGRATED: ignore('nothing has failed before') } },
    // The reason recorded, how often it has been tried, what the SMSO may do.
    weighing: { on: { SUITABLE: { target: 'triaging', actions: 'askSmso' }, UNSUITABLE: { target: 'notRescheduled', actions: 'giveUp' } } },
    triaging: { after: { triage: { target: 'rescheduled', actions: 'reschedule' } } },
    rescheduled: { on: { FAILED: { target: 'weighing', actions: 'weigh' }, MIGRATED: 'migrated' } },
    notRescheduled: { tags: ['ended'] },
    migrated: { tags: ['ended'] },
  },
});

export const MCC_DORMANT: MachineModule = {
  name: 'mcc.dormant', role: 'mcc', machine: dormant, inputs: [undefined],
  alphabet: [{ type: 'FAILED' }, { type: 'SUITABLE' }, { type: 'UNSUITABLE' }, { type: 'MIGRATED' }],
};
