/** The numbers of an exploration: a plain report (its keys are issue 5's), and its text for people. */
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { SINKS } from './company.ts';
import { CoverageLog, coverageOf, pairsOf, totalOf, type MachineCoverage, type Ratio } from './coverage.ts';
import type { Explored } from './explore.ts';
import type { LocalOutcome } from './localParty.ts';
import type { Found } from './findings.ts';
import type { Together } from './together.ts';
import type { TroubleReport } from './troubleLaws.ts';
import type { UntimedOnly, UntimedSummary } from './untimed.ts';

/** Sets of one, two and three classes of causes that there are; explored are those of up to `--faults`. */
export interface FaultSets {
  readonly one: number;
  readonly two: number;
  readonly three: number;
}

export interface ConfigurationReport {
  readonly name: string;
  readonly causes: number;
  readonly faultSets: FaultSets;
  readonly states: number;
  readonly transitions: number;
  readonly ends: number;
  /** Decimal. */
  readonly executions: string;
  readonly wallMs: number;
  readonly searchMs: number;
  /** Pairs (local state, input) that were put to a real party. */
  readonly performed: number;
  readonly keyBytes: number;
}

export interface ExplorationReport {
  readonly configurations: number;
  readonly states: number;
  readonly transitions: number;
  readonly executions: string;
  readonly wallMs: number;
  readonly faultSets: FaultSets;
  readonly catalogue: { readonly rows: number; readonly hit: number; readonly missing: readonly string[] };
  /** Pairs: hit by journeys, of those that exploration found. */
  readonly coverage: Readonly<Record<'states' | 'transitions' | 'guardOutcomes' | 'cells' | 'transitionPairs', Ratio>>;
  readonly undeclaredDrops: readonly Found[];
  /** States and transitions that no search went through; where all journeys were played, only those that none of them went through either and no reason is kept for. */
  readonly unreachable: readonly string[];
  /** Those with a reason (`harness/coverage/reasons.ts`). */
  readonly excused: readonly Missed[];
  /** What only the clock forbids: found by the untimed search and by no timed one. */
  readonly untimedOnly: readonly UntimedOnly[];
  /** Absent: nothing went wrong on the way. */
  readonly trouble?: readonly TroubleReport[];
  /** Absent: one Installation a file. */
  readonly together?: readonly Together[];
  /** Absent: not searched without the clock. */
  readonly untimed?: UntimedSummary;
  readonly violations: readonly Found[];
  readonly each: readonly ConfigurationReport[];
  readonly machines: readonly MachineCoverage[];
}

/** Machines of parties that are sinks here are covered by live journeys alone. */
const EXPLORED_MACHINES = ALL_MACHINES.filter(({ role }) => !SINKS.includes(role));

/** Adds what one configuration's search went through. */
export const noteCoverage = ({ parts: { cells, booted }, search: { graph } }: Explored, log: CoverageLog): void => {
  const note = ({ fed }: Pick<LocalOutcome, 'fed'>): void => {
    for (const { machine, from, event, to, declared, taken } of fed) if (declared) log.note(machine, from, event, to, taken);
  };
  booted.forEach(note);
  const noted = new Set<number>();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const label = graph.label(edge);
    if (label < 0) continue;
    const { outcome } = cells.way(label);
    if (noted.has(outcome)) continue;
    noted.add(outcome);
    note(cells.outcome(outcome).outcome);
  }
};

const faultSets = (causes: number): FaultSets => ({ one: causes, two: causes < 2 ? 0 : (causes * (causes - 1)) / 2, three: causes < 3 ? 0 : (causes * (causes - 1) * (causes - 2)) / 6 });

/** @param phases the searches of one configuration. */
export const configurationReport = (phases: readonly Explored[]): ConfigurationReport => {
  const sum = (of: (explored: Explored) => number): number => Math.round(phases.reduce((total, each) => total + of(each), 0));
  return {
    name: phases[0]?.configuration.name ?? '', causes: sum(({ causes }) => causes.length), faultSets: faultSets(sum(({ causes }) => causes.length)), states: sum(({ search }) => search.states.size),
    transitions: sum(({ search }) => search.graph.edges), ends: sum(({ search }) => search.ends.length),
    executions: String(phases.reduce((total, { executions }) => total + executions, 0n)), wallMs: sum(({ wallMs }) => wallMs), searchMs: sum(({ searchMs }) => searchMs),
    performed: sum(({ parts }) => parts.cells.performed), keyBytes: Math.max(...phases.map(({ search }) => search.states.keyBytes)),
  };
};

/** Searches of one configuration made apart, one cause at a time. @param reports at least one. */
export const sumOf = (reports: readonly ConfigurationReport[]): ConfigurationReport => {
  const sum = (of: (report: ConfigurationReport) => number): number => reports.reduce((total, each) => total + of(each), 0);
  return {
    name: reports[0]?.name ?? '', causes: sum(({ causes }) => causes), faultSets: { one: sum(({ causes }) => causes), two: 0, three: 0 }, states: sum(({ states }) => states), transitions: sum(({ transitions }) => transitions),
    ends: sum(({ ends }) => ends), executions: String(reports.reduce((total, { executions }) => total + BigInt(executions), 0n)), wallMs: sum(({ wallMs }) => wallMs), searchMs: sum(({ searchMs }) => searchMs),
    performed: sum(({ performed }) => performed), keyBytes: Math.max(...reports.map(({ keyBytes }) => keyBytes)),
  };
};

const rowNames = (groups: ReadonlySet<string>): readonly string[] =>
  CATALOGUE.flatMap(({ id, groups: of }) => of.filter((group) => groups.has(group)).map((group) => `${id} ${group}`));

/** A state or transition that journeys did not go through, `<machine> states <name>`, and why, where a reason is kept. */
export interface Missed {
  readonly thing: string;
  readonly reason?: string | undefined;
}

/** What live journeys with real files reached: rows as `<row> <Group ID>`, transition pairs; and, where all were played, what they did not. */
export interface Reached {
  readonly rows: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  readonly missed?: readonly Missed[];
}

const missing = (machines: readonly MachineCoverage[], missed: readonly Missed[] | undefined): Pick<ExplorationReport, 'unreachable' | 'excused'> => {
  const byThing = new Map(missed?.map((each) => [each.thing, each]));
  const never = machines.flatMap(({ machine, missing: { states, transitions } }) => [
    ...states.map((name) => ({ name, thing: `${machine} states ${name}` })), ...transitions.map((name) => ({ name, thing: `${machine} transitions ${name}` })),
  ]);
  if (missed === undefined) return { unreachable: never.map(({ name }) => name), excused: [] };
  return {
    unreachable: never.filter(({ thing }) => byThing.has(thing) && byThing.get(thing)?.reason === undefined).map(({ name }) => name),
    excused: never.flatMap(({ thing }) => (byThing.get(thing)?.reason === undefined ? [] : [byThing.get(thing) as Missed])),
  };
};

/** Pairs that searches went through: a machine alone must be able to take one after the other, too. */
const pairsFound = (log: CoverageLog): readonly string[] => {
  const possible = new Set(EXPLORED_MACHINES.flatMap(pairsOf));
  return [...log.pairs()].filter((pair) => possible.has(pair));
};

/** @param log what the searches went through. */
export const reportOf = (
  each: readonly ConfigurationReport[], { found, ...modes }: { readonly found: readonly Found[] } & Pick<ExplorationReport, 'untimedOnly' | 'untimed' | 'trouble' | 'together'>, log: CoverageLog, hit: Reached, groups: ReadonlySet<string>, wallMs: number,
): ExplorationReport => {
  const machines = EXPLORED_MACHINES.map((module) => coverageOf(module, log.of(module.name)));
  const rows = rowNames(groups);
  const missed = rows.filter((row) => !hit.rows.has(row));
  const pairs = pairsFound(log);
  return {
    configurations: each.length,
    states: each.reduce((sum, { states }) => sum + states, 0),
    transitions: each.reduce((sum, { transitions }) => sum + transitions, 0),
    executions: String(each.reduce((sum, { executions }) => sum + BigInt(executions), 0n)),
    wallMs: Math.round(wallMs),
    faultSets: each.reduce((sum, { faultSets: { one, two, three } }) => ({ one: sum.one + one, two: sum.two + two, three: sum.three + three }), faultSets(0)),
    catalogue: { rows: rows.length, hit: rows.length - missed.length, missing: missed },
    coverage: {
      states: totalOf(machines, 'states'), transitions: totalOf(machines, 'transitions'), guardOutcomes: totalOf(machines, 'guardOutcomes'), cells: totalOf(machines, 'cells'),
      transitionPairs: { hit: pairs.filter((pair) => hit.pairs.has(pair)).length, total: pairs.length },
    },
    undeclaredDrops: found.filter(({ kind }) => kind === 'undeclaredDrop'),
    ...missing(machines, hit.missed),
    ...modes,
    violations: found.filter(({ kind }) => kind !== 'undeclaredDrop'),
    each, machines,
  };
};

export const groupsOf = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.slice(0, 2)));

const percent = ({ hit, total }: Ratio): string => `${hit} of ${total}${total === 0 ? '' : ` (${((100 * hit) / total).toFixed(1)} %)`}`;
const LISTED = 40;
const list = (title: string, lines: readonly string[]): readonly string[] =>
  (lines.length === 0 ? [] : ['', `${title}: ${lines.length}`, ...lines.slice(0, LISTED).map((line) => `  ${line}`), ...(lines.length > LISTED ? [`  and ${lines.length - LISTED} more`] : [])]);

/** Last steps of a way in words; `--json` has it whole. */
const SHOWN_STEPS = 4;

const TOLD: Readonly<Record<TroubleReport['kind'], string>> = { lose: 'what becomes of a lost message', double: 'what is done with the second of two', overtake: 'what becomes of an overtaken message', crash: 'a party comes back from its store' };

const troubleLines = ({ kind, configuration, cells, fates, stranded }: TroubleReport): readonly string[] => [
  ...(cells === undefined ? [] : ['', `${configuration}: ${TOLD[kind]} in ${cells} local states with an input`]),
  ...list(`${configuration}: ${TOLD[kind]}`, fates.map(({ message, reactions, ends }) => [message, ...reactions.map((each) => `    ${each}`), ...(ends.length === 0 ? [] : [`    ends otherwise in ${ends.length} ways`])].join('\n'))),
  ...list('stranded: neither a disposition nor an open Incident', stranded.map(({ detail }) => detail)),
];

export const renderExploration = (report: ExplorationReport): string => {
  const { catalogue, coverage } = report;
  const wayOf = ({ replay, trace = [] }: Found): string => (replay === '' ? trace.slice(-SHOWN_STEPS).join('\n      ') : `mehrs replay '${replay}'`);
  const found = (each: readonly Found[]): readonly string[] => each.map((one) => `${one.kind}: ${one.detail} (${one.length} steps)\n      ${wayOf(one)}`);
  return [
    `configurations  ${report.configurations}`,
    `states          ${report.states}`,
    `transitions     ${report.transitions}`,
    `executions      ${report.executions}`,
    `wall time       ${report.wallMs} ms`,
    `sets of causes  ${report.faultSets.one} of one class, ${report.faultSets.two} of two, ${report.faultSets.three} of three, over all configurations`,
    `catalogue rows  ${catalogue.hit} of ${catalogue.rows} by a journey with real files`,
    `state coverage  ${percent(coverage.states)}`,
    `transitions     ${percent(coverage.transitions)}`,
    `guard outcomes  ${percent(coverage.guardOutcomes)}`,
    `cells           ${percent(coverage.cells)}`,
    `pairs           ${percent(coverage.transitionPairs)} found, by a journey`,
    ...(report.untimed === undefined ? [] : [`untimed         ${report.untimed.states} states, ${report.untimed.transitions} transitions${report.untimed.truncated.length === 0 ? '' : `; stopped short in ${report.untimed.truncated.length} configurations, so the list below is not whole`}`]),
    // Where none was played, or only a part was searched, these lists would be of everything.
    ...list('rows without a journey', catalogue.hit === 0 ? [] : catalogue.missing),
    ...(report.excused.length === 0 ? [] : [`with a reason   ${report.excused.length} states and transitions are reached by no search and no journey`]),
    ...list('never reached', report.trouble === undefined && report.together === undefined ? report.unreachable : []),
    ...(report.trouble ?? []).flatMap(troubleLines),
    ...(report.together ?? []).flatMap(({ configuration, alone, shared }) => [
      '', `${configuration}: ${alone} causes happen to one Installation alone; the other goes on as ever`, ...list('causes that stop both, as they stop a file or a system', shared.map(({ row, ends }) => `${row}: ${ends.length} other ends`)),
    ]),
    ...list('only without the clock', report.untimedOnly.map(({ kind, what, configurations }) => `${kind} ${what} (${configurations} configurations)`)),
    ...list('undeclared drops', found(report.undeclaredDrops)),
    ...list('violations', found(report.violations)),
  ].join('\n');
};
