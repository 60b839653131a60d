/** Mutants of statecharts: transitions dropped and sent elsewhere, actions dropped, doubled, swapped, misrouted, delays and first states changed (design 5.9). */
import { createMachine, type AnyStateMachine } from 'xstate';
import type { AnyParty } from '../../actors/runtime/party.ts';
import type { MachineModule } from '../../machines/kit.ts';
import { ROUTES } from '../../protocol/mehrs/parameters/routing.ts';
import { configOf, listOf, placesOf, singleOf, withNode, type NodeConfig, type Place, type TransitionConfig } from './configs.ts';
import { differenceOn, isEquivalent } from './equivalence.ts';
import { afterLine, inLine, onLine } from './lines.ts';
import type { Mutant } from './mutant.ts';

interface Change {
  readonly operator: string;
  readonly change: (config: NodeConfig) => NodeConfig;
}

const without = <T>(record: Readonly<Record<string, T>> | undefined, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([each]) => each !== name));

/** Notes what failed; doing it twice is doing it once. */
const isNote = (action: string): boolean => /^(note|forget)/.test(action);

/** The next name of a list, going round; undefined when there is no other. */
const nextOf = (names: readonly string[], name: string | undefined): string | undefined => {
  const others = names.filter((each) => each !== name);
  return others.length === 0 ? undefined : others[(name === undefined ? 0 : names.indexOf(name)) % others.length];
};

/** Lists of actions that differ in one thing. */
function* actionLists(actions: readonly string[], all: readonly string[]): Iterable<{ readonly operator: string; readonly actions: readonly string[] }> {
  for (const [index, action] of actions.entries()) {
    yield { operator: `drop ${action}`, actions: actions.filter((_, each) => each !== index) };
    if (!isNote(action)) yield { operator: `double ${action}`, actions: [...actions.slice(0, index), action, ...actions.slice(index)] };
    const other = nextOf(all.filter((each) => isNote(each) === isNote(action)), action);
    if (other !== undefined) yield { operator: `${action} -> ${other}`, actions: actions.map((each, at) => (at === index ? other : each)) };
    const next = actions[index + 1];
    if (next !== undefined) yield { operator: `swap ${action} and ${next}`, actions: [...actions.slice(0, index), next, action, ...actions.slice(index + 2)] };
  }
}

function* transitionChanges(kind: 'on' | 'after', { node, path, siblings }: Place, all: { readonly actions: readonly string[]; readonly delays: readonly string[] }): Iterable<Change & { readonly event: string }> {
  for (const [event, configured] of Object.entries(node[kind] ?? {})) {
    const transition = singleOf(configured);
    if (transition === undefined) continue;
    const put = (changed: TransitionConfig) => (config: NodeConfig): NodeConfig => withNode(config, path, (each) => ({ ...each, [kind]: { ...each[kind], [event]: changed } }));
    yield { event, operator: `drop ${kind} ${event}`, change: (config) => withNode(config, path, (each) => ({ ...each, [kind]: without(each[kind], event) })) };
    if (transition.meta?.ignored !== undefined) continue;
    const { target, ...rest } = transition;
    const here = path.at(-1);
    const other = nextOf(siblings.filter((each) => each !== here), target);
    if (other !== undefined && other !== target) yield { event, operator: `${event} to ${other}`, change: put({ ...rest, target: other }) };
    if (target !== undefined && target !== here) yield { event, operator: `${event} stays`, change: put(rest) };
    for (const { operator, actions } of actionLists(listOf(transition.actions), all.actions)) yield { event, operator: `${event}: ${operator}`, change: put({ ...transition, actions }) };
    const delay = kind === 'after' ? nextOf(all.delays, event) : undefined;
    if (delay !== undefined) {
      yield { event, operator: `after ${event} -> ${delay}`, change: (config) => withNode(config, path, (each) => ({ ...each, after: { ...without(each.after, event), [delay]: configured } })) };
    }
  }
}

function* changesOf(machine: AnyStateMachine, name: string): Iterable<Change & { readonly place: string; readonly lines: readonly string[] }> {
  const { actions, delays } = machine.implementations as { readonly actions: object; readonly delays: object };
  const all = { actions: Object.keys(actions), delays: Object.keys(delays) };
  for (const at of placesOf(configOf(machine))) {
    const place = at.path.join('.');
    const entered = inLine(name, place);
    for (const kind of ['on', 'after'] as const) {
      for (const { event, operator, change } of transitionChanges(kind, at, all)) {
        // A timer is armed where its state is entered.
        yield { place, operator, change, lines: kind === 'on' ? [onLine(name, place, event)] : [afterLine(name, place, event), entered] };
      }
    }
    for (const { operator, actions: entry } of actionLists(listOf(at.node.entry), all.actions)) {
      yield { place, operator: `entry: ${operator}`, change: (config) => withNode(config, at.path, (each) => ({ ...each, entry })), lines: [entered] };
    }
    const other = nextOf(Object.keys(at.node.states ?? {}), at.node.initial);
    if (at.node.initial !== undefined && other !== undefined) {
      yield { place, operator: `initial ${at.node.initial} -> ${other}`, change: (config) => withNode(config, at.path, (each) => ({ ...each, initial: other })), lines: [entered] };
    }
  }
}

/** What is counted together. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^initial /, 'initial state'], [/^after .* -> /, 'delay'], [/ stays$/, 'retarget'], [/^drop (on|after) /, 'drop transition'], [/^(entry|[A-Za-z_]+): drop /, 'drop action'],
  [/: double /, 'double action'], [/: swap /, 'swap actions'], [/ -> /, 'misroute action'], [/ to /, 'retarget'],
];
const kindOf = (operator: string): string => KINDS.find(([pattern]) => pattern.test(operator))?.[1] ?? operator;

const replaced = (party: AnyParty, module: MachineModule, machine: AnyStateMachine): AnyParty =>
  ({ ...party, machines: party.machines.map((each) => (each.name === module.name ? { ...module, machine } : each)) });

/** Who an effect is rendered by and where it goes: a function that is not told which of its effects it renders says the same for each (`At.effect` is read by none). */
const sayingIn = ({ role, render }: AnyParty) => (effect: string): string => {
  const routeOf = (each: string): string => JSON.stringify(ROUTES.filter((route) => route.from === role && route.effect === each).map(({ type, to }) => [type, to]));
  return Object.keys(render).find((each) => render[each] === render[effect] && routeOf(each) === routeOf(effect)) ?? effect;
};

let last: { readonly id: string; readonly machine: AnyStateMachine } | undefined;
/** The machine of a mutant, which is compared several times running and then no more. */
const compared = (id: string, make: () => AnyStateMachine): AnyStateMachine => {
  if (last?.id !== id) last = { id, machine: make() };
  return last.machine;
};

/** Every mutant of one machine of a party. */
export function* machineMutants(party: AnyParty, module: MachineModule): Iterable<Mutant> {
  const { machine } = module;
  for (const { place, operator, change, lines } of changesOf(machine, module.name)) {
    let mutated: AnyParty | undefined;
    const make = (): AnyStateMachine => createMachine(change(configOf(machine)) as never, machine.implementations as never);
    const id = `${module.name} ${place || '(root)'} ${operator}`;
    yield {
      id, operator: kindOf(operator), lines, isLocal: true, machine: module.name,
      differenceOn: (events) => differenceOn(module, compared(id, make), events, { sayingOf: sayingIn(party) }),
      isSameMachine: (trying) => isEquivalent(module, compared(id, make), { ...trying, sayingOf: sayingIn(party) }),
      // The machine is made when the mutant's turn comes, and may turn out to be none.
      get parties() {
        mutated ??= replaced(party, module, make());
        return { [party.role]: mutated };
      },
    };
  }
}
