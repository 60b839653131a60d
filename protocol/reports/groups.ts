/** Report 7: the week in numbers, by Group ID, for the Migration Control Centre alone. Emulator profile. */
import { emulator, type Period, type ReportDefinition } from './definition.ts';
import type { ReportFact } from './facts.ts';
import type { InstallationIdentity } from './identity.ts';
import { MIGRATION_FAILURES, SUCCESSFUL_MIGRATIONS } from './migrations.ts';
import { VALIDATION_FAILURES } from './progress.ts';
import type { ProgressFact } from './progressFacts.ts';
import { ROLLBACK_REQUIRED } from './rollbacks.ts';

interface Counts {
  readonly groupId: string;
  readonly common: number;
  readonly invalid: number;
  readonly failed: number;
  readonly rollbacks: number;
  readonly completed: number;
  readonly at: number;
}

type Row = { readonly at: number; readonly installation: InstallationIdentity };

/** Of two learnt of at one instant always the same one, whatever their order (law L9). */
const isBefore = (a: Row, b: Row): boolean => a.at < b.at || (a.at === b.at && (a.installation.groupId ?? '') < (b.installation.groupId ?? ''));

/** As many rows as the report of those events has in the period, by group: each event counts where it was first learnt of. */
const count = <R extends Row>(rows: readonly R[], identity: (row: R) => string | undefined, { from, to }: Period): ReadonlyMap<string, number> => {
  const first = new Map<string, R>();
  for (const row of rows) {
    const id = identity(row);
    const known = id === undefined ? undefined : first.get(id);
    if (id !== undefined && (known === undefined || isBefore(row, known))) first.set(id, row);
  }
  const counts = new Map<string, number>();
  for (const { at, installation: { groupId = '' } } of first.values()) if (at >= from && at < to) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  return counts;
};

const rows = (facts: readonly ReportFact[], period: Period): readonly Counts[] => {
  const of = <R extends Row>({ rows: all, identity }: ReportDefinition<R>) => count(all(facts, period), identity, period);
  const common = count(facts.filter((fact): fact is ProgressFact => fact.kind === 'MCF'), (fact) => `${fact.migrationSetId}/${fact.installation.installationId ?? ''}`, period);
  const invalid = of(VALIDATION_FAILURES);
  const failed = of(MIGRATION_FAILURES);
  const rollbacks = of(ROLLBACK_REQUIRED);
  const completed = of(SUCCESSFUL_MIGRATIONS);
  return [...new Set([common, invalid, failed, rollbacks, completed].flatMap((each) => [...each.keys()]))].map((groupId) => ({
    groupId, at: period.from,
    common: common.get(groupId) ?? 0, invalid: invalid.get(groupId) ?? 0, failed: failed.get(groupId) ?? 0,
    rollbacks: rollbacks.get(groupId) ?? 0, completed: completed.get(groupId) ?? 0,
  }));
};

export const GROUP_SUMMARY: ReportDefinition<Counts> = {
  title: 'Migration Week Summary by Group ID',
  titleProfile: 'emulator',
  extent: 'standing',
  recipients: ['mcc'],
  columns: [
    emulator('Group ID', (row) => row.groupId),
    emulator('Installations in Migration Common Files', (row) => `${row.common}`),
    emulator('Failures of Validation', (row) => `${row.invalid}`),
    emulator('Migration Failures', (row) => `${row.failed}`),
    emulator('Rollbacks Required', (row) => `${row.rollbacks}`),
    emulator('Migrations Completed', (row) => `${row.completed}`),
  ],
  rows,
  at: ({ at }) => at,
  identity: () => undefined,
  visibleTo: () => false,
};
