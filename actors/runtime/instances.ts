/**
 * One party's machines, live: the present state of each, by machine and key. What an event does comes out as data; `after`
 * timers too, for the host keeps the deadlines (design 4, XState facts).
 */
import type { MachineEvent, MachineModule } from '../../machines/kit.ts';
import { Behaviour, type Reaction, type State } from './behaviour.ts';
import type { Saved } from './saved.ts';

export interface Outcome {
  /** False when the machine declares nothing for this event in its present state: a defect (K4). */
  readonly declared: boolean;
  readonly from: string;
  readonly to: string;
  readonly failed: string;
  readonly reactions: readonly Reaction[];
}

const NOTHING: readonly Reaction[] = [];

export class Instances {
  readonly #behaviours: ReadonlyMap<string, Behaviour>;
  readonly #states = new Map<string, State>();
  readonly #fed = new Set<string>();

  constructor(modules: readonly MachineModule[]) {
    this.#behaviours = new Map(modules.map(({ name, machine }) => [name, Behaviour.of(machine)]));
  }

  /** Feeds one event, starting the instance if it is new. @throws for a machine the party does not have. */
  feed(machine: string, key: string, event: MachineEvent): Outcome {
    const id = `${machine}/${key}`;
    const behaviour = this.#behaviour(machine);
    const known = this.#states.get(id);
    const from = known ?? behaviour.initial.to;
    const begun = known === undefined ? behaviour.initial.reactions : NOTHING;
    const declared = from.declares.has(event.type);
    const { to, reactions } = declared ? behaviour.after(from, event) : { to: from, reactions: NOTHING };
    this.#states.set(id, to);
    this.#fed.add(id);
    return { declared, from: from.text, to: to.text, failed: to.failed, reactions: begun.length === 0 ? reactions : [...begun, ...reactions] };
  }

  /** Present state of every instance. */
  *states(): Iterable<{ readonly machine: string; readonly key: string; readonly state: string; readonly ended: boolean }> {
    for (const [id, { text, ended }] of this.#states) {
      const slash = id.indexOf('/');
      yield { machine: id.slice(0, slash), key: id.slice(slash + 1), state: text, ended };
    }
  }

  /** Instances that were fed since last asked. */
  *takeChanges(): Iterable<Saved> {
    const fed = [...this.#fed];
    this.#fed.clear();
    for (const id of fed) yield this.#saved(id);
  }

  *all(): Iterable<Saved> {
    for (const id of this.#states.keys()) yield this.#saved(id);
  }

  /** An instance as it was saved. Its deadlines are the host's to arm. */
  restore({ id, value }: Saved): void {
    const { value: at, context } = value as Pick<State, 'value' | 'context'>;
    this.#states.set(id, this.#behaviour(id.slice(0, id.indexOf('/'))).restored(at, context));
  }

  /** An instance as the same party has it elsewhere: a change of its own. */
  adopt(saved: Saved): void {
    this.restore(saved);
    this.#fed.add(saved.id);
  }

  clear(): void {
    this.#states.clear();
    this.#fed.clear();
  }

  #saved(id: string): Saved {
    const state = this.#states.get(id);
    return { kind: 'machine', id, value: state && { value: state.value, context: state.context } };
  }

  #behaviour(machine: string): Behaviour {
    const behaviour = this.#behaviours.get(machine);
    if (behaviour === undefined) throw new Error(`no machine "${machine}"`);
    return behaviour;
  }
}
