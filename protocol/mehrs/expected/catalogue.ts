/** All rows there are expectations for. */
import { situationOf, type CatalogueEntry, type CatalogueRow } from './row.ts';
import { AUTHORISATION_ROWS } from './rows/authorisation/index.ts';
import { DEVICE_ROWS } from './rows/devices/index.ts';
import { FILE_ROWS } from './rows/files/index.ts';
import { HANDOVER_ROWS } from './rows/handover/index.ts';
import { OUTAGE_ROWS } from './rows/outages/index.ts';
import { SUCCESS_ROWS } from './rows/success.ts';

const { compare } = new Intl.Collator('en', { numeric: true });
const bySection = (a: CatalogueRow, b: CatalogueRow): number => compare(a.section, b.section);

/** Report 10 tells of every Migration Authorisation for Active Meters (MEHRS 2.3.2), also where the row is about what comes later. */
const reportsOf = (row: CatalogueRow): CatalogueRow['reports'] => {
  const { groups: [groupId], reports } = row;
  if (groupId === undefined || reports.some(({ report }) => report === 10)) return reports;
  const isDemanded = row.demands(situationOf(row, groupId)).mustSend.some(({ name }) => name === 'report-10');
  return isDemanded ? [...reports, { report: 10, carries: 'Accepted' }] : reports;
};

/** What it demands is looked at only when somebody asks: most commands want few rows, or none. */
const withReport10 = (row: CatalogueRow): CatalogueRow => {
  let reports: CatalogueRow['reports'] | undefined;
  return { ...row, get reports() { return (reports ??= reportsOf(row)); } };
};

/** The Guide with nothing in the way. */
export const GOOD_PATHS: readonly CatalogueRow[] = SUCCESS_ROWS.map(withReport10);

/** The MEHRS by section. */
export const ERROR_PATHS: readonly CatalogueRow[] = [...AUTHORISATION_ROWS, ...OUTAGE_ROWS, ...HANDOVER_ROWS, ...FILE_ROWS, ...DEVICE_ROWS].sort(bySection).map(withReport10);

/** All that is played and judged: the good paths first. */
export const CATALOGUE: readonly CatalogueRow[] = [...GOOD_PATHS, ...ERROR_PATHS];

/** A row without its demands: plain data. */
export const entryOf = ({ demands: _demands, ...entry }: CatalogueRow): CatalogueEntry => entry;

/** @throws RangeError naming the rows there are. */
export const rowById = (id: string): CatalogueRow => {
  const found = CATALOGUE.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`no catalogue row ${id}; there are ${CATALOGUE.map((each) => each.id).join(', ')}`);
  return found;
};
