/** The Migration Authorisation records that suppliers, or DCC for Dormant Installations, would write for an Installation. */
import type { CertificateId, Installation } from '../../protocol/domain.ts';
import type { MaRecord, MaybeCertificateId } from '../../protocol/files/types.ts';
import type { LocalDate } from '../../protocol/time.ts';

/** SEC Party Signifier of a supplier, or DCC itself (Guide 4.5.5: deemed authorisation of Dormant Installations). */
export type Authoriser = string;
export const DCC: Authoriser = 'dcc';

export interface PartyCertificates {
  readonly critical: CertificateId;
  readonly nonCritical: CertificateId;
}

export interface MaRecordOptions {
  /** A Monday. */
  readonly migrationWeek: LocalDate;
  readonly migrateOn?: LocalDate;
  /** Certificate ids of a SEC Party by its signifier; undefined leaves them out. */
  certificates(signifier: string): PartyCertificates | undefined;
  /** Default the first of `authorisersOf`. */
  readonly authoriser?: Authoriser;
  /** Default false. */
  readonly priority?: boolean;
  /** Default true. */
  readonly toBeCommissionedByDCC?: boolean;
}

/** Who has to authorise: each Active Supplier once, electricity first; DCC where no meter is Active (Guide 4.5.5). */
export const authorisersOf = ({ electricity, gas }: Pick<Installation, 'electricity' | 'gas'>): readonly Authoriser[] => {
  const active = [electricity, gas].filter((supply) => supply?.active === true).map((supply) => supply!.supplier);
  return active.length === 0 ? [DCC] : [...new Set(active)];
};

const NONE: MaybeCertificateId = { serial: '', issuer: '' };
const flag = (value: boolean): string => (value ? 'True' : 'False');

/** One authoriser's record. It names the MPxNs that the authoriser operates; DCC's names all, with the suppliers. */
export const maRecordFor = (installation: Installation, options: MaRecordOptions): MaRecord => {
  const { electricity, gas, mpan, mprn = '' } = installation;
  const { migrationWeek, migrateOn = '', priority = false, toBeCommissionedByDCC = true } = options;
  const authoriser = options.authoriser ?? authorisersOf(installation)[0]!;
  const covers = (supply: Installation['gas']): boolean =>
    supply !== undefined && (authoriser === DCC ? !supply.active : supply.active && supply.supplier === authoriser);
  const ids = (signifier: string | undefined, covered: boolean): { critical: MaybeCertificateId; nonCritical: MaybeCertificateId } =>
    (covered && signifier !== undefined ? options.certificates(signifier) : undefined) ?? { critical: NONE, nonCritical: NONE };
  const withElectricity = covers(electricity);
  const withGas = covers(gas);
  const esmeSupplier = ids(electricity.supplier, withElectricity);
  const gasSupplier = ids(gas?.supplier, withGas);
  const esmeNetworkOperator = ids(electricity.networkOperator, withElectricity);
  const gasNetworkOperator = ids(gas?.networkOperator, withGas);
  return {
    mpan: withElectricity ? mpan : '',
    mprn: withGas ? mprn : '',
    migrationWeek, migrateOn,
    priority: flag(priority),
    toBeCommissionedByDCC: flag(toBeCommissionedByDCC),
    esmeSupplierCritical: esmeSupplier.critical, esmeSupplierNonCritical: esmeSupplier.nonCritical,
    gasSupplierCritical: gasSupplier.critical, gasSupplierNonCritical: gasSupplier.nonCritical,
    esmeNetworkOperatorCritical: esmeNetworkOperator.critical, esmeNetworkOperatorNonCritical: esmeNetworkOperator.nonCritical,
    gasNetworkOperatorCritical: gasNetworkOperator.critical, gasNetworkOperatorNonCritical: gasNetworkOperator.nonCritical,
    esmeSupplierId: authoriser === DCC ? electricity.supplier : '',
    gsmeSupplierId: authoriser === DCC ? gas?.supplier ?? '' : '',
  };
};
