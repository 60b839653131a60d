/** A user's own Migration Authorisation files: read and checked before anything runs. */
import { basename } from 'node:path';
import { COHORT_OF, type Cohort, type Estate } from '../../protocol/domain.ts';
import { decodeMa } from '../../protocol/files/csv.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import { authorisersOf } from '../estate/index.ts';
import type { GivenAuthorisation } from '../world/provisions.ts';
import { odditiesOf } from './maOddities.ts';
import { UsageError, readInput } from './usage.ts';

/** Cohorts in which a supplier sends Migration Authorisations at all: a file for another would travel nowhere. */
const cohortsOf = (supplier: string, estate: Estate): readonly Cohort[] =>
  [...new Set(estate.installations.filter((each) => authorisersOf(each).includes(supplier)).map(({ groupId }) => COHORT_OF[groupId]))].sort();

const readOne = (path: string, estate: Estate): GivenAuthorisation => {
  const { smso, sender } = parseMaFileName(basename(path).replace(/\.csv$/i, ''));
  const suppliers = estate.parties.filter(({ role }) => role === 'supplier');
  const supplier = suppliers.find(({ entityId }) => entityId === sender)?.signifier;
  if (supplier === undefined) {
    throw new UsageError(`${path}: ${sender} is no supplier of the estate, expected one of ${suppliers.map(({ entityId, signifier }) => `${entityId} (${signifier})`).join(', ')}`);
  }
  const cohorts = cohortsOf(supplier, estate);
  if (!cohorts.includes(smso)) {
    throw new UsageError(`${path}: ${supplier} has nothing to authorise with SMSO ${smso} in this estate, expected ${cohorts.length === 0 ? 'no file of it' : `one of ${cohorts.join(', ')}`}`);
  }
  return { supplier, cohort: smso, records: decodeMa(readInput(path)) };
};

/** So many oddities are told of one file. */
const MOST_TOLD = 20;

/**
 * @param told of what a file says that cannot be, and that Table 1 is for.
 * @throws UsageError naming file, line and what was expected.
 */
export const readMaFiles = (paths: readonly string[], estate: Estate, told: (oddity: string) => void = () => undefined): readonly GivenAuthorisation[] => {
  const first = new Map<string, string>();
  return paths.map((path) => {
    try {
      const given = readOne(path, estate);
      const whose = `${given.supplier} ${given.cohort}`;
      const other = first.get(whose);
      if (other !== undefined) throw new UsageError(`${path}: a second file of ${given.supplier} for SMSO ${given.cohort}, expected one; the first is ${other}`);
      first.set(whose, path);
      const oddities = odditiesOf(given.records);
      for (const oddity of oddities.slice(0, MOST_TOLD)) told(`${path}: ${oddity}`);
      if (oddities.length > MOST_TOLD) told(`${path}: ${oddities.length - MOST_TOLD} more`);
      return given;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new UsageError(`${path}: ${error.message}`);
    }
  });
};
