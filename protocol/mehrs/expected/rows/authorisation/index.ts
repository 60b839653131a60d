/** MEHRS 2.1 to 2.3 and 4: planning, SharePoint, authorisation, Dormant handling. */
import type { CatalogueRow } from '../../row.ts';

export const AUTHORISATION_ROWS: readonly CatalogueRow[] = [];
