/**
 * A party may be killed at any moment and come back from its store. What it has done is one record a step (transport page), so the step
 * under way was either not begun, and its message comes again, or is done, and its message comes again and is at or before the stamp
 * consumed. The world waits for it, so no virtual time goes by. Whatever else it might do then can only come from what it remembers not
 * being all it needs: that is what is looked for, in every local state and with every input that a search has brought there.
 *
 * Invariants (tests cite them):
 *  K1 a live party made of nothing but the records of a local state does with its next input what the one that was never away does;
 *  K2 made again of its records after that, it is the same, and the same message is no news to it.
 */
import type { PartyHost, StepRecord } from '../../actors/runtime/host.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import { decodeValue, encodeValue } from '../processes/codec.ts';
import { alike } from './alike.ts';
import type { Found } from './complaint.ts';
import type { Explored } from './explore.ts';
import { fedText } from './follow.ts';
import type { LocalOutcome } from './localParty.ts';
import { envelopeOf } from './messages.ts';
import { timerName } from './step.ts';
import { wayInWords } from './words.ts';

export interface CrashReport {
  readonly configuration: string;
  /** Local states with an input that a party was made anew in. */
  readonly cells: number;
  readonly found: readonly Found[];
}

/** Later than anything that an attempt waits for. */
const FAR_AHEAD = 400 * 24 * 60 * 60 * 1000;

const asWritten = (saved: readonly Saved[]): readonly Saved[] => decodeValue(encodeValue(saved)) as readonly Saved[];
const savedText = (host: PartyHost): string => encodeValue([...host.all()].sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1)));
const waitsText = (waits: Iterable<readonly [timer: string, ms: number]>): string => [...waits].map(([timer, ms]) => `${timer} in ${ms}`).sort().join(', ');

interface Cell {
  readonly state: number;
  readonly edge: number;
  /** Local state of the party that steps. */
  readonly before: number;
}

/** Every cell once, with the first state it was met in. */
function* cellsOf({ parts: { cells }, search }: Explored): Iterable<Cell> {
  const { graph } = search;
  const seen = new Set<string>();
  for (let state = 0; state < graph.expanded; state += 1) {
    for (let edge = graph.firstEdge(state); edge < graph.endEdge(state); edge += 1) {
      if (graph.label(edge) < 0) continue;
      const { outcome, party } = cells.way(graph.label(edge));
      const before = search.localState(state, party);
      const name = `${before} ${outcome}`;
      if (seen.has(name)) continue;
      seen.add(name);
      yield { state, edge, before };
    }
  }
}

/** What a party that is made anew does with one input, held against what the search has it do. @returns what differs. */
const differenceAt = ({ parts: { cells, company, surroundings, choices }, search }: Explored, { state, edge, before }: Cell): string | undefined => {
  const { party, input, outcome } = cells.outcome(cells.way(search.graph.label(edge)).outcome);
  const local = company.parties[party];
  if (local === undefined) throw new RangeError(`no party ${party}`);
  const { now, choice } = surroundings.value(search.surrounding(state));
  const at: Stamp = { t: now, n: 1 };
  const steps: StepRecord[] = [];
  const observer = { step: (record: StepRecord) => void steps.push(record), refusal: () => undefined };
  const made = (saved: readonly Saved[]): PartyHost => {
    const host = company.blank(local.address, observer, (section) => choices.resolutionMinutes(choice, section));
    host.restore(asWritten(saved));
    return host;
  };
  const given = input % 2 === 0 ? envelopeOf(cells.messages.value(input / 2), now) : undefined;
  const due = given === undefined ? cells.timers.value((input - 1) / 2).timer : undefined;
  const running = local.timers(before);
  const deadlines = running.map(({ machine, key, timer }, index): Saved => {
    const id = timerName(machine, key, timer);
    return { kind: 'deadline', id, value: { machine, key, timer, armed: index + 1, t: id === due ? now : now + FAR_AHEAD, n: id === due ? 1 : 0 } };
  });
  const host = made([...local.saved(before), ...deadlines, { kind: 'position', id: 'armings', value: running.length }]);
  if (given !== undefined) host.receive({ ...given, stamp: at });
  const sent = host.step(at);
  const difference = [
    ['does', steps.map(fedText).join('; '), outcome.fed.map(fedText).join('; ')],
    ['sends', sent.map(({ type, to, key, body }) => `${type} ${key} to ${to} ${alike(body)}`).join(', '), outcome.sent.flatMap(({ copies }) => copies).map(({ type, to, key, body }) => `${type} ${key} to ${to} ${alike(body)}`).join(', ')],
    ['waits for', waitsText(host.pending().map(({ machine, key, timer, at: then }) => [timerName(machine, key, timer), then - now])), waitsText(waitsAfter(running.map(({ machine, key, timer }) => timerName(machine, key, timer)), due, outcome))],
  ].find(([, live, searched]) => live !== searched);
  if (difference !== undefined) return `${difference[0]}: ${difference[1]}; never away: ${difference[2]}`;
  const again = made(host.all());
  if (savedText(again) !== savedText(host)) return 'is not what it was after coming back';
  return given === undefined || again.consumed === undefined || compareStamps(at, again.consumed) <= 0 ? undefined : 'would take the message for news';
};

const waitsAfter = (running: readonly string[], due: string | undefined, { cancelled, armed }: LocalOutcome): ReadonlyMap<string, number> => {
  const waits = new Map(running.filter((each) => each !== due && !cancelled.includes(each)).map((each) => [each, FAR_AHEAD]));
  for (const { timer, afterMs } of armed) waits.set(timer, afterMs);
  return waits;
};

/** What cannot be written down at all is a difference, too. */
const looked = (explored: Explored, cell: Cell): string | undefined => {
  try {
    return differenceAt(explored, cell);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return `cannot be made anew: ${error.message}`;
  }
};

export const crashReport = (explored: Explored): CrashReport => {
  const { configuration: { name: configuration }, parts: { cells, company }, search } = explored;
  const found: Found[] = [];
  let count = 0;
  for (const cell of cellsOf(explored)) {
    const { party, outcome: { crash } } = cells.outcome(cells.way(search.graph.label(cell.edge)).outcome);
    if (crash !== undefined) continue;
    count += 1;
    const difference = looked(explored, cell);
    if (difference === undefined) continue;
    const trace = wayInWords(explored, cell.state);
    found.push({ configuration, kind: 'comeback', detail: `${company.parties[party]?.address}, back from its store, ${difference}`, replay: '', length: trace.length, trace });
  }
  return { configuration, cells: count, found };
};
