/**
 * A party is machines plus two functions and a few named facts: `classify` turns bytes into classified events, `render`
 * turns effects into bytes. Everything else (mailbox, clock, deadlines, addressing, sequence numbers) is the host's.
 */
import type { MachineEvent, MachineModule } from '../../machines/kit.ts';
import type { Address, Cohort, Eui64, Role } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import type { Receiver } from '../../protocol/mehrs/parameters/routing.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { Certificate } from '../../protocol/security/certificate.ts';
import type { Identity } from '../../protocol/security/pki.ts';
import type { TrustStore } from '../../protocol/security/trust.ts';
import type { Store } from './store.ts';

/** Who is who on the bus; the same for every party, like a published list of SEC Parties. */
export interface Directory {
  /** @throws Error when no such party is in this world. */
  entityOf(address: Address): Eui64;
  /** The same for a party that may not be there. */
  find(address: Address): Eui64 | undefined;
  addressOf(entity: Eui64): Address | undefined;
  /** The party of a SEC Party Signifier. */
  addressOfSignifier(signifier: string): Address | undefined;
}

/** What a party is given when it is set up. */
export interface Facilities {
  readonly address: Address;
  readonly cohort?: Cohort;
  readonly seed: string;
  readonly ruleSet: RuleSet;
  readonly directory: Directory;
  readonly trust: TrustStore;
  /** Signs the party's files and requests; absent for parties that sign nothing. */
  readonly identity?: Identity;
  /** Opens what is encrypted to the party. */
  readonly keyAgreement?: Identity;
  /** DER of the issuing authorities, nearest first, for requests that carry a certification path. */
  readonly certificationPath: readonly Uint8Array[];
  /** Certificate to encrypt to a party with. @throws for a party that opens nothing. */
  recipients(address: Address): Certificate;
  /** How long the people of this party take over an Incident of a MEHRS section, minutes. */
  resolutionMinutes(section: string): number;
}

export interface Context<out Tables extends object> extends Facilities {
  readonly store: Store<Tables>;
  /** Virtual ms of the step under way: for what is decided. */
  readonly now: number;
  /**
   * The same moment: for what is only written down (when a file was made, an alert sent), and for certificates, none of which
   * begins or ends to be valid while a world runs. Nothing is decided by it, so that exploration may take any (`harness/explore`).
   */
  readonly writtenAt: number;
}

/** An event for one instance of one of the party's own machines. */
export interface InternalEvent {
  readonly machine: string;
  readonly key: string;
  readonly event: MachineEvent;
}

/** Makes events for the instances of one of the party's own machines; `failed` is the id of the check that decided, where one did. */
export const eventsFor = (machine: string) => (key: string, type: string, failed?: string): InternalEvent =>
  ({ machine, key, event: failed === undefined ? { type } : { type, failed } });

export interface Outgoing {
  /** Subject key: what the message is about. */
  readonly key: string;
  readonly body: Uint8Array;
  /** Cohort of what it is about, for parties that serve several. */
  readonly cohort?: Cohort;
  /** Addresses behind the receivers that only the message's own facts name. */
  readonly named?: Partial<Record<Receiver, readonly Address[]>>;
}

export interface Rendered {
  readonly send?: readonly Outgoing[];
  readonly tell?: readonly InternalEvent[];
}

/** Where an effect was emitted. */
export interface At {
  readonly machine: string;
  readonly key: string;
  readonly effect: string;
  /** Opaque id the machine carries, empty when none. */
  readonly failed: string;
}

export interface Party<Tables extends object> {
  readonly role: Role;
  readonly machines: readonly MachineModule[];
  /** Events the party starts its life with. */
  boot?(context: Context<Tables>): readonly InternalEvent[];
  /** By message type. A thrown NoticeError, FileError or Refusal means: unreadable, refused and recorded. */
  readonly classify: Partial<Record<MessageType, (envelope: Envelope, context: Context<Tables>) => readonly InternalEvent[]>>;
  /** By effect name. An effect with a route must render `send`; others `tell`. */
  readonly render: Readonly<Record<string, (at: At, context: Context<Tables>) => Rendered>>;
  /** By delay name: minutes of virtual time from now are not enough, so virtual ms from now. */
  readonly delays: Readonly<Record<string, (at: { machine: string; key: string }, context: Context<Tables>) => number>>;
}

/** Bytes a party does not act on, with the reason that goes on record. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Drops the table types where the host handles parties of all kinds. */
export type AnyParty = Party<Record<string, unknown>>;
export const anyParty = <Tables extends object>(party: Party<Tables>): AnyParty => party as unknown as AnyParty;
