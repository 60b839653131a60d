/**
 * What no journey reaches of the machines, and why it is there all the same. What nothing at all could bring about, whoever plays a
 * party and whatever is lost on its way, is not kept in a machine.
 */
export interface Reason {
  readonly machines: readonly string[];
  /** `<state> <event>`. */
  readonly cells: readonly string[];
  /** States that nothing enters. */
  readonly states?: readonly string[];
  readonly reason: string;
}

const after = (delay: string, of: string): string => `xstate.after.${delay}.${of}`;
const WEEK_ENDS = after('untilMaExpiry', 'rp-installation.authorised');
const NUMBERS = 'an attempt takes two minutes, and what gives up does so after a whole number of intervals (3.1, 3.5, 2.6.6): none is under way then. Other numbers would bring it';
const LATE = 'our Requesting Party sends Group Files while they can be in time, the last moment among it (A-19): takes a message late on its way, which no fault of a plan makes it';
const LOSS = 'takes a message lost on its way, which no fault of a plan does';

export const REASONS: readonly Reason[] = [
  {
    machines: ['supplier.planning'], cells: ['demanded COMMITTED', 'heldUp COMMITTED'],
    reason: 'our Migration Control Centre commits at the very deadline (Guide 4.5.3), when a supplier waits no more; one in an adapter\'s seat may commit before',
  },
  {
    machines: ['mcc.planning'], cells: ['idle DEMAND_RECEIVED', 'idle DEMAND_LATE'],
    reason: 'our suppliers demand for the weeks whose planning begins with the world; one in an adapter\'s seat may demand for another',
  },
  {
    machines: ['networkOperator.installation'], cells: ['associated MPXN_ASSOCIATED', 'credentialed CREDENTIALS_PLACED'],
    reason: 'the Commissioning Party and our suppliers send each request until it is answered and no more; a supplier that commissions in an adapter\'s seat may send it again',
  },
  {
    machines: ['rp.installation'], cells: ['ended PRECHECK_PASSED', 'ended PRECHECK_FAILED'],
    reason: 'our SMSO answers within the hour or not at all; one in an adapter\'s seat may answer after the five hours for which it is waited (2.4.2)',
  },
  {
    machines: ['rp.installation'], cells: [`authorised.awaitingChecks ${WEEK_ENDS}`, `authorised.checkingMeters ${WEEK_ENDS}`],
    reason: 'the checks of 2.4.2 are over an hour before the Common File of a day of the Migration Week is due, so a day before the week ends',
  },
  {
    machines: ['rp.installation'], cells: [`authorised.checkingRecords ${WEEK_ENDS}`, `authorised.certificateTried ${WEEK_ENDS}`],
    reason: 'left in the very step in which it is entered: the end of the week is that of all of "authorised"',
  },
  {
    machines: ['dco.installation'], cells: [`held.starting ${after('dcoTimer', 'dco-installation.held')}`],
    reason: 'left in the very step in which it is entered: the timer is that of all of "held"',
  },
  { machines: ['smso.installation'], cells: ['handedOver HANDOVER_REQUESTED'], reason: `asked again for what it has answered: ${LOSS}` },
  { machines: ['smso.precheck'], cells: ['commanding PRECHECK_REQUESTED'], reason: `a command whose answer never comes: ${LOSS}` },
  { machines: ['s1sp.set', 'dco.set'], cells: ['awaitingMcf MVF_REFUSED'], reason: `no Common File has come, good or bad: ${LOSS}` },
  {
    machines: ['s1sp.set'], cells: ['MGF_ACCEPTED', 'MGF_REFUSED', 'MEF_ACCEPTED', 'MEF_REFUSED', 'FILE_KEPT'].map((event) => `outOfTime ${event}`),
    reason: LATE,
  },
  { machines: ['dco.set'], cells: ['outOfTime MEF_ACCEPTED', 'outOfTime MEF_REFUSED'], reason: LATE },
  {
    machines: ['s1sp.set'], cells: ['complete MGF_ACCEPTED', 'complete MGF_REFUSED'],
    reason: 'a Group File is sent again only where it was refused, and only the S1SP is sent it: takes a message doubled on its way, which no fault of a plan does',
  },
  {
    machines: ['csp.line'], cells: ['smso.idle DCC_COMMAND', 'smso.idle DCC_COMMAND_TO_HOLD', 'dcc.idle SMSO_COMMAND'],
    reason: 'law L6: nobody commands a hub that is the other\'s, so a journey that comes here fails; the CSP refuses it all the same',
  },
  { machines: ['csp.line'], cells: ['dcc.delivering SIM_TO_SMSO', 'dcc.delivering SIM_SERVICE_DOWN'], reason: NUMBERS },
  {
    machines: ['s1sp.installation'],
    cells: [
      ...['first', 'second'].map((attempt) => `connecting.${attempt} ${after('connectivityTimeout', 's1sp-installation.connecting')}`),
      'rollingBack.restoringCertificate.trying SESSION_UNREACHABLE', 'rollingBack.revertingSim.trying CERTIFICATE_NOT_RESTORED', 'rollingBack.revertingSim.trying SESSION_UNREACHABLE',
    ],
    reason: NUMBERS,
  },
  { machines: ['smso.installation'], cells: ['lost HUB_UNREACHABLE'], reason: NUMBERS },
];
