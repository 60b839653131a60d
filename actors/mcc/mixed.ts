/**
 * Sites of an Active and a Dormant meter: the Active Supplier authorises, and the supplier of the Dormant meter is told of it by a
 * Migration Schedule (Guide 3.3, 3.3.3 with its note 13, 4.5.5). What it returns is taken and not used (Guide 3.4.1).
 */
import { COHORT_OF, address, tokenOf, type Address } from '../../protocol/domain.ts';
import { decodeMa } from '../../protocol/files/csv.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { buildPlanningFileName, parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { decodeSchedule, encodeSchedule, type ScheduleRow } from '../../protocol/files/schedule.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { scheduleRows, suppliersOf, type Scheduled } from '../../protocol/planning/dormant.ts';
import { dayOfWeek, isLocalDate, londonTime, type LocalDate } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Outgoing, type Rendered } from '../runtime/party.ts';
import type { MccDormantTables } from './dormant.ts';

export interface MccMixedTables extends MccDormantTables {
  /** What a Migration Authorisation lets migrate beside Dormant meters, by its key. */
  mixedAuthorised: readonly (Scheduled & { readonly migrationWeek: LocalDate })[];
  /** Monday of the Migration Week that the Dormant side was told of last, by Installation. */
  mixedTold: LocalDate;
  /** A schedule as it was sent, by file name, and the authorisation it came of. */
  mixedSchedules: { readonly authorisation: string; readonly rows: readonly ScheduleRow[] };
}
type Mcc = Context<MccMixedTables>;

/** A file that is none is for the Requesting Party to refuse (MEHRS 2.3.2). */
const recordsOf = (body: Uint8Array): readonly MaRecord[] => {
  try {
    return decodeMa(decodeMaPackage(body).csv);
  } catch (thrown) {
    if (thrown instanceof FileError) return [];
    throw thrown;
  }
};

const isAhead = (migrationWeek: LocalDate, now: number): boolean => isLocalDate(migrationWeek) && dayOfWeek(migrationWeek) === 1 && londonTime(migrationWeek, '00:00') > now;

/** Reads an accepted authorisation for meters whose other side is Dormant. */
export const readMixed = ({ key, from, body }: Pick<Envelope, 'key' | 'from' | 'body'>, { store, now }: Mcc): readonly InternalEvent[] => {
  const authorised = recordsOf(body).flatMap(({ mpan, mprn, migrationWeek, migrateOn }) => {
    const installation = [mpan, mprn].flatMap((mpxn) => store.get('mixed', store.get('dormantMpxns', mpxn) ?? '') ?? [])[0];
    const isActive = [installation?.electricity, installation?.gas].some((supply) => supply?.active === true && supply.supplier === tokenOf(from));
    if (installation === undefined || !isActive || !isAhead(migrationWeek, now) || store.get('mixedTold', installation.id) === migrationWeek) return [];
    store.put('mixedTold', installation.id, migrationWeek);
    return [{ installation, migrationDay: migrateOn, migrationWeek }];
  });
  if (authorised.length === 0) return [];
  store.put('mixedAuthorised', key, authorised);
  return [{ machine: 'mcc.mixedSchedule', key, event: { type: 'MIXED_AUTHORISED' } }];
};

/** Suppliers of the Dormant meters beside those of an authorisation. */
export const scheduledBeside = (key: string, { store }: Mcc): readonly string[] => suppliersOf(store.get('mixedAuthorised', key) ?? []);

const schedulesFor = (key: string, smso: ScheduleRow['smso'], migrationWeek: LocalDate, of: readonly Scheduled[], { store, directory }: Mcc): readonly Outgoing[] =>
  suppliersOf(of).map((supplier): Outgoing => {
    const at: Address = address('supplier', supplier);
    const week = { type: 'MS', signifier: supplier, entityId: directory.entityOf(at), smso, date: migrationWeek } as const;
    const name = buildPlanningFileName({ ...week, part: store.next(buildPlanningFileName(week)) });
    const rows = scheduleRows(of, supplier, migrationWeek);
    store.put('mixedSchedules', name, { authorisation: key, rows });
    return { key: name, body: encodeSchedule(rows), cohort: smso, named: { supplier: [at] } };
  });

/** One file for each Dormant Supplier, SMSO and week. */
export const sendMixedSchedules = (key: string, context: Mcc): Rendered => {
  const authorised = context.store.need('mixedAuthorised', key);
  const weeks = new Map(authorised.map(({ installation: { groupId }, migrationWeek }) => [`${COHORT_OF[groupId]} ${migrationWeek}`, { smso: COHORT_OF[groupId], migrationWeek }] as const));
  return {
    send: [...weeks.values()].flatMap(({ smso, migrationWeek }) =>
      schedulesFor(key, smso, migrationWeek, authorised.filter((each) => each.migrationWeek === migrationWeek && COHORT_OF[each.installation.groupId] === smso), context)),
  };
};

/** Whether a returned schedule is one of these. @throws FileError unless it is named like a schedule. */
export const isMixed = ({ key }: Pick<Envelope, 'key'>): boolean => parsePlanningFileName(key, 'MS').part !== undefined;

/** @throws Refusal for a schedule DCC did not send to who returns it, or a row that was not in it. */
export const readMixedReturned = ({ key, from, body }: Pick<Envelope, 'key' | 'from' | 'body'>, { store }: Mcc): readonly InternalEvent[] => {
  const sent = store.get('mixedSchedules', key);
  if (sent === undefined || parsePlanningFileName(key, 'MS').signifier !== tokenOf(from)) throw new Refusal(`${key} from ${from}`);
  const stranger = decodeSchedule(body).find(({ mpan, mprn }) => !sent.rows.some((row) => row.mpan === mpan && row.mprn === mprn));
  if (stranger !== undefined) throw new Refusal(`${key}: ${stranger.mpan}${stranger.mprn} is not in the schedule`);
  return [{ machine: 'mcc.mixedSchedule', key: sent.authorisation, event: { type: 'MIXED_SCHEDULE_RETURNED' } }];
};
