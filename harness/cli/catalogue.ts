/** `mehrs catalogue` and `mehrs codes`: what the documents say must come of what. */
import type { Command } from 'commander';
import { CATALOGUE, entryOf } from '../../protocol/mehrs/expected/catalogue.ts';
import { REASON_CODES } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { table } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
}

export const registerCatalogue = (program: Command): void => {
  program.command('catalogue').description('the error paths of the MEHRS').option('--json', 'for machines').action(({ json }: Flags) => {
    process.stdout.write(json === true ? `${JSON.stringify(CATALOGUE.map(entryOf))}\n` : `${table([
      ['Row', 'Section', 'Kind', 'Groups', 'Disposition', 'Title'],
      ...CATALOGUE.map(({ id, section, kind, groups, disposition, title }) => [id, section, kind, groups.join(' '), disposition, title]),
    ])}\n`);
  });
  program.command('codes').description('the reason codes of Table A.1').option('--json', 'for machines').action(({ json }: Flags) => {
    process.stdout.write(json === true ? `${JSON.stringify(REASON_CODES)}\n` : `${table([
      ['Code', 'Groups', 'Description'], ...REASON_CODES.map(({ code, groups, wording }) => [code, groups.join(' '), wording]),
    ])}\n`);
  });
};
