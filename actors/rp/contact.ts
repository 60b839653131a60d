/** What the SMSO's network tells of hubs and gas meters that are not heard: what 5.12(c) and 16.9.2.GT01 go by. */
import { device } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { defined } from '../../protocol/defined.ts';
import { Refusal, eventsFor, type Context, type InternalEvent } from '../runtime/party.ts';
import { currentKey } from './sets.ts';
import type { RpTables } from './tables.ts';

type Rp = Context<RpTables>;

/** Remembers since when the hub, or its gas meter, has been silent; forgets it once heard again. */
export const readHubContact = (envelope: Envelope, { store }: Rp): readonly InternalEvent[] => {
  const { installationId, deviceId, heard, at } = decodeNotice('HUB_CONTACT', envelope.body);
  const account = store.get('accounts', installationId);
  if (account === undefined) throw new Refusal(`no account ${installationId}`);
  const { wanSince, gsmeSince } = store.get('silences', installationId) ?? {};
  const ofGsme = device(account, 'GSME')?.deviceId === deviceId;
  if (!ofGsme && device(account, 'CHF')?.deviceId !== deviceId) return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
  const since = heard ? undefined : at;
  const wan = ofGsme ? wanSince : since;
  const gsme = ofGsme ? since : gsmeSince;
  store.put('silences', installationId, defined({ wanSince: wan, gsmeSince: gsme }));
  return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
};

/** The SMSO has tried a hub that was given back (MEHRS 2.6.6). */
export const readSmsoContact = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { installationId, contact } = decodeNotice('SMSO_CONTACT', envelope.body);
  const key = currentKey(installationId, context);
  // Nothing was handed over: the S1SP gave back what it never had.
  if (!context.store.need('authorised', key).withDcc) return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
  context.store.put('authorised', key, { ...context.store.need('authorised', key), withDcc: false });
  return [{ machine: 'rp.installation', key, event: { type: contact === 'restored' ? 'CONTACT_RESTORED' : 'CONTACT_LOST' } }];
};

/** How a hand-over went; a code comes with what another attempt would not change (MEHRS 2.5.2). */
export const readHandover = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { installationId, method, result, reasonCode, stage } = decodeNotice('HANDOVER_RESPONSE', envelope.body);
  const key = currentKey(installationId, context);
  const tell = (type: string, failed?: string): readonly InternalEvent[] => [eventsFor('rp.installation')(key, type, failed)];
  if (reasonCode !== undefined) return tell('HANDOVER_REFUSED', reasonCode);
  if (method === 'certificate') {
    context.store.put('authorised', key, { ...context.store.need('authorised', key), certificateAnswered: true });
    return tell(result === 'done' ? 'CERTIFICATE_APPLIED' : 'CERTIFICATE_FAILED');
  }
  context.store.put('authorised', key, { ...context.store.need('authorised', key), failedAtHub: stage === 'hub', ...(result === 'done' ? { withDcc: true } : {}) });
  return tell(result === 'done' ? 'HANDED_OVER' : 'HANDOVER_FAILED');
};
