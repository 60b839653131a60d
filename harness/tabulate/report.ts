/** Every machine of the emulator, tabulated and judged: a plain report, and its text for people. */
import { PARTIES } from '../../actors/index.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import type { MachineModule } from '../../machines/kit.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { ROUTES, type Route } from '../../protocol/mehrs/parameters/routing.ts';
import type { Defect } from './defect.ts';
import { fitDefects, type Hosting } from './fit.ts';
import { judgeMachine, type Undeclared } from './machine.ts';

export interface MachineSummary {
  readonly machine: string;
  /** Local states: value, context and armed timers. */
  readonly states: number;
  /** Transitions as written in the statechart. */
  readonly transitions: number;
  /** (local state, event) pairs tried. */
  readonly cells: number;
  readonly dead: number;
  readonly undeclared: readonly Undeclared[];
}

/** Plain data: survives JSON unchanged. */
export interface TabulationReport {
  readonly machines: readonly MachineSummary[];
  readonly defects: readonly Defect[];
}

const HOSTINGS: readonly Hosting[] = Object.values(PARTIES).map(({ role, machines, classify, render, delays }) => ({
  role, machines: machines.map(({ name }) => name), rendered: Object.keys(render), delays: Object.keys(delays), reads: Object.keys(classify) as MessageType[],
}));

export const tabulateAll = (
  modules: readonly MachineModule[] = ALL_MACHINES, parties: readonly Hosting[] = HOSTINGS, routes: readonly Route[] = ROUTES,
): TabulationReport => {
  const judged = modules.map(judgeMachine);
  return {
    machines: judged.map(({ table, transitions, defects, undeclared }) => ({
      machine: table.machine, states: table.states.length, transitions, cells: table.cells.length, undeclared,
      dead: defects.filter(({ kind }) => kind.startsWith('dead')).length,
    })),
    defects: [...judged.flatMap(({ defects }) => defects), ...fitDefects(judged.map(({ table }) => table), parties, routes)],
  };
};

const HEAD = ['machine', 'states', 'transitions', 'cells', 'dead', 'undeclared'] as const;
const sum = (rows: readonly MachineSummary[], of: (row: MachineSummary) => number): number => rows.reduce((total, row) => total + of(row), 0);

const counts = (name: string, rows: readonly MachineSummary[]): readonly string[] =>
  [name, ...[sum(rows, (row) => row.states), sum(rows, (row) => row.transitions), sum(rows, (row) => row.cells), sum(rows, (row) => row.dead), sum(rows, (row) => row.undeclared.length)].map(String)];

const align = (lines: readonly (readonly string[])[]): readonly string[] => {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) => line.map((text, column) => (column === 0 ? text.padEnd(widths[column] as number) : text.padStart(widths[column] as number))).join('  '));
};

/** @param options.undeclared also lists, per machine and state, the events the state does not declare. */
export const renderTabulation = ({ machines, defects }: TabulationReport, options: { readonly undeclared?: boolean } = {}): string => {
  const lines = [...align([HEAD, ...machines.map((each) => counts(each.machine, [each])), counts('all', machines)])];
  if (options.undeclared === true) {
    lines.push('', 'Undeclared, by machine and state (an event that comes there is dropped, and a run reports it):');
    for (const { machine, undeclared } of machines) {
      for (const state of new Set(undeclared.map((each) => each.state))) {
        lines.push(`  ${machine} ${state}: ${undeclared.filter((each) => each.state === state).map(({ event }) => event).join(' ')}`);
      }
    }
  }
  lines.push('', defects.length === 0 ? 'no defects' : `defects: ${defects.length}`);
  for (const { kind, of, where, detail } of defects) lines.push(`  ${kind}  ${of}: ${where}: ${detail}`);
  return lines.join('\n');
};
