/** Who plays whom when the user does not say: every role in so many processes, the busiest apart. */
import { ROLES, type Role } from '../../protocol/domain.ts';

/** By how much they have to do, the most first. */
const BUSIEST: readonly Role[] = ['s1sp', 'dsp', 'rp', 'devices', 'dco', 'cp', 'supplier', 'bimi', 'mcc', 'smso', 'csp', 'mcfvf', 'networkOperator'];

export const MAX_PROCESSES = ROLES.length;

export interface Cast {
  /** Of the process: its first role. */
  readonly name: string;
  /** Addresses or roles. */
  readonly parties: readonly string[];
  /** It is a worker of them, and plays none itself. */
  readonly works?: true;
}

/** @throws RangeError unless 1 to `MAX_PROCESSES`. */
export const castsFor = (processes: number): readonly Cast[] => {
  if (!Number.isInteger(processes) || processes < 1 || processes > MAX_PROCESSES) throw new RangeError(`${processes} processes: 1 to ${MAX_PROCESSES} expected`);
  const casts: Role[][] = Array.from({ length: processes }, () => []);
  // There and back, so that who has the busiest has the idlest too.
  BUSIEST.forEach((role, index) => {
    const lap = Math.floor(index / processes);
    const at = index % processes;
    casts[lap % 2 === 0 ? at : processes - 1 - at]?.push(role);
  });
  return casts.map((parties) => ({ name: parties[0] as string, parties }));
};

/** @param at from 0. */
export const workerName = (party: string, at: number): string => `${party}-worker-${at + 1}`;

/** @param workers how many of each party or role. */
export const workerCasts = (workers: Readonly<Record<string, number>>): readonly Cast[] =>
  Object.entries(workers).flatMap(([party, count]) => Array.from({ length: count }, (_, at): Cast => ({ name: workerName(party, at), parties: [party], works: true })));

/** Who plays, or works for, whom. */
export const partsOf = (casts: readonly Cast[], works: boolean): ReadonlyMap<string, readonly string[]> =>
  new Map(casts.filter((cast) => (cast.works === true) === works).map(({ name, parties }) => [name, parties]));
