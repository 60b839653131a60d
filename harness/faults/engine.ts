/**
 * Carries a plan out in three moves, so that parties in processes of their own and parties in one agree:
 *  1. whoever sends finds the messages the plan may be about (`candidatesOf`): no counting, nothing remembered;
 *  2. one place counts them, in the order of the round, and decides (`FaultEngine.decide`);
 *  3. whoever sends does to its messages what was decided (`enact`).
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MINUTE, type Stamp } from '../../protocol/time.ts';
import { cannot, type Fault, type FaultPlan, type Trigger } from './plan.ts';
import { spoil, type WrongCertificate } from './spoil.ts';
import type { Identity } from '../../protocol/security/pki.ts';

export interface Happening extends Stamp {
  readonly fault: Extract<Fault, { kind: 'environment' | 'record' | 'outage' }>;
}

/** A message that a fault's trigger matches. */
export interface Candidate extends Stamp {
  /** Place of the fault in its plan. */
  readonly fault: number;
  readonly from: Address;
  /** Place of the message among those of its sender's step. */
  readonly message: number;
  /** Place of the first message of that step with the very same bytes: copies of one file are one occurrence. */
  readonly copyOf: number;
}

/** What is to be done to a message before it travels. */
export type Decision = Pick<Candidate, 'fault' | 'from' | 'message'>;

export const matches = ({ from, to, type, key, contains }: Trigger, envelope: Envelope): boolean =>
  envelope.type === type && (from === undefined || envelope.from === from) && (to === undefined || envelope.to === to)
  && (key === undefined || envelope.key === key) && (contains === undefined || Buffer.from(envelope.body).includes(contains));

/** In the order of the messages, then of the plan. @param sent what one sender, or a whole round, sends at one stamp. */
export const candidatesOf = (plan: FaultPlan, sent: readonly Envelope[]): readonly Candidate[] => {
  if (plan.faults.length === 0) return [];
  return sent.flatMap((envelope, message) => {
    const { from, stamp: { t, n } } = envelope;
    const hit = plan.faults.flatMap((each, fault) => (each.kind === 'resolution' || !matches(each.on, envelope) ? [] : [fault]));
    if (hit.length === 0) return [];
    const copyOf = sent.findIndex((each) => each.from === from && each.type === envelope.type && Buffer.compare(each.body, envelope.body) === 0);
    return hit.map((fault) => ({ fault, from, message, copyOf, t, n }));
  });
};

/** Who signs what a spoilt system makes anew. */
export type Signers = (at: Address, as: 'own' | WrongCertificate) => Identity;
const nobody: Signers = (at) => {
  throw new Error(`${at} has nothing to sign with`);
};

/** The messages that travel instead. @throws FaultPlanError when a message is not what the plan takes it for. */
export const enact = (plan: FaultPlan, sent: readonly Envelope[], decisions: readonly Decision[], signers: Signers = nobody): readonly Envelope[] => {
  if (decisions.length === 0) return sent;
  const messages = [...sent];
  for (const { fault: index, message } of decisions) {
    const fault = plan.faults[index];
    const envelope = messages[message];
    if (fault?.kind !== 'spoil' || envelope === undefined) throw new Error(`no spoiling of message ${message} of ${messages.length} by fault ${index}`);
    try {
      messages[message] = { ...envelope, body: spoil(fault.how, envelope.body, (as) => signers(envelope.from, as)) };
    } catch (error) {
      throw cannot(plan, fault, `${envelope.type}: ${(error as Error).message}`);
    }
  }
  return messages;
};

interface Count {
  seen: number;
  done: boolean;
}

export class FaultEngine {
  readonly #counts: Count[];
  readonly #resolutions: ReadonlyMap<string, number>;

  constructor(private readonly plan: FaultPlan) {
    this.#counts = plan.faults.map(() => ({ seen: 0, done: false }));
    this.#resolutions = new Map(plan.faults.flatMap((fault) => (fault.kind === 'resolution' ? [[fault.section, fault.minutes] as const] : [])));
  }

  resolutionMinutes(section: string, otherwise: number): number {
    return this.#resolutions.get(section) ?? otherwise;
  }

  /** Faults that have struck: nobody needs to look for their messages any more. */
  done(): readonly number[] {
    return this.#counts.flatMap(({ done }, fault) => (done ? [fault] : []));
  }

  /** What has been counted so far, for who takes over. */
  save(): readonly { readonly seen: number; readonly done: boolean }[] {
    return this.#counts.map(({ seen, done }) => ({ seen, done }));
  }

  restore(saved: readonly { readonly seen: number; readonly done: boolean }[]): void {
    for (const [fault, { seen, done }] of saved.entries()) this.#counts[fault] = { seen, done };
  }

  /** Faults whose message was never seen, or not often enough: a plan that is not about this world. */
  unstruck(): readonly number[] {
    return this.#counts.flatMap(({ done }, fault) => (done || this.plan.faults[fault]?.kind === 'resolution' ? [] : [fault]));
  }

  /** @param candidates of one round, senders in the order of their addresses. */
  decide(candidates: readonly Candidate[]): { readonly decisions: readonly Decision[]; readonly happenings: readonly Happening[] } {
    const decisions: Decision[] = [];
    const happenings: Happening[] = [];
    /** Whether the occurrence was hit, by fault and bytes: a spoil hits all copies, anything else happens once. */
    const hit = new Map<string, boolean>();
    for (const { fault: index, from, message, copyOf, t, n } of candidates) {
      const fault = this.plan.faults[index] as Exclude<Fault, { kind: 'resolution' }>;
      const occurrence = `${index} ${from} ${copyOf}`;
      const isCopy = hit.has(occurrence);
      if (!isCopy) hit.set(occurrence, this.#strikes(index, fault.on.nth));
      if (hit.get(occurrence) !== true) continue;
      if (fault.kind === 'spoil') decisions.push({ fault: index, from, message });
      // What happens at once happens at its cause's own micro-step: never earlier in the same instant.
      else if (!isCopy) happenings.push({ t: t + fault.afterMinutes * MINUTE, n: fault.afterMinutes === 0 ? n : 0, fault });
    }
    return { decisions, happenings };
  }

  /** All three moves at once, for who has the whole round at hand. */
  apply(sent: readonly Envelope[], signers: Signers = nobody): { readonly messages: readonly Envelope[]; readonly happenings: readonly Happening[] } {
    const { decisions, happenings } = this.decide(candidatesOf(this.plan, sent));
    return { messages: enact(this.plan, sent, decisions, signers), happenings };
  }

  #strikes(fault: number, nth: number): boolean {
    const count = this.#counts[fault] as Count;
    if (count.done) return false;
    count.seen += 1;
    count.done = count.seen === nth;
    return count.done;
  }
}
