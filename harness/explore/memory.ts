/**
 * What a real party did, remembered by what it read: in another state in which all that reads the same, it does the same. So a party is
 * run once for what a step depends on and not once for every state it can be in.
 */
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Access } from './liveness.ts';
import { answerOf, contentOf, sequenceOf, tablesAfter, uncounted, type Tables } from './localStore.ts';

/** What a party is like between two steps, and beside it what the party has worked out of it (`localParty.ts`). */
export class LocalState {
  /** Machines that have not ended, and where they are. */
  control: string | undefined;
  /** All of it, as one number. */
  exact: number | undefined;
  /** -1 when it was never asked for. */
  number = -1;
  /** How much was known of what is live when it was asked for last. */
  numberedAt = -1;
  /** By what is done in it. */
  readonly afters = new Map<Changes, LocalState>();

  /** @param machines local state number by `<machine>/<key>`. */
  constructor(readonly machines: ReadonlyMap<string, number>, readonly tables: Tables) {}
}

/** What a step leaves behind. */
export interface Changes {
  readonly access: Access;
  readonly records: readonly Saved[];
  readonly machines: readonly (readonly [id: string, local: number])[];
}

/** What else a step turned out to depend on. */
export interface Dependence {
  readonly readTime: boolean;
  readonly readPeople: boolean;
  /** Parameters of the rule set. */
  readonly readRules: readonly string[];
  /** Questions about the world (`asking.ts`). */
  readonly asked: readonly string[];
}

/** What a step would find besides state and input. */
export interface Around {
  readonly now: number;
  readonly people: string;
  /** A parameter of the rule set, as text. */
  rule(name: string): string;
  /** An answer of the world, as text. */
  answer(question: string): string;
}

/** @param counted with the numbers of files and commands as they are. */
export const stateAfter = (before: LocalState, { records, machines }: Changes, counted: boolean): LocalState => {
  const tables = tablesAfter(before.tables, records);
  return new LocalState(machines.length === 0 ? before.machines : new Map([...before.machines, ...machines]), counted ? tables : uncounted(tables));
};

const MACHINE = '#';

const answer = ({ tables, machines }: LocalState, table: string, key: string): number =>
  (table === MACHINE ? machines.get(key) ?? -1 : answerOf(tables, table, key));

/** Steps that read the same things, by what they read there. */
interface Readings<T> extends Dependence {
  readonly name: string;
  readonly things: readonly { readonly table: string; readonly key: string }[];
  readonly done: Map<number, T>;
}

const thingOf = (name: string): { readonly table: string; readonly key: string } => {
  const slash = name.indexOf('/');
  return name.startsWith(MACHINE) ? { table: MACHINE, key: name.slice(1) } : { table: name.slice(0, slash), key: name.slice(slash + 1) };
};

const foundBy = ({ things, readTime, readPeople, readRules, asked }: Readings<unknown>, before: LocalState, around: Around): number => {
  let found = 0;
  if (readTime) found = sequenceOf(found, contentOf(around.now));
  if (readPeople) found = sequenceOf(found, contentOf(around.people));
  for (const rule of readRules) found = sequenceOf(found, contentOf(around.rule(rule)));
  for (const question of asked) found = sequenceOf(found, contentOf(around.answer(question)));
  for (const { table, key } of things) found = sequenceOf(found, answer(before, table, key));
  return found;
};

export class Memory<T extends Changes & Dependence> {
  readonly #byInput = new Map<string, Readings<T>[]>();

  /** What was done with this input where everything it looked at was as it is here. */
  find(input: string, before: LocalState, around: Around): T | undefined {
    for (const readings of this.#byInput.get(input) ?? []) {
      const done = readings.done.get(foundBy(readings, before, around));
      if (done !== undefined) return done;
    }
    return undefined;
  }

  add(input: string, before: LocalState, around: Around, done: T): void {
    const { access: { reads }, readTime, readPeople, readRules, asked } = done;
    const name = [readTime, readPeople, ...readRules, ...asked, ...reads].join('\u0001');
    const known = this.#byInput.get(input) ?? [];
    let readings = known.find((each) => each.name === name);
    if (readings === undefined) known.push((readings = { name, readTime, readPeople, readRules, asked, things: reads.map(thingOf), done: new Map() }));
    readings.done.set(foundBy(readings, before, around), done);
    this.#byInput.set(input, known);
  }
}
