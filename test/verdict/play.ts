/** The stages of a migration as the parties would play them, written from the documents and never from the parties' code. */
import { encodeAggregate, encodeDemand, encodeForecast } from '../../protocol/files/demand.ts';
import { buildPlanningFileName } from '../../protocol/files/planningFileName.ts';
import { encodeAlert } from '../../protocol/messages/duis/alerts.ts';
import { encodeChfRequest } from '../../protocol/messages/duis/chf.ts';
import { encodeCountersigned } from '../../protocol/messages/duis/countersigned.ts';
import { encodeCommissioningRequest } from '../../protocol/messages/duis/request.ts';
import { encodeResponse } from '../../protocol/messages/duis/response.ts';
import type { RequestBody } from '../../protocol/messages/duis/body.ts';
import { commissionedAlert, encodeS1spAlert, encodeS1spResponse } from '../../protocol/messages/duis/s1sp.ts';
import type { Notice } from '../../protocol/messages/notices.ts';
import { DAY as ONE_DAY, HOUR, MINUTE, addDays, londonDate, londonTime } from '../../protocol/time.ts';
import { CREDENTIALS, DCO_ID, S1SP_ID, SUBJECT, Script, at, deviceId, eui, headerOf, ma, macr, mavr, mrr, msr, share } from './script.ts';

export const [RP, SMSO, CSP, S1SP] = [at('rp'), at('smso'), at('csp'), at('s1sp')];
const SUPPLIER = 'supplier-SUPA';
export const ID = SUBJECT.id;
export const DISTRIBUTED = [SUPPLIER, 'networkOperator-EDA', 'mcc'];
export const DAY = '2020-11-10';
export const FIRST = { set: 'CB-1', day: DAY };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
type Set = typeof FIRST;
export const header = ({ set, day }: Set) => headerOf(set, day);

const WEEK = '2020-11-09';
/** Every day of the Migration Week, one Installation on the Migration Day. */
const QUANTITY = Array.from({ length: 7 }, (_, day) => addDays(WEEK, day)).map((migrationDay) => ({ migrationDay, distributor: 'EDA', installations: migrationDay === DAY ? 1 : 0 }));
const planningName = (type: 'MIF' | 'DR' | 'DC', date: string): string => buildPlanningFileName({ type, signifier: 'SUPA', entityId: eui(101), smso: 'CB', date });

/** Guide Table 5 steps 1 to 3. */
const demanded = (script: Script): void => {
  const published = [SUPPLIER, 'networkOperator-EDA', 'networkOperator-GTA'];
  script.at('2020-09-10', '09:00').send(SUPPLIER, ['mcc'], 'MIF', encodeForecast(QUANTITY), planningName('MIF', '2020-09-01'));
  script.at('2020-09-30', '17:00').send('mcc', published, 'AGGREGATE_FORECAST', encodeAggregate(QUANTITY), 'AF_20200901');
  script.at('2020-10-12', '09:00').send(SUPPLIER, ['mcc'], 'DMD', encodeDemand(QUANTITY, WEEK), planningName('DR', WEEK));
  script.at('2020-10-20', '10:00').send('mcc', [SUPPLIER, 'bimi'], 'MDC', encodeDemand(QUANTITY, WEEK), planningName('DC', WEEK));
  script.at('2020-10-20', '17:00').send('mcc', published, 'AGGREGATE_COMMITMENT', encodeAggregate(QUANTITY), 'AC_20201109');
};

export const planned = (script: Script): void => {
  demanded(script);
  script.at('2020-11-05', '09:00').send(SUPPLIER, ['mcc'], 'MA', ma()).send('mcc', [RP, 'bimi'], 'MA', ma()).send(RP, ['mcc', 'bimi'], 'MAVR', mavr('Accepted'));
  script.at('2020-11-05', '12:00').send('bimi', [SUPPLIER, 'mcc'], 'MRR', mrr(10, 'Accepted,'));
  script.at('2020-11-05', '23:00').send(RP, ['mcc'], 'MSR', msr('2020-11-05', { recordsReceived: 1, recordsAccepted: 1, stillOpen: 1 }));
};
export const validated = (script: Script, set: Set): void => {
  const { id: installationId, mpan, mprn, devices } = SUBJECT;
  script.file(RP, [S1SP, 'dco', 'mcfvf', 'cp', 'bimi'], {
    type: 'MCF', header: header(set),
    installations: [{ installationId, mpan, mprn, electricitySupplier: 'SUPA', gasSupplier: 'SUPA', priority: false, devices, credentials: CREDENTIALS }],
  });
  script.moment(script.now + 5 * MINUTE).file('mcfvf', [RP, S1SP, 'dco', 'bimi'], { type: 'MVF', header: header(set), installations: [{ installationId }] });
};
export const handedOver = (script: Script): void => {
  script.notice(RP, [SMSO], 'HANDOVER_REQUEST', { installationId: ID, attempt: 1, method: 'apn' });
  script.notice(SMSO, [CSP], 'SIM_REQUEST', { installationId: ID, imsi: SUBJECT.imsi, master: 'dcc', apn: 'elster' });
  script.notice(CSP, ['devices'], 'SIM_PROFILE', { installationId: ID, deviceId: deviceId('CHF'), commandId: 'SIM1', apn: 'elster' });
  script.notice('devices', [CSP], 'DEVICE_RESULT', { installationId: ID, deviceId: deviceId('CHF'), commandId: 'SIM1', kind: 'simProfile', payload: '', result: 'answered' });
  script.notice(CSP, [S1SP], 'SIM_NOTICE', { installationId: ID, master: 'dcc' });
  script.notice(CSP, [SMSO], 'SIM_RESPONSE', { installationId: ID, master: 'dcc', result: 'done', reason: '' });
  script.notice(SMSO, [RP], 'HANDOVER_RESPONSE', { installationId: ID, method: 'apn', result: 'done', reason: '' });
};
export const mgf = (script: Script, set: Set): void => {
  const { id: installationId, imsi, ipAddress } = SUBJECT;
  script.file(RP, [S1SP, 'bimi'], { type: 'MGF', header: header(set), installations: [{ installationId, imsi, ipAddress, apn: 'elster' }] });
};
export const mef = (script: Script, set: Set): void => {
  script.file(RP, [S1SP, 'dco', 'bimi'], {
    type: 'MEF', header: header(set),
    installations: [{ installationId: ID, devices: [{ deviceId: deviceId('ESME'), deviceType: 'ESME', s1spShare: share(S1SP_ID, 'S'), dcoShare: share(DCO_ID, 'D') }] }],
  });
};
export const viable = (script: Script, set: Set): void => {
  script.notice(S1SP, ['dco'], 'VIABILITY_REQUEST', { migrationSetId: set.set, installationId: ID });
  script.notice('dco', [S1SP], 'VIABILITY_RESPONSE', { migrationSetId: set.set, installationId: ID, viable: true, reason: '' });
};

type Kind = Notice<'WAN_COMMAND'>['kind'];
export const wan = (script: Script, asker: string, via: 'smso' | 'dcc', kind: Kind, commandId: string, result: 'answered' | 'unreachable', macs = {}): void => {
  const command = { installationId: ID, deviceId: deviceId(kind === 'rotateKey' ? 'ESME' : 'CHF'), commandId, kind, payload: '', ...macs };
  script.notice(asker, [CSP], 'WAN_COMMAND', command).notice(CSP, ['devices'], 'DEVICE_COMMAND', { ...command, via });
  const { macS1sp: _own, macDco: _other, ...plain } = command as typeof command & { macS1sp?: string; macDco?: string };
  if (result === 'answered') script.notice('devices', [CSP], 'DEVICE_RESULT', { ...plain, result });
  const asked = script.now;
  script.moment(result === 'answered' ? asked : asked + 2 * MINUTE).notice(CSP, [asker], 'WAN_RESULT', { ...plain, result }).moment(asked);
};
/** The hub goes out of coverage, or comes back, and the network notices. */
export const covered = (script: Script, heard: boolean): void => {
  script.notice('world', ['devices'], 'ENVIRONMENT', { installationId: ID, deviceId: deviceId('CHF'), change: heard ? 'coverageRestored' : 'coverageLost' });
  script.notice('devices', [CSP], 'HUB_CONTACT', { installationId: ID, deviceId: deviceId('CHF'), heard, at: script.now });
};
/** Attempts as MEHRS 3.1 prints them; the last answers or none does. Moves the script to the last one. */
export const sessions = (script: Script, attempts: number, answered: boolean, shift: (attempt: number) => number = () => 0): number => {
  const start = script.now;
  const isFirstHeard = answered && attempts === 1;
  if (!isFirstHeard) covered(script, false);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const k = Math.floor((attempt - 1) / 3);
    script.moment(start + (30 * k + 5 * ((attempt - 1) % 3)) * MINUTE + shift(attempt));
    if (answered && attempt === attempts && !isFirstHeard) covered(script, true);
    wan(script, S1SP, 'dcc', 'openSession', `C${attempt}`, answered && attempt === attempts ? 'answered' : 'unreachable');
  }
  return start;
};
const keyed = (script: Script, set: Set, kind: 'test' | 'rotateKey'): void => {
  const commandId = `K${kind}`;
  const key = { migrationSetId: set.set, installationId: ID, deviceId: deviceId('ESME'), commandId };
  script.notice(S1SP, ['dco'], 'KEY_REQUEST', { ...key, kind, payload: '' });
  script.notice('dco', [S1SP], 'KEY_RESPONSE', { ...key, result: 'authorised', mac: 'DDDD' });
  wan(script, S1SP, 'dcc', kind, commandId, 'answered', { macS1sp: 'SSSS', macDco: 'DDDD' });
};
export const migrated = (script: Script, set: Set): void => {
  keyed(script, set, 'test');
  keyed(script, set, 'rotateKey');
  const hub = SUBJECT.devices[0];
  if (hub === undefined) throw new Error('no hub');
  const dsp = eui(206);
  (['prenotify', 'commission'] as const).forEach((kind, index) => {
    script.send(S1SP, ['dsp'], 'CHF_REQUEST', utf8(encodeChfRequest({ kind, hub }, { originator: S1SP_ID, dspId: dsp, counter: index + 1 })));
    const service = kind === 'prenotify' ? '12.2' : '8.4';
    script.send('dsp', [S1SP], 'CHF_RESPONSE', response(`${S1SP_ID}:${dsp}:${index + 1}`, 'I0', script.now, [service, service], S1SP_ID));
  });
  commissionedDevice(script, hub.deviceId);
  scf(script, set, script.now + HOUR, { outcome: 'Success' });
};
const response = (requestId: string, responseCode: string, time: number, [srv, srvVariant]: readonly [string, string], target = eui(204)): Uint8Array =>
  utf8(encodeResponse({ requestId, responseId: { originator: eui(206), target, counter: 1 }, responseCode, at: time, srv, srvVariant }));
export const scf = (script: Script, set: Set, time: number, entry: Record<string, unknown>): void => {
  script.moment(time).file(S1SP, [RP, 'cp', 'bimi'], { type: 'SCF', header: header(set), installations: [{ installationId: ID, ...entry }] });
};

const JOIN: RequestBody = { kind: 'joinService', critical: false, otherDeviceId: deviceId('IHD') };
const SERVICE: Readonly<Record<string, readonly [srv: string, variant: string]>> = { updateHanDeviceLog: ['8.11', '8.11'], commissionDevice: ['8.1', '8.1.1'], handover: ['6.21', '6.21'] };
export const request = (script: Script, code: string, body: RequestBody = JOIN, target = deviceId('ESME')): void => {
  const counter = script.nextRequest();
  const [srv, srvVariant] = SERVICE[body.kind] ?? ['8.7', '8.7.2'];
  const requestId = `${eui(204)}:${target}:${counter}`;
  const bytes = utf8(encodeCommissioningRequest({ originator: eui(204), target, counter, srv, srvVariant, commandVariant: 1, body }));
  script.send('cp', ['dsp'], 'COMMISSIONING_REQUEST', bytes);
  if (code === 'I0') {
    script.send('dsp', [S1SP], 'COUNTERSIGNED_REQUEST', utf8(encodeCountersigned(bytes, { counter, supplementaryRemotePartyId: eui(204), supplementaryRemotePartyCounter: counter })));
    script.send(S1SP, ['dsp'], 'S1SP_RESPONSE', utf8(encodeS1spResponse({ requestId, srv, srvVariant, at: script.now })));
  }
  script.send('dsp', ['cp'], 'SERVICE_RESPONSE', response(requestId, code, script.now, [srv, srvVariant]));
};
const RESPONSE_ID = { originator: eui(206), target: eui(101), counter: 1 };
const commissionedDevice = (script: Script, device: string, mpxn?: string): void => {
  const signedAlert = encodeS1spAlert(commissionedAlert(device, mpxn, script.now));
  script.send(S1SP, ['dsp'], 'S1SP_RESPONSE', utf8(signedAlert));
  script.send('dsp', [SUPPLIER], 'ALERT', utf8(encodeAlert({ responseId: RESPONSE_ID, at: script.now, code: 'N55', signedAlert })));
};
/** Reports are distributed every six hours (Guide 4.2). */
export const nextReports = (script: Script): Script => {
  const day = londonDate(script.now);
  const times = [day, addDays(day, 1)].flatMap((date) => ['00:00', '06:00', '12:00', '18:00'].map((time) => londonTime(date, time)));
  return script.moment(times.find((time) => time > script.now) ?? script.now);
};
const CERTIFICATE = Uint8Array.of(48, 0);
export const cof = (script: Script, set: Set, entry: Record<string, unknown>): void => {
  script.moment(script.now + HOUR).file('cp', [RP, SUPPLIER, 'bimi'], { type: 'COF', header: header(set), secPartySignifier: 'SUPA', installations: [{ installationId: ID, ...entry }] });
};
export const commissioned = (script: Script, set: Set, requests = 20): void => {
  const meters = [['ESME', SUBJECT.mpan, 'networkOperator-EDA', eui(102)], ['GSME', SUBJECT.mprn ?? '', 'networkOperator-GTA', eui(103)]] as const;
  for (let each = 0; each < requests - 3 * meters.length; each += 1) request(script, 'I0');
  for (const [meter, mpxn, operator, target] of meters) {
    const about = { responseId: RESPONSE_ID, at: script.now, deviceId: deviceId(meter) };
    request(script, 'I0', { kind: 'updateHanDeviceLog', deviceId: deviceId(meter), requestType: 'Add', whitelist: { joinTimePeriodSeconds: 3600, installCode: '0'.repeat(32), importMpxn: mpxn } }, deviceId('CHF'));
    script.send('dsp', [operator], 'ALERT', utf8(encodeAlert({ ...about, responseId: { ...RESPONSE_ID, target }, code: 'N16', mpxn })));
    request(script, 'I0', { kind: 'commissionDevice', currentAt: script.now, tolerancePeriodSeconds: 60 }, deviceId(meter));
    commissionedDevice(script, deviceId(meter), mpxn);
    request(script, 'I0', { kind: 'handover', remotePartyRole: 'Supplier', digitalSigning: CERTIFICATE, keyAgreement: CERTIFICATE, certificationPath: [CERTIFICATE] }, deviceId(meter));
    script.send('dsp', [SUPPLIER], 'ALERT', utf8(encodeAlert({ ...about, code: 'N42', remotePartyRole: 'Supplier', certificates: [{ type: 'DigitalSigning', hash: 'AAAA' }] })));
  }
  cof(script, set, { outcome: 'Success' });
  completed(script, '');
};
export const completed = (script: Script, code: string): void => {
  script.moment(script.now + MINUTE).send(RP, ['mcc', 'bimi'], 'MACR', macr(code)).send(RP, ['mcc'], 'MSR', msr(DAY, code === '' ? { completedSuccess: 1 } : { completedFailure: 1 }));
  nextReports(script);
  if (code === '') script.send('bimi', DISTRIBUTED, 'MRR', mrr(1, 'yes'));
  script.send('bimi', [SUPPLIER, 'mcc'], 'MRR', mrr(6, code === '' ? ',Success,' : `,Failure,${code}`));
};

export const incident = (script: Script, section: string, raisedBy: string, assignedTo: string, failed = 'what failed'): (() => void) => {
  const ticket = {
    incidentId: `INC-${section.replaceAll('.', '-')}`, section, raisedBy, assignedTo, severity: 3, raisedAt: script.now, targetResolutionAt: script.now + 3 * ONE_DAY,
    installationIds: [ID], detail: 'd', affectedUsers: ['SUPA'], failed,
  };
  const notification = { incidentId: ticket.incidentId, section, installationIds: [ID], at: script.now };
  script.notice(raisedBy, ['mcc'], 'INCIDENT_RAISED', ticket);
  script.notice('mcc', [assignedTo], 'INCIDENT_ASSIGNED', { ...ticket, managedBy: 'mcc' });
  script.notice('mcc', [SUPPLIER], 'SSI_NOTIFICATION', { ...notification, state: 'Raised' });
  const half = (ticket.raisedAt + ticket.targetResolutionAt) / 2;
  return () => {
    const { now } = script;
    if (now > half) script.moment(half).notice(assignedTo, ['mcc'], 'INCIDENT_UPDATE', { incidentId: ticket.incidentId, at: half, news: 'n', installationIds: [], affectedUsers: [] }).moment(now);
    script.notice(assignedTo, ['mcc'], 'INCIDENT_RESOLVED', { incidentId: ticket.incidentId, resolvedAt: script.now, resolution: 'r' });
    script.notice('mcc', [raisedBy], 'INCIDENT_CLOSED', { incidentId: ticket.incidentId, resolvedAt: script.now });
    script.notice('mcc', [SUPPLIER], 'SSI_NOTIFICATION', { ...notification, at: script.now, state: 'Resolved' });
  };
};

