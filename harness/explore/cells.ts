/**
 * Every way that a step of the table (`table.ts`) can go where causes may strike, as integers: what the search adds up. A way is
 * worked out once for a cell and a choice, whatever rule set asks for it.
 */
import type { Estate } from '../../protocol/domain.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { FaultPlanError, NO_FAULTS } from '../faults/plan.ts';
import { Happenings, changeRecord } from '../world/happenings.ts';
import type { Branch, Choices } from './choices.ts';
import { PairTable, type Names } from './intern.ts';
import type { LocalParty } from './localParty.ts';
import type { LocalState } from './memory.ts';
import type { Messages } from './messages.ts';
import type { Surroundings } from './step.ts';
import { AS_BEFORE, SurroundingSet, type Change, type Surrounding } from './surroundings.ts';
import type { Cell, Table, TimerOwner } from './table.ts';

/** One way one step can go. */
export interface Way {
  readonly number: number;
  readonly outcome: number;
  /** Party whose state changes, and to what as states are numbered now (`settle`). */
  readonly party: number;
  next: number;
  /** Receiver and message, in order of sending. */
  readonly sends: readonly number[];
  /** Receivers as bits. */
  readonly receivers: number;
  readonly change: Change;
  /** It changes nothing of what surrounds the parties. */
  readonly isStill: boolean;
  /** Cause bound in this step, -1 when none is. */
  readonly bound: number;
}

/** Every way one step can go. */
export interface Fork {
  readonly ways: readonly Way[];
  /** Receivers of any of them, as bits. */
  readonly receivers: number;
}

/** What something that happens does: it changes a party's state, or sends one a message. */
interface Happened {
  readonly party: number;
  readonly after?: LocalState;
  /** -1 when it does not. */
  next: number;
  readonly message: number;
}

const WORLD = -1;

/** Ways of one table with one set of causes. */
export class Ways {
  readonly surroundings: SurroundingSet;
  readonly ways: Way[] = [];
  readonly forks: Fork[] = [];
  /** By cell: how it goes where no cause strikes, whatever else is chosen. */
  readonly plain: (Fork | undefined)[] = [];
  /** By cell: the same, of those whose sendings no cause is ever about. */
  readonly certain: (Fork | undefined)[] = [];
  /** By cell and choice: how it goes, of the others. */
  readonly forkOf = new PairTable();
  /** By the world's timer, and the state of whom it is about. */
  readonly happened = new Map<number, Map<number, Happened | undefined>>();

  /** @param name tells it from others of the table. @param mostFirings untimed: timers that may fire in one attempt. */
  constructor(readonly name: string, readonly table: Table, readonly choices: Choices, mostFirings: number) {
    this.surroundings = new SurroundingSet((timer) => table.timers.value(timer).party, mostFirings);
  }
}

/** The world it is in. */
interface Setting {
  readonly parties: readonly LocalParty[];
  readonly estate: Estate;
  readonly ruleSet: RuleSet;
}

export class Cells {
  readonly #partyOf = new Map<string, number>();
  readonly #ruleSet: RuleSet;
  readonly #table: Table;
  readonly #choices: Choices;
  /** Of what depends on anything, the cell by slot and circumstance. */
  readonly #cellOf = new PairTable();
  readonly #before: number;

  constructor(private readonly company: Setting, private readonly known: Ways) {
    company.parties.forEach(({ address: at }, party) => this.#partyOf.set(at, party));
    [this.#ruleSet, this.#table, this.#choices, this.#before] = [company.ruleSet, known.table, known.choices, known.table.cells];
  }

  get messages(): Messages {
    return this.#table.messages;
  }

  get timers(): Names<TimerOwner> {
    return this.#table.timers;
  }

  /** Cells filled for this search. */
  get performed(): number {
    return this.#table.cells - this.#before;
  }

  outcome(number: number): Cell {
    return this.#table.cell(number);
  }

  way(number: number): Way {
    return this.known.ways[number] as Way;
  }

  /** After states that were taken for one turned out to be several: ways lead to what they are now. */
  settle(): void {
    const { parties } = this.company;
    for (const way of this.known.ways) way.next = parties[way.party]?.number(this.outcome(way.outcome).outcome.after) ?? -1;
    for (const byState of this.known.happened.values()) for (const happened of byState.values()) if (happened?.after !== undefined) happened.next = parties[happened.party]?.number(happened.after) ?? -1;
  }

  /** Every way a party's step can go. Known ones cost two look-ups, or three. */
  fork(party: number, state: number, input: number, surrounding: number): Fork {
    const around = this.known.surroundings.value(surrounding);
    const cell = this.#cell(party, state, input, around);
    const certain = this.known.certain[cell];
    if (certain !== undefined) return certain;
    const known = this.known.forkOf.get(cell, around.choice);
    return known === -1 ? this.#newFork(cell, around.choice) : this.known.forks[known] as Fork;
  }

  #cell(party: number, state: number, input: number, around: Surrounding): number {
    const only = this.#table.only(party, state, input);
    if (only >= 0) return only;
    const slot = this.#table.slotOf(party, state, input);
    const known = slot === -1 ? -1 : this.#cellOf.get(slot, around.circumstance);
    if (known !== -1) return known;
    const made = this.#table.outcome(party, state, input, this.around(around));
    this.#cellOf.set(this.#table.slotOf(party, state, input), around.circumstance, made);
    return made;
  }

  /** As a party finds them. */
  around({ now, choice }: Pick<Surrounding, 'now' | 'choice'>): Surroundings {
    return { now, people: this.#choices.people(choice), ruleSet: this.#ruleSet, resolutionMinutes: (section) => this.#choices.resolutionMinutes(choice, section) };
  }

  #newFork(cell: number, choice: number): Fork {
    const { certain, plain, forkOf, forks } = this.known;
    const { sent } = this.outcome(cell).outcome;
    const branches = this.#choices.strike(choice, sent);
    const [first] = branches;
    // What no cause has to do with goes one way, and that way for every choice.
    const isPlain = branches.length === 1 && first?.choice === choice;
    const fork = (isPlain ? plain[cell] : undefined) ?? this.#forkOf(cell, isPlain ? [{ ...first, choice: AS_BEFORE }] : branches);
    if (isPlain) plain[cell] = fork;
    if (this.#choices.concern(sent)) forkOf.set(cell, choice, forks.push(fork) - 1);
    else certain[cell] = fork;
    return fork;
  }

  #forkOf(cell: number, branches: readonly Branch[]): Fork {
    const ways = branches.map((branch) => this.#way(cell, branch));
    return { ways, receivers: ways.reduce((bits, { receivers }) => bits | receivers, 0) };
  }

  /** What happens when one of the world's timers fires. @returns undefined when the plan cannot be carried out here. */
  happen(timer: number, states: (party: number) => number): Happened | undefined {
    const { party } = this.affects(timer);
    const state = party < 0 ? 0 : states(party);
    const known = this.known.happened.get(timer) ?? new Map<number, Happened | undefined>();
    this.known.happened.set(timer, known);
    if (!known.has(state)) known.set(state, this.#happen(timer, states));
    return known.get(state);
  }

  #happen(timer: number, states: (party: number) => number): Happened | undefined {
    const { estate } = this.company;
    const happenings = new Happenings({ estate, run: 'explore', faults: NO_FAULTS });
    happenings.add([{ t: 0, n: 0, fault: this.#choices.fault(this.timers.value(timer).fault) }]);
    try {
      const { sent: [envelope], changes: [change] } = happenings.take({ t: 0, n: 0 });
      if (envelope !== undefined) return { party: this.#partyOf.get(envelope.to) ?? WORLD, next: -1, message: this.messages.intern(envelope) };
      const party = this.#partyOf.get(change?.party ?? '');
      if (party === undefined || change === undefined) return undefined;
      const local = this.company.parties[party];
      const after = local?.change(states(party), (store) => changeRecord(store, change, NO_FAULTS));
      return local === undefined || after === undefined ? undefined : { party, after, next: local.number(after), message: -1 };
    } catch (error) {
      if (!(error instanceof FaultPlanError)) throw error;
      return undefined;
    }
  }

  /** Whom one of the world's timers is about, and the type of what it sends there, if it sends anything. */
  affects(timer: number): { readonly party: number; readonly type?: MessageType } {
    const fault = this.#choices.fault(this.timers.value(timer).fault);
    if (fault.kind === 'record') return { party: this.#partyOf.get(fault.party) ?? WORLD };
    return fault.kind === 'outage' ? { party: this.#partyOf.get(fault.party) ?? WORLD, type: 'OUTAGE' } : { party: this.#partyOf.get('devices') ?? WORLD, type: 'ENVIRONMENT' };
  }

  #way(cell: number, { choice, messages, happenings, bound }: Branch): Way {
    const { party, input, outcome: { after }, stopped, started } = this.outcome(cell);
    const sends: number[] = [];
    let receivers = 0;
    for (const message of messages) {
      const to = this.#partyOf.get(message.to);
      if (to === undefined) continue;
      sends.push(to, this.messages.intern(message));
      receivers |= 1 << to;
    }
    const happening = happenings.map(({ fault, afterMs }) => [this.timers.intern(`world ${this.known.name} ${fault}`, () => ({ party: WORLD, timer: '', fault })), afterMs] as const);
    const change: Change = { choice, fired: input % 2 === 1 ? [(input - 1) / 2] : [], stopped, started: happening.length === 0 ? started : [...started, ...happening] };
    const next = this.company.parties[party]?.number(after) ?? -1;
    const isStill = choice === AS_BEFORE && change.fired.length + stopped.length + change.started.length === 0;
    const way = { number: this.known.ways.length, outcome: cell, party, next, sends, receivers, change, isStill, bound: bound[0] ?? -1 };
    this.known.ways.push(way);
    return way;
  }

  timer(party: number, timer: string): number {
    return this.#table.timer(party, timer);
  }

  timerParty(timer: number): number {
    return this.timers.value(timer).party;
  }

  partyOf(at: string): number | undefined {
    return this.#partyOf.get(at);
  }
}
