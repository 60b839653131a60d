/** What a live run went through in its machines: the transitions behind its steps, by the shipped machines themselves. */
import type { StepRecord } from '../../actors/runtime/host.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { machineSteps } from '../explore/company.ts';
import { MEASURES, CoverageLog, hitsOf, pairName } from '../explore/coverage.ts';

/** Shared by all runs of a process: each machine is asked once per local state and event. */
const MACHINES = machineSteps();

/** Names of the things of one run, each with its machine before it, and of its transition pairs. */
export interface Passage {
  /** `<machine> <measure> <thing>`. */
  readonly things: readonly string[];
  /** `<machine>: <transition> > <transition>`: one after the other at one instance. */
  readonly pairs: readonly string[];
}

export const thingName = (machine: string, measure: string, thing: string): string => `${machine} ${measure} ${thing}`;

/**
 * @param steps of a whole run, in the order each party took them.
 * @throws Error where the steps are not those of the shipped machines: then nothing can be said of them.
 */
export const passageOf = (steps: readonly StepRecord[]): Passage => {
  const log = new CoverageLog();
  const pairs = new Set<string>();
  const instances = new Map<string, { state: number; last: readonly string[] }>();
  for (const { party, machine, key, event, failed, from, to, declared } of steps) {
    const tables = MACHINES.get(machine);
    if (tables === undefined) throw new Error(`${party} runs "${machine}", which is no machine of the emulator`);
    const id = `${party} ${machine}/${key}`;
    let instance = instances.get(id);
    if (instance === undefined) instances.set(id, (instance = { state: tables.start.next, last: [] }));
    const step = tables.step(instance.state, failed === undefined ? { type: event } : { type: event, failed });
    if (step.from !== from || step.to !== to || step.declared !== declared) throw new Error(`${id}: ${event} leads from ${step.from} to ${step.to}, the run says from ${from} to ${to}`);
    instance.state = step.next;
    if (!declared) continue;
    log.note(machine, from, event, to, step.taken);
    for (const one of instance.last) for (const other of step.taken) pairs.add(pairName(machine, one, other));
    if (step.taken.length > 0) instance.last = step.taken;
  }
  const things = ALL_MACHINES.flatMap((module) => {
    const hits = hitsOf(module, log.of(module.name));
    return MEASURES.flatMap((measure) => [...hits[measure]].map((thing) => thingName(module.name, measure, thing)));
  });
  return { things, pairs: [...pairs] };
};
