/** What a run leaves behind of one party: what it sent, what it did, what it refused to read. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { HostObserver, RefusalRecord, StepRecord } from '../../actors/runtime/host.ts';

export interface Traces {
  readonly messages: Envelope[];
  readonly steps: StepRecord[];
  readonly refusals: RefusalRecord[];
}

export const noTraces = (): Traces => ({ messages: [], steps: [], refusals: [] });

/** Those of one step. */
export type StepTraces = { readonly [Kind in keyof Traces]: readonly Traces[Kind][number][] };

export const addTraces = (to: Traces, { messages, steps, refusals }: StepTraces): void => {
  to.messages.push(...messages);
  to.steps.push(...steps);
  to.refusals.push(...refusals);
};

/** Takes down what a host does, step by step. */
export class Tracer implements HostObserver {
  #now = noTraces();

  step(record: StepRecord): void {
    this.#now.steps.push(record);
  }

  refusal(record: RefusalRecord): void {
    this.#now.refusals.push(record);
  }

  take(): Traces {
    const taken = this.#now;
    this.#now = noTraces();
    return taken;
  }
}
