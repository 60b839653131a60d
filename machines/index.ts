/** Every statechart of the emulator. */
import { BIMI_MACHINES } from './bimi.ts';
import { CP_MACHINES } from './cp.ts';
import { CSP_MACHINES } from './csp.ts';
import { DCO_MACHINES } from './dco.ts';
import { DEVICE_MACHINES } from './devices.ts';
import { DSP_MACHINES } from './dsp.ts';
import type { MachineModule } from './kit.ts';
import { MCC_MACHINES } from './mcc.ts';
import { MCFVF_MACHINES } from './mcfvf.ts';
import { NETWORK_OPERATOR_MACHINES } from './networkOperator.ts';
import { RP_MACHINES } from './rp.ts';
import { S1SP_MACHINES } from './s1sp.ts';
import { SMSO_MACHINES } from './smso.ts';
import { SUPPLIER_MACHINES } from './supplier.ts';

export const ALL_MACHINES: readonly MachineModule[] = [
  ...SUPPLIER_MACHINES, ...MCC_MACHINES, ...RP_MACHINES, ...SMSO_MACHINES, ...CSP_MACHINES, ...DEVICE_MACHINES, ...S1SP_MACHINES,
  ...DCO_MACHINES, ...MCFVF_MACHINES, ...DSP_MACHINES, ...CP_MACHINES, ...NETWORK_OPERATOR_MACHINES, ...BIMI_MACHINES,
];
