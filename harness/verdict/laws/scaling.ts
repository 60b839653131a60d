/**
 * What is due of a Migration Day that more is demanded of than an SMSO can do (Guide 4.5.3; ruling R2-11, emulator profile): everybody's minimum first, the rest
 * by demand, whole Installations by the largest fraction.
 */

/** Installations an SMSO can do on a day, and what each Active Supplier gets of them before anybody gets more. */
const CAPACITY = 25_000;
const MINIMUM = 20;

export type Counts = ReadonlyMap<string, number>;

export const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, each) => sum + each, 0);

/** So many in proportion to the weights; of equal fractions the first by name. */
export const shares = (total: number, weights: Counts): Counts => {
  const whole = sumOf(weights);
  const exact = [...weights].map(([name, weight]) => ({ name, weight, share: whole === 0 ? 0 : Math.floor((total * weight) / whole), fraction: whole === 0 ? 0 : (total * weight) % whole }));
  const left = whole === 0 ? 0 : total - exact.reduce((sum, { share }) => sum + share, 0);
  const first = [...exact].sort((a, b) => b.fraction - a.fraction || (a.name < b.name ? -1 : 1)).slice(0, left).map(({ name }) => name);
  return new Map(exact.map(({ name, share }) => [name, share + (first.includes(name) ? 1 : 0)]));
};

/** @returns undefined where there is not even everybody's minimum: how that is lowered is nobody's but the emulator's. */
export const dueOf = (demands: Counts): Counts | undefined => {
  if (sumOf(demands) <= CAPACITY) return demands;
  const due = new Map([...demands].map(([name, demand]) => [name, Math.min(MINIMUM, demand)]));
  let left = CAPACITY - sumOf(due);
  if (left < 0) return undefined;
  let open = demands;
  for (;;) {
    const whole = sumOf(open);
    const [remainder, wanting] = [left, open];
    const met = [...wanting].filter(([name, demand]) => remainder * demand >= (demand - (due.get(name) ?? 0)) * whole);
    if (met.length === 0) break;
    for (const [name, demand] of met) {
      left -= demand - (due.get(name) ?? 0);
      due.set(name, demand);
    }
    open = new Map([...wanting].filter(([name]) => !met.some(([other]) => other === name)));
  }
  for (const [name, share] of shares(left, open)) due.set(name, (due.get(name) ?? 0) + share);
  return due;
};
