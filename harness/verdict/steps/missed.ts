/**
 * Work that comes for a system which is down is told of at once, each time the system is lost and not only the first: an Incident about it is
 * open or is raised then (MEHRS 2.4.4, 2.6.1, 2.7.1, 2.7.4). Where a time of day wants it, as in 2.4.1, no message shows the moment.
 */
import { roleOf, type Address, type Role } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import { ticketOf, type Fact } from '../facts.ts';
import { isRecord, textAt } from '../fields.ts';
import { ruling, type Law } from '../world.ts';

interface Missed {
  readonly section: string;
  /** What the system is wanted for. */
  readonly work: readonly MessageType[];
}

const MISSED: Readonly<Partial<Record<Role, Readonly<Record<string, Missed>>>>> = {
  mcfvf: { validation: { section: '2.4.4', work: ['MCF'] } },
  dco: { processing: { section: '2.6.1', work: ['VIABILITY_REQUEST', 'KEY_REQUEST'] } },
  cp: { commissioning: { section: '2.7.1', work: ['SCF'] } },
  dsp: { requests: { section: '2.7.4', work: ['COMMISSIONING_REQUEST'] } },
};

interface Outage extends Missed {
  readonly party: string;
  readonly from: Fact;
  /** Virtual ms at which it is put right; Infinity where it never is. */
  readonly until: number;
}

const about = (section: string, party: string, type: MessageType) => (fact: Fact): boolean =>
  fact.type === type && isRecord(fact.content['incident']) && textAt(fact.content, 'incident.section') === section && textAt(fact.content, 'incident.raisedBy') === roleOf(party as Address);

const outagesIn = (facts: readonly Fact[]): readonly Outage[] => facts.filter(({ type }) => type === 'OUTAGE').flatMap((from) => {
  const missed = MISSED[roleOf(from.envelope.to)]?.[textAt(from.content, 'system')];
  if (missed === undefined) return [];
  const resolved = facts.find((each) => each.position > from.position && about(missed.section, from.to, 'INCIDENT_RESOLVED')(each));
  return [{ ...missed, party: from.to, from, until: resolved?.stamp.t ?? Infinity }];
});

export const missed: Law = ({ facts }) => {
  const wrong = outagesIn(facts).flatMap(({ section, work, party, from, until }) => facts
    .filter(({ type, to, stamp, position, unreadable }) => to === party && work.includes(type) && position > from.position && stamp.t < until && unreadable === undefined)
    .filter(({ stamp }) => !facts.some((raised) => raised.type === 'INCIDENT_RAISED' && raised.envelope.from === party && textAt(raised.content, 'section') === section && raised.stamp.t <= stamp.t
      && !ticketOf(facts, textAt(raised.content, 'incidentId')).some((each) => each.type === 'INCIDENT_RESOLVED' && each.stamp.t < stamp.t)))
    .map(({ type, stamp }) => ({ detail: `${party} has a ${type} while its system is down, and no Incident of ${section} is open`, stamp })));
  return [ruling('work for a system that is down is told of', 'MEHRS 2.4-2.7', wrong)];
};
