/** A meter that is busy or in the wrong mode when it is tried, in one Migration Week or several (consultation of April 2022). */
import type { Fault } from '../../../faults/plan.ts';
import type { RuleSetId } from '../../../../protocol/mehrs/parameters/ruleSets.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

/** Mondays after and before 24 May 2022, when the codes came into force. */
const AFTER = '2022-06-13';
const BEFORE = '2022-05-16';

type Change = 'busy' | 'wrongMode' | 'back';

/** What the ESME is like from the n-th validation on; a change of trouble goes by way of being well. */
const esme = (changes: readonly (readonly [nth: number, change: Change])[], ruleSet: RuleSetId, migrationWeek: string | undefined, weeks = 1): Cause => ({
  faults: (installation) => changes.map(([nth, change]): Fault => (
    { kind: 'environment', on: { from: cohortParty('rp', installation), to: 'mcc', type: 'MAVR', nth }, afterMinutes: 0, installationId: installation.id, device: 'ESME', change })),
  world: () => ({ ruleSet, weeks, ...(migrationWeek === undefined ? {} : { migrationWeek }) }),
});

export const BUSY_DEVICE_CAUSES: Causes = {
  '2.4.2-MA534': esme([[1, 'busy']], 'v7.1', AFTER),
  '2.4.2-MA535': esme([[1, 'wrongMode']], 'v7.1', AFTER),
  '2.4.2-busy-v3.1': esme([[1, 'busy']], 'v3.1', undefined),
  '2.4.2-wrong-mode-v3.1': esme([[1, 'wrongMode']], 'v3.1', undefined),
  '2.4.2-busy-before-24-May-2022': esme([[1, 'busy']], 'v7.1', BEFORE),
  '2.4.2-MA534-three-in-a-row': esme([[1, 'busy']], 'v7.1', AFTER, 4),
  '2.4.2-MA535-three-in-a-row': esme([[1, 'wrongMode']], 'v7.1', AFTER, 4),
  '2.4.2-MA534-not-in-a-row': esme([[1, 'busy'], [2, 'back'], [2, 'wrongMode'], [3, 'back'], [3, 'busy']], 'v7.1', AFTER, 3),
  '2.4.2-MA534-then-well': esme([[1, 'busy'], [3, 'back']], 'v7.1', AFTER, 3),
  '2.4.2-MA999-three-in-a-row': esme([[1, 'busy']], 'v3.1', undefined, 3),
};
