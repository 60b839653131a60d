/** A user's own Migration Authorisation files: read and checked before anything runs. */
import { basename } from 'node:path';
import type { Estate } from '../../protocol/domain.ts';
import { decodeMa } from '../../protocol/files/csv.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import type { GivenAuthorisation } from '../world/provisions.ts';
import { UsageError, readInput } from './usage.ts';

/** @throws UsageError naming file, line and what was expected. */
export const readMaFiles = (paths: readonly string[], estate: Estate): readonly GivenAuthorisation[] => paths.map((path) => {
  try {
    const { smso, sender } = parseMaFileName(basename(path).replace(/\.csv$/i, ''));
    const supplier = estate.parties.find(({ entityId, role }) => entityId === sender && role === 'supplier');
    if (supplier === undefined) throw new UsageError(`${path}: ${sender} is no supplier of the estate`);
    return { supplier: supplier.signifier, cohort: smso, records: decodeMa(readInput(path)) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new UsageError(`${path}: ${error.message}`);
  }
});
