/** A party of the unmutated run, remembered instant by instant: what it was given, what it did, which lines it got to. */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import { inboxOrder, type PartyHost, type StepRecord } from '../../actors/runtime/host.ts';
import { hostOf, type Hosted, type Stage } from '../world/hosting.ts';
import type { MachineEvent } from '../../machines/kit.ts';
import { fieldLine, linesOf, ranLine } from './lines.ts';

/** One instant; the first of a party is its boot. */
export interface Moment {
  readonly at: Stamp;
  /** In the order they are read. */
  readonly read: readonly Envelope[];
  readonly sent: readonly Envelope[];
  readonly timer: Stamp | undefined;
  readonly pending: ReturnType<Hosted['pending']>;
  readonly lines: ReadonlySet<string>;
  /** Somebody changed a record of the party since the instant before. */
  readonly recordChanged: boolean;
}

/** Takes what can be read at a stamp out of a mailbox, in the order it is read. */
export const takeReadable = (mailbox: Envelope[], at: Stamp): readonly Envelope[] => {
  const read = mailbox.filter(({ stamp }) => compareStamps(stamp, at) <= 0);
  if (read.length > 0) mailbox.splice(0, mailbox.length, ...mailbox.filter(({ stamp }) => compareStamps(stamp, at) > 0));
  return read.sort((a, b) => (inboxOrder(a, b) ? -1 : 1));
};

const watched = (ruleSet: RuleSet, seen: (field: string) => void): RuleSet => new Proxy(ruleSet, {
  get: (target, name) => {
    seen(String(name));
    return Reflect.get(target, name) as unknown;
  },
});

export class RecordingHost implements Hosted {
  readonly moments: Moment[] = [];
  readonly #given = new Map<string, { readonly machine: string; readonly events: MachineEvent[] }>();
  readonly address: Address;
  readonly #host: PartyHost;
  readonly #mailbox: Envelope[] = [];
  #lines = new Set<string>();
  #recordChanged = false;

  constructor(at: Address, stage: Stage) {
    this.address = at;
    const { observer } = stage;
    this.#host = hostOf(at, {
      ...stage,
      ruleSet: watched(stage.ruleSet, (field) => this.#lines.add(fieldLine(field))),
      observer: {
        step: (record: StepRecord) => {
          for (const line of linesOf(record)) this.#lines.add(line);
          this.#note(record);
          observer.step(record);
        },
        refusal: (record) => observer.refusal(record),
      },
    });
  }

  /** What each instance was given. */
  get ran(): readonly string[] {
    return [...this.#given.values()].map(({ machine, events }) => ranLine(machine, events));
  }

  /** Whoever asks for it changes it. */
  get store(): PartyHost['store'] {
    this.#recordChanged = true;
    return this.#host.store;
  }

  get consumed(): Stamp | undefined {
    return this.#host.consumed;
  }

  receive(envelope: Envelope): void {
    this.#mailbox.push(envelope);
    this.#host.receive(envelope);
  }

  next(): Stamp | undefined {
    return this.#host.next();
  }

  boot(at: Stamp): readonly Envelope[] {
    return this.#remember(at, [], this.#host.boot(at));
  }

  step(at: Stamp): readonly Envelope[] {
    return this.#remember(at, takeReadable(this.#mailbox, at), this.#host.step(at));
  }

  states(): ReturnType<Hosted['states']> {
    return this.#host.states();
  }

  pending(): ReturnType<Hosted['pending']> {
    return this.#host.pending();
  }

  save(): ReturnType<Hosted['save']> {
    return this.#host.save();
  }

  #note({ machine, key, event: type, failed }: StepRecord): void {
    const name = `${machine}/${key}`;
    const instance = this.#given.get(name) ?? { machine, events: [] };
    this.#given.set(name, instance);
    instance.events.push(failed === undefined ? { type } : { type, failed });
  }

  #remember(at: Stamp, read: readonly Envelope[], sent: readonly Envelope[]): readonly Envelope[] {
    this.moments.push({ at, read, sent, timer: this.#host.nextTimer(), pending: this.#host.pending(), lines: this.#lines, recordChanged: this.#recordChanged });
    this.#lines = new Set();
    this.#recordChanged = false;
    return sent;
  }
}
