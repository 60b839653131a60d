/** Files of all seven types, within the schema's lengths and patterns. */
import fc from 'fast-check';
import { DEVICE_TYPES, GROUP_IDS } from '../../protocol/domain.ts';
import type { MaRecord, MigrationFile, MigrationHeader, SealedShare } from '../../protocol/files/types.ts';

const chars = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();

export const eui64 = fc.uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('-'));
const id = chars(`${UPPER}${LOWER}${DIGITS}_-`, 1, 64);
const signifier = chars(UPPER + DIGITS, 1, 32);
const step = chars(`${UPPER}${DIGITS}.()-`, 1, 32);
/** Whole seconds, 1970 to 9999. */
export const time = fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => seconds * 1000);
const day = time.map((t) => new Date(t).toISOString().slice(0, 10));
/** Anything XML can carry, markup, carriage returns and supplementary planes included. */
const foreign = (minLength: number, maxLength: number) => fc.string({
  unit: fc.oneof(fc.constantFrom(...'<>&"\'\r\n\t ]-?!'), fc.integer({ min: 0x20, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0xfffd }), fc.integer({ min: 0x10000, max: 0x10ffff }))
    .map((unit) => (typeof unit === 'number' ? String.fromCodePoint(unit) : unit)),
  minLength, maxLength,
}).filter((text) => [...text].length <= maxLength);
const base64 = fc.uint8Array({ minLength: 1, maxLength: 96 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const optional = <T extends object, K extends string, V>(base: fc.Arbitrary<T>, key: K, value: fc.Arbitrary<V>): fc.Arbitrary<T & { [P in K]?: V }> =>
  fc.tuple(base, fc.option(value, { nil: undefined })).map(([object, extra]) => (extra === undefined ? object : { ...object, [key]: extra }) as T & { [P in K]?: V });

export const header: fc.Arbitrary<MigrationHeader> = fc.record({
  migrationSetId: id, groupId: fc.constantFrom(...GROUP_IDS), requestingPartyId: eui64, migrationDay: day, commissioningSupplierId: fc.option(eui64, { nil: undefined }),
}).map(({ commissioningSupplierId, ...rest }) => ({
  ...rest, toBeCommissionedByDCC: commissioningSupplierId === undefined, ...(commissioningSupplierId === undefined ? {} : { commissioningSupplierId }),
}));
const control = fc.record({ sender: eui64, counter: fc.maxSafeNat(), generatedAt: time });
const failure = fc.record({ failedStepNumber: step, supportingData: foreign(0, 200) });
const withFailure = <T extends object>(base: fc.Arbitrary<T>) => optional(base, 'failure', failure);
const outcome = fc.oneof(
  fc.record({ installationId: id, outcome: fc.constant('Success' as const) }),
  fc.record({ installationId: id, outcome: fc.constant('Failure' as const), failure }),
);
const certificateId = fc.record({ serial: chars(DIGITS, 1, 60), issuer: foreign(0, 100) });
const credentials = fc.record({
  deviceType: fc.constantFrom('ESME' as const, 'GSME' as const, 'GPF' as const), remotePartyRole: fc.constantFrom('Supplier' as const, 'NetworkOperator' as const),
  critical: certificateId, nonCritical: certificateId,
});
const deviceType = fc.constantFrom(...DEVICE_TYPES);
const device = fc.record({
  deviceId: eui64, deviceType, manufacturer: foreign(1, 30), model: foreign(1, 30), firmwareVersion: foreign(1, 8), serialNumber: foreign(1, 30),
});
const share: fc.Arbitrary<SealedShare> = fc.record({ recipient: eui64, ephemeralKey: base64, wrappedKey: base64, cipherValue: base64 });

const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 4 });
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const mcfInstallation = optional(optional(optional(optional(
  fc.record({ installationId: id, priority: fc.boolean(), devices: few(device), credentials: few(credentials) }),
  'mpan', chars(DIGITS, 13, 13)), 'mprn', chars(DIGITS, 6, 10)), 'electricitySupplier', signifier), 'gasSupplier', signifier);
const scfInstallation = optional(outcome, 'rollbackRequired', fc.boolean())
  .filter((each) => each.outcome === 'Failure' || each.rollbackRequired !== true);

const GENERATORS: Readonly<Record<MigrationFile['type'], fc.Arbitrary<MigrationFile>>> = {
  MCF: fc.record({ type: fc.constant('MCF' as const), header, control, installations: some(mcfInstallation) }),
  MVF: fc.record({ type: fc.constant('MVF' as const), header, control, installations: some(withFailure(fc.record({ installationId: id }))) }),
  MGF: fc.record({
    type: fc.constant('MGF' as const), header, control,
    installations: some(fc.record({ installationId: id, imsi: chars(DIGITS, 14, 15), ipAddress: fc.ipV4(), apn: chars(`${LOWER}.-`, 1, 100) })),
  }),
  MEF: fc.record({
    type: fc.constant('MEF' as const), header, control,
    installations: some(fc.record({ installationId: id, devices: few(fc.record({ deviceId: eui64, deviceType, s1spShare: share, dcoShare: share })) })),
  }),
  SCF: fc.record({ type: fc.constant('SCF' as const), header, control, installations: some(scfInstallation) }),
  COF: fc.record({ type: fc.constant('COF' as const), header, control, secPartySignifier: signifier, installations: some(outcome) }),
  AUDIT: fc.record({
    type: fc.constant('AUDIT' as const), header, control,
    installations: some(fc.record({ installationId: id, tests: few(fc.record({ step, result: fc.constantFrom('Passed' as const, 'Failed' as const), at: time })) })),
  }),
};

/** Plain objects: fast-check also makes some without a prototype. */
export const FILES = Object.fromEntries(Object.entries(GENERATORS).map(([type, file]) => [type, file.map((each) => structuredClone(each))])) as typeof GENERATORS;

/** Text a CSV cell may hold: no formula, no control character. */
export const cell = fc.string({ unit: fc.oneof(fc.constantFrom(...',"\' ;'), fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), fc.constantFrom('é', '漢', '😀')), maxLength: 20 })
  .filter((text) => !/^[=+\-@\t\r]/.test(text));
const maybeCertificateId = fc.record({ serial: cell, issuer: cell });
export const maRecord: fc.Arbitrary<MaRecord> = fc.record({
  mpan: cell, mprn: cell, migrationWeek: cell, migrateOn: cell, priority: cell, toBeCommissionedByDCC: cell,
  esmeSupplierCritical: maybeCertificateId, esmeSupplierNonCritical: maybeCertificateId,
  gasSupplierCritical: maybeCertificateId, gasSupplierNonCritical: maybeCertificateId,
  esmeNetworkOperatorCritical: maybeCertificateId, esmeNetworkOperatorNonCritical: maybeCertificateId,
  gasNetworkOperatorCritical: maybeCertificateId, gasNetworkOperatorNonCritical: maybeCertificateId,
  esmeSupplierId: cell, gsmeSupplierId: cell,
}).map((each) => structuredClone(each));
export const reasonCode = fc.oneof(fc.integer({ min: 1, max: 999 }).map((n) => `MA${String(n).padStart(3, '0')}`), fc.constantFrom('16.9.1.ET01.1', '16.9.2.GT01', '16.9.2.GT02.5'));
