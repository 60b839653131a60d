/** Suppliers, Migration Control Centre and Requesting Party: what no journey brings them. */
import type { Reason } from './reason.ts';

export const FILE_REASONS: readonly Reason[] = [
  {
    machines: ['supplier.installation'],
    cells: ['considerReplacement COF_FAILURE', 'migrated COF_SUCCESS'],
    reason: 'a Commissioning Outcome File made again after the supplier has acted: it takes a COF that the Requesting Party refuses besides another failure',
  },
  {
    machines: ['supplier.set'],
    cells: ['awaitingMcf MCF_REFUSED', 'awaitingMcf SCF_REFUSED', 'held MCF_ACCEPTED', 'held SCF_REFUSED'],
    reason: 'a spoilt copy that reaches the supplier alone, or after a good one: rows spoil a file for all who have to act on it',
  },
  {
    machines: ['supplier.commissioning'],
    cells: ['requesting REFUSED_BY_S1SP'],
    reason: 'a supplier that commissions for itself is refused by the DSP in the rows of 2.7; the S1SP refuses requests of the Commissioning Party there',
  },
  {
    machines: ['supplier.planning'],
    cells: ['demanded COMMITTED', 'drafting COMMITTED', 'heldUp COMMITTED', 'submitting COMMITTED'],
    reason: 'a commitment that overtakes the supplier\'s own next step: the Migration Control Centre commits by the calendar, days after demands are due',
  },
  {
    machines: ['supplier.planning'],
    cells: [
      'committed BACKLOG_DUE', 'due BACKLOG_DUE', 'heldUp xstate.after.untilCommitmentDue.supplier-planning.heldUp', 'withoutCommitment BACKLOG_DUE',
    ],
    reason: 'a library that is out of reach past the next date of the calendar as well: rows repair it before or miss one date',
  },
  {
    machines: ['mcc.authorisation'],
    cells: ['refused MA_REFUSED'],
    reason: 'a second Migration Authorisation with a bad signature for the same week: rows have one put right or none at all',
  },
  {
    machines: ['mcc.incident'],
    cells: ['closed UPDATED'],
    reason: 'an update that crosses the closing of its Incident: takes people who resolve within the instant in which an update is due',
  },
  {
    machines: ['mcc.forecast'],
    cells: ['collecting FORECAST_LATE', 'published FORECAST_LATE'],
    reason: 'a supplier that is late and a Migration Control Centre that is elsewhere in the calendar than usual: takes two causes at once',
  },
  {
    machines: ['mcc.planning'],
    cells: ['idle DEMAND_RECEIVED'],
    reason: 'a demand before the planning of the week has begun: suppliers begin by the same calendar',
  },
  {
    machines: ['mcc.planning'],
    cells: ['committed DEMAND_LATE', 'heldUp DEMAND_LATE', 'idle DEMAND_LATE', 'published DEMAND_LATE', 'submitting DEMAND_LATE'],
    reason: 'a supplier that is late and a Migration Control Centre that is elsewhere in the calendar than usual: takes two causes at once',
  },
  {
    machines: ['mcc.schedule'],
    cells: ['submittingUpgrades SYSTEM_DOWN', 'upgradesHeldUp BACKLOG_DUE'],
    states: ['mcc-schedule.upgradesHeldUp'],
    reason: 'the notice of upgrades is the world\'s first message, and a fault needs one to follow (uncited lines 157)',
  },
  {
    machines: ['mcc.schedule'],
    cells: ['authorised SCHEDULE_RETURNED', 'closing SCHEDULE_RETURNED'],
    reason: 'a supplier that returns the schedule after the next date of the calendar: they answer at once',
  },
  {
    machines: ['rp.set'],
    cells: ['mcfHeld PLAN'],
    reason: 'two Installations planned into one set while its Common File is held up: rows hold up one',
  },
  {
    machines: ['rp.set'],
    cells: [
      'closed MCF_REMEDY', 'filesHeld MCF_REMEDY', 'filesHeld MVF_REMEDY', 'handingOver MCF_REMEDY', 'handingOver MVF_REMEDY',
      'handingOverAnew MCF_REMEDY', 'handingOverAnew SETTLED_EMPTY', 'handingOverAnew SETTLED_READY', 'migrationHeld MCF_REMEDY',
      'migrationHeld MVF_REMEDY', 'mvfRefused REMEDY_EXPIRED', 'preparationHeld MCF_REMEDY', 'preparationHeld MVF_REMEDY',
    ],
    states: ['rp-set.handingOverAnew'],
    reason: 'the Incident about a refused Common File or Validation File ends while the set waits for something else: takes two causes at once',
  },
  {
    machines: ['rp.installation'],
    cells: [
      'authorised.awaitingChecks xstate.after.untilMaExpiry.rp-installation.authorised', 'authorised.awaitingSmso xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.certificateTried xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.certifying.attempting xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.checkingMeters xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.checkingRecords xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.handingOver.attempting xstate.after.untilMaExpiry.rp-installation.authorised',
      'authorised.ready xstate.after.untilMaExpiry.rp-installation.authorised',
    ],
    reason: 'the Migration Week would have to end within the minutes of this step: takes a Common File of the last evening and another cause besides',
  },
  {
    machines: ['rp.installation'],
    cells: ['ended CONTACT_LOST', 'ended CONTACT_RESTORED', 'ended FILES_SENT', 'ended PRECHECK_FAILED', 'ended PRECHECK_PASSED'],
    reason: 'something on its way to an Installation when its authorisation ends: takes two causes at once',
  },
  {
    machines: ['rp.installation'],
    cells: [
      'authorised.ready SCF_SUPERSEDED', 'authorised.validated SCF_SUPERSEDED', 'withDcc.awaitingContact SCF_SUPERSEDED',
      'withDcc.awaitingRemedy SCF_SUPERSEDED', 'withDcc.awaitingScf SCF_SUPERSEDED',
    ],
    reason: 'a Commissioning File made again, of a set that the Installation has left, at this step: takes two causes at once',
  },
  {
    machines: ['rp.installation'],
    cells: [
      'authorised.ready CONTACT_LOST', 'authorised.ready INCLUDED', 'authorised.ready SCF_FAILURE', 'authorised.ready SCF_FAILURE_BACK_AT_SMSO',
      'withDcc.awaitingRemedy CONTACT_LOST', 'withDcc.awaitingScf COF_FAILURE', 'withDcc.awaitingScf COF_SUCCESS', 'withDcc.awaitingScf SCF_MISSING',
      'withDcc.contactLost AUTHORISATION_EXPIRED', 'withDcc.contactLost SCF_MISSING', 'withDcc.contactRestored AUTHORISATION_EXPIRED',
    ],
    reason: 'two outcomes of one Installation from two parties, in the order that is not the usual one: takes two causes at once',
  },
  {
    machines: ['rp.doubt'],
    cells: ['none VERIFIED', 'raised UNVERIFIED', 'waiting UNVERIFIED'],
    reason: 'an answer that comes after it was given up, or twice: takes two causes at once',
  },
  {
    machines: ['rp.overdue'],
    cells: ['over SCF_TOLD'],
    reason: 'an answer that comes after it was given up, or twice: takes two causes at once',
  },
  {
    machines: ['rp.triage'],
    cells: ['faulty FAULTY'],
    reason: 'an answer that comes after it was given up, or twice: takes two causes at once',
  },
];
