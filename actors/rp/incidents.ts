/** Incidents assigned to the Requesting Party: who refused a Common File cannot say whom it is about, so its maker does (MEHRS 2.4.3). */
import { naming } from '../shared/incidents.ts';
import { memberIds, suppliersOf } from './sets.ts';
import type { RpTables } from './tables.ts';

export const { updateIncident, untilUpdate } = naming<RpTables>((setId, context) => {
  const set = context.store.get('sets', setId);
  return set === undefined ? undefined : { installationIds: memberIds(set, context), affectedUsers: suppliersOf(set, context) };
});
