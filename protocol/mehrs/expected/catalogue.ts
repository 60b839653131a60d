/** All rows there are expectations for. */
import type { CatalogueRow } from './row.ts';
import { COMMISSIONING_REQUEST_ROWS } from './rows/commissioningRequest.ts';
import { CONNECTIVITY_ROWS } from './rows/connectivity.ts';
import { MIGRATION_GROUP_FILE_ROWS } from './rows/migrationGroupFile.ts';
import { SUCCESS_ROWS } from './rows/success.ts';

export const CATALOGUE: readonly CatalogueRow[] = [...SUCCESS_ROWS, ...MIGRATION_GROUP_FILE_ROWS, ...CONNECTIVITY_ROWS, ...COMMISSIONING_REQUEST_ROWS];

/** @throws RangeError naming the rows there are. */
export const rowById = (id: string): CatalogueRow => {
  const found = CATALOGUE.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`no catalogue row ${id}; there are ${CATALOGUE.map((each) => each.id).join(', ')}`);
  return found;
};
