/** Files that fail a check (MEHRS 2.4.3, 2.4.5, 2.4.6, 2.5.7 to 2.5.11, 2.7.2, 2.7.3). */
import type { Causes } from '../cause.ts';
import { COMMISSIONING_FILE_CAUSES } from './files/commissioningFile.ts';
import { COMMON_FILE_CAUSES } from './files/commonFile.ts';
import { ENCRYPTED_FILE_CAUSES, GROUP_FILE_CAUSES } from './files/groupFile.ts';
import { INSTALLATION_CHECK_CAUSES } from './files/installationCheck.ts';
import { KEY_MATERIAL_CAUSES } from './files/keyMaterial.ts';
import { REQUIRED_FILE_SET_CAUSES } from './files/requiredFileSet.ts';
import { VALIDATION_FILE_CAUSES } from './files/validationFile.ts';

export const FILE_CAUSES: Causes = { ...COMMON_FILE_CAUSES, ...VALIDATION_FILE_CAUSES, ...INSTALLATION_CHECK_CAUSES, ...GROUP_FILE_CAUSES, ...ENCRYPTED_FILE_CAUSES, ...REQUIRED_FILE_SET_CAUSES, ...KEY_MATERIAL_CAUSES, ...COMMISSIONING_FILE_CAUSES };
