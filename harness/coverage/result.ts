/** What `mehrs journeys` comes to, as plain data. */
import { ALL_MACHINES } from '../../machines/index.ts';
import { pairsOf, type Ratio } from '../explore/coverage.ts';
import type { GroupId } from '../../protocol/domain.ts';
import type { JourneyCoverage, Unreached } from './travelled.ts';

export interface JourneyLine {
  /** `<row> <Group ID>` of the first row it is for, or its name as an excursion. */
  readonly name: string;
  /** Empty for an excursion. */
  readonly rows: readonly string[];
  readonly groupId: GroupId;
  readonly passed: boolean;
  readonly failures: readonly string[];
  readonly messages: number;
  readonly journalSha256: string;
  readonly shuffled: boolean;
  readonly followed: boolean;
  readonly wallMs: number;
}

export interface JourneysResult {
  readonly journeys: number;
  readonly passed: number;
  readonly bus: string;
  readonly wallMs: number;
  /** Whether every Group ID and row was played: only then does what is not reached say anything. */
  readonly whole: boolean;
  readonly holds: boolean;
  readonly shuffled: number;
  readonly followed: number;
  /** A row once for each Group ID, `<row> <Group ID>`. */
  readonly catalogue: { readonly rows: number; readonly hit: number; readonly missing: readonly string[] };
  readonly coverage: Readonly<Record<'states' | 'transitions' | 'guardOutcomes' | 'cells' | 'transitionPairs', Ratio>>;
  readonly unreached: readonly Unreached[];
  readonly staleReasons: readonly string[];
  readonly covering: JourneyCoverage['covering'];
  readonly machines: JourneyCoverage['machines'];
  readonly each: readonly JourneyLine[];
}

/** @param rows `<row> <Group ID>` of everything that was to be played. */
export const resultOf = (rows: readonly string[], each: readonly JourneyLine[], coverage: JourneyCoverage, { bus, wallMs, whole }: Pick<JourneysResult, 'bus' | 'wallMs' | 'whole'>): JourneysResult => {
  const hit = new Set(each.filter(({ passed }) => passed).flatMap(({ rows: of, groupId }) => of.map((row) => `${row} ${groupId}`)));
  const missing = rows.filter((row) => !hit.has(row));
  const unreached = whole ? coverage.unreached : [];
  const staleReasons = whole ? coverage.staleReasons : [];
  const possible = ALL_MACHINES.flatMap(pairsOf);
  return {
    journeys: each.length, passed: each.filter(({ passed }) => passed).length, bus, wallMs, whole,
    holds: missing.length + staleReasons.length === 0 && each.every(({ passed }) => passed) && unreached.every(({ reason }) => reason !== undefined),
    shuffled: each.filter(({ shuffled }) => shuffled).length, followed: each.filter(({ followed }) => followed).length,
    catalogue: { rows: rows.length, hit: rows.length - missing.length, missing },
    coverage: { ...coverage.totals, transitionPairs: { hit: possible.filter((pair) => coverage.pairs.has(pair)).length, total: possible.length } },
    unreached, staleReasons, covering: coverage.covering, machines: coverage.machines, each,
  };
};
