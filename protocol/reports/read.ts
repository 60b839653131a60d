/** Report 6 as its receiver reads it: what became of each authorisation, by its MPxNs. */
import { decodeCsv } from '../files/csvTable.ts';
import { AUTHORISATION_OUTCOMES } from './authorisations.ts';

/** `S1MIG-006`: the key a Report 6 travels under. */
export const OUTCOMES_REPORT = 'S1MIG-006';

export interface AuthorisationOutcome {
  /** Empty where not given. */
  readonly mpan: string;
  readonly mprn: string;
  /** Reason Code of the validation or of the completion; empty on a success, and on a failure that has none (ruling A-41). */
  readonly reasonCode: string;
  readonly failed: boolean;
}

const NAMES = AUTHORISATION_OUTCOMES.columns.map(({ name }) => name);
const HEADS = AUTHORISATION_OUTCOMES.columns.map(({ name, profile }) => (profile === 'known' ? name : `X ${name}`));

/** @throws FileError with line, column and what was expected. */
export const readOutcomes = (bytes: Uint8Array): readonly AuthorisationOutcome[] => decodeCsv(bytes, HEADS).map(({ cells }) => {
  const cell = (name: string): string => cells[NAMES.indexOf(name)] ?? '';
  const validation = cell('Validation Reason Code');
  return { mpan: cell('MPAN'), mprn: cell('MPRN'), reasonCode: validation === '' ? cell('Completion Reason Code') : validation, failed: validation !== '' || cell('Completion Status') === 'Failure' };
});
