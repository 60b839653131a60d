/** Issue 6: the AsyncAPI document is current, accepted by the official parser, and true of what travels. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { asyncApiDocument } from '../../harness/asyncapi/document.ts';
import { formatOf } from '../../harness/asyncapi/formats.ts';
import { subjectsPage } from '../../harness/asyncapi/subjectsPage.ts';
import { partOf, messageSubject } from '../../harness/bus/subjects.ts';
import { WORLD } from '../../harness/world/happenings.ts';
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MESSAGE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { NOTICES } from '../../protocol/messages/notices.ts';
import { HAPPY, runOf } from '../world/support.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const document = asyncApiDocument(version);

describe('the AsyncAPI document', () => {
  it('docs/asyncapi.json and docs/subjects.md are current: `npx mehrs asyncapi` writes them', () => {
    expect(readFileSync('docs/asyncapi.json', 'utf8')).toBe(`${JSON.stringify(document, null, 1)}\n`);
    expect(readFileSync('docs/subjects.md', 'utf8')).toBe(subjectsPage());
  });

  it('the official parser accepts it and finds every operation', { timeout: 60_000 }, async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => severity <= 1).map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
    expect(parsed?.allOperations().all().length).toBe(Object.keys(document.operations).length);
    expect(parsed?.allChannels().all().length).toBe(Object.keys(document.channels).length);
  });

  it('the official parser refuses it when an operation names a channel that is not there', async () => {
    const broken = { ...document, operations: { ...document.operations, x: { action: 'send', channel: { $ref: '#/channels/none' } } } };
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(broken));
    expect(parsed).toBeUndefined();
    expect(diagnostics.some(({ severity }) => severity === 0)).toBe(true);
  });

  it('every request that the code serves or asks on the control plane has a channel', () => {
    const folders = ['harness/processes', 'harness/bus', 'harness/cli'];
    const text = folders.flatMap((folder) => readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(folder, name), 'utf8'))).join('\n');
    const named = [...text.matchAll(/(?:serve\(|toProcess\([^,()]+, )'([a-z]+)'/g)].map(([, what = '']) => what);
    expect(new Set(named).size).toBeGreaterThan(7);
    expect(named.filter((what) => document.channels[`vt.${what}`] === undefined)).toEqual([]);
  });

  it('every kind of message has a channel and somebody who sends it', () => {
    for (const type of MESSAGE_TYPES) {
      expect(document.channels[`mig.${type}`]?.address).toBe(`mig.{run}.{from}.{to}.{part}.${type}.{key}.{seq}`);
      expect(Object.keys(document.operations).filter((name) => name.endsWith(`.sends.${type}`)), type).not.toEqual([]);
    }
  });
});

const ROWS = [HAPPY, '2.5.7-X5.9-02-too-late', '2.7.5-C4-recovered'];

describe('what travels is what the document says', () => {
  const messages: Envelope[] = [];
  const ajv = new Ajv({ strict: false });
  const validators = new Map<string, ValidateFunction>();
  const validator = (name: string, schema: object): ValidateFunction => {
    const known = validators.get(name) ?? ajv.compile(schema);
    validators.set(name, known);
    return known;
  };
  beforeAll(async () => { for (const row of ROWS) messages.push(...(await runOf(row)).messages); });

  it('bodies have the content announced, and JSON its schema', () => {
    const seen = new Set<MessageType>();
    for (const { type, body } of messages) {
      const { contentType, schema } = formatOf(type);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
      if (contentType === 'application/xml') expect(text, type).toMatch(/^<[A-Za-z]/);
      else if (contentType === 'text/csv') expect(text, type).toMatch(/^[A-Za-z0-9 ]+(,[A-Za-z0-9 ()/-]+)*\r\n/);
      else {
        const valid = validator(type, schema);
        expect(valid(JSON.parse(text)), `${type}: ${ajv.errorsText(valid.errors)} in ${text}`).toBe(true);
      }
      seen.add(type);
    }
    // Not a test of nothing: these rows show XML, CSV and a good part of the JSON messages.
    expect(['MCF', 'MAVR', 'COMMISSIONING_REQUEST', 'INCIDENT_RAISED', 'WAN_COMMAND', 'MA'].filter((type) => !seen.has(type as MessageType))).toEqual([]);
  });

  it('a body that is wrong in a field does not pass', () => {
    const valid = validator('INCIDENT_RAISED', formatOf('INCIDENT_RAISED').schema);
    const incident = JSON.parse(new TextDecoder().decode(messages.find(({ type }) => type === 'INCIDENT_RAISED')!.body)) as object;
    expect(valid(incident)).toBe(true);
    for (const wrong of [{ severity: 6 }, { incidentId: 'a.b' }, { raisedAt: '2020' }, { affectedUsers: 'SUPA' }]) expect(valid({ ...incident, ...wrong }), JSON.stringify(wrong)).toBe(false);
  });

  it('every notice has a schema with the fields that its decoder demands', () => {
    for (const [type, shape] of Object.entries(NOTICES)) {
      const schema = formatOf(type as MessageType).schema as { properties: object; required?: string[] };
      expect(Object.keys(schema.properties).sort(), type).toEqual(Object.keys(shape.shape).sort());
    }
  });

  it('envelopes have their schema, subjects their channel, senders and receivers their operation', () => {
    const { schemas } = (document as unknown as { components: { schemas: Record<string, object> } }).components;
    const valid = validator('envelope', schemas['envelope']!);
    const operations = new Set(Object.keys(document.operations));
    const sends = new Set<string>();
    for (const message of messages) {
      expect(valid({ ...message, body: [...message.body.subarray(0, 4)] }), ajv.errorsText(valid.errors)).toBe(true);
      const { address } = document.channels[`mig.${message.type}`]!;
      const { run, from, to, key, seq } = message;
      const said = { run, from, to, part: partOf(key), key, seq } as Readonly<Record<string, string | number>>;
      expect(address.replace(/\{(\w+)\}/g, (_, name: string) => String(said[name]))).toBe(messageSubject(message));
      sends.add(`${from === WORLD ? WORLD : roleOf(from)}.sends.${message.type}`);
    }
    expect([...sends].filter((each) => !operations.has(each))).toEqual([]);
    expect(sends.size).toBeGreaterThan(40);
  });
});
