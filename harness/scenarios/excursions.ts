/**
 * Worlds beside the catalogue's, for ways of the machines that no single row goes: the causes of several rows at one Installation, a
 * system that is lost again while it is down, several Installations of every kind at once. The laws are held against them.
 */
import type { GroupId } from '../../protocol/domain.ts';
import { generateEstate, type Shape } from '../estate/index.ts';
import type { Fault } from '../faults/plan.ts';
import { DEFAULT_SEED } from '../world/world.ts';
import { SUPPLIERS, scenarioFor, type Scenario } from './scenario.ts';

export interface Excursion {
  readonly groupId: GroupId;
  /** Rows whose causes strike together; the first says what Installation it is. */
  readonly rows: readonly string[];
  /** What strikes besides. */
  readonly faults?: readonly Fault[];
  /** Every outage comes once more, so many minutes after its cause. */
  readonly againAfterMinutes?: readonly number[];
  /** In place of the one: so many of this shape. */
  readonly installations?: number;
  readonly shape?: Shape;
  /** How long the people of a section's Incidents take, in place of what the rows say. */
  readonly resolutionMinutes?: Readonly<Record<string, number>>;
}

const again = (faults: readonly Fault[], minutes: readonly number[]): readonly Fault[] =>
  faults.flatMap((fault) => (fault.kind === 'outage' ? minutes.map((afterMinutes) => ({ ...fault, afterMinutes })) : []));

/** @throws RangeError for one of no rows, or of a row no cause is known for. */
export const scenarioOf = ({ groupId, rows, faults: more = [], againAfterMinutes = [], installations, shape = 'dual-active', resolutionMinutes = {} }: Excursion, seed = DEFAULT_SEED): Scenario => {
  const [first, ...others] = rows.map((row) => scenarioFor(row, groupId, seed));
  if (first === undefined) throw new RangeError('an excursion of no rows');
  const faults: readonly Fault[] = [
    ...[first, ...others].flatMap(({ world }) => world.faults.faults).filter((fault) => fault.kind !== 'resolution' || resolutionMinutes[fault.section] === undefined),
    ...more,
    ...Object.entries(resolutionMinutes).map(([section, minutes]): Fault => ({ kind: 'resolution', section, minutes })),
  ];
  const estate = installations === undefined ? first.world.estate : generateEstate({ seed, installations, groups: [groupId], shape, suppliers: SUPPLIERS });
  return { ...first, isPlain: false, world: { ...first.world, estate, faults: { name: rows.join(' + '), faults: [...faults, ...again(faults, againAfterMinutes)] } } };
};

/** All kinds of moments: at once, before anybody has noticed, while the Incident is open. */
const outageAgain = (row: string): Excursion => ({ groupId: 'CB', rows: [row], againAfterMinutes: [0, 1, 30, 60, 120] });
const sixAt = (row: string, shape: Shape = 'dual-active'): Excursion => ({ groupId: 'CB', rows: [row], installations: 6, shape });

/** By name. */
export const EXCURSIONS: Readonly<Record<string, Excursion>> = {
  'forecast-library-lost-again': outageAgain('2.1.1-forecast-in-time'),
  'commitment-library-lost-again': outageAgain('2.1.2-commitment'),
  'common-file-system-lost-again': outageAgain('2.4.1-outage-in-time'),
  'validation-system-lost-again': outageAgain('2.4.4-outage-in-time'),
  's1sp-lost-again': outageAgain('2.6.1-s1sp-in-time'),
  'dco-lost-again': outageAgain('2.6.1-dco-in-time'),
  'dco-lost-again-while-its-incident-is-open': outageAgain('2.6.1-dco-keys'),
  'commissioning-party-lost-again': outageAgain('2.7.1-outage'),
  'dsp-lost-again': outageAgain('2.7.4-outage'),
  'six-wait-for-the-commissioning-party': sixAt('2.7.1-outage'),
  'six-wait-for-the-dsp': sixAt('2.7.4-outage'),
  'six-wait-for-the-s1sp': sixAt('2.7.6-outage'),
  'six-of-two-suppliers-end-within-the-hour': sixAt('guide-7.2.1-split', 'dual-split-active'),
  // The library goes down when everything of the calendar is in it, and is missed with the authorisation.
  'dormant-schedule-without-its-library': {
    groupId: 'CB', rows: ['guide-7.2.1-active-dormant'], resolutionMinutes: { '2.1.2': 300 },
    faults: [{ kind: 'outage', on: { type: 'MDC', nth: 1 }, afterMinutes: 13 * 24 * 60, party: 'mcc', system: 'sharePoint' }],
  },
  'dsp-down-for-days': { groupId: 'CB', rows: ['2.7.4-outage'], resolutionMinutes: { '2.7.4': 3 * 24 * 60 } },
  'refused-group-file-and-commissioning-file-without-its-set': { groupId: 'CB', rows: ['2.5.7-X5.9-02-too-late', '2.7.2-X2.7.2-01'] },
};
