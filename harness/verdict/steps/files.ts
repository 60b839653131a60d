/** What holds of the files of every run: routes, copies, headers, counters, and that they can be read. */
import { roleOf } from '../../../protocol/domain.ts';
import { FILE_ROUTES } from '../../../protocol/mehrs/expected/receivers.ts';
import { XML_FILE_TYPES } from '../../../protocol/messages/types.ts';
import type { Fact } from '../facts.ts';
import { field, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

const bytesOf = (fact: Fact): string => Buffer.from(fact.envelope.body).toString('latin1');

export const routes: Law = ({ facts }) => [ruling('files go where Table 7 sends them', 'Guide Table 7', facts.flatMap(({ type, from, to, stamp }) => {
  const route = FILE_ROUTES[type];
  if (route === undefined) return [];
  if (!route.madeBy.includes(from)) return [{ detail: `${from} does not make a ${type}`, stamp }];
  return route.receivedBy.includes(roleOf(to)) ? [] : [{ detail: `${to} does not receive a ${type}`, stamp }];
}))];

/** Guide Table 5 steps 18 and 19: the copies of one SCF are one file. */
export const scfCopies: Law = ({ facts }) => {
  const files = new Map<string, Fact[]>();
  for (const fact of facts.filter((each) => each.type === 'SCF')) files.set(bytesOf(fact), [...(files.get(bytesOf(fact)) ?? []), fact]);
  return [ruling('an SCF goes to RP, commissioner and BIMI alike', 'Guide Table 5 steps 18-19', [...files.values()].flatMap((copies) => {
    const [first] = copies;
    if (first === undefined || first.unreadable !== undefined) return [];
    const commissioner = field(first.content, 'header.toBeCommissionedByDCC') === false ? 'supplier' : 'cp';
    // A copy that broke off on the way was sent all the same.
    const broken = facts.filter((each) => each.type === 'SCF' && each.unreadable !== undefined && each.envelope.from === first.envelope.from && each.stamp.t === first.stamp.t && each.stamp.n === first.stamp.n);
    const got = new Set([...copies, ...broken].map((each) => roleOf(each.to)));
    const absent = (['rp', commissioner, 'bimi'] as const).filter((each) => !got.has(each));
    return absent.length === 0 ? [] : [{ detail: `no copy for ${absent.join(', ')}`, stamp: first.stamp }];
  }))];
};

/** What is wrong with a file is no breach where its receiver found it: the check that failed, by the set of the Incident. */
const foundBy = (facts: readonly Fact[], checks: readonly string[]): ((setId: string) => boolean) => {
  const found = new Set(facts.filter(({ type, content }) => type === 'INCIDENT_RAISED' && checks.includes(textAt(content, 'failed'))).map(({ content }) => textAt(content, 'migrationSetId')));
  return (setId) => found.has(setId);
};

/** MEHRS 2.4.6 for the MVF; ruling R2-01 for all files of a set. */
export const headers: Law = ({ facts }) => {
  const common = new Map<string, string>();
  const refused = foundBy(facts, ['X5.9-07', 'X5.9-08']);
  const wrong = facts.filter((each) => field(each.content, 'header') !== undefined && each.type !== 'COF').flatMap(({ type, content, stamp }) => {
    const id = textAt(content, 'header.migrationSetId');
    const header = JSON.stringify(field(content, 'header'));
    if (type === 'MCF' && !common.has(id)) common.set(id, header);
    if (!common.has(id)) return [{ detail: `${type} of set ${id}, which no MCF has`, stamp }];
    return common.get(id) === header || refused(id) ? [] : [{ detail: `${type} of set ${id} has another header than the MCF`, stamp }];
  });
  return [ruling('one Migration Header per set', 'MEHRS 2.4.6', wrong)];
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

/** No section has these raise an Incident: who is only given a copy, and the Commissioning Party about the MCF, which it will miss later (MEHRS 2.7.2). */
const mayIgnore = ({ to, type }: Fact): boolean => ['bimi', 'dsp', 'supplier'].includes(roleOf(to)) || (to === 'cp' && type === 'MCF');

/** A file that nobody can read must draw an Incident from its receiver; any other unreadable message is beyond judging. */
export const readable: Law = ({ facts }) => {
  const dark = facts.filter((each) => each.unreadable !== undefined);
  const isFile = (fact: Fact): boolean => (XML_FILE_TYPES as readonly string[]).includes(fact.type);
  // For IE the Validation Function is the S1SP's own (MEHRS 2.4.3; ruling A-20).
  // The Requesting Party waits a day before it asks for a Commissioning File again: the Commissioning Party may have done so.
  const raisers = (each: Fact): readonly string[] => (each.to === 'mcfvf' ? ['mcfvf', 's1sp-IE'] : each.type === 'SCF' ? [each.to, 'cp'] : [each.to]);
  const ignored = dark.filter(isFile).filter((each) => !mayIgnore(each) && !facts.some((other) =>
    other.type === 'INCIDENT_RAISED' && raisers(each).includes(other.envelope.from) && other.position > each.position));
  const tell = (each: Fact): { detail: string; stamp: Fact['stamp'] } => ({ detail: `${each.type} to ${each.to}: ${each.unreadable ?? ''}`, stamp: each.stamp });
  return [
    ruling('an unreadable file draws an Incident', 'MEHRS 2.4.3', ignored.map(tell)),
    ruling('messages can be read', 'L3', dark.filter((each) => !isFile(each)).map(tell), 'inconclusive'),
  ];
};
