/** What a plan has happen at its time: records change, hubs lose their coverage. Kept by whoever keeps the world's clock. */
import { address, device, roleOf, type Address, type Estate } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';
import { systemsOf } from '../../protocol/mehrs/parameters/outages.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Happening } from '../faults/engine.ts';
import { addressesOf } from './directory.ts';
import { cannot, type FaultPlan, type RecordChange } from '../faults/plan.ts';

/** The sender of what happens to the homes: no party of the migration. */
export const WORLD: Address = 'world';

export interface SavedHappenings {
  readonly pending: readonly { readonly t: number; readonly n: number; readonly fault: number }[];
  readonly sequence: readonly (readonly [Address, number])[];
}

export class Happenings {
  readonly #pending: Happening[] = [];
  /** Messages so far, by receiver. */
  readonly #sequence = new Map<Address, number>();

  constructor(private readonly world: { readonly estate: Estate; readonly run: string; readonly faults: FaultPlan }) {}

  add(happenings: readonly Happening[]): void {
    this.#pending.push(...happenings);
  }

  next(): Stamp | undefined {
    return this.#pending.reduce<Stamp | undefined>((least, { t, n }) => (least === undefined || compareStamps({ t, n }, least) < 0 ? { t, n } : least), undefined);
  }

  /** What is still to happen, faults by their place in the plan, and messages sent so far; for who takes over. */
  save(): SavedHappenings {
    return { pending: this.#pending.map(({ t, n, fault }) => ({ t, n, fault: this.world.faults.faults.indexOf(fault) })), sequence: [...this.#sequence] };
  }

  restore({ pending, sequence }: SavedHappenings): void {
    this.#pending.splice(0, this.#pending.length, ...pending.map(({ t, n, fault }) => ({ t, n, fault: this.world.faults.faults[fault] as Happening['fault'] })));
    for (const [to, seq] of sequence) this.#sequence.set(to, seq);
  }

  /** Messages sent so far, by receiver. */
  sent(): ReadonlyMap<Address, number> {
    return this.#sequence;
  }

  /** What happens at or before a stamp; it is pending no more. */
  take(at: Stamp): { readonly sent: readonly Envelope[]; readonly changes: readonly RecordChange[] } {
    const sent: Envelope[] = [];
    const changes: RecordChange[] = [];
    const due = (each: Happening): boolean => compareStamps(each, at) <= 0;
    for (let index = this.#pending.findIndex(due); index >= 0; index = this.#pending.findIndex(due)) {
      const [{ fault }] = this.#pending.splice(index, 1) as [Happening];
      if (fault.kind === 'environment') sent.push(this.#environment(fault, at));
      else if (fault.kind === 'outage') sent.push(this.#outage(fault, at));
      else changes.push(fault);
    }
    return { sent, changes };
  }

  #outage(fault: Extract<Happening['fault'], { kind: 'outage' }>, at: Stamp): Envelope {
    const { estate, run, faults } = this.world;
    const { party, system } = fault;
    if (!addressesOf(estate).includes(party)) throw cannot(faults, fault, `no party "${party}" in this world`);
    if (!systemsOf(roleOf(party)).includes(system)) throw cannot(faults, fault, `${party} has no system "${system}"; it has ${systemsOf(roleOf(party)).join(', ') || 'none'}`);
    return {
      run, from: WORLD, to: party, type: 'OUTAGE', key: system, seq: this.#next(party), stamp: { t: at.t, n: at.n + 1 }, body: encodeNotice<'OUTAGE'>({ system }),
    };
  }

  #environment(fault: Extract<Happening['fault'], { kind: 'environment' }>, at: Stamp): Envelope {
    const { estate, run, faults } = this.world;
    const { installationId, device: type = 'CHF', change, refuses } = fault;
    const installation = estate.installations.find(({ id }) => id === installationId);
    const deviceId = installation === undefined ? undefined : device(installation, type)?.deviceId;
    if (deviceId === undefined) throw cannot(faults, fault, `no ${type === 'CHF' ? 'hub' : type} of "${installationId}" in this estate`);
    return {
      run, from: WORLD, to: address('devices'), type: 'ENVIRONMENT', key: installationId, seq: this.#next(address('devices')),
      stamp: { t: at.t, n: at.n + 1 }, body: encodeNotice<'ENVIRONMENT'>({ installationId, deviceId, change, ...(refuses === undefined ? {} : { refuses }) }),
    };
  }

  #next(to: Address): number {
    const seq = (this.#sequence.get(to) ?? 0) + 1;
    this.#sequence.set(to, seq);
    return seq;
  }
}

/** Carries a change out in the party's store. @throws FaultPlanError when the party keeps no such record. */
export const changeRecord = (store: { get(table: string, key: string): unknown; put(table: string, key: string, value: unknown): void } | undefined, change: RecordChange, faults: FaultPlan): void => {
  const { party, table, key, set, create = false } = change;
  const record = store?.get(table, key);
  if (store === undefined || (record === undefined && !create)) throw cannot(faults, change, `${party} keeps no ${table} "${key}"`);
  store.put(table, key, { ...(record as object | undefined), ...set });
};
