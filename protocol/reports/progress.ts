/** Report 3, what is in progress (000 on Network Operators; ruling R2-10: an inference), and Report 5, MCF entries that failed validation. */
import { writeUtc } from '../files/utc.ts';
import { about, when } from './columns.ts';
import { concerns, emulator, type ReportDefinition } from './definition.ts';
import { journeys, type Journey } from './journeys.ts';
import type { ProgressFact } from './progressFacts.ts';

interface Standing extends Journey {
  readonly at: number;
  readonly installation: ProgressFact['installation'];
}

export const IN_PROGRESS: ReportDefinition<Standing> = {
  title: 'Migrations in Progress at the End of the Reporting Period',
  titleProfile: 'emulator',
  extent: 'standing',
  recipients: ['mcc', 'supplier', 'electricityDistributor'],
  columns: [
    when('In Progress Since'),
    emulator('Migration Day', ({ start }) => start.migrationDay),
    emulator('Migration Set', ({ start }) => start.migrationSetId),
    ...about<Standing>(),
    emulator('Commissioned By', ({ start }) => start.commissioner),
    emulator('Last File', ({ latest }) => latest.kind),
    emulator('Last File At', ({ latest }) => writeUtc(latest.at)),
  ],
  rows: (facts) => journeys(facts).filter(({ end }) => end === undefined).map((each) => ({ ...each, at: each.start.at, installation: each.start.installation })),
  at: ({ at }) => at,
  identity: () => undefined,
  visibleTo: ({ installation }, recipient) => concerns(installation, recipient),
};

/** Report 6 has only the reason code of such a failure; this one says which check failed (MEHRS 2.4.6). */
export const VALIDATION_FAILURES: ReportDefinition<ProgressFact> = {
  title: 'Migration Common File Validation Failures in the Reporting Period',
  titleProfile: 'emulator',
  extent: 'events',
  recipients: ['mcc', 'supplier'],
  columns: [
    when('Failed At'),
    emulator('Migration Day', (row) => row.migrationDay),
    emulator('Migration Set', (row) => row.migrationSetId),
    ...about<ProgressFact>(),
    emulator('FailedStepNumber', (row) => row.failedStepNumber ?? ''),
    emulator('SupportingData', (row) => row.supportingData ?? ''),
  ],
  rows: (facts) => facts.filter((fact): fact is ProgressFact => fact.kind === 'MVF' && fact.failedStepNumber !== undefined),
  at: ({ at }) => at,
  identity: (row) => `${row.fileId}/${row.installation.installationId ?? ''}/${row.failedStepNumber ?? ''}`,
  visibleTo: ({ installation }, recipient) => concerns(installation, recipient),
};
