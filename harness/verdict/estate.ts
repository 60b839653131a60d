/** Whose row of a CSV file or report it is: by MPAN, MPRN or Installation id, whichever column they stand in. */
import type { Estate, Installation } from '../../protocol/domain.ts';
import type { Fact } from './facts.ts';
import { listOf } from './fields.ts';
import type { Content } from './content.ts';

export const rowsOf = (fact: Fact): readonly Content[] => listOf(fact.content, 'rows');

export const whose = ({ installations }: Estate): ((entry: Content) => Installation | undefined) => {
  const byKey = new Map(installations.flatMap((each) =>
    [each.id, each.mpan, each.mprn].flatMap((key) => (key === undefined ? [] : [[key, each] as const]))));
  return (entry) => Object.values(entry).map((value) => byKey.get(String(value))).find((each) => each !== undefined);
};
