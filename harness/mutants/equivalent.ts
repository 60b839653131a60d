const all = (reason: string, ...ids: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(ids.map((id) => [id, reason]));

const SYSTEMS = ['bimi', 'cp', 'dco', 'dsp', 'mcc', 'mcfvf', 'rp', 's1sp', 'supplier'] as const;

/** Doing it twice is doing it once. */
const TWICE = {
  ...all('the first takes everything that waits and ends the outage: the second finds nothing', ...SYSTEMS.map((role) => `${role}.system incidentOpen REPAIRED: double processBacklog`), 'mcc.system down REPAIRED: double processBacklog', 'rp.system down REPAIRED: double processBacklog'),
  ...all('the first names all who are new: the second has nobody to name and is not sent', ...SYSTEMS.map((role) => `${role}.system incidentOpen MISSED: double updateOutageIncident`)),
  ...all('the first has put everybody into a new set: for the second nobody is left', ...[
    ...['mvfRefused', 'awaitingDay', 'migrationHeld', 'preparationHeld'].map((state) => `rp.set ${state} MVF_REMEDY: double renewSet`), ...['filesSent', 'filesHeld'].map((state) => `rp.set ${state} MVF_REMEDY: double startNewSet`),
    ...['makingFiles', 'filesSent'].map((state) => `rp.set ${state} GROUP_FILES_LATE: double startNewSet`), 'rp.set handingOverAnew SETTLED_READY: double startNewSet', 'rp.serviceRequest resolved atOnce: double remedy',
  ]),
  ...all('a CSP is heard, or missed, once and for all', ...['SIM_MOVED: double heardCsp', 'SIM_NOT_MOVED: double heardCsp', 'simAnswer: double missCsp'].map((each) => `smso.installation movingSim ${each}`)),
  ...all('what is thrown away is gone', ...['held.waiting DISCARD_ASKED', 'notViable DISCARD_ASKED', 'inUse SUPERSEDED'].map((each) => `dco.installation ${each}: double discardFile`)),
  ...all('the system is up by then: the second time it is told of nothing', 'mcc.desk resolved atOnce: double remedy', 'rp.investigation investigating investigation: double endInvestigation'),
  ...all('the system is up already', 'smso.system noticed repair: double bringUp', 'csp.system noticed repair: double bringUp'),
  ...all('the same outcome is put in its place once more, in a file that is due already', ...[
    'awaitingSet SET_NOT_VIABLE: double reportFailure', 'awaitingSet SET_NOT_VIABLE_KEPT: double reportFailure', 'awaitingSet SET_LATE: double reportFailure', 'confirming DCO_LATE_KEPT: double reportFailure',
    'rotatingSua.authorisingSecond KEY_REFUSED: double reportFailure', 'rotatingSua.esme DEVICE_FAILED: double reportFailure', 'rotatingSua.esme suaTimeout: double reportFailure',
    'commissioningChf CHF_REFUSED: double reportFailure', 'commissioningChf.commissioning CHF_ANSWERED: double reportSuccess', 'recommissioningChf.commissioning CHF_ANSWERED: double reportSuccess',
    'rollingBack.choosing NO_ROLLBACK: double reportFailure', 'rollingBack.discarding KEYS_DISCARDED: double reportRollback',
  ].map((each) => `s1sp.installation ${each}`)),
  ...all('the same outcome is put in its place once more, in a file that is due already', ...['requesting LAST_ANSWERED: double reportSuccess', 'retrying LAST_ANSWERED: double reportSuccess', 'retrying REFUSED_BY_DSP: double reportFailure', 'retrying REFUSED_BY_S1SP: double reportFailure'].map((each) => `cp.installation ${each}`)),
  ...all('the queue is filled once more before anything was taken from it', 's1sp.installation rotatingSua entry: double beginRotation', 's1sp.installation testing entry: double beginTests', 's1sp.installation rotating entry: double beginRotation'),
  ...all('who has settled is no longer among those who have to', ...[
    'authorised untilMaExpiry: double settleFailed', 'authorised.validated GATE_FAILED: double settleFailed', 'authorised.certificateTried LADDER_DONE: double settleFailed',
    'authorised.handingOver handoverTimeout: double settleFailed', 'authorised.handingOver.attempting HANDOVER_REFUSED: double settleFailed', 'withDcc.awaitingFiles entry: double settleReady',
  ].map((each) => `rp.installation ${each}`)),
  ...all('a note that is there is put there again', 'rp.installation authorised.checkingMeters PRECHECK_PASSED: double clear', 'rp.installation withDcc.correcting untilMaExpiry: double closeAttempt'),
  ...all('an Installation that is in a Common File ignores that it is included', 'rp.set makingMcf SYSTEM_UP: double announceMcf'),
  ...all('the first sends all there is: the second finds no record', 'rp.macr holding due: double flush'),
  ...all('the same certificate is taken twice', 'devices.device originalKey NEW_CERTIFICATE: double takeCertificate'),
  ...all('what is released is on record: a Commissioning File again releases nothing', 'cp.set held SCF_ACCEPTED: double release', 'supplier.set held SCF_ACCEPTED: double release'),
};

/** What is written down is asked for by nothing that is said. */
const UNSAID = {
  ...all('no message shows the S1SP\'s own halves: that they are gone is said by the people who resolve its Incident', 's1sp.vault holding DELETION_DUE: drop deleteKeys', 's1sp.vault holding DELETION_DUE: double deleteKeys'),
  ...all('the one id it comes with, dcoNotViable, is what is said without any', 'dco.installation empty HELD_NOT_VIABLE: drop noteEvent', 'dco.installation asked HELD_NOT_VIABLE: drop noteEvent'),
  ...all('the supplier\'s library is its own: it is named when the Incident is raised, and nobody comes to be affected', 'supplier.system incidentOpen MISSED: drop updateOutageIncident', 'route supplier.updateOutageIncident without mcc', 'route supplier.updateOutageIncident csp for mcc'),
  ...all('a supplier says to nobody what it considers', 'supplier.installation waiting NO_REATTEMPT to lookIntoDevice'),
  ...all('no Incident of that severity is raised', ...[0, 3, 4].flatMap((index) => [`ruleSet incidentTargetMinutes ${index} +1`, `ruleSet incidentTargetMinutes ${index} -1`])),
  ...all('whoever raises it says whom it goes to: itself, or for a hub the DSP', 'incident 2.6.6 assigned to rp', 'incident 2.6.7 assigned to rp'),
  ...all('what is asked of an answer without a failed step is that it has none', 'smso.precheck stepping STEPS_DONE: respondPassed -> refusePrecheck'),
  ...all('no message shows what the DCO still holds of a set that another has replaced', 'dco.installation inUse SUPERSEDED: drop discardFile'),
  ...all('no message shows when halves are gone for good: the people who resolve its Incident say so', 's1sp.vault holding DELETION_DUE stays', 'dco.vault holding DELETION_DUE stays'),
  ...all('an outcome without a failed step is told the same by both', 'cp.installation requesting LAST_ANSWERED: reportSuccess -> reportFailure', 'cp.installation retrying LAST_ANSWERED: reportSuccess -> reportFailure'),
  ...all('a success is told without what failed before', 'cp.installation retrying ANSWERED: drop forgetFailure', 'cp.installation retrying LAST_ANSWERED: drop forgetFailure'),
  ...all('the alert that is to be sent names its receiver, and is rendered alike', 'dsp.installation withS1sp MPXN_ASSOCIATED: alertAssociated -> alertSupplierCredentials', 'dsp.installation withS1sp SUPPLIER_CREDENTIALS_PLACED: alertSupplierCredentials -> alertNetworkOperatorCredentials'),
  ...all('the code that refuses is in the answer already, which is what is rendered', 'smso.installation operating ACCOUNT_UNFIT: drop noteEvent', 'smso.installation takenBack ACCOUNT_UNFIT: drop noteEvent', 'smso.installation lost ACCOUNT_UNFIT: drop noteEvent'),
  ...all('an answer that is there is what is told, whoever tells it', ...['smso.delivering', 'dcc.delivering', 'dcc.holding'].map((state) => `csp.line ${state} ANSWER: reportAnswer -> reportUnreachable`)),
  ...all('only the account of Group ID DA stays where its hub has failed for good, and its two codes are one', 'rp.installation withDcc.awaitingRemedy SCF_FAILURE: noteScfFailure -> noteLostContact'),
  ...all('what has come back refuses no kind of command, and one that refuses none obeys every one', 'devices.condition refusing BACK stays'),
  ...all('one that refuses no kind of command obeys every one', 'devices.condition answering COMMAND: obey -> weigh', 'devices.condition unheard COMMAND: obey -> weigh'),
};

/** What could tell them does not follow. */
const NOTHING_MORE = {
  ...all('whether it is down is on record: one that is up and one that nobody has missed are told the same and do the same', ...['mcc', 'rp'].flatMap((role) => [`${role}.system (root) initial up -> down`, `${role}.system incidentOpen REPAIRED to down`, `${role}.system down REPAIRED stays`])),
  ...all('that hour is long past by then: at once', 'supplier.planning due after atOnce -> untilDemand', 'mcc.schedule closing after atOnce -> untilUpgradeNotice'),
  ...all('of a month without a forecast in time nothing is published, whenever', 'mcc.forecast (root) initial empty -> collecting'),
  ...all('a plan that was committed to, and whose demand has gone, is told nothing more', 'supplier.planning committed BACKLOG_DUE to idle'),
  ...all('the first step there is to take is a command, whatever is to be configured before', 'smso.precheck idle PRECHECK_REQUESTED to commanding'),
  ...all('an SMSO answers within the minutes of its CSP, or not at all: no answer is near the end of the wait', 'ruleSet preMcfTimeoutMinutes +1', 'ruleSet preMcfTimeoutMinutes -1', 'ruleSet apnTimeoutMinutes -1'),
  ...all('what is with the DCC goes into no new Common File in Group ID DA, it is given back', 'group DA waivesWanContact true'),
  ...all('a hub that is lost is asked for what any other is', 'smso.installation takingBack contactTimeout to operating'),
  ...all('what it closes is over: nobody of it is to be migrated any more, whatever is put right', 'rp.set filesSent REMEDY_EXPIRED stays'),
  ...all('only CB has a code of its own for lost contact, and gives nothing back before its Group Files are there', 'rp.installation withDcc.awaitingFiles CONTACT_RESTORED to contactLost'),
  ...all('a system that has just been put right is up when it is asked', 'mcfvf.set heldUp BACKLOG_DUE to validating', 's1sp.installation heldUp BACKLOG_DUE to confirming', 'cp.installation heldUp BACKLOG_DUE to requesting'),
  ...all('the failure is told in the Completion Response of that day, whichever hour of it', 'rp.installation authorised.checkingMeters after precheckTimeout -> certificateRetry'),
  ...all('once the S1SP has been answered that there is nothing to go on with, it asks for nothing but a discard, which is confirmed in every state', ...[
    'held.waiting COMMAND_FORBIDDEN stays', 'inUse DISCARD_ASKED stays', 'inUse SUPERSEDED stays', 'inUse SUPERSEDED to empty', 'asked HELD_NOT_VIABLE to inUse', 'asked SUPERSEDED to empty',
    ...['late', 'notViable'].flatMap((state) => [`${state} DISCARD_ASKED to empty`, `${state} DISCARD_ASKED stays`]), ...['VIABILITY_ASKED', 'KEY_ASKED', 'BACKLOG_DUE', 'COMMAND_FORBIDDEN'].map((event) => `discarded ${event} to empty`),
  ].map((each) => `dco.installation ${each}`)),
  ...all('files are read by what is on record of their set, whatever its state', 'dco.set awaitingMcf MCF_REFUSED to awaitingMvf', 'dco.set awaitingMvf MVF_REFUSED to awaitingMcf'),
  ...all('its Installations have ended or are in another set: nothing is asked of it but the Common File again, which either state sends', ...['handingOver SETTLED_EMPTY', 'filesSent GROUP_FILES_LATE', 'filesSent MVF_REMEDY'].map((each) => `rp.set ${each} stays`)),
  ...all('all have been told of by then: when the time has come there is nobody to announce', 'rp.overdue waiting SCF_TOLD stays'),
  ...all('the first it hears is that a file is in doubt, which is then waited for anew', 'rp.doubt (root) initial none -> waiting'),
  ...all('a set asks for its Group Files again only when their system has just been put right: they are held up once', 'rp.investigation investigating investigation stays'),
  ...all('no Common File was made: nothing comes to the set any more', 'rp.set makingMcf NOTHING_LEFT to idle', 'rp.set makingMcf NOTHING_LEFT stays'),
};

/**
 * Mutants that no observer of the bus can tell from the original, each with its reason. One that is killed, that is proven anyhow
 * (`equivalence.ts`) or that is no more is taken off (checked). What only no play has told yet is not here: it survives.
 */
export const EQUIVALENT: Readonly<Record<string, string>> = { ...TWICE, ...UNSAID, ...NOTHING_MORE };
