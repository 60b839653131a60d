/**
 * DCC's own planning for Installations without an Active Meter: when they migrate, what their suppliers are told before, and the
 * Migration Authorisation DCC writes for itself, as the suppliers are deemed to have authorised (Guide 3.3.2, 3.3.3, 4.5.5).
 */
import { COHORT_OF, device, type Installation } from '../domain.ts';
import { harmless } from '../files/csvTable.ts';
import { NO_CERTIFICATES, type ScheduledCertificates, type ScheduleRow } from '../files/schedule.ts';
import type { MaRecord } from '../files/types.ts';
import type { UpgradeRow } from '../files/upgradeNotice.ts';
import { addDays, type LocalDate } from '../time.ts';

/** What the MCC knows of an Installation it is to migrate of its own accord. */
export type DormantInstallation = Pick<Installation, 'id' | 'groupId' | 'mpan' | 'mprn' | 'electricity' | 'gas' | 'devices'>;

export interface Scheduled {
  readonly installation: DormantInstallation;
  readonly migrationDay: LocalDate;
}

const WEEK_DAYS = 7;

/** Fills the days of the week up to their capacity, in the order given; what has no room is left for a later week. */
export const schedule = (installations: readonly DormantInstallation[], migrationWeek: LocalDate, capacityPerDay: number): readonly Scheduled[] =>
  installations.slice(0, WEEK_DAYS * capacityPerDay)
    .map((installation, index) => ({ installation, migrationDay: addDays(migrationWeek, Math.floor(index / capacityPerDay)) }));

/** Suppliers of their Dormant meters, each once, in order of first appearance. */
export const suppliersOf = (scheduled: readonly Scheduled[]): readonly string[] =>
  [...new Set(scheduled.flatMap(({ installation: { electricity, gas } }) => [electricity, ...(gas === undefined ? [] : [gas])].filter(({ active }) => !active).map(({ supplier }) => supplier)))];

const ELECTRICITY = ['CHF', 'ESME'] as const;
const GAS = ['GSME', 'GPF'] as const;

/** What one supplier is told: the Dormant meters it is responsible for, with the hub behind the electricity meter. */
export const scheduleRows = (scheduled: readonly Scheduled[], supplier: string, migrationWeek: LocalDate): readonly ScheduleRow[] =>
  scheduled.flatMap(({ installation }): ScheduleRow[] => {
    const { groupId, mpan, mprn, electricity, gas } = installation;
    const withElectricity = electricity.supplier === supplier && !electricity.active;
    const withGas = gas?.supplier === supplier && !gas.active;
    if (!withElectricity && !withGas) return [];
    return [{
      mpan: withElectricity ? mpan : '', mprn: withGas ? mprn ?? '' : '', smso: COHORT_OF[groupId],
      from: migrationWeek, to: addDays(migrationWeek, WEEK_DAYS - 1),
      devices: [...(withElectricity ? ELECTRICITY : []), ...(withGas ? GAS : [])].flatMap((type) => {
        const found = device(installation, type);
        return found === undefined ? [] : [{ deviceType: type, deviceId: found.deviceId, serialNumber: harmless(found.serialNumber) }];
      }),
      priority: '', ...NO_CERTIFICATES,
    }];
  });

/** Model and firmware of every Device of the combination, as the Installation is to have them when it migrates (emulator profile). */
const combinationOf = (installation: DormantInstallation): string =>
  harmless([...ELECTRICITY, ...GAS].flatMap((type) => device(installation, type) ?? []).map(({ model, firmwareVersion }) => `${model} ${firmwareVersion}`).join(' + '));

/**
 * What one supplier is told before its meters are upgraded, a row a Device. Emulator profile: every Installation that is
 * scheduled is brought to its combination first, as the world keeps no record of what a Device had before.
 */
export const upgradeRows = (scheduled: readonly Scheduled[], supplier: string, earliestDate: LocalDate): readonly UpgradeRow[] =>
  scheduled.flatMap(({ installation }): UpgradeRow[] => {
    const { groupId, mpan, mprn, electricity, gas } = installation;
    const rowsOf = (mpxn: string, types: typeof ELECTRICITY | typeof GAS): UpgradeRow[] => types.flatMap((type) => {
      const found = device(installation, type);
      return found === undefined ? [] : [{
        mpxn, deviceId: found.deviceId, serialNumber: harmless(found.serialNumber), smso: COHORT_OF[groupId], targetDmc: combinationOf(installation), earliestDate,
      }];
    });
    return [...(electricity.supplier === supplier ? rowsOf(mpan, ELECTRICITY) : []), ...(gas?.supplier === supplier && mprn !== undefined ? rowsOf(mprn, GAS) : [])];
  });

/** The certificate ids that go with one fuel's meter. */
const ofElectricity = ({ esmeSupplierCritical, esmeSupplierNonCritical, esmeNetworkOperatorCritical, esmeNetworkOperatorNonCritical }: ScheduledCertificates) =>
  ({ esmeSupplierCritical, esmeSupplierNonCritical, esmeNetworkOperatorCritical, esmeNetworkOperatorNonCritical });
const ofGas = ({ gasSupplierCritical, gasSupplierNonCritical, gasNetworkOperatorCritical, gasNetworkOperatorNonCritical }: ScheduledCertificates) =>
  ({ gasSupplierCritical, gasSupplierNonCritical, gasNetworkOperatorCritical, gasNetworkOperatorNonCritical });

/**
 * DCC's record of one Installation (MA012-MA015): all its MPxNs and their suppliers, with the certificate ids that the
 * suppliers returned for their own meters.
 * @param returned a supplier's row for an MPxN, if it returned the schedule.
 */
export const dormantRecord = ({ installation, migrationDay }: Scheduled, migrationWeek: LocalDate, returned: (mpxn: string) => ScheduleRow | undefined): MaRecord => {
  const { mpan, mprn, electricity, gas } = installation;
  const rows = [returned(mpan), mprn === undefined ? undefined : returned(mprn)] as const;
  return {
    mpan, mprn: mprn ?? '', migrationWeek, migrateOn: migrationDay,
    priority: rows.some((row) => row?.priority === 'True') ? 'True' : 'False',
    // The Commissioning Party commissions every Installation with a Dormant Meter (Guide 3.3.4; MEHRS 2.6.8).
    toBeCommissionedByDCC: 'True',
    ...NO_CERTIFICATES, ...ofElectricity(rows[0] ?? NO_CERTIFICATES), ...ofGas(rows[1] ?? NO_CERTIFICATES),
    esmeSupplierId: electricity.supplier, gsmeSupplierId: gas?.supplier ?? '',
  };
};
