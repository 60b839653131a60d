/**
 * The lines a run gets to, as names: transitions of machines, states they enter, effects, parameters that were read. A mutant
 * names the lines it changes; it is only worth a run that gets to one of them.
 */
import type { StepRecord } from '../../actors/runtime/host.ts';
import type { MachineEvent } from '../../machines/kit.ts';

const AFTER = 'xstate.after.';

/** A transition stands at a state and serves every state within it. */
export const onLine = (machine: string, path: string, event: string): string => `${machine} ${path} on ${event}`;
export const afterLine = (machine: string, path: string, delay: string): string => `${machine} ${path} after ${delay}`;
/** The state, or one within it, was entered. */
export const inLine = (machine: string, path: string): string => `${machine} ${path} in`;
export const effectLine = (role: string, effect: string): string => `${role}.${effect}`;
export const fieldLine = (field: string): string => `ruleSet ${field}`;
export const sectionLine = (section: string): string => `incident ${section}`;
export const groupLine = (groupId: string): string => `group ${groupId}`;

const RAN = ' ran ';
/** Everything one instance of a machine was given in a run. */
export const ranLine = (machine: string, events: readonly MachineEvent[]): string =>
  `${machine}${RAN}${JSON.stringify(events.map(({ type, failed }) => (failed === undefined ? [type] : [type, failed])))}`;
/** What such a line says; undefined for any other. */
export const ranIn = (line: string): { readonly machine: string; readonly events: readonly MachineEvent[] } | undefined => {
  const at = line.indexOf(RAN);
  if (at === -1) return undefined;
  const events = JSON.parse(line.slice(at + RAN.length)) as readonly (readonly [string, string?])[];
  return { machine: line.slice(0, at), events: events.map(([type, failed]) => (failed === undefined ? { type } : { type, failed })) };
};

/** `a.b.c` lies within the root, `a`, `a.b` and itself. */
const around = (state: string): readonly string[] => {
  const parts = state.split('.');
  return parts.reduce<readonly string[]>((paths, _, index) => [...paths, parts.slice(0, index + 1).join('.')], ['']);
};

/** The lines of one step of a machine. */
export const linesOf = ({ party, machine, from, event, to, effects }: Pick<StepRecord, 'party' | 'machine' | 'from' | 'event' | 'to' | 'effects'>): readonly string[] => [
  ...around(from).map((path) => (event.startsWith(AFTER) ? afterLine(machine, path, event.slice(AFTER.length).split('.', 1)[0] ?? '') : onLine(machine, path, event))),
  // A machine's first state is entered without a step that says so.
  ...[...around(from), ...around(to)].map((path) => inLine(machine, path)),
  ...effects.map((effect) => effectLine(party.split('-', 1)[0] ?? party, effect)),
];
