/** The S1SP and one Installation: viability, the connectivity ladder of MEHRS 3.1, device tests, key rotation, CHF, rollback. */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'SET_VIABLE' }
      | { type: 'SET_NOT_VIABLE'; failed: string }
      | { type: 'SET_LATE' }
      | { type: 'DCO_VIABLE' }
      | { type: 'DCO_NOT_VIABLE'; failed: string }
      | { type: 'SESSION_OPENED' }
      | { type: 'SESSION_UNREACHABLE' }
      | { type: 'KEY_AUTHORISED' }
      | { type: 'KEY_REFUSED'; failed: string }
      | { type: 'DEVICE_ANSWERED' }
      | { type: 'LAST_DEVICE_ANSWERED' }
      | { type: 'DEVICE_FAILED'; failed: string }
      | { type: 'CHF_ANSWERED' }
      | { type: 'CHF_REFUSED'; failed: string }
      | { type: 'SIM_REVERTED' }
      | { type: 'SIM_NOT_REVERTED' }
      | { type: 'KEYS_DISCARDED' };
  },
  delays: named('shortRetry', 'longRetry', 'connectivityTimeout'),
  actions: {
    ...effects('askViability', 'openSession', 'beginTests', 'beginRotation', 'requestKey', 'sendCommand', 'prenotifyChf', 'commissionChf', 'alertCommissioned', 'sendAudit', 'revertSim', 'discardKeys', 'noticeRollback', 'reportSuccess', 'reportFailure', 'reportRollback'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    noteConnectivity: assign({ failed: 'connectivityTimeout' }),
    noteLate: assign({ failed: 'requiredFileSetLate' }),
  },
}).createMachine({
  id: 's1sp-installation',
  context: { failed: '' },
  initial: 'awaitingSet',
  states: {
    awaitingSet: {
      on: {
        SET_VIABLE: 'confirming',
        SET_NOT_VIABLE: { target: 'stopped', actions: ['noteEvent', 'reportFailure'] },
        SET_LATE: { target: 'stopped', actions: ['noteLate', 'reportFailure'] },
      },
    },
    confirming: {
      entry: 'askViability',
      on: {
        DCO_VIABLE: 'connecting',
        DCO_NOT_VIABLE: { target: 'rollingBack', actions: 'noteEvent' },
      },
    },
    connecting: {
      initial: 'first',
      after: { connectivityTimeout: { target: 'rollingBack', actions: ['noteConnectivity', 'sendAudit'] } },
      on: { SESSION_OPENED: 'testing' },
      states: {
        first: { entry: 'openSession', on: { SESSION_UNREACHABLE: ignore('the ladder of 3.1 decides') }, after: { shortRetry: 'second' } },
        second: { entry: 'openSession', on: { SESSION_UNREACHABLE: ignore('the ladder of 3.1 decides') }, after: { shortRetry: 'third' } },
        third: { entry: 'openSession', on: { SESSION_UNREACHABLE: ignore('the ladder of 3.1 decides') }, after: { longRetry: 'first' } },
      },
    },
    testing: {
      entry: 'beginTests',
      initial: 'authorising',
      states: {
        authorising: {
          entry: 'requestKey',
          on: { KEY_AUTHORISED: 'commanding', KEY_REFUSED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' } },
        },
        commanding: {
          entry: 'sendCommand',
          on: {
            DEVICE_ANSWERED: 'authorising',
            LAST_DEVICE_ANSWERED: '#s1sp-installation.rotating',
            DEVICE_FAILED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' },
          },
        },
      },
    },
    rotating: {
      entry: 'beginRotation',
      initial: 'authorising',
      states: {
        authorising: {
          entry: 'requestKey',
          on: { KEY_AUTHORISED: 'commanding', KEY_REFUSED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' } },
        },
        commanding: {
          entry: 'sendCommand',
          on: {
            DEVICE_ANSWERED: 'authorising',
            LAST_DEVICE_ANSWERED: '#s1sp-installation.commissioningChf',
            DEVICE_FAILED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' },
          },
        },
      },
    },
    commissioningChf: {
      initial: 'prenotifying',
      on: { CHF_REFUSED: { target: 'rollingBack', actions: 'noteEvent' } },
      states: {
        prenotifying: { entry: 'prenotifyChf', on: { CHF_ANSWERED: 'commissioning' } },
        commissioning: {
          entry: 'commissionChf',
          on: { CHF_ANSWERED: { target: '#s1sp-installation.succeeded', actions: ['alertCommissioned', 'reportSuccess'] } },
        },
      },
    },
    rollingBack: {
      initial: 'revertingSim',
      states: {
        revertingSim: {
          entry: 'revertSim',
          on: {
            SIM_REVERTED: 'discarding',
            SIM_NOT_REVERTED: 'discarding',
            SESSION_UNREACHABLE: ignore('the last attempt was already under way'),
          },
        },
        discarding: {
          entry: 'discardKeys',
          on: { KEYS_DISCARDED: { target: '#s1sp-installation.stopped', actions: ['noticeRollback', 'reportRollback'] } },
        },
      },
    },
    succeeded: { tags: ['ended'] },
    stopped: { tags: ['ended'] },
  },
});

export const S1SP_INSTALLATION: MachineModule = {
  name: 's1sp.installation',
  role: 's1sp',
  machine: installation,
  inputs: [undefined],
  alphabet: [
    { type: 'SET_VIABLE' }, { type: 'SET_NOT_VIABLE', failed: 'any' }, { type: 'SET_LATE' }, { type: 'DCO_VIABLE' }, { type: 'DCO_NOT_VIABLE', failed: 'any' },
    { type: 'SESSION_OPENED' }, { type: 'SESSION_UNREACHABLE' }, { type: 'KEY_AUTHORISED' }, { type: 'KEY_REFUSED', failed: 'any' },
    { type: 'DEVICE_ANSWERED' }, { type: 'LAST_DEVICE_ANSWERED' }, { type: 'DEVICE_FAILED', failed: 'any' }, { type: 'CHF_ANSWERED' },
    { type: 'CHF_REFUSED', failed: 'any' }, { type: 'SIM_REVERTED' }, { type: 'SIM_NOT_REVERTED' }, { type: 'KEYS_DISCARDED' },
  ],
};
