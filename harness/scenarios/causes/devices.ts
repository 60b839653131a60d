/** Hubs, devices, rollback and Commissioning Requests (MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.1, 3.3, 3.5). */
import { address, device } from '../../../protocol/domain.ts';
import type { Fault } from '../../faults/plan.ts';
import type { Cause, Causes } from '../cause.ts';
import { HOME_CAUSES } from './devices/home.ts';
import { ROLLBACK_CAUSES } from './devices/rollback.ts';

/** Somebody corrects the wrong row: the hub stands in the SMI as a SMETS2 device once it is there (MEHRS 2.7.5, Table 8.7-1 row 4). */
const wrongVersionInSmi = (repaired: boolean): Cause => ({ faults: (installation) => {
  const hub = device(installation, 'CHF')?.deviceId ?? '';
  const change = (on: Extract<Fault, { kind: 'record' }>['on'], smetsVersion: string): Fault =>
    ({ kind: 'record', on, afterMinutes: 0, party: address('dsp'), table: 'smi', key: hub, set: { smetsVersion } });
  return [
    change({ from: address('dsp'), type: 'CHF_RESPONSE', key: installation.id, nth: 2 }, 'SMETS2'),
    ...(repaired ? [change({ from: address('mcc'), type: 'INCIDENT_ASSIGNED', contains: '"2.7.5"', nth: 1 }, 'SMETS1')] : []),
  ];
} });

export const DEVICE_CAUSES: Causes = {
  ...HOME_CAUSES,
  ...ROLLBACK_CAUSES,
  '2.7.5-C4': wrongVersionInSmi(false),
  '2.7.5-C4-recovered': wrongVersionInSmi(true),
};
