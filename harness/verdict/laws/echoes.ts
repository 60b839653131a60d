/**
 * What a message repeats of another is what that one says: an answer is about the very Device and service that were asked for, and who
 * passes something on changes nothing of it (Guide Table 5 steps 4, 15 to 20; MEHRS 2.3.1, 2.7.5, 2.7.7).
 */
import { roleOf } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import type { Fact } from '../facts.ts';
import { field, textAt } from '../fields.ts';
import { ruling, type Law, type Wrong } from '../world.ts';

interface Echo {
  readonly of: MessageType;
  /** Sent by whom the other went to. */
  readonly in: MessageType;
  /** What tells which. */
  readonly by: readonly string[];
  readonly same: readonly string[];
}

const SERVICE = ['srv', 'srvVariant'] as const;
const COMMAND = ['installationId', 'deviceId', 'kind'] as const;

const ECHOES: readonly Echo[] = [
  { of: 'WAN_COMMAND', in: 'DEVICE_COMMAND', by: ['commandId'], same: [...COMMAND, 'payload', 'macS1sp', 'macDco'] },
  { of: 'DEVICE_COMMAND', in: 'DEVICE_RESULT', by: ['commandId'], same: COMMAND },
  { of: 'SIM_PROFILE', in: 'DEVICE_RESULT', by: ['commandId'], same: ['installationId', 'deviceId'] },
  { of: 'WAN_COMMAND', in: 'WAN_RESULT', by: ['commandId'], same: COMMAND },
  { of: 'KEY_REQUEST', in: 'KEY_RESPONSE', by: ['commandId'], same: ['migrationSetId', 'installationId', 'deviceId'] },
  { of: 'SIM_REQUEST', in: 'SIM_PROFILE', by: ['installationId'], same: ['apn'] },
  { of: 'SIM_REQUEST', in: 'SIM_NOTICE', by: ['installationId'], same: ['master'] },
  { of: 'CHF_REQUEST', in: 'CHF_RESPONSE', by: ['requestId'], same: SERVICE },
  { of: 'COMMISSIONING_REQUEST', in: 'SERVICE_RESPONSE', by: ['requestId'], same: SERVICE },
  { of: 'COUNTERSIGNED_REQUEST', in: 'S1SP_RESPONSE', by: ['requestId'], same: SERVICE },
];

const nameOf = ({ content }: Fact, by: readonly string[]): string => by.map((path) => textAt(content, path)).join(' ');

const judgeEcho = ({ of, in: echo, by, same }: Echo, ofType: ReadonlyMap<MessageType, readonly Fact[]>): readonly Wrong[] => {
  const said = new Map<string, Fact>();
  const both = [...ofType.get(of) ?? [], ...ofType.get(echo) ?? []].sort((a, b) => a.position - b.position);
  return both.flatMap((each) => {
    if (each.type === of) {
      said.set(`${roleOf(each.to)} ${nameOf(each, by)}`, each);
      return [];
    }
    const first = said.get(`${each.from} ${nameOf(each, by)}`);
    // What nobody asked for is an alert; a signed one repeats no service.
    return first === undefined ? [] : same.filter((path) => field(each.content, path) !== undefined && textAt(each.content, path) !== textAt(first.content, path))
      .map((path) => ({ detail: `${echo} of ${each.envelope.from} has ${path} ${textAt(each.content, path)}, the ${of} ${textAt(first.content, path)}`, stamp: each.stamp }));
  });
};

const byType = (facts: readonly Fact[]): ReadonlyMap<MessageType, readonly Fact[]> => {
  const found = new Map<MessageType, Fact[]>();
  for (const each of facts) {
    if (each.unreadable !== undefined) continue;
    const known = found.get(each.type);
    if (known === undefined) found.set(each.type, [each]);
    else known.push(each);
  }
  return found;
};

/** Where a message has a signed document of another in it, and what that one is. */
const ENCLOSED: readonly { readonly in: MessageType; readonly path: string; readonly of: MessageType }[] = [
  { in: 'COUNTERSIGNED_REQUEST', path: 'signedRequest', of: 'COMMISSIONING_REQUEST' },
  { in: 'SERVICE_RESPONSE', path: 'signedS1spResponse', of: 'S1SP_RESPONSE' },
  { in: 'ALERT', path: 'signedAlert', of: 'S1SP_RESPONSE' },
];

const textOf = (document: unknown): string => (document instanceof Uint8Array ? new TextDecoder().decode(document) : String(document));
/** One text for what is one document to a signature: an empty element is written in either way. */
const documentOf = (document: unknown): string => {
  const text = textOf(document);
  let whole = '';
  let from = 0;
  for (let at = text.indexOf('/>'); at !== -1; at = text.indexOf('/>', from)) {
    const [name = ''] = /^[^\s/>]*/.exec(text.slice(text.lastIndexOf('<', at) + 1, at)) ?? [];
    whole += `${text.slice(from, at)}></${name}>`;
    from = at + 2;
  }
  return whole + text.slice(from);
};

/** The document inside; an alert of the S1SP is passed on to the Commissioning Party as it is (MEHRS 2.7.7). */
const enclosedIn = ({ content, envelope: { body } }: Fact, path: string): unknown => field(content, path) ?? (content['s1spAlertCode'] === undefined ? undefined : body);

const judgeEnclosed = (facts: readonly Fact[]): readonly Wrong[] => {
  const sent = new Set<string>();
  return facts.flatMap((each) => {
    if (ENCLOSED.some(({ of }) => of === each.type)) sent.add(`${each.type} ${documentOf(each.envelope.body)}`);
    return ENCLOSED.flatMap(({ in: outer, path, of }) => {
      const document = each.type === outer ? enclosedIn(each, path) : undefined;
      return document === undefined || sent.has(`${of} ${documentOf(document)}`) ? [] : [{ detail: `${outer} to ${each.to} has a ${of} in it that nobody sent`, stamp: each.stamp }];
    });
  });
};

/** A supplier's authorisation goes on as it came; one that DCC makes itself comes from nobody (Guide 3.3.3). */
const judgeForwarded = (facts: readonly Fact[]): readonly Wrong[] => {
  const received = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  return facts.flatMap(({ type, from, to, content, envelope: { key, body }, stamp }) => {
    const name = names.get(key);
    if (type === 'MA_SIGNATURE_REJECTED' && name !== undefined && content['maFileName'] !== name) return [{ detail: `${to} is told that the signature of ${textAt(content, 'maFileName')} is rejected, which it sent as ${name}`, stamp }];
    if (type !== 'MA') return [];
    if (from === 'supplier') names.set(key, textAt(content, 'fileName'));
    const files = received.get(key) ?? new Set();
    if (from === 'supplier') received.set(key, files.add(nameOfBytes(body)));
    return from === 'supplier' || files.size === 0 || files.has(nameOfBytes(body)) ? [] : [{ detail: `the Migration Authorisation ${key} is another at ${to} than its supplier sent`, stamp }];
  });
};

export const echoes: Law = ({ facts }) => {
  const ofType = byType(facts);
  return [
    ruling('an answer is about what was asked for', 'Guide Table 5 steps 15 to 20', ECHOES.flatMap((each) => judgeEcho(each, ofType))),
    ruling('what is passed on is what was sent', 'MEHRS 2.3.1, 2.7.5, 2.7.7', [...judgeEnclosed(facts), ...judgeForwarded(facts)]),
  ];
};
