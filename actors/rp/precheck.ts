/** Group ID DA before the Migration Common File: the Requesting Party's records, then the meters themselves (MEHRS 2.4.2; TMAD 16.9). */
import { gsmeContactRecent, wanContactRecent } from '../../protocol/checks/contact.ts';
import { gateReasonCode } from '../../protocol/checks/gate.ts';
import { checkSinceAuthorisation } from '../../protocol/checks/sinceAuthorisation.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { PRE_MCF } from '../../protocol/mehrs/parameters/preMcf.ts';
import { eventsFor, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { currentKey } from './sets.ts';
import { accountNow, authorisedBy, type RpTables } from './tables.ts';

type Rp = Context<RpTables>;

const onInstallation = eventsFor('rp.installation');
const tell = (...told: Parameters<typeof onInstallation>): Rendered => ({ tell: [onInstallation(...told)] });

/** Whether another account lists one of the Installation's Devices (MA522). */
const linkedElsewhere = (installationId: string, deviceIds: readonly string[], { store }: Rp): boolean =>
  [...store.entries('accounts')].some(([id, { devices }]) => id !== installationId && devices.some(({ deviceId }) => deviceIds.includes(deviceId)));

/** The Table A.1 code of what the records say against it. */
const refusalOf = (key: string, context: Rp): string | undefined => {
  const { store, now, ruleSet } = context;
  const authorised = store.need('authorised', key);
  const { installationId, submitted } = authorised;
  const account = accountNow(installationId, context);
  const changed = checkSinceAuthorisation({ account, submitted, authorisedBy: authorisedBy(authorised), reference: store.need('reference', 'all') });
  if (changed !== undefined) return changed.id;
  if (account.configurationDefects.length > 0) return gateReasonCode('X5.12-b', account.groupId, { ruleSet: ruleSet.id, defects: account.configurationDefects });
  if (linkedElsewhere(installationId, submitted.deviceIds, context)) return PRE_MCF.linkedElsewhere;
  if (!wanContactRecent(account.lastWanContactAt, now, ruleSet.wanContactDays)) return gateReasonCode('5.12(c)', account.groupId);
  return account.gas !== undefined && !gsmeContactRecent(account.lastGsmeContactAt, now) ? PRE_MCF.gsmeSilent : undefined;
};

const isDisabled = (key: string, { store }: Rp): boolean => {
  const { installationId } = store.need('authorised', key);
  const { electricity, gas } = store.need('accounts', installationId);
  return [electricity, gas].some((supply) => supply !== undefined && store.get('migration', supply.supplier)?.enabled === false);
};

/** A supplier for which migration is disabled: its Installations wait, perhaps until the authorisation has expired (MA531, ruling A-60). */
export const checkRecords = (key: string, context: Rp): Rendered => {
  if (isDisabled(key, context)) return tell(key, 'SUPPLIER_DISABLED');
  const failed = refusalOf(key, context);
  return failed === undefined ? tell(key, 'RECORDS_PASSED') : tell(key, 'PRECHECK_FAILED', failed);
};

export const requestPrecheck = (key: string, { store }: Rp): Rendered => {
  const { installationId, migrationDay } = store.need('authorised', key);
  return { send: [{ key: installationId, body: encodeNotice<'PRECHECK_REQUEST'>({ installationId, day: migrationDay }) }] };
};

export const readPrecheck = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { installationId, result, reasonCode } = decodeNotice('PRECHECK_RESPONSE', envelope.body);
  const event = result === 'passed' ? { type: 'PRECHECK_PASSED' } : { type: 'PRECHECK_FAILED', failed: reasonCode };
  return [{ machine: 'rp.installation', key: currentKey(installationId, context), event }];
};

/** From now on it goes into the Common File. */
export const clear = (key: string, { store }: Rp): Rendered => {
  store.put('authorised', key, { ...store.need('authorised', key), cleared: true });
  return {};
};

/** Why an authorisation ran out: for DA the code says so where its supplier is disabled (ruling A-17). */
export const expiredReason = (key: string, otherwise: string, context: Rp): string =>
  (context.store.need('accounts', context.store.need('authorised', key).installationId).groupId === 'DA' && isDisabled(key, context) ? PRE_MCF.supplierDisabled : otherwise);

/** Counts the same of the two codes running; any other outcome begins anew (ruling A-43). */
export const strike = (installationId: string, reasonCode: string, { store, ruleSet }: Rp): readonly InternalEvent[] => {
  if (reasonCode !== PRE_MCF.busy && reasonCode !== PRE_MCF.wrongMode) {
    store.delete('strikes', installationId);
    return [];
  }
  const before = store.get('strikes', installationId);
  const attempts = before?.reasonCode === reasonCode ? before.attempts + 1 : 1;
  store.put('strikes', installationId, { reasonCode, attempts });
  return attempts < ruleSet.faultyDeviceAfter ? [] : [{ machine: 'rp.triage', key: installationId, event: { type: 'FAULTY' } }];
};

/** To the suppliers of the Installation, and to the MCC. */
export const reportFaulty = (installationId: string, { store, directory }: Rp): Rendered => {
  const { electricity, gas, mpan, mprn } = store.need('accounts', installationId);
  const mpxns = [mpan, ...(mprn === undefined ? [] : [mprn])];
  const suppliers = [...new Set([electricity.supplier, ...(gas === undefined ? [] : [gas.supplier])])].flatMap((each) => directory.addressOfSignifier(each) ?? []);
  return { send: [{ key: installationId, body: encodeNotice<'FAULTY_DEVICE'>({ installationId, mpxns, ...store.need('strikes', installationId) }), named: { supplier: suppliers } }] };
};
