/** What was explored, configuration by configuration. */
import type { CoverageModel } from '../model.ts';
import { number, section, text } from './markup.ts';

const HEADS = ['causes', 'states', 'transitions', 'ends', 'executions', 'ms'] as const;

export const configurations = ({ exploration }: CoverageModel): string => {
  if (exploration?.each === undefined) return '';
  const lines = exploration.each.map(({ name, causes, states, transitions, ends, executions, wallMs }) =>
    `<tr><th scope="row"><code>${text(name)}</code></th>${[causes, states, transitions, ends, executions, wallMs].map((each) => `<td>${number(each)}</td>`).join('')}</tr>`);
  return section('configurations', 'Configurations explored', 'Every order of messages and every cause, one Installation of a Group ID at a time.',
    `<div class="wide"><table class="figures"><thead><tr><th></th>${HEADS.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`);
};
