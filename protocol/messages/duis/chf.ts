/**
 * The Communications Hub in the SMI, done by the S1SP itself (MEHRS 2.6.7, Guide Table 5 step 17): a 12.2 shaped request that
 * pre-notifies the hub together with its GPF, then an 8.4 shaped one that sets the hub Commissioned. Emulator profile: the GPF
 * takes the hub's make and firmware (it is a function of the hub) and becomes InstalledNotCommissioned with it; the join to the gas
 * meter commissions it later. Read back with `decodeRequest`, answered with `encodeResponse`.
 */
import type { XmlDocument } from 'libxml2-wasm';
import type { SmiDevice } from '../../checks/records.ts';
import type { Device, Eui64 } from '../../domain.ts';
import { DuisFormatError } from './format.ts';
import type { DevicePrenotification } from './body.ts';
import { byProfile, type RequestProfile } from './profile.ts';
import { SMETS1_VERSION, decodeRequest, encodeCommissioningRequest } from './request.ts';
import type { CommissioningRequest } from './request.ts';
import { isSmets1 } from './smi.ts';
import type { InventoryChange, Smi } from './smi.ts';

export interface ChfRequestContext {
  /** Entity Identifier of the S1SP. */
  readonly originator: Eui64;
  readonly dspId: Eui64;
  readonly counter: number;
  readonly profile?: RequestProfile;
}
export type ChfRequest =
  | { readonly kind: 'prenotify'; readonly hub: Device; readonly gpf?: Device }
  | { readonly kind: 'commission'; readonly hub: Pick<Device, 'deviceId'> };

/** Unsigned XML; the S1SP signs. */
export const encodeChfRequest = (request: ChfRequest, { originator, dspId, counter, profile = {} }: ChfRequestContext): string => {
  const header = { originator, target: dspId, counter, commandVariant: 8 };
  if (request.kind === 'commission') {
    return encodeCommissioningRequest(byProfile({
      ...header, srv: '8.4', srvVariant: '8.4', body: { kind: 'updateInventory', deviceId: request.hub.deviceId, chStatus: 'Commissioned' },
    }, profile));
  }
  const { hub, gpf } = request;
  return encodeCommissioningRequest(byProfile({
    ...header, srv: '12.2', srvVariant: '12.2',
    body: {
      kind: 'devicePrenotification', deviceId: hub.deviceId, manufacturer: hub.manufacturer, model: hub.model, deviceType: hub.deviceType,
      smetsVersion: SMETS1_VERSION, firmwareVersion: hub.firmwareVersion, ...(gpf === undefined ? {} : { associatedGpfDeviceId: gpf.deviceId }),
    },
  }, profile));
};

/** @throws DuisFormatError when it is any other request than the two. */
export const decodeChfRequest = (document: XmlDocument): CommissioningRequest => {
  const request = decodeRequest(document);
  const { body } = request;
  if ((body.kind === 'devicePrenotification' && body.deviceType === 'CHF') || (body.kind === 'updateInventory' && body.chStatus !== undefined)) return request;
  throw new DuisFormatError(`not a request about a Communications Hub: ${request.srvVariant}`);
};

/** The rows of a pre-notified hub and its GPF, both Pending. */
export const chfPrenotified = (smi: Smi, body: DevicePrenotification): InventoryChange => {
  const { deviceId, manufacturer, model, firmwareVersion = '', associatedGpfDeviceId } = body;
  const common = { smetsVersion: isSmets1(body.smetsVersion) ? 'SMETS1' : 'SMETS2', status: 'Pending', manufacturer, model, firmwareVersion } as const;
  const rows: SmiDevice[] = [{ deviceId, deviceType: 'CHF', ...common }];
  if (associatedGpfDeviceId !== undefined) rows.push({ deviceId: associatedGpfDeviceId, deviceType: 'GPF', ...common, communicationsHub: deviceId });
  return { updates: rows.filter((each) => smi[each.deviceId] === undefined), events: [] };
};

const CH_STATUSES = ['Commissioned', 'InstalledNotCommissioned', 'Withdrawn'] as const;

/** The hub takes the status; with Commissioned a Pending GPF becomes InstalledNotCommissioned. */
export const chfStatusSet = (smi: Smi, hubId: Eui64, asked: string, at: number): InventoryChange => {
  const hub = smi[hubId];
  const status = CH_STATUSES.find((each) => each === asked);
  if (hub === undefined || status === undefined || hub.deviceType !== 'CHF' || hub.status === status) return { updates: [], events: [] };
  if (status !== 'Commissioned') return { updates: [{ ...hub, status }], events: [] };
  const gpfs = Object.values(smi).filter((each) => each.deviceType === 'GPF' && each.communicationsHub === hubId && each.status === 'Pending');
  return {
    updates: [{ ...hub, status }, ...gpfs.map((each): SmiDevice => ({ ...each, status: 'InstalledNotCommissioned' }))],
    events: [{ kind: 'commissioned', deviceId: hubId, at }],
  };
};
