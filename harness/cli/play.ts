/** `mehrs play`: provokes one row of the catalogue by its real cause, tells the story and holds the verdict against it. */
import type { Command } from 'commander';
import { CATALOGUE, rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { PROVOKED_ROWS, planFor } from '../faults/causes.ts';
import { judge, type Verdict } from '../verdict/index.ts';
import { demonstrationEstate } from '../world/world.ts';
import { withWorldFlags, type WorldFlags } from './options.ts';
import { perform, renderClosing, renderOutcomes, renderTimeline, type Performance } from './perform.ts';
import { Progress, paint, table } from './terminal.ts';
import { UsageError } from './usage.ts';

interface PlayFlags extends WorldFlags {
  readonly all?: boolean;
}

const EXIT: Readonly<Record<Verdict['result'], number>> = { pass: 0, fail: 1, inconclusive: 2 };

const playRow = async (rowId: string, flags: PlayFlags): Promise<{ readonly performed: Performance; readonly verdict: Verdict }> => {
  const estate = demonstrationEstate(flags.seed);
  const installation = estate.installations[0];
  if (installation === undefined) throw new Error('the demonstration estate is empty');
  const performed = await perform({
    world: { seed: flags.seed, migrationWeek: flags.week, ruleSet: flags.ruleSet, estate, faults: planFor(rowId, installation) },
    name: rowId, bus: flags.bus, nats: flags.nats, runs: flags.runs,
  });
  const { world } = performed;
  const verdict = judge({
    run: world.options.run, ruleSet: flags.ruleSet, estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: installation.id,
  }, rowId);
  return { performed, verdict };
};

const findings = ({ findings: all }: Verdict): string => {
  const bad = all.filter(({ result }) => result !== 'pass');
  return bad.length === 0 ? `all ${all.length} expectations hold` : bad.map(({ expectation, clause, result, detail }) => `  ${result}: ${expectation} [${clause}] ${detail}`).join('\n');
};

const playOne = async (rowId: string, flags: PlayFlags): Promise<void> => {
  if (!PROVOKED_ROWS.includes(rowId)) throw new UsageError(`no row "${rowId}"; there are ${PROVOKED_ROWS.join(', ')}`);
  const row = rowById(rowId);
  const { performed, verdict } = await playRow(rowId, flags);
  process.exitCode = EXIT[verdict.result];
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ row: rowId, verdict, id: performed.folder.id, path: performed.folder.path, journalSha256: performed.hash, outcomes: performed.outcomes })}\n`);
    return;
  }
  const { incident } = row;
  process.stdout.write([
    paint('bold', `${row.id}: ${row.title}`),
    `MEHRS ${row.section}; ${row.source}`,
    '',
    renderTimeline(performed.timeline),
    '',
    renderOutcomes(performed.outcomes),
    '',
    incident.kind === 'none' ? 'No Incident.' : `Incident raised by ${incident.raisedBy}, assigned to ${incident.assignedTo}, managed by ${incident.managedBy}.`,
    `Disposition: ${row.disposition}. The supplier: ${row.supplierAction}.`,
    `${paint(verdict.result === 'pass' ? 'green' : 'red', `Verdict: ${verdict.result}`)}, ${findings(verdict)}`,
    '',
    renderClosing(performed),
    '',
  ].join('\n'));
};

const playAll = async (flags: PlayFlags): Promise<void> => {
  const progress = new Progress();
  const results: { row: string; result: Verdict['result']; path: string }[] = [];
  for (const { id } of CATALOGUE.filter((row) => PROVOKED_ROWS.includes(row.id))) {
    progress.update(() => `${results.length} of ${PROVOKED_ROWS.length}  ${id}`);
    const { performed, verdict } = await playRow(id, flags);
    results.push({ row: id, result: verdict.result, path: performed.folder.path });
  }
  progress.done();
  const passed = results.filter(({ result }) => result === 'pass').length;
  process.exitCode = passed === results.length ? 0 : 1;
  process.stdout.write(flags.json === true
    ? `${JSON.stringify({ passed, failed: results.length - passed, rows: results })}\n`
    : `${table([['Row', 'Verdict', 'Run folder'], ...results.map(({ row, result, path }) => [row, result, path])])}\n\n${passed} of ${results.length} rows end as their record says\n`);
};

export const registerPlay = (program: Command): void => {
  withWorldFlags(program.command('play [row]').description('play one row of the catalogue, or all'))
    .option('--all', 'every row there is a cause for')
    .action(async (rowId: string | undefined, flags: PlayFlags) => {
      if (flags.all === true) return playAll(flags);
      if (rowId === undefined) throw new UsageError('which row? `mehrs catalogue` lists them, `--all` plays all');
      return playOne(rowId, flags);
    });
};
