/** Systems that are down, and how long their people take to repair them (MEHRS 2.1, 2.4.1 and its like). */
import { address, type Installation } from '../../../protocol/domain.ts';
import type { MaRecord } from '../../../protocol/files/types.ts';
import { GROUP_RULES } from '../../../protocol/mehrs/parameters/groups.ts';
import { HOUR, MINUTE, londonTime } from '../../../protocol/time.ts';
import type { Fault } from '../../faults/plan.ts';
import { DEFAULT_WEEK } from '../../world/world.ts';
import { cohortParty, type Cause, type Causes } from '../cause.ts';
import { file } from './authorisation/means.ts';
import { SHARE_POINT_CAUSES } from './outages/sharePoint.ts';

type Trigger = Extract<Fault, { kind: 'outage' }>['on'];

const hours = (count: number): number => count * (HOUR / MINUTE);
const resolution = (section: string, minutes: number): Fault => ({ kind: 'resolution', section, minutes });
const outage = (on: Trigger, party: string, system: string): Fault => ({ kind: 'outage', on, afterMinutes: 0, party, system });

/** The Requesting Party has answered the authorisation; days before its Common Files are due. */
const authorised = (installation: Installation): Trigger => ({ from: cohortParty('rp', installation), type: 'MAVR', nth: 1 });
/** The Common File has been validated; hours before the Migration Day. */
const validated: Trigger = { from: address('mcfvf'), type: 'MVF', nth: 1 };
/** The Requesting Party asks for the hand-over itself: the SIM, the APN or the account. */
const handingOver = (installation: Installation): Trigger =>
  ({ from: cohortParty('rp', installation), type: 'HANDOVER_REQUEST', key: installation.id, contains: `"method":"${GROUP_RULES[installation.groupId].handover}"`, nth: 1 });

const DAYS = 24;
const noCommonFile = (minutes: number) => (installation: Installation): readonly Fault[] =>
  [outage(authorised(installation), cohortParty('rp', installation), 'commonFile'), resolution('2.4.1', minutes)];
const noValidation = (minutes: number): Cause => ({ faults: (installation) => [outage(authorised(installation), address('mcfvf'), 'validation'), resolution('2.4.4', minutes)] });
const afterMvf = (system: string, section: string, minutes: number) => (installation: Installation): readonly Fault[] =>
  [outage(validated, cohortParty('rp', installation), system), resolution(section, minutes)];

/** The Common File was due on Sunday at 18:00: seven days and five hours later it is an hour before the Migration Week ends. */
const LAST_EVENING = hours(7 * DAYS + 5);
/** The Common File comes on the last evening of the Migration Week, and then the next system is down. */
const lateTwice = (system: string, section: string): Cause => ({ faults: (installation) => [...noCommonFile(LAST_EVENING)(installation), ...afterMvf(system, section, hours(12))(installation)] });

const afterHandover = (minutes: number, more: (installation: Installation) => readonly Fault[] = () => []): Cause => ({ faults: (installation) => [
  outage(handingOver(installation), cohortParty('rp', installation), 'groupFiles'), resolution('2.5.6', minutes), ...more(installation),
] });
/** The Migration Control Centre would rather have a new Common File than Installations back at the SMSO (ruling A-25). */
const forNewMcf = (installation: Installation): readonly Fault[] =>
  [{ kind: 'record', on: authorised(installation), afterMinutes: 0, party: address('mcc'), table: 'choices', key: 'lateGroupFiles', set: { instruction: 'newMcf' } }];
/** The SMSO hears no more of a hub that is the DCC's: the 7-day check would fail if it were made. */
const silent = (installation: Installation): readonly Fault[] => [{
  kind: 'record', on: { from: address('mcc'), type: 'MCC_INSTRUCTION', nth: 1 }, afterMinutes: 0, party: cohortParty('rp', installation), table: 'silences', key: installation.id,
  set: { wanSince: londonTime(DEFAULT_WEEK, '00:00') - hours(8 * DAYS) * MINUTE },
}];

/** A party's own system is down from before it is wanted, or from the trigger on. */
const down = (role: 's1sp' | 'dco' | 'cp' | 'dsp', system: string, section: string, minutes: number, on: (installation: Installation) => Trigger = () => validated): Cause => ({
  faults: (installation) => [outage(on(installation), role === 's1sp' ? cohortParty(role, installation) : address(role), system), resolution(section, minutes)],
});
/** The S1SP has asked whether the Installation is viable: the next thing it asks for are keys. */
const viabilityAsked = (installation: Installation): Trigger => ({ from: cohortParty('s1sp', installation), type: 'VIABILITY_REQUEST', nth: 1 });
/** Some Commissioning Requests have been answered. */
const midway = (installation: Installation): Trigger => ({ from: address('dsp'), type: 'SERVICE_RESPONSE', key: installation.id, nth: 7 });

/** Three Installations of one supplier; its file says which is when, in what order, commissioned by whom. */
const three = (cause: Cause, write: (records: readonly MaRecord[]) => readonly MaRecord[]): Cause => ({
  ...cause, installations: 3, world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, write)] }),
});
const changed = (records: readonly MaRecord[], index: number, change: Partial<MaRecord>): MaRecord => ({ ...(records[index] as MaRecord), ...change });
/** On three days; the second is a priority. */
const onThreeDays = (records: readonly MaRecord[]): readonly MaRecord[] => [changed(records, 0, {}), changed(records, 1, { priority: 'True' }), changed(records, 2, {})];
/** On one day in two sets: the last two, which the supplier commissions, stand first; the first, which DCC commissions, is a priority. */
const inTwoSets = (records: readonly MaRecord[]): readonly MaRecord[] => [
  ...[1, 2].map((index) => changed(records, index, { migrateOn: DEFAULT_WEEK, toBeCommissionedByDCC: 'False' })), changed(records, 0, { migrateOn: DEFAULT_WEEK, priority: 'True' }),
];

/** MEHRS 2.5.6, put right when the file set window has closed, and of whoever commissions itself likewise. */
const LATE_GROUP_FILES: Causes = {
  '2.5.6-fixed-within-24h-window-missed': afterHandover(hours(20)),
  '2.5.6-fixed-within-24h-new-mcf': afterHandover(hours(20)),
  '2.5.6-too-late-reconfigured': afterHandover(hours(30)),
  '2.5.6-too-late-new-mcf': afterHandover(hours(30), forNewMcf),
  '2.5.6-too-late-CB': afterHandover(hours(30), silent),
  '2.5.6-too-late-EA': afterHandover(hours(30)),
  '2.5.6-too-late-EB': afterHandover(hours(30)),
  '2.5.6-ma-expired': afterHandover(hours(8 * DAYS)),
};

export const OUTAGE_CAUSES: Causes = {
  ...SHARE_POINT_CAUSES,
  '2.4.1-backlog-priority': three({ faults: noCommonFile(hours(4 * DAYS)) }, onThreeDays),
  '2.4.4-backlog-order': three(noValidation(hours(3)), inTwoSets),
  '2.5.1-backlog-order': three({ faults: afterMvf('migration', '2.5.1', hours(3)) }, inTwoSets),
  '2.5.5-backlog-order': three({ faults: afterMvf('groupFiles', '2.5.5', hours(3)) }, inTwoSets),
  '2.7.1-backlog-priority': three(down('cp', 'commissioning', '2.7.1', hours(3 * DAYS)), onThreeDays),
  '2.4.1-outage-in-time': { faults: noCommonFile(hours(3)) },
  '2.4.1-outage-within-week': { faults: noCommonFile(hours(40)) },
  '2.4.1-outage-ma-expired': { faults: noCommonFile(hours(8 * DAYS)) },
  '2.4.4-outage-in-time': noValidation(hours(3)),
  '2.4.4-MA116': noValidation(hours(9)),
  'A.1-MA116-not-CB': noValidation(hours(9)),
  '2.4.4-outage-ma-expired': noValidation(hours(8 * DAYS)),
  '2.5.1-outage-in-time': { faults: afterMvf('migration', '2.5.1', hours(3)) },
  '2.5.1-outage-window-missed': { faults: afterMvf('migration', '2.5.1', hours(30)) },
  '2.5.1-outage-ma-expired': lateTwice('migration', '2.5.1'),
  '2.5.5-outage-in-time': { faults: afterMvf('groupFiles', '2.5.5', hours(3)) },
  '2.5.5-outage-window-missed': { faults: afterMvf('groupFiles', '2.5.5', hours(30)) },
  '2.5.5-outage-ma-expired': lateTwice('groupFiles', '2.5.5'),
  '2.5.5-not-applicable': { faults: afterMvf('groupFiles', '2.5.5', hours(3)) },
  '2.5.6-fixed-in-time': afterHandover(hours(10)),
  '2.5.6-not-applicable': afterHandover(hours(10)),
  ...LATE_GROUP_FILES, ...Object.fromEntries(Object.entries(LATE_GROUP_FILES).map(([id, cause]) => [`${id}-supplier`, { ...cause, commissionedBySupplier: true }])),
  '2.6.1-s1sp-in-time': down('s1sp', 'processing', '2.6.1', hours(5)),
  '2.6.1-s1sp-after-ma-expiry': down('s1sp', 'processing', '2.6.1', hours(7 * DAYS + 12)),
  '2.6.1-s1sp-dco-timer': down('s1sp', 'processing', '2.6.1', hours(8 * DAYS + 12)),
  '2.6.1-dco-in-time': down('dco', 'processing', '2.6.1', hours(5)),
  '2.6.1-dco-keys': down('dco', 'processing', '2.6.1', hours(5), viabilityAsked),
  '2.6.1-dco-dco-timer': down('dco', 'processing', '2.6.1', hours(8 * DAYS + 12)),
  '2.6.8-outage-in-time': down('s1sp', 'commissioningFile', '2.6.8', hours(5)),
  '2.6.8-outage-after-ma-expiry': down('s1sp', 'commissioningFile', '2.6.8', hours(7 * DAYS + 12)),
  '2.7.1-outage': down('cp', 'commissioning', '2.7.1', hours(5)),
  '2.7.4-outage': down('dsp', 'requests', '2.7.4', hours(5)),
  '2.7.4-outage-midway': down('dsp', 'requests', '2.7.4', hours(5), midway),
  '2.7.6-outage': down('s1sp', 'countersigned', '2.7.6', hours(5)),
  '2.7.6-outage-midway': down('s1sp', 'countersigned', '2.7.6', hours(5), midway),
};
