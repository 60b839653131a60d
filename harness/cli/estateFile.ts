/** A user's estate file. */
import type { Estate } from '../../protocol/domain.ts';
import { loadEstate } from '../estate/index.ts';
import { loadJson } from './json.ts';

/** @throws UsageError naming file, line, place and what was expected. */
export const estateFrom = (path: string): Estate => loadJson(path, 'not an estate', loadEstate);
