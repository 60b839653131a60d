/** Law L5 in the machines: those that an Installation or an Incident ends in have ended by the horizon; the others only serve. */
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import type { World } from '../world/world.ts';

const ENDING = /^(rp|s1sp|cp)\.installation$|\.desk$|\.ticket$|^mcc\.incident$/;
/** A Commissioning Party that was never asked to act waits for a superseding Commissioning File (ruling A-39). */
const AT_REST: readonly string[] = ['cp.installation waiting'];

/** Whether a machine may be left in a state when all is over. */
export const mayRest = (machine: string, { text, ended }: { readonly text: string; readonly ended: boolean }): boolean => ended || !ENDING.test(machine) || AT_REST.includes(`${machine} ${text}`);

/** What has not ended, `<party> <machine>/<key> in <state>`; nothing for rows whose Incidents may stay open. */
export const unfinishedIn = (world: Pick<World, 'states'>, rows: readonly string[]): readonly string[] => (rows.some((row) => rowById(row).openIncidents.length > 0) ? [] : [...world.states()]
  .filter(({ machine, state, ended }) => !mayRest(machine, { text: state, ended })).map(({ party, machine, key, state }) => `${party} ${machine}/${key} in ${state}`));
