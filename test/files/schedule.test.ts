import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COHORTS } from '../../protocol/domain.ts';
import { makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';
import { CERTIFICATES } from '../../protocol/files/csv.ts';
import { FileError } from '../../protocol/files/errors.ts';
import {
  NO_CERTIFICATES, SCHEDULE_COLUMNS, decodeCapacity, decodeSchedule, encodeCapacity, encodeSchedule, type ScheduledCertificates, type ScheduleRow,
} from '../../protocol/files/schedule.ts';
import { eui64 } from './generators.ts';

const refusal = (run: () => unknown): FileError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};

const text = fc.string({ unit: fc.constantFrom(...'ABCabc 019,"'), minLength: 1, maxLength: 12 });
const certificateId = fc.oneof(fc.constant({ serial: '', issuer: '' }), fc.record({ serial: fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String), issuer: text }));
const certificates = fc.record(Object.fromEntries(CERTIFICATES.map(([, key]) => [key, certificateId]))) as unknown as fc.Arbitrary<ScheduledCertificates>;
const device = (deviceType: ScheduleRow['devices'][number]['deviceType']) => fc.option(fc.record({ deviceType: fc.constant(deviceType), deviceId: eui64, serialNumber: text }), { nil: undefined });
const row: fc.Arbitrary<ScheduleRow> = fc.record({
  n: fc.nat(900_000), fuels: fc.constantFrom('both', 'electricity', 'gas'), smso: fc.constantFrom(...COHORTS), priority: fc.constantFrom('', 'True', 'False'),
  certificates, devices: fc.tuple(device('CHF'), device('ESME'), device('GSME'), device('GPF')),
}).map(({ n, fuels, smso, priority, certificates: ids, devices }) => structuredClone({
  mpan: fuels === 'gas' ? '' : makeMpan(10, n), mprn: fuels === 'electricity' ? '' : makeMprn(n), smso, from: '2020-11-09', to: '2020-11-15',
  devices: devices.flatMap((each) => each ?? []), priority, ...ids,
}));
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 6, comparator: (a, b) => (a.mpan !== '' && a.mpan === b.mpan) || (a.mprn !== '' && a.mprn === b.mprn) });

const plain: ScheduleRow = { mpan: makeMpan(10, 1), mprn: '', smso: 'CB', from: '2020-11-09', to: '2020-11-15', devices: [], priority: '', ...NO_CERTIFICATES };
const withCell = (column: string, value: string): Uint8Array => {
  const [head, line] = new TextDecoder().decode(encodeSchedule([plain])).split('\r\n');
  const cells = line!.split(',');
  cells[SCHEDULE_COLUMNS.indexOf(column)] = value;
  return new TextEncoder().encode(`${head}\r\n${cells.join(',')}\r\n`);
};

describe('Guide 3.3.3 Migration Schedule', () => {
  it('what is encoded decodes to the same rows, and encodes to the same bytes (L9)', () => {
    fc.assert(fc.property(rows, (schedule) => {
      const bytes = encodeSchedule(schedule);
      expect(decodeSchedule(bytes)).toStrictEqual(schedule);
      expect(encodeSchedule(decodeSchedule(bytes))).toEqual(bytes);
    }));
  });

  it('names MPxN, SMSO, device ids and serial numbers, and the period, and has room for credentials and priority', () => {
    expect(SCHEDULE_COLUMNS).toEqual(expect.arrayContaining(['MPAN', 'MPRN', 'SMSO', 'From', 'To', 'ESMEDeviceID', 'ESMESerialNumber', 'Priority', 'ESMESupplierCriticalSerialNumber', 'GasNetworkOperatorNonCriticalIssuerName']));
    expect(SCHEDULE_COLUMNS).toHaveLength(5 + 8 + 1 + 16);
  });

  it.each([
    ['MPAN', '1200012345678'], ['MPAN', ''], ['MPRN', '123'], ['SMSO', 'XX'], ['From', '2020-02-30'], ['To', '2020-11-08'], ['Priority', 'true'],
    ['CHFDeviceID', '00'], ['ESMESupplierCriticalSerialNumber', 'AB'], ['ESMESupplierCriticalIssuerName', 'alone'],
  ])('refuses %s "%s", by line and column', (column, value) => {
    const refused = refusal(() => decodeSchedule(withCell(column, value)));
    expect(refused).toMatchObject({ code: 'csv', line: 2, column: column === 'MPAN' && value === '' ? 'MPRN' : column });
  });

  it('refuses a serial number without its issuer (MA016), an MPxN twice, no rows', () => {
    expect(refusal(() => decodeSchedule(withCell('ESMESupplierCriticalSerialNumber', '12')))).toMatchObject({ column: 'ESMESupplierCriticalIssuerName' });
    expect(refusal(() => encodeSchedule([plain, plain]))).toMatchObject({ code: 'csv', line: 3, column: 'MPAN' });
    expect(refusal(() => encodeSchedule([]))).toMatchObject({ expected: 'at least one record' });
  });
});

describe('MA510 capacity in the Migration Schedule', () => {
  it('decodes to what was encoded, zero included', () => {
    const capacity = [{ supplier: 'SUPA', installations: 175 }, { supplier: 'SUPB', installations: 0 }];
    expect(decodeCapacity(encodeCapacity(capacity))).toEqual(capacity);
  });

  it('refuses what is no number or no signifier', () => {
    expect(refusal(() => encodeCapacity([{ supplier: 'SUPA', installations: -1 }]))).toMatchObject({ column: 'Installations' });
    expect(refusal(() => encodeCapacity([{ supplier: 'sup a', installations: 1 }]))).toMatchObject({ column: 'SECPartySignifier' });
    expect(refusal(() => encodeCapacity([]))).toMatchObject({ code: 'csv' });
  });
});
