/** MEHRS 2.2 to 2.3 and 4: commitments, Migration Authorisations, Dormant Meters. */
import type { Causes } from '../cause.ts';
import { COMMITMENT_CAUSES } from './authorisation/commitment.ts';
import { DA_CAUSES } from './authorisation/da.ts';
import { DORMANT_CAUSES } from './authorisation/dormant.ts';
import { INSTALLATION_CAUSES } from './authorisation/installation.ts';
import { METER_CAUSES } from './authorisation/meters.ts';
import { SEVERAL_CAUSES } from './authorisation/several.ts';
import { SIGNATURE_CAUSES } from './authorisation/signature.ts';

export const AUTHORISATION_CAUSES: Causes = { ...COMMITMENT_CAUSES, ...METER_CAUSES, ...INSTALLATION_CAUSES, ...DA_CAUSES, ...SIGNATURE_CAUSES, ...SEVERAL_CAUSES, ...DORMANT_CAUSES };
