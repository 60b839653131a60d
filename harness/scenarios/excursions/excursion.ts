/** A world beside the catalogue's, for ways of the machines that no single row goes. What is held against it: `harness/journeys/excursions.ts`. */
import type { Estate, GroupId, Installation } from '../../../protocol/domain.ts';
import { generateEstate, type Shape } from '../../estate/index.ts';
import type { Fault } from '../../faults/plan.ts';
import { DEFAULT_SEED } from '../../world/world.ts';
import type { Cause } from '../cause.ts';
import { SUPPLIERS, scenarioFor, type Scenario } from '../scenario.ts';

/** What strikes, given the Installation it is about. */
export type Striking = (installation: Installation, estate: Estate, seed: string) => readonly Fault[];

export interface Excursion {
  readonly groupId: GroupId;
  /** Rows whose causes strike together; the first says what Installation it is, and its world. */
  readonly rows: readonly string[];
  /** What strikes besides. */
  readonly faults?: Striking;
  /** In place of the first row's: so many Installations, of this shape, of more groups than the one. */
  readonly installations?: number;
  readonly shape?: Shape | readonly Shape[];
  readonly groups?: readonly GroupId[];
  /** What else is different about the world, besides what the first row has. */
  readonly world?: Cause['world'];
  /** How long the people of a section's Incidents take, in place of what the rows say. */
  readonly resolutionMinutes?: Readonly<Record<string, number>>;
}

export type Excursions = Readonly<Record<string, Excursion>>;

const estateOf = (first: Scenario, { groupId, groups = [], installations, shape = first.shape }: Excursion, seed: string): Estate => (installations === undefined && groups.length === 0 ? first.world.estate
  : generateEstate({
    seed, installations: installations ?? groups.length + 1, groups: [groupId, ...groups], shape, paymentMode: 'credit', suppliers: SUPPLIERS, commissionedBySupplierPercent: first.commissionedBySupplier ? 100 : 0,
  }));

/** @throws RangeError for one of no rows, or of a row no cause is known for. */
export const scenarioOf = (excursion: Excursion, seed = DEFAULT_SEED): Scenario => {
  const { groupId, rows, faults: more = () => [], world = () => ({}), resolutionMinutes = {} } = excursion;
  const [first, ...others] = rows.map((row) => scenarioFor(row, groupId, seed));
  if (first === undefined) throw new RangeError('an excursion of no rows');
  const estate = estateOf(first, excursion, seed);
  const [subject] = estate.installations;
  if (subject === undefined) throw new RangeError('at least one Installation expected');
  const faults: readonly Fault[] = [
    ...[first, ...others].flatMap(({ world: { faults: plan } }) => plan.faults).filter((fault) => fault.kind !== 'resolution' || resolutionMinutes[fault.section] === undefined),
    ...more(subject, estate, seed),
    ...Object.entries(resolutionMinutes).map(([section, minutes]): Fault => ({ kind: 'resolution', section, minutes })),
  ];
  return { ...first, subject, isPlain: false, world: { ...first.world, ...world(subject, estate, seed), estate, faults: { name: rows.join(' + ').slice(0, 100), faults: [...faults] } } };
};
