/** Outcome files that the Requesting Party cannot verify, and Commissioning Files that never come (Table A.1 MA532; decision D-90). */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Notice } from '../../protocol/messages/notices.ts';
import { MINUTE } from '../../protocol/time.ts';
import { raise } from '../shared/incidents.ts';
import { joined, partsOf } from '../shared/parts.ts';
import type { Context, InternalEvent, Party, Rendered } from '../runtime/party.ts';
import { memberIds, suppliersOf } from './sets.ts';
import type { RpTables } from './tables.ts';

type Rp = Context<RpTables>;

const SECTION = { SCF: 'X2.7.2', COF: 'X2.7.8' } as const;
type Outcome = keyof typeof SECTION;
const OUTCOMES = ['SCF', 'COF'] as const satisfies readonly Outcome[];
/** `<setId>/SCF` or `<setId>/COF`. */
const doubtKey = ({ key, type }: Pick<Envelope, 'key' | 'type'>): string => joined(key, type);

export const unverified = (envelope: Envelope, problem: { readonly failed: string; readonly detail: string }, { store }: Rp): readonly InternalEvent[] => {
  // A set that is none of ours is nothing to wait for.
  if (store.get('sets', envelope.key) === undefined) return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
  store.put('doubts', doubtKey(envelope), { failed: problem.failed, detail: problem.detail });
  return [{ machine: 'rp.doubt', key: doubtKey(envelope), event: { type: 'UNVERIFIED', failed: problem.failed } }];
};

/** Handed-over members of a set whose SCF has told nothing yet. */
const waiting = (setId: string, { store }: Rp): readonly string[] => (store.get('sets', setId)?.ready ?? []).filter((key) => {
  const { completed, setId: present, scfSetId } = store.need('authorised', key);
  return !completed && present === setId && scfSetId !== setId;
});

export const verified = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { store } = context;
  const events: InternalEvent[] = store.get('doubts', doubtKey(envelope)) === undefined ? [] : [{ machine: 'rp.doubt', key: doubtKey(envelope), event: { type: 'VERIFIED' } }];
  store.delete('doubts', doubtKey(envelope));
  const isDue = envelope.type === 'SCF' && store.get('scfDue', envelope.key) === true && waiting(envelope.key, context).length === 0;
  if (isDue) store.delete('scfDue', envelope.key);
  return isDue ? [...events, { machine: 'rp.overdue', key: envelope.key, event: { type: 'SCF_TOLD' } }] : events;
};

/** The Incident about a doubt is closed: what it is about comes anew after that. @returns none for any other Incident. */
export const doubtClosed = ({ section, migrationSetId }: Pick<Notice<'INCIDENT_CLOSED'>, 'section' | 'migrationSetId'>): readonly InternalEvent[] =>
  OUTCOMES.filter((type) => SECTION[type] === section).map((type) => ({ machine: 'rp.doubt', key: joined(migrationSetId ?? '', type), event: { type: 'CLOSED' } }));

/** From the Group Files on; MA532 is DA's alone. */
export const watchForScf = (setId: string, { store }: Rp): readonly InternalEvent[] => {
  if (store.need('sets', setId).header.groupId !== 'DA') return [];
  store.put('scfDue', setId, true);
  return [{ machine: 'rp.overdue', key: setId, event: { type: 'SCF_DUE' } }];
};

export const watches = {
  render: {
    raiseUnverified: ({ key }, context): Rendered => {
      const [setId, type] = partsOf(key);
      const set = context.store.need('sets', setId);
      const { failed, detail } = context.store.need('doubts', key);
      return raise(SECTION[type as Outcome], {
        migrationSetId: setId, installationIds: memberIds(set, context), failed, detail, affectedUsers: suppliersOf(set, context),
      }, context);
    },
    announceNoScf: ({ key }, context): Rendered => {
      context.store.delete('scfDue', key);
      return { tell: waiting(key, context).map((member) => ({ machine: 'rp.installation', key: member, event: { type: 'SCF_MISSING' } })) };
    },
  } satisfies Party<RpTables>['render'],
  delays: {
    untilDoubtIsRaised: (_at, { ruleSet }) => ruleSet.doubtMinutes * MINUTE,
    scfTimeout: (_at, { ruleSet }) => ruleSet.scfTimeoutMinutes * MINUTE,
  } satisfies Party<RpTables>['delays'],
};
