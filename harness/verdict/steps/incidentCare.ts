/**
 * How an Incident is looked after (MEHRS 2.4 to 2.7; ruling R2-11): a severity and a target time that the assignment repeats, timely
 * updates by the assignee until it is resolved, whether in time or late, then closed to its raiser and told to every user it affected.
 */
import { compareStamps } from '../../../protocol/time.ts';
import { hasNoCommonFile, ticketOf, type Fact } from '../facts.ts';
import { field, textAt, textsAt } from '../fields.ts';
import { foundOf, ruling } from '../world.ts';
import type { Law } from '../world.ts';

const numberAt = (fact: Fact, path: string): number => Number(field(fact.content, path));
const REPEATED = ['section', 'severity', 'targetResolutionAt', 'raisedAt', 'raisedBy', 'failed', 'detail', 'migration', 'migrationSetId', 'installationIds', 'affectedUsers'] as const;
/** Where the last word says so at all. */
const REPEATED_AT_LAST = ['section', 'failed', 'migrationSetId'] as const;

const namedIn = ({ content }: Fact): readonly string[] => textsAt(content, 'installationIds');

/** A user is told of the Incident as it stands by then: of what section it is, and the Installations that it was raised about and may be about since. */
const notificationWrong = (each: Fact, raised: Fact, updates: readonly Fact[]): readonly string[] => {
  const first = namedIn(raised);
  const known = [...first, ...updates.filter(({ position }) => position < each.position).flatMap((one) => namedIn(one))];
  const told = namedIn(each);
  return foundOf(
    textAt(each.content, 'section') !== textAt(raised.content, 'section') && `${each.to} is notified of another section`,
    numberAt(each, 'at') !== each.stamp.t && `${each.to} is notified as if at another time`,
    !hasNoCommonFile(raised.content) && (first.some((id) => !told.includes(id)) || told.some((id) => !known.includes(id))) && `${each.to} is notified about ${told.join(', ') || 'nobody'}`,
  );
};

const wrongsOf = (raised: Fact, own: readonly Fact[], targets: Map<string, number>, until: number): readonly string[] => {
  const wrong: string[] = [];
  const severity = textAt(raised.content, 'severity');
  const [raisedAt, target] = [numberAt(raised, 'raisedAt'), numberAt(raised, 'targetResolutionAt')];
  if (!/^[1-5]$/.test(severity)) wrong.push(`severity ${severity}`);
  if (textAt(raised.content, 'failed') === '') wrong.push('names nothing that failed');
  if (raisedAt !== raised.stamp.t) wrong.push(`says it was raised at ${raisedAt}, which is not when it was`);
  if (!(target > raisedAt)) wrong.push('no target time after it was raised');
  const known = targets.get(severity) ?? target - raisedAt;
  targets.set(severity, known);
  if (known !== target - raisedAt) wrong.push(`severity ${severity} had another target time before`);
  for (const each of own.filter(({ type }) => type === 'INCIDENT_ASSIGNED')) {
    for (const name of REPEATED) if (textAt(each.content, name) !== textAt(raised.content, name)) wrong.push(`assigned with another ${name}`);
  }
  for (const each of own.filter(({ type }) => type === 'SSI_NOTIFICATION')) wrong.push(...notificationWrong(each, raised, own.filter(({ type }) => type === 'INCIDENT_UPDATE')));
  const resolutions = own.filter(({ type }) => type === 'INCIDENT_RESOLVED');
  const [resolved] = resolutions;
  if (resolutions.length > 1) wrong.push(`resolved ${resolutions.length} times`);
  const updates = own.filter(({ type }) => type === 'INCIDENT_UPDATE');
  if (updates.some(({ from }) => from !== textAt(raised.content, 'assignedTo') && from !== raised.from)) wrong.push('updated by neither assignee nor raiser');
  if (resolved !== undefined && updates.some(({ stamp }) => compareStamps(stamp, resolved.stamp) > 0)) wrong.push('updated after it was resolved');
  // "Timely": some word before half of the target time has gone by (emulator profile); what is resolved sooner needs none.
  const half = (raisedAt + target) / 2;
  if (Math.min(resolved?.stamp.t ?? Infinity, until) > half && !updates.some(({ stamp }) => stamp.t <= half)) wrong.push('half of its target time went by without an update');
  if (resolved === undefined) return wrong;
  if (numberAt(resolved, 'resolvedAt') !== resolved.stamp.t) wrong.push('says it was resolved at another time than it was');
  const closed = own.filter(({ type }) => type === 'INCIDENT_CLOSED');
  for (const each of closed) for (const name of REPEATED_AT_LAST) if (each.content[name] !== undefined && textAt(each.content, name) !== textAt(raised.content, name)) wrong.push(`closed with another ${name}`);
  if (closed.some((each) => numberAt(each, 'resolvedAt') !== resolved.stamp.t)) wrong.push('closed as resolved at another time than it was');
  if (!closed.some(({ from, to }) => from === 'mcc' && to === raised.envelope.from)) wrong.push('its raiser is not told that it is closed');
  const notified = (state: string): ReadonlySet<string> => new Set(own.filter(({ type, content }) => type === 'SSI_NOTIFICATION' && content['state'] === state).map(({ to }) => to));
  const after = notified('Resolved');
  for (const user of notified('Raised')) if (!after.has(user)) wrong.push(`${user} is not notified that it is resolved`);
  for (const user of after) if (!notified('Raised').has(user)) wrong.push(`${user} was notified of its end and not of its beginning`);
  return wrong;
};

export const incidentCare: Law = ({ facts, observed }) => {
  const targets = new Map<string, number>();
  const wrong = facts.filter((each) => each.type === 'INCIDENT_RAISED' && each.unreadable === undefined).flatMap((raised) => {
    const id = textAt(raised.content, 'incidentId');
    const own = ticketOf(facts, id);
    return wrongsOf(raised, own, targets, observed.horizon.to).map((detail) => ({ detail: `${id}: ${detail}`, stamp: raised.stamp }));
  });
  return [ruling('Incidents have a severity, a target time, updates and an end', 'MEHRS 2.4-2.7; ruling R2-11', wrong)];
};
