/** K1 to K5 (machines/kit.ts), for every machine of the emulator, on its statechart and on its table. */
import { describe, expect, it } from 'vitest';
import { judgeMachine } from '../../harness/tabulate/machine.ts';
import { nodesOf, transitionsOf } from '../../harness/tabulate/shape.ts';
import { delayOf, type LocalState } from '../../harness/tabulate/table.ts';
import { MAX_STATES, tabulate } from '../../harness/tabulate/tabulate.ts';
import { PARTIES } from '../../actors/index.ts';
import { ALL_MACHINES } from '../../machines/index.ts';

const NO_OUTPUT_BUT = /^(xstate\.(emit|assign|raise|cancel)|[a-z][A-Za-z0-9]*)$/;

describe.each(ALL_MACHINES.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const { party, judged, transitions } = { party: PARTIES[module.role], judged: judgeMachine(module), transitions: [...transitionsOf(module.machine)] };
  const { table } = judged;

  it('is well-formed: nothing dead, nothing wild, nothing unnamed', () => {
    expect(judged.defects).toEqual([]);
  });

  it('K1: its output is effects that its party renders and delays that its party resolves; it invokes and spawns nothing', () => {
    const consequences = [...table.starts, ...table.cells];
    for (const effect of new Set(consequences.flatMap(({ effects }) => effects))) expect(party.render).toHaveProperty([effect]);
    for (const timer of new Set(consequences.flatMap(({ armed }) => armed))) expect(party.delays).toHaveProperty([delayOf(timer)]);
    for (const node of nodesOf(module.machine.root)) expect(node.invoke).toEqual([]);
    const actions = transitions.flatMap(({ definition }) => definition.actions).map((action) => (typeof action === 'object' || typeof action === 'function' ? (action as { type?: string }).type : action));
    for (const type of actions) expect(type).toMatch(NO_OUTPUT_BUT);
  });

  it('K2: two made-up ids give the same table, each in its place', () => {
    const [one, other] = [tabulate(module, 'first-made-up'), tabulate(module, 'Another, made up!')];
    expect(JSON.stringify(other).replaceAll('Another, made up!', 'first-made-up')).toBe(JSON.stringify(one));
  });

  it('K3: every guard is one named condition', () => {
    for (const { definition } of transitions.filter((each) => each.definition.guard !== undefined)) {
      expect(typeof definition.guard === 'string' || typeof (definition.guard as { type?: string }).type === 'string').toBe(true);
    }
  });

  it('K4: what does nothing is declared by its event in a leaf state, with a reason', () => {
    for (const { id, node, definition } of transitions) {
      expect(definition.eventType, id).not.toBe('*');
      const doesNothing = (definition.target ?? []).length === 0 && definition.actions.length === 0;
      if (!doesNothing) continue;
      expect(Object.keys(node.states), id).toEqual([]);
      expect(String((definition.meta as { ignored?: string } | undefined)?.ignored ?? ''), id).toMatch(/\w+ \w+/);
    }
  });

  it('K5: nothing is counted that need not be: a few local states, and a context of plain facts that an end forgets or only says', () => {
    expect(table.truncated).toBe(false);
    expect(table.states.length).toBeLessThanOrEqual(MAX_STATES);
    for (const { context } of table.states) for (const value of Object.values(context ?? {})) expect(['string', 'boolean', 'number']).toContain(typeof value);
    const counters = (state: LocalState) => Object.entries(state.context ?? {}).filter(([, value]) => typeof value === 'number' && value !== 0);
    for (const state of table.states.filter(({ ended }) => ended)) expect(counters(state)).toEqual([]);
  });

  it('L5: an end has no timer left', () => {
    for (const state of table.states.filter(({ ended }) => ended)) expect(state.timers).toEqual([]);
  });
});
