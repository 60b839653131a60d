/** MEHRS 2.4.1, 2.4.4, 2.5.1, 2.5.5, 2.5.6, 2.6.1, 2.6.8, 2.7.1, 2.7.4, 2.7.6: systems that are down. */
import type { CatalogueRow } from '../../row.ts';

export const OUTAGE_ROWS: readonly CatalogueRow[] = [];
