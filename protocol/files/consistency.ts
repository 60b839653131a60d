/** What must hold between the fields of one file and no XSD 1.0 can say. Asserted when writing and when reading. */
import { FileError } from './errors.ts';
import type { CofInstallation, MigrationFile, ScfInstallation } from './types.ts';

const refuse = (problem: string, expected: string): never => {
  throw new FileError('inconsistent', problem, { expected });
};

const checkOutcome = (each: ScfInstallation | CofInstallation): void => {
  if (each.outcome === 'Failure' && each.failure === undefined) refuse(`${each.installationId} failed without FailedStepNumber`, 'a FailedStepNumber');
  if (each.outcome === 'Success' && each.failure !== undefined) refuse(`${each.installationId} succeeded with a FailedStepNumber`, 'none');
  if (each.outcome === 'Success' && 'rollbackRequired' in each && each.rollbackRequired === true) {
    refuse(`${each.installationId} succeeded and requires rollback`, 'RollbackRequired on failures only');
  }
};

/** @throws FileError `inconsistent`. */
export const assertConsistent = (file: MigrationFile): void => {
  const { toBeCommissionedByDCC, commissioningSupplierId } = file.header;
  if (toBeCommissionedByDCC && commissioningSupplierId !== undefined) refuse('a commissioning supplier beside ToBeCommissionedByDCC True', 'no CommissioningSupplierId');
  if (!toBeCommissionedByDCC && commissioningSupplierId === undefined) refuse('ToBeCommissionedByDCC False names no supplier', 'a CommissioningSupplierId');
  if (file.type === 'SCF' || file.type === 'COF') for (const each of file.installations) checkOutcome(each);
};
