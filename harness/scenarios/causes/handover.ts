/** MEHRS 2.4.2, 2.5.2 to 2.5.4. */
import type { Causes } from '../cause.ts';

export const HANDOVER_CAUSES: Causes = {};
