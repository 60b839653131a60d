/** A run as a story: one line for what happened, runs of the same thing folded into one. */
import { roleOf, tokenOf, type Address, type Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { londonText } from '../../protocol/time.ts';
import { readMessage } from '../verdict/index.ts';

export interface TimelineLine {
  readonly t: number;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly text: string;
  /** How often in a row; above 1 `until` is when it happened last. */
  readonly count: number;
  readonly until: number;
  readonly clause: string;
}

export const PARTY_NAMES: Readonly<Record<string, string>> = {
  supplier: 'Supplier', mcc: 'Migration Control Centre', rp: 'Requesting Party', smso: 'SMSO', csp: 'CSP', s1sp: 'S1SP', dco: 'DCO',
  mcfvf: 'MCF Validation Function', dsp: 'DSP', cp: 'Commissioning Party', networkOperator: 'Network Operator', bimi: 'Reporting', devices: 'Home', world: 'World',
};
export const partyName = (at: Address): string => {
  const token = tokenOf(at);
  return `${PARTY_NAMES[roleOf(at)] ?? at}${token === undefined ? '' : ` ${token}`}`;
};

type Content = Readonly<Record<string, unknown>>;
const text = (content: Content, name: string): string => String(content[name] ?? '');
const rows = (content: Content, name: string): readonly Content[] => (Array.isArray(content[name]) ? (content[name] as Content[]) : []);

/** `3 × Accepted; Rejected MA003`. */
const tally = (words: readonly string[]): string =>
  [...new Set(words)].map((word) => [words.filter((each) => each === word).length, word] as const).map(([count, word]) => (count === 1 ? word : `${count} × ${word}`)).join('; ');

const outcomes = (content: Content): string => rows(content, 'installations').map((each) => {
  const failure = each['failure'] as Content | undefined;
  return `${text(each, 'installationId')} ${failure === undefined ? 'Success' : `Failure ${text(failure, 'failedStepNumber')}${each['rollbackRequired'] === true ? ', rollback' : ''}`}`;
}).join('; ');

const DESCRIBE: Readonly<Partial<Record<MessageType, readonly [clause: string, describe: (content: Content) => string]>>> = {
  MA: ['Guide Table 5 step 4-5', (c) => `Migration Authorisation ${text(c, 'fileName')}, ${rows(c, 'rows').length} record(s)${c['signed'] === true ? ', signed' : ''}`],
  MAVR: ['MEHRS 2.3.2', (c) => `Validation Response: ${tally(rows(c, 'rows').map((each) => `${text(each, 'result')} ${text(each, 'reasonCode')}`.trim()))}`],
  MCF: ['Guide Table 5 step 6-8', (c) => `Migration Common File, ${rows(c, 'installations').length} Installation(s)`],
  MVF: ['Guide Table 5 step 9-10', (c) => `Migration Common Validation File: ${rows(c, 'installations').map((each) => `${text(each, 'installationId')} ${each['failure'] === undefined ? 'passes 18 checks' : `fails ${text(each['failure'] as Content, 'failedStepNumber')}`}`).join('; ')}`],
  HANDOVER_REQUEST: ['MEHRS 2.5, 3.2, 3.4', (c) => `asks to hand over, method ${text(c, 'method')}`],
  PRECHECK_REQUEST: ['MEHRS 2.4.2', () => 'asks for the meters to be tried before the Common File'],
  PRECHECK_RESPONSE: ['MEHRS 2.4.2', (c) => (text(c, 'result') === 'passed' ? 'the meters have passed' : `the pre-validation fails: ${text(c, 'reasonCode')} (${text(c, 'detail')})`)],
  FAULTY_DEVICE: ['Consultation of April 2022', (c) => `takes the device for faulty: ${text(c, 'reasonCode')} ${text(c, 'attempts')} times running`],
  OUTAGE_NOTICE: ['MEHRS 2.5.3', (c) => `tells that ${text(c, 'system')} is down`],
  HUB_CONTACT: ['MEHRS 2.5.4', (c) => `${text(c, 'deviceId')} is ${c['heard'] === true ? 'heard again' : 'not heard any more'}`],
  SIM_REQUEST: ['MEHRS 3.2', (c) => `asks for the SIM to be the ${text(c, 'master') === 'dcc' ? 'DCC' : 'SMSO'}'s`],
  SIM_RESPONSE: ['MEHRS 3.2', (c) => `SIM change ${text(c, 'result')}`],
  HANDOVER_RESPONSE: ['MEHRS 2.5.3', (c) => `hand-over ${text(c, 'result')}${text(c, 'result') === 'done' ? '' : `: ${text(c, 'reasonCode')} ${text(c, 'reason')}`.replace(/ {2,}/g, ' ')}`],
  MGF: ['Guide Table 5 step 11', () => 'Migration Group File (WAN details)'],
  MEF: ['Guide Table 5 step 11-12', () => 'Migration Group Encrypted File (key halves)'],
  VIABILITY_RESPONSE: ['Guide Table 5 step 16', (c) => (c['viable'] === true ? 'DCO Viable Installation' : `not viable: ${text(c, 'reason')}`)],
  WAN_COMMAND: ['MEHRS 3.1, Guide step 15', (c) => ({ openSession: 'tries to open a session with the hub', test: 'tests a device', rotateKey: 'replaces a device key under dual control', contact: 'tries to reach the hub again', replaceCertificate: 'replaces the certificate on the hub', readPaymentMode: 'reads the payment mode of a meter', setVendLimit: 'sets VendPriceChangeHANLimit to zero', addCredit: 'sends a zero Add Credit', configure: 'applies pending configuration', configureHub: 'configures the hub for the DCC' })[text(c, 'kind')] ?? text(c, 'kind')],
  WAN_RESULT: ['MEHRS 3.1', (c) => `${text(c, 'kind')}: ${text(c, 'result')}`],
  AUDIT: ['MEHRS 2.6.2, 2.6.3', (c) => `S1SP Migration Audit File: ${rows(c, 'installations').flatMap((each) => rows(each, 'tests')).map((each) => `${text(each, 'step')} ${text(each, 'result')}`).join('; ')}`],
  KEY_DISCARDED: ['Guide Table 5 step 17, MEHRS 2.6.6', (c) => (text(c, 'result') === 'done' ? 'has discarded its key halves' : 'could not delete its key halves')],
  ROLLBACK_NOTICE: ['Guide Table 5 step 17', (c) => `gives the Installation back (${text(c, 'failedStepNumber')})`],
  NO_REATTEMPT: ['MEHRS 2.6.5', (c) => `${text(c, 'installationId')} cannot be tried again (${text(c, 'failedStepNumber')}); consider a replacement`],
  SMSO_CONTACT: ['MEHRS 2.6.6', (c) => `contact with the hub ${text(c, 'contact')}`],
  CHF_RESPONSE: ['MEHRS 2.6.7', (c) => `hub in the Smart Metering Inventory: ${text(c, 'responseCode')}`],
  SCF: ['Guide Table 5 step 18-19', (c) => `S1SP Commissioning File: ${outcomes(c)}`],
  SERVICE_RESPONSE: ['MEHRS 2.7.5', (c) => `answers a Commissioning Request: ${text(c, 'responseCode') || text(c, 's1spAlertCode')}`],
  ALERT: ['Guide Table 5 step 21', (c) => `alert ${text(c, 'code')}`],
  COF: ['Guide Table 5 step 22-23', (c) => `Commissioning Outcome File: ${outcomes(c)}`],
  MACR: ['MEHRS 2.4.1', (c) => `Completion Response: ${tally(rows(c, 'rows').map((each) => `${text(each, 'completionStatus')} ${text(each, 'reasonCode')}`.trim()))}`],
  MRR: ['Guide 4.5.7', (c) => `report ${text(c, 'code') || text(c, 'report')}`],
  DORMANT_TRIAGE: ['MEHRS 4.1, 4.2', (c) => `has failed ${text(c, 'attempts')} time(s), last with ${text(c, 'reasonCode') || 'no code'}; asks the SMSO to ${text(c, 'action')}`],
  DORMANT_DECISION: ['MEHRS 4.1, 4.2', (c) => (c['decision'] === 'rescheduled' ? `to be migrated again: ${text(c, 'migrationWeek') === '' ? 'no later week is planned' : `Migration Week ${text(c, 'migrationWeek')}`}` : `not suitable to be migrated again (${text(c, 'attempts')} attempt(s), ${text(c, 'reasonCode') || 'no code'})`)],
  MA_SIGNATURE_REJECTED: ['MEHRS 2.3.1', (c) => `rejects the signature of ${text(c, 'maFileName')}, tells by telephone and e-mail: ${text(c, 'reason')}`],
  INCIDENT_RAISED: ['MEHRS 2.4-2.7', (c) => `raises Incident ${text(c, 'incidentId')} (${text(c, 'section')}, ${text(c, 'failed')}: ${text(c, 'detail')})`],
  INCIDENT_ASSIGNED: ['MEHRS 2.4-2.7', (c) => `assigns ${text(c, 'incidentId')}, severity ${text(c, 'severity')}, to be resolved by ${londonText(Number(text(c, 'targetResolutionAt')))}`],
  INCIDENT_RESOLVED: ['MEHRS 2.4-2.7', (c) => `has resolved ${text(c, 'incidentId')}`],
  EMAIL: ['MEHRS 2.1.1', (c) => `e-mails: ${text(c, 'text')}`],
  NOT_VIABLE: ['MEHRS 2.5.9', (c) => `${text(c, 'installationId')} fails Table 5.25: ${text(c, 'failedStepNumber')} (${text(c, 'detail')})`],
  SERVICE_REQUEST_RAISED: ['MEHRS 2.5.9', (c) => `raises Service Request ${text(c, 'serviceRequestId')} (${text(c, 'failed')}: ${text(c, 'detail')})`],
  SERVICE_REQUEST_UPDATE: ['MEHRS 2.5.9', (c) => `updates ${text(c, 'serviceRequestId')}: ${text(c, 'news')}`],
  SERVICE_REQUEST_RESOLVED: ['MEHRS 2.5.9', (c) => `has resolved ${text(c, 'serviceRequestId')}: ${text(c, 'resolution')}`],
  GROUP_FILES_HELD: ['MEHRS 2.5.6', (c) => `cannot make Group Files before ${londonText(Number(c['expectedAt']))}`],
  MCC_INSTRUCTION: ['MEHRS 2.5.6', (c) => (text(c, 'instruction') === 'reconfigure' ? 'instructs: back to the SMSO' : 'instructs: a new Migration Common File')],
  INCIDENT_UPDATE: ['MEHRS 2.4-2.7', (c) => `updates ${text(c, 'incidentId')}: ${text(c, 'news')}`],
  SSI_NOTIFICATION: ['MEHRS 2.4-2.7', (c) => `tells through the SSI: Incident ${text(c, 'incidentId')} ${text(c, 'state')}`],
  OUTAGE: ['', (c) => `system down: ${text(c, 'system')}`],
  ENVIRONMENT: ['', (c) => `${['coverageLost', 'coverageRestored'].includes(text(c, 'change')) ? 'hub' : `device ${text(c, 'deviceId')}`}: ${text(c, 'change')}`],
};

const COMMAND_CLAUSE: Readonly<Record<string, string>> = {
  openSession: 'MEHRS 3.1, 3.5', test: 'MEHRS 2.6.3, Guide step 15', rotateKey: 'MEHRS 3.3, Guide step 15', contact: 'MEHRS 2.6.6', replaceCertificate: 'MEHRS 3.4, 2.6.6',
};
const ofCommand = (c: Content): string | undefined => COMMAND_CLAUSE[text(c, 'kind')];
const ofSim = (c: Content): string | undefined => (text(c, 'master') === 'smso' ? 'MEHRS 2.6.2, 2.6.6' : undefined);
const ofSection = (c: Content): string | undefined => (text(c, 'section') === '' ? undefined : `MEHRS ${text(c, 'section')}`);
/** Where the content of a message says which clause it is about. */
const CLAUSE_OF: Readonly<Partial<Record<MessageType, (content: Content) => string | undefined>>> = {
  WAN_COMMAND: ofCommand, WAN_RESULT: ofCommand, SIM_REQUEST: ofSim, SIM_RESPONSE: ofSim, INCIDENT_RAISED: ofSection, INCIDENT_ASSIGNED: ofSection, SSI_NOTIFICATION: ofSection,
  SERVICE_RESPONSE: (c) => (text(c, 's1spAlertCode') === '' ? undefined : 'MEHRS 2.7.7'),
};

/** Messages of one stamp, sender, type and story are one line; then equal neighbours fold. Types without a story are left out. */
export const timelineOf = (messages: readonly Envelope[]): readonly TimelineLine[] => {
  const lines: TimelineLine[] = [];
  for (const message of messages) {
    const story = DESCRIBE[message.type];
    if (story === undefined) continue;
    const [generally, describe] = story;
    const read = readMessage(message);
    const clause = ('content' in read ? CLAUSE_OF[message.type]?.(read.content) : undefined) ?? generally;
    const said = 'content' in read ? describe(read.content) : `unreadable ${message.type}: ${read.unreadable}`;
    const last = lines.findLast((line) => line.from === message.from && line.text === said);
    if (last !== undefined && last.until === message.stamp.t && !last.to.includes(message.to)) {
      lines[lines.indexOf(last)] = { ...last, to: [...last.to, message.to] };
    } else if (last !== undefined && lines.length - lines.indexOf(last) <= FOLD_WITHIN && last.to.includes(message.to)) {
      lines[lines.indexOf(last)] = { ...last, count: last.count + 1, until: message.stamp.t };
    } else {
      lines.push({ t: message.stamp.t, from: message.from, to: [message.to], text: said, count: 1, until: message.stamp.t, clause });
    }
  }
  return lines;
};

/** Files of rows, one of which may be about the Installation. */
const WITH_ROWS: readonly MessageType[] = ['MA', 'MAVR', 'MACR'];

const names = (message: Envelope, mpxns: readonly string[]): boolean => {
  const read = readMessage(message);
  return 'content' in read && rows(read.content, 'rows').some((row) => mpxns.includes(text(row, 'mpan')) || mpxns.includes(text(row, 'mprn')));
};

/** Messages whose key others of the same story travel under. */
const TELLING: readonly MessageType[] = ['MCF', 'INCIDENT_RAISED', 'SERVICE_REQUEST_RAISED'];

/** The messages that tell one Installation's story: its own, those of its sets and Incidents, and the authorisations that name it. */
export const storyOf = (messages: readonly Envelope[], { id: installationId, mpan, mprn }: Pick<Installation, 'id' | 'mpan' | 'mprn'>): readonly Envelope[] => {
  const keys = new Set([installationId]);
  const mpxns = [mpan, ...(mprn === undefined ? [] : [mprn])];
  for (const message of messages.filter(({ type }) => TELLING.includes(type))) {
    const read = readMessage(message);
    if (!('content' in read)) continue;
    const named = message.type === 'MCF' ? rows(read.content, 'installations').map((each) => text(each, 'installationId')) : read.content['installationIds'];
    if (Array.isArray(named) && named.includes(installationId)) keys.add(message.key);
  }
  return messages.filter((message) => keys.has(message.key) || (WITH_ROWS.includes(message.type) && names(message, mpxns)));
};

/** How many lines back a repetition may fold into: a question and its answer take turns. */
const FOLD_WITHIN = 4;
