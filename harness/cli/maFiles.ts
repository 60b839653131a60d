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
/** With it files run as they are: sending a wrong one on purpose, to see it refused, is what a test harness is for. */
export const AS_IS = '--ma-as-is';

interface ReadMa {
  /** Absent: oddities are errors. Present: told of each, one line. */
  readonly tell?: (oddity: string) => void;
}

/** All of a file's oddities, file named; of very many the first. */
const tellable = (path: string, given: GivenAuthorisation): readonly string[] => {
  const oddities = odditiesOf(given.records);
  const more = oddities.length - MOST_TOLD;
  return [...oddities.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])].map((each) => `${path}: ${each}`);
};

/** @throws UsageError naming file, line and what was expected: of what is no such file at once, of what one says that cannot be all together. */
export const readMaFiles = (paths: readonly string[], estate: Estate, { tell }: ReadMa = {}): readonly GivenAuthorisation[] => {
  const first = new Map<string, string>();
  const odd: string[] = [];
  const read = paths.map((path) => {
    try {
      const given = readOne(path, estate);
      const whose = `${given.supplier} ${given.cohort}`;
      const other = first.get(whose);
      if (other !== undefined) throw new UsageError(`${path}: a second file of ${given.supplier} for SMSO ${given.cohort}, expected one; the first is ${other}`);
      first.set(whose, path);
      odd.push(...tellable(path, given));
      return given;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new UsageError(`${path}: ${error.message}`);
    }
  });
  if (tell === undefined && odd.length > 0) throw new UsageError([...odd, `nothing was run; with ${AS_IS} it runs, for the Requesting Party to refuse (MEHRS 2.3.2)`].join('\n  '));
  for (const each of odd) tell?.(each);
  return read;
};
