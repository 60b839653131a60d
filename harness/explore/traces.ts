/** A way through the explored graph, for people and for `mehrs replay`. */
import type { Address } from '../../protocol/domain.ts';
import type { Explored } from './explore.ts';

export interface TraceStep {
  /** Virtual ms. */
  readonly at: number;
  readonly party: Address;
  /** What it dealt with: `<type> from <party>` or `<machine>/<key> <timer>`. */
  readonly input: string;
  readonly events: readonly string[];
  /** Rows of the cause bound in this step, if any. */
  readonly bound: readonly string[];
}

const stepOf = ({ parts: { cells, company, surroundings }, causes, search }: Explored, edge: number, from: number): TraceStep => {
  const at = surroundings.value(search.surrounding(from)).now;
  const label = search.graph.label(edge);
  if (label < 0) return { at, party: 'world', input: `happening ${cells.timers.value(-1 - label).fault}`, events: [], bound: [] };
  const way = cells.way(label);
  const { party, input, outcome } = cells.outcome(way.outcome);
  const message = input % 2 === 0 ? cells.messages.value(input / 2) : undefined;
  return {
    at, party: company.parties[party]?.address ?? '',
    input: message === undefined ? cells.timers.value((input - 1) / 2).timer : `${message.type} from ${message.from}`,
    events: outcome.fed.map(({ machine, from: before, event, to }) => `${machine} ${before} --${event}-> ${to}`),
    bound: way.bound < 0 ? [] : causes[way.bound]?.rows ?? [],
  };
};

/** Steps of the shortest way to a state. */
export const traceTo = (explored: Explored, state: number): readonly TraceStep[] => {
  let from = 0;
  return explored.search.graph.pathTo(state).map((edge) => {
    const step = stepOf(explored, edge, from);
    from = explored.search.graph.target(edge);
    return step;
  });
};

/** `<configuration> <causes>`: what a live run needs to go the same way; causes by a row each provokes. */
export const replayLine = ({ configuration, causes, parts, search }: Explored, state: number): string => {
  const { choice } = parts.surroundings.value(search.surrounding(state));
  return [configuration.name, ...parts.choices.bound(choice).map((cause) => causes[cause]?.rows[0] ?? '')].join(' ');
};
