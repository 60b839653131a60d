/**
 * The generated table: what each party does in each of its local states with each input, as integers. A cell is filled the
 * first time it is asked for, by the shipped party on real bytes (`localParty.ts`), and never again.
 *
 * Numbering: an input is `2 * message` or `2 * timer + 1`; a timer is `<party> <machine>/<key>/<timer>`, or the world's.
 */
import type { MessageType } from '../../protocol/messages/types.ts';
import { FaultPlanError, NO_FAULTS } from '../faults/plan.ts';
import { Happenings, changeRecord } from '../world/happenings.ts';
import type { Branch, Choices } from './choices.ts';
import type { Company } from './company.ts';
import { Names, PairTable } from './intern.ts';
import type { LocalOutcome } from './localParty.ts';
import { Messages } from './messages.ts';
import type { Change, Surrounding, SurroundingSet } from './surroundings.ts';

/** One way one step can go. */
export interface Way {
  readonly outcome: number;
  /** Party whose state changes, and to what. */
  readonly party: number;
  readonly next: number;
  /** Receiver and message, in order of sending. */
  readonly sends: Uint32Array;
  /** Receivers as bits. */
  readonly receivers: number;
  readonly change: Change;
  /** Cause bound in this step, -1 when none is. */
  readonly bound: number;
}

export interface Cell {
  readonly party: number;
  readonly input: number;
  readonly outcome: LocalOutcome;
}

interface Slot {
  /** On the time, or on how long people take. */
  readonly dependent: boolean;
  /** Outcome by what it depends on; one under `` when on nothing. */
  readonly outcomes: Map<string, number>;
}

export interface TimerOwner {
  /** -1 for the world. */
  readonly party: number;
  readonly timer: string;
  readonly fault: number;
}

/** What something that happens does: it changes a party's state, or sends one a message. */
interface Happened {
  readonly party: number;
  readonly next: number;
  readonly message: number;
}

const WORLD = -1;

export class Cells {
  readonly messages = new Messages();
  readonly #partyOf = new Map<string, number>();
  readonly #slots: Slot[] = [];
  readonly #slotOf: readonly PairTable[];
  readonly #outcomes: Cell[] = [];
  readonly #ways: Way[] = [];
  readonly #waysOf = new PairTable();
  readonly #wayLists: Uint32Array[] = [];
  /** By the world's timer, and the state of whom it is about. */
  readonly #happened = new Map<number, Map<number, Happened | undefined>>();
  /** Times a real party was run. */
  performed = 0;
  /** Rises with every cell filled for the first time. */
  version = 0;

  constructor(private readonly company: Company, private readonly choices: Choices, private readonly surroundings: SurroundingSet, readonly timers: Names<TimerOwner>) {
    company.parties.forEach(({ address: at }, party) => this.#partyOf.set(at, party));
    this.#slotOf = company.parties.map(() => new PairTable());
  }

  outcome(number: number): Cell {
    return this.#outcomes[number] as Cell;
  }

  outcomes(): readonly Cell[] {
    return this.#outcomes;
  }

  way(number: number): Way {
    return this.#ways[number] as Way;
  }

  /** Every way a party's step can go, as numbers of ways. Known ones cost two look-ups. */
  ways(party: number, state: number, input: number, surrounding: number): Uint32Array {
    const around = this.surroundings.value(surrounding);
    const number = (this.#slotOf[party] as PairTable).get(state, input);
    if (number !== -1) {
      const known = this.#waysOf.get(number, (this.#slots[number] as Slot).dependent ? around.circumstance : around.choice);
      if (known !== -1) return this.#wayLists[known] as Uint32Array;
    }
    return this.#newWays(party, state, input, around);
  }

  #newWays(party: number, state: number, input: number, around: Surrounding): Uint32Array {
    const outcome = this.#outcome(party, state, input, around);
    const { outcome: done } = this.outcome(outcome);
    const fired = input % 2 === 1 ? [(input - 1) / 2] : [];
    const made = this.choices.strike(around.choice, done.sent).map((branch) => this.#way(outcome, party, done, branch, fired));
    const slot = (this.#slotOf[party] as PairTable).get(state, input);
    this.#waysOf.set(slot, (this.#slots[slot] as Slot).dependent ? around.circumstance : around.choice, this.#wayLists.length);
    return this.#wayLists[this.#wayLists.push(Uint32Array.from(made)) - 1] as Uint32Array;
  }

  /** What happens when one of the world's timers fires. @returns undefined when the plan cannot be carried out here. */
  happen(timer: number, states: (party: number) => number): Happened | undefined {
    const { party } = this.affects(timer);
    const state = party < 0 ? 0 : states(party);
    const known = this.#happened.get(timer) ?? new Map<number, Happened | undefined>();
    this.#happened.set(timer, known);
    if (!known.has(state)) known.set(state, this.#happen(timer, states));
    return known.get(state);
  }

  #happen(timer: number, states: (party: number) => number): Happened | undefined {
    const { estate } = this.company;
    const happenings = new Happenings({ estate, run: 'explore', faults: NO_FAULTS });
    happenings.add([{ t: 0, n: 0, fault: this.choices.fault(this.timers.value(timer).fault) }]);
    try {
      const { sent: [envelope], changes: [change] } = happenings.take({ t: 0, n: 0 });
      if (envelope !== undefined) return { party: this.#partyOf.get(envelope.to) ?? WORLD, next: -1, message: this.messages.intern(envelope) };
      const party = this.#partyOf.get(change?.party ?? '');
      if (party === undefined || change === undefined) return undefined;
      const next = this.company.parties[party]?.change(states(party), (store) => changeRecord(store, change, NO_FAULTS));
      return next === undefined ? undefined : { party, next, message: -1 };
    } catch (error) {
      if (!(error instanceof FaultPlanError)) throw error;
      return undefined;
    }
  }

  /** Whom one of the world's timers is about, and the type of what it sends there, if it sends anything. */
  affects(timer: number): { readonly party: number; readonly type?: MessageType } {
    const fault = this.choices.fault(this.timers.value(timer).fault);
    if (fault.kind === 'record') return { party: this.#partyOf.get(fault.party) ?? WORLD };
    return fault.kind === 'outage' ? { party: this.#partyOf.get(fault.party) ?? WORLD, type: 'OUTAGE' } : { party: this.#partyOf.get('devices') ?? WORLD, type: 'ENVIRONMENT' };
  }

  #outcome(party: number, state: number, input: number, around: Surrounding): number {
    const table = this.#slotOf[party] as PairTable;
    const known = table.get(state, input);
    const slot = this.#slots[known];
    const outcome = slot?.outcomes.get(this.#dependence(slot, around));
    return outcome ?? this.#perform(party, state, input, around, table, slot);
  }

  /** What reads one of the two may, at another time, read the other. */
  #dependence({ dependent }: Pick<Slot, 'dependent'>, { now, choice }: Surrounding): string {
    return dependent ? `${now} ${this.choices.people(choice)}` : '';
  }

  #perform(party: number, state: number, input: number, around: Surrounding, table: PairTable, slot: Slot | undefined): number {
    const local = this.company.parties[party];
    if (local === undefined) throw new RangeError(`no party ${party}`);
    const { now, choice } = around;
    const given = input % 2 === 0 ? { message: this.messages.value(input / 2) } : { timer: this.timers.value((input - 1) / 2).timer };
    const outcome = local.perform(state, given, { now, people: this.choices.people(choice), resolutionMinutes: (section) => this.choices.resolutionMinutes(choice, section) });
    this.performed += 1;
    this.version += 1;
    const number = this.#outcomes.push({ party, input, outcome }) - 1;
    const made: Slot = slot ?? { dependent: outcome.readTime || outcome.readPeople, outcomes: new Map() };
    made.outcomes.set(this.#dependence(made, around), number);
    if (slot === undefined) table.set(state, input, this.#slots.push(made) - 1);
    return number;
  }

  #way(outcome: number, party: number, done: LocalOutcome, { choice, messages, happenings, bound }: Branch, fired: readonly number[]): number {
    const sends: number[] = [];
    let receivers = 0;
    for (const message of messages) {
      const to = this.#partyOf.get(message.to);
      if (to === undefined) continue;
      sends.push(to, this.messages.intern(message));
      receivers |= 1 << to;
    }
    const own = (timer: string): number => this.timer(party, timer);
    const change: Change = {
      choice, fired,
      stopped: done.cancelled.map(own),
      started: [
        ...done.armed.map(({ timer, afterMs }) => [own(timer), afterMs] as const),
        ...happenings.map(({ fault, afterMs }) => [this.timers.intern(`world ${fault}`, () => ({ party: WORLD, timer: '', fault })), afterMs] as const),
      ],
    };
    return this.#ways.push({ outcome, party, next: done.next, sends: Uint32Array.from(sends), receivers, change, bound: bound[0] ?? -1 }) - 1;
  }

  timer(party: number, timer: string): number {
    return this.timers.intern(`${party} ${timer}`, () => ({ party, timer, fault: -1 }));
  }

  timerParty(timer: number): number {
    return this.timers.value(timer).party;
  }

  partyOf(at: string): number | undefined {
    return this.#partyOf.get(at);
  }
}
