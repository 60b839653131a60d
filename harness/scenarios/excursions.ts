/** Worlds beside the catalogue's, by name. */
import { EDGE_EXCURSIONS } from './excursions/edges.ts';
import { FILE_EXCURSIONS } from './excursions/files.ts';
import { HANDOVER_EXCURSIONS } from './excursions/handover.ts';
import { HOME_EXCURSIONS } from './excursions/home.ts';
import { PLANNING_EXCURSIONS } from './excursions/planning.ts';
import { SYSTEM_EXCURSIONS } from './excursions/systems.ts';
import { WEEK_EXCURSIONS } from './excursions/weeks.ts';
import type { Excursions } from './excursions/excursion.ts';

export { scenarioOf, type Excursion } from './excursions/excursion.ts';
export const EXCURSIONS: Excursions = { ...SYSTEM_EXCURSIONS, ...PLANNING_EXCURSIONS, ...FILE_EXCURSIONS, ...HANDOVER_EXCURSIONS, ...HOME_EXCURSIONS, ...WEEK_EXCURSIONS, ...EDGE_EXCURSIONS };
