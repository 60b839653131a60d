/** `mehrs cited`: what of the MEHRS no row of the catalogue answers for. Exit 1 when something has neither a row nor a reason. */
import type { Command } from 'commander';
import { CATALOGUE, entryOf } from '../../protocol/mehrs/expected/catalogue.ts';
import { UNCITED_CELLS, UNCITED_LINES } from '../../protocol/mehrs/expected/uncited.ts';
import { citationsOf, type Citations } from '../documents/citations.ts';
import type { Cell } from '../documents/source.ts';
import { UsageError, readInput } from './usage.ts';

interface Flags {
  readonly source: string;
  readonly json?: boolean;
}

const SHOWN = 110;
const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text).replaceAll('\t', ' | ');

/** One line a code: `MA119 (line 1143): X AA BA CA; n/a DA`. */
const cellLines = (cells: readonly Cell[]): readonly string[] => [...new Set(cells.map(({ code }) => code))].map((code) => {
  const own = cells.filter((each) => each.code === code);
  const marked = (['X', 'n/a'] as const).map((mark) => [mark, own.filter((each) => each.mark === mark).map(({ groupId }) => groupId)] as const).filter(([, groups]) => groups.length > 0);
  return `  ${code} (line ${own[0]?.line}): ${marked.map(([mark, groups]) => `${mark} ${groups.join(' ')}`).join('; ')}`;
});

const textOf = ({ paragraphs, cells, stale }: Citations): string => [
  `Paragraphs of sections 2 to 4: ${paragraphs.cited} cited, ${paragraphs.excused} with a reason, ${paragraphs.open.length} neither`,
  ...paragraphs.open.map(({ line, text }) => `  ${line}: ${short(text)}`),
  `Cells of Table A.1: ${cells.cited} cited, ${cells.excused} with a reason, ${cells.open.length} neither`,
  ...cellLines(cells.open),
  'Reasons:',
  ...UNCITED_LINES.map(({ lines, reason }) => `  lines ${lines}: ${reason}`),
  ...UNCITED_CELLS.map(({ codes, groups, reason }) => `  ${codes[0]} to ${codes.at(-1)} for ${groups.join(' ')}: ${reason}`),
  ...(stale.length === 0 ? [] : [`Needed no more, a row cites them: ${stale.join(', ')}`]),
].join('\n');

const readCitations = (path: string): Citations => {
  const source = new TextDecoder().decode(readInput(path));
  try {
    return citationsOf(source, CATALOGUE.map(entryOf));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
};

export const registerCited = (program: Command): void => {
  program.command('cited').description('what of the MEHRS no row of the catalogue answers for')
    .requiredOption('--source <file>', 'text of the MEHRS, source 002').option('--json', 'for machines')
    .action(({ source, json }: Flags) => {
      const citations = readCitations(source);
      process.stdout.write(json === true ? `${JSON.stringify(citations)}\n` : `${textOf(citations)}\n`);
      process.exitCode = citations.paragraphs.open.length + citations.cells.open.length === 0 ? 0 : 1;
    });
};
