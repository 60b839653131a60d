/**
 * L5: by the horizon every Installation has exactly one disposition, and no Incident is open that the row does not name.
 * A resubmission in a new MCF starts a new attempt, so an outcome before the last MCF has been superseded (ruling A-26).
 */
import type { Disposition } from '../../../protocol/mehrs/expected/row.ts';
import { compareStamps } from '../../../protocol/time.ts';
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

/** Each with the stamp it was first seen at. */
const dispositions = ({ facts, subject, row }: Witness): ReadonlyMap<Disposition, Sight> => {
  const found = new Map<Disposition, Sight>();
  const lastMcf = seenOf(facts, ['MCF'], subject).at(-1)?.fact.stamp;
  const givenBack = givenBackAs(seenOf(facts, ['SIM_RESPONSE', 'SMSO_CONTACT', 'NO_REATTEMPT'], subject).filter(({ fact }) => lastMcf === undefined || compareStamps(fact.stamp, lastMcf) > 0));
  for (const sight of seenOf(facts, ['MAVR', 'SCF', 'COF', 'MACR'], subject)) {
    if (lastMcf !== undefined && compareStamps(sight.fact.stamp, lastMcf) < 0) continue;
    const outcome = outcomeOf(sight, givenBack, row.conditions.commissioner === 'cp');
    if (outcome !== undefined && !found.has(outcome)) found.set(outcome, sight);
  }
  return found;
};

/** The MACR is the last word: it goes out once per attempt and receiver. */
const repeated = ({ facts, subject }: Witness): readonly { detail: string; stamp: Sight['fact']['stamp'] }[] => {
  const lastMcf = seenOf(facts, ['MCF'], subject).at(-1)?.fact.stamp;
  const told = new Set<string>();
  return seenOf(facts, ['MACR'], subject)
    .filter(({ fact }) => lastMcf === undefined || compareStamps(fact.stamp, lastMcf) > 0)
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
  const resolved = new Set(facts.filter((each) => each.type === 'INCIDENT_RESOLVED').map((each) => textAt(each.content, 'incidentId')));
  return seenOf(facts, ['INCIDENT_RAISED'], subject)
    .filter(({ content }) => !resolved.has(textAt(content, 'incidentId')) && !row.openIncidents.includes(textAt(content, 'section')))
    .map(({ fact, content }) => ({ detail: `Incident ${textAt(content, 'incidentId')} of MEHRS ${textAt(content, 'section')} is open`, stamp: fact.stamp }));
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
