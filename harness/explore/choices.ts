/**
 * Where nature chooses: each cause is open until its first trigger comes by, and there it is bound or declined (design 5.1:
 * causes, not outcomes, are chosen, at their source). A bound cause does what `harness/faults/engine.ts` does with its plan.
 *
 * Invariants (tests cite them):
 *  C1 a cause that is declined, or whose moment passed, never strikes;
 *  C2 two causes never spoil one and the same file: the bytes of a file are spoilt once;
 *  C3 copies of one file are one occurrence;
 *  C4 so many causes at most in one attempt; once they are bound, nothing is left open;
 *  C5 a cause that has done all it does is forgotten, but for how long people take because of it.
 */
import { MINUTE } from '../../protocol/time.ts';
import { enact, matches, type Happening, type Signers } from '../faults/engine.ts';
import { FaultPlanError, type Fault } from '../faults/plan.ts';
import type { Cause } from './causes.ts';
import { Names } from './intern.ts';
import { envelopeOf, type Message } from './messages.ts';
import type { Sent } from './step.ts';

type Striking = Exclude<Fault, { kind: 'resolution' }>;
type HappeningFault = Happening['fault'];

const OPEN = 0;
const BOUND = 1;
/** Declined, or done with. */
const PASSED = 2;

interface ChoiceState {
  readonly status: readonly number[];
  /** Occurrences seen, by position in `#faults`. */
  readonly seen: readonly number[];
  /** Causes that may still be bound; without a limit always Infinity. */
  readonly left: number;
  /** Minutes by section, where people take another time than usual. */
  readonly people: readonly (readonly [section: string, minutes: number])[];
}

export interface Branch {
  readonly choice: number;
  readonly messages: readonly Message[];
  /** Position of the fault, and how long after. */
  readonly happenings: readonly { readonly fault: number; readonly afterMs: number }[];
  /** Cause bound here. */
  readonly bound: readonly number[];
}

const positionsByType = (faults: readonly { readonly fault: Striking }[]): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  faults.forEach(({ fault: { on: { type } } }, position) => found.set(type, [...(found.get(type) ?? []), position]));
  return found;
};

export class Choices {
  readonly #faults: { readonly cause: number; readonly fault: Striking }[];
  readonly #byType: ReadonlyMap<string, readonly number[]>;
  readonly #states = new Names<ChoiceState>();
  /** By what is sent: a party's table has one such object for one sending. */
  readonly #struck = new WeakMap<readonly Sent[], Map<number, readonly Branch[]>>();
  readonly initial: number;

  /**
   * @param otherwiseMinutes how long people take over an Incident where no bound cause says.
   * @param most causes that may be bound in one attempt.
   */
  constructor(private readonly causes: readonly Cause[], private readonly otherwiseMinutes: number, most: number, private readonly signers: Signers) {
    this.#faults = causes.flatMap(({ plan }, cause) => plan.faults.flatMap((fault) => (fault.kind === 'resolution' ? [] : [{ cause, fault }])));
    this.#byType = positionsByType(this.#faults);
    this.initial = this.#intern({ status: causes.map(() => OPEN), seen: this.#faults.map(() => 0), left: most, people: [] });
  }

  fault(position: number): HappeningFault {
    const fault = this.#faults[position]?.fault;
    if (fault === undefined || fault.kind === 'spoil') throw new RangeError(`fault ${position} is no happening`);
    return fault;
  }

  resolutionMinutes(choice: number, section: string): number {
    return this.#states.value(choice).people.find(([each]) => each === section)?.[1] ?? this.otherwiseMinutes;
  }

  /** What a state says about how long people take: two states that say the same are alike to a party. */
  people(choice: number): string {
    return JSON.stringify(this.#states.value(choice).people);
  }

  /** Whether any cause is about such sendings. */
  concern(sent: readonly Sent[]): boolean {
    return sent.some(({ copies: [copy] }) => copy !== undefined && this.#byType.has(copy.type));
  }

  /** Every way the sending of these can go. */
  strike(choice: number, sent: readonly Sent[]): readonly Branch[] {
    const known = this.#struck.get(sent) ?? new Map<number, readonly Branch[]>();
    this.#struck.set(sent, known);
    let branches = known.get(choice);
    if (branches === undefined) known.set(choice, (branches = this.#strike(choice, sent)));
    return branches;
  }

  #strike(choice: number, sent: readonly Sent[]): readonly Branch[] {
    let branches: Branch[] = [{ choice, messages: [], happenings: [], bound: [] }];
    for (const each of sent) branches = branches.flatMap((branch) => this.#one(branch, each));
    return branches;
  }

  #one(branch: Branch, { copies }: Sent): Branch[] {
    const state = this.#states.value(branch.choice);
    const about = (this.#byType.get(copies[0]?.type ?? '') ?? []).filter((position) => {
      const { cause, fault: { on } } = this.#faults[position] as { cause: number; fault: Striking };
      return state.status[cause] !== PASSED && (state.seen[position] as number) < on.nth && copies.some((copy) => matches(on, envelopeOf(copy, 0)));
    });
    if (about.length === 0) return [{ ...branch, messages: [...branch.messages, ...copies] }];
    const seen = [...state.seen];
    for (const position of about) seen[position] = (seen[position] as number) + 1;
    const hits = about.filter((position) => seen[position] === (this.#faults[position] as { fault: Striking }).fault.on.nth);
    const open = [...new Set(hits.map((position) => this.#cause(position)))].filter((cause) => state.status[cause] === OPEN);
    const firmly = hits.filter((position) => state.status[this.#cause(position)] === BOUND);
    return [undefined, ...(state.left > 0 ? open : [])].flatMap((chosen) => {
      const status = state.status.map((each, cause) => (!open.includes(cause) ? each : cause === chosen ? BOUND : PASSED));
      const people = chosen === undefined ? state.people : this.#peopleWith(state.people, chosen);
      const left = state.left - (chosen === undefined ? 0 : 1);
      const strikes = [...firmly, ...hits.filter((position) => this.#cause(position) === chosen)];
      try {
        return [this.#carryOut(branch, copies, strikes, this.#intern({ status, seen, left, people }), chosen)];
      } catch (error) {
        // A plan that takes this message for another is no choice here.
        if (chosen === undefined || !(error instanceof FaultPlanError)) throw error;
        return [];
      }
    });
  }

  #carryOut(branch: Branch, copies: readonly Message[], strikes: readonly number[], choice: number, chosen: number | undefined): Branch {
    const happenings = [...branch.happenings];
    let messages = copies;
    for (const position of strikes) {
      const { fault } = this.#faults[position] as { fault: Striking };
      if (fault.kind !== 'spoil') happenings.push({ fault: position, afterMs: fault.afterMinutes * MINUTE });
      // C2: a file that is spoilt already is left as it is.
      else if (messages === copies) messages = copies.map((copy) => (matches(fault.on, envelopeOf(copy, 0)) ? { ...copy, body: this.#spoilt(fault, copy) } : copy));
    }
    return { choice, messages: [...branch.messages, ...messages], happenings, bound: chosen === undefined ? branch.bound : [...branch.bound, chosen] };
  }

  /** As a live sender's broken system does it. */
  #spoilt(fault: Fault, copy: Message): Uint8Array {
    const [spoilt] = enact({ name: 'explore', faults: [fault] }, [envelopeOf(copy, 0)], [{ fault: 0, from: copy.from, message: 0 }], this.signers);
    return spoilt?.body ?? copy.body;
  }

  #cause(position: number): number {
    return (this.#faults[position] as { cause: number }).cause;
  }

  #peopleWith(people: ChoiceState['people'], cause: number): ChoiceState['people'] {
    const own = (this.causes[cause] as Cause).plan.faults.flatMap((fault) => (fault.kind === 'resolution' ? [[fault.section, fault.minutes] as const] : []));
    const all = new Map([...people, ...own]);
    return [...all].filter(([, minutes]) => minutes !== this.otherwiseMinutes).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** C1, C4, C5: of a cause that has passed nothing is left to count. */
  #intern({ status: before, seen, left, people }: ChoiceState): number {
    const isDone = (cause: number): boolean => this.#faults.every(({ cause: of, fault: { on } }, position) => of !== cause || (seen[position] as number) >= on.nth);
    const status = before.map((each, cause) => ((each === OPEN && left === 0) || (each === BOUND && isDone(cause)) ? PASSED : each));
    const kept = { status, seen: seen.map((count, position) => (status[this.#cause(position)] === PASSED ? 0 : count)), left, people };
    return this.#states.intern(JSON.stringify(kept), () => kept);
  }
}
