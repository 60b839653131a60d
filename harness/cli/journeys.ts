/** `mehrs journeys`: every catalogue row that can be provoked, by live actors with real files, judged. Exit 1 when a verdict is not a pass. */
import { Option, type Command } from 'commander';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { journey, playable, type Journey } from '../explore/journeys.ts';
import { Progress } from './terminal.ts';

interface JourneyFlags {
  readonly group?: string;
  readonly rows?: string;
  readonly json?: boolean;
}

const lineOf = ({ row, groupId, verdict, undeclared }: Journey): string =>
  `${verdict.result}  ${row} ${groupId}${undeclared === 0 ? '' : `  ${undeclared} undeclared`}${verdict.findings.filter(({ result }) => result === 'fail').map(({ expectation, detail }) => `\n    ${expectation}: ${detail}`).join('')}`;

export const registerJourneys = (program: Command): void => {
  program.command('journeys').description('every row by live actors with real files, on the memory bus, judged')
    .addOption(new Option('--group <id>', 'one Group ID').choices([...GROUP_IDS])).option('--rows <prefix>', 'rows whose id begins so').option('--json', 'for machines')
    .action(async ({ group, rows = '', json }: JourneyFlags) => {
      const startedAt = performance.now();
      const progress = new Progress();
      const played: Journey[] = [];
      const all = playable(new Set(group === undefined ? GROUP_IDS : [group])).filter(([row]) => row.startsWith(rows));
      for (const [index, [row, groupId]] of all.entries()) {
        progress.update(() => `${index + 1} of ${all.length}  ${row} ${groupId}`);
        played.push(await journey(row, groupId));
      }
      progress.done();
      const passed = played.filter(({ verdict, undeclared }) => verdict.result === 'pass' && undeclared === 0);
      const wallMs = Math.round(performance.now() - startedAt);
      process.stdout.write(json === true
        ? `${JSON.stringify({ journeys: played.length, passed: passed.length, wallMs, bus: 'memory', each: played.map(({ verdict: { result, findings }, ...rest }) => ({ ...rest, result, failures: findings.filter((each) => each.result === 'fail') })) })}\n`
        : `${[...played.filter((each) => !passed.includes(each)).map(lineOf), `${passed.length} of ${played.length} journeys passed, ${wallMs} ms`].join('\n')}\n`);
      process.exitCode = passed.length === played.length ? 0 : 1;
    });
};
