/** Files refused by one party or another, once or again, while something else goes on (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2). */
import type { Excursions } from './excursion.ts';

export const FILE_EXCURSIONS: Excursions = {
  'refused-group-file-and-commissioning-file-without-its-set': { groupId: 'CB', rows: ['2.5.7-X5.9-02-too-late', '2.7.2-X2.7.2-01'] },
};
