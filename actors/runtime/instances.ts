/**
 * One party's machines, live: XState actors keyed by machine and key. Their `after` timers come out as data through
 * inspection (design 4, XState facts): the actor's own clock is inert, the host keeps the deadlines.
 */
import { createActor, getNextTransitions, type AnyActor, type Snapshot } from 'xstate';
import type { MachineEvent, MachineModule } from '../../machines/kit.ts';
import type { Saved } from './saved.ts';

/** What one event made a machine do, in order. */
export type Reaction =
  | { readonly kind: 'effect'; readonly effect: string }
  | { readonly kind: 'arm'; readonly timer: string; readonly delay: string }
  | { readonly kind: 'cancel'; readonly timer: string };

export interface Outcome {
  /** False when the machine declares nothing for this event in its present state: a defect (K4). */
  readonly declared: boolean;
  readonly from: string;
  readonly to: string;
  readonly failed: string;
  readonly reactions: readonly Reaction[];
}

interface Description {
  readonly text: string;
  /** Event types with at least one candidate transition, timers included. */
  readonly declares: ReadonlySet<string>;
}

const INERT_CLOCK = { setTimeout: () => 0, clearTimeout: () => undefined };
const AFTER = 'xstate.after.';

interface Live {
  readonly actor: AnyActor;
  /** Reactions of the event under way. */
  reactions: Reaction[];
}

export const stateText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as Record<string, unknown>)
        .map(([name, inner]) => `${name}.${stateText(inner)}`)
        .join('|');

export class Instances {
  readonly #modules: ReadonlyMap<string, MachineModule>;
  readonly #live = new Map<string, Live>();
  readonly #fed = new Set<string>();
  /** What is known of each machine's states, by the state's value. */
  readonly #described = new Map<string, Map<string, Description>>();

  constructor(modules: readonly MachineModule[]) {
    this.#modules = new Map(modules.map((module) => [module.name, module]));
  }

  /** Feeds one event, starting the instance if it is new. @throws for a machine the party does not have. */
  feed(machine: string, key: string, event: MachineEvent): Outcome {
    const id = `${machine}/${key}`;
    const live = this.#live.get(id) ?? this.#start(machine, id);
    const from = this.#describe(machine, live.actor.getSnapshot());
    const declared = from.declares.has(event.type);
    if (declared) live.actor.send(event);
    this.#fed.add(id);
    const snapshot = live.actor.getSnapshot();
    const to = this.#describe(machine, snapshot);
    const reactions = live.reactions;
    live.reactions = [];
    return { declared, from: from.text, to: to.text, failed: String(snapshot.context?.failed ?? ''), reactions };
  }

  /** Present state of every instance. */
  *states(): Iterable<{ readonly machine: string; readonly key: string; readonly state: string; readonly ended: boolean }> {
    for (const [id, live] of this.#live) {
      const slash = id.indexOf('/');
      const snapshot = live.actor.getSnapshot();
      yield { machine: id.slice(0, slash), key: id.slice(slash + 1), state: stateText(snapshot.value), ended: snapshot.hasTag('ended') };
    }
  }

  /** Instances that were fed since last asked. */
  *takeChanges(): Iterable<Saved> {
    const fed = [...this.#fed];
    this.#fed.clear();
    for (const id of fed) yield this.#saved(id);
  }

  *takeAll(): Iterable<Saved> {
    this.#fed.clear();
    for (const id of this.#live.keys()) yield this.#saved(id);
  }

  /** An instance as it was saved. Its deadlines are the host's to arm: XState forgets them (design 4). */
  restore({ id, value }: Saved): void {
    this.#live.get(id)?.actor.stop();
    this.#start(id.slice(0, id.indexOf('/')), id, value as Snapshot<unknown>);
  }

  clear(): void {
    this.#live.clear();
    this.#fed.clear();
  }

  #saved(id: string): Saved {
    return { kind: 'machine', id, value: this.#live.get(id)?.actor.getPersistedSnapshot() };
  }

  #start(name: string, id: string, snapshot?: Snapshot<unknown>): Live {
    const module = this.#modules.get(name);
    if (module === undefined) throw new Error(`no machine "${name}"`);
    const live: Live = {
      reactions: [],
      actor: createActor(module.machine, {
        ...(snapshot === undefined ? {} : { snapshot }),
        clock: INERT_CLOCK as never,
        inspect: (inspected) => {
          if (inspected.type !== '@xstate.action') return;
          const { type, params } = inspected.action as { type: string; params: { event?: { type: string }; id?: string; sendId?: string } };
          if (type === 'xstate.emit') live.reactions.push({ kind: 'effect', effect: params.event?.type ?? '' });
          else if (type === 'xstate.raise' && params.id?.startsWith(AFTER)) {
            live.reactions.push({ kind: 'arm', timer: params.id, delay: params.id.slice(AFTER.length).split('.', 1)[0] as string });
          } else if (type === 'xstate.cancel') live.reactions.push({ kind: 'cancel', timer: params.sendId ?? '' });
        },
      }),
    };
    this.#live.set(id, live);
    live.actor.start();
    if (snapshot !== undefined) live.reactions = [];
    return live;
  }

  #describe(machine: string, snapshot: ReturnType<AnyActor['getSnapshot']>): Description {
    let states = this.#described.get(machine);
    if (states === undefined) this.#described.set(machine, (states = new Map()));
    const value = typeof snapshot.value === 'string' ? snapshot.value : JSON.stringify(snapshot.value);
    let description = states.get(value);
    if (description === undefined) {
      description = { text: stateText(snapshot.value), declares: new Set(getNextTransitions(snapshot).map((transition) => transition.eventType)) };
      states.set(value, description);
    }
    return description;
  }
}
