/** What comes of a resolved Incident about a file of a set: the file anew, a new Common File, or nothing any more (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2). */
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, type Incident } from '../../protocol/messages/notices.ts';
import { takeOn } from '../shared/incidents.ts';
import type { Context, InternalEvent, Rendered } from '../runtime/party.ts';
import { fileSetClosesAt, handedOver, stillValid } from './sets.ts';
import type { MigrationSet, RpTables, SetFile } from './tables.ts';

type Rp = Context<RpTables>;

/** Which file an Incident of a section is about (MEHRS 2.4.3, 2.5.7-2.5.11). */
const FILE_OF: Readonly<Record<string, SetFile>> = { '2.4.3': 'MCF', '2.5.7': 'MGF', '2.5.8': 'MEF', '2.5.10': 'MEF', '2.5.11': 'MEF' };

/** Takes an Incident on, and notes which sending of the file it is about. */
export const takeOnAbout = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { incidentId, section, migrationSetId = '' } = decodeNotice('INCIDENT_ASSIGNED', envelope.body);
  const file = FILE_OF[section];
  if (file !== undefined) context.store.put('refused', incidentId, context.store.get('sets', migrationSetId)?.sent[file] ?? 0);
  return takeOn(envelope, context);
};

/**
 * An Incident about a file of a set is resolved. The Common File is sent again; a Group File is sent again while the
 * Required File Set can still be whole in time, else the Installations go into a new Common File where their group stays
 * with the DCC, else nothing is left to do (MEHRS 2.4.3, 2.5.7, 2.5.8).
 */
export const remedyOf = ({ incidentId, section, migrationSetId: setId = '' }: Incident, context: Rp): Rendered => {
  const { store, now } = context;
  const file = FILE_OF[section];
  const set = store.get('sets', setId);
  if (file === undefined || set === undefined) return {};
  const put = (type: string): Rendered => ({ tell: [{ machine: 'rp.set', key: setId, event: { type } }] });
  // The same bytes refused twice, by S1SP and DCO: what was sent since needs no second remedy.
  if ((set.sent[file] ?? 0) > (store.get('refused', incidentId) ?? 0) || !stands(set, context)) return {};
  const isInTime = now <= fileSetClosesAt(set, context);
  const renews = (): boolean => GROUP_RULES[set.header.groupId].unfit === 'keep' && stillValid(handedOver(set, context), context).length > 0;
  // Whoever refused the Common File can make nothing of what followed it: too late for that, the Group Files' remedy is the Common File's too.
  if (file === 'MCF') return put(isInTime || !isOpened(set) || GROUP_RULES[set.header.groupId].unfit !== 'keep' ? 'MCF_REMEDY' : renews() ? 'GROUP_FILES_LATE' : 'REMEDY_EXPIRED');
  // A set whose record of what is ready is lost cannot have its files made again (MEHRS 2.5.7 EA, EB: "for specific reasons").
  // Only while the authorisation stands (MEHRS 2.5.7, 2.5.8, 2.5.10, 2.5.11: "if the Migration Authorisation is still valid").
  if (isInTime && stillValid(set.ready, context).length > 0) return put(file === 'MGF' ? 'MGF_REMEDY_IN_TIME' : 'MEF_REMEDY_IN_TIME');
  return put(renews() ? 'GROUP_FILES_LATE' : 'REMEDY_EXPIRED');
};

/** The S1SP has had no whole file set in time, and its group gives back what that leaves with the DCC (MEHRS 2.5.6 and its like). */
const isGivenBack = (set: MigrationSet, context: Rp): boolean => isOpened(set) && GROUP_RULES[set.header.groupId].unfit === 'giveBack' && context.now > fileSetClosesAt(set, context);

/** Its Group Files have been made. */
const isOpened = ({ sent }: MigrationSet): boolean => sent.MEF !== undefined;

/** The Validation Function has put its MVF right, whoever had refused it (MEHRS 2.4.5; ruling A-22). */
export const mvfRemedyOf = (setId: string, context: Rp): Rendered['tell'] => {
  const set = context.store.get('sets', setId);
  if (set === undefined || !stands(set, context) || isGivenBack(set, context)) return [];
  return [{ machine: 'rp.set', key: setId, event: { type: stillValid(set.members, context).length > 0 ? 'MVF_REMEDY' : 'REMEDY_EXPIRED' } }];
};

/** The Commissioning Party has never had a Common File that it could read: here it is again (MEHRS 2.7.2). */
export const mcfAgain = (setId: string, { store }: Rp): NonNullable<Rendered['tell']> =>
  (store.get('sets', setId) === undefined ? [] : [{ machine: 'rp.set', key: setId, event: { type: 'MCF_REMEDY' } }]);

/** Some Installation of the set is still to be migrated by it. */
const stands = ({ header, members }: MigrationSet, { store }: Rp): boolean =>
  members.some((key) => !store.need('authorised', key).completed && store.need('authorised', key).setId === header.migrationSetId);
