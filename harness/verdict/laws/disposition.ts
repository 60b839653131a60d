/**
 * L5: by the horizon every Installation has exactly one disposition, and no Incident is open that the row does not name.
 * A resubmission in a new MCF starts a new attempt, and a later authorisation too: an outcome before it has been superseded (rulings ).
 */
import type { Disposition } from '../../../protocol/mehrs/expected/row.ts';
import { compareStamps, type Stamp } from '../../../protocol/time.ts';
import type { Content } from '../content.ts';
import { isRecord, textAt } from '../fields.ts';
import type { Sight } from '../facts.ts';
import { ruling, seenOf } from '../world.ts';
import type { Law, Witness } from '../world.ts';

/** A failure without a reason code is one of commissioning, for EA and EB (ruling A-41). */
const REASONS: Readonly<Record<string, Disposition>> = { MA101: 'authorisation-expired', MA121: 'replacement-considered', MA122: 'commissioning-failed', '': 'commissioning-failed' };

const outcomeOf = ({ fact, content }: Sight, givenBack: Disposition, byParty: boolean): Disposition | undefined => {
  if (fact.type === 'MAVR') return textAt(content, 'entry.result') === 'Rejected' ? 'validation-rejected' : undefined;
  if (fact.type === 'COF') return textAt(content, 'entry.outcome') === 'Success' ? 'commissioned' : 'commissioning-failed';
  // MEHRS 1.3: where the supplier commissions, the successful SCF completes the migration.
  if (fact.type === 'SCF') return !byParty && textAt(content, 'entry.outcome') === 'Success' ? 'commissioned' : undefined;
  if (textAt(content, 'entry.completionStatus') === 'Success') return 'commissioned';
  return REASONS[textAt(content, 'entry.reasonCode')] ?? givenBack;
};

/** What a failure means for the home: without contact the supplier has to think of a replacement, SIM or no SIM (MEHRS 2.6.5, 2.6.6). */
const givenBackAs = (seen: readonly Sight[]): Disposition => {
  if (seen.some(({ fact, content }) => fact.type === 'NO_REATTEMPT' || (fact.type === 'SMSO_CONTACT' && content['contact'] === 'lost'))) return 'replacement-considered';
  return seen.some(({ fact, content }) => fact.type === 'SIM_RESPONSE' && content['master'] === 'smso' && content['result'] === 'done') ? 'returned-to-smso' : 'not-migrated';
};

/** When the last attempt began: with the first Common File of its set or, where it never came to one, with the authorisation that was accepted. */
const lastAttempt = ({ facts, subject }: Witness): Stamp | undefined => {
  const sets = new Set<string>();
  return seenOf(facts, ['MCF', 'MAVR'], subject).filter(({ fact, content }) => {
    if (fact.type === 'MAVR') return textAt(content, 'entry.result') === 'Accepted';
    const isAnew = sets.has(fact.envelope.key);
    sets.add(fact.envelope.key);
    return !isAnew;
  }).at(-1)?.fact.stamp;
};

/** MEHRS 4.1, 4.2: the Migration Control Centre leaves what has failed. */
const leftAlone = ({ facts, subject }: Witness): Sight | undefined => seenOf(facts, ['DORMANT_DECISION'], subject).findLast(({ content }) => content['decision'] === 'notRescheduled');

/** Each with the stamp it was first seen at. */
const dispositions = (witness: Witness): ReadonlyMap<Disposition, Sight> => {
  const { facts, subject, row } = witness;
  const found = new Map<Disposition, Sight>();
  const began = lastAttempt(witness);
  const givenBack = givenBackAs(seenOf(facts, ['SIM_RESPONSE', 'SMSO_CONTACT', 'NO_REATTEMPT'], subject).filter(({ fact }) => began === undefined || compareStamps(fact.stamp, began) > 0));
  for (const sight of seenOf(facts, ['MAVR', 'SCF', 'COF', 'MACR'], subject)) {
    if (began !== undefined && compareStamps(sight.fact.stamp, began) < 0) continue;
    const outcome = outcomeOf(sight, givenBack, row.conditions.commissioner === 'cp');
    // What is migrated stays so: that another authorisation of it is refused ends nothing.
    if (outcome === 'validation-rejected' && found.has('commissioned')) continue;
    if (outcome !== undefined && !found.has(outcome)) found.set(outcome, sight);
  }
  const faulty = seenOf(facts, ['FAULTY_DEVICE'], subject).at(-1);
  if (faulty !== undefined && !found.has('commissioned')) return new Map([['faulty-device', faulty]]);
  const decision = leftAlone(witness);
  // However it failed; a success would contradict it.
  return decision === undefined || found.has('commissioned') ? found : new Map([['not-rescheduled', decision]]);
};

/** The MACR is the last word: it goes out once per attempt and receiver. */
const repeated = (witness: Witness): readonly { detail: string; stamp: Sight['fact']['stamp'] }[] => {
  const { facts, subject } = witness;
  const began = lastAttempt(witness);
  const told = new Set<string>();
  return seenOf(facts, ['MACR'], subject)
    .filter(({ fact }) => began === undefined || compareStamps(fact.stamp, began) > 0)
    .filter(({ fact, content }) => {
      // One authorisation per fuel may each have its row.
      const key = `${fact.to} ${textAt(content, 'entry.mpan')} ${textAt(content, 'entry.mprn')}`;
      const again = told.has(key);
      told.add(key);
      return again;
    })
    .map(({ fact }) => ({ detail: `a second completion for the same attempt to ${fact.to}`, stamp: fact.stamp }));
};

const openIncidents = ({ facts, subject, row }: Witness): readonly { detail: string; stamp: Sight['fact']['stamp'] }[] => {
  const idOf = (content: Content): string => textAt(content, 'incidentId') || textAt(content, 'serviceRequestId');
  const resolved = new Set(facts.filter(({ type }) => type === 'INCIDENT_RESOLVED' || type === 'SERVICE_REQUEST_RESOLVED').map(({ content }) => idOf(content)));
  return seenOf(facts, ['INCIDENT_RAISED', 'SERVICE_REQUEST_RAISED'], subject)
    .filter(({ content }) => !resolved.has(idOf(content)) && !row.openIncidents.includes(textAt(content, 'section')))
    .map(({ fact, content }) => ({ detail: `${idOf(content)} of MEHRS ${textAt(content, 'section')} is open`, stamp: fact.stamp }));
};

export const disposition: Law = (witness) => {
  const found = dispositions(witness);
  const { row } = witness;
  const names = [...found.keys()];
  const wrong = names.length === 1 && names[0] === row.disposition ? [] : [
    { detail: `${names.length === 0 ? 'none' : names.join(' and ')} seen, ${row.disposition} expected` },
  ];
  // Failing to end within the horizon is what the law forbids; it is no excuse.
  const stamps = [...found.values()].map((each) => each.fact.stamp);
  return [
    { ...ruling('one disposition', 'L5', [...wrong, ...repeated(witness)]), stamps },
    ruling('no open Incident', 'L5', openIncidents(witness)),
  ];
};

/** Every incident message tells of a ticket that was raised. */
export const knownIncidents: Law = ({ facts }) => [ruling('incident messages belong to a raised Incident', 'MEHRS 1.4', facts
  .filter((each) => 'incidentId' in each.content && !isRecord(each.content['incident']))
  .map((each) => ({ detail: `${each.type} ${textAt(each.content, 'incidentId')} before it was raised`, stamp: each.stamp })))];
