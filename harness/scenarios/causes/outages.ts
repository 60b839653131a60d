/** Systems that are down (MEHRS 2.4.1 and its like). */
import type { Causes } from '../cause.ts';

export const OUTAGE_CAUSES: Causes = {};
