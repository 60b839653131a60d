/** Whether a migration file speaks twice of one Installation (X5.9-09): by id, and in an MCF by MPAN or MPRN too. */
import type { MigrationFile } from '../files/types.ts';

function* namesOf(file: MigrationFile): Generator<string> {
  for (const each of file.installations) yield each.installationId;
  if (file.type !== 'MCF') return;
  for (const { mpan } of file.installations) if (mpan !== undefined) yield `MPAN ${mpan}`;
  for (const { mprn } of file.installations) if (mprn !== undefined) yield `MPRN ${mprn}`;
}

/** The first Installation id, `MPAN …` or `MPRN …` that stands there a second time. */
export const installationTwice = (file: MigrationFile): string | undefined => {
  const seen = new Set<string>();
  for (const name of namesOf(file)) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
};
