/**
 * What no journey reaches of the machines, and why. Cells are written down (`<state> <event>`); a transition that only such cells take
 * is excused with them. `mehrs journeys` fails for what is neither reached nor here, and for what is here and reached or no more.
 */
import { ALL_MACHINES } from '../../machines/index.ts';
import type { MachineModule } from '../../machines/kit.ts';
import { tabulate } from '../tabulate/tabulate.ts';
import { thingName } from './passage.ts';
import { REASONS } from './reasons.ts';

function* cellsOf(module: MachineModule): Iterable<readonly [string, string]> {
  for (const { machines, cells, reason } of REASONS) if (machines.includes(module.name)) for (const cell of cells) yield [cell, reason];
}

/** By name of a thing, as `passageOf` names it. */
const reasonsFor = (module: MachineModule): readonly (readonly [string, string])[] => {
  const excused = new Map(cellsOf(module));
  if (excused.size === 0) return [];
  const { cells, states, events } = tabulate(module);
  const takers = new Map<string, Set<string>>();
  for (const { state, event, declared, taken } of cells) {
    if (!declared) continue;
    for (const each of taken) takers.set(each, (takers.get(each) ?? new Set()).add(`${states[state]?.value} ${events[event]}`));
  }
  const own = REASONS.filter(({ machines }) => machines.includes(module.name));
  return [
    ...own.flatMap(({ states: unentered = [], reason }) => unentered.map((state) => [thingName(module.name, 'states', state), reason] as const)),
    ...[...excused].map(([cell, reason]) => [thingName(module.name, 'cells', cell), reason] as const),
    ...[...takers].flatMap(([transition, by]) => {
      const reasons = [...by].map((cell) => excused.get(cell));
      const [first] = reasons;
      return first === undefined || reasons.includes(undefined) ? [] : [[thingName(module.name, 'transitions', transition), first] as const];
    }),
  ];
};

let known: Readonly<Record<string, string>> | undefined;

/** Worked out when it is first asked for: every machine it is about is tabulated, and most commands want none of it. */
export const unreached = (): Readonly<Record<string, string>> => (known ??= Object.fromEntries(ALL_MACHINES.flatMap(reasonsFor)));
