/** MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.1, 3.3, 3.5: devices, rollback, the CHF and Commissioning Requests. */
import type { CatalogueRow } from '../../row.ts';
import { COMMISSIONING_REQUEST_ROWS } from './commissioningRequest.ts';
import { HANDOVER_REQUEST_ROWS } from './handoverRequest.ts';
import { CONNECTIVITY_ROWS } from './connectivity.ts';
import { DEVICE_TEST_ROWS } from './deviceTests.ts';
import { ENCRYPTED_FILE_TIMER_ROWS } from './encryptedFileTimer.ts';
import { NOT_FOR_DA_ROWS } from './notForDa.ts';
import { HUB_ROWS } from './hub.ts';
import { ROLLBACK_ROWS } from './rollback.ts';
import { RESUBMITTED_ROWS } from './resubmitted.ts';
import { SUA_ROWS } from './suaRotation.ts';

export const DEVICE_ROWS: readonly CatalogueRow[] = [...CONNECTIVITY_ROWS, ...DEVICE_TEST_ROWS, ...ENCRYPTED_FILE_TIMER_ROWS, ...NOT_FOR_DA_ROWS, ...SUA_ROWS, ...RESUBMITTED_ROWS, ...ROLLBACK_ROWS, ...HUB_ROWS, ...COMMISSIONING_REQUEST_ROWS, ...HANDOVER_REQUEST_ROWS];
