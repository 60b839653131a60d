/** MEHRS 2.3.2 where more than one supplier, record or week is concerned. */
import { addDays } from '../../../../protocol/time.ts';
import type { MaRecord } from '../../../../protocol/files/types.ts';
import type { Cause, Causes } from '../../cause.ts';
import { WEEK, file, wrongly } from './means.ts';
import { NO_CERTIFICATE, TUESDAY } from './meters.ts';

const NEXT_WEEK = addDays(WEEK, 7);
const onTuesday = (record: MaRecord): MaRecord => ({ ...record, migrationWeek: TUESDAY });

/** The gas supplier's record is of another week than the electricity supplier's. */
const differentWeeks: Cause = {
  shape: 'dual-split-active', faults: () => [],
  world: (installation, estate, seed) => ({ authorisations: installation.gas === undefined ? [] : [
    file(installation, estate, seed, (records) => records.map((record) => ({ ...record, migrationWeek: NEXT_WEEK, migrateOn: NEXT_WEEK })), { supplier: installation.gas.supplier }),
  ] }),
};

/** Every supplier of the site would commission it. */
const byItself = (shape: 'dual-split-active' | 'dual-active-dormant'): Cause => ({
  shape, faults: () => [],
  world: (installation, estate, seed) => ({
    authorisations: [...new Set([installation.electricity, ...(installation.gas === undefined ? [] : [installation.gas])].filter(({ active }) => active).map(({ supplier }) => supplier))]
      .map((supplier) => file(installation, estate, seed, (records) => records.map((record) => ({ ...record, toBeCommissionedByDCC: 'False' as const })), { supplier })),
  }),
});

export const SEVERAL_CAUSES: Causes = {
  '2.7-flag-split': byItself('dual-split-active'), '2.7-flag-active-dormant': byItself('dual-active-dormant'),
  '2.3.2-MA106': differentWeeks,
  '2.3.2-MA106-na': differentWeeks,
  '2.3.2-MA003-first-of-two': wrongly((record) => ({ ...onTuesday(record), esmeSupplierCritical: NO_CERTIFICATE, esmeSupplierNonCritical: NO_CERTIFICATE })),
  '2.3.2-MA003-rest-of-file': {
    installations: 2, faults: () => [],
    world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => records.map((record) => (record.mpan === installation.mpan ? record : onTuesday(record))))] }),
  },
  '2.3.2-MA003-authorised-again': { ...wrongly(onTuesday), world: (installation, estate, seed) => ({ ...wrongly(onTuesday).world?.(installation, estate, seed), weeks: 2 }) },
};
