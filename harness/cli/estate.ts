/** `mehrs estate`: makes an estate to run, or to change and run. */
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { COHORT_OF, GROUP_IDS, address, type Estate, type GroupId } from '../../protocol/domain.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { addDays, londonTime } from '../../protocol/time.ts';
import { MAX_INSTALLATIONS, authorisersOf, generateEstate } from '../estate/index.ts';
import { directoryOf } from '../world/directory.ts';
import { identitiesOf } from '../world/identities.ts';
import { ownRecords } from '../world/provisionPlanning.ts';
import { DEFAULT_SEED, DEFAULT_WEEK, demonstrationEstate, startOf } from '../world/world.ts';
import { estateFrom } from './estateFile.ts';
import { monday, seedText } from './options.ts';
import { UsageError, reason } from './usage.ts';

/** @throws InvalidArgumentError unless a number of Installations that an estate may have. */
export const installationCount = (text: string): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > MAX_INSTALLATIONS) throw new InvalidArgumentError(`a whole number from 1 to ${MAX_INSTALLATIONS} expected.`);
  return value;
};

export const groupList = (text: string): readonly GroupId[] => text.split(',').map((each) => {
  const found = GROUP_IDS.find((groupId) => groupId === each.trim());
  if (found === undefined) throw new InvalidArgumentError(`"${each}": Group IDs ${GROUP_IDS.join(', ')} expected.`);
  return found;
});

/** Of 100 that may, so many commission themselves; so many are priority: enough for a run of 42 to show both. */
export const WISHES = { commissionedBySupplierPercent: 40, priorityPercent: 20 } as const;

export interface OwnEstate {
  /** The user's, where given. */
  readonly estate?: string;
  readonly seed: string;
  readonly installations: number;
}

/** The estate of `mehrs run`, and so of everything that is made for it. @throws UsageError for a file that is none. */
export const estateOf = ({ estate, seed, installations }: OwnEstate): Estate => {
  if (estate !== undefined) return estateFrom(estate);
  return installations === 1 ? demonstrationEstate(seed) : generateEstate({ seed, installations, ...WISHES });
};

interface EstateFlags extends Omit<OwnEstate, 'estate'> {
  readonly groups?: readonly GroupId[];
}

export const registerEstate = (program: Command): void => {
  program.command('estate').description('make an estate, JSON on stdout')
    .option('--installations <n>', 'how many Installations', installationCount, 42)
    .option('--seed <text>', 'everything follows from it', seedText, DEFAULT_SEED)
    .option('--groups <list>', 'Group IDs, comma-separated', groupList)
    .action(({ seed, installations, groups }: EstateFlags) => {
      const estate = groups === undefined ? estateOf({ seed, installations }) : generateEstate({ seed, installations, groups, ...WISHES });
      process.stdout.write(`${JSON.stringify(estate, null, 2)}\n`);
    });
};

interface MaFlags {
  readonly estate: string;
  readonly out: string;
  readonly seed: string;
  readonly week: string;
}

/** Writes files that are not there yet, all or none. @throws UsageError naming the file that could not be written. */
const writeAllNew = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): void => {
  const begun: string[] = [];
  for (const { path, bytes } of files) {
    try {
      const handle = openSync(path, 'wx');
      begun.push(path);
      try {
        writeFileSync(handle, bytes);
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      for (const each of begun) rmSync(each, { force: true });
      throw new UsageError(`${path}: ${reason(error)}`);
    }
  }
};

/** `mehrs ma`: the Migration Authorisations the suppliers of an estate would send, to be changed and given back with `run --ma`. */
export const registerMa = (program: Command): void => {
  program.command('ma').description('write the Migration Authorisations of an estate, CSV, for changing')
    .requiredOption('--estate <file>', 'estate, JSON')
    .option('--out <folder>', 'where to', '.')
    .option('--seed <text>', 'seed of the run they are for: it makes the certificates', seedText, DEFAULT_SEED)
    .option('--week <date>', 'Monday of the Migration Week', monday, DEFAULT_WEEK)
    .action(({ estate: path, out, seed, week }: MaFlags) => {
      const estate = estateFrom(path);
      const directory = directoryOf(estate);
      const identities = identitiesOf(estate, directory, seed, startOf(week));
      const files = estate.parties.filter(({ role }) => role === 'supplier').flatMap(({ signifier }) => {
        const cohorts = new Set(estate.installations.filter((each) => authorisersOf(each).includes(signifier)).map(({ groupId }) => COHORT_OF[groupId]));
        return [...cohorts].map((smso) => {
          const name = buildMaFileName({ smso, sender: directory.entityOf(address('supplier', signifier)), submittedAt: londonTime(addDays(week, -6), '09:00') });
          return { path: join(out, `${name}.csv`), bytes: encodeMa(ownRecords(signifier, smso, { estate, migrationWeek: week, identities })) };
        });
      });
      writeAllNew(files);
      for (const { path: written } of files) process.stdout.write(`${written}\n`);
    });
};
