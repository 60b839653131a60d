/** Report 4, Installations to be taken back by the SMSO, from the mark in the SCF (Guide Table 5 step 17). Emulator profile. */
import { emulator, type ReportDefinition } from './definition.ts';
import type { ScfFact } from './facts.ts';
import { MIGRATION_FAILURES, successIdentity } from './migrations.ts';

/** Whether it has been taken back, BIMI is not told: no file says so. */
export const ROLLBACK_REQUIRED: ReportDefinition<ScfFact> = {
  title: 'Installations Requiring Rollback in the Reporting Period',
  titleProfile: 'emulator',
  extent: 'events',
  recipients: ['mcc', 'supplier'],
  columns: MIGRATION_FAILURES.columns.map(({ name, cell }) => emulator<ScfFact>(name, cell)),
  rows: (facts) => facts.filter((fact): fact is ScfFact => fact.kind === 'SCF' && fact.outcome === 'Failure' && fact.rollbackRequired === true),
  at: ({ at }) => at,
  identity: (row) => `${successIdentity(row)}/${row.failedStepNumber ?? ''}`,
  visibleTo: MIGRATION_FAILURES.visibleTo,
};
