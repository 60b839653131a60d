/** The SMSO of the cohort: hands an Installation's WAN over and takes it back (Guide 4.5.6.1, MEHRS 2.5.3, 2.6.6, 3.2). */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';
import { SMSO_CSP, SMSO_SYSTEM } from './outside.ts';
import { library, watch } from './shared.ts';
import { SMSO_PRECHECK } from './smsoPrecheck.ts';

const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'HANDOVER_REQUESTED' }
      | { type: 'HANDOVER_WITH_HUB' }
      | { type: 'ACCOUNT_UNFIT'; failed: string }
      | { type: 'CERTIFICATE_REQUESTED' }
      | { type: 'SIM_MOVED' }
      | { type: 'SIM_NOT_MOVED' }
      | { type: 'ROLLBACK_NOTICED' }
      | { type: 'ROLLBACK_WITHOUT_WAN' }
      | { type: 'HUB_ANSWERED' }
      | { type: 'HUB_UNREACHABLE' };
  },
  delays: named('simAnswer', 'contactRetry', 'contactTimeout'),
  actions: {
    ...effects('requestSim', 'replaceCertificate', 'configureHub', 'respondDone', 'respondFailed', 'respondHubFailed', 'missCsp', 'heardCsp', 'respondUnfit', 'contactHub', 'reportRestored', 'reportLost'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
  },
}).createMachine({
  id: 'smso-installation',
  context: { failed: '' },
  initial: 'operating',
  states: {
    operating: {
      on: {
        HANDOVER_REQUESTED: { target: 'movingSim', actions: 'requestSim' },
        HANDOVER_WITH_HUB: { target: 'configuringHub', actions: 'configureHub' },
        // What the SMSO knows now speaks against it: in Group ID DA about the account (MEHRS 2.5.2).
        ACCOUNT_UNFIT: { actions: ['noteEvent', 'respondUnfit'] },
        CERTIFICATE_REQUESTED: { target: 'replacingCertificate', actions: 'replaceCertificate' },
      },
    },
    replacingCertificate: {
      on: {
        HUB_ANSWERED: { target: 'operating', actions: 'respondDone' },
        HUB_UNREACHABLE: { target: 'operating', actions: 'respondFailed' },
      },
    },
    // Some hubs have to be configured for the DCC before their SIM moves (MA119).
    configuringHub: {
      on: {
        HUB_ANSWERED: { target: 'movingSim', actions: 'requestSim' },
        HUB_UNREACHABLE: { target: 'operating', actions: 'respondHubFailed' },
      },
    },
    movingSim: {
      on: {
        SIM_MOVED: { target: 'handedOver', actions: ['heardCsp', 'respondDone'] },
        SIM_NOT_MOVED: { target: 'operating', actions: ['heardCsp', 'respondFailed'] },
      },
      // The CSP's system may be down (MEHRS 2.5.3).
      after: { simAnswer: { target: 'operating', actions: ['missCsp', 'respondFailed'] } },
    },
    handedOver: {
      on: {
        // Its answer was lost on the way: the Requesting Party asks again (MEHRS 3.2).
        HANDOVER_REQUESTED: { actions: 'respondDone' },
        ROLLBACK_NOTICED: 'takingBack',
        // The SIM is not the SMSO's: there is nothing to try (MEHRS 2.6.6 (3)).
        ROLLBACK_WITHOUT_WAN: { target: 'lost', actions: 'reportLost' },
      },
    },
    takingBack: {
      initial: 'trying',
      after: { contactTimeout: { target: 'lost', actions: 'reportLost' } },
      states: {
        trying: {
          entry: 'contactHub',
          on: {
            HUB_ANSWERED: { target: '#smso-installation.takenBack', actions: 'reportRestored' },
            HUB_UNREACHABLE: ignore('it tries again after a while'),
          },
          after: { contactRetry: { target: 'trying', reenter: true } },
        },
      },
    },
    // A later Migration Week begins anew; the hub has been configured for the DCC by then.
    takenBack: {
      tags: ['ended'],
      on: {
        HANDOVER_REQUESTED: { target: 'movingSim', actions: 'requestSim' },
        ACCOUNT_UNFIT: { actions: ['noteEvent', 'respondUnfit'] }, CERTIFICATE_REQUESTED: { target: 'replacingCertificate', actions: 'replaceCertificate' },
      },
    },
    lost: {
      tags: ['ended'],
      on: {
        HUB_UNREACHABLE: ignore('the last attempt was already under way'),
        // Whoever authorises it again: the S1SP finds the SIM with the DCC once more.
        ROLLBACK_WITHOUT_WAN: ignore('it has been lost since'),
        HANDOVER_REQUESTED: { target: 'movingSim', actions: 'requestSim' },
        ACCOUNT_UNFIT: { actions: ['noteEvent', 'respondUnfit'] }, CERTIFICATE_REQUESTED: { target: 'replacingCertificate', actions: 'replaceCertificate' },
      },
    },
  },
});

export const SMSO_MACHINES: readonly MachineModule[] = [
  SMSO_PRECHECK,
  SMSO_SYSTEM,
  SMSO_CSP,
  watch('smso'),
  {
    name: 'smso.installation', role: 'smso', machine: installation, inputs: [undefined],
    alphabet: [
      { type: 'ACCOUNT_UNFIT', failed: 'any' }, { type: 'HANDOVER_WITH_HUB' },
      { type: 'HANDOVER_REQUESTED' }, { type: 'CERTIFICATE_REQUESTED' }, { type: 'SIM_MOVED' }, { type: 'SIM_NOT_MOVED' }, { type: 'ROLLBACK_NOTICED' }, { type: 'ROLLBACK_WITHOUT_WAN' },
      { type: 'HUB_ANSWERED' }, { type: 'HUB_UNREACHABLE' },
    ],
  },
  library('smso'),
];
