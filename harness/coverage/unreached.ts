/**
 * What no journey reaches of the machines, each with its reason: `<machine> <measure> <thing>` as `mehrs journeys` names it. A reason
 * for what is reached after all, or is no more, fails `mehrs journeys`.
 */
export const UNREACHED: Readonly<Record<string, string>> = {};
