/** An Electricity Distributor or Gas Transporter: told by N16 and N42 that Installations arrive (Guide 5.4). */
import { setup } from 'xstate';
import type { MachineModule } from './kit.ts';
import { library } from './shared.ts';

const installation = setup({
  types: {} as { events: { type: 'MPXN_ASSOCIATED' } | { type: 'CREDENTIALS_PLACED' } },
}).createMachine({
  id: 'networkOperator-installation',
  initial: 'unknown',
  states: {
    // A GPF's credentials come without an N16 of its own: the MPRN is associated with the GSME.
    unknown: { on: { MPXN_ASSOCIATED: 'associated', CREDENTIALS_PLACED: 'credentialed' } },
    associated: { on: { MPXN_ASSOCIATED: 'associated', CREDENTIALS_PLACED: 'credentialed' } },
    credentialed: { on: { CREDENTIALS_PLACED: 'credentialed' } },
  },
});

export const NETWORK_OPERATOR_MACHINES: readonly MachineModule[] = [
  {
    name: 'networkOperator.installation', role: 'networkOperator', machine: installation, inputs: [undefined],
    alphabet: [{ type: 'MPXN_ASSOCIATED' }, { type: 'CREDENTIALS_PLACED' }],
  },
  library('networkOperator'),
];
