/** `mehrs catalogue` and `mehrs codes`: what the documents say must come of what. */
import type { Command } from 'commander';
import { ERROR_PATHS, GOOD_PATHS, entryOf } from '../../protocol/mehrs/expected/catalogue.ts';
import { CODES } from '../../protocol/mehrs/expected/codes.ts';
import { table } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
}

export const registerCatalogue = (program: Command): void => {
  program.command('catalogue').description('the error paths of the MEHRS').option('--json', 'for machines').action(({ json }: Flags) => {
    process.stdout.write(json === true ? `${JSON.stringify(ERROR_PATHS.map(entryOf))}\n` : `${table([
      ['Row', 'Section', 'Kind', 'Groups', 'Disposition', 'Title'],
      ...ERROR_PATHS.map(({ id, section, kind, groups, disposition, title }) => [id, section, kind, groups.join(' '), disposition, title]),
    ])}\n\n${ERROR_PATHS.length} error paths. Beside them ${GOOD_PATHS.length} good paths of the Guide are played and judged alike: ${GOOD_PATHS.map(({ id }) => id).join(', ')}.\n`);
  });
  program.command('codes').description('the codes that public documents print: reason codes, steps, Response Codes, S1SP Alert Codes').option('--json', 'for machines').action(({ json }: Flags) => {
    process.stdout.write(json === true ? `${JSON.stringify(CODES)}\n` : `${table([
      ['Code', 'Groups', 'Tables', 'Paired with', 'Description'],
      ...CODES.map(({ code, groups, tables, dspCode, s1spAlertCode, description }) => [code, groups.join(' '), tables.join(', '), dspCode ?? s1spAlertCode ?? '', description]),
    ])}\n`);
  });
};
