/** What the verdict reads in the bytes of each kind of message (Guide Table 7; MEHRS 2.2-2.7): named fields, or why there are none (law L3). */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readMessage } from '../../harness/verdict/index.ts';
import { makeMpan } from '../../protocol/checks/mpxn.ts';
import { encodeAggregate, encodeDemand, encodeForecast } from '../../protocol/files/demand.ts';
import { buildPlanningFileName } from '../../protocol/files/planningFileName.ts';
import { NO_CERTIFICATES, encodeCapacity, encodeSchedule, type ScheduleRow } from '../../protocol/files/schedule.ts';
import { encodeUpgradeNotice } from '../../protocol/files/upgradeNotice.ts';
import { encodeMaPackage, decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { encodeAlert } from '../../protocol/messages/duis/alerts.ts';
import { encodeChfRequest } from '../../protocol/messages/duis/chf.ts';
import { encodeCountersigned } from '../../protocol/messages/duis/countersigned.ts';
import { encodeCommissioningRequest } from '../../protocol/messages/duis/request.ts';
import { encodeResponse } from '../../protocol/messages/duis/response.ts';
import { encodeS1spAlert, encodeS1spResponse } from '../../protocol/messages/duis/s1sp.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import { addDays } from '../../protocol/time.ts';
import { SUBJECT, Script, deviceId, eui, headerOf, ma, macr, mavr, mrr, msr } from './script.ts';

const read = (type: MessageType, body: Uint8Array | string, key = 'key') =>
  readMessage({ run: 'test', from: 'a', to: 'b', type, key, seq: 1, stamp: { t: 0, n: 0 }, body: typeof body === 'string' ? new TextEncoder().encode(body) : body });
const content = (...message: Parameters<typeof read>) => {
  const reading = read(...message);
  if ('unreadable' in reading) throw new Error(reading.unreadable);
  return reading.content;
};
const [originator, target, dsp] = [eui(204), deviceId('ESME'), eui(206)];
const requestId = `${originator}:${target}:7`;
const request = encodeCommissioningRequest({ originator, target, counter: 7, srv: '8.7', srvVariant: '8.7.2', commandVariant: 1, body: { kind: 'joinService', critical: false, otherDeviceId: deviceId('IHD') } });
const s1spAlert = encodeS1spAlert({ requestId, s1spAlertCode: 'X1', at: 1_000 });
const response = encodeResponse({ requestId, responseId: { originator: dsp, target: originator, counter: 1 }, responseCode: 'I0', at: 2_000, srv: '8.7', srvVariant: '8.7.2' });

// Nothing is remembered here, whatever tests of the same process have done or will do.
beforeEach(() => remember(0));
afterAll(() => remember(ANSWERS_KEPT));

describe('files (Guide Table 7)', () => {
  it('2.3.1: an authorisation, signed or not', () => {
    const { fileName, csv } = decodeMaPackage(ma());
    expect(content('MA', ma())).toMatchObject({ fileName, signed: true, rows: [{ mpan: SUBJECT.mpan, migrateOn: '2020-11-10', priority: 'False' }] });
    expect(content('MA', encodeMaPackage({ fileName, csv, signature: '' }))).toMatchObject({ fileName, signed: false });
  });
  it('2.3.2: responses by their records', () => {
    expect([content('MAVR', mavr('Rejected', 'MA003')), content('MACR', macr('MA115'))]).toEqual([
      { rows: [{ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, result: 'Rejected', reasonCode: 'MA003' }] }, { rows: [{ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, completionStatus: 'Failure', reasonCode: 'MA115' }] },
    ]);
  });
  it('2.4-2.7: files in XML', () => {
    const [mvf] = new Script().file('mcfvf', ['dco'], { type: 'MVF', header: headerOf('S', '2020-11-10'), installations: [{ installationId: 'I0001' }] }).messages();
    expect(content('MVF', mvf!.body)).toMatchObject({ type: 'MVF', header: { migrationSetId: 'S' }, installations: [{ installationId: 'I0001' }] });
  });
  it('2.2.1, 2.3.2: reports, by their key', () => {
    expect(content('MSR', msr('2020-11-05', { recordsAccepted: 2 }))).toEqual({ rows: [{ day: '2020-11-05', party: 'SUPA', recordsReceived: 0, recordsAccepted: 2, recordsRejected: 0, installationsInMcf: 0, completedSuccess: 0, completedFailure: 0, stillOpen: 0 }] });
    expect([content('MRR', mrr(2, '12.9')), content('MRR', mrr(2, '12.9'), 'S1MIG-007')]).toMatchObject([{ report: 2, rows: [{ MPAN: SUBJECT.mpan, FailedStepNumber: '12.9' }] }, { report: 7 }]);
  });
});

describe('plans (Guide 3.3, 4.4, 4.5)', () => {
  const week = '2020-11-09';
  const quantities = Array.from({ length: 7 }, (_, day) => ({ migrationDay: addDays(week, day), distributor: 'EDA', installations: day }));
  const name = (type: 'DR' | 'DC', date: string): string => buildPlanningFileName({ type, signifier: 'SUPA', entityId: eui(101), smso: 'CB', date });
  it('quantities, those of a week by the name of the file', () => {
    expect([content('MIF', encodeForecast(quantities)), content('AGGREGATE_FORECAST', encodeAggregate(quantities)), content('AGGREGATE_COMMITMENT', encodeAggregate(quantities))]).toEqual([{ quantities }, { quantities }, { quantities }]);
    expect([content('DMD', encodeDemand(quantities, week), name('DR', week)), content('MDC', encodeDemand(quantities, week), name('DC', week))]).toEqual([{ quantities }, { quantities }]);
    expect([read('DMD', encodeDemand(quantities, week), name('DC', week)), read('MDC', encodeDemand(quantities, week), name('DR', week)), read('DMD', encodeDemand(quantities, week), name('DR', '2020-11-16'))]).toEqual([{ unreadable: expect.any(String) }, { unreadable: expect.any(String) }, { unreadable: expect.any(String) }]);
  });
  it('schedules, capacities and notices of upgrades', () => {
    const row: ScheduleRow = { mpan: makeMpan(10, 1), mprn: '', smso: 'CB', from: week, to: '2020-11-15', devices: [], priority: '', ...NO_CERTIFICATES };
    expect([content('MS', encodeSchedule([row])), content('MS_REPLY', encodeSchedule([row]))]).toEqual([{ rows: [row] }, { rows: [row] }]);
    expect(content('MS_CAPACITY', encodeCapacity([{ supplier: 'SUPA', installations: 3 }]))).toEqual({ capacity: [{ supplier: 'SUPA', installations: 3 }] });
    const upgrade = { mpxn: makeMpan(10, 1), deviceId: target, serialNumber: 'S1', smso: 'CB' as const, targetDmc: 'D', earliestDate: week };
    expect(content('UPGRADE_NOTICE', encodeUpgradeNotice([upgrade]))).toEqual({ rows: [upgrade] });
  });
});

describe('commissioning (MEHRS 2.7.4-2.7.7)', () => {
  it('requests, and what is inside of one that is countersigned', () => {
    expect(content('COMMISSIONING_REQUEST', request)).toMatchObject({ requestId, target, body: { kind: 'joinService' } });
    expect(content('COUNTERSIGNED_REQUEST', encodeCountersigned(new TextEncoder().encode(request), { counter: 3, supplementaryRemotePartyId: originator, supplementaryRemotePartyCounter: 7 })))
      .toMatchObject({ requestId, counter: 7, supplementaryRemotePartyId: originator, supplementaryRemotePartyCounter: 7, body: { kind: 'joinService' } });
    expect(content('CHF_REQUEST', encodeChfRequest({ kind: 'prenotify', hub: SUBJECT.devices[0]! }, { originator, dspId: dsp, counter: 1 }))).toMatchObject({ requestId: `${originator}:${dsp}:1` });
  });
  it('2.7.7: responses, or the alert of the S1SP in their place', () => {
    const alert = { requestId, s1spAlertCode: 'X1', at: 1_000 };
    expect([content('SERVICE_RESPONSE', response), content('CHF_RESPONSE', response)]).toMatchObject([{ requestId, responseCode: 'I0' }, { requestId, responseCode: 'I0' }]);
    expect(content('S1SP_RESPONSE', encodeS1spResponse({ requestId, srv: '8.7', srvVariant: '8.7.2', at: 2_000 }))).toMatchObject({ requestId, srv: '8.7', at: 2_000 });
    expect([content('SERVICE_RESPONSE', s1spAlert), content('S1SP_RESPONSE', s1spAlert), content('ALERT', s1spAlert)]).toEqual([alert, alert, alert]);
    expect(content('ALERT', encodeAlert({ responseId: { originator: dsp, target: eui(101), counter: 1 }, at: 3_000, deviceId: target, code: 'N16', mpxn: SUBJECT.mpan }))).toMatchObject({ code: 'N16', deviceId: target });
    expect(read('CHF_RESPONSE', s1spAlert)).toEqual({ unreadable: expect.any(String) });
  });
});

describe('what cannot be read', () => {
  it('says why', () => {
    for (const type of ['MA', 'MVF', 'MRR', 'MSR', 'MS', 'DMD', 'ALERT', 'COUNTERSIGNED_REQUEST', 'INCIDENT_CLOSED'] as const) expect(read(type, 'noise'), type).toEqual({ unreadable: expect.stringMatching(/./) });
    expect(read('MRR', 'a,b\r\n')).toEqual({ unreadable: 'no report: it has no MPAN column' });
  });
  it('is none of a notice', () => {
    const closed = { incidentId: 'I', resolvedAt: 5 };
    expect(content('INCIDENT_CLOSED', encodeNotice<'INCIDENT_CLOSED'>(closed))).toEqual(closed);
  });
});

describe('what has been read', () => {
  it('is remembered by kind, key and bytes, where answers are kept', () => {
    const body = mrr(2, '12.9');
    expect(read('MRR', body)).not.toBe(read('MRR', body));
    remember(10);
    expect(read('MRR', body)).toBe(read('MRR', mrr(2, '12.9')));
    expect([read('MRR', body, 'S1MIG-007'), read('MRR', mrr(2, '12.8')), read('MVF', body)]).toMatchObject([{ content: { report: 7 } }, { content: { rows: [{ FailedStepNumber: '12.8' }] } }, { unreadable: expect.any(String) }]);
  });
});
