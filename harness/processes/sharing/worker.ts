/**
 * A worker of a party: reads messages about its Installations as the party would, in a process of its own.
 *
 * Invariants (tests cite them):
 *  S1 a worker reads and writes what is kept about its own Installations, and reads what is kept about none in particular; a
 *     message that needs more is given back unread, and nothing of it stays;
 *  S2 a share is done once, however often it is asked for.
 */
import type { Address } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import type { PartyHost, RefusalRecord, StepRecord } from '../../../actors/runtime/host.ts';
import { hostOf, type Stage } from '../../world/hosting.ts';
import { Ownership } from './ownership.ts';
import type { Done, ShareAnswer, ShareRequest } from './share.ts';

/** What one Installation's worker has no part in. */
class Foreign extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Foreign';
  }
}

export class ShareWorker {
  #host: PartyHost | undefined;
  #ownership: Ownership;
  #steps: StepRecord[] = [];
  #refusals: RefusalRecord[] = [];
  /** The copy it works for, and what it did last for it. */
  #latest: { readonly copy: string; readonly ordinal: number; readonly answer: ShareAnswer } | undefined;

  constructor(private readonly address: Address, private readonly stage: Omit<Stage, 'observer'>) {
    this.#ownership = new Ownership(stage.provisions.estate, 1);
  }

  answer(request: ShareRequest): ShareAnswer {
    const { copy, ordinal, load, worker, workers } = request;
    const latest = this.#latest?.copy === copy ? this.#latest : undefined;
    if (latest?.ordinal === ordinal) return latest.answer;
    if (load === undefined && latest?.ordinal !== ordinal - 1) return { kind: 'behind' };
    if (load !== undefined) {
      this.#host = this.#fresh();
      this.#host.forget();
      this.#host.restore(load);
      this.#ownership = new Ownership(this.stage.provisions.estate, workers);
    }
    const answer = this.#work(this.#host as PartyHost, worker, request);
    // What was half done is not to be gone on from.
    this.#latest = answer.kind === 'done' ? { copy, ordinal, answer } : undefined;
    return answer;
  }

  #fresh(): PartyHost {
    return hostOf(this.address, { ...this.stage, observer: { step: (record) => this.#steps.push(record), refusal: (record) => this.#refusals.push(record) } });
  }

  /** S1. */
  #work(host: PartyHost, worker: number, { changes, messages, at }: ShareRequest): ShareAnswer {
    host.restore(changes);
    host.takeChanges();
    const done: Done[] = [];
    let type: MessageType | undefined;
    host.store.watch = {
      reads: (table, key) => {
        const owner = this.#ownership.ofKey(key);
        if (owner !== undefined && owner !== worker) throw new Foreign(`it reads ${table} of another worker's Installation`);
      },
      scans: (table) => { throw new Foreign(`it looks through all ${table}`); },
    };
    try {
      for (const message of messages) {
        type = message.type;
        [this.#steps, this.#refusals] = [[], []];
        const sent = host.read(message, at);
        const changed = host.takeChanges().filter(({ kind }) => kind !== 'sequence' && kind !== 'position');
        const foreign = changed.find((each) => this.#ownership.of(each) !== worker);
        if (foreign !== undefined) throw new Foreign(`it changes ${foreign.kind} ${foreign.id.split('/', 1)[0] ?? ''}, which is not one Installation's`);
        done.push({ sent, changes: changed, steps: this.#steps, refusals: this.#refusals });
      }
      return { kind: 'done', done };
    } catch (error) {
      if (!(error instanceof Foreign) || type === undefined) throw error;
      return { kind: 'whole', type, reason: error.message };
    } finally {
      host.store.watch = undefined;
    }
  }
}
