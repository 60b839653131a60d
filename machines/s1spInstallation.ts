/** The S1SP and one Installation: viability, the connectivity ladder of MEHRS 3.1, device tests, key rotation, CHF, rollback. */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/** Dual control: the DCO's code comes before each command (Guide Table 5 step 15). */
const authorising = {
  entry: 'requestKey',
  on: { KEY_AUTHORISED: 'commanding', KEY_REFUSED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' } },
} as const;
/** One device after the other; a failure ends it. @param then when the last one has answered. */
const answering = <Then extends string>(then: Then) => ({
  DEVICE_ANSWERED: 'authorising',
  LAST_DEVICE_ANSWERED: then,
  DEVICE_FAILED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' },
} as const);
/** A reasonable step of a rollback, taken again and again; what gives it up is around it (MEHRS 2.6.6 (3, 4)). */
const byHand = <Step extends string, Late extends object>(step: Step, late: Late) => ({
  entry: step,
  on: { ...late, SESSION_UNREACHABLE: ignore('the last attempt was already under way') },
  after: { rollbackRetry: { target: 'trying', reenter: true } },
} as const);

const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'SET_VIABLE' }
      | { type: 'SET_NOT_VIABLE'; failed: string }
      | { type: 'SET_NOT_VIABLE_KEPT'; failed: string }
      | { type: 'SET_NOT_VIABLE_GIVE_BACK'; failed: string }
      | { type: 'SYSTEM_UP' }
      | { type: 'SYSTEM_DOWN' }
      | { type: 'BACKLOG_DUE' }
      | { type: 'SET_LATE' }
      | { type: 'SET_LATE_GIVE_BACK' }
      | { type: 'DCO_VIABLE' }
      | { type: 'DCO_VIABLE_ASLEEP' }
      | { type: 'DCO_VIABLE_IN_CONTACT' }
      | { type: 'DCO_NOT_VIABLE'; failed: string }
      | { type: 'DCO_LATE_KEPT'; failed: string }
      | { type: 'SUPERSEDED' }
      | { type: 'SESSION_OPENED' }
      | { type: 'SESSION_UNREACHABLE' }
      | { type: 'KEY_AUTHORISED' }
      | { type: 'KEY_AUTHORISED_SUA_GSME' }
      | { type: 'KEY_AUTHORISED_SUA_ESME' }
      | { type: 'KEY_REFUSED'; failed: string }
      | { type: 'DEVICE_ANSWERED' }
      | { type: 'LAST_DEVICE_ANSWERED' }
      | { type: 'DEVICE_REMARKED' }
      | { type: 'LAST_DEVICE_REMARKED' }
      | { type: 'DEVICE_FAILED'; failed: string }
      | { type: 'SUA_UNCONFIRMED' }
      | { type: 'CHF_ANSWERED' }
      | { type: 'CHF_REFUSED'; failed: string }
      | { type: 'CHF_REMEDY_DUE' }
      | { type: 'NO_ROLLBACK' }
      | { type: 'ROLL_BACK_SIM' }
      | { type: 'ROLL_BACK_CERTIFICATE' }
      | { type: 'CERTIFICATE_RESTORED' }
      | { type: 'CERTIFICATE_NOT_RESTORED' }
      | { type: 'SIM_REVERTED' }
      | { type: 'SIM_NOT_REVERTED' }
      | { type: 'KEYS_DISCARDED' };
  },
  delays: named('shortRetry', 'longRetry', 'connectivityTimeout', 'wakeUpRetry', 'wakeUpTimeout', 'suaTimeout', 'rollbackRetry', 'rollbackTimeout'),
  actions: {
    ...effects('tryProcessing', 'askViability', 'openSession', 'beginTests', 'beginRotation', 'requestKey', 'sendCommand', 'prenotifyChf', 'commissionChf', 'raiseChfIncident', 'alertCommissioned', 'sendAudit', 'sendRemark', 'beginRollback', 'restoreCertificate', 'revertSim', 'discardKeys', 'noticeRollback', 'noticeNoReattempt', 'noticeNotViable', 'reportSuccess', 'reportFailure', 'reportRollback'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    noteConnectivity: assign({ failed: 'connectivityTimeout' }),
    noteLate: assign({ failed: 'requiredFileSetLate' }),
    noteSuaGsme: assign({ failed: 'suaGsme' }),
    noteSuaEsme: assign({ failed: 'suaEsme' }),
  },
}).createMachine({
  id: 's1sp-installation',
  context: { failed: '' },
  initial: 'awaitingSet',
  states: {
    awaitingSet: {
      on: {
        SET_VIABLE: 'starting',
        SET_NOT_VIABLE: { target: 'stopped', actions: ['noteEvent', 'reportFailure'] },
        // It stays with the DCC, and the Requesting Party is asked to correct its data (MEHRS 2.5.9).
        SET_NOT_VIABLE_KEPT: { target: 'stopped', actions: ['noteEvent', 'reportFailure', 'noticeNotViable'] },
        SET_NOT_VIABLE_GIVE_BACK: { target: 'rollingBack', actions: 'noteEvent' },
        SET_LATE_GIVE_BACK: { target: 'rollingBack', actions: 'noteLate' },
        SET_LATE: { target: 'stopped', actions: ['noteLate', 'reportFailure'] },
      },
    },
    // MEHRS 2.6.1.
    starting: { entry: 'tryProcessing', on: { SYSTEM_UP: 'confirming', SYSTEM_DOWN: 'heldUp' } },
    heldUp: { on: { BACKLOG_DUE: 'starting' } },
    confirming: {
      entry: 'askViability',
      on: {
        DCO_VIABLE: 'connecting',
        DCO_VIABLE_ASLEEP: 'waking',
        DCO_VIABLE_IN_CONTACT: 'rotatingSua',
        DCO_NOT_VIABLE: { target: 'rollingBack', actions: 'noteEvent' },
        DCO_LATE_KEPT: { target: 'stopped', actions: ['noteEvent', 'reportFailure'] },
        SUPERSEDED: 'stopped',
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
    // MEHRS 3.5, Group IDs EA and EB.
    waking: {
      initial: 'calling',
      after: { wakeUpTimeout: { target: 'rollingBack', actions: ['noteConnectivity', 'sendAudit'] } },
      on: { SESSION_OPENED: 'testing' },
      states: {
        calling: {
          entry: 'openSession',
          on: { SESSION_UNREACHABLE: ignore('the ladder of 3.5 decides') },
          after: { wakeUpRetry: { target: 'calling', reenter: true } },
        },
      },
    },
    // MEHRS 3.3, Group ID DA: first the GSME, then the ESME.
    rotatingSua: {
      entry: 'beginRotation',
      initial: 'authorising',
      states: {
        authorising: {
          entry: 'requestKey',
          on: {
            KEY_AUTHORISED_SUA_GSME: 'gsme',
            KEY_AUTHORISED_SUA_ESME: 'esme',
            KEY_REFUSED: { target: '#s1sp-installation.rollingBack', actions: 'noteEvent' },
          },
        },
        gsme: {
          entry: 'sendCommand',
          on: {
            DEVICE_ANSWERED: 'authorisingSecond',
            DEVICE_FAILED: { target: '#s1sp-installation.rollingBack', actions: 'noteSuaGsme' },
            SUA_UNCONFIRMED: ignore('the SUA Time Expiry Constraint decides'),
          },
          after: { suaTimeout: { target: '#s1sp-installation.rollingBack', actions: 'noteSuaGsme' } },
        },
        // From here on the account is not rolled back (MEHRS 2.6.5, 3.3.1).
        authorisingSecond: {
          entry: 'requestKey',
          on: {
            KEY_AUTHORISED_SUA_ESME: 'esme',
            KEY_REFUSED: { target: '#s1sp-installation.stopped', actions: ['noteSuaEsme', 'reportFailure', 'noticeNoReattempt'] },
          },
        },
        // A failure here means a broken ESME.
        esme: {
          entry: 'sendCommand',
          on: {
            LAST_DEVICE_ANSWERED: '#s1sp-installation.commissioningChf',
            DEVICE_FAILED: { target: '#s1sp-installation.stopped', actions: ['noteSuaEsme', 'reportFailure', 'noticeNoReattempt'] },
            SUA_UNCONFIRMED: ignore('the SUA Time Expiry Constraint decides'),
          },
          after: { suaTimeout: { target: '#s1sp-installation.stopped', actions: ['noteSuaEsme', 'reportFailure', 'noticeNoReattempt'] } },
        },
      },
    },
    testing: {
      entry: 'beginTests',
      initial: 'authorising',
      states: {
        authorising,
        commanding: {
          entry: 'sendCommand',
          on: {
            ...answering('#s1sp-installation.rotating'),
            // A test that is not Critical goes into the audit file and the migration goes on (ruling A-34).
            DEVICE_REMARKED: { target: 'authorising', actions: 'sendRemark' },
            LAST_DEVICE_REMARKED: { target: '#s1sp-installation.rotating', actions: 'sendRemark' },
          },
        },
      },
    },
    rotating: {
      entry: 'beginRotation',
      initial: 'authorising',
      states: { authorising, commanding: { entry: 'sendCommand', on: answering('#s1sp-installation.commissioningChf') } },
    },
    // MEHRS 2.6.7: the failure is reported and an Incident raised; once that is resolved it is tried again, and then it is over.
    commissioningChf: {
      initial: 'prenotifying',
      on: { CHF_REFUSED: { target: 'awaitingChfRemedy', actions: ['noteEvent', 'reportFailure', 'raiseChfIncident'] } },
      states: {
        prenotifying: { entry: 'prenotifyChf', on: { CHF_ANSWERED: 'commissioning' } },
        commissioning: {
          entry: 'commissionChf',
          on: { CHF_ANSWERED: { target: '#s1sp-installation.succeeded', actions: ['alertCommissioned', 'reportSuccess'] } },
        },
      },
    },
    awaitingChfRemedy: { on: { CHF_REMEDY_DUE: 'recommissioningChf' } },
    recommissioningChf: {
      initial: 'prenotifying',
      on: { CHF_REFUSED: 'rollingBack' },
      states: {
        prenotifying: { entry: 'prenotifyChf', on: { CHF_ANSWERED: 'commissioning' } },
        commissioning: {
          entry: 'commissionChf',
          on: { CHF_ANSWERED: { target: '#s1sp-installation.succeeded', actions: ['alertCommissioned', 'reportSuccess'] } },
        },
      },
    },
    rollingBack: {
      initial: 'choosing',
      states: {
        choosing: {
          entry: 'beginRollback',
          on: {
            ROLL_BACK_SIM: 'revertingSim',
            ROLL_BACK_CERTIFICATE: 'restoringCertificate',
            // DA with both keys rotated (ruling A-38).
            NO_ROLLBACK: { target: '#s1sp-installation.stopped', actions: ['reportFailure', 'noticeNoReattempt'] },
          },
        },
        // MEHRS 2.6.6 (3, 4): reasonable steps, by hand, until it is done or found not to be possible; the SIM goes back in any case (ruling A-33).
        restoringCertificate: {
          initial: 'trying',
          on: { CERTIFICATE_RESTORED: 'revertingSim' },
          after: { rollbackTimeout: 'revertingSim' },
          states: { trying: byHand('restoreCertificate', { CERTIFICATE_NOT_RESTORED: ignore('it is tried again by hand') }) },
        },
        revertingSim: {
          initial: 'trying',
          on: { SIM_REVERTED: 'discarding' },
          after: { rollbackTimeout: 'discarding' },
          states: {
            trying: byHand('revertSim', { SIM_NOT_REVERTED: ignore('it is tried again by hand'), CERTIFICATE_NOT_RESTORED: ignore('the last attempt was already under way') }),
          },
        },
        discarding: {
          entry: 'discardKeys',
          on: { KEYS_DISCARDED: { target: '#s1sp-installation.stopped', actions: ['noticeRollback', 'reportRollback'] } },
        },
      },
    },
    succeeded: { tags: ['ended'] },
    stopped: { tags: ['ended'], on: { KEYS_DISCARDED: ignore('the DCO could not delete them before: its Incident is resolved (MEHRS 2.6.6)') } },
  },
});

export const S1SP_INSTALLATION: MachineModule = {
  name: 's1sp.installation',
  role: 's1sp',
  machine: installation,
  inputs: [undefined],
  alphabet: [
    { type: 'SET_VIABLE' }, { type: 'SET_NOT_VIABLE', failed: 'any' }, { type: 'SET_NOT_VIABLE_KEPT', failed: 'any' }, { type: 'SET_NOT_VIABLE_GIVE_BACK', failed: 'any' }, { type: 'SYSTEM_UP' }, { type: 'SYSTEM_DOWN' }, { type: 'BACKLOG_DUE' }, { type: 'SET_LATE' }, { type: 'SET_LATE_GIVE_BACK' }, { type: 'DCO_VIABLE' }, { type: 'DCO_VIABLE_ASLEEP' }, { type: 'DCO_VIABLE_IN_CONTACT' }, { type: 'DCO_NOT_VIABLE', failed: 'any' }, { type: 'DCO_LATE_KEPT', failed: 'any' }, { type: 'SUPERSEDED' },
    { type: 'SESSION_OPENED' }, { type: 'SESSION_UNREACHABLE' }, { type: 'KEY_AUTHORISED' }, { type: 'KEY_AUTHORISED_SUA_GSME' }, { type: 'KEY_AUTHORISED_SUA_ESME' }, { type: 'KEY_REFUSED', failed: 'any' },
    { type: 'DEVICE_ANSWERED' }, { type: 'LAST_DEVICE_ANSWERED' }, { type: 'DEVICE_REMARKED' }, { type: 'LAST_DEVICE_REMARKED' }, { type: 'DEVICE_FAILED', failed: 'any' }, { type: 'SUA_UNCONFIRMED' }, { type: 'CHF_ANSWERED' },
    { type: 'CHF_REFUSED', failed: 'any' }, { type: 'CHF_REMEDY_DUE' }, { type: 'NO_ROLLBACK' }, { type: 'ROLL_BACK_SIM' }, { type: 'ROLL_BACK_CERTIFICATE' }, { type: 'CERTIFICATE_RESTORED' }, { type: 'CERTIFICATE_NOT_RESTORED' }, { type: 'SIM_REVERTED' }, { type: 'SIM_NOT_REVERTED' }, { type: 'KEYS_DISCARDED' },
  ],
};
