/** Reports 1 and 2: migrations completed and migrations failed, from SCF and COF (MEHRS 1.3, 2.5.9 to 2.7.7; ruling A-46). */
import { about, when } from './columns.ts';
import { concerns, emulator, known, type Column, type ReportDefinition } from './definition.ts';
import type { CofFact, ReportFact, ScfFact } from './facts.ts';

export type Outcome = ScfFact | CofFact;

/**
 * A migration is complete when the COF says so, or the SCF where the supplier commissions itself: between SCF and COF it is
 * neither success nor failure (ruling A-46).
 */
export const successes = (facts: readonly ReportFact[]): Outcome[] =>
  facts.filter((fact): fact is Outcome =>
    (fact.kind === 'COF' && fact.outcome === 'Success')
    || (fact.kind === 'SCF' && fact.outcome === 'Success' && fact.commissioner === 'Supplier'));

/** A split site has a COF for each supplier, and a regenerated file says again what the first said: one completion all the same. */
export const successIdentity = (fact: Outcome): string => `${fact.migrationSetId}/${fact.installation.installationId ?? ''}`;

const outcomeColumns = (time: string): Column<Outcome>[] => [
  when(time),
  emulator('Migration Day', (row) => row.migrationDay),
  emulator('Migration Set', (row) => row.migrationSetId),
  ...about<Outcome>(),
  emulator('Commissioned By', (row) => row.commissioner),
];
const shared = {
  titleProfile: 'known',
  extent: 'events',
  recipients: ['mcc', 'supplier', 'electricityDistributor'],
  at: (row: Outcome) => row.at,
  visibleTo: (row: Outcome, recipient: Parameters<typeof concerns>[1]) => concerns(row.installation, recipient),
} as const;

export const SUCCESSFUL_MIGRATIONS: ReportDefinition<Outcome> = {
  ...shared,
  title: 'Successful Migrations Completed in the Reporting Period',
  columns: outcomeColumns('Completed At'),
  rows: successes,
  identity: successIdentity,
};

export const MIGRATION_FAILURES: ReportDefinition<Outcome> = {
  ...shared,
  title: 'Migration Failures Occurring in the Reporting Period',
  columns: [
    ...outcomeColumns('Failed At'),
    emulator('File', (row) => row.kind),
    known('FailedStepNumber', (row) => row.failedStepNumber ?? ''),
    emulator('SupportingData', (row) => row.supportingData ?? ''),
  ],
  rows: (facts) => facts.filter((fact): fact is Outcome => (fact.kind === 'SCF' || fact.kind === 'COF') && fact.outcome === 'Failure'),
  identity: (row) => `${successIdentity(row)}/${row.kind}/${row.failedStepNumber ?? ''}`,
};
