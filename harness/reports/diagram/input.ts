/** What a diagram is drawn from. */
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import type { DiagramFailure, DiagramNote } from './model.ts';

export interface DiagramInput {
  readonly title: string;
  readonly seed: string;
  readonly ruleSet: string;
  /** Of the journal. */
  readonly hash: string;
  /** In canonical order. */
  readonly messages: readonly Envelope[];
  /** With its MPxNs an Installation is found in the files that name no id. */
  readonly installations: readonly { readonly id: string; readonly groupId: string; readonly mpan?: string; readonly mprn?: string }[];
  readonly notes?: readonly DiagramNote[];
  /** Messages that were refused; failures that messages tell of are found in them. */
  readonly failures?: readonly DiagramFailure[];
  /** Bytes of one body and of all together; for tests and for pages that must be small. */
  readonly limits?: { readonly body: number; readonly total: number };
}
