/** A statechart as a finite table of plain values: what the explorer walks instead of calling XState (design 5.2). */
import type { Role } from '../../protocol/domain.ts';

/**
 * One local state. Two snapshots are the same state only when value, context and armed timers agree: a timer that has run
 * out leaves value and context as they were (design 4.7).
 */
export interface LocalState {
  /** XState's value as text, e.g. `authorised.handingOver.attempting`. */
  readonly value: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Armed timers, as the events they raise (`xstate.after.<delay>.<state>`), sorted. */
  readonly timers: readonly string[];
  /** Tagged as an end of this machine. */
  readonly ended: boolean;
}

/** What entering a machine or taking an event does. */
export interface Consequence {
  /** Index into `Table.states`. */
  readonly next: number;
  /** Emitted effects, in order. */
  readonly effects: readonly string[];
  /** Timers armed and cancelled, as the events they raise; a timer that is re-armed is in both. */
  readonly armed: readonly string[];
  readonly cancelled: readonly string[];
}

export interface Start extends Consequence {
  /** Index into the module's `inputs`. */
  readonly input: number;
}

export interface Cell extends Consequence {
  /** Index into `Table.states`. */
  readonly state: number;
  /** Index into `Table.events`. */
  readonly event: number;
  /** Whether the state lists the event at all (K4); when it does not, the cell changes nothing. */
  readonly declared: boolean;
  /** Ids of the transitions taken; empty when not declared or when every guard is false. */
  readonly taken: readonly string[];
}

export interface Table {
  readonly machine: string;
  readonly role: Role;
  /** Event types: the module's alphabet first, then the timers in the order they were met. */
  readonly events: readonly string[];
  readonly states: readonly LocalState[];
  readonly starts: readonly Start[];
  /** Breadth first from the starts; one cell per local state and event of the alphabet, and per armed timer. */
  readonly cells: readonly Cell[];
  /** Ids of the state nodes that some local state is in, ancestors included. */
  readonly reached: readonly string[];
  /** Set when the machine has more than `MAX_STATES` local states and the table stops short. */
  readonly truncated: boolean;
}

/** XState's name of an `after` timer, and the delay in it: `xstate.after.<delay>.<state>`. */
export const AFTER = 'xstate.after.';
export const delayOf = (timer: string): string => timer.slice(AFTER.length).split('.', 1)[0] as string;
