/** Whom it concerns when one of the S1SP's systems is down (MEHRS 2.6.1, 2.6.8, 2.7.6). */
import { defined } from '../../protocol/defined.ts';
import { concerning } from '../shared/files.ts';
import { outageRenderings, type Concern } from '../shared/outages.ts';
import { joined } from '../shared/parts.ts';
import type { S1spTables, Work } from './tables.ts';

const of = (works: readonly Work[]): Concern => ({ ...concerning(works.map(({ entry }) => entry)), ...defined({ migrationSetId: works[0]?.setId }) });

export const outages = outageRenderings<S1spTables>((_system, { machine, key }, { store }) => {
  if (machine === 's1sp.installation') return of([store.need('works', key)]);
  if (machine === 's1sp.scf') return of((store.get('outcomes', key) ?? []).flatMap(({ installationId }) => store.get('works', joined(key, installationId)) ?? []));
  const current = store.get('current', key);
  return of(current === undefined ? [] : [store.need('works', current)]);
});
