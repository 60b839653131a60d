export { judge } from './judge.ts';
export { incidentsOf, outcomesOf } from './outcomes.ts';
export { overall } from './verdict.ts';
export { readMessage } from './reader.ts';
export type { Reader, Reading } from './reader.ts';
export type { Finding, Observed, Result, Verdict } from './verdict.ts';
