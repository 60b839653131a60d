/** MEHRS 4.1, 4.2: an Installation with a Dormant Meter whose hub is silent when its migration is to begin. */
import { londonTime } from '../../../../protocol/time.ts';
import type { Shape } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

const SILENT_SINCE = londonTime('2020-10-20', '12:00');
/** DCC's notice of a Migration Schedule takes 15 working days; an Active Supplier is quicker. */
const WEEKS: Readonly<Partial<Record<Shape, number>>> = { 'dual-dormant': 6, 'dual-active-dormant': 4 };

/** Noticed by the SMSO once the authorisation has been accepted. @param mended whether the SMSO brings the hub back when it is asked. */
const silentHub = (shape: Shape, mended: boolean): Cause => ({
  shape,
  world: () => ({ weeks: WEEKS[shape] ?? 1 }),
  faults: (installation) => {
    const rp = cohortParty('rp', installation);
    const silence = (on: Extract<Fault, { kind: 'record' }>['on'], wanSince: number | null): Fault =>
      ({ kind: 'record', on, afterMinutes: 60, party: rp, table: 'silences', key: installation.id, set: { wanSince } });
    return [silence({ from: rp, type: 'MAVR', nth: 1 }, SILENT_SINCE), ...(mended ? [silence({ from: 'mcc', type: 'DORMANT_TRIAGE', nth: 1 }, null)] : [])];
  },
});

/** The second attempt's authorisation is looked at while the hub is heard for a moment, and the migration begins in silence again. */
const silentAgain = (shape: Shape): Cause => {
  const first = silentHub(shape, true);
  return {
    ...first,
    faults: (installation, estate) => {
      const rp = cohortParty('rp', installation);
      return [...first.faults(installation, estate), { kind: 'record', on: { from: rp, type: 'MAVR', nth: 2 }, afterMinutes: 60, party: rp, table: 'silences', key: installation.id, set: { wanSince: SILENT_SINCE } }];
    },
  };
};

export const DORMANT_CAUSES: Causes = {
  '4.1-rescheduled': silentHub('dual-dormant', true),
  '4.1-not-rescheduled': silentAgain('dual-dormant'),
  '4.2-rescheduled': silentHub('dual-active-dormant', true),
  '4.2-not-rescheduled': silentAgain('dual-active-dormant'),
};
