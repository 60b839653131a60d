/** Whom it concerns when one of the S1SP's systems is down (MEHRS 2.6.1, 2.6.8, 2.7.6). */
import { outageRenderings, type Concern } from '../shared/outages.ts';
import type { S1spTables, Work } from './tables.ts';

const concerning = (works: readonly Work[]): Concern => ({
  installationIds: works.map(({ installationId }) => installationId),
  affectedUsers: works.flatMap(({ entry }) => [entry.electricitySupplier, entry.gasSupplier].filter((each) => each !== undefined)),
  ...(works[0] === undefined ? {} : { migrationSetId: works[0].setId }),
});

export const outages = outageRenderings<S1spTables>((_system, { machine, key }, { store }) => {
  if (machine === 's1sp.installation') return concerning([store.need('works', key)]);
  if (machine === 's1sp.scf') return concerning((store.get('outcomes', key) ?? []).flatMap(({ installationId }) => store.get('works', `${key}/${installationId}`) ?? []));
  const current = store.get('current', key);
  return concerning(current === undefined ? [] : [store.need('works', current)]);
});
