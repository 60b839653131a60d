/** Incidents assigned to the Requesting Party: who refused a Common File cannot say whom it is about, so its maker does (MEHRS 2.4.3). */
import { encodeNotice, type Incident } from '../../protocol/messages/notices.ts';
import { deskDelays, update } from '../shared/incidents.ts';
import type { Context, Party } from '../runtime/party.ts';
import { memberIds, suppliersOf } from './sets.ts';
import type { MigrationSet, RpTables } from './tables.ts';

const setOf = ({ installationIds, migrationSetId = '' }: Incident, { store }: Context<RpTables>): MigrationSet | undefined =>
  (installationIds.length > 0 ? undefined : store.get('sets', migrationSetId));

export const updateIncident: Party<RpTables>['render'][string] = (at, context) => {
  const set = setOf(context.store.need('assigned', at.key), context);
  if (set === undefined) return update(at, context);
  const body = encodeNotice('INCIDENT_UPDATE', {
    incidentId: at.key, at: context.now, news: 'these Installations are affected', installationIds: [...memberIds(set, context)], affectedUsers: [...suppliersOf(set, context)],
  });
  return { send: [{ key: at.key, body }] };
};

/** At once where the Incident names nobody. */
export const untilUpdate: Party<RpTables>['delays'][string] = (at, context) =>
  (setOf(context.store.need('assigned', at.key), context) === undefined ? deskDelays.untilUpdate(at, context) : 0);
