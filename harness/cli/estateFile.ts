/** A user's estate file. */
import type { Estate } from '../../protocol/domain.ts';
import { EstateError, loadEstate } from '../estate/index.ts';
import { UsageError, readInput } from './usage.ts';

/** @throws UsageError naming file, place and what was expected. */
export const estateFrom = (path: string): Estate => {
  try {
    return loadEstate(readInput(path));
  } catch (error) {
    if (error instanceof EstateError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
};
