/** Reading a Migration Authorisation: Table 1 per record, and which Migration set an accepted one joins (MEHRS 2.3.2; R2-15). */
import { address, type SecParty } from '../../protocol/domain.ts';
import { checkRecord, type AuthorisationFacts } from '../../protocol/checks/authorisation.ts';
import { decodeMa } from '../../protocol/files/csv.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import type { MaRecord, MavrRecord } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { addDays, isLocalDate, londonTime } from '../../protocol/time.ts';
import type { Context, InternalEvent } from '../runtime/party.ts';
import { accountNow, type RpTables } from './tables.ts';

const mpxnsOf = (record: MaRecord): readonly string[] => [record.mpan, record.mprn].filter((mpxn) => mpxn !== '');

/** Thursday before a Migration Week (Guide Table 5 step 4). */
const CUT_OFF_DAYS_BEFORE = 4;

const factsOf = (record: MaRecord, index: number, records: readonly MaRecord[], sender: SecParty | undefined, context: Context<RpTables>): AuthorisationFacts => {
  const { store, now, ruleSet, cohort } = context;
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
  return {
    ruleSet: ruleSet.id,
    groupId: known?.groupId ?? (cohort === 'IE' || cohort === undefined ? 'AA' : cohort),
    record, index, records,
    requester: sender === undefined ? { kind: 'dcc' } : { kind: 'supplier', party: sender },
    accounts: account,
    reference: store.need('reference', 'all'),
    now,
    receivedAt: now,
    cutOffAt: week === undefined ? now : londonTime(addDays(week, -CUT_OFF_DAYS_BEFORE), ruleSet.maCutOff),
    previouslyAuthorised: (mpxns) => mpxns.some((mpxn) => standing(mpxn) !== undefined),
    authorisedForWeek: (mpxn, migrationWeek) => standing(mpxn)?.migrationWeek === migrationWeek,
    wanContactDays: ruleSet.wanContactDays,
  };
};

/** Checks every record and remembers what came of it. Records the SMSO knows no account for are only answered. */
export const readAuthorisation = (envelope: Envelope, context: Context<RpTables>): readonly InternalEvent[] => {
  const { store, directory } = context;
  const { fileName, csv } = decodeMaPackage(envelope.body);
  const sender = store.need('reference', 'all').parties.find((party) => party.entityId === parseMaFileName(fileName).sender);
  const records = decodeMa(csv);
  const rows: MavrRecord[] = [];
  const events: InternalEvent[] = [];
  records.forEach((record, index) => {
    const failure = checkRecord(factsOf(record, index, records, directory.addressOf(sender?.entityId ?? '') === address('mcc') ? undefined : sender, context));
    rows.push({ mpan: record.mpan, mprn: record.mprn, result: failure === undefined ? 'Accepted' : 'Rejected', reasonCode: failure?.reasonCode ?? '' });
    const installationId = mpxnsOf(record).map((mpxn) => store.get('byMpxn', mpxn)).find((id) => id !== undefined);
    if (installationId === undefined) return;
    const key = `${installationId}.${record.migrationWeek || 'none'}`;
    if (failure !== undefined) {
      events.push({ machine: 'rp.installation', key: `${key}.${fileName}`, event: { type: 'REJECTED', failed: failure.reasonCode } });
      return;
    }
    store.put('authorised', key, {
      installationId, record, maFileName: fileName, migrationWeek: record.migrationWeek,
      migrationDay: record.migrateOn === '' ? record.migrationWeek : record.migrateOn,
      setId: '', withDcc: false, waiveWanContact: false, completed: false, handoverAttempts: 0,
    });
    store.put('current', installationId, key);
    events.push({ machine: 'rp.installation', key, event: { type: 'AUTHORISED' } });
  });
  store.put('authorisations', envelope.key, { fileName, rows });
  return [{ machine: 'rp.authorisation', key: envelope.key, event: { type: 'MA_READ' } }, ...events];
};
