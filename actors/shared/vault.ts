/** Keys a party has to delete and cannot while its key store is locked (MEHRS 2.6.6 (1, 2)). */
import { roleOf } from '../../protocol/domain.ts';
import type { McfInstallation } from '../../protocol/files/types.ts';
import type { Context, InternalEvent, Rendered } from '../runtime/party.ts';
import { suppliersIn } from './files.ts';
import { raise, type IncidentTables } from './incidents.ts';
import { joined, partsOf } from './parts.ts';

export interface VaultTables extends IncidentTables {
  /** The party's key store, key `keys`. */
  vault: { readonly locked: boolean };
}
type Holder = Context<VaultTables>;

/** Step for an Incident about keys that stay (emulator profile). */
const NOT_DELETED = 'X2.6.6-01';

export const isLocked = ({ store }: Holder): boolean => store.get('vault', 'keys')?.locked === true;

const onVault = (key: string, type: string, { address }: Holder): InternalEvent => ({ machine: `${roleOf(address)}.vault`, key, event: { type } });

export const deletionFailed = (key: string, context: Holder): readonly InternalEvent[] => [onVault(key, 'DELETION_FAILED', context)];

/** @param key `<setId>/<installationId>`. The party raises the Incident and it is assigned to the same party. */
export const raiseKeyIncident = (key: string, entry: McfInstallation | undefined, context: Holder): Rendered => {
  const [migrationSetId, installationId] = partsOf(key);
  return raise('2.6.6', {
    migrationSetId, installationIds: [installationId], failed: NOT_DELETED, detail: 'keys could not be deleted: the key store is locked',
    affectedUsers: entry === undefined ? [] : suppliersIn([entry]), assignee: roleOf(context.address),
  }, context);
};

/** The people have opened the key store: what had to go goes. @returns undefined when the Incident is about something else. */
export const reopenVault = (incidentId: string, context: Holder): Rendered | undefined => {
  const { section, migrationSetId, installationIds } = context.store.need('assigned', incidentId);
  if (section !== '2.6.6') return undefined;
  context.store.put('vault', 'keys', { locked: false });
  return { tell: installationIds.map((id) => onVault(joined(migrationSetId ?? '', id), 'DELETION_DUE', context)) };
};
