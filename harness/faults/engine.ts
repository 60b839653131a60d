/** Carries a plan out: watches the messages of a round, spoils what is to be spoilt, schedules what is to happen later. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MINUTE, type Stamp } from '../../protocol/time.ts';
import { cannot, type Fault, type FaultPlan, type Trigger } from './plan.ts';
import { spoil } from './spoil.ts';

export interface Happening extends Stamp {
  readonly fault: Extract<Fault, { kind: 'environment' | 'record' }>;
}

interface Armed {
  readonly fault: Exclude<Fault, { kind: 'resolution' }>;
  seen: number;
  /** Bodies counted so far: a copy of one is no new occurrence. */
  readonly counted: WeakSet<Uint8Array>;
  /** Body of the message that matched, so that its copies to other receivers match too. */
  matched: Uint8Array | undefined;
  done: boolean;
}

const matches = ({ from, to, type, key, contains }: Trigger, envelope: Envelope): boolean =>
  envelope.type === type && (from === undefined || envelope.from === from) && (to === undefined || envelope.to === to)
  && (key === undefined || envelope.key === key) && (contains === undefined || Buffer.from(envelope.body).includes(contains));

export class FaultEngine {
  readonly #armed: Armed[];
  readonly #resolutions: ReadonlyMap<string, number>;

  constructor(private readonly plan: FaultPlan) {
    this.#armed = plan.faults.flatMap((fault) => (fault.kind === 'resolution' ? [] : [{ fault, seen: 0, counted: new WeakSet(), matched: undefined, done: false }]));
    this.#resolutions = new Map(plan.faults.flatMap((fault) => (fault.kind === 'resolution' ? [[fault.section, fault.minutes] as const] : [])));
  }

  resolutionMinutes(section: string, otherwise: number): number {
    return this.#resolutions.get(section) ?? otherwise;
  }

  /** What travels instead of these messages of one round, and what is to happen because of them. */
  apply(sent: readonly Envelope[]): { readonly messages: readonly Envelope[]; readonly happenings: readonly Happening[] } {
    if (this.#armed.length === 0) return { messages: sent, happenings: [] };
    const happenings: Happening[] = [];
    const messages = sent.map((envelope) => this.#armed.reduce((message, armed) => {
      if (!this.#hit(armed, envelope)) return message;
      if (armed.fault.kind === 'spoil') return { ...message, body: this.#spoilt(armed.fault, message) };
      const { fault } = armed;
      // What happens at once happens at its cause's own micro-step: never earlier in the same instant.
      happenings.push({ t: envelope.stamp.t + fault.afterMinutes * MINUTE, n: fault.afterMinutes === 0 ? envelope.stamp.n : 0, fault });
      return message;
    }, envelope));
    return { messages, happenings };
  }

  #spoilt(fault: Extract<Fault, { kind: 'spoil' }>, { type, body }: Envelope): Uint8Array {
    try {
      return spoil(fault.how, body);
    } catch (error) {
      throw cannot(this.plan, fault, `${type}: ${(error as Error).message}`);
    }
  }

  /** Copies of one file are one occurrence: a spoil hits them all, anything else happens once. */
  #hit(armed: Armed, envelope: Envelope): boolean {
    if (!matches(armed.fault.on, envelope)) return false;
    if (armed.matched === envelope.body) return armed.fault.kind === 'spoil';
    if (armed.done || armed.counted.has(envelope.body)) return false;
    armed.counted.add(envelope.body);
    armed.seen += 1;
    if (armed.seen < armed.fault.on.nth) return false;
    armed.done = true;
    armed.matched = envelope.body;
    return true;
  }
}
