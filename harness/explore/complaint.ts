/** What is wrong in an explored graph: where it shows, and the way there. */

export interface Breach {
  readonly law: string;
  readonly detail: string;
  /** State it shows in. */
  readonly state: number;
}

/** A complaint as it is told. */
export interface Found {
  readonly configuration: string;
  readonly kind: 'undeclaredDrop' | 'crash' | 'refusal' | 'law' | 'stranded' | 'comeback' | 'truncated';
  readonly detail: string;
  /** For live parties; empty where they cannot be brought there. */
  readonly replay: string;
  /** Steps to it. */
  readonly length: number;
  /** The way in words, where there is no replay. */
  readonly trace?: readonly string[];
}
