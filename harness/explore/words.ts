/** A way through an explored graph in words, a step a line: for searches that live parties cannot be brought through. */
import { londonText } from '../../protocol/time.ts';
import type { Explored } from './explore.ts';

/** What a step is, without the time. */
const stepText = ({ parts: { cells, company } }: Explored, label: number): string => {
  if (label < 0) return `world: fault ${cells.timers.value(-1 - label).fault}`;
  const { bound, outcome } = cells.way(label);
  const { party, input, outcome: { fed } } = cells.outcome(outcome);
  const at = company.parties[party]?.address ?? '';
  const given = input % 2 === 0 ? messageText(cells.messages.value(input / 2)) : cells.timers.value((input - 1) / 2).timer;
  const done = fed.map(({ event, failed, to }) => `${event}${failed === undefined ? '' : ` ${failed}`} → ${to}`).join(', ');
  return `${at}: ${given}${done === '' ? '' : `: ${done}`}${bound < 0 ? '' : ` (cause ${bound} is bound)`}`;
};

const messageText = ({ type, from, key }: { readonly type: string; readonly from: string; readonly key: string }): string => `${type} ${key} from ${from}`;

/** The shortest way to a state, each step with the virtual time it begins at. */
export const wayInWords = (explored: Explored, state: number): readonly string[] => {
  const { search, parts: { surroundings } } = explored;
  const path = search.graph.pathTo(state);
  let at = 0;
  return path.map((edge) => {
    const { now } = surroundings.value(search.surrounding(at));
    at = search.graph.target(edge);
    return `${londonText(now)}  ${stepText(explored, search.graph.label(edge))}`;
  });
};
