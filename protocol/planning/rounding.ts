/** Whole numbers in proportion, by the method of largest remainders: exact, and the same whatever order is asked in (law L9). */

/** One claimant; names are distinct and break ties. */
export interface Claim {
  readonly name: string;
  /** Whole, 0 or more. */
  readonly weight: number;
}

/** @throws RangeError beyond 2^53, where products are no longer exact. */
export const product = (a: number, b: number): number => {
  const value = a * b;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${a} × ${b} is too large to be shared exactly`);
  return value;
};

/** Larger first, then by name. */
const order = <T extends { readonly name: string }>(size: (each: T) => number) => (a: T, b: T): number => size(b) - size(a) || (a.name < b.name ? -1 : 1);

/**
 * Shares `total` out by weight. Each share is its quota rounded down or up, so no share exceeds its weight while
 * `total` does not exceed the weights together.
 * @throws RangeError for numbers that are not whole, below zero or too large.
 */
export const apportion = (total: number, claims: readonly Claim[]): ReadonlyMap<string, number> => {
  for (const number of [total, ...claims.map(({ weight }) => weight)]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number}: a whole number from 0 expected`);
  }
  const sum = claims.reduce((all, { weight }) => all + weight, 0);
  if (sum === 0) return new Map(claims.map(({ name }) => [name, 0]));
  const shares = claims.map(({ name, weight }) => {
    const numerator = product(total, weight);
    return { name, weight, share: Math.floor(numerator / sum), remainder: numerator % sum };
  });
  let left = total - shares.reduce((all, { share }) => all + share, 0);
  const result = new Map<string, number>();
  for (const { name, share, remainder } of [...shares].sort(order(({ remainder: size }) => size))) {
    const extra = left > 0 && remainder > 0 ? 1 : 0;
    left -= extra;
    result.set(name, share + extra);
  }
  return result;
};
