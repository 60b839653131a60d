/** The ways in which a whole file fails Table 5.9 (ruling R2-04): which of the emulator's checks finds it, and a Group ID or two it is shown for. */
import type { GroupId } from '../../../../domain.ts';

export interface Variant {
  /** Token of the row id, which begins with the check's. */
  readonly name: string;
  readonly check: string;
  /** What is wrong with the file. */
  readonly what: string;
}

const variant = (name: string, what: string): Variant => ({ name, check: name.slice(0, 'X5.9-00'.length), what });

/** The one that is played to every end for every group. */
export const SIGNATURE = variant('X5.9-02', 'its signature does not verify');

export const UNREADABLE = variant('X5.9-01-truncated', 'it breaks off half way');
const ALSO: readonly Variant[] = [
  UNREADABLE,
  variant('X5.9-01-schema', 'it has an element that the schema does not know'),
  variant('X5.9-03-revoked', 'its signing certificate has been revoked'),
  variant('X5.9-03-expired', 'its signing certificate has expired'),
  variant('X5.9-03-not-yet-valid', 'its signing certificate is not valid yet'),
  variant('X5.9-03-unknown-issuer', 'its signing certificate comes from an authority outside the trusted root'),
  variant('X5.9-04', 'it is signed by a party of another Remote Party Role'),
  variant('X5.9-05', 'it is signed by somebody other than its sender'),
  variant('X5.9-06', 'its counter is no higher than the last one'),
  variant('X5.9-07', 'it names a Group ID that its recipient does not serve'),
  variant('X5.9-08', 'its Migration Header is not that of the set'),
  variant('X5.9-09', 'an Installation stands in it twice'),
];

const ROUND: readonly GroupId[] = ['AA', 'CB', 'EA', 'BA', 'EB', 'CA'];

/** Every other variant for one group each, all groups in turn; those that no recipient of the file can meet left out. */
export const otherVariants = (without: readonly string[], turn: number, da = false): readonly (readonly [Variant, readonly GroupId[]])[] => {
  const round: readonly GroupId[] = da ? [...ROUND, 'DA'] : ROUND;
  return ALSO.filter(({ name }) => !without.includes(name)).map((each, index) => [each, [round[(index + turn) % round.length] ?? 'CB']]);
};
