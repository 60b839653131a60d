/**
 * Files that were wrong and found out. What is wrong with a file is no breach where its receiver has refused it: an Incident is
 * about the very bytes that its raiser received last, of the kind of file its section is about and of its set, and about no others.
 */
import { nameOfBytes } from '../../protocol/security/memo.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import type { Fact } from './facts.ts';
import { textAt } from './fields.ts';

/** MEHRS 2.4.3 to 2.7.3; the Requesting Party's doubts beside them (decision D-90). */
export const FILE_OF_SECTION: Readonly<Record<string, MessageType>> = {
  '2.4.3': 'MCF', '2.4.5': 'MVF', '2.5.7': 'MGF', '2.5.8': 'MEF', '2.5.10': 'MEF', '2.5.11': 'MEF', '2.7.2': 'SCF', '2.7.3': 'SCF', 'X2.7.2': 'SCF', 'X2.7.8': 'COF',
};

const bytesOf = ({ envelope: { body } }: Fact): string => nameOfBytes(body);

interface Refused {
  readonly raised: Fact;
  readonly file: Fact;
}

const refusedIn = (facts: readonly Fact[]): readonly Refused[] => facts.filter(({ type }) => type === 'INCIDENT_RAISED').flatMap((raised) => {
  const type = FILE_OF_SECTION[textAt(raised.content, 'section')];
  const file = type === undefined ? undefined
    : facts.findLast((each) => each.type === type && each.to === raised.envelope.from && each.envelope.key === textAt(raised.content, 'migrationSetId') && each.position < raised.position);
  return file === undefined ? [] : [{ raised, file }];
});

/** Whether a copy is of bytes that somebody has refused, by a check or under a section that `about` takes. */
export const detectedIn = (facts: readonly Fact[], about: (raised: Fact) => boolean): ((copy: Fact) => boolean) => {
  const refused = refusedIn(facts).filter(({ raised }) => about(raised)).map(({ file }) => ({ from: file.envelope.from, bytes: bytesOf(file) }));
  return (copy) => refused.length > 0 && refused.some(({ from, bytes }) => from === copy.envelope.from && bytes === bytesOf(copy));
};
