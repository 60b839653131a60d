import { fileURLToPath } from 'node:url';

/** The repository that the program is run from, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
