/**
 * MPAN and MPRN: shape and check digits. Both rules are common knowledge of the industry, not of the MEHRS.
 * MPAN core: 13 digits, the last one the sum of the others weighted with primes, modulo 11, modulo 10.
 * MPRN: 6 to 10 digits, the last two the sum of the others weighted with n..1, modulo 11, written with two digits.
 */
const MPAN_WEIGHTS = [3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43] as const;

const weightedSum = (digits: string, weight: (position: number) => number): number => {
  let sum = 0;
  for (let position = 0; position < digits.length; position += 1) sum += (digits.charCodeAt(position) - 48) * weight(position);
  return sum;
};

const mpanCheckDigit = (first12: string): string =>
  String((weightedSum(first12, (position) => MPAN_WEIGHTS[position]!) % 11) % 10);

const mprnCheckDigits = (stem: string): string =>
  String(weightedSum(stem, (position) => stem.length - position) % 11).padStart(2, '0');

export const isMpan = (text: string): boolean => /^\d{13}$/.test(text) && text[12] === mpanCheckDigit(text.slice(0, 12));

export const isMprn = (text: string): boolean => /^\d{6,10}$/.test(text) && text.slice(-2) === mprnCheckDigits(text.slice(0, -2));

/**
 * The n-th MPAN of a distributor.
 * @param distributor distributor id, 10 to 29. @param n 0 to 9,999,999,999.
 */
export const makeMpan = (distributor: number, n: number): string => {
  if (!Number.isInteger(distributor) || distributor < 10 || distributor > 29) throw new RangeError(`distributor id 10..29 expected, not ${distributor}`);
  if (!Number.isInteger(n) || n < 0 || n > 9_999_999_999) throw new RangeError(`n 0..9999999999 expected, not ${n}`);
  const first12 = `${distributor}${String(n).padStart(10, '0')}`;
  return first12 + mpanCheckDigit(first12);
};

/** The n-th ten-digit MPRN. @param n 0 to 89,999,999; the number never begins with 0. */
export const makeMprn = (n: number): string => {
  if (!Number.isInteger(n) || n < 0 || n > 89_999_999) throw new RangeError(`n 0..89999999 expected, not ${n}`);
  const stem = String(10_000_000 + n);
  return stem + mprnCheckDigits(stem);
};
