/** MEHRS 2.2.1, 2.3.1, 2.3.2, 4.1, 4.2: Migration Authorisations and Dormant Meters. */
import type { CatalogueRow } from '../../row.ts';
import { COMMISSIONER_FLAG_ROWS } from './commissionerFlag.ts';
import { COMMITMENT_ROWS } from './commitment.ts';
import { DA_ROWS } from './da.ts';
import { DORMANT_ROWS } from './dormant.ts';
import { DUPLICATE_ROWS } from './duplicates.ts';
import { INSTALLATION_ROWS } from './installation.ts';
import { METER_ROWS } from './meters.ts';
import { SEVERAL_ROWS } from './several.ts';
import { SIGNATURE_ROWS } from './signature.ts';
import { SPLIT_ROWS } from './split.ts';

export const AUTHORISATION_ROWS: readonly CatalogueRow[] = [...COMMITMENT_ROWS, ...SIGNATURE_ROWS, ...METER_ROWS, ...INSTALLATION_ROWS, ...DA_ROWS, ...DUPLICATE_ROWS, ...SPLIT_ROWS, ...SEVERAL_ROWS, ...COMMISSIONER_FLAG_ROWS, ...DORMANT_ROWS];
