/**
 * `YYYY-MM-DDThh:mm:ssZ` and virtual ms, by arithmetic: a file carries many times and Temporal costs tens of
 * microseconds for each. Day numbers follow the civil calendar in eras of 400 years.
 */
const DAY = 86_400_000;
const LAST = 253_402_300_799_999; // 9999-12-31T23:59:59.999Z
const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** @param t ms since the epoch, 1970 to 9999; a fraction of a second is dropped, files carry whole seconds. */
export const writeUtc = (t: number): string => {
  if (!(t >= 0 && t <= LAST)) throw new RangeError(`time ${t} is outside 1970 to 9999`);
  const days = Math.floor(t / DAY);
  const seconds = Math.floor((t - days * DAY) / 1000);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(day)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}Z`;
};

/** Reads what `writeUtc` writes; the caller has checked the form (by schema or pattern). */
export const readUtc = (text: string): number =>
  Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10), +text.slice(11, 13), +text.slice(14, 16), +text.slice(17, 19));

/** The form, for files that no schema guards. */
export const UTC_PATTERN = /^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
