/** A defect put into a shipped machine, to see that a search finds it. */
import { createMachine, type AnyStateMachine } from 'xstate';
import { ALL_MACHINES } from '../../machines/index.ts';
import type { MachineModule } from '../../machines/kit.ts';
import { configOf, withNode, type NodeConfig } from '../../harness/mutants/configs.ts';

const changed = (machine: AnyStateMachine, path: readonly string[], change: (node: NodeConfig) => NodeConfig): AnyStateMachine =>
  createMachine(withNode(configOf(machine), path, change) as never, machine.implementations as never);

/** All machines, one of them with one state changed. @param path dotted. */
export const withDefect = (name: string, path: string, change: (node: NodeConfig) => NodeConfig): readonly MachineModule[] =>
  ALL_MACHINES.map((module) => (module.name === name ? { ...module, machine: changed(module.machine, path === '' ? [] : path.split('.'), change) } : module));

/** The state without what it does on an event. */
export const deaf = (event: string) => (node: NodeConfig): NodeConfig => ({ ...node, on: Object.fromEntries(Object.entries(node.on ?? {}).filter(([each]) => each !== event)) });
