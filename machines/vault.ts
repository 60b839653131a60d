/** Where a party keeps its halves of one Installation's keys: what could not be deleted in a rollback is, once the Incident is resolved (MEHRS 2.6.6 (1, 2)). */
import { setup } from 'xstate';
import type { Role } from '../protocol/domain.ts';
import { effects, type MachineModule } from './kit.ts';

export const vault = (role: Role): MachineModule => {
  const name = `${role}.vault`;
  const machine = setup({
    types: {} as { events: { type: 'DELETION_FAILED' } | { type: 'DELETION_DUE' } },
    actions: effects('raiseKeyIncident', 'deleteKeys'),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'sound',
    states: {
      sound: { on: { DELETION_FAILED: { target: 'holding', actions: 'raiseKeyIncident' } } },
      holding: { on: { DELETION_DUE: { target: 'sound', actions: 'deleteKeys' } } },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'DELETION_FAILED' }, { type: 'DELETION_DUE' }], inputs: [undefined] };
};
