/** The migration files in CSV: MA, MAVR and MACR (R2-09; MEHRS 2.3.2, 2.4.1). Column names are the emulator's own profile. */
import { decodeCsv, encodeCsv } from './csvTable.ts';
import { atLeastOne, readResponse, RESPONSE_COLUMNS, writeResponse, type ResponseForm } from './csvResponse.ts';
import type { Macr, MacrRecord, MaRecord, Mavr, MavrRecord, MaybeCertificateId } from './types.ts';

/** Column stems of the eight certificate ids and the field each is. */
export const CERTIFICATES = [
  ['ESMESupplierCritical', 'esmeSupplierCritical'], ['ESMESupplierNonCritical', 'esmeSupplierNonCritical'],
  ['GasSupplierCritical', 'gasSupplierCritical'], ['GasSupplierNonCritical', 'gasSupplierNonCritical'],
  ['ESMENetworkOperatorCritical', 'esmeNetworkOperatorCritical'], ['ESMENetworkOperatorNonCritical', 'esmeNetworkOperatorNonCritical'],
  ['GasNetworkOperatorCritical', 'gasNetworkOperatorCritical'], ['GasNetworkOperatorNonCritical', 'gasNetworkOperatorNonCritical'],
] as const;
const LEADING = [
  ['MPAN', 'mpan'], ['MPRN', 'mprn'], ['MigrationWeek', 'migrationWeek'], ['MigrateOn', 'migrateOn'],
  ['Priority', 'priority'], ['ToBeCommissionedByDCC', 'toBeCommissionedByDCC'],
] as const;
const TRAILING = [['ESMESupplierId', 'esmeSupplierId'], ['GSMESupplierId', 'gsmeSupplierId']] as const;

/** A certificate id is a serial number and an issuer name (MA016): two columns each. */
export const MA_COLUMNS: readonly string[] = [
  ...LEADING.map(([column]) => column),
  ...CERTIFICATES.flatMap(([column]) => [`${column}SerialNumber`, `${column}IssuerName`]),
  ...TRAILING.map(([column]) => column),
];

/**
 * Cells may be empty and hold anything printable: what a record says is judged by Table 1, not here.
 * @throws FileError when there is no record, and as `encodeCsv`.
 */
export const encodeMa = (records: readonly MaRecord[]): Uint8Array => encodeCsv(MA_COLUMNS, atLeastOne(records).map((record) => [
  ...LEADING.map(([, key]) => record[key]),
  ...CERTIFICATES.flatMap(([, key]) => [record[key].serial, record[key].issuer]),
  ...TRAILING.map(([, key]) => record[key]),
]));

/** @throws FileError with line, column and what was expected. */
export const decodeMa = (bytes: Uint8Array): MaRecord[] => atLeastOne(decodeCsv(bytes, MA_COLUMNS)).map(({ cells }) => {
  const record: Record<string, string | MaybeCertificateId> = {};
  let at = 0;
  for (const [, key] of LEADING) record[key] = cells[at++]!;
  for (const [, key] of CERTIFICATES) record[key] = { serial: cells[at++]!, issuer: cells[at++]! };
  for (const [, key] of TRAILING) record[key] = cells[at++]!;
  return record as unknown as MaRecord;
});

const MAVR_COLUMNS = [...RESPONSE_COLUMNS, 'ValidationResult', 'ValidationReasonCode'] as const;
const MACR_COLUMNS = [...RESPONSE_COLUMNS, 'CompletionStatus', 'CompletionReasonCode'] as const;

/** A rejected record has exactly one reason code, an accepted one none (MEHRS 2.3.2). */
const MAVR: ResponseForm<MavrRecord> = {
  columns: MAVR_COLUMNS,
  codes: { Accepted: 'no', Rejected: 'one' },
  toCells: (each) => [each.mpan, each.mprn, each.result, each.reasonCode],
  fromCells: (mpan, mprn, result, reasonCode) => ({ mpan, mprn, result: result as MavrRecord['result'], reasonCode }),
};
/** A failure has one reason code, or none where Table A.1 has none for the group (ruling A-41); a success has none. */
const MACR: ResponseForm<MacrRecord> = {
  columns: MACR_COLUMNS,
  codes: { Success: 'no', Failure: 'at most one' },
  toCells: (each) => [each.mpan, each.mprn, each.completionStatus, each.reasonCode],
  fromCells: (mpan, mprn, status, reasonCode) => ({ mpan, mprn, completionStatus: status as MacrRecord['completionStatus'], reasonCode }),
};

/** Migration Authorisation Validation Response. @throws FileError when there is no record, a code is missing or too many, and as `encodeCsv`. */
export const encodeMavr = (file: Mavr): Uint8Array => writeResponse(MAVR, file);
/** @throws FileError with line, column and what was expected. */
export const decodeMavr = (bytes: Uint8Array): Mavr => readResponse(MAVR, bytes);

/** Migration Authorisation Completion Response. @throws FileError when there is no record, a code is missing or too many, and as `encodeCsv`. */
export const encodeMacr = (file: Macr): Uint8Array => writeResponse(MACR, file);
/** @throws FileError with line, column and what was expected. */
export const decodeMacr = (bytes: Uint8Array): Macr => readResponse(MACR, bytes);
