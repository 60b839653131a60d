/** `mehrs tabulate`: every machine as a table, with its dead states and undeclared events. */
import type { Command } from 'commander';
import { renderTabulation, tabulateAll } from '../tabulate/report.ts';

export const registerTabulate = (program: Command): void => {
  program.command('tabulate').description('tabulate every machine; dead states and defects fail').option('--json', 'for machines').option('--undeclared', 'list the cells no machine declares')
    .action(({ json, undeclared }: { json?: boolean; undeclared?: boolean }) => {
      const report = tabulateAll();
      process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : `${renderTabulation(report, { undeclared: undeclared === true })}\n`);
      process.exitCode = report.defects.length === 0 ? 0 : 1;
    });
};
