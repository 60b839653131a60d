/** The S1SP and commissioning: the CHF in the SMI, Countersigned Commissioning Requests, the alerts it signs (MEHRS 2.6.7, 2.7.7). */
import { address, device, type Eui64 } from '../../protocol/domain.ts';
import { checkCommissioningRequest, replacementCertificatesOf } from '../../protocol/checks/commissioning/index.ts';
import type { SmiDevice } from '../../protocol/checks/records.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import {
  commissionedAlert, decodeCountersigned, decodeRequest, decodeResponse, encodeChfRequest, encodeS1spAlert, encodeS1spResponse, isSuccess, reader, signedReader,
  type CommissioningRequest,
} from '../../protocol/messages/duis/index.ts';
import { concerning, signText } from '../shared/files.ts';
import { hold, isDown } from '../shared/outages.ts';
import { Refusal, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import { STEP } from '../../protocol/mehrs/parameters/steps.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { defined } from '../../protocol/defined.ts';
import { raise } from '../shared/incidents.ts';
import { joined } from '../shared/parts.ts';
import type { S1spTables, Work } from './tables.ts';

type S1sp = Context<S1spTables>;

const readResponse = reader(decodeResponse);
const signedRequest = signedReader(decodeRequest);
const countersignedRequest = signedReader(decodeCountersigned);

/** The devices of a migrated Installation as the SMI has them (own copy: no party reads another's records). */
const enter = ({ entry }: Work, { store }: S1sp): void => {
  const hub = device(entry, 'CHF')?.deviceId;
  for (const each of entry.devices) {
    const mpxn = each.deviceType === 'ESME' ? entry.mpan : each.deviceType === 'GSME' || each.deviceType === 'GPF' ? entry.mprn : undefined;
    const row: SmiDevice = {
      ...each, smetsVersion: 'SMETS1', status: 'Pending', ...defined({ importMpxn: mpxn, communicationsHub: hub }),
    };
    store.put('smi', each.deviceId, row);
  }
};

export const askChf = (kind: 'prenotify' | 'commission') => (key: string, context: S1sp): Rendered => {
  const { store, directory } = context;
  const work = store.need('works', key);
  const hub = required(device(work.entry, 'CHF'), `Communications Hub of ${work.installationId}`);
  enter(work, context);
  store.put('works', key, { ...work, chf: kind });
  const gpf = device(work.entry, 'GPF');
  const request = kind === 'commission' ? { kind, hub } : { kind, hub, ...defined({ gpf }) };
  const xml = encodeChfRequest(request, {
    originator: directory.entityOf(context.address), dspId: directory.entityOf(address('dsp')), counter: store.next('request'), profile: store.need('requestProfiles', 'CHF'),
  });
  return { send: [{ key: work.installationId, body: signText(xml, context) }] };
};

export const readChfResponse = (envelope: Envelope, { store }: S1sp): readonly InternalEvent[] => {
  const key = store.get('current', envelope.key);
  if (key === undefined) throw new Refusal(`no work on ${envelope.key}`);
  const response = readResponse(envelope.body);
  const work = store.need('works', key);
  if (isSuccess(response)) {
    // What it was refused for is over.
    store.put('works', key, { ...work, detail: '' });
    return [{ machine: 's1sp.installation', key, event: { type: 'CHF_ANSWERED' } }];
  }
  store.put('works', key, { ...work, detail: `${response.responseCode} ${response.message ?? ''}${work.hubTriedAgain === true ? ', again after its Incident' : ''}` });
  return [{ machine: 's1sp.installation', key, event: { type: 'CHF_REFUSED', failed: 'chfFailure' } }];
};

/** Codes by which the DSP says that the request itself was wrong; with any other it is the inventory that has to be put right (ruling A-39). */
const OWN_FAULT = ['E2', 'E100', 'E11'];

export const raiseChfIncident = (key: string, context: S1sp): Rendered => {
  const { setId, entry, detail } = context.store.need('works', key);
  return raise('2.6.7', {
    migrationSetId: setId, ...concerning([entry]), failed: STEP.chfFailure, detail,
    assignee: OWN_FAULT.includes(detail.split(' ', 1)[0] ?? '') ? 's1sp' : 'dsp',
  }, context);
};

/** The Incident about a hub is closed: it is tried again (MEHRS 2.6.7). */
export const hubRemedyDue = (envelope: Envelope, { store }: S1sp): readonly InternalEvent[] => {
  const incident = store.get('raised', decodeNotice('INCIDENT_CLOSED', envelope.body).incidentId);
  if (incident?.section !== '2.6.7') return [];
  return incident.installationIds.map((id) => {
    const key = joined(incident.migrationSetId ?? '', id);
    store.put('works', key, { ...store.need('works', key), hubTriedAgain: true });
    return { machine: 's1sp.installation', key, event: { type: 'CHF_REMEDY_DUE' } };
  });
};

/** N55 for the hub, once it is Commissioned. */
export const alertHub = (key: string, context: S1sp): Rendered => {
  const { entry, installationId } = context.store.need('works', key);
  return alertAbout(installationId, device(entry, 'CHF')?.deviceId, undefined, context);
};

const alertAbout = (key: string, deviceId: Eui64 | undefined, mpxn: string | undefined, context: S1sp): Rendered =>
  (deviceId === undefined ? {} : { send: [{ key, body: signText(encodeS1spAlert(commissionedAlert(deviceId, mpxn, context.writtenAt)), context) }] });

/** Which device, if any, this request commissions for the first time; an IHD is not told about (ruling A-49). */
const commissions = (request: CommissioningRequest, { store }: S1sp): SmiDevice | undefined => {
  const deviceId = request.body.kind === 'commissionDevice' ? request.target : request.body.kind === 'joinService' ? request.body.otherDeviceId : undefined;
  const row = deviceId === undefined ? undefined : store.get('smi', deviceId);
  return row === undefined || row.status === 'Commissioned' ? undefined : row;
};

/** The SMI rows of one Installation. */
const rowsOf = (installationId: string, { store }: S1sp): Record<Eui64, SmiDevice> => {
  const key = store.get('current', installationId);
  const devices = key === undefined ? [] : store.need('works', key).entry.devices;
  return Object.fromEntries(devices.flatMap(({ deviceId }) => {
    const row = store.get('smi', deviceId);
    return row === undefined ? [] : [[deviceId, row] as const];
  }));
};

export const readCountersigned = (envelope: Pick<Envelope, 'from' | 'key' | 'body'>, context: S1sp): readonly InternalEvent[] => {
  const { store, trust, writtenAt } = context;
  if (isDown('countersigned', context)) {
    const { from, key, body } = envelope;
    store.put('delayed', key, { from, bytes: body });
    return [{ machine: 's1sp.commissioning', key, event: { type: 'REQUEST_DELAYED' } }, ...hold('countersigned', { machine: 's1sp.commissioning', key }, context)];
  }
  const countersigned = countersignedRequest(envelope.body);
  const countersignature = countersigned.verify(trust, writtenAt);
  if (!countersignature.ok || countersignature.signer.remotePartyRole !== 'dspXmlSigning') throw new Refusal('not countersigned by the DSP');
  const signed = signedRequest(countersigned.content().signedRequest);
  const signature = signed.verify(trust, writtenAt);
  if (!signature.ok) throw new Refusal(`Commissioning Request: ${signature.detail}`);
  const request = signed.content();
  const { signer } = signature;
  const { parties, registration } = store.need('reference', 'all');
  const failure = signer.remotePartyRole === 'supplierXmlSigning' ? undefined : checkCommissioningRequest('s1sp', {
    request, signer, registration, smi: rowsOf(envelope.key, context), partyOf: (entityId) => parties.find((party) => party.entityId === entityId),
    replacementCertificates: replacementCertificatesOf(request),
  });
  const row = failure === undefined ? commissions(request, context) : undefined;
  if (row !== undefined) store.put('smi', row.deviceId, { ...row, status: 'Commissioned' });
  const told = row !== undefined && row.deviceType !== 'IHD' ? row : undefined;
  const mpxn = told?.importMpxn;
  store.put('requests', envelope.key, {
    request, failed: failure?.s1spAlertCode ?? '', ...(told === undefined ? {} : { commissioned: { deviceId: told.deviceId, ...defined({ mpxn }) } }),
  });
  const event = failure !== undefined ? { type: 'REQUEST_REFUSED', failed: failure.s1spAlertCode ?? failure.id } : { type: told === undefined ? 'REQUEST_ACCEPTED' : 'COMMISSIONING_ACCEPTED' };
  return [{ machine: 's1sp.commissioning', key: envelope.key, event }];
};

/** What came while the system was down (MEHRS 2.7.6). */
export const takeUp = (key: string, context: S1sp): Rendered => {
  const { from, bytes } = context.store.need('delayed', key);
  return { tell: readCountersigned({ from, key, body: bytes }, context) };
};

export const respond = (key: string, context: S1sp): Rendered => {
  const { requestId, srv, srvVariant } = context.store.need('requests', key).request;
  return { send: [{ key, body: signText(encodeS1spResponse({ requestId, srv, srvVariant, at: context.writtenAt }), context) }] };
};

export const respondAlert = (key: string, context: S1sp): Rendered => {
  const { request, failed } = context.store.need('requests', key);
  return { send: [{ key, body: signText(encodeS1spAlert({ requestId: request.requestId, s1spAlertCode: failed, at: context.writtenAt }), context) }] };
};

export const alertDevice = (key: string, context: S1sp): Rendered => {
  const commissioned = context.store.need('requests', key).commissioned;
  return alertAbout(key, commissioned?.deviceId, commissioned?.mpxn, context);
};
