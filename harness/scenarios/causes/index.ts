/** Every cause, by the id of the row it provokes. */
import type { Causes } from '../cause.ts';
import { AUTHORISATION_CAUSES } from './authorisation.ts';
import { DEVICE_CAUSES } from './devices.ts';
import { FILE_CAUSES } from './files.ts';
import { HANDOVER_CAUSES } from './handover.ts';
import { OUTAGE_CAUSES } from './outages.ts';
import { SUCCESS_CAUSES } from './success.ts';

export const CAUSES: Causes = { ...SUCCESS_CAUSES, ...AUTHORISATION_CAUSES, ...OUTAGE_CAUSES, ...HANDOVER_CAUSES, ...FILE_CAUSES, ...DEVICE_CAUSES };
