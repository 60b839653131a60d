/**
 * What one party remembers: records, machines, deadlines, how far it has read and sent. It can be told in changes, saved
 * whole and put back (H7), and take over what the same party has done elsewhere.
 */
import type { MachineModule } from '../../machines/kit.ts';
import type { Address } from '../../protocol/domain.ts';
import type { Stamp } from '../../protocol/time.ts';
import { Deadlines, type Deadline } from './deadlines.ts';
import { Instances } from './instances.ts';
import type { Saved } from './saved.ts';
import { Store } from './store.ts';

export class Memory {
  readonly store = new Store<Record<string, unknown>>();
  readonly instances: Instances;
  readonly deadlines = new Deadlines();
  /** Messages sent so far, by receiver. */
  readonly sequence = new Map<Address, number>();
  /** Up to here everything has been read and done. */
  consumed: Stamp | undefined;
  /** Receivers with a new sequence number since the changes were last taken. */
  readonly #sentTo = new Set<Address>();

  constructor(machines: readonly MachineModule[]) {
    this.instances = new Instances(machines);
  }

  /** Sequence number of the next message to a receiver. */
  number(to: Address): number {
    const seq = (this.sequence.get(to) ?? 0) + 1;
    this.sequence.set(to, seq);
    this.#sentTo.add(to);
    return seq;
  }

  takeChanges(): readonly Saved[] {
    const changes: Saved[] = [...this.store.takeChanges(), ...this.instances.takeChanges(), ...this.deadlines.takeChanges()];
    for (const to of this.#sentTo) changes.push({ kind: 'sequence', id: to, value: this.sequence.get(to) });
    this.#sentTo.clear();
    return [...changes, ...this.#positions()];
  }

  all(): readonly Saved[] {
    return [
      ...this.store.all(), ...this.instances.all(), ...this.deadlines.all(),
      ...[...this.sequence].map(([id, value]): Saved => ({ kind: 'sequence', id, value })),
      ...this.#positions(),
    ];
  }

  forget(): void {
    this.store.clear();
    this.instances.clear();
    this.deadlines.clear();
    this.sequence.clear();
    this.#sentTo.clear();
    this.consumed = undefined;
  }

  restore(saved: Iterable<Saved>): void {
    for (const each of saved) {
      if (each.kind === 'record') this.store.restore(each);
      else if (each.kind === 'machine') this.instances.restore(each);
      else if (each.kind === 'deadline') this.deadlines.restore(each);
      else if (each.kind === 'sequence') this.sequence.set(each.id, each.value as number);
      else if (each.id === 'consumed') this.consumed = each.value as Stamp | undefined;
      else this.deadlines.armings = each.value as number;
    }
  }

  /** Takes over changes told elsewhere as changes of its own; what was sent and read is not among them. */
  adopt(changes: readonly Saved[]): void {
    for (const change of changes) {
      if (change.kind === 'record') this.store.adopt(change);
      else if (change.kind === 'machine') this.instances.adopt(change);
    }
    // Deadlines are told in no order, and their own order is that of arming.
    const deadlines = changes.filter(({ kind }) => kind === 'deadline');
    for (const { id, value } of deadlines) if (value === undefined) this.deadlines.disarm(id);
    const armed = deadlines.flatMap(({ value }) => (value === undefined ? [] : [value as Deadline])).sort((a, b) => a.armed - b.armed);
    for (const deadline of armed) this.deadlines.arm(deadline, deadline);
  }

  #positions(): readonly Saved[] {
    return [{ kind: 'position', id: 'consumed', value: this.consumed }, { kind: 'position', id: 'armings', value: this.deadlines.armings }];
  }
}
