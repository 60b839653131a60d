/** Outcomes of Installations that a party tells in batches: of one Installation the newest counts, in a file that is made again too. */

interface Outcome {
  readonly installationId: string;
}

/** @param newer in place of what `known` says of the same Installations. */
export const newest = <T extends Outcome>(known: readonly T[], newer: readonly T[]): readonly T[] =>
  [...known.filter(({ installationId }) => !newer.some((each) => each.installationId === installationId)), ...newer];
