/**
 * Who gets what: the Guide's Table 7 and the MEHRS's "assigned to" sentences as data. A party's machine emits an effect,
 * this table says which message that is and who receives it; actors address with it, the explorer wires with it.
 * Copies of a file are the same bytes for every receiver (Guide Table 5 steps 7, 8, 10, 12: "a copy").
 */
import type { Role } from '../../domain.ts';
import type { MessageType } from '../../messages/types.ts';

/**
 * A role (its cohort's party where the role exists per cohort), or a receiver the message's own facts name:
 * `commissioner` the Commissioning Party or the supplier that commissions; `supplier` and `networkOperator` the parties
 * rendered; `assignee`, `raiser` of an Incident; `sender` of the message being answered.
 */
export type Receiver = Role | 'commissioner' | 'assignee' | 'raiser' | 'sender';

export interface Route {
  readonly from: Role;
  readonly effect: string;
  readonly type: MessageType;
  readonly to: readonly Receiver[];
  readonly clause: string;
}

const route = (from: Role, effect: string, type: MessageType, to: readonly Receiver[], clause: string): Route => ({ from, effect, type, to, clause });

const raise = (from: Role, effect: string, clause: string): Route => route(from, effect, 'INCIDENT_RAISED', ['mcc'], clause);

export const ROUTES: readonly Route[] = [
  route('supplier', 'sendForecast', 'MIF', ['mcc'], 'Guide Table 5 step 1'),
  route('supplier', 'sendDemand', 'DMD', ['mcc'], 'Guide Table 5 step 2'),
  route('supplier', 'returnSchedule', 'MS_REPLY', ['mcc'], 'Guide 3.3.3'),
  route('supplier', 'sendMa', 'MA', ['mcc'], 'Guide Table 5 step 4'),
  route('supplier', 'sendRequest', 'COMMISSIONING_REQUEST', ['dsp'], 'Guide Table 6 step 20'),

  route('mcc', 'publishForecasts', 'AGGREGATE_FORECAST', ['supplier', 'networkOperator'], 'Guide Table 5 step 1'),
  route('mcc', 'sendCommitments', 'MDC', ['supplier', 'bimi'], 'Guide Table 5 step 3, Table 7'),
  // Table 7 gives the Requesting Party no commitment, but the Migration Schedule, whose capacity MA510 speaks of.
  route('mcc', 'sendCapacity', 'MS_CAPACITY', ['rp'], 'MEHRS Table A.1 MA510'),
  route('mcc', 'publishCommitments', 'AGGREGATE_COMMITMENT', ['supplier', 'networkOperator'], 'Guide Table 5 step 3'),
  // Table 7 leaves the supplier out; 3.3.3 does not, and the text wins (ruling A-51).
  route('mcc', 'sendSchedules', 'MS', ['supplier', 'rp', 'bimi'], 'Guide 3.3.3, Table 7'),
  route('mcc', 'sendMixedSchedules', 'MS', ['supplier', 'rp', 'bimi'], 'Guide 3.3.3, Table 7'),
  route('mcc', 'sendUpgradeNotices', 'UPGRADE_NOTICE', ['supplier'], 'Guide 3.3.2'),
  route('mcc', 'sendDormantMa', 'MA', ['rp', 'bimi'], 'Guide 4.5.5, Table 7'),
  route('mcc', 'forwardMa', 'MA', ['rp', 'bimi'], 'Guide Table 5 step 5'),
  route('mcc', 'askSmso', 'DORMANT_TRIAGE', ['smso'], 'MEHRS 4.1, 4.2'),
  // The Active Supplier only where there is one (MEHRS 4.2).
  route('mcc', 'reschedule', 'DORMANT_DECISION', ['smso', 'supplier'], 'MEHRS 4.1, 4.2'),
  route('mcc', 'giveUp', 'DORMANT_DECISION', ['smso', 'supplier'], 'MEHRS 4.1, 4.2'),
  route('mcc', 'rejectMaSignature', 'MA_SIGNATURE_REJECTED', ['supplier'], 'MEHRS 2.3.1'),
  route('mcc', 'assignIncident', 'INCIDENT_ASSIGNED', ['assignee'], 'MEHRS 2.4-2.7'),
  route('mcc', 'notifyRaised', 'SSI_NOTIFICATION', ['supplier'], 'MEHRS 2.4-2.7'),
  route('mcc', 'notifyNewlyAffected', 'SSI_NOTIFICATION', ['supplier'], 'MEHRS 2.4-2.7'),
  route('mcc', 'notifyResolved', 'SSI_NOTIFICATION', ['supplier'], 'MEHRS 2.4-2.7'),
  route('mcc', 'closeIncident', 'INCIDENT_CLOSED', ['raiser'], 'MEHRS 2.4-2.7'),

  route('rp', 'sendMavr', 'MAVR', ['mcc', 'bimi'], 'MEHRS 2.3.2'),
  route('rp', 'sendRejection', 'MAVR', ['mcc', 'bimi'], 'MEHRS 2.3.2'),
  route('rp', 'sendMcf', 'MCF', ['s1sp', 'dco', 'mcfvf', 'dsp', 'commissioner', 'bimi'], 'Guide Table 5 step 6-8, MEHRS 2.4.3'),
  route('rp', 'requestPrecheck', 'PRECHECK_REQUEST', ['smso'], 'MEHRS 2.4.2'),
  route('rp', 'reportFaulty', 'FAULTY_DEVICE', ['supplier', 'mcc'], 'Consultation of April 2022, section 2'),
  route('rp', 'requestHandover', 'HANDOVER_REQUEST', ['smso'], 'MEHRS 3.2'),
  route('rp', 'requestCertificate', 'HANDOVER_REQUEST', ['smso'], 'MEHRS 3.4'),
  route('rp', 'sendMgf', 'MGF', ['s1sp', 'bimi'], 'Guide Table 5 step 11'),
  route('rp', 'sendMef', 'MEF', ['s1sp', 'dco', 'bimi'], 'Guide Table 5 step 11-12'),
  route('rp', 'flush', 'MACR', ['mcc', 'bimi'], 'MEHRS 2.4.1'),
  route('rp', 'sendSummary', 'MSR', ['mcc'], 'MEHRS 2.2.1'),
  route('rp', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.4-2.5'),

  route('smso', 'sendCheck', 'WAN_COMMAND', ['csp'], 'MEHRS 2.4.2'),
  route('smso', 'respondPassed', 'PRECHECK_RESPONSE', ['rp'], 'MEHRS 2.4.2'),
  route('smso', 'refusePrecheck', 'PRECHECK_RESPONSE', ['rp'], 'MEHRS 2.4.2'),
  route('smso', 'respondUnfit', 'HANDOVER_RESPONSE', ['rp'], 'MEHRS 2.5.2'),
  route('smso', 'tellOwnOutage', 'OUTAGE_NOTICE', ['mcc'], 'MEHRS 2.5.3'),
  route('smso', 'tellCspOutage', 'OUTAGE_NOTICE', ['mcc'], 'MEHRS 2.5.3'),
  route('mcc', 'informInterestedParties', 'OUTAGE_NOTICE', ['supplier'], 'MEHRS 2.5.3'),
  route('smso', 'configureHub', 'WAN_COMMAND', ['csp'], 'MEHRS Table A.1 MA119'),
  route('smso', 'respondHubFailed', 'HANDOVER_RESPONSE', ['rp'], 'MEHRS Table A.1 MA119'),
  route('smso', 'requestSim', 'SIM_REQUEST', ['csp'], 'MEHRS 3.2'),
  route('smso', 'respondDone', 'HANDOVER_RESPONSE', ['rp'], 'MEHRS 3.2'),
  route('smso', 'respondFailed', 'HANDOVER_RESPONSE', ['rp'], 'MEHRS 3.2'),
  route('smso', 'replaceCertificate', 'WAN_COMMAND', ['csp'], 'MEHRS 3.4'),
  route('smso', 'contactHub', 'WAN_COMMAND', ['csp'], 'Guide 4.5.6.1'),
  route('smso', 'reportRestored', 'SMSO_CONTACT', ['rp'], 'MEHRS 2.6.6'),
  route('smso', 'reportLost', 'SMSO_CONTACT', ['rp'], 'MEHRS 2.6.6'),

  route('csp', 'applySim', 'SIM_PROFILE', ['devices'], 'MEHRS 3.2'),
  route('csp', 'confirmSim', 'SIM_RESPONSE', ['sender'], 'MEHRS 3.2'),
  route('csp', 'announceSim', 'SIM_NOTICE', ['s1sp'], 'Guide Table 5 step 11'),
  route('csp', 'failSim', 'SIM_RESPONSE', ['sender'], 'MEHRS 3.2'),
  route('csp', 'deliverCommand', 'DEVICE_COMMAND', ['devices'], 'MEHRS 3.1'),
  route('csp', 'reportAnswer', 'WAN_RESULT', ['sender'], 'MEHRS 3.1'),
  route('csp', 'reportUnreachable', 'WAN_RESULT', ['sender'], 'MEHRS 3.1'),
  route('csp', 'refuseCommand', 'WAN_RESULT', ['sender'], 'MEHRS 3.1'),
  // The SMSO watches its hubs: whether one was heard within seven days, and a GSME within one (MEHRS 2.4.2 d, 2.5.4 b).
  route('devices', 'reportSilence', 'HUB_CONTACT', ['csp'], 'MEHRS 2.5.4'),
  route('devices', 'reportHeard', 'HUB_CONTACT', ['csp'], 'MEHRS 2.5.4'),
  route('csp', 'passContact', 'HUB_CONTACT', ['smso'], 'MEHRS 2.5.4'),
  route('smso', 'passContact', 'HUB_CONTACT', ['rp'], 'MEHRS 2.5.4'),
  route('devices', 'answerSimProfile', 'DEVICE_RESULT', ['csp'], 'MEHRS 3.2'),
  route('devices', 'answer', 'DEVICE_RESULT', ['csp'], 'Guide Table 5 step 15'),
  route('devices', 'refuse', 'DEVICE_RESULT', ['csp'], 'Guide Table 5 step 15'),
  route('devices', 'answerBusy', 'DEVICE_RESULT', ['csp'], 'Guide Table 5 step 15'),
  route('devices', 'answerWrongMode', 'DEVICE_RESULT', ['csp'], 'Guide Table 5 step 15'),

  raise('mcfvf', 'raiseMcfIncident', 'MEHRS 2.4.3'),
  route('mcfvf', 'sendMvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], 'MEHRS 2.4.6'),
  route('mcfvf', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.4.5'),

  raise('rp', 'raiseOutageIncident', 'MEHRS 2.4.1, 2.5.1, 2.5.5'),
  route('rp', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4.1, 2.5.1, 2.5.5'),
  raise('mcfvf', 'raiseOutageIncident', 'MEHRS 2.4.4'),
  route('mcfvf', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4.4'),
  raise('s1sp', 'raiseOutageIncident', 'MEHRS 2.6.1, 2.6.8, 2.7.6'),
  route('s1sp', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.6.1, 2.6.8, 2.7.6'),
  raise('dco', 'raiseOutageIncident', 'MEHRS 2.6.1'),
  route('dco', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.6.1'),
  raise('cp', 'raiseOutageIncident', 'MEHRS 2.7.1'),
  route('cp', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.7.1'),
  raise('dsp', 'raiseOutageIncident', 'MEHRS 2.7.4'),
  route('dsp', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.7.4'),
  route('rp', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('mcfvf', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('s1sp', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('dco', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('cp', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('dsp', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.4-2.7'),
  route('dco', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.6.1'),
  route('dsp', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.7.4'),

  raise('supplier', 'raiseOutageIncident', 'MEHRS 2.1.1'),
  route('supplier', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.1.1'),
  route('supplier', 'emailMcc', 'EMAIL', ['mcc'], 'MEHRS 2.1.1'),
  raise('mcc', 'raiseOutageIncident', 'MEHRS 2.1.2'),
  route('mcc', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.1.2'),
  route('mcc', 'updateIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.1.1, 2.1.2'),
  route('mcc', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.1.1, 2.1.2'),

  // MEHRS 2.5.6 is no Incident: the Requesting Party tells the MCC, which instructs.
  route('rp', 'reportHeld', 'GROUP_FILES_HELD', ['mcc'], 'MEHRS 2.5.6'),
  route('mcc', 'instruct', 'MCC_INSTRUCTION', ['rp', 's1sp'], 'MEHRS 2.5.6'),

  // MEHRS 2.5.9 is no Incident either: the S1SP tells the MCC (emulator profile), which asks the Requesting Party.
  route('s1sp', 'noticeNotViable', 'NOT_VIABLE', ['mcc'], 'MEHRS 2.5.9'),
  route('mcc', 'raiseServiceRequest', 'SERVICE_REQUEST_RAISED', ['rp'], 'MEHRS 2.5.9'),
  route('rp', 'updateServiceRequest', 'SERVICE_REQUEST_UPDATE', ['mcc'], 'MEHRS 2.5.9'),
  route('rp', 'resolveServiceRequest', 'SERVICE_REQUEST_RESOLVED', ['mcc'], 'MEHRS 2.5.9'),

  raise('rp', 'raiseMvfIncident', 'MEHRS 2.4.5'),
  raise('rp', 'raiseUnverified', 'law L5, decision D-90'),
  raise('s1sp', 'raiseMcfIncident', 'MEHRS 2.4.3'),
  raise('s1sp', 'raiseMvfIncident', 'MEHRS 2.4.5'),
  raise('s1sp', 'raiseMgfIncident', 'MEHRS 2.5.7'),
  raise('s1sp', 'raiseMefIncident', 'MEHRS 2.5.8'),
  raise('dco', 'raiseMcfIncident', 'MEHRS 2.4.3'),
  raise('dco', 'raiseMvfIncident', 'MEHRS 2.4.5'),
  raise('dco', 'raiseMefIncident', 'MEHRS 2.5.8'),
  raise('s1sp', 'raiseKeyIncident', 'MEHRS 2.6.6'),
  raise('dco', 'raiseKeyIncident', 'MEHRS 2.6.6'),
  raise('s1sp', 'raiseChfIncident', 'MEHRS 2.6.7'),
  route('dco', 'deleteKeys', 'KEY_DISCARDED', ['s1sp'], 'MEHRS 2.6.6'),
  raise('cp', 'raiseScfIncident', 'MEHRS 2.7.2'),
  raise('cp', 'raiseInstallationIncident', 'MEHRS 2.7.3'),
  raise('cp', 'raiseDspIncident', 'MEHRS 2.7.5'),
  raise('cp', 'raiseS1spIncident', 'MEHRS 2.7.7'),

  route('s1sp', 'askViability', 'VIABILITY_REQUEST', ['dco'], 'Guide Table 5 step 16'),
  route('s1sp', 'openSession', 'WAN_COMMAND', ['csp'], 'MEHRS 3.1'),
  route('s1sp', 'sendCommand', 'WAN_COMMAND', ['csp'], 'Guide Table 5 step 15'),
  route('s1sp', 'requestKey', 'KEY_REQUEST', ['dco'], 'Guide Table 5 step 15'),
  route('s1sp', 'prenotifyChf', 'CHF_REQUEST', ['dsp'], 'Guide Table 5 step 17'),
  route('s1sp', 'commissionChf', 'CHF_REQUEST', ['dsp'], 'MEHRS 2.6.7'),
  route('s1sp', 'alertCommissioned', 'S1SP_RESPONSE', ['dsp'], 'Guide 4.5.6.2'),
  route('s1sp', 'flush', 'SCF', ['rp', 'commissioner', 'bimi'], 'Guide Table 5 step 18-19'),
  route('s1sp', 'sendAudit', 'AUDIT', ['mcc'], 'MEHRS 2.6.2'),
  route('s1sp', 'sendRemark', 'AUDIT', ['mcc'], 'MEHRS 2.6.3'),
  route('s1sp', 'restoreCertificate', 'WAN_COMMAND', ['csp'], 'MEHRS 2.6.6'),
  route('s1sp', 'revertSim', 'SIM_REQUEST', ['csp'], 'MEHRS 2.6.2'),
  route('s1sp', 'discardKeys', 'KEY_DISCARD', ['dco'], 'Guide Table 5 step 17'),
  route('s1sp', 'noticeRollback', 'ROLLBACK_NOTICE', ['smso'], 'Guide Table 5 step 17'),
  route('s1sp', 'noticeNoReattempt', 'NO_REATTEMPT', ['mcc'], 'MEHRS 2.6.5'),
  route('mcc', 'tellNoReattempt', 'NO_REATTEMPT', ['supplier'], 'MEHRS 2.6.5'),
  route('s1sp', 'respond', 'S1SP_RESPONSE', ['dsp'], 'MEHRS 2.7.7'),
  route('s1sp', 'respondAlert', 'S1SP_RESPONSE', ['dsp'], 'MEHRS 2.7.7'),
  route('s1sp', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.6-2.7'),

  route('dco', 'answerViable', 'VIABILITY_RESPONSE', ['s1sp'], 'Guide Table 5 step 16'),
  route('dco', 'answerNotViable', 'VIABILITY_RESPONSE', ['s1sp'], 'Guide Table 5 step 16'),
  route('dco', 'authoriseKey', 'KEY_RESPONSE', ['s1sp'], 'Guide Table 5 step 15'),
  route('dco', 'refuseKey', 'KEY_RESPONSE', ['s1sp'], 'Guide Table 5 step 15'),
  route('dco', 'answerGone', 'KEY_RESPONSE', ['s1sp'], 'MEHRS 2.6.4'),
  route('dco', 'confirmDiscard', 'KEY_DISCARDED', ['s1sp'], 'MEHRS 2.6.6'),

  route('dsp', 'answerChf', 'CHF_RESPONSE', ['s1sp'], 'MEHRS 2.6.7'),
  route('dsp', 'refuseChf', 'CHF_RESPONSE', ['s1sp'], 'MEHRS 2.6.7'),
  route('dsp', 'countersign', 'COUNTERSIGNED_REQUEST', ['s1sp'], 'MEHRS 2.7.7'),
  route('dsp', 'respond', 'SERVICE_RESPONSE', ['sender'], 'MEHRS 2.7.5'),
  route('dsp', 'respondRefusal', 'SERVICE_RESPONSE', ['sender'], 'MEHRS 2.7.5'),
  route('dsp', 'passAlertOn', 'SERVICE_RESPONSE', ['sender'], 'MEHRS 2.7.7'),
  route('dsp', 'alertAssociated', 'ALERT', ['networkOperator'], 'Guide Table 5 step 21'),
  route('dsp', 'alertSupplierCredentials', 'ALERT', ['supplier'], 'Guide Table 5 step 21'),
  route('dsp', 'alertNetworkOperatorCredentials', 'ALERT', ['networkOperator'], 'Guide Table 5 step 21'),
  route('dsp', 'alertCommissioned', 'ALERT', ['supplier'], 'Guide 4.5.6.2'),

  route('cp', 'sendRequest', 'COMMISSIONING_REQUEST', ['dsp'], 'Guide Table 5 step 20'),
  route('cp', 'flush', 'COF', ['rp', 'supplier', 'bimi'], 'Guide Table 5 step 22-23'),
  route('cp', 'resolveIncident', 'INCIDENT_RESOLVED', ['mcc'], 'MEHRS 2.7'),

  raise('bimi', 'raiseOutageIncident', 'MEHRS 2.1.2'),
  route('bimi', 'updateOutageIncident', 'INCIDENT_UPDATE', ['mcc'], 'MEHRS 2.1.2'),
  route('bimi', 'flush', 'MRR', ['supplier', 'networkOperator', 'mcc'], 'Guide 4.5.7'),
];
