/**
 * What a real party did, remembered by what it read: in another state in which all that reads the same, it does the same. So a party is
 * run once for what a step depends on and not once for every state it can be in.
 */
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Access } from './liveness.ts';
import { answerOf, tablesAfter, uncounted, type Tables } from './localStore.ts';

export interface LocalState {
  /** Local state number by `<machine>/<key>`. */
  readonly machines: ReadonlyMap<string, number>;
  readonly tables: Tables;
}

/** What a step leaves behind. */
export interface Changes {
  readonly access: Access;
  readonly records: readonly Saved[];
  readonly machines: readonly (readonly [id: string, local: number])[];
}

interface Remembered<T extends Changes> {
  readonly answers: readonly { readonly table: string; readonly key: string; readonly answer: string }[];
  /** Time and people, where it depends on them. */
  readonly dependence: string | undefined;
  readonly done: T;
}

export const stateAfter = (before: LocalState, { records, machines }: Changes): LocalState =>
  ({ machines: machines.length === 0 ? before.machines : new Map([...before.machines, ...machines]), tables: uncounted(tablesAfter(before.tables, records)) });

const MACHINE = '#';

const answer = ({ tables, machines }: LocalState, table: string, key: string): string =>
  (table === MACHINE ? String(machines.get(key) ?? '') : answerOf(tables, table, key));

export class Memory<T extends Changes> {
  readonly #remembered = new Map<string, Remembered<T>[]>();

  /** @param dependence time and people as the step would find them. */
  find(input: string, before: LocalState, dependence: string): T | undefined {
    return this.#remembered.get(input)?.find((each) => (each.dependence === undefined || each.dependence === dependence)
      && each.answers.every(({ table, key, answer: given }) => answer(before, table, key) === given))?.done;
  }

  add(input: string, before: LocalState, dependence: string | undefined, done: T): void {
    const answers = done.access.reads.map((name) => {
      const slash = name.indexOf('/');
      const [table, key] = name.startsWith(MACHINE) ? [MACHINE, name.slice(1)] : [name.slice(0, slash), name.slice(slash + 1)];
      return { table, key, answer: answer(before, table, key) };
    });
    const known = this.#remembered.get(input) ?? [];
    known.push({ answers, dependence, done });
    this.#remembered.set(input, known);
  }
}
