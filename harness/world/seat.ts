/**
 * An open seat: a party played by somebody else's code. The world holds time still until the seat has dealt with what it
 * was given (it awaits `receive`), so an adapter needs to know nothing of virtual time.
 */
import type { Directory } from '../../actors/runtime/party.ts';
import { roleOf, type Address, type Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { TOKEN } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { signDetached } from '../../protocol/security/detached.ts';
import type { Identity } from '../../protocol/security/pki.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { PartyCertificates } from '../estate/index.ts';
import { Heap } from '../../actors/runtime/heap.ts';

/** What a seat is given to act with. */
export interface SeatTools {
  readonly address: Address;
  /** Virtual ms. */
  now(): number;
  /** The party's own signing key. */
  readonly identity: Identity | undefined;
  /** Base64 of a detached signature over bytes with that key, as a Migration Authorisation carries it. @throws Error for a party that signs nothing. */
  sign(bytes: Uint8Array): string;
  readonly directory: Directory;
  /** SMKI certificate ids of a SEC Party. */
  certificates(signifier: string): PartyCertificates | undefined;
  /** Installations the party supplies or serves. */
  readonly installations: readonly Installation[];
  send(message: { readonly to: Address; readonly type: MessageType; readonly key: string; readonly body: Uint8Array }): void;
  /** Asks to be woken at a virtual time, ms; `wake` is then called with the note. */
  wakeAt(at: number, note: string): void;
}

export interface Seat {
  /** Once, at the start of the world. */
  start?(tools: SeatTools): void | Promise<void>;
  receive(message: Envelope, tools: SeatTools): void | Promise<void>;
  wake?(note: string, tools: SeatTools): void | Promise<void>;
}

type Due = Stamp & ({ readonly kind: 'message'; readonly envelope: Envelope } | { readonly kind: 'wake'; readonly note: string; readonly order: number });

const dueOrder = (a: Due, b: Due): boolean => {
  const byStamp = compareStamps(a, b);
  if (byStamp !== 0) return byStamp < 0;
  if (a.kind === 'message' && b.kind === 'message') return a.envelope.from < b.envelope.from || (a.envelope.from === b.envelope.from && a.envelope.seq < b.envelope.seq);
  if (a.kind === 'wake' && b.kind === 'wake') return a.order < b.order;
  return a.kind === 'message';
};

export class SeatHost {
  readonly #due = new Heap<Due>(dueOrder);
  readonly #sequence = new Map<Address, number>();
  #at: Stamp = { t: 0, n: 0 };
  #out: Envelope[] = [];
  #wakes = 0;
  readonly #tools: SeatTools;

  constructor(
    readonly address: Address,
    private readonly seat: Seat,
    private readonly run: string,
    tools: Omit<SeatTools, 'now' | 'send' | 'wakeAt' | 'address' | 'sign'>,
  ) {
    this.#tools = {
      ...tools,
      address,
      now: () => this.#at.t,
      sign: (bytes) => {
        if (tools.identity === undefined) throw new Error(`${address} has no signing key`);
        return Buffer.from(signDetached(bytes, tools.identity)).toString('base64');
      },
      send: (message) => this.#send(message),
      wakeAt: (at, note) => this.#due.push(this.#stampOf(at, note)),
    };
  }

  async boot(at: Stamp): Promise<readonly Envelope[]> {
    this.#at = at;
    await this.seat.start?.(this.#tools);
    return this.#take();
  }

  receive(envelope: Envelope): void {
    this.#due.push({ ...envelope.stamp, kind: 'message', envelope });
  }

  next(): Stamp | undefined {
    return this.#due.peek();
  }

  async step(at: Stamp): Promise<readonly Envelope[]> {
    this.#at = at;
    for (let due = this.#due.peek(); due !== undefined && compareStamps(due, at) <= 0; due = this.#due.peek()) {
      this.#due.pop();
      if (due.kind === 'message') await this.seat.receive(due.envelope, this.#tools);
      else await this.seat.wake?.(due.note, this.#tools);
    }
    return this.#take();
  }

  #take(): readonly Envelope[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #stampOf(at: number, note: string): Due {
    if (!Number.isSafeInteger(at)) throw new RangeError(`${this.address}: wake at ${at}`);
    return { t: Math.max(at, this.#at.t), n: at <= this.#at.t ? this.#at.n + 1 : 0, kind: 'wake', note, order: ++this.#wakes };
  }

  #send({ to, type, key, body }: { readonly to: Address; readonly type: MessageType; readonly key: string; readonly body: Uint8Array }): void {
    if (!TOKEN.test(key)) throw new RangeError(`${this.address}: message key "${key}": letters, digits, _ and - expected`);
    const seq = (this.#sequence.get(to) ?? 0) + 1;
    this.#sequence.set(to, seq);
    this.#out.push({ run: this.run, from: this.address, to, type, key, seq, stamp: { t: this.#at.t, n: this.#at.n + 1 }, body: new Uint8Array(body) });
  }
}

/** Who is played by somebody else, by address or by a role that only one party has. @throws RangeError naming the parties there are. */
export const seatsByAddress = (seats: Readonly<Record<string, Seat>>, addresses: readonly Address[]): ReadonlyMap<Address, Seat> =>
  new Map(Object.entries(seats).map(([name, seat]) => {
    const found = addresses.filter((at) => at === name || roleOf(at) === name);
    if (found.length !== 1) throw new RangeError(`seat "${name}": ${found.length === 0 ? `no such party; there are ${addresses.join(', ')}` : `which one of ${found.join(', ')}?`}`);
    return [found[0] as Address, seat];
  }));
