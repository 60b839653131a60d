/** Estates and mishaps drawn at random, and the world that comes of them: made once per draw, for every law to look at. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { generateEstate, type Shape } from '../../harness/estate/index.ts';
import { SHAPES } from '../../harness/estate/shapes.ts';
import type { Fault, FaultPlan } from '../../harness/faults/plan.ts';
import { COHORT_OF, GROUP_IDS, address, type Estate, type GroupId, type Installation } from '../../protocol/domain.ts';
import { runWorld, type Run } from './support.ts';

/** What befalls one Installation's hub. `well` is the likeliest. */
export type Mishap =
  | { readonly kind: 'well' }
  /** Out of coverage from the authorisation until so long after the first hand-over attempt. */
  | { readonly kind: 'unheardDuringHandover'; readonly minutes: number }
  /** Out of coverage from the hand-over on, for so long after the S1SP's first attempt; undefined: for good. */
  | { readonly kind: 'unheardByS1sp'; readonly minutes: number | undefined };

export interface Draw {
  readonly seed: string;
  readonly installations: number;
  readonly groups: readonly GroupId[];
  readonly shapes: readonly Shape[];
  readonly commissionedBySupplierPercent: number;
  readonly priorityPercent: number;
  readonly mishaps: readonly Mishap[];
}

const minutes = (upTo: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: upTo });
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'well' } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unheardDuringHandover' as const), minutes: minutes(330) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unheardByS1sp' as const), minutes: fc.option(fc.oneof(minutes(120), minutes(200 * 60)), { nil: undefined }) }) },
);

export const draws: fc.Arbitrary<Draw> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }).map(String),
  installations: fc.integer({ min: 4, max: 10 }),
  groups: fc.uniqueArray(fc.constantFrom(...GROUP_IDS), { minLength: 1, maxLength: 7 }),
  shapes: fc.uniqueArray(fc.constantFrom(...SHAPES), { minLength: 1, maxLength: SHAPES.length }),
  commissionedBySupplierPercent: fc.constantFrom(0, 50, 100),
  priorityPercent: fc.constantFrom(0, 30, 100),
  mishaps: fc.array(mishap, { minLength: 10, maxLength: 10 }),
});

export const estateOf = ({ seed, installations, groups, shapes, commissionedBySupplierPercent, priorityPercent }: Draw): Estate =>
  generateEstate({ seed, installations, groups, shape: shapes, commissionedBySupplierPercent, priorityPercent });

const faultsOf = ({ id: installationId, groupId }: Installation, what: Mishap): readonly Fault[] => {
  const [lost, back] = [{ kind: 'environment', installationId, change: 'coverageLost' }, { kind: 'environment', installationId, change: 'coverageRestored' }] as const;
  const [smso, s1sp] = [address('smso', COHORT_OF[groupId]), address('s1sp', COHORT_OF[groupId])];
  if (what.kind === 'unheardDuringHandover') {
    return [
      { ...lost, afterMinutes: 0, on: { type: 'MA', nth: 1 } },
      { ...back, afterMinutes: what.minutes, on: { type: 'HANDOVER_REQUEST', key: installationId, nth: 1 } },
    ];
  }
  if (what.kind === 'well') return [];
  return [
    { ...lost, afterMinutes: 0, on: { from: smso, type: 'HANDOVER_RESPONSE', key: installationId, contains: '"result":"done"', nth: 1 } },
    ...(what.minutes === undefined ? [] : [{ ...back, afterMinutes: what.minutes, on: { from: s1sp, type: 'WAN_COMMAND' as const, key: installationId, nth: 1 } }]),
  ];
};

export const planOf = (draw: Draw): FaultPlan =>
  ({ name: 'drawn', faults: estateOf(draw).installations.flatMap((each, index) => faultsOf(each, draw.mishaps[index] ?? { kind: 'well' })) });

export const digest = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

const runs = new Map<string, Promise<Run>>();
export const makeRun = (draw: Draw): Promise<Run> => runWorld({ seed: draw.seed, estate: estateOf(draw), faults: planOf(draw) });
/** The run of a draw, made once. */
export const runOf = (draw: Draw): Promise<Run> => {
  const key = JSON.stringify(draw);
  const known = runs.get(key);
  if (known !== undefined) return known;
  const run = makeRun(draw);
  runs.set(key, run);
  return run;
};
