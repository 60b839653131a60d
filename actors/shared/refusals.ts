/** Incidents about a file that a party refuses, or about what is in it (MEHRS 2.4.3, 2.4.5, 2.5.7 to 2.5.11, 2.7.2, 2.7.3). */
import type { Cohort } from '../../protocol/domain.ts';
import type { McfInstallation } from '../../protocol/files/types.ts';
import type { IncidentSection } from '../../protocol/mehrs/parameters/incidents.ts';
import type { Context, Rendered } from '../runtime/party.ts';
import { concerning } from './files.ts';
import { raise, type IncidentTables } from './incidents.ts';

export interface RefusalTables extends IncidentTables {
  /** What is wrong with the last file of a set that was refused. */
  refusals: { readonly failed: string; readonly detail: string };
}

/** Names every Installation of the Common File that the party has; none without one. @param cohort of the assignee, where the party serves several. */
export const raiseAboutFile = (section: IncidentSection, { key, failed }: { key: string; failed: string }, installations: readonly McfInstallation[], context: Context<RefusalTables>, cohort?: Cohort): Rendered => {
  const refusal = context.store.get('refusals', key);
  return raise(section, { cohort, migrationSetId: key, ...concerning(installations), failed: refusal?.failed ?? failed, detail: refusal?.detail ?? '' }, context);
};
