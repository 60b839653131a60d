/**
 * What waits for a system is named in the Incident about it, for users it affects are to be notified: when it is raised, or by its raiser as more work comes (MEHRS 2.4.1, 2.4.4,
 * 2.1.2, 2.5.1, 2.5.5, 2.6.1, 2.7.1, 2.7.4, 2.7.6; that it lists the Installations is emulator profile).
 */
import type { MessageType } from '../../../protocol/messages/types.ts';
import { roleOf } from '../../../protocol/domain.ts';
import { MINUTE } from '../../../protocol/time.ts';
import type { Fact } from '../facts.ts';
import { sights, ticketOf } from '../facts.ts';
import { field, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** By section, what is not sent while the system is down. */
const WORK: Readonly<Record<string, readonly MessageType[]>> = {
  '2.4.1': ['MCF'], '2.4.4': ['MVF'], '2.5.1': ['HANDOVER_REQUEST'], '2.5.5': ['HANDOVER_REQUEST'], '2.6.1': ['VIABILITY_REQUEST', 'VIABILITY_RESPONSE', 'KEY_RESPONSE'],
  '2.6.8': ['SCF'], '2.7.1': ['COMMISSIONING_REQUEST'], '2.7.4': ['SERVICE_RESPONSE', 'COUNTERSIGNED_REQUEST'], '2.7.6': ['S1SP_RESPONSE'],
};

/** What goes on as soon as it is resolved, where a step was refused or the Commissioning Party was down (MEHRS 2.7.1, 2.7.5, 2.7.7). */
const GOES_ON: readonly string[] = ['2.7.1', '2.7.5', '2.7.7'];

/** Minutes it takes to go on, where not at once (emulator profile). */
const TAKES: Readonly<Record<string, number>> = { '2.4.4': 5 };

/** Files that wait while DCC's own library is down: whose they are is affected (MEHRS 2.1.2). */
const FILES: readonly MessageType[] = ['MDC', 'MS', 'UPGRADE_NOTICE', 'MRR'];

const idsIn = ({ content }: Fact): readonly string[] => { const ids = field(content, 'installationIds'); return Array.isArray(ids) ? ids.map(String) : []; };
const usersIn = ({ content }: Fact): readonly unknown[] => { const users = field(content, 'affectedUsers'); return Array.isArray(users) ? users : []; };

export const backlog: Law = ({ facts, observed }) => {
  const wrong = facts.filter(({ type, unreadable }) => type === 'INCIDENT_RAISED' && unreadable === undefined).flatMap((raised) => {
    const id = textAt(raised.content, 'incidentId');
    const work = WORK[textAt(raised.content, 'section')];
    const own = ticketOf(facts, id);
    const updates = own.filter(({ type, envelope }) => type === 'INCIDENT_UPDATE' && envelope.from === raised.envelope.from);
    const told = new Set<string>();
    const empty = updates.filter((each) => {
      const at = `${each.stamp.t} ${each.stamp.n}`;
      const isMore = told.has(at);
      told.add(at);
      return isMore && idsIn(each).length + usersIn(each).length === 0;
    }).map(({ stamp }) => ({ detail: `${id} is updated once more with nothing new`, stamp }));
    const resolved = own.find(({ type }) => type === 'INCIDENT_RESOLVED');
    if (resolved === undefined) return empty;
    const before = [raised, ...updates.filter(({ position }) => position < resolved.position)];
    const goingOn = facts.filter(({ stamp, envelope }) => stamp.t >= resolved.stamp.t && stamp.t <= resolved.stamp.t + (TAKES[textAt(raised.content, 'section')] ?? 0) * MINUTE && envelope.from === raised.envelope.from);
    if (textAt(raised.content, 'section') === '2.1.2') {
      const users = new Set(before.flatMap(usersIn));
      return [...empty, ...goingOn.filter(({ type, to }) => FILES.includes(type) && roleOf(to) === 'supplier' && !users.has(to.slice(to.indexOf('-') + 1)))
        .map(({ type, to, stamp }) => ({ detail: `${to} gets a ${type} as ${id} is resolved, which has not named it`, stamp }))];
    }
    if (GOES_ON.includes(textAt(raised.content, 'section'))) {
      const late = observed.estate.installations.filter((each) => before.flatMap(idsIn).includes(each.id)).flatMap((installation) => {
        const next = facts.find((each) => each.type === 'COMMISSIONING_REQUEST' && each.position > resolved.position && each.envelope.from === raised.envelope.from && sights(each, installation).length > 0);
        return next === undefined || next.stamp.t === resolved.stamp.t ? [] : [{ detail: `${installation.id} goes on ${(next.stamp.t - resolved.stamp.t) / MINUTE} min after ${id} is resolved`, stamp: next.stamp }];
      });
      if (late.length > 0 || work === undefined) return [...empty, ...late];
    }
    if (work === undefined) return empty;
    const named = new Set(before.flatMap(idsIn));
    const unnamed = goingOn.filter(({ type }) => work.includes(type))
      .flatMap((each) => observed.estate.installations.filter((installation) => !named.has(installation.id) && sights(each, installation).length > 0)
        .map((installation) => ({ detail: `${installation.id} goes on as ${id} is resolved, which has not named it`, stamp: each.stamp })));
    return [...empty, ...unnamed];
  });
  const empty = facts.filter((each) => each.type === 'OUTAGE_NOTICE' && each.from === 'smso' && idsIn(each).length === 0).map(({ stamp }) => ({ detail: 'an outage is told of that stops nothing', stamp }));
  return [ruling('an outage of a system outside is told of once', 'MEHRS 2.5.3', empty), ruling('an Incident about a system names what waits for it', 'MEHRS 2.4-2.7 (emulator profile)', wrong)];
};
