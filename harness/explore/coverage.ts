/** What of the shipped machines was gone through, by exploration or by live journeys, against what there is (`harness/tabulate`). */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { MachineModule } from '../../machines/kit.ts';
import { nodesOf, transitionIds, transitionsOf } from '../tabulate/shape.ts';
import { tabulate } from '../tabulate/tabulate.ts';

export interface Ratio {
  readonly hit: number;
  readonly total: number;
}

/** Transitions are named as in `harness/tabulate/shape.ts`, guard outcomes `<transition> true` or `false`, cells `<state value> <event>`. */
export type Measure = 'states' | 'transitions' | 'guardOutcomes' | 'cells';
export const MEASURES: readonly Measure[] = ['states', 'transitions', 'guardOutcomes', 'cells'];

export interface MachineCoverage extends Readonly<Record<Measure, Ratio>> {
  readonly machine: string;
  readonly missing: Readonly<Record<Measure, readonly string[]>>;
}

/** What was seen of one machine; state values as text. */
export interface Seen {
  readonly states: Set<string>;
  readonly transitions: Set<string>;
  /** Transitions that led into a state value. */
  readonly into: Map<string, Set<string>>;
  /** By state value and event: the transitions each step took, drawn together. */
  readonly steps: Map<string, Map<string, Set<string>>>;
}

const TOGETHER = '\n';
const takenIn = (together: string): readonly string[] => (together === '' ? [] : together.split(TOGETHER));

const at = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
};
const newSet = (): Set<string> => new Set();

/** One step of a machine. */
export type Note = readonly [machine: string, from: string, event: string, to: string, taken: readonly string[]];

export class CoverageLog {
  readonly #seen = new Map<string, Seen>();
  readonly #notes = new Map<string, Note>();

  of(machine: string): Seen {
    return at(this.#seen, machine, () => ({ states: new Set(), transitions: new Set(), into: new Map(), steps: new Map() }));
  }

  note(...note: Note): void {
    const name = JSON.stringify(note);
    if (this.#notes.has(name)) return;
    this.#notes.set(name, note);
    const [machine, from, event, to, taken] = note;
    const { states, transitions, into, steps } = this.of(machine);
    states.add(from).add(to);
    at(at(steps, from, () => new Map<string, Set<string>>()), event, newSet).add(taken.join(TOGETHER));
    const led = at(into, to, newSet);
    for (const each of taken) {
      transitions.add(each);
      led.add(each);
    }
  }

  /** Every step once. */
  notes(): Iterable<Note> {
    return this.#notes.values();
  }

  /** Consecutive transitions of one machine: one leads to the state value that the other leaves. */
  pairs(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [machine, { into, steps }] of this.#seen) {
      for (const [state, before] of into) {
        const after = [...(steps.get(state)?.values() ?? [])].flatMap((each) => [...each].flatMap(takenIn));
        for (const one of before) for (const other of after) found.add(pairName(machine, one, other));
      }
    }
    return found;
  }
}

export const pairName = (machine: string, one: string, other: string): string => `${machine}: ${one} > ${other}`;

/** Innermost state nodes of a state value as text: `a.b`, or `x.a|y.b` of a parallel machine. */
const leavesOf = ({ root }: AnyStateMachine, text: string): readonly AnyStateNode[] =>
  text.split('|').map((branch) => branch.split('.').reduce<AnyStateNode>((node, part) => (node.states[part] as AnyStateNode | undefined) ?? node, root));

const idsOf = new Map<AnyStateMachine, ReturnType<typeof transitionIds>>();

/** Which guards a step asked, and what they said: candidates are tried in order, from the innermost state out, until one is taken. */
function* guardsAsked(machine: AnyStateMachine, from: string, event: string, taken: readonly string[]): Iterable<string> {
  const ids = at(idsOf, machine, () => transitionIds(machine));
  for (const leaf of leavesOf(machine, from)) {
    let found = false;
    for (let node: AnyStateNode | undefined = leaf; node !== undefined && !found; node = node.parent) {
      for (const each of (node.transitions as Map<string, AnyTransitionDefinition[]>).get(event) ?? []) {
        if (found) break;
        const id = ids.get(each) ?? '';
        found = taken.includes(id);
        if (each.guard !== undefined) yield `${id} ${found}`;
      }
    }
  }
}

/** A state node counts as reached with any state value inside it. */
const nodesReached = ({ root }: AnyStateMachine, seen: ReadonlySet<string>): ReadonlySet<string> => {
  const inside = new Set([...seen].flatMap((value) => value.split('|').flatMap((branch) => branch.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.')))));
  return new Set([...nodesOf(root)].filter(({ path }) => (path.length === 0 ? seen.size > 0 : inside.has(path.join('.')))).map(({ id }) => id));
};

export type Things = Readonly<Record<Measure, readonly string[]>>;
const known = new WeakMap<AnyStateMachine, Things>();

/** Everything there is of a machine. Cells are the declared (state, event) pairs of states that it can be in, timers included. */
export const thingsOf = (module: MachineModule): Things => {
  const before = known.get(module.machine);
  if (before !== undefined) return before;
  const table = tabulate(module);
  const transitions = [...transitionsOf(module.machine)];
  const things = {
    states: [...nodesOf(module.machine.root)].map(({ id }) => id),
    transitions: transitions.map(({ id }) => id),
    guardOutcomes: transitions.filter(({ definition }) => definition.guard !== undefined).flatMap(({ id }) => [`${id} true`, `${id} false`]),
    cells: [...new Set(table.cells.filter(({ declared }) => declared).map(({ state, event }) => `${table.states[state]?.value} ${table.events[event]}`))],
  };
  known.set(module.machine, things);
  return things;
};

const possible = new WeakMap<AnyStateMachine, readonly string[]>();

/** Transition pairs that a machine alone can take one after the other, whoever feeds it: more than any world does. */
export const pairsOf = (module: MachineModule): readonly string[] => {
  const before = possible.get(module.machine);
  if (before !== undefined) return before;
  const { cells } = tabulate(module);
  const [into, outOf] = [new Map<number, Set<string>>(), new Map<number, Set<string>>()];
  for (const { state, next, taken } of cells) {
    for (const each of taken) {
      at(into, next, newSet).add(each);
      at(outOf, state, newSet).add(each);
    }
  }
  const pairs = [...new Set([...into].flatMap(([state, led]) => [...led].flatMap((one) => [...(outOf.get(state) ?? [])].map((other) => pairName(module.name, one, other)))))];
  possible.set(module.machine, pairs);
  return pairs;
};

/** What was seen, by the names that `thingsOf` has. */
export const hitsOf = ({ machine }: MachineModule, { states, transitions, steps }: Seen): Readonly<Record<Measure, ReadonlySet<string>>> => {
  const all = [...steps].flatMap(([from, byEvent]) => [...byEvent].map(([event, takens]) => ({ from, event, takens: [...takens].map(takenIn) })));
  return {
    states: nodesReached(machine, states), transitions, cells: new Set(all.map(({ from, event }) => `${from} ${event}`)),
    guardOutcomes: new Set(all.flatMap(({ from, event, takens }) => takens.flatMap((taken) => [...guardsAsked(machine, from, event, taken)]))),
  };
};

export const coverageOf = (module: MachineModule, seen: Seen): MachineCoverage => {
  const [things, hits] = [thingsOf(module), hitsOf(module, seen)];
  const missing = (what: Measure): readonly string[] => things[what].filter((each) => !hits[what].has(each));
  const gaps = { states: missing('states'), transitions: missing('transitions'), guardOutcomes: missing('guardOutcomes'), cells: missing('cells') };
  const ratio = (what: Measure): Ratio => ({ hit: things[what].length - gaps[what].length, total: things[what].length });
  return { machine: module.name, states: ratio('states'), transitions: ratio('transitions'), guardOutcomes: ratio('guardOutcomes'), cells: ratio('cells'), missing: gaps };
};

export const totalOf = (coverages: readonly MachineCoverage[], what: Measure): Ratio =>
  ({ hit: coverages.reduce((sum, each) => sum + each[what].hit, 0), total: coverages.reduce((sum, each) => sum + each[what].total, 0) });
