import { assign, setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { delayOf } from '../../harness/tabulate/table.ts';
import { MAX_STATES, tabulate, treatsIdsAsOpaque } from '../../harness/tabulate/tabulate.ts';
import { effects, named } from '../../machines/kit.ts';
import { CLEAN, moduleOf } from './bad.ts';

const WAIT = 'xstate.after.wait.rp-made.busy';

describe('design 5.2: a machine as a table', () => {
  const table = tabulate(CLEAN);
  const cell = (state: number, event: string) => table.cells.find((each) => each.state === state && table.events[each.event] === event);

  it('T1 names states by value, context and armed timers', () => {
    expect(table.states).toEqual([
      { value: 'idle', context: {}, timers: [], ended: false },
      { value: 'busy', context: {}, timers: [WAIT], ended: false },
    ]);
    expect(table.starts).toEqual([{ input: 0, next: 0, effects: [], armed: [], cancelled: [] }]);
  });

  it('T2 tries every event everywhere, and a timer only where it is armed', () => {
    expect(table.events).toEqual(['GO', 'BACK', 'NOISE', WAIT]);
    expect(table.cells.map((each) => [each.state, table.events[each.event]])).toEqual([
      [0, 'GO'], [0, 'BACK'], [0, 'NOISE'], [1, 'GO'], [1, 'BACK'], [1, 'NOISE'], [1, WAIT],
    ]);
  });

  it('records what a transition emits, arms and cancels', () => {
    expect(cell(0, 'GO')).toMatchObject({ next: 1, effects: ['went'], armed: [WAIT], cancelled: [], taken: ['rp-made.idle GO'] });
    expect(cell(1, 'BACK')).toMatchObject({ next: 0, effects: [], armed: [], cancelled: [WAIT] });
    expect(cell(1, WAIT)).toMatchObject({ next: 0, effects: ['expired'], taken: [`rp-made.busy ${WAIT}`] });
    expect(delayOf(WAIT)).toBe('wait');
  });

  it('T3 tells a declared ignore from an undeclared drop, though neither changes anything', () => {
    expect(cell(1, 'NOISE')).toMatchObject({ declared: true, next: 1, taken: ['rp-made.busy NOISE'] });
    expect(cell(0, 'NOISE')).toMatchObject({ declared: false, next: 0, taken: [] });
  });

  it('design 4.7: a timer that ran out without a transition leaves another state behind', () => {
    const machine = setup({ delays: named('wait'), actions: effects('a'), guards: { never: () => false } }).createMachine({
      id: 'rp-made', initial: 'only', states: { only: { after: { wait: { guard: 'never', actions: 'a' } } } },
    });
    const gone = tabulate(moduleOf(machine, []));
    expect(gone.states.map(({ value, timers }) => [value, timers.length])).toEqual([['only', 1], ['only', 0]]);
    expect(gone.cells).toEqual([{ state: 0, event: 0, declared: true, taken: [], next: 1, effects: [], armed: [], cancelled: [] }]);
  });

  it('a re-entered state arms its timer anew', () => {
    const machine = setup({ types: {} as { events: { type: 'AGAIN' } }, delays: named('wait') }).createMachine({
      id: 'rp-made', initial: 'busy', states: { busy: { on: { AGAIN: { target: 'busy', reenter: true } }, after: { wait: { target: 'busy', reenter: true } } } },
    });
    const again = tabulate(moduleOf(machine, [{ type: 'AGAIN' }]));
    expect(again.states).toHaveLength(1);
    expect(again.starts[0]?.armed).toEqual([WAIT]);
    expect(again.cells[0]).toMatchObject({ armed: [WAIT], cancelled: [WAIT] });
    expect(again.cells[1]).toMatchObject({ next: 0, armed: [WAIT] });
  });

  it('starts once from each input, and counts bounded context into the state', () => {
    const machine = setup({
      types: {} as { context: { left: number }; input: { left: number }; events: { type: 'TICK' } },
      actions: { count: assign({ left: ({ context }) => context.left - 1 }) },
      guards: { some: ({ context }) => context.left > 0 },
    }).createMachine({
      id: 'rp-made', context: ({ input }) => ({ left: input.left }), initial: 'on', states: { on: { on: { TICK: { guard: 'some', actions: 'count' } } } },
    });
    const counted = tabulate(moduleOf(machine, [{ type: 'TICK' }], [{ left: 2 }, { left: 4 }]));
    expect(counted.starts.map(({ input, next }) => [input, counted.states[next]?.context])).toEqual([[0, { left: 2 }], [1, { left: 4 }]]);
    expect(counted.states).toHaveLength(5);
  });

  it(`design 5: stops at ${MAX_STATES} local states and says so`, () => {
    const machine = setup({
      types: {} as { context: { ticks: number }; events: { type: 'TICK' } }, actions: { count: assign({ ticks: ({ context }) => context.ticks + 1 }) },
    }).createMachine({ id: 'rp-made', context: { ticks: 0 }, on: { TICK: { actions: 'count' } } });
    const endless = tabulate(moduleOf(machine, [{ type: 'TICK' }]));
    expect(endless.truncated).toBe(true);
    expect(endless.states).toHaveLength(MAX_STATES + 1);
  });
});

describe('T4, K2: opaque ids', () => {
  const carrying = (note: (id: string) => string) => moduleOf(
    setup({
      types: {} as { context: { failed: string }; events: { type: 'FAIL'; failed: string } },
      actions: { note: assign({ failed: ({ event }) => note(event.failed) }) },
    }).createMachine({ id: 'rp-made', context: { failed: '' }, initial: 'on', states: { on: { on: { FAIL: { actions: 'note' } } } } }),
    [{ type: 'FAIL', failed: 'any' }],
  );

  it('accepts a machine that carries the id', () => {
    expect(treatsIdsAsOpaque(carrying((id) => id))).toBe(true);
    expect(tabulate(carrying((id) => id), 'X5.9-06').states[1]?.context).toEqual({ failed: 'X5.9-06' });
  });

  it.each([
    ['its first letters', (id: string) => id.slice(0, 3)],
    ['its length', (id: string) => String(id.length)],
    ['a character in it', (id: string) => (id.includes('.') ? 'check' : 'cause')],
  ])('finds a machine that looks at %s', (_what, note) => {
    expect(treatsIdsAsOpaque(carrying(note))).toBe(false);
  });
});
