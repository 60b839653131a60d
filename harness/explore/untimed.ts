/**
 * What only the clock forbids: reached when every timer may fire whenever it runs, and in no timed search. Listed, not complained of: it
 * says what hangs on a delay alone (design 5.5).
 */
import type { CoverageLog } from './coverage.ts';
import type { Explored } from './explore.ts';
import { findingsOf, type Found } from './findings.ts';
import type { LocalOutcome } from './localParty.ts';
import { wayInWords } from './words.ts';

export interface UntimedOnly {
  /** A machine's state, transition or (state, event) cell, or the kind of a complaint. */
  readonly kind: string;
  readonly what: string;
  /** Where it was found. */
  readonly configurations: readonly string[];
  /** The shortest way there in the first of them. */
  readonly trace: readonly string[];
}

export interface UntimedSummary {
  readonly states: number;
  readonly transitions: number;
  /** Configurations whose search stopped short: what is listed of them is the part that was met by then. */
  readonly truncated: readonly string[];
}

interface Thing {
  readonly kind: 'state' | 'transition' | 'cell';
  readonly machine: string;
  readonly name: string;
  /** Of a cell. */
  readonly from: string;
  readonly event: string;
}

function* thingsIn({ fed }: LocalOutcome): Iterable<Thing> {
  for (const { machine, from, event, to, declared, taken } of fed) {
    if (!declared) continue;
    yield { kind: 'state', machine, name: to, from, event };
    yield { kind: 'cell', machine, name: `${from} ${event}`, from, event };
    for (const each of taken) yield { kind: 'transition', machine, name: each, from, event };
  }
}

const isIn = (log: CoverageLog, { kind, machine, name, from, event }: Thing): boolean => {
  const { states, transitions, steps } = log.of(machine);
  return kind === 'state' ? states.has(name) : kind === 'transition' ? transitions.has(name) : steps.get(from)?.has(event) === true;
};

interface Candidate {
  readonly kind: string;
  readonly what: string;
  readonly configurations: string[];
  readonly trace: readonly string[];
  readonly thing?: Thing;
}

/** What a log tells another process. */
export interface UntimedTold extends UntimedSummary {
  readonly candidates: readonly Candidate[];
}

export class UntimedLog {
  readonly #candidates = new Map<string, Candidate>();
  #states = 0;
  #transitions = 0;
  readonly #truncated: string[] = [];

  /** @param timed what the timed searches have reached so far. */
  constructor(private readonly timed: CoverageLog) {}

  /** @param found by the timed searches of the same configuration. */
  note(explored: Explored, found: readonly Found[]): void {
    const { parts: { cells }, search: { graph, states, truncated }, configuration: { name } } = explored;
    this.#states += states.size;
    this.#transitions += graph.edges;
    if (truncated) this.#truncated.push(name);
    const seen = new Set<number>();
    for (let edge = 0; edge < graph.edges; edge += 1) {
      const label = graph.label(edge);
      if (label < 0 || seen.has(cells.way(label).outcome)) continue;
      seen.add(cells.way(label).outcome);
      for (const thing of thingsIn(cells.outcome(cells.way(label).outcome).outcome)) {
        if (!isIn(this.timed, thing)) this.#add(name, thing.kind, `${thing.machine} ${thing.name}`, () => wayInWords(explored, graph.target(edge)), thing);
      }
    }
    const known = new Set(found.map(({ kind, detail }) => `${kind} ${detail}`));
    for (const each of findingsOf(explored)) {
      if (each.kind !== 'truncated' && !known.has(`${each.kind} ${each.detail}`)) this.#add(name, each.kind, each.detail, () => each.trace ?? []);
    }
  }

  #add(configuration: string, kind: string, what: string, trace: () => readonly string[], thing?: Thing): void {
    const id = `${kind} ${what}`;
    const known = this.#candidates.get(id);
    if (known === undefined) this.#candidates.set(id, { kind, what, configurations: [configuration], trace: trace(), ...(thing === undefined ? {} : { thing }) });
    else if (!known.configurations.includes(configuration)) known.configurations.push(configuration);
  }

  told(): UntimedTold {
    return { ...this.summary, candidates: [...this.#candidates.values()] };
  }

  absorb({ states, transitions, truncated, candidates }: UntimedTold): void {
    this.#states += states;
    this.#transitions += transitions;
    this.#truncated.push(...truncated);
    for (const { kind, what, configurations, trace, thing } of candidates) for (const each of configurations) this.#add(each, kind, what, () => trace, thing);
  }

  /** Without what a timed search of another configuration reached after all. */
  get only(): readonly UntimedOnly[] {
    return [...this.#candidates.values()].filter(({ thing }) => thing === undefined || !isIn(this.timed, thing)).map(({ kind, what, configurations, trace }) => ({ kind, what, configurations, trace }));
  }

  get summary(): UntimedSummary {
    return { states: this.#states, transitions: this.#transitions, truncated: this.#truncated };
  }
}
