/**
 * What the coverage report is a view of: one finished model, plain data that survives JSON unchanged. `writeCoverageReport` makes
 * the page, `coverage.json` and `junit.xml` of it and asks nobody else.
 */
import type { MachineCoverage, Ratio } from '../explore/coverage.ts';
import type { JourneysResult } from './result.ts';

/** One configuration, all its searches together. */
export interface ConfigurationModel {
  readonly name: string;
  readonly causes: number;
  readonly states: number;
  readonly transitions: number;
  readonly ends: number;
  /** Decimal. */
  readonly executions: string;
  readonly wallMs: number;
}

/** What becomes of a message that goes wrong, or of a party that crashes. */
export interface TroubleModel {
  readonly configuration: string;
  readonly kind: string;
  /** Of a crash: local states with an input that a party came back in. */
  readonly cells?: number;
  readonly fates: readonly { readonly message: string; readonly reactions: readonly string[]; readonly ends: readonly string[] }[];
  /** Lost, with neither a disposition nor an open Incident in the end. */
  readonly stranded: readonly FoundModel[];
}

/** Found without the clock, and never with it. */
export interface UntimedModel {
  readonly kind: string;
  readonly what: string;
  /** Where it was found. */
  readonly configurations: readonly string[];
  /** Steps of the shortest way there, in words. */
  readonly trace: readonly string[];
}

/** Something found wrong, with the shortest way there. */
export interface FoundModel {
  readonly configuration: string;
  readonly kind: string;
  readonly detail: string;
  /** For `mehrs replay`; empty where live parties cannot be brought there. */
  readonly replay: string;
  /** Steps. */
  readonly length: number;
  /** In words, where there is no replay. */
  readonly trace?: readonly string[];
}

/** What `mehrs explore` says; its keys are issue 5's. */
export interface ExplorationModel {
  readonly configurations: number;
  readonly states: number;
  readonly transitions: number;
  /** Decimal. */
  readonly executions: string;
  readonly wallMs: number;
  readonly catalogue: { readonly rows: number; readonly hit: number; readonly missing: readonly string[] };
  readonly coverage: Readonly<Record<'states' | 'transitions' | 'guardOutcomes' | 'cells', Ratio>> & { readonly transitionPairs?: Ratio };
  readonly undeclaredDrops: readonly FoundModel[];
  readonly unreachable: readonly string[];
  /** Found by the untimed search only. */
  readonly untimedOnly?: readonly UntimedModel[];
  readonly trouble?: readonly TroubleModel[];
  /** Two Installations in one file: causes that stop both, and how the other ends then. */
  readonly together?: readonly { readonly configuration: string; readonly alone: number; readonly shared: readonly { readonly row: string; readonly ends: readonly string[] }[] }[];
  readonly untimed?: { readonly states: number; readonly transitions: number; readonly truncated: readonly string[] };
  readonly violations: readonly FoundModel[];
  readonly each?: readonly ConfigurationModel[];
  /** What searches went through of each machine. */
  readonly machines?: readonly MachineCoverage[];
}

/** What `mehrs mutants --json` says. */
export interface MutantsModel {
  readonly total: number;
  readonly killed: number;
  readonly equivalent: readonly { readonly id: string; readonly reason: string }[];
  readonly surviving: readonly { readonly id: string; readonly fate?: string; readonly runs?: number }[];
}

/** A run as a sequence diagram: who told whom what, and when. */
export interface Sketch {
  readonly parties: readonly string[];
  readonly types: readonly string[];
  /** `[minutes since the first message, from, to, type]`: the last three are places in the lists above. */
  readonly messages: readonly (readonly [number, number, number, number])[];
}

export interface CoverageModel {
  /** Absent in a report of journeys alone. */
  readonly exploration?: ExplorationModel;
  readonly journeys?: JourneysResult;
  readonly mutants?: MutantsModel;
  /** By journey's name, for those that somebody may want to look at. */
  readonly sketches?: Readonly<Record<string, Sketch>>;
}
