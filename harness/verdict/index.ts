export { judge } from './judge.ts';
export { readMessage } from './reader.ts';
export type { Reader, Reading } from './reader.ts';
export type { Finding, Observed, Result, Verdict } from './verdict.ts';
