/** The control plane of the memory bus: one answerer per subject. Real timers only while an answer is a promise. */
import { BusError, type Subscription } from '../../actors/runtime/ports.ts';
import { CONTROL_LIMIT_BYTES, requireSize } from './admit.ts';
import { requireControlSubject } from './subjects.ts';

export type Answer = (request: Uint8Array) => Promise<Uint8Array> | Uint8Array;

/** What a failed answerer looks like to the one who asked, on either bus: a BusError keeps its code, all else is `unreachable`. */
export const answererError = (subject: string, error: unknown): BusError =>
  error instanceof BusError ? error : new BusError('unreachable', `${subject} failed to answer: ${error instanceof Error ? error.message : String(error)}`);

export class MemoryControl {
  readonly #answers = new Map<string, Answer>();

  serve(subject: string, answer: Answer): Subscription {
    requireControlSubject(subject);
    if (this.#answers.has(subject)) throw new BusError('limit', `${subject} already has an answerer on this bus`);
    this.#answers.set(subject, answer);
    return {
      stop: async () => {
        if (this.#answers.get(subject) === answer) this.#answers.delete(subject);
      },
    };
  }

  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    requireControlSubject(subject);
    requireSize(bytes, CONTROL_LIMIT_BYTES, `request to ${subject}`);
    const answer = this.#answers.get(subject);
    if (answer === undefined) throw new BusError('unreachable', `nobody answers ${subject}`);
    try {
      const given = answer(new Uint8Array(bytes));
      const reply = given instanceof Promise ? await within(given, timeoutMs, subject) : given;
      requireSize(reply, CONTROL_LIMIT_BYTES, `answer of ${subject}`);
      return new Uint8Array(reply);
    } catch (error) {
      throw answererError(subject, error);
    }
  }

  close(): void {
    this.#answers.clear();
  }
}

const within = (given: Promise<Uint8Array>, timeoutMs: number, subject: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new BusError('timeout', `${subject} did not answer within ${timeoutMs} ms`)), timeoutMs);
    given.then(resolve, reject).finally(() => clearTimeout(timer));
  });
