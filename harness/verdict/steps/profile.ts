/**
 * Hours, waits and names of DCC's systems and the SMSOs that no document gives: the emulator's own profile (R2-11, R2-14). They are
 * written down here once more, as everything is that the verdict goes by. Suppliers keep to the documents only: an adapter may take their seat.
 */
import { MINUTE, addDays, dayOfWeek, isLocalDate, londonDate, londonText } from '../../../protocol/time.ts';
import { roleOf } from '../../../protocol/domain.ts';
import type { Fact } from '../facts.ts';
import { dayIn, resumptions, sights } from '../facts.ts';
import { field, listOf, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law, Witness, Wrong } from '../world.ts';

type Part = (witness: Witness, resumed: ReadonlySet<number>) => readonly Wrong[];

const dateOf = (text: string): string | undefined => (isLocalDate(text) ? text : undefined);
const dayBefore = (date: string): string => addDays(date, -1);
const SATURDAY = 6;
/** Bank holidays count: the emulator has no calendar of them. */
const workingDaysBefore = (date: string, days: number): string => {
  const before = dayBefore(date);
  return days === 0 ? date : workingDaysBefore(before, dayOfWeek(before) < SATURDAY ? days - 1 : days);
};
const lastOfMonth = (month: string): string => dayBefore(addDays(month, 31).replace(/\d\d$/, '01'));

/** The day that a message is about, and when it is sent, London time. What is sent as an Incident is resolved had been kept waiting. */
const HOURS: Readonly<Partial<Record<Fact['type'], readonly [dayOf: (fact: Fact) => string | undefined, due: (day: string) => string]>>> = {
  AGGREGATE_FORECAST: [dayIn, (month) => `${lastOfMonth(month)} 17:00`],
  AGGREGATE_COMMITMENT: [dayIn, (week) => `${addDays(week, -20)} 17:00`],
  MDC: [dayIn, (week) => `${addDays(week, -20)} 10:00`],
  UPGRADE_NOTICE: [dayIn, (week) => `${workingDaysBefore(addDays(week, -7), 15)} 09:00`],
  // What goes beside an Active Supplier's authorisation goes with it (Guide 3.3.3, its note 13).
  MS: [(fact) => { const week = dayIn(fact); return week !== undefined && londonDate(fact.stamp.t) < addDays(week, -14) ? week : undefined; }, (week) => `${workingDaysBefore(week, 15)} 09:00`],
  MA: [(fact) => (fact.from === 'mcc' && fact.envelope.key.startsWith('MA-DCC') ? dayIn(fact) : undefined), (week) => `${addDays(week, -4)} 10:00`],
  PRECHECK_REQUEST: [({ content }) => dateOf(textAt(content, 'day')), (day) => `${dayBefore(day)} 12:00`],
};

const hours: Part = ({ facts }, resumed) => facts.flatMap((fact) => {
  const [dayOf, dueOn] = HOURS[fact.type] ?? [];
  const day = dayOf?.(fact);
  if (day === undefined || dueOn === undefined || fact.unreadable !== undefined || resumed.has(fact.stamp.t)) return [];
  const [due, sent] = [dueOn(day), londonText(fact.stamp.t)];
  return due === sent ? [] : [{ detail: `${fact.envelope.from} sends the ${fact.type} ${fact.envelope.key} at ${sent}, not at ${due}`, stamp: fact.stamp }];
});

const UPGRADE_DAYS = 7;
/** Upgrades of Dormant meters begin a week before their Migration Week at the earliest (Guide 3.3.2 gives no number). */
const upgrades: Part = ({ facts }) => facts.filter(({ type }) => type === 'UPGRADE_NOTICE').flatMap((fact) => {
  const week = dayIn(fact);
  const due = week === undefined ? undefined : addDays(week, -UPGRADE_DAYS);
  const wrong = due === undefined ? undefined : listOf(fact.content, 'rows').map((row) => textAt(row, 'earliestDate')).find((date) => date !== due);
  return wrong === undefined ? [] : [{ detail: `${fact.envelope.key} has upgrades begin on ${wrong}, not on ${due}`, stamp: fact.stamp }];
});

/** The first Common File of an Installation is made at six on the evening before its Migration Day (R2-14). */
const commonFiles: Part = ({ facts }, resumed) => {
  const known = new Set<string>();
  return facts.flatMap(({ type, to, content, stamp, unreadable }) => {
    if (type !== 'MCF' || to !== 'mcfvf' || unreadable !== undefined) return [];
    const ids = listOf(content, 'installations').map((each) => textAt(each, 'installationId'));
    const isAnew = ids.some((id) => known.has(id));
    ids.forEach((id) => known.add(id));
    const day = dateOf(textAt(content, 'header.migrationDay'));
    if (day === undefined) return [];
    const due = `${dayBefore(day)} 18:00`;
    return isAnew || resumed.has(stamp.t) || londonText(stamp.t) === due ? [] : [{ detail: `a Common File is made at ${londonText(stamp.t)}, not at ${due}`, stamp }];
  });
};

const VALIDATION_MINUTES = 5;
/** Validation takes its minutes from the Common File, or from when its system is back; what is put right is there at once. */
const validation: Part = ({ facts }, resumed) => facts.flatMap(({ type, content, stamp, envelope, unreadable, position }) => {
  if (type !== 'MVF' || unreadable !== undefined || resumed.has(stamp.t)) return [];
  const began = stamp.t - VALIDATION_MINUTES * MINUTE;
  const set = textAt(content, 'header.migrationSetId');
  const isDue = resumed.has(began) || facts.some((each) => each.type === 'MCF' && each.to === 'mcfvf' && each.position < position && each.stamp.t === began && each.envelope.key === envelope.key);
  return isDue ? [] : [{ detail: `the Validation File of ${set} comes at ${londonText(stamp.t)}, which is not ${VALIDATION_MINUTES} min after its Common File`, stamp }];
});

interface Ladder {
  readonly type: Fact['type'];
  readonly from: string;
  readonly is: (fact: Fact) => boolean;
  /** What the attempts have in common. */
  readonly about: (fact: Fact) => string;
  readonly everyMinutes: number;
  /** Attempts further apart belong to another occasion. */
  readonly withinMinutes: number;
}

const LADDERS: readonly Ladder[] = [
  { type: 'WAN_COMMAND', from: 'smso', is: ({ content }) => content['kind'] === 'contact', about: ({ content }) => textAt(content, 'installationId'), everyMinutes: 60, withinMinutes: 6 * 60 },
  { type: 'DEVICE_COMMAND', from: 'csp', is: () => true, about: ({ content }) => textAt(content, 'commandId'), everyMinutes: 5, withinMinutes: 60 },
  { type: 'HANDOVER_REQUEST', from: 'rp', is: ({ content }) => ['sim', 'account'].includes(textAt(content, 'method')), about: ({ content }) => textAt(content, 'installationId'), everyMinutes: 180, withinMinutes: 6 * 60 },
];

const ladders: Part = ({ facts }, resumed) => LADDERS.flatMap(({ type, from, is, about, everyMinutes, withinMinutes }) => {
  const last = new Map<string, number>();
  return facts.flatMap((fact) => {
    if (fact.type !== type || fact.from !== from || fact.unreadable !== undefined || !is(fact)) return [];
    const gap = (fact.stamp.t - (last.get(about(fact)) ?? -Infinity)) / MINUTE;
    last.set(about(fact), fact.stamp.t);
    return gap === everyMinutes || gap > withinMinutes || resumed.has(fact.stamp.t) ? [] : [{ detail: `${fact.envelope.from} sends the ${type} ${about(fact)} again after ${gap} min, not ${everyMinutes}`, stamp: fact.stamp }];
  });
});

const REPORT_HOURS = 6;
const reporting: Part = ({ facts }, resumed) => facts.flatMap(({ type, stamp, envelope }) => {
  const [, hour = '', minute = ''] = /(\d\d):(\d\d)$/.exec(londonText(stamp.t)) ?? [];
  return type !== 'MRR' || resumed.has(stamp.t) || (Number(hour) % REPORT_HOURS === 0 && minute === '00') ? [] : [{ detail: `${envelope.key} is distributed at ${hour}:${minute}, London time`, stamp }];
});

const HOURLY_MINUTES = 60;
/** Outcome files go out an hour after the first outcome that is in them (R2-16); one that failed on the way has had its outcome at another time. */
const OUTCOMES: readonly { readonly file: Fact['type']; readonly from: string; readonly last: Fact['type'] }[] = [
  { file: 'SCF', from: 's1sp', last: 'CHF_RESPONSE' }, { file: 'COF', from: 'cp', last: 'SERVICE_RESPONSE' },
];
const hourly: Part = ({ facts, observed }, resumed) => OUTCOMES.flatMap(({ file, from, last }) => {
  const told = new Set<string>();
  return facts.flatMap(({ type, from: sender, to, content, stamp, position, unreadable, envelope }) => {
    if (type !== file || sender !== from || roleOf(to) !== 'rp') return [];
    // The same file again, for whoever could not read it, is as late as may be.
    const isAnew = told.has(envelope.key);
    told.add(envelope.key);
    const entries = listOf(content, 'installations');
    if (isAnew || unreadable !== undefined || resumed.has(stamp.t) || entries.some((each) => each['outcome'] !== 'Success')) return [];
    const outcomes = entries.flatMap((entry) => {
      const installation = observed.estate.installations.find(({ id }) => id === entry['installationId']);
      const done = installation === undefined ? undefined : facts.findLast((each) => each.type === last && roleOf(each.to) === from && each.position < position && sights(each, installation).length > 0);
      return done === undefined ? [] : [done.stamp.t];
    });
    const waited = (stamp.t - Math.min(...outcomes)) / MINUTE;
    return outcomes.length === 0 || waited === HOURLY_MINUTES ? [] : [{ detail: `the ${file} comes ${waited} min after the first outcome in it, not ${HOURLY_MINUTES}`, stamp }];
  });
});

const SILENCE_MINUTES = 10;
/** How long an SMSO waits for its CSP before it says that it has failed (MEHRS 2.5.3). */
const silence: Part = ({ facts }) => {
  const asked = new Map<string, number>();
  return facts.flatMap((fact) => {
    const about = textAt(fact.content, 'installationId');
    if (fact.type === 'SIM_REQUEST' && fact.from === 'smso') asked.set(about, fact.stamp.t);
    if (fact.type === 'SIM_RESPONSE') asked.delete(about);
    const since = asked.get(about);
    if (fact.type !== 'HANDOVER_RESPONSE' || since === undefined) return [];
    asked.delete(about);
    const waited = (fact.stamp.t - since) / MINUTE;
    return waited === SILENCE_MINUTES ? [] : [{ detail: `${fact.envelope.from} gives its CSP up after ${waited} min, not ${SILENCE_MINUTES}`, stamp: fact.stamp }];
  });
};

const CONTACT_HOURS = 24;
/** A hub given back is tried for a day before it counts as lost, or not at all where its SIM stays with the DCC (MEHRS 2.6.6). */
const contact: Part = ({ facts }) => {
  const givenBack = new Map<string, Fact>();
  return facts.flatMap((fact) => {
    const about = textAt(fact.content, 'installationId');
    if (fact.type === 'ROLLBACK_NOTICE' && fact.unreadable === undefined) givenBack.set(about, fact);
    const notice = givenBack.get(about);
    if (fact.type !== 'SMSO_CONTACT' || fact.content['contact'] !== 'lost' || notice === undefined) return [];
    const tried = (fact.stamp.t - notice.stamp.t) / MINUTE / 60;
    const wanted = notice.content['wanRestored'] === true ? CONTACT_HOURS : 0;
    return tried === wanted ? [] : [{ detail: `${fact.envelope.from} gives the hub of ${about} up after ${tried} h, not ${wanted}`, stamp: fact.stamp }];
  });
};

/** The SIM that its service does not give back is asked for over a day before its hub is (MEHRS 2.6.6). */
const givenUp: Part = ({ facts }) => {
  const asked = new Map<string, number>();
  return facts.flatMap((fact) => {
    const { type, content, stamp, envelope } = fact;
    const about = textAt(content, 'installationId');
    if (type === 'SIM_REQUEST' && content['master'] === 'smso') asked.set(about, asked.get(about) ?? stamp.t);
    if (type === 'SIM_RESPONSE' && content['result'] === 'done') asked.delete(about);
    const since = asked.get(about);
    if (type !== 'ROLLBACK_NOTICE' || since === undefined) return [];
    asked.delete(about);
    const tried = (stamp.t - since) / MINUTE / 60;
    return tried === CONTACT_HOURS ? [] : [{ detail: `${envelope.from} gives the SIM of ${about} up after ${tried} h, not ${CONTACT_HOURS}`, stamp }];
  });
};

/** What comes of a message within its own moment, from whoever got it and about the same Installation. */
const AT_ONCE: readonly { readonly type: Fact['type']; readonly is: (fact: Fact) => boolean; readonly then: readonly Fact['type'][]; readonly from: (fact: Fact) => string }[] = [
  { type: 'HANDOVER_REQUEST', is: ({ content }) => ['sim', 'apn'].includes(textAt(content, 'method')), then: ['SIM_REQUEST', 'WAN_COMMAND'], from: ({ to }) => to },
  // The S1SP is told that a hub is the DCC's now.
  { type: 'SIM_RESPONSE', is: ({ content }) => content['result'] === 'done' && content['master'] === 'dcc', then: ['SIM_NOTICE'], from: ({ envelope }) => envelope.from },
];
const atOnce: Part = ({ facts }) => AT_ONCE.flatMap(({ type, is, then, from }) => facts.filter((fact) => fact.type === type && fact.unreadable === undefined && is(fact)).flatMap((fact) => {
  const isDown = facts.some((each) => each.type === 'OUTAGE' && each.to === fact.to && each.position < fact.position);
  // Whose SIM is still the DCC's is not handed over again (decision D-346).
  const isWithoutSim = facts.some((each) => each.type === 'ROLLBACK_NOTICE' && each.to === fact.to && each.position < fact.position && each.envelope.key === fact.envelope.key && each.content['wanRestored'] === false);
  const follows = facts.some((each) => (isWithoutSim ? each.type === 'HANDOVER_RESPONSE' : then.includes(each.type)) && each.envelope.from === from(fact) && each.stamp.t === fact.stamp.t && each.envelope.key === fact.envelope.key);
  return isDown || follows ? [] : [{ detail: `no ${then.join(' or ')} from ${from(fact)} comes of the ${type} about ${fact.envelope.key}`, stamp: fact.stamp }];
}));

/** By severity, from when it is raised (R2-11). */
const TARGET_HOURS: readonly number[] = [4, 24, 72, 5 * 24, 10 * 24];
const targets: Part = ({ facts }) => facts.flatMap(({ type, content, stamp, unreadable }) => {
  if (type !== 'INCIDENT_RAISED' || unreadable !== undefined) return [];
  const wanted = TARGET_HOURS[Number(field(content, 'severity')) - 1];
  const given = (Number(field(content, 'targetResolutionAt')) - Number(field(content, 'raisedAt'))) / MINUTE / 60;
  return wanted === undefined || wanted === given ? [] : [{ detail: `an Incident of severity ${textAt(content, 'severity')} is to be resolved in ${given} h, not ${wanted}`, stamp }];
});

/** `elster` is attested (MEHRS 3.2), the other is not. */
const APN: Readonly<Record<'CB' | 'others', string>> = { CB: 'elster', others: 'X-dcc' };
const names: Part = ({ facts, observed }) => {
  const groups = new Map(observed.estate.installations.map(({ id, groupId }) => [id, groupId]));
  return facts.flatMap(({ type, content, stamp, envelope, unreadable }): readonly Wrong[] => {
    if (unreadable !== undefined) return [];
    const groupId = groups.get(textAt(content, 'installationId'));
    const apn = groupId === 'CB' ? APN.CB : APN.others;
    if (type === 'SIM_REQUEST' && content['master'] === 'dcc' && textAt(content, 'apn') !== apn) return [{ detail: `${envelope.from} has the APN ${textAt(content, 'apn')} for ${groupId ?? 'no Group ID'}, not ${apn}`, stamp }];
    // Which family has its hubs configured first (Table A.1 MA119) is profile.
    if (type === 'WAN_COMMAND' && content['kind'] === 'configureHub' && groupId !== 'CA') return [{ detail: `${envelope.from} configures a hub of ${groupId ?? 'no'} Group ID before its SIM moves`, stamp }];
    if (type === 'HANDOVER_RESPONSE' && content['stage'] === 'hub' && groupId !== 'CA') return [{ detail: `${envelope.from} could not configure a hub of ${groupId ?? 'no'} Group ID`, stamp }];
    return [];
  });
};

const PARTS: readonly Part[] = [hours, upgrades, commonFiles, validation, ladders, reporting, hourly, silence, contact, givenUp, atOnce, targets, names];

export const profile: Law = (witness) => {
  const own = { ...witness, facts: witness.facts.filter(({ envelope }) => roleOf(envelope.from) !== 'supplier') };
  const resumed = resumptions(witness.facts);
  return [ruling('hours, waits and names are those of the profile', 'emulator profile (R2-11, R2-14)', PARTS.flatMap((part) => part(own, resumed)))];
};
