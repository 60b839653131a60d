/**
 * Why no journey reaches something of a machine. "Takes two causes at once" is what exploration with more than one cause is for; a journey
 * can be made of it in `harness/scenarios/excursions.ts`.
 */
export interface Reason {
  readonly machines: readonly string[];
  /** `<state> <event>`. */
  readonly cells: readonly string[];
  /** States that nothing enters. */
  readonly states?: readonly string[];
  readonly reason: string;
}
