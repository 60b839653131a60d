/** What a message says about one Installation, whose row of a report it is, and what becomes of an Installation by its files. */
import { describe, expect, it } from 'vitest';
import { rowsOf, whose } from '../../harness/verdict/estate.ts';
import { detectedIn } from '../../harness/verdict/detected.ts';
import { sights, toFacts } from '../../harness/verdict/facts.ts';
import { incidentsOf, outcomesOf } from '../../harness/verdict/outcomes.ts';
import { readReport } from '../../harness/verdict/table.ts';
import type { Content } from '../../harness/verdict/content.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { made, type Made } from './made.ts';
import { ESTATE, SUBJECT, deviceId } from './script.ts';

const seen = (content: Record<string, unknown>, more: Partial<Made> = {}): readonly unknown[] => {
  const [fact] = made({ type: 'ALERT', from: 'dsp', to: 'rp-CB', content, ...more });
  return sights(fact!, SUBJECT).map((each) => each.content['entry'] ?? 'whole');
};
const mine = { installationId: SUBJECT.id };
const other = { installationId: 'I0002' };

describe('what a message says of an Installation', () => {
  it.each<[string, Record<string, unknown>, readonly unknown[], Partial<Made>?]>([
    ['its own element of a file', { installations: [other, { ...mine, a: 1 }] }, [{ ...mine, a: 1 }]], ['no element', { installations: [other] }, []],
    ['rows by MPAN', { rows: [{ x: SUBJECT.mpan }, { x: '1' }] }, [{ x: SUBJECT.mpan }]], ['rows by MPRN', { rows: [{ x: SUBJECT.mprn }] }, [{ x: SUBJECT.mprn }]], ['rows by id', { rows: [{ x: SUBJECT.id }] }, [{ x: SUBJECT.id }]],
    ['MA515: a row that gives neither MPxN', { rows: [{ mpan: '', mprn: '' }, { mpan: '1', mprn: '' }, { mpan: '', mprn: '1' }] }, [{ mpan: '', mprn: '' }]],
    ['a report\'s row with neither, and none of an Installation', { rows: [{ MPAN: '', MPRN: '' }, { MPAN: '', MPRN: '', Installation: 'I0002' }, { MPAN: '1', MPRN: '' }, { MPAN: '', MPRN: '1' }] }, [{ MPAN: '', MPRN: '' }]],
    ['2.2.1: a row that counts for its supplier', { rows: [{ 'Authorising Party': 'SUPA' }, { party: 'SUPA' }, { party: 'SUPB' }, { MPAN: '1', party: 'SUPA' }, { mpan: '1', party: 'SUPA' }, {}] }, [{ 'Authorising Party': 'SUPA' }, { party: 'SUPA' }]],
    ['itself', mine, ['whole']], ['another', other, []],
    ['a ticket that names it', { incident: { installationIds: [SUBJECT.id] } }, ['whole']], ['a ticket that names another', { incident: { installationIds: ['I0002'] } }, []], ['a Service Request', { serviceRequest: { installationIds: [SUBJECT.id] } }, ['whole']],
    ['2.1.1: a ticket about no Installation and its supplier', { incident: { installationIds: [], affectedUsers: ['SUPA'] } }, ['whole']], ['and another supplier', { incident: { installationIds: [], affectedUsers: ['SUPB'] } }, []],
    ['a ticket about another, and its supplier', { incident: { installationIds: ['I0002'], affectedUsers: ['SUPA'] } }, []], ['one that is raised', { installationIds: [SUBJECT.id] }, ['whole']],
    ['what is published for all', { quantities: [1] }, ['whole'], { type: 'AGGREGATE_FORECAST' }], ['4.4: a plan of its supplier', { quantities: [1] }, ['whole'], { key: 'DR_SUPA_x' }], ['a plan of another', { quantities: [1] }, [], { key: 'DR_SUPB_x' }], ['of nobody', { quantities: [1] }, [], { key: 'DR' }],
    ['its key', {}, ['whole'], { key: SUBJECT.id }], ['no key', {}, []],
    ...['deviceId', 'alert.deviceId', 'target', 'body.deviceId', 'request.target', 'request.body.deviceId'].map((path): [string, Record<string, unknown>, readonly unknown[]] =>
      [`a Device of it, as ${path}`, path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), deviceId('ESME')) as Record<string, unknown>, ['whole']]),
    ['a Device in the id of a request', { requestId: `A:${deviceId('GPF')}:7` }, ['whole']], ['a Device of another', { deviceId: 'X', requestId: 'A:B:7' }, []],
  ])('%s', (_what, content, expected, more) => expect(seen(content, more)).toEqual(expected));
  it('nothing where it cannot be read', () => expect(seen(mine, { unreadable: 'x' })).toEqual([]));
});

describe('messages as facts', () => {
  const bodies = new Map<Uint8Array, Content>();
  const read = ({ body }: Envelope) => { const content = bodies.get(body); return content === undefined ? { unreadable: 'dark' } : { content }; };
  const factsOf = (...messages: Made[]) => {
    const envelopes = made(...messages).map(({ envelope, content }) => { bodies.set(envelope.body, content); return envelope; });
    return toFacts(envelopes, read);
  };
  const contentsOf = (...messages: Made[]) => factsOf(...messages).map(({ content }) => content);
  it('a ticket is known by what was raised first, its parties by their roles', () => {
    const raised: Made = { type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', content: { incidentId: 'I', raisedBy: 's1sp-CB', assignedTo: 'rp-CB', managedBy: 'mcc', other: 'rp-CB', installationIds: ['I0001'] } };
    const incident = { incidentId: 'I', raisedBy: 's1sp', assignedTo: 'rp', managedBy: 'mcc', other: 'rp-CB', installationIds: ['I0001'] };
    const [first, closed, again, stranger] = contentsOf(raised, { type: 'INCIDENT_CLOSED', from: 'mcc', to: 'rp-CB', content: { incidentId: 'I' } }, { ...raised, content: { incidentId: 'I', raisedBy: 'dco' } }, { type: 'INCIDENT_CLOSED', from: 'mcc', to: 'rp-CB', content: { incidentId: 'J' } });
    expect([first, closed, again, stranger]).toEqual([{ ...incident, incident }, { incidentId: 'I', incident }, { incidentId: 'I', raisedBy: 'dco', incident }, { incidentId: 'J' }]);
  });
  it('2.5.9: so is a Service Request', () => {
    const raised: Made = { type: 'SERVICE_REQUEST_RAISED', from: 'mcc', to: 'rp-CB', content: { serviceRequestId: 'R', assignedTo: 'rp-CB' } };
    const serviceRequest = { serviceRequestId: 'R', assignedTo: 'rp' };
    expect(contentsOf(raised, { type: 'SERVICE_REQUEST_UPDATE', from: 'rp-CB', to: 'mcc', content: { serviceRequestId: 'R' } }, { type: 'SERVICE_REQUEST_UPDATE', from: 'rp-CB', to: 'mcc', content: { serviceRequestId: 'S' } }))
      .toEqual([{ ...serviceRequest, serviceRequest }, { serviceRequestId: 'R', serviceRequest }, { serviceRequestId: 'S' }]);
  });
  it('2.4.3: a ticket about a set is about who is in it', () => {
    const mcf: Made = { type: 'MCF', from: 'rp-CB', to: 'cp', content: { header: { migrationSetId: 'S' }, installations: [mine, other] } };
    const about = (content: object): unknown => contentsOf({ type: 'INCIDENT_RAISED', from: 'cp', to: 'mcc', content: { incidentId: 'I', section: '2.4.3', ...content } }, mcf, { type: 'MCF', from: 'rp-CB', to: 'cp', unreadable: 'x' })[0]?.['installationIds'];
    expect([about({ migrationSetId: 'S', installationIds: [] }), about({ migrationSetId: 'T', installationIds: [] }), about({ migrationSetId: 'S', installationIds: ['I0002'] }), about({ migrationSetId: 'S' })]).toEqual([['I0001', 'I0002'], [], ['I0002'], undefined]);
    expect([about({ section: '2.7.2', failed: 'X2.7.2-01', migrationSetId: 'S', installationIds: [] }), about({ section: '2.7.2', failed: 'X5.9-02', migrationSetId: 'S', installationIds: [] }), about({ section: '2.5.7', migrationSetId: 'S', installationIds: [] })]).toEqual([['I0001', 'I0002'], [], []]);
  });
  it('2.3.1: a rejected signature is about every record of its authorisation, a response about its request', () => {
    const [, rejected, stranger] = contentsOf({ type: 'MA', from: 'mcc', to: 'rp-CB', key: 'A', content: { rows: [1] } }, { type: 'MA_SIGNATURE_REJECTED', from: 'rp-CB', to: 'mcc', key: 'A' }, { type: 'MA_SIGNATURE_REJECTED', from: 'rp-CB', to: 'mcc', key: 'B' });
    expect([rejected, stranger]).toEqual([{ rows: [1] }, { rows: [] }]);
    const request = { requestId: 'R', body: { kind: 'x' } };
    const [, response, without] = contentsOf({ type: 'COMMISSIONING_REQUEST', from: 'cp', to: 'dsp', content: request }, { type: 'SERVICE_RESPONSE', from: 'dsp', to: 'cp', content: { requestId: 'R' } }, { type: 'SERVICE_RESPONSE', from: 'dsp', to: 'cp', content: { requestId: 'Q' } });
    expect([response, without]).toEqual([{ requestId: 'R', request }, { requestId: 'Q' }]);
  });
  it('what cannot be read is a fact without content', () => {
    const [envelope] = made({ type: 'MVF', from: 'mcfvf', to: 'dco' }).map((each) => each.envelope);
    expect(toFacts([envelope!], () => ({ unreadable: 'dark' }))).toEqual([{ position: 0, from: 'mcfvf', to: 'dco', type: 'MVF', stamp: envelope!.stamp, envelope, content: {}, unreadable: 'dark' }]);
  });
});

describe('a file that somebody refused', () => {
  const mgf = (body: string, more: Partial<Made> = {}): Made => ({ type: 'MGF', from: 'rp-CB', to: 's1sp-CB', key: 'S', body, ...more });
  const raised = (content: object = {}, from = 's1sp-CB'): Made => ({ type: 'INCIDENT_RAISED', from, to: 'mcc', content: { section: '2.5.7', migrationSetId: 'S', ...content } });
  const detected = (about: boolean, ...messages: Made[]): readonly boolean[] => { const facts = made(...messages); return facts.filter(({ type }) => type === 'MGF').map(detectedIn(facts, () => about)); };
  it('is the last of its kind and set that its raiser had, in all its copies from that sender', () => {
    expect(detected(true, mgf('a'), mgf('b'), mgf('b', { to: 'bimi' }), mgf('b', { from: 'rp-EA', to: 'dco' }), raised(), mgf('c'))).toEqual([false, true, true, false, false]);
    expect([detected(true, mgf('a'), raised({ section: '2.5.8' })), detected(true, mgf('a'), raised({ section: '9.9' })), detected(true, mgf('a'), raised({ migrationSetId: 'T' })), detected(true, mgf('a'), raised({}, 'dco')), detected(false, mgf('a'), raised()), detected(true, raised(), mgf('a'))])
      .toEqual([[false], [false], [false], [false], [false], [false]]);
  });
});

describe('rows and reports', () => {
  it('a row is whose MPAN, MPRN or id stands in it', () => {
    const of = whose(ESTATE);
    expect([{ a: SUBJECT.mpan }, { a: 'x', b: SUBJECT.mprn }, { a: SUBJECT.id }, { a: 'x' }, {}].map((row) => of(row)?.id)).toEqual(['I0001', 'I0001', 'I0001', undefined, undefined]);
    const { mprn: _mprn, ...single } = SUBJECT;
    expect(whose({ ...ESTATE, installations: [single] })({ a: 'undefined' })).toBeUndefined();
    expect(rowsOf(made({ type: 'MRR', from: 'bimi', to: 'mcc', content: { rows: [{ a: 1 }] } })[0]!)).toEqual([{ a: 1 }]);
  });
  const report = (key: string, ...lines: readonly string[]) => readReport(key, new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`));
  it('a report\'s number stands in its name, or its columns tell it', () => {
    expect(report('S1MIG-006_x', 'MPAN,a', '1,b')).toEqual({ report: 6, rows: [{ MPAN: '1', a: 'b' }] });
    expect(['S1MIG-010', 'S1MIG-7', 'S1MIG-0008'].map((key) => report(key, 'a,b')['report'])).toEqual([10, 7, 8]);
    expect(['FailedStepNumber,Completion Status', 'Completion Status,Reason Code', 'Reason Code', 'x'].map((heads) => report('key', `X MPAN,${heads}`)['report'])).toEqual([2, 6, 10, 1]);
    expect(report('key', 'X MPAN,X Completed', '1,yes', '2,no')['rows']).toEqual([{ MPAN: '1', Completed: 'yes' }, { MPAN: '2', Completed: 'no' }]);
    expect(() => report('key', 'a,b')).toThrow(new Error('no report: it has no MPAN column'));
    expect(() => readReport('key', new Uint8Array([255, 254, 200]))).toThrow();
  });
});

describe('what becomes of an Installation', () => {
  const told = (...messages: Made[]) => {
    const facts = made(...messages);
    const contents = new Map(facts.map(({ envelope, content }) => [envelope, content]));
    const observed = { run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: facts.map(({ envelope }) => envelope), subject: SUBJECT.id };
    return (subject = SUBJECT.id) => outcomesOf({ ...observed, subject }, (envelope) => ({ content: contents.get(envelope)! }));
  };
  const row = { mpan: SUBJECT.mpan };
  it('is told by the files that the reporting solution has of it', () => {
    expect(told(
      { type: 'MAVR', from: 'rp-CB', to: 'bimi', content: { rows: [{ ...row, result: 'Rejected', reasonCode: 'MA003' }, { mpan: 'x', result: 'Accepted' }] } }, { type: 'MAVR', from: 'rp-CB', to: 'mcc', content: { rows: [{ ...row, result: 'Accepted' }] } },
      { type: 'SCF', from: 's1sp-CB', to: 'bimi', content: { installations: [{ ...mine, outcome: 'Failure', failure: { failedStepNumber: '12.9' } }] } }, { type: 'COF', from: 'cp', to: 'bimi', content: { installations: [{ ...mine, outcome: 'Success' }] } },
      { type: 'MVF', from: 'mcfvf', to: 'bimi', content: { installations: [mine] } }, { type: 'MACR', from: 'rp-CB', to: 'bimi', content: { rows: [{ ...row, completionStatus: 'Failure', reasonCode: 'MA115' }] } },
    )()).toEqual(['MAVR Rejected MA003', 'SCF Failure 12.9', 'COF Success', 'MACR Failure MA115']);
  });
  it('of none that is not in the estate', () => expect(() => told()('I0009')).toThrow(new RangeError('no Installation I0009 in the estate')));
  it('so are its Incidents by their sections and raisers, in the order they were raised', () => {
    const raised = (section: string, from: string): Made => ({ type: 'INCIDENT_RAISED', from, to: 'mcc', content: { section, incidentId: section } });
    const facts = made(raised('2.7.5', 'cp'), raised('2.5.7', 's1sp-CB'), { ...raised('2.6.1', 'dco'), type: 'INCIDENT_CLOSED' });
    const contents = new Map(facts.map(({ envelope, content }) => [envelope, content]));
    const observed = { run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: facts.map(({ envelope }) => envelope), subject: SUBJECT.id };
    expect(incidentsOf(observed, (envelope) => ({ content: contents.get(envelope)! }))).toEqual(['2.7.5 cp', '2.5.7 s1sp']);
  });
});
