/** Reading a Migration Authorisation: Table 1 per record, and which Migration set an accepted one joins (MEHRS 2.3.2; R2-15). */
import { address, type SecParty } from '../../protocol/domain.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import { submittedOf } from '../../protocol/checks/sinceAuthorisation.ts';
import { checkRecord, type AuthorisationFacts } from '../../protocol/checks/authorisation.ts';
import { decodeMa } from '../../protocol/files/csv.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import type { MaRecord, MavrRecord } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { addDays, isLocalDate, londonTime, type LocalDate } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import { Refusal, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import { count, partiesOf, touched } from './summary.ts';
import { accountNow, type Authorisation, type RpTables } from './tables.ts';

const mpxnsOf = (record: MaRecord): readonly string[] => [record.mpan, record.mprn].filter((mpxn) => mpxn !== '');

/** Thursday before a Migration Week (Guide Table 5 step 4). */
const CUT_OFF_DAYS_BEFORE = 4;

export const cutOffOf = (week: string, wallClock: string): number => londonTime(addDays(week, -CUT_OFF_DAYS_BEFORE), wallClock);

/** MPxNs whose supplier has to authorise: the Active ones, or all of them where DCC authorises (Guide 4.5.5, TMAD 4.27). */
const toAuthorise = ({ mpan, mprn, electricity, gas }: SmsoAccount): readonly string[] => {
  const all = [{ mpxn: mpan, active: electricity.active }, ...(mprn === undefined || gas === undefined ? [] : [{ mpxn: mprn, active: gas.active }])];
  const active = all.filter((each) => each.active);
  return (active.length > 0 ? active : all).map(({ mpxn }) => mpxn);
};

const keyOf = (installationId: string, migrationWeek: string): string => `${installationId}.${migrationWeek || 'none'}`;

/** Where the record names no day, days of the week are taken in turn (emulator profile). */
const WORKING_DAYS = 5;

/** The later of the days that authorisations name (Guide 4.5.5); undefined where none names one, and any day of the week will do. */
const latestNamed = (authorisations: readonly Authorisation[]): LocalDate | undefined =>
  authorisations.flatMap(({ record: { migrateOn } }) => (migrateOn === '' ? [] : [migrateOn])).sort().at(-1);

/** A file as it was received. */
interface Received {
  readonly fileName: string;
  readonly records: readonly MaRecord[];
  /** Virtual ms. */
  readonly receivedAt: number;
}

const factsOf = (index: number, { fileName, records, receivedAt }: Received, sender: SecParty | undefined, context: Context<RpTables>): AuthorisationFacts => {
  const { store, now, ruleSet, cohort } = context;
  const record = records[index] as MaRecord;
  const account = (mpxn: string) => {
    const installationId = store.get('byMpxn', mpxn);
    return installationId === undefined ? undefined : accountNow(installationId, context);
  };
  const known = mpxnsOf(record).map(account).find((each) => each !== undefined);
  const week = isLocalDate(record.migrationWeek) ? record.migrationWeek : undefined;
  const standing = (mpxn: string) => {
    const key = store.get('current', store.get('byMpxn', mpxn) ?? '');
    const authorised = key === undefined ? undefined : store.get('authorised', key);
    return authorised !== undefined && !authorised.completed ? authorised : undefined;
  };
  const cutOffAt = week === undefined ? now : cutOffOf(week, ruleSet.maCutOff);
  // DCC's own authorisations come out of its own planning; without a Migration Schedule nothing is limited.
  const capacities = sender === undefined || week === undefined ? undefined : store.get('capacities', week);
  const capacity = capacities === undefined ? undefined : capacities.find(({ supplier }) => supplier === sender?.signifier)?.installations ?? 0;
  return {
    ruleSet: ruleSet.id,
    groupId: known?.groupId ?? (cohort === 'IE' || cohort === undefined ? 'AA' : cohort),
    record, index, records,
    ...defined({ weekCapacity: capacity }),
    requester: sender === undefined ? { kind: 'dcc' } : { kind: 'supplier', party: sender },
    accounts: account,
    reference: store.need('reference', 'all'),
    now,
    receivedAt,
    cutOffAt,
    // In another file: what stands twice in this one has a code of its own (MA504, MA505).
    previouslyAuthorised: (mpxns) => mpxns.some((mpxn) =>
      standing(mpxn)?.authorisations.some(({ maFileName, record: given }) => maFileName !== fileName && mpxnsOf(given).includes(mpxn)) ?? false),
    // Whether the other supplier's MA is missing is decided at the cut-off, not before (ruling A-12).
    authorisedForWeek: (mpxn, migrationWeek) => now < cutOffAt || store.get('authorised', keyOf(store.get('byMpxn', mpxn) ?? '', migrationWeek))?.completed === false,
    wanContactDays: ruleSet.wanContactDays,
  };
};

/** Checks every record and remembers what came of it. Records the SMSO knows no account for are only answered. */
export const readAuthorisation = (envelope: Envelope, context: Context<RpTables>): readonly InternalEvent[] => {
  const { store, directory } = context;
  const { fileName, csv } = decodeMaPackage(envelope.body);
  const senderId = parseMaFileName(fileName).sender;
  const { parties: known } = store.need('reference', 'all');
  const sender = known.find((party) => party.entityId === senderId);
  if (sender === undefined && directory.addressOf(senderId) !== address('mcc')) throw new Refusal(`MA of ${senderId}, who is no SEC Party`);
  const records = decodeMa(csv);
  const received: Received = { fileName, records, receivedAt: context.now };
  const rows: MavrRecord[] = [];
  const events: InternalEvent[] = [];
  const associated: string[] = [];
  records.forEach((record, index) => {
    const facts = factsOf(index, received, sender, context);
    const failure = checkRecord(facts);
    if (failure === undefined && facts.receivedAt > facts.cutOffAt) {
      // DA has a code for it (MA511); the others look at it in the next Migration Week (000 on MEHRS 2.3.1; ruling A-02).
      const key = `${mpxnsOf(record).join('-')}.${record.migrationWeek}.${fileName}.${index + 1}`;
      store.put('held', key, { maKey: envelope.key, received, index, ...defined({ sender }) });
      events.push({ machine: 'rp.installation', key, event: { type: 'HELD' } });
      count(partiesOf(record, sender, known), ['recordsReceived'], context);
      associated.push(...partiesOf(record, sender, known));
      return;
    }
    rows.push({ mpan: record.mpan, mprn: record.mprn, result: failure === undefined ? 'Accepted' : 'Rejected', reasonCode: failure?.reasonCode ?? '' });
    const parties = partiesOf(record, sender, known);
    count(parties, ['recordsReceived', failure === undefined ? 'recordsAccepted' : 'recordsRejected'], context);
    associated.push(...parties);
    const installationId = mpxnsOf(record).map((mpxn) => store.get('byMpxn', mpxn)).find((id) => id !== undefined);
    if (installationId === undefined) return;
    const key = keyOf(installationId, record.migrationWeek);
    if (failure !== undefined) {
      events.push({ machine: 'rp.installation', key: `${key}.${fileName}.${index + 1}`, event: { type: 'REJECTED', failed: failure.reasonCode } });
      return;
    }
    const before = store.get('authorised', key);
    // What an earlier week left with the DCC stays there, and so does its waiver (ruling A-26).
    const earlier = store.get('authorised', store.get('current', installationId) ?? '');
    const given = before === undefined || before.completed ? [] : before.authorisations;
    // Said twice is said once: only DA has codes to refuse it with (MA504, MA505).
    if (given.some(({ record: standing }) => mpxnsOf(standing).join() === mpxnsOf(record).join())) return;
    const authorisations = [...given, { maKey: envelope.key, maFileName: fileName, record, parties }];
    const account = store.need('accounts', installationId);
    const { groupId } = account;
    store.put('authorised', key, {
      installationId, authorisations, migrationWeek: record.migrationWeek,
      migrationDay: latestNamed(authorisations) ?? before?.migrationDay ?? addDays(record.migrationWeek, (store.next('day') - 1) % WORKING_DAYS),
      submitted: submittedOf(account), setId: '', withDcc: earlier?.withDcc ?? false, waiveWanContact: earlier?.waiveWanContact ?? false, cleared: !GROUP_RULES[groupId].checkedBeforeMcf, completed: false, attempts: {},
    });
    // While another attempt is not over it is that one which is spoken of (decision D-345).
    if (earlier?.completed !== false) store.put('current', installationId, key);
    const covered = authorisations.flatMap(({ record: each }) => mpxnsOf(each));
    const whole = toAuthorise(account).every((mpxn) => covered.includes(mpxn));
    events.push({ machine: 'rp.installation', key, event: { type: !whole ? 'HALF_AUTHORISED' : GROUP_RULES[groupId].checkedBeforeMcf ? 'AUTHORISED_TO_CHECK' : 'AUTHORISED' } });
  });
  store.put('authorisations', envelope.key, { fileName, rows });
  return [{ machine: 'rp.authorisation', key: envelope.key, event: { type: rows.length === 0 ? 'MA_HELD' : 'MA_READ' } }, ...events, ...touched(associated)];
};

/** A late record is looked at when the Migration Week after the one it missed begins: that one is over by then (MA004; ruling A-02). */
export const heldUntil = (key: string, { store, ruleSet }: Pick<Context<RpTables>, 'store' | 'ruleSet'>): number => {
  const { received, index } = store.need('held', key);
  return londonTime(addDays(received.records[index]!.migrationWeek, ruleSet.migrationWeekDays), '00:00');
};

/** @throws Error when nothing is wrong with a record whose week is over. */
export const lookAgain = (key: string, context: Context<RpTables>): Rendered => {
  const { store } = context;
  const { maKey, received, index, sender } = store.need('held', key);
  const record = received.records[index] as MaRecord;
  const failure = required(checkRecord(factsOf(index, received, sender, context)), `reason why a record of ${received.fileName} is too late`);
  store.put('rejections', maKey, { mpan: record.mpan, mprn: record.mprn, result: 'Rejected', reasonCode: failure.reasonCode });
  const parties = partiesOf(record, sender, store.need('reference', 'all').parties);
  return { tell: [
    { machine: 'rp.installation', key, event: { type: 'REJECTED', failed: failure.reasonCode } },
    { machine: 'rp.authorisation', key: maKey, event: { type: 'RECORD_REJECTED' } },
    ...count(parties, ['recordsRejected'], context),
  ] };
};
