/**
 * A party that is split over workers by the part of the Installations (the subject's `part`): what a step has to do with single
 * Installations is read by their workers at the same time, and put together here in the order it would have had.
 *
 * Invariants (tests cite them):
 *  S3 what the party sends, changes and has on record is to the byte what it would be unsplit (law L9);
 *  S4 the party itself keeps everything, its log too: a worker may die at any moment and is told everything anew;
 *  S5 whole files, timers, and whatever is not one Installation's alone the party does itself; a type of message that turns
 *     out to be such is never shared again.
 */
import { randomUUID } from 'node:crypto';
import { BusError } from '../../../actors/runtime/ports.ts';
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import type { Stamp } from '../../../protocol/time.ts';
import type { HostObserver, PartyHost } from '../../../actors/runtime/host.ts';
import type { Saved } from '../../../actors/runtime/saved.ts';
import { ProcessFailure } from '../messages.ts';
import type { Ownership } from './ownership.ts';
import type { Done, ShareAnswer, ShareRequest } from './share.ts';

/** A share of one message is sooner read than sent. */
const LEAST_MESSAGES = 2;
const AGAIN_MS = 50;
/** How long a worker may be away before the party gives up, ms. */
const AWAY_MS = 60_000;

export interface SharingOptions {
  readonly host: PartyHost;
  readonly observer: HostObserver;
  /** Of this world, for as many workers as there are. */
  readonly ownership: Ownership;
  /** Names of the workers' processes. */
  readonly workers: readonly string[];
  /** Types of messages that are about one Installation, as far as is known; default: any with the key of one. */
  readonly types?: readonly MessageType[];
  /** @throws BusError while the worker is not there. */
  ask(worker: string, request: ShareRequest): Promise<ShareAnswer>;
}

/** What a worker has not been told. */
interface Standing {
  ordinal: number;
  changes: Saved[];
  /** Nothing of what it knew counts. */
  behind: boolean;
}

export class Sharing {
  readonly #options: SharingOptions;
  readonly #copy: string = randomUUID();
  readonly #workers: readonly Standing[];
  /** Changes on the way from the host to the log. */
  #changes: Saved[] = [];
  /** Why messages of a type are not shared. */
  readonly whole = new Map<MessageType, string>();
  /** Messages read by workers, and by the party itself. */
  readonly count = { shared: 0, own: 0 };

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#workers = options.workers.map(() => ({ ordinal: 0, changes: [], behind: true }));
  }

  /** Does all work of one stamp, as the host's own `step` would (S3). @throws ProcessFailure `lost` when a worker stays away. */
  async step(at: Stamp): Promise<readonly Envelope[]> {
    const { host } = this.#options;
    const out: Envelope[] = [];
    const messages = host.takeMessages(at);
    for (let from = 0; from < messages.length;) {
      let to = from;
      while (to < messages.length && this.#isShared(messages[to] as Envelope)) to += 1;
      const run = messages.slice(from, to);
      const done = run.length < LEAST_MESSAGES ? undefined : await this.#share(run, at);
      for (const each of done ?? []) {
        out.push(...host.adopt(each.changes, each.sent));
        for (const step of each.steps) this.#options.observer.step(step);
        for (const refusal of each.refusals) this.#options.observer.refusal(refusal);
      }
      if (done === undefined) for (const message of run) out.push(...host.read(message, at));
      this.count[done === undefined ? 'own' : 'shared'] += run.length;
      // Its worker has it already.
      if (done !== undefined) this.#changes.push(...host.takeChanges());
      const next = messages[to];
      if (next !== undefined && !this.#isShared(next)) {
        out.push(...host.read(next, at));
        this.count.own += 1;
        to += 1;
      }
      from = to;
    }
    return [...out, ...host.fire(at)];
  }

  /** As the host's own. */
  takeChanges(): readonly Saved[] {
    this.#collect();
    const taken = this.#changes;
    this.#changes = [];
    return taken;
  }

  #isShared({ key, type }: Envelope): boolean {
    const { ownership, types } = this.#options;
    return ownership.ofKey(key) !== undefined && !this.whole.has(type) && (types === undefined || types.includes(type));
  }

  /** What the party has changed itself, for the log and for the workers it concerns. */
  #collect(): void {
    const { host, ownership } = this.#options;
    const changed = host.takeChanges();
    this.#changes.push(...changed);
    for (const change of changed) {
      if (!isTold(change)) continue;
      const owner = ownership.of(change);
      this.#workers.forEach((worker, at) => { if (!worker.behind && (owner === undefined || owner === at)) worker.changes.push(change); });
    }
  }

  /** What came of each message, in order; undefined when it turned out not to be for workers (S5). */
  async #share(messages: readonly Envelope[], at: Stamp): Promise<readonly Done[] | undefined> {
    this.#collect();
    const { ownership } = this.#options;
    const shares = this.#workers.map((): number[] => []);
    messages.forEach(({ key }, index) => shares[ownership.ofKey(key) as number]?.push(index));
    const answers = await Promise.all(shares.map((indices, worker) => (indices.length === 0 ? undefined : this.#ask(worker, indices.map((index) => messages[index] as Envelope), at))));
    const refused = answers.find((answer) => answer?.kind === 'whole');
    if (refused?.kind === 'whole') {
      this.whole.set(refused.type, refused.reason);
      // Those that did their share have done too much.
      shares.forEach((indices, worker) => { if (indices.length > 0) Object.assign(this.#workers[worker] as Standing, { behind: true, changes: [] }); });
      return undefined;
    }
    const done: Done[] = [];
    answers.forEach((answer, worker) => {
      if (answer?.kind === 'done') answer.done.forEach((each, nth) => { done[shares[worker]?.[nth] as number] = each; });
    });
    return done;
  }

  async #ask(worker: number, messages: readonly Envelope[], at: Stamp): Promise<ShareAnswer> {
    const { workers, host, ownership } = this.#options;
    const name = workers[worker] as string;
    const standing = this.#workers[worker] as Standing;
    standing.ordinal += 1;
    for (const until = performance.now() + AWAY_MS; ;) {
      const load = standing.behind ? host.all().filter((each) => isTold(each) && [undefined, worker].includes(ownership.of(each))) : undefined;
      const request: ShareRequest = {
        party: host.address, copy: this.#copy, ordinal: standing.ordinal, worker, workers: workers.length, ...(load === undefined ? {} : { load }),
        changes: standing.behind ? [] : standing.changes, at, messages,
      };
      try {
        const answer = await this.#options.ask(name, request);
        if (answer.kind !== 'behind') {
          Object.assign(standing, { behind: false, changes: [] });
          return answer;
        }
        standing.behind = true;
      } catch (error) {
        const away = (error instanceof BusError && ['unreachable', 'timeout'].includes(error.code)) || (error instanceof ProcessFailure && ['unknown', 'away'].includes(error.failed));
        if (!away) throw error;
        if (performance.now() > until) throw new ProcessFailure('lost', `worker ${name} stays away and holds up ${host.address}: ${(error as Error).message}`);
        await new Promise((wake) => setTimeout(wake, AGAIN_MS));
      }
    }
  }
}

/** How far the party has read and sent is its own affair. */
const isTold = ({ kind }: Saved): boolean => kind !== 'sequence' && kind !== 'position';
