/** `mehrs play`: provokes one row of the catalogue by its real cause, tells the story and holds the verdict against it. */
import { Option, type Command } from 'commander';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import { playAll } from './playAll.ts';
import { playRow, type PlayFlags } from './playRow.ts';
import { recordOf } from './record.ts';
import type { Verdict } from '../verdict/index.ts';
import { withWorldFlags } from './options.ts';
import { renderClosing, renderOutcomes, renderTimeline } from './perform.ts';
import { paint } from './terminal.ts';
import { UsageError } from './usage.ts';

const EXIT: Readonly<Record<Verdict['result'], number>> = { pass: 0, fail: 1, inconclusive: 2 };

/** @throws UsageError naming the Group IDs there are. */
const groupsOf = ({ id, groups }: CatalogueRow, asked: string | undefined): readonly GroupId[] => {
  if (asked === undefined) return groups;
  const found = groups.find((each) => each === asked);
  if (found === undefined) throw new UsageError(`--group ${asked}: row ${id} is about ${groups.join(', ')}`);
  return [found];
};

const findings = ({ findings: all }: Verdict): string => {
  const bad = all.filter(({ result }) => result !== 'pass');
  return bad.length === 0 ? `all ${all.length} expectations hold` : bad.map(({ expectation, clause, result, detail }) => `  ${result}: ${expectation} [${clause}] ${detail}`).join('\n');
};

const rowNamed = (id: string): CatalogueRow => {
  const row = CATALOGUE.find((each) => each.id === id);
  if (row === undefined) throw new UsageError(`no row "${id}"${near(id)}; \`mehrs catalogue\` lists all ${CATALOGUE.length}`);
  return row;
};

/** The rows that begin alike, or are of the same section. */
const near = (id: string): string => {
  const alike = CATALOGUE.map((row) => row.id).filter((each) => each.startsWith(id) || each.split('-', 1)[0] === id.split('-', 1)[0]);
  return alike.length === 0 ? '' : `; did you mean ${alike.slice(0, 8).join(', ')}${alike.length > 8 ? ', …' : ''}?`;
};

const playOne = async (rowId: string, flags: PlayFlags): Promise<void> => {
  const row = rowNamed(rowId);
  const groups = groupsOf(row, flags.group);
  const groupId = groups.find((each) => each === 'CB') ?? groups[0];
  if (groupId === undefined) throw new UsageError(`row ${rowId} applies to no Group ID`);
  const { performed, verdict } = await playRow(row, groupId, flags);
  process.exitCode = EXIT[verdict.result];
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ row: rowId, group: groupId, verdict, id: performed.folder.id, path: performed.folder.path, journalSha256: performed.hash, outcomes: performed.outcomes })}\n`);
    return;
  }
  process.stdout.write([
    paint('bold', `${row.id}, Group ID ${groupId}: ${row.title}`),
    `MEHRS ${row.section}; ${row.source}`,
    '',
    renderTimeline(performed.timeline),
    '',
    renderOutcomes(performed.outcomes),
    '',
    ...recordOf(row),
    `${paint(verdict.result === 'pass' ? 'green' : 'red', `Verdict: ${verdict.result}`)}, ${findings(verdict)}`,
    '',
    renderClosing(performed),
    '',
  ].join('\n'));
};

export const registerPlay = (program: Command): void => {
  withWorldFlags(program.command('play [row]').description('play one row of the catalogue, or all'))
    .option('--all', 'every row for every Group ID it applies to')
    .option('--workers <n>', 'processes that play all rows; default one a core')
    .option('--keep', 'with --all: a run folder of every row; without it, of those that do not end as their record says')
    .addOption(new Option('--asked').hideHelp())
    .option('--group <id>', 'one Group ID; default CB where the row applies to it')
    .action(async (rowId: string | undefined, flags: PlayFlags) => {
      if (flags.group !== undefined && !(GROUP_IDS as readonly string[]).includes(flags.group)) throw new UsageError(`--group ${flags.group}: one of ${GROUP_IDS.join(', ')} expected`);
      if (flags.all === true && rowId !== undefined) throw new UsageError(`${rowId} and --all: one row or all expected`);
      if (flags.all === true) return playAll(flags);
      if (rowId === undefined) throw new UsageError('which row? `mehrs catalogue` lists them, `--all` plays all');
      return playOne(rowId, flags);
    });
};
