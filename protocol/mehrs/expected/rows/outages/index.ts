/** MEHRS 2.1, 2.4.1, 2.4.4, 2.5.1, 2.5.5, 2.5.6, 2.6.1, 2.6.8, 2.7.1, 2.7.4, 2.7.6 and MA116: systems that are down. */
import type { CatalogueRow } from '../../row.ts';
import { BACKLOG_ROWS } from './backlog.ts';
import { COMMISSIONING_OUTAGE_ROWS } from './commissioning.ts';
import { COMMON_FILE_ROWS } from './commonFile.ts';
import { GROUP_FILE_ROWS } from './groupFiles.ts';
import { MIGRATION_ROWS } from './migration.ts';
import { PROCESSING_ROWS } from './processing.ts';
import { SHARE_POINT_ROWS } from './sharePoint.ts';
import { VALIDATION_ROWS } from './validation.ts';

export const OUTAGE_ROWS: readonly CatalogueRow[] = [
  ...SHARE_POINT_ROWS, ...COMMON_FILE_ROWS, ...VALIDATION_ROWS, ...MIGRATION_ROWS, ...GROUP_FILE_ROWS, ...PROCESSING_ROWS, ...COMMISSIONING_OUTAGE_ROWS, ...BACKLOG_ROWS,
];
