/**
 * The generated table: what each party does in each of its local states with each input, as integers. A cell is filled the first time
 * it is asked for, by the shipped party on real bytes (`localParty.ts`), and never again. Worlds that differ in the rule set alone
 * fill one table between them.
 *
 * Numbering: an input is `2 * message` or `2 * timer + 1`; a timer is `<party> <machine>/<key>/<timer>`, or the world's.
 */
import { Names, PairTable } from './intern.ts';
import { ruleText, type LocalOutcome, type LocalParty } from './localParty.ts';
import { Messages } from './messages.ts';
import type { Surroundings } from './step.ts';

export interface Cell {
  readonly party: number;
  readonly input: number;
  readonly outcome: LocalOutcome;
  /** Timers it stops, and those it starts, with the ms they have left. */
  readonly stopped: readonly number[];
  readonly started: readonly (readonly [timer: number, leftMs: number])[];
}

/** What a party does in one local state with one input. */
export interface Slot {
  /** On the time, or on how long people take: what reads one of the two may, at another time, read the other. */
  readonly timed: boolean;
  /** Parameters of the rule set it depends on. */
  readonly rules: ReadonlySet<string>;
  /** Cell by what it depends on; one under `` when on nothing. */
  readonly outcomes: Map<string, number>;
}

export interface TimerOwner {
  /** -1 for the world. */
  readonly party: number;
  readonly timer: string;
  readonly fault: number;
}

const dependence = ({ timed, rules }: Slot, { now, people, ruleSet }: Surroundings): string => {
  let text = timed ? `${now} ${people}` : '';
  for (const rule of rules) text += ` ${ruleText(ruleSet, rule)}`;
  return text;
};

/** In place of a cell. */
const DEPENDS = -2;

export class Table {
  readonly messages = new Messages();
  readonly timers = new Names<TimerOwner>();
  readonly #slots: Slot[] = [];
  readonly #slotOf: readonly PairTable[];
  /** The cell of a step that depends on nothing but state and input. */
  readonly #onlyOf: readonly PairTable[];
  readonly #cells: Cell[] = [];

  constructor(private readonly parties: readonly LocalParty[]) {
    [this.#slotOf, this.#onlyOf] = [parties.map(() => new PairTable()), parties.map(() => new PairTable())];
  }

  cell(number: number): Cell {
    return this.#cells[number] as Cell;
  }

  get cells(): number {
    return this.#cells.length;
  }

  /** Below 0 when it was never asked for, or depends on anything besides. */
  only(party: number, state: number, input: number): number {
    return (this.#onlyOf[party] as PairTable).get(state, input);
  }

  /** The number of a party's timer. */
  timer(party: number, timer: string): number {
    return this.timers.intern(`${party} ${timer}`, () => ({ party, timer, fault: -1 }));
  }

  /** -1 when it was never asked for. */
  slotOf(party: number, state: number, input: number): number {
    return (this.#slotOf[party] as PairTable).get(state, input);
  }

  /** @returns the number of a cell. */
  outcome(party: number, state: number, input: number, surroundings: Surroundings): number {
    const slot = this.#slots[this.slotOf(party, state, input)];
    return slot?.outcomes.get(dependence(slot, surroundings)) ?? this.#perform(party, state, input, surroundings, slot);
  }

  #perform(party: number, state: number, input: number, surroundings: Surroundings, before: Slot | undefined): number {
    const local = this.parties[party];
    if (local === undefined) throw new RangeError(`no party ${party}`);
    const given = input % 2 === 0 ? { message: this.messages.value(input / 2) } : { timer: this.timers.value((input - 1) / 2).timer };
    const outcome = local.perform(state, given, surroundings);
    const started = outcome.armed.map(({ timer, afterMs }) => [this.timer(party, timer), afterMs] as const);
    const number = this.#cells.push({ party, input, outcome, started, stopped: outcome.cancelled.map((timer) => this.timer(party, timer)) }) - 1;
    const slot = this.#slotFor(party, state, input, before, outcome);
    slot.outcomes.set(dependence(slot, surroundings), number);
    if (!slot.timed && slot.rules.size === 0) (this.#onlyOf[party] as PairTable).set(state, input, number);
    return number;
  }

  /** Under another rule set a step may read what it never read before: then its outcomes are told apart anew. */
  #slotFor(party: number, state: number, input: number, before: Slot | undefined, { readTime, readPeople, readRules }: LocalOutcome): Slot {
    const timed = readTime || readPeople || before?.timed === true;
    const rules = new Set([...before?.rules ?? [], ...readRules]);
    if (before?.timed === timed && before.rules.size === rules.size) return before;
    const slot = { timed, rules, outcomes: new Map<string, number>() };
    if (before !== undefined) (this.#onlyOf[party] as PairTable).set(state, input, DEPENDS);
    (this.#slotOf[party] as PairTable).set(state, input, this.#slots.push(slot) - 1);
    return slot;
  }
}
