/** Statecharts that several parties run unchanged: a batch that is sent when due, a desk that resolves Incidents, a ticket, a library. */
import { setup } from 'xstate';
import type { Role } from '../protocol/domain.ts';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/**
 * Collects items and sends them together when `due`; holds no timer while empty (R2-16, Guide Table 5 steps 18 and 22).
 * @param flush effect that sends them, of its own where a party has more than one batch.
 */
export const batch = (role: Role, level: string, flush = 'flush'): MachineModule => {
  const name = `${role}.${level}`;
  const machine = setup({
    types: {} as { events: { type: 'ITEM' } },
    delays: named('due'),
    actions: effects(flush),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'empty',
    states: {
      empty: { on: { ITEM: 'holding' } },
      holding: { on: { ITEM: ignore('joins the batch that is already due') }, after: { due: { target: 'empty', actions: flush } } },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'ITEM' }], inputs: [undefined] };
};

/** The effects by which a desk speaks of what was assigned to it. */
interface DeskEffects {
  readonly update: string;
  readonly resolve: string;
}

/**
 * The people and systems that resolve an Incident assigned to a party; `resolution` is how long they take (MEHRS 2.4-2.7).
 * @param level of its own where a party is assigned something else too (MEHRS 2.5.9).
 */
export const desk = (role: Role, level = 'desk', { update, resolve }: DeskEffects = { update: 'updateIncident', resolve: 'resolveIncident' }): MachineModule => {
  const name = `${role}.${level}`;
  const machine = setup({
    types: {} as { events: { type: 'ASSIGNED' } },
    delays: named('untilUpdate', 'resolution', 'atOnce'),
    actions: effects(update, resolve, 'remedy'),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'idle',
    states: {
      idle: { on: { ASSIGNED: 'working' } },
      working: { after: { untilUpdate: { actions: update }, resolution: { target: 'resolved', actions: resolve } } },
      // What was stopped goes on once the Incident has been resolved, never in the same breath.
      resolved: { after: { atOnce: { target: 'goneOn', actions: 'remedy' } } },
      goneOn: { tags: ['ended'] },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'ASSIGNED' }], inputs: [undefined] };
};

/** The raiser's side of an Incident: it waits to hear that the Incident was closed. */
export const ticket = (role: Role): MachineModule => {
  const name = `${role}.ticket`;
  const machine = setup({ types: {} as { events: { type: 'OPENED' } | { type: 'CLOSED' } } }).createMachine({
    id: name.replace('.', '-'),
    initial: 'none',
    states: { none: { on: { OPENED: 'open' } }, open: { on: { CLOSED: 'closed' } }, closed: { tags: ['ended'] } },
  });
  return { name, role, machine, alphabet: [{ type: 'OPENED' }, { type: 'CLOSED' }], inputs: [undefined] };
};

/** Passes on what the network notices of a hub or a device behind it. */
export const watch = (role: Role): MachineModule => {
  const name = `${role}.watch`;
  const machine = setup({ types: {} as { events: { type: 'CONTACT_CHANGED' } }, actions: effects('passContact') }).createMachine({
    id: name.replace('.', '-'),
    initial: 'watching',
    states: { watching: { on: { CONTACT_CHANGED: { actions: 'passContact' } } } },
  });
  return { name, role, machine, alphabet: [{ type: 'CONTACT_CHANGED' }], inputs: [undefined] };
};

/** A party that is only given a copy keeps it. */
export const library = (role: Role): MachineModule => {
  const name = `${role}.library`;
  const machine = setup({ types: {} as { events: { type: 'FILED' } } }).createMachine({
    id: name.replace('.', '-'),
    initial: 'open',
    states: { open: { on: { FILED: ignore('kept as received') } } },
  });
  return { name, role, machine, alphabet: [{ type: 'FILED' }], inputs: [undefined] };
};
