/** MEHRS 2.3.2 Table 1, MA012 to MA018, MA112, 16.9.2.GT01. */
import { londonTime } from '../../../../protocol/time.ts';
import { cohortParty, type Causes } from '../../cause.ts';
import { onPlanning, onRecord, silent, wrongly } from './means.ts';

const withoutIssuer = wrongly((record) => ({ ...record, esmeSupplierCritical: { ...record.esmeSupplierCritical, issuer: '' } }));
const blocked = onRecord(() => ({ blocked: true }), 'dual-dormant');
const inTwoRecords = wrongly((record) => [{ ...record, mprn: '' }, { ...record, mpan: '' }]);
const hubSilentSince = { wanSince: londonTime('2020-10-20', '12:00') };
/** Heard again before the Migration Day, or the gas meter could not be migrated. */
const gasMeterSilent = silent({ gsmeSince: londonTime('2020-11-01', '09:00') });

export const INSTALLATION_CAUSES: Causes = {
  '2.3.2-MA012': onRecord(({ electricity }) => ({ electricity: { ...electricity, active: true } }), 'dual-dormant'),
  '2.3.2-MA013': onPlanning(() => ({ mprn: '' })),
  '2.3.2-MA014': onPlanning(({ electricity }) => ({ electricity: { ...electricity, supplier: electricity.networkOperator } })),
  '2.3.2-MA015': onPlanning(({ gas }) => (gas === undefined ? {} : { gas: { ...gas, supplier: gas.networkOperator } })),
  '2.3.2-MA016': withoutIssuer,
  '2.3.2-MA016-na': withoutIssuer,
  '2.3.2-MA017': blocked,
  '2.3.2-MA017-na': blocked,
  '2.3.2-MA017-na-FOC': blocked,
  '2.3.2-MA018': inTwoRecords,
  '2.3.2-MA018-na': inTwoRecords,
  '2.3.2-MA112': silent(hubSilentSince),
  '2.3.2-MA112-dormant': silent(hubSilentSince, 'dual-dormant'),
  '2.3.2-MA112-na-dormant-v1.0': {
    ...silent({ wanSince: londonTime('2019-10-22', '12:00') }, 'dual-dormant'), world: () => ({ ruleSet: 'v1.0', migrationWeek: '2019-11-11' }),
    faults: (installation) => [
      ...silent({ wanSince: londonTime('2019-10-22', '12:00') }, 'dual-dormant').faults(installation, { parties: [], installations: [installation] }),
      { kind: 'record', on: { from: cohortParty('rp', installation), type: 'MAVR', nth: 1 }, afterMinutes: 60, party: cohortParty('rp', installation), table: 'silences', key: installation.id, set: { wanSince: null } },
    ],
  },
  '2.3.2-16.9.2.GT01': gasMeterSilent,
  '2.3.2-16.9.2.GT01-na': gasMeterSilent,
};
