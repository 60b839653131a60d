/** MEHRS 2.3.2 Table 1, MA001 to MA011. */
import { londonTime } from '../../../../protocol/time.ts';
import type { Causes } from '../../cause.ts';
import { DAY_OF_SUBMISSION, STRANGE_MPAN, STRANGE_MPRN, WEEK_BEFORE_LAST, WEEK_OF_SUBMISSION, onRecord, wrongly } from './means.ts';

export const NO_CERTIFICATE = { serial: '', issuer: '' };
export const TUESDAY = '2020-11-10';
const NEXT_MONDAY = '2020-11-16';
export const ANOTHER_SUPPLIER = 'SUPC';

const strangeMpan = wrongly((record) => ({ ...record, mpan: STRANGE_MPAN }));
const strangeMprn = wrongly((record) => ({ ...record, mprn: STRANGE_MPRN }));
const weekOver = wrongly((record) => ({ ...record, migrationWeek: WEEK_BEFORE_LAST, migrateOn: '' }));
const withoutMprn = wrongly((record) => ({ ...record, mprn: '' }));
export const withoutDevice = (type: string) => onRecord(({ devices }) => ({ devices: devices.filter(({ deviceType }) => deviceType !== type) }));
export const accountClosed = onRecord(() => ({ closedAt: londonTime('2020-10-20', '12:00') }));

export const METER_CAUSES: Causes = {
  '2.3.2-MA001': strangeMpan,
  '2.3.2-MA001-no-meter': accountClosed,
  '2.3.2-MA002': strangeMprn,
  '2.3.2-MA002-no-meter': withoutDevice('GSME'),
  '2.3.2-MA003': wrongly((record) => ({ ...record, migrationWeek: TUESDAY })),
  '2.3.2-MA004': weekOver,
  '2.3.2-MA005': wrongly((record) => ({ ...record, migrateOn: NEXT_MONDAY })),
  '2.3.2-MA006': wrongly((record) => ({ ...record, migrationWeek: WEEK_OF_SUBMISSION, migrateOn: DAY_OF_SUBMISSION })),
  '2.3.2-MA007': onRecord(({ electricity }) => ({ electricity: { ...electricity, supplier: ANOTHER_SUPPLIER } })),
  '2.3.2-MA008': onRecord(({ gas }) => (gas === undefined ? {} : { gas: { ...gas, supplier: ANOTHER_SUPPLIER } })),
  '2.3.2-MA009': withoutMprn,
  '2.3.2-MA010': wrongly((record) => ({ ...record, esmeSupplierCritical: NO_CERTIFICATE, esmeSupplierNonCritical: NO_CERTIFICATE })),
  '2.3.2-MA011': wrongly((record) => ({ ...record, gasSupplierCritical: NO_CERTIFICATE, gasSupplierNonCritical: NO_CERTIFICATE })),
  '2.3.2-MA001-na': strangeMpan,
  '2.3.2-MA002-na': strangeMprn,
  '2.3.2-MA004-na': weekOver,
  '2.3.2-MA009-na': withoutMprn,
};
