/**
 * The Service Request of the Migration Control Centre on the Requesting Party: Installations that fail Table 5.25 and stay with
 * the DCC. Once it is resolved they go into a new Common File (MEHRS 2.5.9 CB, EA, EB; ruling A-29).
 */
import { address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { SERVICE_REQUEST_RULE } from '../../protocol/mehrs/parameters/incidents.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';
import { resubmit } from './sets.ts';
import type { RpTables } from './tables.ts';

type Rp = Context<RpTables>;

/** Taken on like an Incident, at a desk of its own. */
const read = (envelope: Envelope, { store }: Rp): readonly InternalEvent[] => {
  if (envelope.from !== address('mcc')) throw new Refusal(`${envelope.type} from ${envelope.from}`);
  const { serviceRequestId, ...asked } = decodeNotice('SERVICE_REQUEST_RAISED', envelope.body);
  store.put('assigned', serviceRequestId, { ...asked, incidentId: serviceRequestId, affectedUsers: [] });
  return [{ machine: 'rp.serviceRequest', key: serviceRequestId, event: { type: 'ASSIGNED' } }];
};

/** The data has been corrected: what waits for it is resubmitted. @returns undefined for an Incident. */
export const corrected = (key: string, context: Rp): Rendered | undefined => {
  const { store } = context;
  const { section, installationIds, migrationSetId = '' } = store.need('assigned', key);
  if (section !== SERVICE_REQUEST_RULE.section) return undefined;
  const waiting = installationIds.flatMap((id) => store.get('current', id) ?? []).filter((each) => store.need('authorised', each).toCorrect === migrationSetId);
  return resubmit(migrationSetId, waiting, context);
};

export const serviceRequests = {
  read,
  render: {
    updateServiceRequest: ({ key }, { writtenAt }): Rendered => ({ send: [{ key, body: encodeNotice<'SERVICE_REQUEST_UPDATE'>({ serviceRequestId: key, at: writtenAt, news: 'being worked on' }) }] }),
    resolveServiceRequest: ({ key }, { writtenAt }): Rendered => ({ send: [{ key, body: encodeNotice<'SERVICE_REQUEST_RESOLVED'>({ serviceRequestId: key, resolvedAt: writtenAt, resolution: 'data looked into' }) }] }),
  } satisfies Party<RpTables>['render'],
};
