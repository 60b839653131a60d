/** Everybody behind the Requesting Party, down to the devices: what no journey brings them. */
import type { Reason } from './reason.ts';

export const HOME_REASONS: readonly Reason[] = [
  {
    machines: ['smso.precheck'],
    cells: ['commanding PRECHECK_REQUESTED', 'idle COMMAND_DONE', 'idle STEP_FAILED'],
    reason: 'an answer of a check that was given up, or a second request within it: takes a device that answers after five hours',
  },
  {
    machines: ['smso.installation'],
    cells: [
      'lost ACCOUNT_UNFIT', 'lost CERTIFICATE_REQUESTED', 'lost HANDOVER_REQUESTED', 'lost HANDOVER_WITH_HUB', 'lost HUB_UNREACHABLE',
      'takenBack ACCOUNT_UNFIT', 'takenBack HANDOVER_WITH_HUB',
    ],
    reason: 'an Installation that the SMSO has lost or taken back comes into a Migration Week once more: rows end with the replacement or with the next week\'s good path',
  },
  {
    machines: ['csp.line'],
    cells: [
      'dcc.delivering SIM_SERVICE_DOWN', 'dcc.delivering SIM_TO_SMSO', 'dcc.holding.trying SIM_SERVICE_DOWN', 'dcc.holding.trying SIM_TO_SMSO',
      'dcc.idle SMSO_COMMAND', 'smso.idle DCC_COMMAND', 'smso.idle DCC_COMMAND_TO_HOLD',
    ],
    reason: 'a command and a change of the SIM on their way at once: who commands waits for the answer, so it takes a party that does not',
  },
  {
    machines: ['devices.condition'],
    cells: ['answering BACK', 'busy GONE', 'refusing BACK', 'unheard BACK', 'unheard GONE', 'wrongMode GONE'],
    reason: 'one device with two afflictions one after the other: rows have one each',
  },
  {
    machines: ['devices.device'],
    cells: ['rotatedKey NEW_KEY', 'rotatedKey OPEN', 'rotatedKey PROVEN'],
    reason: 'a command to a device whose keys are rotated, by the old way: the S1SP uses the new one from then on',
  },
  {
    machines: ['s1sp.set', 'dco.set'],
    cells: ['awaitingMcf MVF_REFUSED'],
    reason: 'a Validation File that is spoilt where the Common File was refused: takes two causes at once',
  },
  {
    machines: ['s1sp.set'],
    cells: [
      'complete MEF_REFUSED', 'complete MGF_ACCEPTED', 'complete MGF_REFUSED', 'complete SET_HELD', 'mvfRefused MCF_ACCEPTED', 'outOfTime FILE_KEPT',
      'outOfTime MEF_ACCEPTED', 'outOfTime MEF_REFUSED', 'outOfTime MGF_ACCEPTED', 'outOfTime MGF_REFUSED', 'outOfTime SET_HELD',
    ],
    reason: 'one more copy of a file after the set is whole or out of time, good or spoilt: takes two causes at once',
  },
  {
    machines: ['s1sp.installation'],
    cells: [
      'awaitingSet SET_NOT_VIABLE', 'recommissioningChf.commissioning CHF_REFUSED', 'rollingBack.restoringCertificate.trying SESSION_UNREACHABLE',
      'rollingBack.revertingSim.trying CERTIFICATE_NOT_RESTORED', 'rollingBack.revertingSim.trying SESSION_UNREACHABLE',
      'testing.commanding LAST_DEVICE_REMARKED',
    ],
    reason: 'the last of several attempts answers after the next thing was begun, or another cause comes besides: takes two causes at once',
  },
  {
    machines: ['s1sp.installation'],
    cells: [
      'connecting.first xstate.after.connectivityTimeout.s1sp-installation.connecting',
      'connecting.second xstate.after.connectivityTimeout.s1sp-installation.connecting',
    ],
    reason: 'with three attempts in every half hour for 48 hours the time-out comes between rounds, never within one (3.1); other numbers would bring it',
  },
  {
    machines: ['s1sp.installation'],
    cells: ['rotating.authorising KEY_REFUSED', 'rotatingSua.authorising KEY_REFUSED', 'rotatingSua.authorisingSecond KEY_REFUSED'],
    reason: 'the DCO would have to lose the Installation between two steps of one session (2.6.4)',
  },
  {
    machines: ['s1sp.scf'],
    cells: ['heldUp ITEM', 'sending ITEM'],
    reason: 'a second Installation that is done while the batch is held up or being made: rows of 2.6.8 have one Installation',
  },
  {
    machines: ['dco.set'],
    cells: ['complete MEF_REFUSED', 'outOfTime MCF_ACCEPTED', 'outOfTime MEF_ACCEPTED', 'outOfTime MEF_REFUSED'],
    reason: 'one more copy of a file after the set is whole or out of time, good or spoilt: takes two causes at once',
  },
  {
    machines: ['dco.installation'],
    cells: [
      'asked HELD_NOT_VIABLE', 'discarded COMMAND_FORBIDDEN', 'empty HELD_NOT_VIABLE', 'held.waiting SUPERSEDED', 'inUse COMMAND_FORBIDDEN',
      'inUse SUPERSEDED', 'notViable DISCARD_ASKED', 'notViable SUPERSEDED', 'notViable VIABILITY_ASKED',
    ],
    states: ['dco-installation.notViable'],
    reason: 'the S1SP asks after an Installation that the DCO has given up, or again after the answer: takes two causes at once',
  },
  {
    machines: ['dco.installation'],
    cells: [
      'held.heldUp COMMAND_FORBIDDEN', 'held.heldUp DISCARD_ASKED', 'held.heldUp KEY_ASKED', 'held.heldUp SUPERSEDED',
      'held.starting COMMAND_FORBIDDEN', 'held.starting DISCARD_ASKED', 'held.starting KEY_ASKED', 'held.starting SUPERSEDED',
      'held.starting xstate.after.dcoTimer.dco-installation.held',
    ],
    reason: 'something else that ends the Installation while the DCO\'s system is down: takes two causes at once',
  },
  {
    machines: ['mcfvf.set'],
    cells: ['validating MCF_ACCEPTED'],
    reason: 'the Common File is sent again for a recipient that refused it while its validation still runs: they refuse minutes later',
  },
  {
    machines: ['cp.installation'],
    cells: ['retrying LAST_ANSWERED'],
    reason: 'a second attempt whose very last request is answered after one of them was refused: takes two causes at once',
  },
  {
    machines: ['networkOperator.installation'],
    cells: ['associated MPXN_ASSOCIATED', 'credentialed CREDENTIALS_PLACED'],
    reason: 'a supplier that associates meters or places credentials once more: it does so once',
  },
];
