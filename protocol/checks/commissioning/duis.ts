/**
 * The ordinary DUIS checks that the DSP makes besides (MEHRS 2.7.5): emulator profile, a few with real causes. The codes are in the
 * DUIS enumeration; their meaning is taken from public summaries: E5 Device status, E11 service and Device type, E12 Command Variant.
 * That a Device exists is settled by C4 and C5 before.
 */
import type { SmiStatus } from '../../domain.ts';
import { SERVICES, TABLE_8_7_2 } from '../../messages/duis/sequence.ts';
import { FREE_STATUSES, type SmiDevice } from '../records.ts';
import type { CommissioningCheck, CommissioningFacts } from './types.ts';

const dspOnly = { table: 'X-DUIS', dsp: true, s1sp: false } as const;
const always = (): boolean => true;

const typeIn = (device: SmiDevice | undefined, types: readonly SmiDevice['deviceType'][]): boolean => device !== undefined && types.includes(device.deviceType);
const statusIn = (device: SmiDevice | undefined, statuses: readonly SmiStatus[]): boolean => device !== undefined && statuses.includes(device.status);

const typesFit = ({ request: { body, target }, smi }: CommissioningFacts): boolean => {
  switch (body.kind) {
    case 'updateHanDeviceLog': return typeIn(smi[target], ['CHF']);
    case 'commissionDevice': return typeIn(smi[target], ['ESME', 'GSME']);
    case 'joinService': return typeIn(smi[target], ['ESME', 'GSME', 'GPF']) && typeIn(smi[body.otherDeviceId], ['GPF', 'PPMID', 'IHD', 'CAD']);
    case 'handover': return typeIn(smi[target], ['ESME', 'GSME', 'GPF']);
    default: return true;
  }
};

const ON_THE_HAN: readonly SmiStatus[] = ['Whitelisted', 'InstalledNotCommissioned', 'Commissioned'];

const statusesFit = ({ request: { body, target }, smi }: CommissioningFacts): boolean => {
  switch (body.kind) {
    case 'devicePrenotification': return smi[body.deviceId] === undefined || statusIn(smi[body.deviceId], FREE_STATUSES);
    case 'updateHanDeviceLog': return statusIn(smi[target], ['Commissioned']) && statusIn(smi[body.deviceId], ['Pending', 'Whitelisted']);
    case 'commissionDevice': return statusIn(smi[target], ON_THE_HAN);
    case 'joinService': return statusIn(smi[target], ON_THE_HAN) && statusIn(smi[body.otherDeviceId], ON_THE_HAN);
    case 'handover': return statusIn(smi[target], ['Commissioned']);
    default: return true;
  }
};

export const TABLE_X_DUIS: readonly CommissioningCheck[] = [
  {
    ...dspOnly, row: 1, id: 'X-E12', responseCode: 'E12', name: 'Command Variant does not go with the request', appliesTo: always,
    holds: ({ request, allowedToo: { services = [] } = {} }) => services.some(({ srvVariant }) => srvVariant === request.srvVariant)
      || TABLE_8_7_2.some((each) => each.srvVariant === request.srvVariant && each.commandVariant === request.commandVariant),
  },
  {
    ...dspOnly, row: 2, id: 'X-E11', responseCode: 'E11', name: 'Service does not go with the Device type',
    appliesTo: ({ srv }) => srv !== SERVICES.prenotify.srv, holds: typesFit,
  },
  { ...dspOnly, row: 3, id: 'X-E5', responseCode: 'E5', name: 'Status of the Device in the SMI does not allow it', appliesTo: always, holds: statusesFit },
];
