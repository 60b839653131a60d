/**
 * One party as a function: (local state, input) -> (local state, messages, timers). The function is not written here. It is
 * the shipped `classify` and `render` run on real bytes and the shipped machines stepped by XState, once per pair, and then
 * remembered (design 5.1: the table is generated).
 *
 * Invariants (tests cite them):
 *  P1 a local state is the state of every machine, armed timers included, and every record the party keeps;
 *  P2 an input is a message's bytes, or a timer of one of its machines;
 *  P3 one input is dealt with to its end, in the order the host has: events as classified, then what renderings tell;
 *  P4 whether the outcome depends on the time of day, on how long people take, or on a parameter of the rule set, is observed and not declared;
 *  P5 local states that agree in all that is live (`liveness.ts`) are one: the first that was met stands for all; exactly, all counts;
 *  P6 the rule set is part of what a step finds, so parties of worlds that differ in nothing else are one party.
 */
import type { Address } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { AnyParty, Facilities } from '../../actors/runtime/party.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Store } from '../../actors/runtime/store.ts';
import { answerTo, mayChange } from './asking.ts';
import type { Live, Liveness } from './liveness.ts';
import { contentOf, numberOfLive, numberOfTables, sequenceOf, type Tables } from './localStore.ts';
import type { MachineSteps } from './machineSteps.ts';
import { LocalState, Memory, stateAfter, type Changes } from './memory.ts';
import { digestOf } from './messages.ts';
import { Step, split, type Done, type Input, type Surroundings } from './step.ts';
import { TracedStore } from './tracedStore.ts';

export interface LocalOutcome extends Omit<Done, keyof Changes> {
  /** For `number`. */
  readonly after: LocalState;
}

/** How one machine stands. */
export interface Standing {
  readonly machine: string;
  readonly key: string;
  readonly state: string;
  readonly ended: boolean;
  /** What it has noted as failed, empty for nothing. */
  readonly failed: string;
}

/** States of one control state. */
interface Group {
  readonly numbers: number[];
  /** Numbers by what tells them apart. */
  readonly byName: Map<number, number>;
  /** What was live when they were named. */
  live: Live;
  members: number;
  /** Times a number was asked for since. */
  asked: number;
}

const rules = new WeakMap<RuleSet, Map<string, string>>();

/** A parameter as text. */
export const ruleText = (ruleSet: RuleSet, name: string): string => {
  const texts = rules.get(ruleSet) ?? new Map<string, string>();
  rules.set(ruleSet, texts);
  let text = texts.get(name);
  if (text === undefined) texts.set(name, (text = JSON.stringify(ruleSet[name as keyof RuleSet]) ?? ''));
  return text;
};

export class LocalParty {
  /** By number: the state met first, and those taken for the same. */
  readonly #members: LocalState[][] = [];
  /** By control state. */
  readonly #groups = new Map<string, Group>();
  /** Of the world, to questions about it. */
  readonly #answers = new Map<string, string>();
  #splits = 0;
  readonly address: Address;

  constructor(
    readonly party: AnyParty, private readonly facilities: Omit<Facilities, 'ruleSet'>, tables: Tables, private readonly steps: (machine: string) => MachineSteps,
    private readonly how: { readonly writtenAt: number; readonly exact: boolean; readonly counted: boolean; readonly courses: boolean; readonly liveness: Liveness; readonly memory: Memory<Done> },
  ) {
    this.address = facilities.address;
    this.number(new LocalState(new Map(), tables));
  }

  /** State before boot. */
  readonly initial = 0;

  get states(): number {
    return this.#members.length;
  }

  /** Names all states by what is known to be live by now. @returns how many that were taken for others were not, so far (P5). */
  renamed(): number {
    for (const [control, group] of this.#groups) this.#rename(control, group);
    return this.#splits;
  }

  /** Names states anew when more is live: numbers stay, but for those that are not alike any more. */
  #rename(control: string, group: Group): void {
    const live = this.how.liveness.live(control);
    if (this.how.exact || live === group.live) return;
    group.live = live;
    group.asked = 0;
    group.byName.clear();
    for (const number of [...group.numbers]) {
      const members = this.#members[number] as LocalState[];
      this.#members[number] = [];
      for (const member of members) {
        const name = this.#name(live, member);
        let own = group.byName.get(name);
        if (own === undefined) group.byName.set(name, (own = this.#members[number]?.length === 0 ? number : this.#numberIn(group)));
        this.#members[own]?.push(member);
        member.number = own;
        if (own !== number) this.#splits += 1;
      }
    }
  }

  /** Present state of every machine, as text. */
  describe(state: number): readonly Standing[] {
    return [...this.#state(state).machines].map(([id, local]) => {
      const [machine, key] = split(id);
      const steps = this.steps(machine);
      return { machine, key, state: steps.text(local), ended: steps.ended(local), failed: steps.failed(local) };
    });
  }

  /** What a party in this state has in its store; its deadlines apart. */
  saved(state: number): readonly Saved[] {
    const { machines, tables } = this.#state(state);
    return [
      ...[...tables].flatMap(([table, records]) => [...records].map(([key, value]): Saved => ({ kind: 'record', id: `${table}/${key}`, value }))),
      ...[...machines].map(([id, local]): Saved => ({ kind: 'machine', id, value: this.steps(split(id)[0]).saved(local) })),
    ];
  }

  /** Timers that run in this state. */
  timers(state: number): readonly { readonly machine: string; readonly key: string; readonly timer: string }[] {
    return [...this.#state(state).machines].flatMap(([id, local]) => {
      const [machine, key] = split(id);
      return this.steps(machine).timers(local).map((timer) => ({ machine, key, timer }));
    });
  }

  perform(state: number, input: Input, surroundings: Surroundings): LocalOutcome {
    const before = this.#state(state);
    const whole = this.#done(before, input, surroundings);
    const { access: _access, records: _records, machines: _machines, ...done } = whole;
    return { ...done, after: this.#after(before, whole) };
  }

  /** The state after somebody else changed a record the party keeps, as it is done to a live party's store. */
  change(state: number, carryOut: (store: Store<Record<string, unknown>>) => void): LocalState {
    const before = this.#state(state);
    const store = new TracedStore(before.tables);
    carryOut(store);
    const { access } = store;
    return this.#reach(before, { access, records: [...store.takeChanges()], machines: [] });
  }

  #state(number: number): LocalState {
    const state = this.#members[number]?.[0];
    if (state === undefined) throw new RangeError(`${this.address} has no local state ${number}`);
    return state;
  }

  #answer(question: string): string {
    let answer = this.#answers.get(question);
    if (answer === undefined) {
      answer = answerTo(this.facilities, question);
      if (!mayChange(question)) this.#answers.set(question, answer);
    }
    return answer;
  }

  /** Worked out, and learned from, once for each state and each thing done there. */
  #after(before: LocalState, done: Done): LocalState {
    let after = before.afters.get(done);
    if (after === undefined) before.afters.set(done, (after = this.#reach(before, done)));
    return after;
  }

  #reach(before: LocalState, changes: Changes): LocalState {
    const after = stateAfter(before, changes, this.how.counted);
    this.how.liveness.learn(this.#control(before), changes.access, this.#control(after));
    return after;
  }

  #done(before: LocalState, input: Input, surroundings: Surroundings): Done {
    const name = nameOfInput(input);
    const around = { now: surroundings.now, people: surroundings.people, rule: (rule: string) => ruleText(surroundings.ruleSet, rule), answer: (question: string) => this.#answer(question) };
    const { memory } = this.how;
    const known = memory.find(name, before, around);
    if (known !== undefined) return known;
    const done = new Step(before, input, surroundings, this.party, { ...this.facilities, writtenAt: this.how.writtenAt }, this.steps).run();
    memory.add(name, before, around, done);
    return done;
  }

  /** Machines that have not ended, and where they are. */
  #control(state: LocalState): string {
    return (state.control ??= machinesText([...state.machines].filter(([id, local]) => !this.steps(split(id)[0]).ended(local))));
  }

  #exactly(state: LocalState): number {
    return (state.exact ??= sequenceOf(contentOf(machinesText(state.machines)), numberOfTables(state.tables)));
  }

  /**
   * The same for states that are alike (P5), until more turns out to be live. States of one control are named anew when there were as many
   * questions as there are of them: what is live grows a little with almost every step at first. Until then some are taken for others, as
   * they are before it is known; `renamed` tells.
   */
  number(state: LocalState): number {
    const { version } = this.how.liveness;
    if (state.numberedAt === version) return state.number;
    state.numberedAt = version;
    const control = this.how.exact ? '' : this.#control(state);
    const group = this.#groupOf(control);
    if ((group.asked += 1) >= group.members) this.#rename(control, group);
    if (state.number !== -1) return state.number;
    group.members += 1;
    const name = this.how.exact ? this.#exactly(state) : this.#name(group.live, state);
    let number = group.byName.get(name);
    if (number === undefined) group.byName.set(name, (number = this.#numberIn(group)));
    this.#members[number]?.push(state);
    state.number = number;
    return number;
  }

  #groupOf(control: string): Group {
    let group = this.#groups.get(control);
    if (group === undefined) this.#groups.set(control, (group = { numbers: [], byName: new Map(), live: this.how.liveness.live(control), members: 0, asked: 0 }));
    return group;
  }

  #numberIn({ numbers }: Group): number {
    const number = this.#members.push([]) - 1;
    numbers.push(number);
    return number;
  }

  /** All that is live in it; compared only with others of which the same is live. */
  #name(live: Live, { machines, tables }: LocalState): number {
    let name = 0;
    for (const id of live.machines) name = sequenceOf(name, machines.get(id) ?? -1);
    name = numberOfLive(name, tables, live.records);
    if (this.how.courses) for (const [id, local] of machines) if (isCourse(id)) name = sequenceOf(sequenceOf(name, contentOf(id)), local);
    return name;
  }
}

/** A machine that tells how it went with one Installation. */
const isCourse = (id: string): boolean => split(id)[0].endsWith('.installation');

const machinesText = (machines: Iterable<readonly [string, number]>): string =>
  [...machines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, local]) => `${id}=${local}`).join('\u0001');

const nameOfInput = (input: Input): string => {
  if (input === 'boot') return input;
  if ('timer' in input) return `timer ${input.timer}`;
  const { from, type, key, body } = input.message;
  return `${from} ${type} ${key} ${digestOf(body)}`;
};
