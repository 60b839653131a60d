/**
 * What a request that passed its checks does to the Smart Metering Inventory: emulator profile (ruling R2-07). Pure and
 * idempotent: asked again for what already is, it changes nothing and tells nobody.
 *
 * | request | effect |
 * |---|---|
 * | 12.2 | the Device stands in the SMI as Pending (a Communications Hub: see `chf.ts`) |
 * | 8.11 Add | Whitelisted under the target hub; a meter gets its MPxN (N16), the hub's GPF the gas meter's, silently |
 * | 8.1.1 | the target meter is Commissioned (N55) |
 * | 8.7.1, 8.7.2 | the other Device is Commissioned (N55, not for an IHD: A-49) |
 * | 6.21 | no row changes; the owner of the credentials is told (N42) |
 */
import type { SmiDevice } from '../../checks/records.ts';
import { DEVICE_TYPES } from '../../domain.ts';
import type { DeviceType, Eui64, SmiStatus } from '../../domain.ts';
import type { DevicePrenotification, Handover, JoinService, UpdateHanDeviceLog } from './body.ts';
import { chfPrenotified, chfStatusSet } from './chf.ts';
import type { CertificateType } from './alerts.ts';
import type { CommissioningRequest } from './request.ts';
import { isSmets1 } from './smi.ts';
import type { InventoryChange, InventoryEvent, Smi } from './smi.ts';

const NOTHING: InventoryChange = { updates: [], events: [] };

/** @param smi the rows that the request can touch must be in it, and the target hub's GPF. @param at virtual ms, repeated in the events. */
export const applyToInventory = (smi: Smi, request: CommissioningRequest, at: number): InventoryChange => {
  const { body } = request;
  switch (body.kind) {
    case 'devicePrenotification':
      return body.deviceType === 'CHF' ? chfPrenotified(smi, body) : prenotified(smi, body);
    case 'updateHanDeviceLog':
      return body.requestType === 'Add' ? whitelisted(smi, request.target, body, at) : NOTHING;
    case 'commissionDevice':
      return commissioned(smi[request.target], smi[request.target]?.importMpxn, at);
    case 'joinService':
      return joined(smi, request.target, body, at);
    case 'handover':
      return { updates: [], events: [placed(request.target, body, at)] };
    case 'updateInventory':
      return body.chStatus === undefined ? NOTHING : chfStatusSet(smi, body.deviceId, body.chStatus, at);
    case 'other':
      return NOTHING;
  }
};

const deviceTypeOf = (text: string): SmiDevice['deviceType'] | undefined =>
  ([...DEVICE_TYPES, 'CAD'] as const).find((type: DeviceType | 'CAD') => type === text);

const prenotified = (smi: Smi, body: DevicePrenotification): InventoryChange => {
  const deviceType = deviceTypeOf(body.deviceType);
  const known = smi[body.deviceId]?.status;
  // One that is in nobody's use any more begins anew.
  if (deviceType === undefined || (known !== undefined && known !== 'Withdrawn' && known !== 'Decommissioned')) return NOTHING;
  const { deviceId, manufacturer, model, firmwareVersion = '' } = body;
  return {
    updates: [{ deviceId, deviceType, smetsVersion: isSmets1(body.smetsVersion) ? 'SMETS1' : 'SMETS2', status: 'Pending', manufacturer, model, firmwareVersion }],
    events: [],
  };
};

const whitelisted = (smi: Smi, hub: Eui64, body: UpdateHanDeviceLog, at: number): InventoryChange => {
  const device = smi[body.deviceId];
  if (device === undefined) return NOTHING;
  const mpxn = body.whitelist?.importMpxn;
  const status: SmiStatus = device.status === 'Pending' ? 'Whitelisted' : device.status;
  const updated: SmiDevice = { ...device, status, communicationsHub: hub, ...(mpxn === undefined ? {} : { importMpxn: mpxn }) };
  const gpf = device.deviceType === 'GSME' && mpxn !== undefined
    ? Object.values(smi).find((each) => each.deviceType === 'GPF' && each.communicationsHub === hub)
    : undefined;
  return {
    updates: [updated, ...(gpf === undefined || mpxn === undefined ? [] : [{ ...gpf, importMpxn: mpxn }])],
    events: mpxn === undefined || device.importMpxn === mpxn ? [] : [{ kind: 'N16', deviceId: device.deviceId, mpxn, at }],
  };
};

const commissioned = (device: SmiDevice | undefined, mpxn: string | undefined, at: number): InventoryChange => {
  if (device === undefined || device.status === 'Commissioned') return NOTHING;
  return {
    updates: [{ ...device, status: 'Commissioned' }],
    events: device.deviceType === 'IHD' ? [] : [{ kind: 'commissioned', deviceId: device.deviceId, at, ...(mpxn === undefined ? {} : { mpxn }) }],
  };
};

const joined = (smi: Smi, target: Eui64, body: JoinService, at: number): InventoryChange =>
  commissioned(smi[body.otherDeviceId], smi[target]?.importMpxn, at);

const placed = (deviceId: Eui64, body: Handover, at: number): InventoryEvent => {
  const certificates: readonly { type: CertificateType; der: Uint8Array | undefined }[] = [
    { type: 'DigitalSigning', der: body.digitalSigning }, { type: 'KeyAgreement', der: body.keyAgreement }, { type: 'KeyAgreementTopUp', der: body.keyAgreementTopUp },
  ];
  return {
    kind: 'N42', deviceId, remotePartyRole: body.remotePartyRole, at,
    certificates: certificates.flatMap(({ type, der }) => (der === undefined ? [] : [{ type, der }])),
  };
};
