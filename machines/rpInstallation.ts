/** The Requesting Party and one Installation, from Migration Authorisation to Completion Response (MEHRS 2.3.2-2.7, 3.2). */
import { assign, setup } from 'xstate';
import { effects, ignore, named, type MachineModule } from './kit.ts';

/** Where the Migration Week ends before hand-over is complete, the authorisation has expired (ruling A-17). */
const installation = setup({
  types: {} as {
    context: { failed: string };
    events:
      | { type: 'AUTHORISED' }
      | { type: 'AUTHORISED_TO_CHECK' }
      | { type: 'HALF_AUTHORISED' }
      | { type: 'HELD' }
      | { type: 'SUPPLIER_DISABLED' }
      | { type: 'RECORDS_PASSED' }
      | { type: 'PRECHECK_PASSED' }
      | { type: 'PRECHECK_FAILED'; failed: string }
      | { type: 'REJECTED'; failed: string }
      | { type: 'INCLUDED' }
      | { type: 'VALIDATED' }
      | { type: 'MVF_FAILED'; failed: string }
      | { type: 'NO_MVF' }
      | { type: 'GATE_PASSED' }
      | { type: 'GATE_PASSED_CERTIFICATE_FIRST' }
      | { type: 'GATE_PASSED_WITH_DCC' }
      | { type: 'GATE_FAILED'; failed: string }
      | { type: 'CERTIFICATE_APPLIED' }
      | { type: 'CERTIFICATE_FAILED' }
      | { type: 'LADDER_DONE' }
      | { type: 'SMSO_SILENT' }
      | { type: 'ASK_AGAIN' }
      | { type: 'HANDED_OVER' }
      | { type: 'HANDOVER_FAILED' }
      | { type: 'HANDOVER_REFUSED'; failed: string }
      | { type: 'FILES_SENT' }
      | { type: 'SCF_SUCCESS' }
      | { type: 'SCF_COMPLETES' }
      | { type: 'SCF_FAILURE'; failed: string }
      | { type: 'SCF_FAILURE_BACK_AT_SMSO'; failed: string }
      | { type: 'SCF_FAILURE_TO_RESUBMIT'; failed: string }
      | { type: 'SCF_FAILURE_UNDER_INCIDENT'; failed: string }
      | { type: 'SCF_FAILURE_TO_CORRECT'; failed: string }
      | { type: 'SCF_SUPERSEDED' }
      | { type: 'AUTHORISATION_EXPIRED' }
      | { type: 'SCF_MISSING' }
      | { type: 'CONTACT_RESTORED' }
      | { type: 'CONTACT_LOST' }
      | { type: 'COF_SUCCESS' }
      | { type: 'COF_FAILURE'; failed: string };
  },
  delays: named('untilNextWeek', 'untilOtherMa', 'untilMaExpiry', 'untilNothingComes', 'untilChecks', 'precheckTimeout', 'certificateRetry', 'certificateTimeout', 'smsoRetry', 'handoverRetry', 'handoverTimeout'),
  actions: {
    ...effects('joinSet', 'giveUpOtherMa', 'lookAgain', 'checkRecords', 'requestPrecheck', 'clear', 'requestCertificate', 'weighCertificate', 'requestHandover', 'settleReady', 'settleFailed', 'reportSuccess', 'reportFailure', 'reportAttempt', 'closeAttempt'),
    noteEvent: assign({ failed: ({ event }) => ('failed' in event ? event.failed : '') }),
    noteExpired: assign({ failed: 'authorisationExpired' }),
    noteMvfFailure: assign({ failed: 'mvfFailure' }),
    notePrecheck: assign({ failed: 'precheckUnanswered' }),
    noteNoMvf: assign({ failed: 'noMvf' }),
    noteCertificate: assign({ failed: 'certificateFailed' }),
    noteHandover: assign({ failed: 'handoverFailed' }),
    noteNoScf: assign({ failed: 'noScf' }),
    noteScfFailure: assign({ failed: 'scfFailure' }),
    noteLostContact: assign({ failed: 'lostContact' }),
    noteCofFailure: assign({ failed: 'cofFailure' }),
  },
}).createMachine({
  id: 'rp-installation',
  context: { failed: '' },
  initial: 'awaitingAuthorisation',
  states: {
    awaitingAuthorisation: {
      on: {
        AUTHORISED: { target: 'authorised', actions: 'joinSet' },
        AUTHORISED_TO_CHECK: { target: 'authorised.awaitingChecks', actions: 'joinSet' },
        HALF_AUTHORISED: 'halfAuthorised',
        HELD: 'held',
        REJECTED: { target: 'rejected', actions: 'noteEvent' },
      },
    },
    // Too late for its week: DCC does not process it until the next one (000 on MEHRS 2.3.1; ruling A-02).
    held: { after: { untilNextWeek: { target: 'lookedAt', actions: 'lookAgain' } } },
    lookedAt: { on: { REJECTED: { target: 'rejected', actions: 'noteEvent' } } },
    // Split supply: the other Active Supplier's authorisation is still to come (MA106, ruling A-12).
    halfAuthorised: {
      on: { AUTHORISED: { target: 'authorised', actions: 'joinSet' }, AUTHORISED_TO_CHECK: { target: 'authorised.awaitingChecks', actions: 'joinSet' } },
      after: { untilOtherMa: { target: 'rejected', actions: 'giveUpOtherMa' } },
    },
    rejected: { tags: ['ended'] },
    authorised: {
      initial: 'scheduled',
      after: { untilMaExpiry: { target: 'ended', actions: ['noteExpired', 'settleFailed', 'reportFailure'] } },
      states: {
        // MEHRS 2.4.2, Group ID DA: first the records, then the meters.
        awaitingChecks: { after: { untilChecks: 'checkingRecords' } },
        checkingRecords: {
          entry: 'checkRecords',
          on: {
            RECORDS_PASSED: 'checkingMeters',
            SUPPLIER_DISABLED: 'disabled',
            PRECHECK_FAILED: { target: '#rp-installation.ended', actions: ['noteEvent', 'reportFailure'] },
          },
        },
        // Nothing is done until the authorisation has expired (MA531).
        disabled: {},
        checkingMeters: {
          entry: 'requestPrecheck',
          on: {
            PRECHECK_PASSED: { target: 'scheduled', actions: 'clear' },
            PRECHECK_FAILED: { target: '#rp-installation.ended', actions: ['noteEvent', 'reportFailure'] },
          },
          after: { precheckTimeout: { target: '#rp-installation.ended', actions: ['notePrecheck', 'reportFailure'] } },
        },
        scheduled: { on: { INCLUDED: 'inMcf' } },
        inMcf: {
          on: {
            VALIDATED: 'validated',
            MVF_FAILED: { target: '#rp-installation.ended', actions: ['noteMvfFailure', 'reportFailure'] },
            NO_MVF: { target: '#rp-installation.ended', actions: ['noteNoMvf', 'reportFailure'] },
            INCLUDED: ignore('a new Common File in place of the one whose validation was refused'),
            SCF_SUPERSEDED: ignore('outcome of a set this Installation has left'),
          },
        },
        validated: {
          on: {
            GATE_PASSED: 'handingOver',
            GATE_PASSED_CERTIFICATE_FIRST: 'certifying',
            GATE_PASSED_WITH_DCC: '#rp-installation.withDcc.awaitingFiles',
            GATE_FAILED: { target: '#rp-installation.ended', actions: ['noteEvent', 'settleFailed', 'reportFailure'] },
            // Nothing was handed over in time, so the S1SP has reported it as failed (MEHRS 2.5.1, 2.5.5; ruling A-19).
            SCF_FAILURE: { target: '#rp-installation.ended', actions: ['noteScfFailure', 'reportFailure'] },
            INCLUDED: 'inMcf',
            SCF_SUPERSEDED: ignore('outcome of a set this Installation has left'),
          },
        },
        certifying: {
          initial: 'attempting',
          states: {
            attempting: {
              entry: 'requestCertificate',
              on: {
                CERTIFICATE_APPLIED: '#rp-installation.authorised.handingOver',
                CERTIFICATE_FAILED: ignore('the ladder of 3.4 decides when to try again'),
              },
              after: { certificateRetry: { target: 'attempting', reenter: true } },
            },
          },
          after: { certificateTimeout: 'certificateTried' },
        },
        // A system that is down has made no attempt: the ladder of 3.4 begins when it is back (MEHRS 2.5.3).
        certificateTried: {
          entry: 'weighCertificate',
          on: {
            LADDER_DONE: { target: '#rp-installation.ended', actions: ['noteCertificate', 'settleFailed', 'reportFailure'] },
            SMSO_SILENT: 'awaitingSmso',
            ASK_AGAIN: 'certifying',
          },
        },
        awaitingSmso: { after: { smsoRetry: 'certificateTried' } },
        handingOver: {
          initial: 'attempting',
          after: { handoverTimeout: { target: '#rp-installation.ended', actions: ['noteHandover', 'settleFailed', 'reportFailure'] } },
          states: {
            attempting: {
              entry: 'requestHandover',
              on: { HANDED_OVER: '#rp-installation.withDcc.awaitingFiles', HANDOVER_FAILED: ignore('the ladder of 3.2 decides when to try again'),
                HANDOVER_REFUSED: { target: '#rp-installation.ended', actions: ['noteEvent', 'settleFailed', 'reportFailure'] } },
              after: { handoverRetry: { target: 'attempting', reenter: true } },
            },
          },
        },
        resubmitting: { on: { INCLUDED: 'inMcf', SCF_SUPERSEDED: ignore('outcome of a set this Installation has left') } },
      },
    },
    // The Migration Week may end now: what is handed over is migrated or given back all the same (MEHRS 2.5.6).
    withDcc: {
      initial: 'awaitingFiles',
      states: {
        awaitingFiles: {
          entry: 'settleReady',
          on: {
            FILES_SENT: 'awaitingScf',
            // The Group Files are held up (MEHRS 2.5.6): a new Common File, or back to the SMSO, or too late for either.
            INCLUDED: '#rp-installation.authorised.inMcf',
            // Its Migration Week has ended as well: it would go into a new Common File otherwise (ruling A-17).
            SCF_FAILURE: { target: '#rp-installation.ended', actions: ['noteExpired', 'reportFailure'] },
            SCF_FAILURE_TO_RESUBMIT: '#rp-installation.authorised.resubmitting',
            SCF_FAILURE_BACK_AT_SMSO: 'awaitingContact',
            AUTHORISATION_EXPIRED: { target: '#rp-installation.ended', actions: ['noteExpired', 'reportFailure'] },
            CONTACT_RESTORED: 'contactRestored',
            CONTACT_LOST: 'contactLost',
          },
          // An S1SP that cannot read the Common File tells of nothing.
          after: { untilNothingComes: { target: '#rp-installation.ended', actions: ['noteExpired', 'reportFailure'] } },
        },
        awaitingScf: {
          on: {
            INCLUDED: '#rp-installation.authorised.inMcf',
            // Table A.1 MA532: DA only.
            SCF_MISSING: { target: '#rp-installation.ended', actions: ['noteNoScf', 'reportFailure'] },
            // The SCF could not be verified and the Commissioning Party has gone on with its own copy.
            COF_SUCCESS: { target: '#rp-installation.ended', actions: 'reportSuccess' },
            COF_FAILURE: { target: '#rp-installation.ended', actions: ['noteCofFailure', 'reportFailure'] },
            // Nobody could migrate it and the Migration Week is over (rulings ).
            AUTHORISATION_EXPIRED: { target: '#rp-installation.ended', actions: ['noteExpired', 'reportFailure'] },
            SCF_SUCCESS: 'awaitingCof',
            SCF_COMPLETES: { target: '#rp-installation.ended', actions: 'reportSuccess' },
            SCF_FAILURE: { target: '#rp-installation.ended', actions: ['noteScfFailure', 'reportFailure'] },
            SCF_FAILURE_BACK_AT_SMSO: 'awaitingContact',
            SCF_FAILURE_UNDER_INCIDENT: 'awaitingRemedy',
            SCF_FAILURE_TO_RESUBMIT: '#rp-installation.authorised.resubmitting',
            SCF_FAILURE_TO_CORRECT: { target: 'correcting', actions: ['noteScfFailure', 'reportAttempt'] },
            SCF_SUPERSEDED: ignore('outcome of a set this Installation has left'),
            CONTACT_RESTORED: 'contactRestored',
            CONTACT_LOST: 'contactLost',
          },
        },
        // MEHRS 2.5.9: reported as failed; once the Service Request is resolved it goes into a new Common File, if its authorisation still stands.
        correcting: {
          on: { INCLUDED: '#rp-installation.authorised.inMcf', SCF_SUPERSEDED: ignore('the same outcome again, for the Commissioning Party (MEHRS 2.7.2)') },
          after: { untilMaExpiry: { target: '#rp-installation.ended', actions: 'closeAttempt' } },
        },
        // MEHRS 2.6.7: the hub is not Commissioned yet; a later Commissioning File tells the outcome (ruling A-39).
        awaitingRemedy: {
          on: {
            SCF_SUCCESS: 'awaitingCof',
            SCF_COMPLETES: { target: '#rp-installation.ended', actions: 'reportSuccess' },
            SCF_FAILURE: { target: '#rp-installation.ended', actions: ['noteScfFailure', 'reportFailure'] },
            SCF_FAILURE_BACK_AT_SMSO: 'awaitingContact',
            SCF_SUPERSEDED: ignore('the same outcome again, for the Commissioning Party (MEHRS 2.7.2)'),
            CONTACT_RESTORED: 'contactRestored',
            CONTACT_LOST: 'contactLost',
          },
        },
        awaitingContact: {
          on: {
            SCF_SUPERSEDED: ignore('the same outcome again, for the Commissioning Party (MEHRS 2.7.2)'),
            CONTACT_RESTORED: { target: '#rp-installation.ended', actions: ['noteScfFailure', 'reportFailure'] },
            CONTACT_LOST: { target: '#rp-installation.ended', actions: ['noteLostContact', 'reportFailure'] },
          },
        },
        contactRestored: { on: { SCF_MISSING: { target: '#rp-installation.ended', actions: ['noteNoScf', 'reportFailure'] }, SCF_FAILURE_BACK_AT_SMSO: { target: '#rp-installation.ended', actions: ['noteScfFailure', 'reportFailure'] } } },
        contactLost: { on: { SCF_MISSING: { target: '#rp-installation.ended', actions: ['noteNoScf', 'reportFailure'] }, SCF_FAILURE_BACK_AT_SMSO: { target: '#rp-installation.ended', actions: ['noteLostContact', 'reportFailure'] } } },
        awaitingCof: {
          on: {
            SCF_SUPERSEDED: ignore('the same outcome again, for the Commissioning Party (MEHRS 2.7.2)'),
            COF_SUCCESS: { target: '#rp-installation.ended', actions: 'reportSuccess' },
            COF_FAILURE: { target: '#rp-installation.ended', actions: ['noteCofFailure', 'reportFailure'] },
          },
        },
      },
    },
    ended: {
      tags: ['ended'],
      on: {
        PRECHECK_PASSED: ignore('given up before'), PRECHECK_FAILED: ignore('given up before'),
        SCF_SUPERSEDED: ignore('outcome of a set this Installation has left'), CONTACT_RESTORED: ignore('reported before'), CONTACT_LOST: ignore('reported before'),
      },
    },
  },
});

export const RP_INSTALLATION: MachineModule = {
  name: 'rp.installation',
  role: 'rp',
  machine: installation,
  inputs: [undefined],
  alphabet: [
    { type: 'AUTHORISED' }, { type: 'AUTHORISED_TO_CHECK' }, { type: 'RECORDS_PASSED' }, { type: 'SUPPLIER_DISABLED' }, { type: 'PRECHECK_PASSED' }, { type: 'PRECHECK_FAILED', failed: 'any' }, { type: 'HANDOVER_REFUSED', failed: 'any' }, { type: 'HALF_AUTHORISED' }, { type: 'HELD' }, { type: 'REJECTED', failed: 'any' }, { type: 'INCLUDED' }, { type: 'VALIDATED' }, { type: 'MVF_FAILED', failed: 'any' },
    { type: 'NO_MVF' }, { type: 'GATE_PASSED' }, { type: 'GATE_PASSED_CERTIFICATE_FIRST' }, { type: 'GATE_PASSED_WITH_DCC' }, { type: 'GATE_FAILED', failed: 'any' }, { type: 'CERTIFICATE_APPLIED' }, { type: 'CERTIFICATE_FAILED' }, { type: 'LADDER_DONE' }, { type: 'SMSO_SILENT' }, { type: 'ASK_AGAIN' }, { type: 'HANDED_OVER' },
    { type: 'HANDOVER_FAILED' }, { type: 'FILES_SENT' }, { type: 'SCF_SUCCESS' }, { type: 'SCF_COMPLETES' }, { type: 'SCF_FAILURE', failed: 'any' },
    { type: 'SCF_FAILURE_BACK_AT_SMSO', failed: 'any' }, { type: 'SCF_FAILURE_TO_RESUBMIT', failed: 'any' }, { type: 'SCF_FAILURE_UNDER_INCIDENT', failed: 'any' }, { type: 'SCF_FAILURE_TO_CORRECT', failed: 'any' }, { type: 'SCF_SUPERSEDED' }, { type: 'AUTHORISATION_EXPIRED' }, { type: 'SCF_MISSING' },
    { type: 'CONTACT_RESTORED' }, { type: 'CONTACT_LOST' }, { type: 'COF_SUCCESS' }, { type: 'COF_FAILURE', failed: 'any' },
  ],
};
