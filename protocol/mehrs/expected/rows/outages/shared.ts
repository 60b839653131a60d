/** What the rows about system outages share: an Incident of their own section, stages at other times than usual, the end of a Migration Week. */
import type { Role } from '../../../../domain.ts';
import type { MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { incidentOf } from '../../incidentSteps.ts';
import { must, never } from '../../stages.ts';

/** Expectations with other timings, by name; an empty list takes the timing away. @throws RangeError for a name that none has. */
export const retimed = (expectations: readonly MustSend[], timings: Readonly<Record<string, readonly Timing[]>>): readonly MustSend[] => {
  const unknown = Object.keys(timings).find((name) => !expectations.some((each) => each.name === name));
  if (unknown !== undefined) throw new RangeError(`no expectation is named ${unknown}`);
  return expectations.map((each) => ({ ...each, timing: timings[each.name] ?? each.timing ?? [] }));
};

/** Those of the names that the situation has at all: no certificate but for EA and EB, no MGF for DA. */
export const retimedIfAny = (expectations: readonly MustSend[], timings: Readonly<Record<string, readonly Timing[]>>): readonly MustSend[] =>
  retimed(expectations, Object.fromEntries(Object.entries(timings).filter(([name]) => expectations.some((each) => each.name === name))));

/** Once the Incident is resolved the backlog is worked on: at once, give or take what a file takes to make. */
export const onceResolved = (of = 'resolved'): readonly Timing[] => [{ kind: 'after', from: { of }, atLeast: 0, atMost: 10 }];
export const weekOver: Timing = { kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notBefore' };
/** In the Completion Response of the day after it. */
export const asWeekEnds: readonly Timing[] = [weekOver, { kind: 'calendar', anchor: 'migrationWeek', dayOffset: 8, wallClock: '00:00', relation: 'notAfter' }];
export const weekOn: Timing = { kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notAfter' };

/** An Incident about a system, raised by whose system it is, with the users told and told again once it is resolved. */
export const outageIncident = (section: string, party: Role, resolvedWhen: readonly Timing[] = []): readonly MustSend[] => [
  ...incidentOf(section, party, party, 'mavr', { field: 'failed', filled: true }, resolvedWhen).map((each) => (each.name === 'incident' ? { ...each, timing: [] } : each)),
  must('ssi-resolved', `MEHRS ${section}`, 'mcc', 'SSI_NOTIFICATION', ['supplier'], {
    where: [{ field: 'incident.section', is: section }, { field: 'state', is: 'Resolved' }], also: ['networkOperator'], after: { of: 'resolved' },
  }),
];

/** The same where it takes long: DCC's Service Management System hears of it meanwhile ("timely updates"). */
export const longOutageIncident = (section: string, party: Role, resolvedWhen: readonly Timing[] = []): readonly MustSend[] => [
  ...outageIncident(section, party, resolvedWhen),
  must('updated', `MEHRS ${section}`, party, 'INCIDENT_UPDATE', ['mcc'], { where: [{ field: 'incident.section', is: section }], after: { of: 'assigned' }, before: { of: 'resolved' }, count: { min: 1 } }),
];

/** Nothing of the kind while the system is down. */
export const heldUp = (clause: string, from: Role, ...types: readonly MustSend['type'][]): readonly MustNotSend[] =>
  types.map((type) => never(`held up: no ${type}`, clause, from, type, { after: { of: 'incident' }, before: { of: 'resolved' } }));

export const onlyReason = (clause: string, code: string): MustNotSend => never('no other reason code', clause, 'rp', 'MACR', {
  where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', isNot: code }],
});
