/** MEHRS 2.3.2 Table 1, MA501 to MA518 and MA999: the same data for DA and for the groups that have no such code. */
import type { CplEntry } from '../../../../protocol/checks/records.ts';
import type { DeviceType, Estate } from '../../../../protocol/domain.ts';
import { HOUR, MINUTE } from '../../../../protocol/time.ts';
import { derivedReference } from '../../../estate/index.ts';
import type { Cause, Causes } from '../../cause.ts';
import { CUT_OFF_AT, STRANGE_MPAN, STRANGE_MPRN, file, onRecord, wrongly } from './means.ts';
import { ANOTHER_SUPPLIER, accountClosed, withoutDevice } from './meters.ts';

/** The Requesting Party's list of eligible products is not what the homes have. */
const listed = (change: (list: readonly CplEntry[]) => readonly CplEntry[]): Cause => ({
  faults: () => [], world: (_installation, estate: Estate) => ({ reference: { rpEpcl: change(derivedReference(estate).rpEpcl) } }),
});
const otherFirmware = (type: DeviceType): Cause => listed((list) => list.map((each) => (each.deviceType === type ? { ...each, firmwareVersion: '9.9.9' } : each)));

const CAUSES: Causes = {
  MA501: wrongly((record) => ({ ...record, mpan: STRANGE_MPAN })),
  MA502: wrongly((record) => ({ ...record, mprn: STRANGE_MPRN })),
  MA503: withoutDevice('CHF'),
  MA504: {
    faults: () => [],
    world: (installation, estate, seed) => ({ authorisations: [
      file(installation, estate, seed, (records) => records, { submitAt: CUT_OFF_AT - 2 * HOUR }), file(installation, estate, seed, (records) => records, { submitAt: CUT_OFF_AT - HOUR }),
    ] }),
  },
  MA505: wrongly((record) => [record, record]),
  MA506: otherFirmware('CHF'),
  MA507: otherFirmware('ESME'),
  MA508: otherFirmware('GSME'),
  MA509: {
    ...wrongly((record) => ({ ...record, mpan: '' })),
    faults: onRecord(({ devices }) => ({ devices: devices.filter(({ deviceType }) => deviceType !== 'ESME') })).faults,
  },
  MA510: {
    installations: 2, faults: () => [],
    world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => [...records].reverse(), { demanded: 1 })] }),
  },
  MA511: wrongly((record) => record, { submitAt: CUT_OFF_AT + 30 * MINUTE }),
  MA512: wrongly((record) => ({ ...record, migrationWeek: '', migrateOn: '' })),
  MA513: wrongly((record) => ({ ...record, mprn: '' })),
  MA514: accountClosed,
  MA515: wrongly((record) => ({ ...record, mpan: '', mprn: '' })),
  MA516: onRecord(() => ({ paymentCards: { ESME: ANOTHER_SUPPLIER } })),
  MA517: onRecord(() => ({ paymentCards: { GSME: ANOTHER_SUPPLIER } })),
  MA518: listed((list) => list.filter(({ deviceType }) => deviceType !== 'ESME')),
  MA999: wrongly((record) => ({ ...record, priority: 'perhaps' })),
};
export const DA_CAUSES: Causes = Object.fromEntries(Object.entries(CAUSES).flatMap(([code, cause]) => [[`2.3.2-${code}`, cause], [`2.3.2-${code}-na`, cause]]));
