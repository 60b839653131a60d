/** One party of a world alone, split over workers in this process: given what it was sent in the world, it does what it did there. */
import { decodeValue, encodeValue } from '../../harness/processes/codec.ts';
import { Ownership } from '../../harness/processes/sharing/ownership.ts';
import { Sharing, type SharingOptions } from '../../harness/processes/sharing/sharing.ts';
import type { ShareAnswer, ShareRequest } from '../../harness/processes/sharing/share.ts';
import { ShareWorker } from '../../harness/processes/sharing/worker.ts';
import { changeRecord, Happenings } from '../../harness/world/happenings.ts';
import { hostOf, type Stage } from '../../harness/world/hosting.ts';
import { stageOf } from '../../harness/world/staging.ts';
import type { World } from '../../harness/world/world.ts';
import type { RefusalRecord, StepRecord } from '../../actors/runtime/host.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps } from '../../protocol/time.ts';

export interface Split {
  readonly sent: readonly Envelope[];
  readonly steps: readonly StepRecord[];
  readonly refusals: readonly RefusalRecord[];
  readonly states: readonly object[];
  readonly pending: readonly object[];
  readonly saved: readonly Saved[];
  readonly sharing: Sharing;
}

export interface Trouble {
  /** Asked before each share: true, and the worker has been ended and started again. */
  readonly dies?: (share: number) => boolean;
}

const through = <T>(value: unknown): T => decodeValue(encodeValue(value)) as T;

/** @param world that has run, without faults that change messages of this party. */
export const splitParty = async (world: World, party: Address, workers: number, { types, dies = () => false }: Pick<SharingOptions, 'types'> & Trouble = {}): Promise<Split> => {
  const { options } = world;
  const steps: StepRecord[] = [];
  const refusals: RefusalRecord[] = [];
  const observer = { step: (record: StepRecord) => { steps.push(record); }, refusal: (record: RefusalRecord) => { refusals.push(record); } };
  const stage = (): Omit<Stage, 'observer'> => stageOf(options, options.run, observer).stage;
  const host = hostOf(party, { ...stage(), observer });
  const made = new Map<string, ShareWorker>();
  let shares = 0;
  const sharing = new Sharing({
    host, observer, ownership: new Ownership(options.estate, workers), workers: Array.from({ length: workers }, (_, at) => `worker-${at}`), ...(types === undefined ? {} : { types }),
    ask: async (name, request) => {
      shares += 1;
      if (dies(shares)) made.delete(name);
      const worker = made.get(name) ?? new ShareWorker(party, stage());
      made.set(name, worker);
      return through<ShareAnswer>(worker.answer(through<ShareRequest>(request)));
    },
  });
  const happenings = new Happenings({ estate: options.estate, run: options.run, faults: options.faults ?? { name: 'none', faults: [] } });
  const incoming = world.journal.messages.filter(({ to }) => to === party);
  const sent: Envelope[] = [...host.boot({ t: world.startAt, n: 0 })];
  const kept = new Map<string, Saved>();
  const keep = (): void => { for (const each of sharing.takeChanges()) kept.set(`${each.kind} ${each.id}`, each); };
  for (const message of incoming) host.receive(message);
  for (let at = host.next(); at !== undefined && at.t <= world.endAt; at = host.next()) {
    for (let due = happenings.next(); due !== undefined && compareStamps(due, at) <= 0; due = happenings.next()) {
      for (const change of happenings.take(due).changes) if (change.party === party) changeRecord(host.store, change, options.faults ?? { name: 'none', faults: [] });
    }
    sent.push(...(await sharing.step(at)));
    keep();
  }
  return { sent, steps, refusals, states: [...host.states()], pending: host.pending(), saved: [...kept.values()], sharing };
};
