/** Every statechart with what journeys, or else exploration, went through, and in red what they did not. */
import { ALL_MACHINES } from '../../../machines/index.ts';
import type { MachineModule } from '../../../machines/kit.ts';
import { coverageOf, CoverageLog, type MachineCoverage } from '../../explore/coverage.ts';
import { chartOf } from '../chart.ts';
import { chartSvg } from '../chartSvg.ts';
import type { CoverageModel } from '../model.ts';
import { bar, list, section, text } from './markup.ts';

const gapsOf = ({ missing }: MachineCoverage): readonly (readonly [string, string])[] => [
  ...missing.states.map((thing) => ['states', thing] as const), ...missing.transitions.map((thing) => ['transitions', thing] as const),
  ...missing.guardOutcomes.map((thing) => ['guardOutcomes', thing] as const), ...missing.cells.map((thing) => ['cells', thing] as const),
];

const ONE: Readonly<Record<string, string>> = { states: 'state', transitions: 'transition', guardOutcomes: 'guard outcome', cells: 'state and event' };

const machine = (module: MachineModule, coverage: MachineCoverage, reasons: ReadonlyMap<string, string>): string => {
  const gaps = gapsOf(coverage);
  const listed = list(gaps.map(([measure, thing]) => `${text(ONE[measure] ?? measure)} <code>${text(thing)}</code>: ${text(reasons.get(`${module.name} ${measure} ${thing}`) ?? 'no reason given')}`));
  return `<details class="machine${gaps.length === 0 ? '' : ' gaps'}" id="machine-${text(module.name)}"><summary><code>${text(module.name)}</code>${bar(coverage.states, 'states')}${bar(coverage.transitions, 'transitions')}${bar(coverage.cells, '(state, event) cells')}</summary>`
    + `<div class="chart">${chartSvg(chartOf(module), new Set(coverage.missing.transitions), new Set(coverage.missing.states), module.name)}</div>${listed}</details>`;
};

export const machines = ({ journeys, exploration }: CoverageModel): string => {
  const nothing = new CoverageLog();
  const by = new Map((journeys?.machines ?? exploration?.machines ?? []).map((each) => [each.machine, each]));
  const reasons = new Map((journeys?.unreached ?? []).flatMap(({ thing, reason }) => (reason === undefined ? [] : [[thing, reason] as const])));
  const all = ALL_MACHINES.map((module) => machine(module, by.get(module.name) ?? coverageOf(module, nothing.of(module.name)), reasons));
  return section('machines', 'Statecharts', `The shipped machines themselves. Red: never taken by ${journeys === undefined ? 'exploration' : 'a journey'}. What stays in a state is written in its box.`,
    `<p class="tools"><button type="button" id="only-gaps" aria-pressed="false">Only those with gaps</button><span class="heads"><span>states</span><span>transitions</span><span>cells</span></span></p>${all.join('')}`);
};
