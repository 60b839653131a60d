/**
 * The path suite of every single machine, made by `xstate/graph`: the shortest way to each state it can be in, and every event there.
 * `createTestModel` refuses machines with `after`, so the graph walks a logic that has a machine's armed timers among its events
 * (design 4, XState facts). Each way is gone by XState's own interpreter, which must do what the table says (design 5.2).
 */
import { createActor, type AnyActor, type AnyEventObject, type AnyMachineSnapshot } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { describe, expect, it } from 'vitest';
import { stateText } from '../../actors/runtime/behaviour.ts';
import { MADE_UP_IDS, tabulate } from '../../harness/tabulate/tabulate.ts';
import type { Cell, Table } from '../../harness/tabulate/table.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import type { MachineModule } from '../../machines/kit.ts';

const cellsBy = ({ cells, events }: Table): ReadonlyMap<string, Cell> => new Map(cells.map((cell) => [`${cell.state} ${events[cell.event]}`, cell]));

/** The table as a logic: its snapshots are numbers of local states. */
const logicOf = (table: Table, start: number) => {
  const cells = cellsBy(table);
  return {
    transition: (snapshot: { readonly state: number }, { type }: AnyEventObject) => ({ ...snapshot, state: cells.get(`${snapshot.state} ${type}`)?.next ?? snapshot.state }),
    getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined, state: start }),
    getPersistedSnapshot: (snapshot: object) => snapshot,
  };
};

const eventsAt = ({ cells, events }: Table, state: number): readonly AnyEventObject[] =>
  cells.filter((cell) => cell.state === state && cell.declared).map((cell) => ({ type: events[cell.event] as string }));

const shortestPaths = (table: Table, start: number) => getShortestPaths(logicOf(table, start) as never, {
  events: ((snapshot: { readonly state: number }) => eventsAt(table, snapshot.state)) as never,
  serializeState: ((snapshot: { readonly state: number }) => String(snapshot.state)) as never,
}) as unknown as readonly { readonly state: { readonly state: number }; readonly steps: readonly { readonly event: AnyEventObject }[] }[];

interface Gone {
  readonly actor: AnyActor;
  readonly effects: string[];
}

const begun = (module: MachineModule, input: unknown, snapshot?: unknown): Gone => {
  const effects: string[] = [];
  // Timers never run by themselves: whoever goes the way says when.
  const clock = { setTimeout: () => 0, clearTimeout: () => undefined };
  const actor = createActor(module.machine, { clock, ...(snapshot === undefined ? { input } : { snapshot: snapshot as never }) });
  actor.on('*', ({ type }: { type: string }) => effects.push(type));
  actor.start();
  return { actor, effects };
};

/** Events carry the made-up id that the table was made with. */
const fed = (module: MachineModule, type: string): AnyEventObject => {
  const known = module.alphabet.find((each) => each.type === type);
  return known !== undefined && 'failed' in known ? { type, failed: MADE_UP_IDS[0] } : { type };
};

const shown = ({ actor }: Gone): { readonly value: string; readonly context: unknown } => {
  const { value, context } = actor.getSnapshot() as AnyMachineSnapshot;
  return { value: stateText(value), context: { ...context as object } };
};
const wanted = ({ states }: Table, state: number) => ({ value: states[state]?.value, context: states[state]?.context });

describe.each(ALL_MACHINES.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const table = tabulate(module);
  const cells = cellsBy(table);

  it('L5: the shortest way to every state is one that the interpreter goes, and there every event does what the table says', () => {
    const reached = new Set<number>();
    for (const { input, next: start } of table.starts) {
      for (const { state: { state: end }, steps } of shortestPaths(table, start)) {
        reached.add(end);
        const gone = begun(module, module.inputs[input]);
        for (const { event } of steps) if (event.type !== 'xstate.init') gone.actor.send(fed(module, event.type));
        const way = steps.map(({ event }) => event.type).join(', ');
        expect(shown(gone), way).toEqual(wanted(table, end));
        const there = gone.actor.getPersistedSnapshot();
        for (const { type } of eventsAt(table, end)) {
          const cell = cells.get(`${end} ${type}`)!;
          const after = begun(module, undefined, there);
          after.effects.length = 0;
          after.actor.send(fed(module, type));
          expect(shown(after), `${way}, then ${type}`).toEqual(wanted(table, cell.next));
          expect(after.effects, `${way}, then ${type}`).toEqual(cell.effects);
        }
      }
    }
    expect(reached.size).toBe(table.states.length);
  });
});
