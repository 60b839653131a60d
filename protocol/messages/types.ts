/** Every kind of message, with the clause that has it travel. Senders and receivers stand in `routing.ts`. */
export const MESSAGE_TYPES = [
  // Files: Guide Table 7, MEHRS 2.3-2.7
  'MA', 'MAVR', 'MACR', 'MCF', 'MVF', 'MGF', 'MEF', 'SCF', 'COF', 'AUDIT', 'MRR',
  // Planning: Guide Table 7, 4.4, 4.5.2, 4.5.3, and the aggregates for all SEC Parties
  'MIF', 'DMD', 'MDC', 'AGGREGATE_FORECAST', 'AGGREGATE_COMMITMENT',
  // The Migration Schedule for Dormant Installations, returned by the supplier, and the capacity in it: Guide 3.3.3, MA510
  'MS', 'MS_REPLY', 'MS_CAPACITY',
  // What DCC means to upgrade of Dormant meters before: Guide 3.3.2
  'UPGRADE_NOTICE',
  // The Requesting Party's day, one a Party: MEHRS 2.2.1
  'MSR',
  // The MCC telling a supplier that the signature on its MA failed: MEHRS 2.3.1
  'MA_SIGNATURE_REJECTED',
  // Incidents and their notification through the SSI: MEHRS 2.4-2.7
  'INCIDENT_RAISED', 'INCIDENT_ASSIGNED', 'INCIDENT_RESOLVED', 'INCIDENT_CLOSED', 'INCIDENT_UPDATE', 'EMAIL', 'SSI_NOTIFICATION',
  // An Installation that fails Table 5.25, and the Service Request of the MCC on the Requesting Party: MEHRS 2.5.9
  'NOT_VIABLE', 'SERVICE_REQUEST_RAISED', 'SERVICE_REQUEST_UPDATE', 'SERVICE_REQUEST_RESOLVED',
  // Group Files held up after hand-over, and what the MCC has done about it: MEHRS 2.5.6
  'GROUP_FILES_HELD', 'MCC_INSTRUCTION',
  // Group ID DA before the MCF, and a device found faulty: MEHRS 2.4.2, consultation of April 2022
  'PRECHECK_REQUEST', 'PRECHECK_RESPONSE', 'FAULTY_DEVICE',
  // What becomes of an Installation with a Dormant Meter that failed: MEHRS 4.1, 4.2
  'DORMANT_TRIAGE', 'DORMANT_DECISION',
  // Hand-over of the Installation's WAN: Guide 7.2.1 step 11 and 17, MEHRS 2.5.3, 3.2
  'HANDOVER_REQUEST', 'HANDOVER_RESPONSE', 'SIM_REQUEST', 'SIM_RESPONSE', 'SIM_PROFILE', 'SIM_NOTICE', 'ROLLBACK_NOTICE', 'SMSO_CONTACT', 'NO_REATTEMPT',
  // Talking to devices through the CSP: Guide step 15, MEHRS 3.1
  'WAN_COMMAND', 'WAN_RESULT', 'HUB_CONTACT', 'DEVICE_COMMAND', 'DEVICE_RESULT', 'ENVIRONMENT',
  // A system of the SMSO or its CSP is down: the SMSO to the MCC, the MCC to all Interested Parties: MEHRS 2.5.3
  'OUTAGE_NOTICE',
  // What the world does to a party's systems: MEHRS 2.1, 2.4.1 and its like
  'OUTAGE',
  // Dual control between S1SP and DCO: Guide step 13-17, MEHRS 2.6.4, 2.6.6
  'VIABILITY_REQUEST', 'VIABILITY_RESPONSE', 'KEY_REQUEST', 'KEY_RESPONSE', 'KEY_DISCARD', 'KEY_DISCARDED',
  // The CHF in the Smart Metering Inventory: Guide step 17, MEHRS 2.6.7
  'CHF_REQUEST', 'CHF_RESPONSE',
  // Commissioning: Guide step 20-21, MEHRS 2.7.4-2.7.7
  'COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'S1SP_RESPONSE', 'SERVICE_RESPONSE', 'ALERT',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const FILE_TYPES = ['MA', 'MAVR', 'MACR', 'MCF', 'MVF', 'MGF', 'MEF', 'SCF', 'COF', 'AUDIT'] as const;

/** The files in XML that Table 5.9 checks apply to, plus the COF. */
export const XML_FILE_TYPES = ['MCF', 'MVF', 'MGF', 'MEF', 'SCF', 'COF', 'AUDIT'] as const;
export type XmlFileType = (typeof XML_FILE_TYPES)[number];
