/** A way through an explored graph in words, a step a line: for searches that live parties cannot be brought through. */
import { londonText } from '../../protocol/time.ts';
import type { Explored } from './explore.ts';
import { NOTHING_DONE } from './search.ts';
import type { Gone, TroubleKind } from './trouble.ts';

const messageText = ({ type, from, key }: { readonly type: string; readonly from: string; readonly key: string }): string => `${type} ${key} from ${from}`;

/** What a step is, without the time. */
const stepText = ({ parts: { cells, company } }: Explored, label: number): string => {
  if (label === NOTHING_DONE) return 'time goes on';
  if (label < 0) return `world: fault ${cells.timers.value(-1 - label).fault}`;
  const { bound, outcome } = cells.way(label);
  const { party, input, outcome: { fed } } = cells.outcome(outcome);
  const at = company.parties[party]?.address ?? '';
  const given = input % 2 === 0 ? messageText(cells.messages.value(input / 2)) : cells.timers.value((input - 1) / 2).timer;
  const done = fed.map(({ event, failed, to }) => `${event}${failed === undefined ? '' : ` ${failed}`} → ${to}`).join(', ');
  return `${at}: ${given}${done === '' ? '' : `: ${done}`}${bound < 0 ? '' : ` (cause ${bound} is bound)`}`;
};

const BEGUN: Readonly<Record<TroubleKind, string>> = { lose: 'is lost', double: 'and once more later', overtake: 'is held up' };
const DONE: Readonly<Record<TroubleKind, string>> = { lose: '', double: 'for the second time', overtake: 'is overtaken by it' };

/** What goes wrong on a step, if anything does. */
const troubleText = ({ search, trouble, parts: { cells, company } }: Explored, from: number, to: number): string | undefined => {
  const word = trouble === undefined ? 0 : search.wordAt(to);
  if (word === 0 || word === search.wordAt(from)) return undefined;
  const { kind, party, message, pending } = trouble?.gone(word) as Gone;
  return `${messageText(cells.messages.value(message))} to ${company.parties[party]?.address} ${pending || kind === 'lose' ? BEGUN[kind] : DONE[kind]}`;
};

/** The shortest way to a state, each step with the virtual time it begins at. */
export const wayInWords = (explored: Explored, state: number): readonly string[] => {
  const { search, parts: { surroundings } } = explored;
  let at = 0;
  return search.graph.pathTo(state).map((edge) => {
    const from = at;
    at = search.graph.target(edge);
    const wrong = troubleText(explored, from, at);
    const step = wrong !== undefined && search.graph.label(edge) === NOTHING_DONE ? wrong : `${stepText(explored, search.graph.label(edge))}${wrong === undefined ? '' : ` (${wrong})`}`;
    return `${londonText(surroundings.value(search.surrounding(from)).now)}  ${step}`;
  });
};
