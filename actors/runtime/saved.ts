/**
 * What a party remembers, as records: its store, its machines, its deadlines, how far it has sent and read. A step changes
 * a few of them; all of them put back, in order, make the party as it was (design 8, transport page: state as a log).
 */

export interface Saved {
  readonly kind: 'record' | 'machine' | 'deadline' | 'sequence' | 'position';
  /** Of its kind: `table/key`, `machine/key`, `machine/key/timer`, an address, a name. */
  readonly id: string;
  /** Absent: it is no more. */
  readonly value?: unknown;
}
