/** What Reports 2, 6 and 10 carry and how Incidents are looked after hold of every run: one thing changed in a good one is seen. */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { DAY, HOUR, MINUTE } from '../../protocol/time.ts';
import { FOUND_BY_LAWS } from './found.ts';
import { deviceId, macr, mrr } from './script.ts';
import { broken, change, drop, insertAfter, judgedMessages, reworded, runOf, sent } from './support.ts';

type Mutation = (messages: readonly Envelope[]) => readonly Envelope[];
const text = ({ body }: Envelope): string => Buffer.from(body).toString('utf8');
/** Every copy of a report that has the text. */
const reports = (having: string, body: (envelope: Envelope) => Uint8Array | undefined): Mutation => (messages) => {
  if (!messages.some((each) => each.type === 'MRR' && text(each).includes(having))) throw new Error('nothing to change');
  return messages.flatMap((each) => {
    if (each.type !== 'MRR' || !text(each).includes(having)) return [each];
    const changed = body(each);
    return changed === undefined ? [] : [{ ...each, body: changed }];
  });
};
const replaced = (from: string, to: string) => (envelope: Envelope): Uint8Array => Buffer.from(text(envelope).replaceAll(from, to));
const ordered = (messages: readonly Envelope[]): readonly Envelope[] => [...messages].sort((a, b) => a.stamp.t - b.stamp.t || a.stamp.n - b.stamp.n);
const later = (type: string, ms: number): Mutation => (messages) => ordered(messages.map((each) => (each.type === type ? { ...each, stamp: { ...each.stamp, t: each.stamp.t + ms } } : each)));

const RESTORED = '2.6.2-timeout-contact-restored';
const SUCCESS = 'guide-7.2.1';
const EXPIRED = '2.5.7-X5.9-02-ma-expired';
const REPORT_2 = 'Report 2 has the FailedStepNumber and nothing else';
const REPORT_6 = 'Report 6 has one reason code and nothing else';
const REPORT_10 = 'Report 10 has Validation Responses of Active Installations and nothing else';
const ANSWERS = 'what is asked is answered once, and in time';
const ALERTS = 'who is concerned is alerted';
const CARE = 'Incidents have a severity, a target time, updates and an end';

const MUTANTS: readonly (readonly [row: string, what: string, mutate: Mutation, finding: string])[] = [
  [RESTORED, 'a reason code in Report 2', reports('12.9.1.ET01', replaced('12.9.1.ET01\r', '12.9.1.ET01,MA115\r')), REPORT_2],
  [RESTORED, 'a step in Report 2 that no file has', reports('12.9.1.ET01', replaced('12.9.1.ET01', '12.9.5.DP01')), REPORT_2],
  [RESTORED, 'no Report 2 for the Electricity Distributor', (messages) => messages.filter((each) => !(each.type === 'MRR' && each.to.startsWith('networkOperator'))), REPORT_2],
  [RESTORED, 'the step in Report 6', reports('Failure', replaced('Failure,MA115', 'Failure,12.9.1.ET01')), REPORT_6],
  [RESTORED, 'another code in Report 6 than in the Completion Response', reports('Failure', replaced('MA115', 'MA121')), REPORT_6],
  [RESTORED, 'no Report 6', reports('Failure', () => undefined), REPORT_6],
  [RESTORED, 'Report 6 two days late', (messages) => ordered(messages.map((each) => (each.type === 'MRR' && text(each).includes('Failure') ? { ...each, stamp: { ...each.stamp, t: each.stamp.t + 2 * DAY } } : each))), REPORT_6],
  [RESTORED, 'a validation code beside the completion', reports('Failure', replaced(',Failure,', 'MA003,Failure,')), REPORT_6],
  [SUCCESS, 'a code in Report 10 that no response has', reports('Accepted', () => mrr(10, 'Rejected,MA003')), REPORT_10],
  [SUCCESS, 'no Report 10', reports('Accepted', () => undefined), REPORT_10],
  [EXPIRED, 'a severity that is none', (messages) => messages.map((each) => (each.type === 'INCIDENT_RAISED' ? { ...each, body: Buffer.from(text(each).replace('"severity":3', '"severity":4')) } : each)), CARE],
  [EXPIRED, 'a target time before it was raised', (messages) => {
    const at = (envelope: Envelope): number => decodeNotice('INCIDENT_RAISED', envelope.body).raisedAt;
    return change(messages, sent('INCIDENT_RAISED'), (each) => reworded('INCIDENT_RAISED', { targetResolutionAt: at(each) - HOUR })(each));
  }, CARE],
  [EXPIRED, 'no update though it takes six days', (messages) => messages.filter(({ type }) => type !== 'INCIDENT_UPDATE'), CARE],
  [EXPIRED, 'an update by somebody else', (messages) => change(messages, sent('INCIDENT_UPDATE'), (each) => ({ ...each, from: 'dco' })), CARE],
  [EXPIRED, 'an update when it is resolved', later('INCIDENT_UPDATE', 8 * DAY), CARE],
  [EXPIRED, 'its raiser is not told', (messages) => messages.filter(({ type }) => type !== 'INCIDENT_CLOSED'), CARE],
  [EXPIRED, 'the supplier is not told of its end', (messages) => messages.filter((each) => !(each.type === 'SSI_NOTIFICATION' && text(each).includes('Resolved'))), CARE],
  [SUCCESS, 'a key that is asked for and not given', (messages) => drop(messages, sent('KEY_RESPONSE')), ANSWERS],
  [SUCCESS, 'a key that is given an hour later', later('KEY_RESPONSE', HOUR), ANSWERS],
  [SUCCESS, 'a request that is answered twice', (messages) => insertAfter(messages, sent('SERVICE_RESPONSE'), (each) => each), ANSWERS],
  [RESTORED, 'a hub that is given up after three minutes', (messages) => ordered(messages.map((each) => (each.type === 'WAN_RESULT' && text(each).includes('unreachable') ? { ...each, stamp: { ...each.stamp, t: each.stamp.t + MINUTE } } : each))), ANSWERS],
  [SUCCESS, 'no N16', (messages) => messages.filter((each) => !(each.type === 'ALERT' && text(each).includes('N16'))), ALERTS],
  [SUCCESS, 'no N42 for one Device', (messages) => drop(messages, (each) => each.type === 'ALERT' && text(each).includes('N42')), ALERTS],
  [SUCCESS, 'no N55 for the hub', (messages) => drop(messages, (each) => each.type === 'ALERT' && text(each).includes('N55')), ALERTS],
  [SUCCESS, 'an N42 for a Device that nobody asked for', (messages) => change(messages, (each) => each.type === 'ALERT' && text(each).includes('N42'), (each) => ({ ...each, body: Buffer.from(text(each).replaceAll(deviceId('ESME'), deviceId('IHD'))) })), ALERTS],
];

describe('one change and the law of every run fails', () => {
  it.each(MUTANTS)('%s: %s', (row, what, mutate, finding) => {
    const messages = runOf(row);
    expect(judgedMessages(row, messages).findings.find(({ expectation }) => expectation === finding)?.result).toBe('pass');
    const verdict = judgedMessages(row, mutate(messages));
    const found = verdict.findings.find(({ expectation }) => expectation === finding);
    expect(found?.result, broken(verdict).join('\n')).toBe('fail');
    expect(found?.detail).toBe(FOUND_BY_LAWS[`${row}: ${what}`]);
  });
  it('a code for another group in a Completion Response is told by the law of codes, not by this one', () => {
    const messages = runOf(RESTORED).map((each) => (each.type === 'MACR' ? { ...each, body: macr('MA118') } : each));
    expect(judgedMessages(RESTORED, reports('Failure', replaced('MA115', 'MA118'))(messages)).findings.find(({ expectation }) => expectation === REPORT_6)?.result).toBe('pass');
  });
});
