/** What can be read off a statechart without running it: its nodes, its transitions, and what the rules of machines forbid (K1, K3; design 4). */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Finding } from './defect.ts';
import { AFTER, delayOf } from './table.ts';

export function* nodesOf(node: AnyStateNode): Iterable<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states) as AnyStateNode[]) yield* nodesOf(child);
}

export interface NamedTransition {
  readonly id: string;
  readonly node: AnyStateNode;
  readonly definition: AnyTransitionDefinition;
}

/** Every transition on an event or a timer, as `<state> <event>`, with `#n` where a state has several for one event. */
export function* transitionsOf(machine: AnyStateMachine): Iterable<NamedTransition> {
  for (const node of nodesOf(machine.root)) {
    for (const [event, candidates] of node.transitions as Map<string, AnyTransitionDefinition[]>) {
      for (const [index, definition] of candidates.entries()) {
        yield { id: `${node.id} ${event}${candidates.length === 1 ? '' : `#${index}`}`, node, definition };
      }
    }
  }
}

export const transitionIds = (machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, string> =>
  new Map([...transitionsOf(machine)].map(({ definition, id }) => [definition, id]));

/** Named, built by `emit` or `assign`, or XState's own arming of an `after`. */
const PURE_ACTIONS: readonly unknown[] = ['xstate.emit', 'xstate.assign'];

interface ActionObject {
  readonly type?: string;
  readonly id?: string;
  readonly sendId?: string;
}

const isAfterTimer = (action: ActionObject): boolean =>
  (action.type === 'xstate.raise' || action.type === 'xstate.cancel') && (action.id ?? action.sendId ?? '').startsWith(AFTER);

/** Name of an action or guard as `setup()` knows it; undefined for one written in place. */
const nameOf = (written: unknown): string | undefined => {
  if (typeof written === 'string') return written;
  return typeof written === 'object' && written !== null && 'type' in written ? String(written.type) : undefined;
};

/** The names a guard refers to: its own, or those inside `and`, `or`, `not`. */
const guardNames = (guard: unknown): readonly (string | undefined)[] => {
  const inner = (guard as { guards?: readonly unknown[] }).guards;
  return typeof guard === 'function' && inner !== undefined ? inner.flatMap(guardNames) : [nameOf(guard)];
};

function* nodeFindings(node: AnyStateNode): Iterable<Finding> {
  if (node.invoke.length > 0) yield { kind: 'invoke', where: node.id, detail: 'machines are pure: effects out, no actors inside (K1)' };
  if ((node.always ?? []).length > 0) yield { kind: 'eventless', where: node.id, detail: 'an eventless transition hides a state from the table' };
  for (const [event, candidates] of node.transitions as Map<string, AnyTransitionDefinition[]>) {
    if (event.includes('*')) yield { kind: 'wildcard', where: `${node.id} ${event}`, detail: 'says that everything may be ignored here (K4)' };
    if (event.startsWith(AFTER) && candidates.at(-1)?.guard !== undefined) {
      yield { kind: 'guardedAfter', where: `${node.id} after ${delayOf(event)}`, detail: 'no unguarded last branch: when the guard is false the timer is gone (design 4.7)' };
    }
  }
}

/** Everything the rules of machines forbid and that shows without running. */
export function* shapeFindings(machine: AnyStateMachine): Iterable<Finding> {
  const used = { actions: new Set<string>(), guards: new Set<string>(), delays: new Set<string>() };
  const { actions, guards, delays, actors } = machine.implementations;
  const unnamed = (where: string, what: string): Finding => ({ kind: 'unnamed', where, detail: `${what} written in place; name it in setup() (K3)` });

  function* actionFindings(where: string, written: readonly unknown[]): Iterable<Finding> {
    for (const action of written) {
      if (isAfterTimer(action as ActionObject)) continue;
      const name = nameOf(action);
      if (name === undefined) yield unnamed(where, 'action');
      else used.actions.add(name);
    }
  }

  for (const node of nodesOf(machine.root)) {
    yield* nodeFindings(node);
    yield* actionFindings(node.id, [...node.entry, ...node.exit]);
    if (node.initial !== undefined) yield* actionFindings(`${node.id} initial`, node.initial.actions);
  }
  for (const { id, definition } of transitionsOf(machine)) {
    yield* actionFindings(id, definition.actions);
    if (definition.eventType.startsWith(AFTER)) used.delays.add(delayOf(definition.eventType));
    for (const name of definition.guard === undefined ? [] : guardNames(definition.guard)) {
      if (name === undefined) yield unnamed(id, 'guard');
      else used.guards.add(name);
    }
  }

  for (const [name, action] of Object.entries(actions)) {
    if (!PURE_ACTIONS.includes((action as ActionObject | undefined)?.type)) yield { kind: 'impureAction', where: `${machine.id} ${name}`, detail: 'an action emits or assigns, nothing else (K1)' };
  }
  for (const name of Object.keys(actors)) yield { kind: 'invoke', where: `${machine.id} ${name}`, detail: 'an actor inside a machine (K1)' };
  for (const [what, names] of [['actions', actions], ['guards', guards], ['delays', delays]] as const) {
    for (const name of Object.keys(names)) {
      if (!used[what].has(name)) yield { kind: 'unusedImplementation', where: `${machine.id} ${name}`, detail: `set up among the ${what} and never used` };
    }
  }
}
