/** MEHRS 2.1 to 2.3 and 4. */
import type { Causes } from '../cause.ts';

export const AUTHORISATION_CAUSES: Causes = {};
