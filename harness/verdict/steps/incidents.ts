/** Every Incident of the run, whatever provoked it: MEHRS 2.4-2.7 read as one procedure. */
import { INCIDENT_RULES } from '../../../protocol/mehrs/expected/incidents.ts';
import type { Estate, Role } from '../../../protocol/domain.ts';
import { roleOf } from '../../../protocol/domain.ts';
import { hasNoCommonFile, ticketOf, type Fact } from '../facts.ts';
import { textAt, textsAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';
import type { Finding } from '../verdict.ts';

const role = (fact: Fact, path: string): Role => textAt(fact.content, path) as Role;

/** Responsible Suppliers of the Installations that a ticket is about. */
const suppliersOf = ({ content }: Fact, { installations }: Estate): readonly string[] => {
  const ids = textsAt(content, 'installationIds');
  return installations.filter((each) => ids.includes(each.id)).flatMap(({ electricity, gas }) => [electricity.supplier, ...(gas === undefined ? [] : [gas.supplier])]);
};

/** The users the ticket names, and those Suppliers whether it names them or not. */
const affected = (raised: Fact, estate: Estate): ReadonlySet<string> => new Set([...textsAt(raised.content, 'affectedUsers'), ...suppliersOf(raised, estate)]);

const procedure = (raised: Fact, facts: readonly Fact[], estate: Estate): Finding => {
  const { content, stamp } = raised;
  const [id, section] = [textAt(content, 'incidentId'), textAt(content, 'section')];
  const own = ticketOf(facts, id);
  const rule = INCIDENT_RULES[section];
  const wrong: string[] = [];
  if (rule === undefined) wrong.push(`section ${section} has no Incident`);
  else {
    if (!rule.raisedBy.includes(raised.from)) wrong.push(`raised by ${raised.from}, not ${rule.raisedBy.join('/')}`);
    if (!rule.assignedTo.includes(role(raised, 'assignedTo'))) wrong.push(`assigned to ${role(raised, 'assignedTo')}, not ${rule.assignedTo.join('/')}`);
  }
  if (role(raised, 'raisedBy') !== raised.from) wrong.push(`says ${role(raised, 'raisedBy')} raised it, ${raised.from} did`);
  if (raised.to !== 'mcc') wrong.push(`raised to ${raised.to}, not the MCC`);
  const users = textsAt(content, 'affectedUsers');
  if (!hasNoCommonFile(content)) for (const each of new Set(suppliersOf(raised, estate))) if (!users.includes(each)) wrong.push(`does not name ${each} among the users affected`);
  const assigned = own.filter((each) => each.type === 'INCIDENT_ASSIGNED');
  if (assigned.length === 0) wrong.push('not assigned');
  for (const each of assigned) {
    if (each.from !== 'mcc' || role(each, 'managedBy') !== 'mcc') wrong.push('not managed by the MCC');
    if (roleOf(each.to) !== role(raised, 'assignedTo')) wrong.push(`assigned to ${each.to} instead of ${role(raised, 'assignedTo')}`);
  }
  for (const user of affected(raised, estate)) {
    if (!own.some((each) => each.type === 'SSI_NOTIFICATION' && each.content['state'] === 'Raised' && each.to.endsWith(`-${user}`))) {
      wrong.push(`${user} is affected and was not notified through the SSI`);
    }
  }
  for (const each of own.filter((one) => one.type === 'INCIDENT_RESOLVED')) {
    if (each.from !== role(raised, 'assignedTo')) wrong.push(`resolved by ${each.from}, who is not the assignee`);
  }
  return ruling(`Incident ${id}`, `MEHRS ${section}`, wrong.map((detail) => ({ detail, stamp })));
};

export const incidents: Law = ({ facts, observed }) =>
  facts.filter((each) => each.type === 'INCIDENT_RAISED' && each.unreadable === undefined).map((each) => procedure(each, facts, observed.estate));
