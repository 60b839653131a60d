/** The DSP with the Smart Metering Inventory (MEHRS 2.6.7, 2.7.4, 2.7.5). */
import { setup } from 'xstate';
import { effects, type MachineModule } from './kit.ts';
import { system } from './outages.ts';
import { desk, library, ticket } from './shared.ts';

/** Requests about one Installation, one at a time: those the inventory answers and those the S1SP must act on. */
const installation = setup({
  types: {} as {
    events:
      | { type: 'CHF_REQUESTED' }
      | { type: 'CHF_REFUSED'; failed: string }
      | { type: 'REQUEST_DELAYED' }
      | { type: 'BACKLOG_DUE' }
      | { type: 'INVENTORY_REQUEST' }
      | { type: 'DEVICE_REQUEST' }
      | { type: 'REQUEST_REFUSED'; failed: string }
      | { type: 'S1SP_ANSWERED' }
      | { type: 'MPXN_ASSOCIATED' }
      | { type: 'SUPPLIER_CREDENTIALS_PLACED' }
      | { type: 'NETWORK_OPERATOR_CREDENTIALS_PLACED' }
      | { type: 'DEVICE_COMMISSIONED' }
      | { type: 'S1SP_ALERTED'; failed: string };
  },
  actions: effects(
    'takeUp', 'answerChf', 'refuseChf', 'respond', 'respondRefusal', 'countersign', 'passAlertOn',
    'alertAssociated', 'alertSupplierCredentials', 'alertNetworkOperatorCredentials', 'alertCommissioned',
  ),
}).createMachine({
  id: 'dsp-installation',
  initial: 'ready',
  states: {
    ready: {
      on: {
        CHF_REQUESTED: { actions: 'answerChf' },
        CHF_REFUSED: { actions: 'refuseChf' },
        INVENTORY_REQUEST: { actions: 'respond' },
        DEVICE_REQUEST: { target: 'withS1sp', actions: 'countersign' },
        REQUEST_REFUSED: { actions: 'respondRefusal' },
        DEVICE_COMMISSIONED: { actions: 'alertCommissioned' },
        REQUEST_DELAYED: 'heldUp',
      },
    },
    // MEHRS 2.7.4.
    heldUp: { on: { BACKLOG_DUE: { target: 'ready', actions: 'takeUp' } } },
    withS1sp: {
      on: {
        S1SP_ANSWERED: { target: 'ready', actions: 'respond' },
        MPXN_ASSOCIATED: { target: 'ready', actions: ['respond', 'alertAssociated'] },
        SUPPLIER_CREDENTIALS_PLACED: { target: 'ready', actions: ['respond', 'alertSupplierCredentials'] },
        NETWORK_OPERATOR_CREDENTIALS_PLACED: { target: 'ready', actions: ['respond', 'alertNetworkOperatorCredentials'] },
        S1SP_ALERTED: { target: 'ready', actions: 'passAlertOn' },
      },
    },
  },
});

export const DSP_MACHINES: readonly MachineModule[] = [
  {
    name: 'dsp.installation', role: 'dsp', machine: installation, inputs: [undefined],
    alphabet: [
      { type: 'CHF_REQUESTED' }, { type: 'CHF_REFUSED', failed: 'any' }, { type: 'REQUEST_DELAYED' }, { type: 'BACKLOG_DUE' }, { type: 'INVENTORY_REQUEST' }, { type: 'DEVICE_REQUEST' },
      { type: 'REQUEST_REFUSED', failed: 'any' }, { type: 'S1SP_ANSWERED' }, { type: 'MPXN_ASSOCIATED' }, { type: 'SUPPLIER_CREDENTIALS_PLACED' },
      { type: 'NETWORK_OPERATOR_CREDENTIALS_PLACED' }, { type: 'DEVICE_COMMISSIONED' }, { type: 'S1SP_ALERTED', failed: 'any' },
    ],
  },
  library('dsp'),
  desk('dsp'),
  ticket('dsp'),
  system('dsp'),
];
