/** What holds of the files of every run: routes, copies, headers, counters, and that they can be read. */
import { roleOf } from '../../../protocol/domain.ts';
import { FILE_ROUTES } from '../../../protocol/mehrs/expected/receivers.ts';
import { XML_FILE_TYPES } from '../../../protocol/messages/types.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import type { Fact } from '../facts.ts';
import { detectedIn } from '../detected.ts';
import { field, textAt } from '../fields.ts';
import { foundOf, ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** Files tell their time in seconds. */
const SECOND = 1_000;
const bytesOf = (fact: Fact): string => nameOfBytes(fact.envelope.body);

export const routes: Law = ({ facts }) => [ruling('files go where Table 7 sends them', 'Guide Table 7', facts.flatMap(({ type, from, to, stamp }) => {
  const route = FILE_ROUTES[type];
  if (route === undefined) return [];
  if (!route.madeBy.includes(from)) return [{ detail: `${from} does not make a ${type}`, stamp }];
  return route.receivedBy.includes(roleOf(to)) ? [] : [{ detail: `${to} does not receive a ${type}`, stamp }];
}))];

/** What one party sent of a kind of file at one stamp: copies of one file. */
const sendings = (facts: readonly Fact[]): readonly (readonly Fact[])[] => {
  const found = new Map<string, Fact[]>();
  for (const each of facts) {
    const of = `${each.envelope.from} ${each.envelope.key} ${each.stamp.t} ${each.stamp.n}`;
    found.set(of, [...(found.get(of) ?? []), each]);
  }
  return [...found.values()];
};

/** Guide Table 5 steps 18 and 19: the copies of one SCF are one file, except a copy that was wrong and that its receiver has refused. */
export const scfCopies: Law = ({ facts }) => {
  const detected = detectedIn(facts, () => true);
  return [ruling('an SCF goes to RP, commissioner and BIMI alike', 'Guide Table 5 steps 18-19', sendings(facts.filter((each) => each.type === 'SCF')).flatMap((copies) => {
    const right = copies.filter((each) => each.unreadable === undefined && !detected(each));
    const [first] = right.length > 0 ? right : copies;
    if (first === undefined || first.unreadable !== undefined) return [];
    const commissioner = field(first.content, 'header.toBeCommissionedByDCC') === false ? 'supplier' : 'cp';
    const got = new Set(copies.map((each) => roleOf(each.to)));
    const absent = (['rp', commissioner, 'bimi'] as const).filter((each) => !got.has(each)).map((each) => ({ detail: `no copy for ${each}`, stamp: first.stamp }));
    // One that nobody can read is judged by its own rule.
    const other = right.filter((each) => bytesOf(each) !== bytesOf(first)).map((each) => ({ detail: `the copy for ${each.to} is another file`, stamp: each.stamp }));
    return [...absent, ...other];
  }))];
};

/**
 * A response is sent to the DCC (MEHRS 2.3.2; 2.4.1): to its Control Centre, which sees to what follows, and to its reporting,
 * from which Reports 6 and 10 have their rows.
 */
export const responseCopies: Law = ({ facts }) => {
  const got = new Map<string, { readonly first: Fact; readonly roles: Set<string> }>();
  for (const fact of facts.filter(({ type }) => type === 'MAVR' || type === 'MACR')) {
    const name = `${fact.envelope.from} ${fact.type} ${fact.stamp.t} ${bytesOf(fact)}`;
    const copies = got.get(name) ?? { first: fact, roles: new Set() };
    got.set(name, copies);
    copies.roles.add(roleOf(fact.to));
  }
  return [ruling('a MAVR or MACR goes to MCC and BIMI alike', 'MEHRS 2.3.2, 2.4.1', [...got.values()].flatMap(({ first, roles }) => {
    const absent = ['mcc', 'bimi'].filter((role) => !roles.has(role));
    return absent.length === 0 ? [] : [{ detail: `no ${first.type} for ${absent.join(', ')}`, stamp: first.stamp }];
  }))];
};

/** The checks of Table 5.9 that are about the header: whose Group ID it is, whose file, and that it is the set's. */
const OF_THE_HEADER: readonly string[] = ['X5.9-05', 'X5.9-07', 'X5.9-08'];

/** MEHRS 2.4.6 for the MVF; ruling R2-01 for all files of a set. A header that its receiver has refused is neither the set's nor a breach. */
export const headers: Law = ({ facts }) => {
  const common = new Map<string, string>();
  const detected = detectedIn(facts, ({ content }) => OF_THE_HEADER.includes(textAt(content, 'failed')));
  const wrong = facts.filter((each) => field(each.content, 'header') !== undefined && !detected(each)).flatMap(({ type, content, stamp }) => {
    const id = textAt(content, 'header.migrationSetId');
    const header = JSON.stringify(field(content, 'header'));
    if (type === 'MCF' && !common.has(id)) common.set(id, header);
    if (!common.has(id)) return [{ detail: `${type} of set ${id}, which no MCF has`, stamp }];
    return common.get(id) === header ? [] : [{ detail: `${type} of set ${id} has another header than the MCF`, stamp }];
  });
  return [ruling('one Migration Header per set', 'MEHRS 2.4.6', wrong)];
};

/**
 * Who made a file, and when: each party has one number of its own, a set is the Requesting Party's whose files it has, and a file goes
 * out as it is made (TMAD Table 5.9; ruling R2-01). Files that were refused are the rows' matter.
 */
export const authors: Law = ({ facts }) => {
  const numbers = new Map<string, string>();
  const made = new Set<string>();
  const detected = detectedIn(facts, () => true);
  const wrong = facts.flatMap((fact) => {
    const { content, envelope: { from, body }, type, to, stamp } = fact;
    const sender = textAt(content, 'control.sender');
    if (sender === '' || detected(fact)) return [];
    const before = numbers.get(from) ?? sender;
    const isAnothers = [...numbers].some(([at, number]) => at !== from && number === sender);
    numbers.set(from, before);
    const isFirst = !made.has(nameOfBytes(body));
    made.add(nameOfBytes(body));
    return foundOf(
      content['type'] !== type && `is a ${textAt(content, 'type')}`,
      before !== sender && `is of ${sender}, those before of ${before}`,
      isAnothers && `is of ${sender}, who is another`,
      roleOf(from) === 'rp' && textAt(content, 'header.requestingPartyId') !== sender && `is of ${sender}, its set of ${textAt(content, 'header.requestingPartyId')}`,
      isFirst && Number(textAt(content, 'control.generatedAt')) !== stamp.t - (stamp.t % SECOND) && 'was not made when it is sent',
    ).map((detail) => ({ detail: `${type} of ${from} to ${to} ${detail}`, stamp }));
  });
  return [ruling('a file is of who sends it', 'TMAD Table 5.9; R2-01', wrong)];
};

/** Anti-replay: from one sender to one recipient the counter of a file type rises with every new file (Guide 4.5.6.3); COFs have one per supplier (003). */
export const counters: Law = ({ facts }) => {
  const last = new Map<string, number>();
  const wrong = facts.flatMap((fact) => {
    const counter = field(fact.content, 'control.counter');
    if (typeof counter !== 'number') return [];
    const channel = `${fact.envelope.from} ${fact.type}${fact.type === 'COF' ? ` for ${textAt(fact.content, 'secPartySignifier')}` : ''} ${fact.to}`;
    const before = last.get(channel);
    last.set(channel, counter);
    return before === undefined || counter > before ? [] : [{ detail: `${channel}: counter ${counter} after ${before}`, stamp: fact.stamp }];
  });
  return [ruling('counters rise', 'Guide 4.5.6.3', wrong)];
};

/** No section has these raise an Incident: they are only given a copy. */
const mayIgnore = ({ to }: Fact): boolean => ['bimi', 'dsp', 'supplier'].includes(roleOf(to));

const isOf = (other: Fact, { type, to, position, envelope: { key } }: Fact): boolean => other.type === type && other.to === to && other.envelope.key === key && other.position > position;

/**
 * It came anew before its receiver had to ask: the Commissioning Party misses a Common File only with the SCF (MEHRS 2.7.2), and
 * the Requesting Party waits a day for an outcome (decision D-90).
 */
const cameAnew = (each: Fact, facts: readonly Fact[]): boolean => {
  const anew = facts.find((other) => isOf(other, each) && other.unreadable === undefined);
  if (each.to === 'cp' && each.type === 'MCF') {
    const missed = facts.find(({ type, to, envelope, position }) => type === 'SCF' && to === 'cp' && envelope.key === each.envelope.key && position > each.position);
    const asked = facts.some(({ type, envelope, content }) => type === 'INCIDENT_RAISED' && envelope.from === 'cp' && textAt(content, 'migrationSetId') === each.envelope.key);
    return missed === undefined || asked || (anew !== undefined && anew.position < missed.position);
  }
  return roleOf(each.to) === 'rp' && (each.type === 'SCF' || each.type === 'COF') && anew !== undefined;
};

/** Its receiver has a good copy of the set's file already: there is nothing that an Incident would have put right (decision D-310). */
const hadBefore = (each: Fact, facts: readonly Fact[], detected: (copy: Fact) => boolean): boolean =>
  ['s1sp', 'dco', 'cp'].includes(roleOf(each.to)) && facts.some((other) => isOf(each, other) && other.unreadable === undefined && !detected(other));

/** A file that nobody can read must draw an Incident about itself; any other unreadable message is beyond judging. */
export const readable: Law = ({ facts }) => {
  const dark = facts.filter((each) => each.unreadable !== undefined);
  const isFile = (fact: Fact): boolean => (XML_FILE_TYPES as readonly string[]).includes(fact.type);
  const detected = detectedIn(facts, () => true);
  const ignored = dark.filter(isFile).filter((each) => !mayIgnore(each) && !detected(each) && !cameAnew(each, facts) && !hadBefore(each, facts, detected));
  const tell = (each: Fact): { detail: string; stamp: Fact['stamp'] } => ({ detail: `${each.type} to ${each.to}: ${each.unreadable ?? ''}`, stamp: each.stamp });
  return [
    ruling('an unreadable file draws an Incident', 'MEHRS 2.4.3', ignored.map(tell)),
    ruling('messages can be read', 'L3', dark.filter((each) => !isFile(each)).map(tell), 'inconclusive'),
  ];
};
