/**
 * A party of a mutated run that answers from the unmutated one for as long as it is given the very same and gets to no
 * mutated line. From then on it is a real host, brought to that instant by giving it again all it was given so far.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { HostObserver, PartyHost } from '../../actors/runtime/host.ts';
import { hostOf, type Hosted, type Stage } from '../world/hosting.ts';
import { takeReadable, type Moment } from './recording.ts';
import { areSame } from './sameMessages.ts';

/** The past is watched by nobody: it was seen when it was recorded. */
const UNWATCHED: HostObserver = { step: () => undefined, refusal: () => undefined };

export class ReplayedHost implements Hosted {
  readonly address: Address;
  readonly #mailbox: Envelope[] = [];
  readonly #given: (readonly Envelope[])[] = [];
  #host: PartyHost | undefined;

  /** @param stage with the mutant in it. @param reaches whether an instant gets to the mutated line. */
  constructor(at: Address, private readonly stage: Stage, private readonly moments: readonly Moment[], private readonly reaches: (moment: Moment) => boolean) {
    this.address = at;
  }

  get store(): PartyHost['store'] {
    return this.#real().store;
  }

  get consumed(): Stamp | undefined {
    return this.#host?.consumed ?? this.#last()?.at;
  }

  receive(envelope: Envelope): void {
    if (this.#host === undefined) this.#mailbox.push(envelope);
    else this.#host.receive(envelope);
  }

  next(): Stamp | undefined {
    if (this.#host !== undefined) return this.#host.next();
    let least = this.#last()?.timer;
    for (const { stamp } of this.#mailbox) if (least === undefined || compareStamps(stamp, least) < 0) least = stamp;
    return least;
  }

  boot(at: Stamp): readonly Envelope[] {
    return this.#replayed(at, []) ?? this.#real().boot(at);
  }

  step(at: Stamp): readonly Envelope[] {
    if (this.#host !== undefined) return this.#host.step(at);
    const read = takeReadable(this.#mailbox, at);
    const sent = this.#replayed(at, read);
    if (sent !== undefined) return sent;
    this.#mailbox.push(...read);
    return this.#real().step(at);
  }

  /** Of a party that has answered from the unmutated run to the end there is nothing new to know. */
  states(): ReturnType<Hosted['states']> {
    return this.#host?.states() ?? [];
  }

  pending(): ReturnType<Hosted['pending']> {
    return this.#host?.pending() ?? this.#last()?.pending ?? [];
  }

  save(): ReturnType<Hosted['save']> {
    return this.#real().save();
  }

  #last(): Moment | undefined {
    return this.moments[this.#given.length - 1];
  }

  #replayed(at: Stamp, read: readonly Envelope[]): readonly Envelope[] | undefined {
    const moment = this.moments[this.#given.length];
    if (moment === undefined || moment.recordChanged || compareStamps(moment.at, at) !== 0 || !areSame(read, moment.read) || this.reaches(moment)) return undefined;
    this.#given.push(read);
    return moment.sent;
  }

  #real(): PartyHost {
    if (this.#host !== undefined) return this.#host;
    let observer = UNWATCHED;
    const host = hostOf(this.address, { ...this.stage, observer: { step: (record) => observer.step(record), refusal: (record) => observer.refusal(record) } });
    for (const [index, read] of this.#given.entries()) {
      const { at } = this.moments[index] as Moment;
      for (const envelope of read) host.receive(envelope);
      if (index === 0) host.boot(at);
      else host.step(at);
    }
    observer = this.stage.observer;
    for (const envelope of this.#mailbox) host.receive(envelope);
    this.#host = host;
    return host;
  }
}
