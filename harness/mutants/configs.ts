/** A statechart's configuration as data: where its transitions, actions and first states stand, and copies of it with one thing changed. */
import type { AnyStateMachine } from 'xstate';

export interface TransitionConfig {
  readonly target?: string;
  readonly actions?: string | readonly string[];
  readonly reenter?: boolean;
  readonly guard?: string;
  readonly meta?: { readonly ignored?: string };
}
type Transition = string | TransitionConfig | readonly (string | TransitionConfig)[];

export interface NodeConfig {
  readonly initial?: string;
  readonly entry?: string | readonly string[];
  readonly on?: Readonly<Record<string, Transition>>;
  readonly after?: Readonly<Record<string, Transition>>;
  readonly states?: Readonly<Record<string, NodeConfig>>;
}

export interface Place {
  /** State path, empty for the root. */
  readonly path: readonly string[];
  readonly node: NodeConfig;
  /** Names of the states beside this one. */
  readonly siblings: readonly string[];
}

export function* placesOf(node: NodeConfig, path: readonly string[] = [], siblings: readonly string[] = []): Iterable<Place> {
  yield { path, node, siblings };
  const names = Object.keys(node.states ?? {});
  for (const [name, inner] of Object.entries(node.states ?? {})) yield* placesOf(inner, [...path, name], names);
}

export const configOf = (machine: AnyStateMachine): NodeConfig => machine.config as unknown as NodeConfig;

/** The configuration with one node replaced. */
export const withNode = (config: NodeConfig, path: readonly string[], change: (node: NodeConfig) => NodeConfig): NodeConfig => {
  const [first, ...rest] = path;
  if (first === undefined) return change(config);
  return { ...config, states: { ...config.states, [first]: withNode(config.states?.[first] ?? {}, rest, change) } };
};

export const listOf = (actions: string | readonly string[] | undefined): readonly string[] => (actions === undefined ? [] : typeof actions === 'string' ? [actions] : actions);

/** A transition as one object; undefined where it is a list of guarded ones. */
export const singleOf = (transition: Transition): TransitionConfig | undefined =>
  (typeof transition === 'string' ? { target: transition } : Array.isArray(transition) ? undefined : transition as TransitionConfig);
