/**
 * Where a whole-file check fails the party stops processing: MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.5.10, 2.5.11, 2.7.2, 2.7.3.
 * It works on none of the file's Installations until it receives such a file again.
 */
import type { MessageType } from '../../../protocol/messages/types.ts';
import { compareStamps } from '../../../protocol/time.ts';
import type { Role } from '../../../protocol/domain.ts';
import { FILE_OF_SECTION } from '../detected.ts';
import { field, listOf, textAt } from '../fields.ts';
import { sights } from '../facts.ts';
import type { Fact } from '../facts.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';
import type { Finding } from '../verdict.ts';

/** What a party sends when it goes on with an Installation. */
const WORK: Readonly<Partial<Record<Role, readonly MessageType[]>>> = {
  mcfvf: ['MVF'], rp: ['HANDOVER_REQUEST', 'MGF', 'MEF'], s1sp: ['VIABILITY_REQUEST', 'KEY_REQUEST', 'WAN_COMMAND', 'CHF_REQUEST'],
  dco: ['KEY_RESPONSE'], cp: ['COMMISSIONING_REQUEST'],
};
/** Submitting the file that the party is waiting for is no processing of it. */
const resumes = (fact: Fact, waiting: MessageType, party: Fact): boolean =>
  (fact.type === waiting || (waiting === 'MVF' && fact.type === 'MCF')) && (fact.to === party.envelope.from || (waiting === 'MVF' && party.from === 'rp'));

/** What the S1SP does not consider viable goes into its Commissioning File as failed and no further (MEHRS 2.5.9; Guide steps 14 and 16). */
const notViable = (facts: readonly Fact[]): readonly Finding[] => {
  const failed = new Set(facts.filter(({ type }) => type === 'SCF').flatMap(({ content }) => listOf(content, 'installations')
    .filter((each) => textAt(each, 'failure.failedStepNumber').startsWith('X5.25')).map((each) => `${textAt(content, 'header.migrationSetId')} ${textAt(each, 'installationId')}`)));
  return [ruling('what is not viable is not processed', 'MEHRS 2.5.9', facts
    .filter(({ type, content }) => type === 'VIABILITY_REQUEST' && failed.has(`${textAt(content, 'migrationSetId')} ${textAt(content, 'installationId')}`))
    .map(({ content, stamp }) => ({ detail: `the DCO is asked about ${textAt(content, 'installationId')}, which is not viable`, stamp })))];
};

export const stopped: Law = ({ facts, observed }) => {
  const wrong = facts.filter((each) => each.type === 'INCIDENT_RAISED').flatMap((raised) => {
    const file = FILE_OF_SECTION[textAt(raised.content, 'section')];
    const work = WORK[raised.from];
    if (file === undefined || work === undefined) return [];
    const ids = field(raised.content, 'installationIds');
    const later = facts.filter((each) => compareStamps(each.stamp, raised.stamp) > 0);
    const again = later.find((each) => resumes(each, file, raised))?.position ?? Infinity;
    const affected = observed.estate.installations.filter((each) => Array.isArray(ids) && ids.includes(each.id));
    return later
      .filter((each) => each.envelope.from === raised.envelope.from && work.includes(each.type) && each.position < again)
      .filter((each) => affected.some((installation) => sights(each, installation).length > 0))
      .map((each) => ({ detail: `${each.envelope.from} sends ${each.type} after a failed ${file}`, stamp: each.stamp }));
  });
  return [...notViable(facts), ruling('a file that failed is not processed', 'MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2', wrong)];
};
