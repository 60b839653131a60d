/** Mutants that no observer of the bus can tell from the original, each with its reason. One that is killed, or is no more, is taken off (checked). */
export const EQUIVALENT: Readonly<Record<string, string>> = {};
