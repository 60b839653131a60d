/** Worlds beside the catalogue's, by name. */
import { FILE_EXCURSIONS } from './excursions/files.ts';
import { PLANNING_EXCURSIONS } from './excursions/planning.ts';
import { SYSTEM_EXCURSIONS } from './excursions/systems.ts';
import type { Excursions } from './excursions/excursion.ts';

export { scenarioOf, type Excursion } from './excursions/excursion.ts';
export const EXCURSIONS: Excursions = { ...SYSTEM_EXCURSIONS, ...PLANNING_EXCURSIONS, ...FILE_EXCURSIONS };
