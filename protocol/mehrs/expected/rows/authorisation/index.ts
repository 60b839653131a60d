/** MEHRS 2.2.1, 2.3.1, 2.3.2, 4.1, 4.2: Migration Authorisations and Dormant Meters. */
import type { CatalogueRow } from '../../row.ts';
import { DA_ROWS } from './da.ts';
import { DUPLICATE_ROWS } from './duplicates.ts';
import { INSTALLATION_ROWS } from './installation.ts';
import { METER_ROWS } from './meters.ts';

export const AUTHORISATION_ROWS: readonly CatalogueRow[] = [...METER_ROWS, ...INSTALLATION_ROWS, ...DA_ROWS, ...DUPLICATE_ROWS];
