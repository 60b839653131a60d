/**
 * L7 as far as the bus shows it: each key half is sealed to one holder, a keyed command carries the codes of both, the
 * DCO's being one it gave for that command, and after rollback the halves are gone.
 */
import { compareStamps } from '../../../protocol/time.ts';
import type { Content } from '../content.ts';
import type { Fact } from '../facts.ts';
import { detectedIn } from '../detected.ts';
import { field, listOf, textAt } from '../fields.ts';
import { ruling, seenOf } from '../world.ts';
import type { Law, Witness } from '../world.ts';

type Violation = { detail: string; stamp: Fact['stamp'] };
const SEALED = ['recipient', 'ephemeralKey', 'wrappedKey', 'cipherValue'];

const sealedApart = (facts: readonly Fact[]): readonly Violation[] => {
  const s1sp = new Set(facts.filter((each) => each.type === 'SCF' || each.type === 'AUDIT').map((each) => textAt(each.content, 'control.sender')));
  // What its reader found out is refused, not relied on (MEHRS 2.5.10, 2.5.11).
  const refused = detectedIn(facts, ({ content }) => ['2.5.10', '2.5.11'].includes(textAt(content, 'section')));
  return facts.filter((each) => each.type === 'MEF' && !refused(each)).flatMap(({ content, stamp }) =>
    listOf(content, 'installations').flatMap((installation) => listOf(installation, 'devices')).flatMap((device): readonly Violation[] => {
      const same = SEALED.find((name) => field(device, `s1spShare.${name}`) === field(device, `dcoShare.${name}`));
      const holder = textAt(device, 's1spShare.recipient');
      const id = textAt(device, 'deviceId');
      if (same !== undefined) return [{ detail: `both halves of ${id} have the same ${same}`, stamp }];
      if (s1sp.size > 0 && !s1sp.has(holder)) return [{ detail: `the S1SP's half of ${id} is sealed to ${holder}`, stamp }];
      return s1sp.has(textAt(device, 'dcoShare.recipient')) ? [{ detail: `the DCO's half of ${id} is sealed to the S1SP`, stamp }] : [];
    }));
};

const jointlyCommanded = (facts: readonly Fact[]): readonly Violation[] => {
  const given = new Map<string, Content>();
  return facts.flatMap((fact): readonly Violation[] => {
    const { content, stamp } = fact;
    const id = textAt(content, 'commandId');
    if (fact.type === 'KEY_RESPONSE' && content['result'] === 'authorised') given.set(id, content);
    if (fact.type !== 'WAN_COMMAND' || !['test', 'rotateKey'].includes(textAt(content, 'kind'))) return [];
    const [own, other] = [textAt(content, 'macS1sp'), textAt(content, 'macDco')];
    if (own === '' || other === '' || own === other) return [{ detail: `command ${id} lacks the code of both halves`, stamp }];
    return given.get(id)?.['mac'] === other ? [] : [{ detail: `the DCO gave no such code for command ${id}`, stamp }];
  });
};

/** A half left standing is an open 2.6.6 Incident; without one it is a breach. */
const discarded = ({ facts, subject }: Witness): readonly Violation[] => {
  const told = seenOf(facts, ['ROLLBACK_NOTICE'], subject);
  const failed = seenOf(facts, ['SCF'], subject).filter(({ content }) => field(content, 'entry.rollbackRequired') === true);
  const rollback = [...told, ...failed].at(0)?.fact;
  if (rollback === undefined) return [];
  const resolved = new Set(facts.filter(({ type }) => type === 'INCIDENT_RESOLVED').map(({ content }) => textAt(content, 'incidentId')));
  const open = seenOf(facts, ['INCIDENT_RAISED'], subject).some(({ content }) => content['section'] === '2.6.6' && !resolved.has(textAt(content, 'incidentId')));
  const done = seenOf(facts, ['KEY_DISCARDED'], subject).find(({ content }) => content['result'] === 'done')?.fact;
  if (done === undefined) return open ? [] : [{ detail: 'rolled back, and the DCO has not discarded its half', stamp: rollback.stamp }];
  const lastSet = seenOf(facts, ['MCF'], subject).at(-1)?.fact.stamp;
  return seenOf(facts, ['KEY_RESPONSE'], subject)
    .filter(({ fact, content }) => content['result'] === 'authorised' && compareStamps(fact.stamp, done.stamp) > 0
      && (lastSet === undefined || compareStamps(lastSet, done.stamp) < 0))
    .map(({ fact }) => ({ detail: 'the DCO used a half it had discarded', stamp: fact.stamp }));
};

export const dualControl: Law = (witness) => [
  ruling('key halves are sealed apart', 'L7', sealedApart(witness.facts)),
  ruling('keyed commands carry both codes', 'L7', jointlyCommanded(witness.facts)),
  ruling('no half is kept after rollback', 'L7', discarded(witness)),
];
