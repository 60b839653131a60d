/** What a world is made of, and how far one has come. */
import type { Address } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';
import type { InputRecord, RefusalRecord, StepRecord } from '../../actors/runtime/host.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Hosted, Stage } from './hosting.ts';
import type { Seat } from './seat.ts';
import type { ScriptOptions, Staged } from './staging.ts';

export interface WorldOptions extends ScriptOptions {
  /** The numbers themselves, in place of the named rule set's: for mutants. */
  readonly rules?: RuleSet;
  /** Who plays a party, when not a host of its own: for mutants. */
  readonly hostedBy?: (at: Address, stage: Stage) => Hosted;
  /** Parties read what different senders sent them at one stamp in an order drawn from this seed; rounds stay on (W1). */
  readonly shuffle?: string;
  /** What another world of the same script was set up from: for mutants. */
  readonly staged?: Staged;
  /** Parties played by somebody else, by address, or by role where there is only one. */
  readonly seats?: Readonly<Record<string, Seat>>;
  readonly run?: string;
  /** Default: the memory bus. The world closes it. */
  readonly bus?: Bus;
  /** Told of everything a party deals with, besides the journal. */
  readonly onInput?: (record: InputRecord) => void;
  readonly onProgress?: (now: number, messages: number) => void;
}

/** How far a world has come. */
export interface Standing {
  readonly now: Stamp;
  readonly parties: ReadonlyMap<Address, readonly Saved[]>;
  /** Messages so far, those of each round together. */
  readonly sent: readonly (readonly Envelope[])[];
  readonly steps: readonly StepRecord[];
  readonly refusals: readonly RefusalRecord[];
}
