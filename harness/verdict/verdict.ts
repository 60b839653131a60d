/** What the verdict is given and what it says. */
import type { Estate } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';

export interface Observed {
  readonly run: string;
  readonly ruleSet: string;
  readonly estate: Estate;
  /** Virtual ms; `to` is the moment up to which everything was seen. */
  readonly horizon: { readonly from: number; readonly to: number };
  /** All messages of the run in canonical order (stamp, to, from, seq). */
  readonly messages: readonly Envelope[];
  readonly expectedRowId?: string;
  /** Installation that is judged. */
  readonly subject: string;
}

export type Result = 'pass' | 'fail' | 'inconclusive';

export interface Finding {
  /** Name of the expectation, law or step. */
  readonly expectation: string;
  readonly clause: string;
  readonly result: Result;
  readonly detail: string;
  /** Where it was seen. */
  readonly stamps?: readonly Stamp[];
}

export interface Verdict {
  readonly result: Result;
  readonly rowId: string;
  readonly findings: readonly Finding[];
}

/** One broken expectation breaks the run; what could not be seen leaves it open. */
export const overall = (findings: readonly Finding[]): Result => {
  if (findings.some((each) => each.result === 'fail')) return 'fail';
  return findings.some((each) => each.result === 'inconclusive') ? 'inconclusive' : 'pass';
};
