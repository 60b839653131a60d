/** Report 9: Installations whose last attempt failed and that no Migration Common File has taken up since. Emulator profile. */
import { about, when } from './columns.ts';
import { concerns, emulator, type ReportDefinition } from './definition.ts';
import type { InstallationIdentity } from './identity.ts';
import { journeys, type Journey } from './journeys.ts';

interface Candidate {
  /** Virtual ms at which BIMI learnt of the failure. */
  readonly at: number;
  readonly installation: InstallationIdentity;
  readonly commonFiles: number;
  readonly failure: NonNullable<Journey['failure']>;
}

/** Commissioning failures are left out: the supplier then considers replacing the meter (MEHRS 2.7.5). */
export const RESCHEDULING_CANDIDATES: ReportDefinition<Candidate> = {
  title: 'Installations Awaiting Another Attempt',
  titleProfile: 'emulator',
  extent: 'standing',
  recipients: ['mcc', 'supplier'],
  columns: [
    when('Failed At'),
    ...about<Candidate>(),
    emulator('Migration Common Files', ({ commonFiles }) => `${commonFiles}`),
    emulator('File', ({ failure }) => failure.kind),
    emulator('FailedStepNumber', ({ failure }) => (failure.kind === 'MACR' ? '' : failure.failedStepNumber ?? '')),
    emulator('Completion Reason Code', ({ failure }) => (failure.kind === 'MACR' ? failure.reasonCode : '')),
  ],
  rows: (facts) => journeys(facts).flatMap(({ start, commonFiles, failure }) =>
    (failure === undefined ? [] : [{ at: failure.at, installation: start.installation, commonFiles, failure }])),
  at: ({ at }) => at,
  identity: () => undefined,
  visibleTo: ({ installation }, recipient) => concerns(installation, recipient),
};
