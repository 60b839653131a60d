/** Mutants, and what exploration complains of, each with the line that plays it again. */
import type { CoverageModel, FoundModel, UntimedModel } from '../model.ts';
import { command, list, number, section, text } from './markup.ts';

/** A way in words, folded. */
const way = (trace: readonly string[]): string => `<details><summary>${trace.length} steps</summary>${list(trace.map((each) => `<code>${text(each)}</code>`))}</details>`;

const found = (title: string, all: readonly FoundModel[]): string =>
  `<h3>${text(title)} <span class="count${all.length === 0 ? ' good' : ' bad'}">${all.length}</span></h3>${list(all.map(({ configuration, kind, detail, replay, length, trace }) =>
    `<b>${text(kind)}</b> ${text(detail)} <small>${text(configuration)}, ${length} steps</small><br>${replay === '' ? way(trace ?? []) : command(`npx mehrs replay '${replay}'`)}`))}`;

const untimed = (all: readonly UntimedModel[]): string => (all.length === 0 ? '' : `<h3>Found by the untimed search only <span class="count">${all.length}</span></h3>`
  + `<details><summary>show</summary>${list(all.map(({ kind, what, configurations, trace }) => `${text(kind)} <code>${text(what)}</code> <small>${text(configurations.join(', '))}</small>${way(trace)}`))}</details>`);

const plain = (title: string, all: readonly string[]): string =>
  `<h3>${text(title)} <span class="count">${all.length}</span></h3>${all.length === 0 ? '' : `<details><summary>show</summary>${list(all.map((each) => `<code>${text(each)}</code>`))}</details>`}`;

export const violations = ({ exploration, journeys }: CoverageModel): string => {
  const failed = journeys?.each.filter(({ passed }) => !passed) ?? [];
  return section('violations', 'Violations', 'What is wrong, with the line that shows it again on live parties, or the way there in words.', [
    ...(journeys === undefined ? [] : [`<h3>Journeys that failed <span class="count ${failed.length === 0 ? 'good' : 'bad'}">${failed.length}</span></h3>`, list(failed.map(({ name, rows: [row], groupId, failures }) =>
      `${text(failures[0] ?? '')}<br>${command(row === undefined ? `npx mehrs journeys --rows ${name.split(' ')[0]}` : `npx mehrs play ${row} --group ${groupId}`)}`))]),
    ...(exploration === undefined ? [] : [
      found('Violations found by exploration', exploration.violations), found('Undeclared drops', exploration.undeclaredDrops), plain('Never reached by exploration', exploration.unreachable),
      untimed(exploration.untimedOnly ?? []),
    ]),
  ].join(''));
};

export const mutants = ({ mutants: result }: CoverageModel): string => {
  if (result === undefined) return '';
  const { total, killed, equivalent, surviving } = result;
  return section('mutants', 'Mutants', 'Small changes to machines and parameters, and whether the verdict notices.',
    `<p>${number(total)} mutants: ${number(killed)} killed, ${number(equivalent.length)} equivalent, ${number(surviving.length)} surviving.</p>`
    + `<h3>Surviving <span class="count ${surviving.length === 0 ? 'good' : 'bad'}">${surviving.length}</span></h3>${list(surviving.map(({ id, fate }) => `<code>${text(id)}</code>${fate === undefined ? '' : ` ${text(fate)}`}`))}`
    + `<h3>Equivalent <span class="count">${equivalent.length}</span></h3>${equivalent.length === 0 ? '' : `<details><summary>show</summary>${list(equivalent.map(({ id, reason }) => `<code>${text(id)}</code>: ${text(reason)}`))}</details>`}`);
};
