/** Statecharts around systems that may be down: the system itself, and a batch that needs one to be sent. */
import { setup } from 'xstate';
import type { Role } from '../protocol/domain.ts';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/**
 * One system of a party, key its name. It goes down unnoticed; the first work that wants it has an Incident raised, once for
 * all work of that moment; work that comes later joins the backlog, which goes on when the system is repaired (MEHRS 2.4.1 and its like).
 * @param besides effect that goes with raising the Incident.
 * @param byOthersToo somebody else's reason may have it repaired: the reporting solution's Incident about the same library, an investigation (MEHRS 2.1.2, 2.5.6).
 */
export const system = (role: Role, { besides, byOthersToo = false }: { readonly besides?: string; readonly byOthersToo?: boolean } = {}): MachineModule => {
  const name = `${role}.system`;
  const machine = setup({
    types: {} as { events: { type: 'WENT_DOWN' } | { type: 'MISSED' } | { type: 'REPAIRED' } },
    delays: named('atOnce'),
    actions: effects('raiseOutageIncident', 'updateOutageIncident', 'processBacklog', ...(besides === undefined ? [] : [besides])),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'up',
    states: {
      up: { on: { WENT_DOWN: 'down', ...(byOthersToo ? { REPAIRED: ignore('it was put right before') } : {}) } },
      down: { on: { MISSED: 'noticed', WENT_DOWN: ignore('it is down already'), ...(byOthersToo ? { REPAIRED: { target: 'up', actions: 'processBacklog' } } : {}) } },
      noticed: {
        on: { MISSED: ignore('the Incident will name it too'), WENT_DOWN: ignore('it is down already') },
        after: { atOnce: { target: 'incidentOpen', actions: besides === undefined ? 'raiseOutageIncident' : ['raiseOutageIncident', besides] } },
      },
      incidentOpen: {
        on: {
          MISSED: { actions: 'updateOutageIncident' },
          WENT_DOWN: ignore('it is down already'),
          REPAIRED: { target: 'up', actions: 'processBacklog' },
        },
      },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'WENT_DOWN' }, { type: 'MISSED' }, { type: 'REPAIRED' }], inputs: [undefined] };
};

/** Like `batch`, but what is due is sent by a system that may be down: then everything waits for it (MEHRS 2.6.8). */
export const batchBySystem = (role: Role, level: string): MachineModule => {
  const name = `${role}.${level}`;
  const machine = setup({
    types: {} as { events: { type: 'ITEM' } | { type: 'SYSTEM_UP' } | { type: 'SYSTEM_DOWN' } | { type: 'BACKLOG_DUE' } },
    delays: named('due'),
    actions: effects('tryFlush', 'flush'),
  }).createMachine({
    id: name.replace('.', '-'),
    initial: 'empty',
    states: {
      empty: { on: { ITEM: 'holding' } },
      holding: { on: { ITEM: ignore('joins the batch that is already due') }, after: { due: 'sending' } },
      sending: {
        entry: 'tryFlush',
        on: { SYSTEM_UP: { target: 'empty', actions: 'flush' }, SYSTEM_DOWN: 'heldUp' },
      },
      // What joins the batch that waits is for its Incident to name (MEHRS 2.6.8).
      heldUp: { on: { BACKLOG_DUE: 'sending', ITEM: 'sending' } },
    },
  });
  return { name, role, machine, alphabet: [{ type: 'ITEM' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }], inputs: [undefined] };
};
