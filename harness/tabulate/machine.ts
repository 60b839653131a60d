/** One machine tabulated and judged on its own. */
import type { MachineModule } from '../../machines/kit.ts';
import type { Defect, Finding } from './defect.ts';
import { nodesOf, shapeFindings, transitionsOf } from './shape.ts';
import type { LocalState, Table } from './table.ts';
import { MAX_STATES, tabulate, treatsIdsAsOpaque } from './tabulate.ts';

export interface Undeclared {
  /** State value as text; whether an event is declared depends on nothing else. */
  readonly state: string;
  readonly event: string;
}

export interface JudgedMachine {
  readonly module: MachineModule;
  readonly table: Table;
  readonly transitions: number;
  readonly defects: readonly Defect[];
  /** No defects as such: which of these can happen is known only in composition, and a live world reports the drop. */
  readonly undeclared: readonly Undeclared[];
}

const undeclaredOf = ({ cells, states, events }: Table): readonly Undeclared[] => {
  const found = new Map<string, Undeclared>();
  for (const cell of cells.filter(({ declared }) => !declared)) {
    const undeclared = { state: (states[cell.state] as LocalState).value, event: events[cell.event] as string };
    found.set(`${undeclared.state} ${undeclared.event}`, undeclared);
  }
  return [...found.values()];
};

/** Dead code by what no path over the alphabet reaches. Inside a dead state only the state is named. */
function* deadFindings({ machine, alphabet }: MachineModule, table: Table): Iterable<Finding> {
  const reached = new Set(table.reached);
  const taken = new Set(table.cells.flatMap((cell) => cell.taken));
  const declared = new Set(table.cells.filter((cell) => cell.declared).map((cell) => table.events[cell.event]));
  for (const { id, parent } of nodesOf(machine.root)) {
    if (!reached.has(id) && (parent === undefined || reached.has(parent.id))) yield { kind: 'deadState', where: id, detail: 'no path over the alphabet enters it' };
  }
  for (const { id, node } of transitionsOf(machine)) {
    if (reached.has(node.id) && !taken.has(id)) yield { kind: 'deadTransition', where: id, detail: 'no path over the alphabet takes it' };
  }
  for (const { type } of alphabet) if (!declared.has(type)) yield { kind: 'deadEvent', where: type, detail: 'in the alphabet, but no reached state declares it' };
}

/** Local states that nothing leaves though they are no end (L5), such as the one a timer leaves behind that is not armed again. */
function* stuckFindings({ cells, states }: Table): Iterable<Finding> {
  const leaving = new Set(cells.filter(({ declared }) => declared).map(({ state }) => state));
  for (const [index, { value, ended }] of states.entries()) {
    if (!ended && !leaving.has(index)) yield { kind: 'stuck', where: value, detail: 'declares nothing, has no timer armed and is no end' };
  }
}

export const judgeMachine = (module: MachineModule): JudgedMachine => {
  const table = tabulate(module);
  const findings: Finding[] = [...shapeFindings(module.machine)];
  // A table that stops short proves nothing dead.
  if (table.truncated) findings.push({ kind: 'tooManyStates', where: module.name, detail: `more than ${MAX_STATES} local states` });
  else {
    findings.push(...deadFindings(module, table), ...stuckFindings(table));
    if (!treatsIdsAsOpaque(module)) findings.push({ kind: 'lookedIntoId', where: module.name, detail: 'behaves differently for different made-up ids (K2)' });
  }
  if (!module.name.startsWith(`${module.role}.`) || module.machine.id !== module.name.replace('.', '-')) {
    findings.push({ kind: 'misnamed', where: module.name, detail: `want name ${module.role}.<level> and id ${module.name.replace('.', '-')}, have id ${module.machine.id}` });
  }
  return {
    module, table, transitions: [...transitionsOf(module.machine)].length, undeclared: undeclaredOf(table),
    defects: findings.map((finding) => ({ ...finding, of: module.name })),
  };
};
