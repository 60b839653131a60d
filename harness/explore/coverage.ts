/** What of the shipped machines the explored steps went through, against what there is (`harness/tabulate`). */
import type { MachineModule } from '../../machines/kit.ts';
import { transitionsOf, nodesOf } from '../tabulate/shape.ts';
import { tabulate } from '../tabulate/tabulate.ts';

export interface Ratio {
  readonly hit: number;
  readonly total: number;
}

export interface MachineCoverage {
  readonly machine: string;
  readonly states: Ratio;
  readonly transitions: Ratio;
  /** Each guard true and each guard false. */
  readonly guardOutcomes: Ratio;
  /** Declared (state, event) pairs, timers included. */
  readonly cells: Ratio;
  readonly missing: { readonly states: readonly string[]; readonly transitions: readonly string[]; readonly cells: readonly string[] };
}

/** What was seen of one machine. */
export interface Seen {
  /** State values as text. */
  readonly states: Set<string>;
  /** Ids as in `harness/tabulate/shape.ts`. */
  readonly transitions: Set<string>;
  /** `<state value> <event>`. */
  readonly cells: Set<string>;
}

export class CoverageLog {
  readonly #seen = new Map<string, Seen>();

  of(machine: string): Seen {
    let seen = this.#seen.get(machine);
    if (seen === undefined) this.#seen.set(machine, (seen = { states: new Set(), transitions: new Set(), cells: new Set() }));
    return seen;
  }

  note(machine: string, from: string, event: string, to: string, taken: readonly string[]): void {
    const { states, transitions, cells } = this.of(machine);
    states.add(from).add(to);
    cells.add(`${from} ${event}`);
    for (const each of taken) transitions.add(each);
  }
}

const ratio = (all: Iterable<string>, seen: ReadonlySet<string>): { readonly ratio: Ratio; readonly missing: readonly string[] } => {
  const names = [...new Set(all)];
  const missing = names.filter((each) => !seen.has(each));
  return { ratio: { hit: names.length - missing.length, total: names.length }, missing };
};

/** A state node counts as reached with any state value inside it. */
const nodesReached = ({ machine }: MachineModule, seen: ReadonlySet<string>): ReadonlySet<string> => {
  const inside = new Set([...seen].flatMap((value) => value.split('|').flatMap((branch) => branch.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.')))));
  return new Set([...nodesOf(machine.root)].filter(({ path }) => (path.length === 0 ? seen.size > 0 : inside.has(path.join('.')))).map(({ id }) => id));
};

export const coverageOf = (module: MachineModule, seen: Seen): MachineCoverage => {
  const table = tabulate(module);
  const guarded = [...transitionsOf(module.machine)].filter(({ definition }) => definition.guard !== undefined).map(({ id }) => id);
  const states = ratio([...nodesOf(module.machine.root)].map(({ id }) => id), nodesReached(module, seen.states));
  const transitions = ratio([...transitionsOf(module.machine)].map(({ id }) => id), seen.transitions);
  const cells = ratio(table.cells.filter(({ declared }) => declared).map((cell) => `${table.states[cell.state]?.value} ${table.events[cell.event]}`), seen.cells);
  // A guard was true where its transition was taken, and false where the next candidate was.
  const outcomes = ratio(guarded.flatMap((id) => [`${id} true`, `${id} false`]), new Set(guarded.flatMap((id) => [
    ...(seen.transitions.has(id) ? [`${id} true`] : []), ...(seen.transitions.has(nextCandidate(id)) ? [`${id} false`] : []),
  ])));
  return {
    machine: module.name, states: states.ratio, transitions: transitions.ratio, guardOutcomes: outcomes.ratio, cells: cells.ratio,
    missing: { states: states.missing, transitions: transitions.missing, cells: cells.missing },
  };
};

const nextCandidate = (id: string): string => id.replace(/#(\d+)$/, (_, index: string) => `#${Number(index) + 1}`);

export const totalOf = (coverages: readonly MachineCoverage[], what: 'states' | 'transitions' | 'guardOutcomes' | 'cells'): Ratio =>
  ({ hit: coverages.reduce((sum, each) => sum + each[what].hit, 0), total: coverages.reduce((sum, each) => sum + each[what].total, 0) });
