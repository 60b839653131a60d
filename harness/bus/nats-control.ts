/** The control plane over core NATS request/reply on `vt.<run>.<subject>`; outside virtual time, never stored. */
import { headers, type Msg } from '@nats-io/transport-node';
import { BusError, type Subscription } from '../../actors/runtime/ports.ts';
import { CONTROL_LIMIT_BYTES, requireSize } from './admit.ts';
import { isNobody, type Inbox } from './inbox.ts';
import type { Link } from './link.ts';
import { answererError, type Answer } from './memory-control.ts';
import { controlSubject, requireControlSubject } from './subjects.ts';

/** Header of an answer that is none: the code of the BusError whose message is the body. */
export const FAILED = 'Mehrs-Failed';

export class NatsControl {
  readonly #served = new Map<string, { unsubscribe(): void }>();

  constructor(readonly link: Link, readonly run: string, readonly inbox: Inbox) {}

  async serve(subject: string, answer: Answer): Promise<Subscription> {
    requireControlSubject(subject);
    if (this.#served.has(subject)) throw new BusError('limit', `${subject} already has an answerer on this bus`);
    let refusal: Error | undefined;
    const subscription = this.link.nc.subscribe(controlSubject(this.run, subject), {
      callback: (error, message) => {
        if (error === null) void reply(subject, message, answer);
        else refusal = error;
      },
    });
    this.#served.set(subject, subscription);
    // The server knows of it only after a round trip; a request sent before would find nobody.
    await this.link.nc.flush().then(() => { if (refusal !== undefined) throw refusal; }).catch((error: unknown) => {
      this.#served.delete(subject);
      throw this.link.busError(error, `serving ${subject}`);
    });
    return { stop: async () => this.#stop(subject, subscription) };
  }

  /** Nobody answers any more. */
  close(): void {
    for (const [subject, subscription] of this.#served) this.#stop(subject, subscription);
  }

  #stop(subject: string, subscription: { unsubscribe(): void }): void {
    if (this.#served.get(subject) !== subscription) return;
    this.#served.delete(subject);
    if (!this.link.nc.isClosed()) subscription.unsubscribe();
  }

  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    requireControlSubject(subject);
    requireSize(bytes, CONTROL_LIMIT_BYTES, `request to ${subject}`);
    const message = await this.#ask(subject, new Uint8Array(bytes), timeoutMs);
    if (isNobody(message)) throw new BusError('unreachable', `nobody answers ${subject}`);
    const failed = message.headers?.get(FAILED);
    if (failed) throw new BusError(failed as BusError['code'], message.string());
    return new Uint8Array(message.data);
  }

  #ask(subject: string, body: Uint8Array, timeoutMs: number): Promise<Msg> {
    return new Promise<Msg>((resolve, reject) => {
      const id = this.inbox.ask({
        subject: controlSubject(this.run, subject), body,
        answered: (message) => { clearTimeout(late); resolve(message); },
        failed: (error) => { clearTimeout(late); reject(error); },
      });
      const late = setTimeout(() => {
        this.inbox.forget(id);
        reject(new BusError('timeout', `${subject} did not answer within ${timeoutMs} ms`));
      }, timeoutMs);
    }).catch((error: unknown) => { throw this.link.busError(error, `asking ${subject}`); });
  }
}

const reply = async (subject: string, message: Msg, answer: Answer): Promise<void> => {
  try {
    const bytes = await answer(new Uint8Array(message.data));
    requireSize(bytes, CONTROL_LIMIT_BYTES, `answer of ${subject}`);
    message.respond(new Uint8Array(bytes));
  } catch (error) {
    const failure = answererError(subject, error);
    const hdrs = headers();
    hdrs.set(FAILED, failure.code);
    message.respond(failure.message, { headers: hdrs });
  }
};
