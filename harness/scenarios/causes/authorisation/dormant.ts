/** MEHRS 4.1, 4.2: an Installation with a Dormant Meter whose hub is silent when its migration is to begin. */
import { londonTime } from '../../../../protocol/time.ts';
import type { Shape } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { DEVICE_CAUSES } from '../devices.ts';
import { FILE_CAUSES } from '../files.ts';
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

/** What befalls an Active Installation befalls a Dormant one too. @throws RangeError for a row that has no cause. */
const asDormant = (rowId: string, shape: Shape, weeks: number, causes: () => Causes = () => DEVICE_CAUSES): Cause => ({
  shape,
  world: () => ({ weeks }),
  faults: (installation, estate) => {
    const cause = causes()[rowId];
    if (cause === undefined) throw new RangeError(`no cause of ${rowId}`);
    return cause.faults(installation, estate);
  },
});

export const DORMANT_CAUSES: Causes = {
  '4.1-after-rollback': asDormant('2.6.2-timeout-contact-restored', 'dual-dormant', 6),
  '4.1-after-rollback-FOC': asDormant('2.6.2-wake-up-timeout-contact-restored', 'dual-dormant', 7),
  '4.2-after-rollback': asDormant('2.6.2-timeout-contact-restored', 'dual-active-dormant', 5),
  '4.2-after-rollback-FOC': asDormant('2.6.2-wake-up-timeout-contact-restored', 'dual-active-dormant', 6),
  '4.1-commissioning-failed': asDormant('2.7.5-C4', 'dual-dormant', 5),
  '4.1-commissioning-failed-FOC': asDormant('2.7.5-C4', 'dual-dormant', 5),
  '4.2-commissioning-failed': asDormant('2.7.5-C4', 'dual-active-dormant', 4),
  '4.2-commissioning-failed-FOC': asDormant('2.7.5-C4', 'dual-active-dormant', 4),
  '4.1-corrected-too-late': asDormant('2.5.9-X5.25-04-ma-expired', 'dual-dormant', 7, () => FILE_CAUSES),
  '4.2-corrected-too-late': asDormant('2.5.9-X5.25-04-ma-expired', 'dual-active-dormant', 5, () => FILE_CAUSES),
  '4.1-rescheduled': silentHub('dual-dormant', true),
  '4.1-not-rescheduled': silentAgain('dual-dormant'),
  '4.2-rescheduled': silentHub('dual-active-dormant', true),
  '4.2-not-rescheduled': silentAgain('dual-active-dormant'),
};
