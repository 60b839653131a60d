/**
 * Plays a trace on live parties (`PartyHost`) with real files: each is given one input at a time, in the order of the trace, and its
 * own messages travel on, spoilt by the live fault engine where the trace binds a cause.
 *
 * Invariants (tests cite them):
 *  R1 nothing is taken from the graph but the order: messages, timers and spoilt bytes are what live parties and the engine make;
 *  R2 a live party that is given another message (`alike.ts`), deals with something else or more, or does otherwise than the trace says parts from it.
 */
import { roleOf, type Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { InputRecord, PartyHost, StepRecord } from '../../actors/runtime/host.ts';
import { FaultEngine } from '../faults/engine.ts';
import type { FaultPlan } from '../faults/plan.ts';
import { hostOf } from '../world/hosting.ts';
import { Happenings, changeRecord } from '../world/happenings.ts';
import { scriptOf, stageOf } from '../world/staging.ts';
import { alike } from './alike.ts';
import { SINKS } from './company.ts';
import { scriptFor } from './configuration.ts';
import { Inboxes } from './inboxes.ts';
import { LiveRecorder, fedText, inputText, type LiveStep } from './follow.ts';
import type { Trace } from './traces.ts';

export type Replayed =
  | { readonly same: true; readonly steps: number; readonly undeclared: readonly string[]; readonly states: readonly string[] }
  | { readonly same: false; readonly step: number; readonly party: Address; readonly input: string; readonly why: string };

class Stage {
  readonly #hosts: ReadonlyMap<Address, PartyHost>;
  readonly #inboxes = new Map<Address, Envelope[]>();
  readonly #engine: FaultEngine;
  readonly #happenings: Happenings;
  readonly #sign;
  readonly #ahead = new Map<Address, LiveStep[]>();
  #observe: { input(record: InputRecord): void; step(record: StepRecord): void } = { input: () => undefined, step: () => undefined };
  #micro = 0;

  constructor({ configuration, parts: { company } }: Trace, private readonly faults: FaultPlan) {
    const observer = {
      input: (record: InputRecord) => this.#observe.input(record), step: (record: StepRecord) => this.#observe.step(record), refusal: () => undefined,
    };
    const { estate, seed } = company;
    const { stage, addresses } = stageOf(scriptOf({ ...scriptFor(configuration, estate, seed), faults }), 'explore', observer);
    this.#engine = new FaultEngine(faults);
    this.#happenings = new Happenings({ estate, run: 'explore', faults });
    this.#sign = stage.provisions.identities.signingAs;
    this.#hosts = new Map(addresses.filter((at) => !SINKS.includes(roleOf(at))).map((at) => [at, hostOf(at, stage)]));
    for (const host of this.#hosts.values()) this.#send(host.boot({ t: stage.provisions.startAt, n: 0 }));
  }

  /**
   * The next thing a party deals with: what it did already in the same step as the last, or else its next message, or its timers.
   * Timers of one party that are due at once fire in one step (H2).
   */
  next(at: Address, now: number, isMessage: boolean): LiveStep | undefined {
    const ahead = this.#ahead.get(at)?.shift();
    if (ahead !== undefined) return ahead;
    const host = this.#hosts.get(at);
    const envelope = isMessage ? this.#inboxes.get(at)?.shift() : undefined;
    if (host === undefined || (isMessage && envelope === undefined)) return undefined;
    const steps: StepRecord[] = [];
    const recorder = new LiveRecorder(() => steps.length);
    this.#observe = { input: recorder.note, step: (record) => void steps.push(record) };
    const stamp = { t: now, n: ++this.#micro };
    if (envelope !== undefined) host.receive({ ...envelope, stamp });
    this.#send(host.step(stamp));
    const [first, ...more] = recorder.collect(steps);
    this.#ahead.set(at, more);
    return first;
  }

  happen(now: number): void {
    const { sent, changes } = this.#happenings.take({ t: now, n: ++this.#micro });
    this.#send(sent);
    for (const change of changes) changeRecord(this.#hosts.get(change.party)?.store, change, this.faults);
  }

  *states(): Iterable<string> {
    for (const [at, host] of this.#hosts) for (const { machine, key, state } of host.states()) yield `${at} ${machine}/${key} ${state}`;
  }

  #send(sent: readonly Envelope[]): void {
    const { messages, happenings } = this.#engine.apply(sent, this.#sign);
    this.#happenings.add(happenings);
    for (const envelope of messages) this.#inboxes.set(envelope.to, [...(this.#inboxes.get(envelope.to) ?? []), envelope]);
  }
}

export const replay = (trace: Trace): Replayed => {
  const { parts, causes, labels } = trace;
  const { cells, company, surroundings } = parts;
  const bound = labels.flatMap((label) => (label < 0 || cells.way(label).bound < 0 ? [] : [cells.way(label).bound])).sort((a, b) => a - b);
  const stage = new Stage(trace, { name: 'replay', faults: bound.flatMap((cause) => causes[cause]?.plan.faults ?? []) });
  const undeclared: string[] = [];
  // Time is the trace's: it moves as it does in the graph.
  let surrounding = parts.start(new Inboxes()).surrounding;
  let waiting = 0;
  for (const [step, label] of labels.entries()) {
    if (waiting === 0) surrounding = Math.max(surroundings.advance(surrounding), 0) || surrounding;
    const { now, choice } = surroundings.value(surrounding);
    if (label < 0) {
      stage.happen(now);
      surrounding = surroundings.change(surrounding, { choice, fired: [-1 - label], stopped: [], started: [] });
      waiting += cells.happen(-1 - label, () => 0)?.next === -1 ? 1 : 0;
      continue;
    }
    const way = cells.way(label);
    const { party, input, outcome } = cells.outcome(way.outcome);
    const at = company.parties[party]?.address ?? '';
    const message = input % 2 === 0 ? cells.messages.value(input / 2) : undefined;
    const wanted = message === undefined ? cells.timers.value((input - 1) / 2).timer : `${message.type} from ${message.from}`;
    const parted = (why: string): Replayed => ({ same: false, step: step + 1, party: at, input: wanted, why });
    const done = stage.next(at, now, message !== undefined);
    if (done === undefined) return parted('the live party has nothing to do then');
    if (inputText(done.input) !== wanted || (message !== undefined && alike(done.input.message?.body ?? new Uint8Array()) !== alike(message.body))) return parted(`the live party deals with ${inputText(done.input)}, or with other bytes`);
    const [live, graph] = [done.steps.map(fedText).join('; '), outcome.fed.map(fedText).join('; ')];
    if (live !== graph) return parted(`live: ${live}; trace: ${graph}`);
    for (const each of done.steps) if (!each.declared) undeclared.push(`${each.machine} in ${each.from} does not declare ${each.event}`);
    waiting += way.sends.length / 2 - (message === undefined ? 0 : 1);
    surrounding = surroundings.change(surrounding, way.change);
  }
  return { same: true, steps: labels.length, undeclared, states: [...stage.states()] };
};
