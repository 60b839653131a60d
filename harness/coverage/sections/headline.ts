/** The numbers that matter, first. */
import type { CoverageModel } from '../model.ts';
import { number, percentOf, text } from './markup.ts';

interface Tile {
  readonly value: string;
  readonly what: string;
  readonly mood?: 'good' | 'bad';
}

const none = (count: number, what: string): Tile => ({ value: number(count), what, mood: count === 0 ? 'good' : 'bad' });
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const tilesOf = ({ exploration, journeys, mutants }: CoverageModel): readonly Tile[] => [
  ...(journeys === undefined ? [] : [
    { value: `${number(journeys.catalogue.hit)} / ${number(journeys.catalogue.rows)}`, what: 'catalogue rows by a journey with real files, each for each Group ID', mood: journeys.catalogue.missing.length === 0 ? 'good' as const : 'bad' as const },
    { value: number(journeys.journeys), what: `journeys over the ${journeys.bus} bus in ${seconds(journeys.wallMs)}, ${journeys.shuffled} of them shuffled` },
    { value: percentOf(journeys.coverage.transitions), what: `of ${number(journeys.coverage.transitions.total)} transitions, ${percentOf(journeys.coverage.states)} of states, ${percentOf(journeys.coverage.cells)} of (state, event) cells`, ...(journeys.whole ? { mood: journeys.unreached.every(({ reason }) => reason !== undefined) ? 'good' as const : 'bad' as const } : {}) },
    { value: percentOf(journeys.coverage.transitionPairs), what: `of ${number(journeys.coverage.transitionPairs.total)} transition pairs` },
  ]),
  ...(exploration === undefined ? [] : [
    { value: number(exploration.states), what: `states and ${number(exploration.transitions)} transitions in ${exploration.configurations} configurations, explored in ${seconds(exploration.wallMs)}` },
    { value: exploration.executions.length > 15 ? `${exploration.executions.slice(0, 1)}.${exploration.executions.slice(1, 3)} × 10^${exploration.executions.length - 1}` : number(exploration.executions), what: 'executions, exactly counted' },
    { value: percentOf(exploration.coverage.transitions), what: `of transitions explored, ${percentOf(exploration.coverage.states)} of states, ${percentOf(exploration.coverage.cells)} of (state, event) cells` },
    none(exploration.undeclaredDrops.length, 'undeclared drops'), none(exploration.violations.length, 'violations'),
  ]),
  ...(mutants === undefined ? [] : [{ value: `${number(mutants.killed)} / ${number(mutants.total)}`, what: `mutants killed, ${number(mutants.equivalent.length)} equivalent`, mood: mutants.surviving.length === 0 ? 'good' as const : 'bad' as const }]),
];

export const headline = (model: CoverageModel): string =>
  `<div class="tiles">${tilesOf(model).map(({ value, what, mood = '' }) => `<div class="tile ${mood}"><strong title="${text(value)}">${text(value)}</strong><span>${text(what)}</span></div>`).join('')}</div>`;
