/** MEHRS 2.5.9: between Common File and Group Files the SMSO's record of the Installation comes to be wrong. */
import type { SmsoAccount } from '../../../../protocol/checks/records.ts';
import type { Installation } from '../../../../protocol/domain.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

const onRecord = (change: (installation: Installation) => Partial<SmsoAccount>): Cause => ({
  faults: (installation) => [{
    kind: 'record', on: { from: cohortParty('smso', installation), type: 'HANDOVER_RESPONSE', key: installation.id, contains: 'done', nth: 1 }, afterMinutes: 0, party: cohortParty('rp', installation),
    table: 'accounts', key: installation.id, set: { ...change(installation) },
  }],
});
const noAddress = onRecord(() => ({ ipAddress: '999.1.1.1' }));
const noGasMeter = onRecord(({ devices }) => ({ devices: devices.filter(({ deviceType }) => deviceType !== 'GSME') }));

export const REQUIRED_FILE_SET_CAUSES: Causes = {
  '2.5.9-X5.25-04-ie': noAddress, '2.5.9-X5.25-04-ie-supplier': { ...noAddress, commissionedBySupplier: true }, '2.5.9-X5.25-06-ie': noGasMeter, '2.5.9-X5.25-06-da': noGasMeter,
};
