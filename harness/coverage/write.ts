/** Leaves the coverage report in a folder: `index.html`, `coverage.json`, `junit.xml`. */
import { join } from 'node:path';
import { junitOf } from './junit.ts';
import type { CoverageModel } from './model.ts';
import { pageOf } from './page.ts';
import { writeWhole } from '../disk/whole.ts';

/** The keys of issue 5 at the top, journeys and mutants below them. */
const jsonOf = ({ exploration, journeys, mutants }: CoverageModel): object => ({
  ...(exploration ?? { catalogue: journeys?.catalogue, coverage: journeys?.coverage }),
  ...(journeys === undefined ? {} : { journeys }), ...(mutants === undefined ? {} : { mutants }),
});

/** @param folder made if it is not there. @throws Error when it cannot be written. */
export const writeCoverageReport = (model: CoverageModel, folder: string): void => {
  writeWhole(join(folder, 'index.html'), pageOf(model));
  writeWhole(join(folder, 'coverage.json'), `${JSON.stringify(jsonOf(model), null, 1)}\n`);
  writeWhole(join(folder, 'junit.xml'), junitOf(model));
};
