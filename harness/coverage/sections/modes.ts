/** What the modes of exploration tell: message trouble, a crash, two Installations in one file. */
import type { CoverageModel, TroubleModel } from '../model.ts';
import { list, section, text } from './markup.ts';

const folded = (summary: string, items: readonly string[]): string => (items.length === 0 ? '' : `<details><summary>${text(summary)}</summary>${list(items)}</details>`);

const TITLES: Readonly<Record<string, string>> = { lose: 'One message lost', double: 'One message twice', overtake: 'One message overtaken', crash: 'A party comes back from its store' };

const trouble = ({ configuration, kind, cells, fates, stranded }: TroubleModel): string => [
  `<h3>${text(TITLES[kind] ?? kind)} <small>${text(configuration)}${cells === undefined ? '' : `, ${cells} local states with an input`}</small></h3>`,
  folded(`${fates.length} kinds of messages`, fates.map(({ message, reactions, ends }) => `<b>${text(message)}</b>${ends.length === 0 ? '' : ` ends otherwise in ${ends.length} ways`}${list(reactions.map((each) => `<code>${text(each)}</code>`))}`)),
  folded(`${stranded.length} stranded: neither a disposition nor an open Incident`, stranded.map(({ detail, trace = [] }) => `${text(detail)}${list(trace.map((each) => `<code>${text(each)}</code>`))}`)),
].join('');

export const modes = ({ exploration }: CoverageModel): string => {
  const [troubles, pairs] = [exploration?.trouble ?? [], exploration?.together ?? []];
  if (troubles.length + pairs.length === 0) return '';
  return section('modes', 'When something goes wrong on the way', 'What becomes of a message that is lost, comes twice or is overtaken, of a party that crashes, and of a second Installation in the same file.', [
    ...troubles.map(trouble),
    ...pairs.map(({ configuration, alone, shared }) => `<h3>Two Installations in one file <small>${text(configuration)}</small></h3><p>${alone} causes happen to one alone; the other goes on as ever.</p>`
      + folded(`${shared.length} causes stop both`, shared.map(({ row, ends }) => `<b>${text(row)}</b>${list(ends.map((each) => `<code>${text(each)}</code>`))}`))),
  ].join(''));
};
