/** MEHRS 2.4.3, 2.4.5, 2.4.6, 2.5.7 to 2.5.11, 2.7.2, 2.7.3: files that fail a check. */
import type { CatalogueRow } from '../../row.ts';
import { COMMISSIONING_FILE_ROWS } from './commissioningFile.ts';
import { MIGRATION_COMMON_FILE_ROWS } from './migrationCommonFile.ts';
import { INSTALLATION_CHECK_ROWS } from './installationCheck.ts';
import { KEY_MATERIAL_ROWS } from './keyMaterial.ts';
import { MIGRATION_GROUP_ENCRYPTED_FILE_ROWS } from './migrationGroupEncryptedFile.ts';
import { MIGRATION_GROUP_FILE_ROWS } from './migrationGroupFile.ts';
import { REQUIRED_FILE_SET_ROWS } from './requiredFileSet.ts';
import { SERVICE_REQUEST_ROWS } from './serviceRequest.ts';
import { VALIDATION_FILE_ROWS } from './validationFile.ts';

export const FILE_ROWS: readonly CatalogueRow[] = [...MIGRATION_COMMON_FILE_ROWS, ...VALIDATION_FILE_ROWS, ...INSTALLATION_CHECK_ROWS, ...MIGRATION_GROUP_FILE_ROWS, ...MIGRATION_GROUP_ENCRYPTED_FILE_ROWS, ...REQUIRED_FILE_SET_ROWS, ...SERVICE_REQUEST_ROWS, ...KEY_MATERIAL_ROWS, ...COMMISSIONING_FILE_ROWS];
