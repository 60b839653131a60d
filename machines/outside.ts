/**
 * Systems outside DCC's own: the SMSO's and its CSP's. That one is down is no Incident; whoever has work for it finds out, the
 * SMSO tells the MCC, and the people whose it is repair it (MEHRS 2.5.3).
 */
import { setup } from 'xstate';
import type { Role } from '../protocol/domain.ts';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/** @param told effects when it is found out; a CSP has nobody in the migration to tell. */
const outside = (role: Role, ...told: string[]): MachineModule => {
  const name = `${role}.system`;
  const machine = setup({
    types: {} as { events: { type: 'WENT_DOWN' } | { type: 'MISSED' } },
    delays: named('repair'),
    actions: effects(...told, 'bringUp'),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'up',
    states: {
      up: { on: { WENT_DOWN: 'down' } },
      down: { on: { MISSED: { target: 'noticed', actions: told }, WENT_DOWN: ignore('it is down already') } },
      noticed: {
        on: { MISSED: ignore('its people know'), WENT_DOWN: ignore('it is down already') },
        after: { repair: { target: 'up', actions: 'bringUp' } },
      },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'WENT_DOWN' }, { type: 'MISSED' }], inputs: [undefined] };
};

export const SMSO_SYSTEM = outside('smso', 'tellOwnOutage');
export const CSP_SYSTEM = outside('csp');

/** What the SMSO makes of its CSP: told once that it does not answer, until it answers again. */
const supply = setup({ types: {} as { events: { type: 'UNANSWERED' } | { type: 'ANSWERED' } }, actions: effects('tellCspOutage') }).createMachine({
  id: 'smso-csp',
  initial: 'answering',
  states: {
    answering: { on: { UNANSWERED: { target: 'silent', actions: 'tellCspOutage' }, ANSWERED: ignore('as it should') } },
    silent: { on: { ANSWERED: 'answering', UNANSWERED: ignore('the MCC has been told') } },
  },
});
export const SMSO_CSP: MachineModule = {
  name: 'smso.csp', role: 'smso', machine: supply, inputs: [undefined], alphabet: [{ type: 'UNANSWERED' }, { type: 'ANSWERED' }],
};

const notice = setup({ types: {} as { events: { type: 'NOTICED' } }, actions: effects('informInterestedParties') }).createMachine({
  id: 'mcc-outageNotice',
  initial: 'none',
  states: { none: { on: { NOTICED: { target: 'passedOn', actions: 'informInterestedParties' } } }, passedOn: { tags: ['ended'] } },
});
export const MCC_NOTICE: MachineModule = { name: 'mcc.outageNotice', role: 'mcc', machine: notice, inputs: [undefined], alphabet: [{ type: 'NOTICED' }] };
