/** The DSP: checks and countersigns Commissioning Requests, keeps the Smart Metering Inventory, alerts Users (MEHRS 2.6.7, 2.7.5). */
import { COHORT_OF, GROUP_IDS, roleOf, type Address, type Eui64, type GroupId } from '../../protocol/domain.ts';
import {
  checkChfRequest, checkCommissioningRequest, checkServiceRequest, replacementCertificatesOf, type AllowedToo, type CommissioningFacts,
} from '../../protocol/checks/commissioning/index.ts';
import type { ReferenceData, SmiDevice } from '../../protocol/checks/records.ts';
import type { Mcf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import {
  COMMISSIONED, SUCCESS, applyToInventory, certificateHash, decodeRequest, deviceIdsIn, decodeS1spAlert, decodeS1spResponse, encodeAlert, encodeCountersigned, encodeResponse,
  n55OrWhat, signedReader, type CommissioningRequest, type DccAlert, type InventoryEvent,
} from '../../protocol/messages/duis/index.ts';
import { parseCertificate, type Certificate } from '../../protocol/security/certificate.ts';
import { defined } from '../../protocol/defined.ts';
import { DSP_MACHINES } from '../../machines/dsp.ts';
import { readFile, signText, type FileTables } from '../shared/files.ts';
import { deskDelays, hearClosed, resolve, takeOn, update } from '../shared/incidents.ts';
import { hold, isDown, loseSystem, outageRenderings, repaired, type OutageTables } from '../shared/outages.ts';
import { Refusal, eventsFor, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';

/** What the DSP knows of the Installation a device belongs to, from its copy of the MCF. */
interface Home {
  readonly installationId: string;
  readonly groupId: GroupId;
  readonly electricitySupplier?: string;
  readonly gasSupplier?: string;
  readonly deviceIds: readonly Eui64[];
}

export interface DspTables extends FileTables, OutageTables {
  smi: SmiDevice;
  reference: ReferenceData;
  homes: Home;
  /** What its copy of the TMAD's tables allows beyond them, key `all`. */
  allowedToo: AllowedToo;
  /** By Installation: the request under way and what is to be said about it. */
  requests: { readonly from: Address; readonly bytes: Uint8Array; readonly request: CommissioningRequest; readonly code: string; readonly message: string; readonly signedS1spResponse?: string };
  chfs: { readonly request: CommissioningRequest; readonly code: string; readonly message: string };
  /** By Installation: alerts to send with the answer. */
  alerts: readonly { readonly to: Address; readonly alert: DccAlert }[];
  /** By Installation: the S1SP's signed alert to pass on. */
  s1spAlerts: { readonly bytes: Uint8Array; readonly deviceId: Eui64 };
  /** By Installation: the request that came while the system was down. */
  delayed: { readonly from: Address; readonly bytes: Uint8Array };
}
type Dsp = Context<DspTables>;

const signedRequest = signedReader(decodeRequest);
const signedAnswer = signedReader((document) => (document.root.name === 'S1SPAlert' ? { alert: decodeS1spAlert(document) } : { response: decodeS1spResponse(document) }));

const verified = (body: Uint8Array, { trust, writtenAt }: Dsp): { readonly request: CommissioningRequest; readonly signer: Certificate } => {
  const signed = signedRequest(body);
  const verification = signed.verify(trust, writtenAt);
  if (!verification.ok) throw new Refusal(`${verification.reason}: ${verification.detail}`);
  return { request: signed.content(), signer: verification.signer };
};

const onInstallation = eventsFor('dsp.installation');
const on = (...told: Parameters<typeof onInstallation>): readonly InternalEvent[] => [onInstallation(...told)];

/** The rows of the Smart Metering Inventory that a request can touch: its target's and its devices' homes, whole. */
const inventory = (request: CommissioningRequest, { store }: Dsp): Record<Eui64, SmiDevice> => {
  const named = [request.target, ...deviceIdsIn(request.body)];
  const ids = new Set([...named, ...named.flatMap((deviceId) => store.get('homes', deviceId)?.deviceIds ?? [])]);
  return Object.fromEntries([...ids].flatMap((deviceId) => {
    const row = store.get('smi', deviceId);
    return row === undefined ? [] : [[deviceId, row] as const];
  }));
};

const homeOf = (deviceId: Eui64, { store }: Dsp): Home => {
  const home = store.get('homes', deviceId);
  if (home === undefined) throw new Refusal(`${deviceId} is in no Migration Common File`);
  return home;
};

const apply = (request: CommissioningRequest, context: Dsp): readonly InventoryEvent[] => {
  const { updates, events } = applyToInventory(inventory(request, context), request, context.writtenAt);
  for (const row of updates) context.store.put('smi', row.deviceId, row);
  return events;
};

/** The Communications Hub Function that a request of the S1SP is about. */
const chfOf = ({ body }: CommissioningRequest): Eui64 => (body.kind === 'devicePrenotification' || body.kind === 'updateInventory' ? body.deviceId : '');

const readChfRequest = (envelope: Envelope, context: Dsp): readonly InternalEvent[] => {
  const { request, signer } = verified(envelope.body, context);
  // Whose Installation it is decides who is answered.
  homeOf(chfOf(request), context);
  const failure = checkChfRequest({ request, signer, smi: inventory(request, context) });
  context.store.put('chfs', envelope.key, { request, code: failure?.responseCode ?? SUCCESS, message: failure?.name ?? '' });
  if (failure !== undefined) return on(envelope.key, 'CHF_REFUSED', failure.id);
  apply(request, context);
  return on(envelope.key, 'CHF_REQUESTED');
};

/** One that comes again, or after a later one about the same Installation, is not carried out (decision D-288). */
const requireNew = ({ originator, counter, requestId }: CommissioningRequest, key: string, { store }: Dsp): void => {
  const series = `${originator} request ${key}`;
  if (counter <= (store.get('lastCounters', series) ?? 0)) throw new Refusal(`${requestId} is no later than the last request`);
  store.put('lastCounters', series, counter);
};

const readCommissioningRequest = (envelope: Pick<Envelope, 'from' | 'key' | 'body'>, context: Dsp): readonly InternalEvent[] => {
  const { store } = context;
  if (isDown('requests', context)) {
    store.put('delayed', envelope.key, { from: envelope.from, bytes: envelope.body });
    return [...on(envelope.key, 'REQUEST_DELAYED'), ...hold('requests', { machine: 'dsp.installation', key: envelope.key }, context)];
  }
  const { request, signer } = verified(envelope.body, context);
  requireNew(request, envelope.key, context);
  const { parties, registration } = store.need('reference', 'all');
  const facts: CommissioningFacts = {
    request, signer, registration, smi: inventory(request, context), partyOf: (entityId) => parties.find((party) => party.entityId === entityId),
    replacementCertificates: replacementCertificatesOf(request), allowedToo: store.get('allowedToo', 'all') ?? {},
  };
  // A supplier's own requests are ordinary ones: Tables 8.7-1 and 8.7-3 are about Commissioning Requests (MEHRS 1.3, 2.7.5).
  const failure = roleOf(envelope.from) === 'cp' ? checkCommissioningRequest('dsp', facts) : checkServiceRequest(facts);
  store.put('requests', envelope.key, { from: envelope.from, bytes: envelope.body, request, code: failure?.responseCode ?? SUCCESS, message: failure?.name ?? '' });
  if (failure !== undefined) return on(envelope.key, 'REQUEST_REFUSED', failure.responseCode ?? failure.id);
  if (request.srvVariant !== '12.2') return on(envelope.key, 'DEVICE_REQUEST');
  apply(request, context);
  return on(envelope.key, 'INVENTORY_REQUEST');
};

const alertOf = (event: InventoryEvent, context: Dsp): { readonly type: string; readonly to: readonly Address[]; readonly alert: DccAlert } | undefined => {
  const { store, directory, address, writtenAt } = context;
  const to = (at: Address | undefined): readonly Address[] => (at === undefined ? [] : [at]);
  const base = (entity: Eui64) => ({ responseId: { originator: directory.entityOf(address), target: entity, counter: store.next('alert') }, at: writtenAt });
  if (event.kind === 'N16') {
    const record = store.need('reference', 'all').registration[event.mpxn];
    const operator = record === undefined ? undefined : directory.addressOfSignifier(record.networkOperator);
    if (operator === undefined) return undefined;
    return { type: 'MPXN_ASSOCIATED', to: to(operator), alert: { code: 'N16', ...base(directory.entityOf(operator)), deviceId: event.deviceId, mpxn: event.mpxn } };
  }
  if (event.kind === 'N42') {
    const owner = event.certificates[0] === undefined ? undefined : parseCertificate(event.certificates[0].der).entityId;
    if (owner === undefined) return undefined;
    const alert: DccAlert = {
      code: 'N42', ...base(owner), deviceId: event.deviceId, remotePartyRole: event.remotePartyRole,
      certificates: event.certificates.map(({ type, der }) => ({ type, hash: certificateHash(der) })),
    };
    return { type: event.remotePartyRole === 'Supplier' ? 'SUPPLIER_CREDENTIALS_PLACED' : 'NETWORK_OPERATOR_CREDENTIALS_PLACED', to: to(directory.addressOf(owner)), alert };
  }
  return undefined;
};

/** The S1SP either answers a Countersigned Request, alerts that it would not act, or alerts that a device was commissioned. */
const readS1spResponse = (envelope: Envelope, context: Dsp): readonly InternalEvent[] => {
  const { store, trust, writtenAt } = context;
  const key = envelope.key;
  const signed = signedAnswer(envelope.body);
  const verification = signed.verify(trust, writtenAt);
  if (!verification.ok || verification.signer.remotePartyRole !== 's1spXmlSigning') throw new Refusal('not signed by an S1SP');
  const said = signed.content();
  if (said.alert !== undefined) {
    store.put('s1spAlerts', key, { bytes: envelope.body, deviceId: said.alert.deviceId ?? '' });
    return said.alert.s1spAlertCode === COMMISSIONED ? on(key, 'DEVICE_COMMISSIONED') : on(key, 'S1SP_ALERTED', said.alert.s1spAlertCode);
  }
  const { response } = said;
  const pending = store.need('requests', key);
  if (pending.request.requestId !== response.requestId) throw new Refusal(`answer to ${response.requestId}, which is not waited for`);
  store.put('requests', key, { ...pending, signedS1spResponse: new TextDecoder().decode(envelope.body) });
  const alerts = apply(pending.request, context).flatMap((event) => alertOf(event, context) ?? []);
  store.put('alerts', key, alerts.flatMap(({ to, alert }) => to.map((each) => ({ to: each, alert }))));
  return on(key, alerts[0]?.type ?? 'S1SP_ANSWERED');
};

const responseId = ({ directory, address, store }: Dsp, target: Eui64) => ({ originator: directory.entityOf(address), target, counter: store.next('response') });

/** What the inventory or the S1SP made of the request, good or bad. */
const respond = ({ key }: { key: string }, context: Dsp): Rendered => {
  const { from, request, code, message, signedS1spResponse } = context.store.need('requests', key);
  const xml = encodeResponse({
    requestId: request.requestId, responseId: responseId(context, request.originator), responseCode: code, at: context.writtenAt, srv: request.srv, srvVariant: request.srvVariant,
    ...(message === '' ? {} : { message }), ...defined({ signedS1spResponse }),
  });
  return { send: [{ key, body: signText(xml, context), named: { sender: [from] } }] };
};

const answerChf = ({ key }: { key: string }, context: Dsp): Rendered => {
  const { request, code, message } = context.store.need('chfs', key);
  const xml = encodeResponse({
    requestId: request.requestId, responseId: responseId(context, request.originator), responseCode: code, at: context.writtenAt, srv: request.srv, srvVariant: request.srvVariant,
    ...(message === '' ? {} : { message }),
  });
  return { send: [{ key, body: signText(xml, context), cohort: COHORT_OF[homeOf(chfOf(request), context).groupId] }] };
};

const alerts = (kind: 'supplier' | 'networkOperator') => ({ key }: { key: string }, context: Dsp): Rendered => ({
  send: context.store.need('alerts', key).map(({ to, alert }) => ({ key, body: signText(encodeAlert(alert), context), named: { [kind]: [to] } })),
});

/** N55 to the Responsible Supplier, or what its DUIS version allows (Guide 4.2; ruling A-49). */
const alertCommissioned = (key: string, context: Dsp): Rendered => {
  const { store, directory, address, writtenAt } = context;
  const { bytes, deviceId } = store.need('s1spAlerts', key);
  const home = homeOf(deviceId, context);
  const type = store.get('smi', deviceId)?.deviceType;
  const signifier = type === 'GSME' || type === 'GPF' ? home.gasSupplier : home.electricitySupplier;
  const party = store.need('reference', 'all').parties.find((each) => each.signifier === signifier);
  const to = signifier === undefined ? undefined : directory.addressOfSignifier(signifier);
  const code = n55OrWhat(party?.duisVersion ?? 0);
  if (party === undefined || to === undefined || code === undefined) return {};
  const base = { responseId: { originator: directory.entityOf(address), target: party.entityId, counter: store.next('alert') }, at: writtenAt };
  const alert: DccAlert = code === 'N55'
    ? { code, ...base, signedAlert: new TextDecoder().decode(bytes) }
    : { code, ...base, undelivered: 'N55', deviceId, serviceUserDuisVersion: String(party.duisVersion) };
  return { send: [{ key, body: signText(encodeAlert(alert), context), named: { supplier: [to] } }] };
};

export const dsp: Party<DspTables> = {
  role: 'dsp',
  machines: DSP_MACHINES,
  classify: {
    MCF: (envelope, context) => {
      const { store } = context;
      const read = readFile<Mcf>(envelope, 'MCF', context, GROUP_IDS, true);
      const filed = [{ machine: 'dsp.library', key: envelope.key, event: { type: 'FILED' } }];
      // No section has the DSP raise an Incident about its copy; one that cannot be verified tells it nothing.
      if (!read.ok) return filed;
      const { file } = read;
      for (const { installationId, devices, electricitySupplier, gasSupplier } of file.installations) {
        const home: Home = {
          installationId, groupId: file.header.groupId, deviceIds: devices.map(({ deviceId }) => deviceId), ...defined({ electricitySupplier, gasSupplier }),
        };
        for (const { deviceId } of devices) store.put('homes', deviceId, home);
      }
      return filed;
    },
    CHF_REQUEST: readChfRequest,
    COMMISSIONING_REQUEST: readCommissioningRequest,
    S1SP_RESPONSE: readS1spResponse,
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: hearClosed,
  },
  render: {
    ...outageRenderings<DspTables>((_system, { key }, { store }) => {
      const home = [...store.entries('homes')].map(([, each]) => each).find(({ installationId }) => installationId === key);
      return {
        installationIds: [key], affectedUsers: [home?.electricitySupplier, home?.gasSupplier].filter((each) => each !== undefined),
        ...(home === undefined ? {} : { cohort: COHORT_OF[home.groupId] }),
      };
    }),
    takeUp: ({ key }, context) => {
      const { from, bytes } = context.store.need('delayed', key);
      return { tell: readCommissioningRequest({ from, key, body: bytes }, context) };
    },
    updateIncident: update,
    resolveIncident: resolve,
    // A system is repaired; or the inventory has been corrected, and whoever asked asks again.
    remedy: ({ key }, context) => repaired(key, context) ?? {},
    answerChf,
    refuseChf: answerChf,
    respond,
    respondRefusal: respond,
    countersign: ({ key }, context) => {
      const { bytes, request } = context.store.need('requests', key);
      const xml = encodeCountersigned(bytes, {
        counter: context.store.next('countersignature'), supplementaryRemotePartyId: request.originator, supplementaryRemotePartyCounter: request.counter,
      });
      const subject = request.target;
      return { send: [{ key, body: signText(xml, context), cohort: COHORT_OF[homeOf(subject, context).groupId] }] };
    },
    passAlertOn: ({ key }, { store }) => ({ send: [{ key, body: store.need('s1spAlerts', key).bytes, named: { sender: [store.need('requests', key).from] } }] }),
    alertAssociated: alerts('networkOperator'),
    alertSupplierCredentials: alerts('supplier'),
    alertNetworkOperatorCredentials: alerts('networkOperator'),
    alertCommissioned: ({ key }, context) => alertCommissioned(key, context),
  },
  delays: deskDelays,
};
