/**
 * What must hold when something went wrong with one message, and what becomes of it (decisions D-287 to D-291).
 *
 * Invariants (tests cite them):
 *  N1 nobody's code fails, whatever comes twice, late or never;
 *  N2 L5: every Installation under way ends; where a message was lost, an open Incident may stand in for that, and where there is neither the
 *     Installation is stranded: the transport has to tell;
 *  N3 nothing doubled: with one message twice every attempt ends as one without it does.
 */
import type { Breach, Found } from './complaint.ts';
import type { Explored } from './explore.ts';
import type { Standing } from './localParty.ts';
import { NOTHING_DONE } from './search.ts';
import type { Gone, OneTrouble, TroubleMode } from './trouble.ts';
import { wayInWords } from './words.ts';

/** An explored configuration in which something may go wrong. */
export type Troubled = Explored & { readonly trouble: OneTrouble };
export const isTroubled = (explored: Explored): explored is Troubled => explored.trouble !== undefined;

const ENDING = /\.installation$/;
const INCIDENTS = /^mcc\.incident$|\.(desk|ticket)$/;

const standingsAt = ({ parts: { company }, search }: Explored, state: number): readonly Standing[] =>
  company.parties.flatMap((party, index) => party.describe(search.localState(state, index)));

const stateText = ({ state, failed }: Standing): string => `${state}${failed === '' ? '' : ` (${failed})`}`;

/** How everybody stands with the Installations, and the Incidents that are open, as one text. */
export const endText = (explored: Explored, state: number): string => standingsAt(explored, state)
  .filter(({ machine, ended }) => ENDING.test(machine) || (INCIDENTS.test(machine) && !ended))
  .map((each) => `${each.machine}${ENDING.test(each.machine) ? '' : `/${each.key}`}=${stateText(each)}`).sort().join(' ');

const underWay = (explored: Explored, state: number): readonly Standing[] => standingsAt(explored, state).filter(({ machine, ended }) => machine === 'rp.installation' && !ended);
const isTold = (explored: Explored, state: number): boolean => standingsAt(explored, state).some(({ machine, ended }) => INCIDENTS.test(machine) && !ended);

/** `<type> <sender> > <receiver>` */
export const goneText = ({ parts: { cells, company } }: Explored, { message, party }: Gone): string => {
  const { type, from } = cells.messages.value(message);
  return `${type} ${from} > ${company.parties[party]?.address}`;
};

const goneAt = ({ trouble, search }: Troubled, state: number): Gone | undefined => trouble.gone(search.wordAt(state));

/** Ends of attempts in which nothing went wrong. */
const usualEnds = (explored: Troubled): readonly number[] => explored.search.ends.filter((state) => goneAt(explored, state) === undefined);

/** N3: of what every usual attempt ends with, too; a second authorisation that is refused is beside it (D-290). */
const doubled = (explored: Troubled): readonly Breach[] => {
  const nameOf = ({ machine, key }: Standing): string => `${machine}/${key}`;
  const installations = (state: number): readonly Standing[] => standingsAt(explored, state).filter(({ machine }) => ENDING.test(machine));
  const usual = usualEnds(explored);
  const known = new Set(usual.flatMap(installations).map(nameOf));
  const textOf = (state: number): string => installations(state).filter((each) => known.has(nameOf(each))).map((each) => `${each.machine}=${stateText(each)}`).sort().join(' ');
  const ends = new Set(usual.map(textOf));
  return explored.search.ends.flatMap((state) => {
    const gone = goneAt(explored, state);
    return gone === undefined || ends.has(textOf(state)) ? [] : [{ law: 'nothing doubled', detail: `${goneText(explored, gone)} twice ends otherwise: ${textOf(state)}`, state }];
  });
};

/** N2, N3 */
export const troubleBreaches = (explored: Troubled): readonly Breach[] => [
  ...explored.search.ends.filter((state) => goneAt(explored, state)?.kind !== 'lose' && !isTold(explored, state))
    .flatMap((state) => underWay(explored, state).map(({ machine, key, state: at }) => ({ law: 'L5', detail: `${machine}/${key} ends in ${at}${ofWhat(explored, state)}`, state }))),
  // Where the search stopped short, the usual ends may be missing.
  ...(explored.trouble.kind === 'double' && !explored.search.truncated ? doubled(explored) : []),
];

const ofWhat = (explored: Troubled, state: number): string => {
  const gone = goneAt(explored, state);
  return gone === undefined ? '' : `, ${goneText(explored, gone)}`;
};

/** What becomes of one kind of message. */
export interface Fate {
  /** `<type> <sender> > <receiver>`. */
  readonly message: string;
  /** What the receiver does with the second copy, or with what was overtaken. */
  readonly reactions: readonly string[];
  /** Ends that no attempt without trouble has. */
  readonly ends: readonly string[];
}

export interface TroubleReport {
  readonly configuration: string;
  readonly kind: TroubleMode;
  /** Crash: local states with an input that a party came back in. */
  readonly cells?: number;
  readonly fates: readonly Fate[];
  /** Lost, with neither a disposition nor an open Incident in the end (N2). */
  readonly stranded: readonly Found[];
}

const reactionText = ({ parts: { cells } }: Explored, label: number): string => {
  const { outcome: { fed, refusal, crash } } = cells.outcome(cells.way(label).outcome);
  if (crash !== undefined) return `fails: ${crash.split('\n', 1)[0]}`;
  if (refusal !== undefined) return `refuses it: ${refusal.replaceAll(/[0-9A-F]{2}(-[0-9A-F]{2})+|\b[\w]+-\d+\b|:\d+/g, '…')}`;
  return fed.map(({ machine, event, failed, declared, effects }) => `${machine} ${event}${failed === undefined ? '' : ` ${failed}`}: ${!declared ? 'undeclared' : effects.length === 0 ? 'nothing' : effects.join(', ')}`).join('; ') || 'nothing';
};

const stranded = (explored: Troubled): readonly Found[] => {
  const found = new Map<string, Found>();
  for (const state of explored.search.ends) {
    const gone = goneAt(explored, state);
    if (gone?.kind !== 'lose' || isTold(explored, state)) continue;
    for (const { machine, state: at } of underWay(explored, state)) {
      const detail = `${goneText(explored, gone)} lost: ${machine} ends in ${at}`;
      if (!found.has(detail)) found.set(detail, { configuration: explored.configuration.name, kind: 'stranded', detail, replay: '', length: explored.search.graph.pathTo(state).length, trace: wayInWords(explored, state) });
    }
  }
  return [...found.values()];
};

/** What becomes of each kind of message that something went wrong with. */
export const troubleReport = (explored: Troubled): TroubleReport => {
  const { search, search: { graph }, trouble } = explored;
  const fates = new Map<string, { readonly reactions: Set<string>; readonly ends: Set<string> }>();
  const fateOf = (gone: Gone): { readonly reactions: Set<string>; readonly ends: Set<string> } => {
    const name = goneText(explored, gone);
    const fate = fates.get(name) ?? { reactions: new Set(), ends: new Set() };
    fates.set(name, fate);
    return fate;
  };
  for (let state = 0; state < graph.expanded; state += 1) {
    const before = goneAt(explored, state);
    if (before?.pending !== true) continue;
    for (let edge = graph.firstEdge(state); edge < graph.endEdge(state); edge += 1) {
      if (trouble.kind === 'double' && graph.label(edge) !== NOTHING_DONE && !isPending(explored, graph.target(edge))) fateOf(before).reactions.add(reactionText(explored, graph.label(edge)));
    }
  }
  const usual = new Set(usualEnds(explored).map((state) => endText(explored, state)));
  for (const state of search.ends) {
    const gone = goneAt(explored, state);
    if (gone !== undefined) {
      const fate = fateOf(gone);
      if (!usual.has(endText(explored, state))) fate.ends.add(endText(explored, state));
    }
  }
  return {
    configuration: explored.configuration.name, kind: trouble.kind, stranded: stranded(explored),
    fates: [...fates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([message, { reactions, ends }]) => ({ message, reactions: [...reactions].sort(), ends: [...ends].sort() })),
  };
};

const isPending = (explored: Troubled, state: number): boolean => goneAt(explored, state)?.pending === true;
