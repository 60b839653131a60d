/** The data that a space-time diagram embeds. Short names: there are thousands of these. */

/** What a diagram is made of. Messages in canonical order: stamp, receiver, sender, sequence. */
export interface DiagramNote {
  readonly t: number;
  readonly n: number;
  readonly party: string;
  readonly text: string;
  readonly clause?: string;
}

/** A message that its receiver refused to act on, as the journal records it. */
export interface DiagramFailure {
  readonly t: number;
  readonly n: number;
  /** Who refused. */
  readonly party: string;
  readonly from: string;
  readonly type: string;
  readonly reason: string;
}

export const CATEGORIES = ['file', 'wan', 'key', 'commissioning', 'incident', 'report'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface PageBody {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly form: 'xml' | 'json' | 'csv' | 'text' | 'binary' | 'empty';
  /** As text, hexadecimal for `binary`; null when the page had no room for it. */
  readonly text: string | null;
  /** Bytes of which `text` is the beginning; absent where it is the whole. */
  readonly cutAt?: number;
}

/** `[time, n, from, to, type, key, seq, body, failure, installations]`: indices, but for n and seq; failure -1 for none. */
export type PageMessage = readonly [number, number, number, number, number, number, number, number, number, readonly number[]];

export interface PageData {
  readonly title: string;
  readonly seed: string;
  readonly ruleSet: string;
  readonly hash: string;
  readonly parties: readonly { readonly id: string; readonly name: string; readonly token: string; readonly about: string }[];
  readonly types: readonly { readonly id: string; readonly category: Category }[];
  readonly keys: readonly string[];
  /** Virtual ms, London text `2020-11-09 00:05:00`, and `GMT` or `BST`. */
  readonly times: readonly (readonly [number, string, string])[];
  readonly failures: readonly string[];
  readonly installations: readonly { readonly id: string; readonly groupId: string }[];
  readonly bodies: readonly PageBody[];
  readonly messages: readonly PageMessage[];
  /** Position: before the message of this index. */
  readonly notes: readonly { readonly before: number; readonly time: number; readonly party: number; readonly text: string; readonly clause: string; readonly failure: boolean }[];
}
