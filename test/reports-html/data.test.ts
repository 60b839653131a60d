import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, MAX_EMBEDDED_BYTES, embedBodies } from '../../harness/reports/diagram/body.ts';
import { MESSAGE_TYPES } from '../../protocol/messages/types.ts';
import { encodeMacr, encodeMavr } from '../../protocol/files/csv.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import { HOUR, londonTime } from '../../protocol/time.ts';
import { START, dataFor, message } from './support.ts';

const KIB = 1024;
const bytes = (bodies: readonly { readonly text: string | null }[]): number => bodies.reduce((sum, { text }) => sum + new TextEncoder().encode(text ?? '').length, 0);

describe('size limits', () => {
  it('a long body is cut, and the page says where', () => {
    const [body] = dataFor({ messages: [message({ body: `<a>${'x'.repeat(40 * KIB)}</a>` })] }).bodies;
    expect(body).toMatchObject({ size: 40 * KIB + 7, form: 'xml', cutAt: MAX_BODY_BYTES });
    expect(body?.text).toHaveLength(MAX_BODY_BYTES);
  });
  it('a body of just the limit is whole', () => {
    const [body] = dataFor({ messages: [message({ body: 'x'.repeat(MAX_BODY_BYTES) })] }).bodies;
    expect(body?.cutAt).toBeUndefined();
    expect(body?.text).toHaveLength(MAX_BODY_BYTES);
  });
  it('is not cut within a character', () => {
    for (const limit of [256, 257, 258, 259]) {
      const { bodies: [body] } = embedBodies([message({ body: '€😀'.repeat(200) })], limit);
      expect(body?.cutAt).toBeLessThanOrEqual(limit);
      expect(limit - (body?.cutAt ?? 0)).toBeLessThan(4);
      expect('€😀'.repeat(200).startsWith(body?.text as string)).toBe(true);
    }
  });
  it('many long bodies are cut alike until all fit', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => message({ seq: at, body: `${at} ${'x'.repeat(20 * KIB)}` }));
    const { bodies } = embedBodies(many);
    expect(bytes(bodies)).toBeLessThanOrEqual(MAX_EMBEDDED_BYTES);
    expect(bytes(bodies)).toBeGreaterThan(MAX_EMBEDDED_BYTES * 0.99);
    expect(new Set(bodies.map(({ cutAt }) => cutAt)).size).toBe(1);
    expect(bodies.every(({ size }) => size > 20 * KIB)).toBe(true);
  });
  it('where nothing of use would fit, nothing is embedded but size and hash', () => {
    const many = Array.from({ length: 20 }, (_, at) => message({ seq: at, body: `${at}${'x'.repeat(KIB)}` }));
    expect(embedBodies(many, KIB, KIB).bodies.every(({ text, sha256 }) => text === null && sha256.length === 64)).toBe(true);
  });
  it('copies of a file are embedded once', () => {
    const copies = ['s1sp-CB', 'dco', 'bimi'].map((to) => message({ to, type: 'MCF', body: '<MigrationCommonFile/>' }));
    const { bodies, messages } = dataFor({ messages: copies });
    expect(bodies).toHaveLength(1);
    expect(messages.map((each) => each[7])).toEqual([0, 0, 0]);
  });
});

describe('bodies as people read them', () => {
  it('R2-09: of an MA the CSV inside the package, but size and hash of what travelled', () => {
    const body = encodeMaPackage({ fileName: 'MA_CB_02-5E-00-F0-00-00-00-01_20201103_090000', csv: new TextEncoder().encode('MPAN,MPRN\r\n1,2\r\n'), signature: 'AAAA' });
    expect(dataFor({ messages: [message({ type: 'MA', body })] }).bodies).toMatchObject([{ form: 'csv', text: 'MPAN,MPRN\r\n1,2\r\n', size: body.byteLength }]);
  });
  it.each([['{"a":1}', 'json', '{"a":1}'], [' <a/>', 'xml', ' <a/>'], ['', 'empty', ''], ['plain', 'text', 'plain'], [new Uint8Array([0, 1, 255]), 'binary', '00 01 ff']] as const)('%s is %s', (body, form, text) => {
    expect(dataFor({ messages: [message({ body })] }).bodies).toMatchObject([{ form, text }]);
  });
});

describe('what went wrong', () => {
  const said = (given: Parameters<typeof message>[0]): string | undefined => {
    const { messages: [first], failures } = dataFor({ messages: [message(given)] });
    return failures[first?.[8] as number];
  };
  const record = { mpan: '1200012345678', mprn: '' };
  const file = { maFileName: 'MA_CB_02-5E-00-F0-00-00-00-01_20201103_090000', generatedAt: START };
  it('a MACR that says Failure, with its code; not one that says Success', () => {
    expect(said({ type: 'MACR', body: encodeMacr({ ...file, records: [{ ...record, completionStatus: 'Failure', reasonCode: 'MA115' }] }) })).toBe('MACR: 1 failure (MA115)');
    expect(said({ type: 'MACR', body: encodeMacr({ ...file, records: [{ ...record, completionStatus: 'Success', reasonCode: '' }] }) })).toBeUndefined();
  });
  it('a rejection in a MAVR', () => {
    expect(said({ type: 'MAVR', body: encodeMavr({ ...file, records: [{ ...record, result: 'Rejected', reasonCode: 'MA007' }] }) })).toBe('MAVR: 1 rejection (MA007)');
  });
  it('Incidents, at every step', () => {
    for (const type of MESSAGE_TYPES.filter((each) => each.startsWith('INCIDENT_'))) expect(said({ type, body: '{"section":"2.5.7"}' }), type).toBe(`${type}: MEHRS 2.5.7`);
  });
  it('answers that say no, and none that say yes', () => {
    expect(said({ body: '{"result":"unreachable"}' })).toBe('WAN_RESULT: result unreachable');
    expect(said({ type: 'VIABILITY_RESPONSE', body: '{"viable":false,"reason":"no MEF"}' })).toBe('VIABILITY_RESPONSE: viable false (no MEF)');
    expect(said({ body: '{"result":"answered"}' })).toBeUndefined();
  });
  it('a file that cannot be read', () => {
    expect(said({ type: 'SCF', body: '<S1SPCommissioningFile' })).toMatch(/^SCF: unreadable/);
  });
  it('a refusal stands at the message refused, or as a note when that is not shown', () => {
    const refusal = { t: START, n: 1, party: 'rp-CB', from: 's1sp-CB', type: 'WAN_RESULT', reason: 'not JSON in UTF-8' };
    const shown = dataFor({ failures: [refusal] });
    expect(shown.failures).toEqual(['refused: not JSON in UTF-8']);
    expect(shown.notes).toEqual([]);
    const lone = dataFor({ failures: [{ ...refusal, from: 'dco' }] });
    expect(lone.notes).toMatchObject([{ before: 1, text: 'refused WAN_RESULT of dco: not JSON in UTF-8', failure: true }]);
    expect(lone.messages[0]?.[8]).toBe(-1);
  });
});

describe('what a message is about', () => {
  const about = (...given: Parameters<typeof message>[0][]) => dataFor({
    messages: given.map(message), installations: [{ id: 'I0001', groupId: 'CB', mpan: '1200012345678' }, { id: 'I0002', groupId: 'EB', mpan: '1200012345679' }],
  }).messages.map((each) => each[9]);
  it('its key, else the ids in its body, else those of messages with its key', () => {
    expect(about({ key: 'I0002', body: '{"x":"I0001"}' }, { key: 'SET-1', type: 'MCF', body: '<a>I0002</a><b>I0001</b>' }, { key: 'SET-1', type: 'ALERT', body: '{}' })).toEqual([[1], [0, 1], [0, 1]]);
  });
  it('an MPAN names its Installation; part of an id names none', () => {
    expect(about({ key: 'MA-1', type: 'MAVR', body: 'MPAN\r\n1200012345679\r\n' }, { key: 'MA-2', body: '{"x":"I00011"}' })).toEqual([[1], []]);
  });
  it('a report is about what it names, not about what others of its number did', () => {
    expect(about({ key: 'S1MIG-001', type: 'MRR', body: 'X\r\nI0001\r\n' }, { key: 'S1MIG-001', type: 'MRR', body: 'X\r\n7\r\n' })).toEqual([[0], []]);
  });
});

describe('lanes and time', () => {
  it('parties stand in the order in which a migration passes them, the world last', () => {
    const parties = ['bimi', 'devices', 'rp-CB', 'mcc', 'supplier-SUPB', 'supplier-SUPA', 's1sp-CB'];
    const { parties: lanes } = dataFor({ messages: parties.map((to, at) => message({ from: 'world', to, seq: at })) });
    expect(lanes.map(({ id }) => id)).toEqual(['supplier-SUPA', 'supplier-SUPB', 'mcc', 'rp-CB', 's1sp-CB', 'bimi', 'devices', 'world']);
  });
  it('London time on both sides of a clock change', () => {
    const night = londonTime('2020-10-25', '00:30');
    const { times } = dataFor({ messages: [0, 1, 2].map((hours) => message({ t: night + hours * HOUR + 1_500, seq: hours })) });
    expect(times.map(([, text, zone]) => `${text} ${zone}`)).toEqual(['2020-10-25 00:30:01.500 BST', '2020-10-25 01:30:01.500 BST', '2020-10-25 01:30:01.500 GMT']);
  });
  it('refuses messages that are not in order', () => {
    expect(() => dataFor({ messages: [message({ t: START + 1 }), message({ t: START })] })).toThrow(RangeError);
    expect(() => dataFor({ messages: [message({ n: 2 }), message({ n: 1 })] })).toThrow(RangeError);
  });
  it('a note stands after the messages of its moment', () => {
    const messages = [1, 2, 3].map((n) => message({ n, seq: n }));
    expect(dataFor({ messages, notes: [{ t: START, n: 2, party: 'mcc', text: 'late' }, { t: START, n: 0, party: 'mcc', text: 'early' }] }).notes.map(({ before, text }) => [before, text])).toEqual([[0, 'early'], [2, 'late']]);
  });
});
