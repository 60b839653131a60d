/** The catalogue's rows, each for each Group ID, with the journey that hit it. */
import type { GroupId } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import type { CatalogueEntry } from '../../protocol/mehrs/expected/row.ts';
import type { JourneyLine, JourneysResult } from './result.ts';

export interface RowResult {
  readonly row: CatalogueEntry;
  readonly group: GroupId;
  readonly result: 'pass' | 'fail' | 'no journey';
  readonly failures: readonly string[];
  readonly journey?: JourneyLine;
}

/** What the row is called in JUnit and in lists. */
export const rowName = (row: Pick<CatalogueEntry, 'id'>, group: GroupId): string => `${row.id} ${group}`;
export const sectionName = (section: string): string => (section.startsWith('7.2') ? `Guide ${section}` : section === 'A.1' ? 'MEHRS Table A.1' : /^\d/.test(section) ? `MEHRS ${section}` : section);

/** Every row for every Group ID it applies to, in the catalogue's order. */
export const rowsOf = (journeys: Pick<JourneysResult, 'each'> | undefined): readonly RowResult[] => {
  const by = new Map((journeys?.each ?? []).flatMap((journey) => journey.rows.map((row): readonly [string, JourneyLine] => [`${row} ${journey.groupId}`, journey])));
  return CATALOGUE.flatMap((row) => row.groups.map((group): RowResult => {
    const journey = by.get(rowName(row, group));
    if (journey === undefined) return { row, group, result: 'no journey', failures: [] };
    return { row, group, result: journey.passed ? 'pass' : 'fail', failures: journey.failures, journey };
  }));
};
