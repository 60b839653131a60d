/** MEHRS 2.2 to 2.3 and 4: commitments, Migration Authorisations, Dormant Meters. */
import type { Causes } from '../cause.ts';
import { DA_CAUSES } from './authorisation/da.ts';
import { INSTALLATION_CAUSES } from './authorisation/installation.ts';
import { METER_CAUSES } from './authorisation/meters.ts';

export const AUTHORISATION_CAUSES: Causes = { ...METER_CAUSES, ...INSTALLATION_CAUSES, ...DA_CAUSES };
