/**
 * A Common File carries the certificates that the authorisations of an Installation gave for its meters and no others: the Supplier's
 * and the Network Operator's, gas for the GSME and the GPF alike (Guide 4.5.5; ruling R2-09).
 */
import type { Installation } from '../../../protocol/domain.ts';
import type { Content } from '../content.ts';
import { detectedIn } from '../detected.ts';
import type { Fact } from '../facts.ts';
import { field, listOf, textAt } from '../fields.ts';
import { ruling, seenOf, type Law, type Wrong } from '../world.ts';

const ROLES = ['Supplier', 'NetworkOperator'] as const;
/** Fields of an authorisation by the Devices they are for. */
const METERS = [['esme', ['ESME']], ['gas', ['GSME', 'GPF']]] as const;

const nameOf = (certificate: unknown): string => `${textAt({ certificate }, 'certificate.serial')} ${textAt({ certificate }, 'certificate.issuer')}`.trim();

const slot = (device: string, role: string, critical: unknown, nonCritical: unknown): string => `${device} ${role} ${nameOf(critical)}, ${nameOf(nonCritical)}`;

/** What one record of an authorisation gives for the Devices that an Installation has. */
const givenBy = (record: unknown, has: ReadonlySet<string>): readonly string[] => METERS.flatMap(([meter, devices]) => ROLES.flatMap((role) => {
  const [critical, nonCritical] = [`${meter}${role}Critical`, `${meter}${role}NonCritical`].map((name) => field({ record }, `record.${name}`));
  return nameOf(critical) === '' || nameOf(nonCritical) === '' || devices.some((each) => !has.has(each)) ? [] : devices.map((each) => slot(each, role, critical, nonCritical));
}));

/** Records that were accepted before this file, the last of each authorisation. */
const recordsBefore = (file: Fact, facts: readonly Fact[], subject: Installation): readonly unknown[] => {
  const accepted = new Set(seenOf(facts, ['MAVR'], subject).filter(({ content, fact }) => textAt(content, 'entry.result') === 'Accepted' && fact.position < file.position).map(({ fact }) => fact.envelope.key));
  return seenOf(facts, ['MA'], subject).filter(({ fact }) => fact.to === file.envelope.from && fact.position < file.position && accepted.has(fact.envelope.key)).map(({ content }) => content['entry']);
};

const wrongWith = (file: Fact, content: Content, given: readonly unknown[], { devices }: Installation): readonly Wrong[] => {
  const has = new Set<string>(devices.map(({ deviceType }) => deviceType));
  const carried = listOf(content, 'entry.credentials').map((each) => slot(textAt(each, 'deviceType'), textAt(each, 'remotePartyRole'), each['critical'], each['nonCritical']));
  const wanted = new Set(given.flatMap((record) => givenBy(record, has)));
  const wrong = (detail: string): Wrong => ({ detail: `the Common File ${file.envelope.key} ${detail}`, stamp: file.stamp });
  return [...[...wanted].filter((each) => !carried.includes(each)).map((each) => wrong(`lacks ${each}`)), ...carried.filter((each) => !wanted.has(each)).map((each) => wrong(`has ${each}, which nobody gave`))];
};

export const commonFiles: Law = ({ facts, subject }) => {
  const refused = detectedIn(facts, () => true);
  return [ruling('a Common File has the certificates that were given', 'Guide 4.5.5', seenOf(facts, ['MCF'], subject)
    .filter(({ fact }) => !refused(fact))
    .flatMap(({ fact, content }) => wrongWith(fact, content, recordsBefore(fact, facts, subject), subject)))];
};
