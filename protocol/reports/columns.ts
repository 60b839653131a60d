/** Columns that several reports share; all of them emulator profile (ruling R2-10). */
import { writeUtc } from '../files/utc.ts';
import { emulator, type Column } from './definition.ts';
import type { InstallationIdentity } from './identity.ts';

interface About {
  readonly at: number;
  readonly installation: InstallationIdentity;
}

export const when = <Row extends About>(name: string): Column<Row> => emulator(name, (row) => writeUtc(row.at));

/** What the Installation is and whose. */
export const about = <Row extends About>(): Column<Row>[] => [
  emulator('Installation', ({ installation }) => installation.installationId ?? ''),
  emulator('Group ID', ({ installation }) => installation.groupId ?? ''),
  emulator('MPAN', ({ installation }) => installation.mpan ?? ''),
  emulator('MPRN', ({ installation }) => installation.mprn ?? ''),
  emulator('Electricity Supplier', ({ installation }) => installation.electricitySupplier ?? ''),
  emulator('Gas Supplier', ({ installation }) => installation.gasSupplier ?? ''),
  emulator('Electricity Distributor', ({ installation }) => installation.electricityDistributor ?? ''),
  emulator('Gas Transporter', ({ installation }) => installation.gasTransporter ?? ''),
];
