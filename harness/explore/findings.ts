/** What an explored graph shows to be wrong, each with the shortest way there. */
import type { Found } from './complaint.ts';
import type { Explored } from './explore.ts';
import { breachesOf } from './laws.ts';
import { replayLine } from './traces.ts';
import { isTroubled } from './troubleLaws.ts';
import { wayInWords } from './words.ts';

export type { Found };

const complaintsAbout = (explored: Explored, cell: number): readonly (readonly [Found['kind'], string])[] => {
  const { cells, company } = explored.parts;
  const { party, outcome: { fed, crash, refusal } } = cells.outcome(cell);
  const at = company.parties[party]?.address ?? '';
  return [
    // What comes twice, late or never is not what a state declares: that it changes nothing is told (`troubleLaws.ts`).
    ...(isTroubled(explored) ? [] : fed).flatMap(({ declared, machine, from, event }) => (declared ? [] : [['undeclaredDrop', `${machine} in ${from} does not declare ${event}`] as const])),
    ...(crash === undefined ? [] : [['crash', `${at}: ${crash.split('\n', 1)[0]}`] as const]),
    ...(refusal === undefined || isTroubled(explored) ? [] : [['refusal', `${at}: ${refusal}`] as const]),
  ];
};

/** Each complaint once, by the first state (breadth first: the shortest way) it is reached in. */
export const findingsOf = (explored: Explored): readonly Found[] => {
  const { parts: { cells }, search, configuration } = explored;
  const found = new Map<string, Found>();
  const note = (kind: Found['kind'], detail: string, state: number): void => {
    const name = `${kind} ${detail}`;
    if (found.has(name)) return;
    const way = explored.untimed || explored.trouble !== undefined ? { replay: '', trace: wayInWords(explored, state) } : { replay: replayLine(explored, state) };
    found.set(name, { configuration: configuration.name, kind, detail, length: search.graph.pathTo(state).length, ...way });
  };
  const complained = new Map<number, readonly (readonly [Found['kind'], string])[]>();
  const complaintsOf = (cell: number): readonly (readonly [Found['kind'], string])[] => {
    let complaints = complained.get(cell);
    if (complaints === undefined) complained.set(cell, (complaints = complaintsAbout(explored, cell)));
    return complaints;
  };
  for (let state = 0; state < search.graph.expanded; state += 1) {
    for (let edge = search.graph.firstEdge(state); edge < search.graph.endEdge(state); edge += 1) {
      const label = search.graph.label(edge);
      if (label < 0) continue;
      for (const [kind, detail] of complaintsOf(cells.way(label).outcome)) note(kind, detail, search.graph.target(edge));
    }
  }
  for (const { law, detail, state } of breachesOf(explored)) note('law', `${law}: ${detail}`, state);
  if (search.truncated) note('truncated', `more than ${search.states.size - 1} states`, 0);
  return [...found.values()];
};
