/**
 * The AsyncAPI 3 document of everything that travels: subjects from `harness/bus/subjects.ts`, kinds of message and the
 * schemas of their bodies from `protocol/messages`, senders and receivers from the routing table.
 */
import { TOKEN } from '../../protocol/messages/envelope.ts';
import { PARTS } from '../bus/subjects.ts';
import { CONTROL } from './control.ts';
import { conversations, receiverText, rolesOf, type Conversation } from './conversation.ts';
import { formatOf, type JsonSchema } from './formats.ts';

type Node = Readonly<Record<string, unknown>>;
export interface AsyncApiDocument extends Node {
  readonly channels: Readonly<Record<string, { readonly address: string }>>;
  readonly operations: Readonly<Record<string, Node>>;
}

const TOKEN_TEXT = TOKEN.source;
const ref = (path: string): Node => ({ $ref: `#/${path}` });

export const PARAMETERS: Readonly<Record<string, string>> = {
  run: 'The run, one world played once.',
  from: 'Address of the sender, a role or a role and its token, as in rp-CB. The server lets a party publish under its own only.',
  to: 'Address of the receiver.',
  part: `0 to ${PARTS - 1}, a hash of the key, so that one party can be split over workers.`,
  key: 'What the message is about: an Installation, a Migration set or a file.',
  seq: 'Counts from 1 for each pair of sender and receiver.',
  party: 'Address of a party, or the name of a process that plays several.',
  sha256: 'SHA-256 of the whole body, hex.',
  n: 'Chunk, from 0; each has 512 KB but the last.',
};

const parametersIn = (address: string): Node =>
  Object.fromEntries([...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, ref(`components/parameters/${name}`)]));

const HEADERS: JsonSchema = {
  type: 'object', required: ['Mehrs-Stamp'],
  properties: {
    'Mehrs-Stamp': { type: 'string', pattern: '^-?[0-9]+ [0-9]+$', description: 'When the receiver may read it: virtual milliseconds since 1970 and a micro-step.' },
    'Mehrs-File': { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'The body is empty and this is the SHA-256 of the real one, in the file channel of the same sender and receiver.' },
    'Mehrs-Length': { type: 'string', pattern: '^[0-9]+$', description: 'Bytes of that body.' },
    'Nats-Expected-Last-Subject-Sequence': { type: 'string', const: '0', description: 'A subject is stored once: publishing again changes nothing.' },
  },
};

/** The message as a party gets it, put together from subject, headers and body. */
const ENVELOPE: JsonSchema = {
  type: 'object', additionalProperties: false, required: ['run', 'from', 'to', 'type', 'key', 'seq', 'stamp', 'body'],
  properties: {
    ...Object.fromEntries(['run', 'from', 'to', 'type', 'key'].map((name) => [name, { type: 'string', pattern: TOKEN_TEXT, description: PARAMETERS[name] ?? 'Kind of message.' }])),
    seq: { type: 'integer', minimum: 1, description: PARAMETERS['seq'] },
    stamp: { type: 'object', additionalProperties: false, required: ['t', 'n'], properties: { t: { type: 'integer' }, n: { type: 'integer', minimum: 0 } } },
    body: { description: 'Bytes; see the payload of each message.' },
  },
};

const messageChannel = (type: string): string => `mig.${type}`;
export const messageAddress = (type: string): string => `mig.{run}.{from}.{to}.{part}.${type}.{key}.{seq}`;

const operationOf = ({ type, from, to, clauses }: Conversation): readonly (readonly [string, Node])[] => {
  const common = { channel: ref(`channels/${messageChannel(type)}`), messages: [ref(`channels/${messageChannel(type)}/messages/${type}`)] };
  const receivers = to.map(receiverText).join(', ');
  return [
    [`${from}.sends.${type}`, { action: 'send', title: `${from} sends ${type}`, description: `To ${receivers}. ${clauses.join('; ')}.`, tags: [{ name: from }], ...common }],
    ...to.flatMap(rolesOf).map((role): readonly [string, Node] =>
      [`${role}.receives.${type}`, { action: 'receive', title: `${role} receives ${type}`, tags: [{ name: role }], ...common }]),
  ];
};

const channel = (address: string, title: string, description: string, messages: Node): Node =>
  ({ address, title, description, parameters: parametersIn(address), messages });

const controlChannels = (): Node => Object.fromEntries(CONTROL.flatMap(({ what, direction, summary, request, answer }) => {
  const address = `vt.{run}.${direction}.{party}.${what}`;
  const message = (name: string, payload: JsonSchema): Node => ({ name, title: name, contentType: payload['type'] === 'string' ? 'application/octet-stream' : 'application/json', payload });
  return [
    [`vt.${what}`, channel(address, `Control: ${what}`, `${summary} Outside virtual time, never stored.`, { request: message(`${what} request`, request) })],
    // A reply goes to the inbox that the request names.
    [`vt.${what}.reply`, { address: null, title: `Answer to ${what}`, messages: { answer: message(`${what} answer`, answer) } }],
  ];
}));

const controlOperations = (): Node => Object.fromEntries(CONTROL.map(({ what, direction, summary }) => [`vt.${what}`, {
  action: 'send', title: direction === 'to' ? `the coordinator asks: ${what}` : `a party asks: ${what}`, summary, channel: ref(`channels/vt.${what}`),
  messages: [ref(`channels/vt.${what}/messages/request`)], tags: [{ name: 'coordinator' }],
  reply: { channel: ref(`channels/vt.${what}.reply`), messages: [ref(`channels/vt.${what}.reply/messages/answer`)], address: { location: '$message.header#/reply', description: 'The inbox of whoever asks.' } },
}]));

const binary = (name: string, description: string): Node => ({ name, title: name, contentType: 'application/octet-stream', payload: { description } });

const storageChannels = (): Node => ({
  file: channel('file.{run}.{from}.{to}.{sha256}.{n}', 'Chunks of large bodies', 'A body over 256 KiB, one copy for each receiver; read by subject, checked against its hash.', {
    chunk: { ...binary('file chunk', 'Bytes.'), headers: { type: 'object', required: ['Mehrs-Length'], properties: { 'Mehrs-Length': { type: 'string', pattern: '^[0-9]+$' } } } },
  }),
  state: channel('state.{run}.{party}', 'A party\'s state', 'Compare-and-set: a write names the sequence of the one before it, and a second copy of a party is fenced off.', { record: binary('state record', 'At most 256 KB, the party\'s own form.') }),
});

const messageComponent = (type: Conversation['type']): Node => {
  const { contentType, schema } = formatOf(type);
  return { name: type, title: type, contentType, headers: ref('components/schemas/headers'), payload: contentType === 'application/json' ? ref(`components/schemas/${type}`) : schema };
};

/** @param version of the program. */
export const asyncApiDocument = (version: string): AsyncApiDocument => {
  const said = conversations();
  const types = [...new Set(said.map(({ type }) => type))];
  const json = types.filter((type) => formatOf(type).contentType === 'application/json');
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'mehrs', version, license: { name: 'MIT' },
      description: 'Everything that travels between the parties of an emulated SMETS1 migration over NATS. Generated by `mehrs asyncapi` from the code; do not edit.',
    },
    defaultContentType: 'application/json',
    servers: {
      open: { host: 'localhost:4222', protocol: 'nats', description: 'A server without credentials: for one machine and one user.' },
      secured: { host: 'localhost:4222', protocol: 'nats', description: 'A server with the configuration that `mehrs keys` writes.', security: [ref('components/securitySchemes/nkey')] },
    },
    channels: {
      ...Object.fromEntries(types.map((type) => [messageChannel(type), channel(messageAddress(type), type, `Kept in the stream mig-<run>.`, { [type]: ref(`components/messages/${type}`) })])),
      ...controlChannels(), ...storageChannels(),
    } as AsyncApiDocument['channels'],
    operations: { ...Object.fromEntries(said.flatMap(operationOf)), ...controlOperations() } as AsyncApiDocument['operations'],
    components: {
      securitySchemes: { nkey: { type: 'asymmetricEncryption', description: 'An nkey of the party, from `mehrs keys`.' } },
      parameters: Object.fromEntries(Object.entries(PARAMETERS).map(([name, description]) => [name, { description }])),
      messages: Object.fromEntries(types.map((type) => [type, messageComponent(type)])),
      schemas: { envelope: ENVELOPE, headers: HEADERS, ...Object.fromEntries(json.map((type) => [type, formatOf(type).schema])) },
    },
  };
};
