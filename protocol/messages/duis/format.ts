/**
 * Writing and reading DUIS-shaped XML: white-space-stripped out, a plain tree in. Signed XML must not be re-indented, so
 * nothing here ever adds white space.
 */
import type { XmlDocument } from 'libxml2-wasm';
import { Temporal } from 'temporal-polyfill';
import { EUI64 } from '../../domain.ts';
import type { Eui64 } from '../../domain.ts';
import { XmlTree } from './tree.ts';
import { UTC_PATTERN, readUtc, writeUtc } from '../../files/utc.ts';

export const SR = 'http://www.dccinterface.co.uk/ServiceUserGateway';
export const RA = 'http://www.dccinterface.co.uk/ResponseAndAlert';
/** Own extension namespace, for what no public DUIS text has (rulings R2-07, R2-08). */
export const EXTENSION = 'urn:smets1-migration-emulator:duis:1';
export const SCHEMA_VERSION = '5.4';

/** The bytes are well-formed XML but not the message that was expected. */
export class DuisFormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DuisFormatError';
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (found) => ESCAPES[found] ?? found);

/** `<sr:name>…</sr:name>`; strings are escaped, already built children pass as an array. */
export const sr = (name: string, content: string | readonly string[]): string =>
  `<sr:${name}>${typeof content === 'string' ? escapeXml(content) : content.join('')}</sr:${name}>`;

/** The same, or nothing when the value is absent. */
export const srIf = (name: string, content: string | undefined): string => (content === undefined ? '' : sr(name, content));

export const srRoot = (name: string, children: readonly string[], namespaces = ''): string =>
  `<sr:${name} xmlns:sr="${SR}"${namespaces} schemaVersion="${SCHEMA_VERSION}">${children.join('')}</sr:${name}>`;

/** @throws DuisFormatError when the root element is another one. */
export const rootOf = (document: XmlDocument, name: string, namespace = SR): XmlTree => {
  const root = XmlTree.of(document);
  if (root.name !== name || root.namespace !== namespace) throw new DuisFormatError(`expected ${name}, found ${root.name} in ${root.namespace || 'no namespace'}`);
  return root;
};

export const childIf = (parent: XmlTree, name: string, namespace = SR): XmlTree | undefined => {
  let found: XmlTree | undefined;
  for (const each of parent.children) {
    if (each.name !== name || each.namespace !== namespace) continue;
    if (found !== undefined) throw new DuisFormatError(`more than one ${name} in ${parent.name}`);
    found = each;
  }
  return found;
};

/** @throws DuisFormatError when absent or repeated. */
export const child = (parent: XmlTree, name: string, namespace = SR): XmlTree => {
  const found = childIf(parent, name, namespace);
  if (found === undefined) throw new DuisFormatError(`no ${name} in ${parent.name}`);
  return found;
};

/** The only element child, signature aside. */
export const onlyChild = (parent: XmlTree): XmlTree => {
  const [first, ...rest] = parent.children;
  if (first === undefined || rest.length > 0) throw new DuisFormatError(`${parent.name} must hold exactly one element`);
  return first;
};

export const textOf = (parent: XmlTree, name: string, namespace = SR): string => child(parent, name, namespace).text;
export const textIf = (parent: XmlTree, name: string, namespace = SR): string | undefined => childIf(parent, name, namespace)?.text;

export const euiOf = (parent: XmlTree, name: string, namespace = SR): Eui64 => toEui(textOf(parent, name, namespace));

/** DUIS lets hex digits be of either case; one Device must not appear as two. */
export const toEui = (text: string): Eui64 => {
  const eui = text.trim().toUpperCase();
  if (!EUI64.test(eui)) throw new DuisFormatError(`not an EUI-64: ${text}`);
  return eui;
};

/** A non-negative integer. DUIS counters go up to 2^64-1; the emulator's own stay exact in a double, and more is refused. */
export const toCount = (text: string): number => {
  const value = Number(text);
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(value)) throw new DuisFormatError(`not a usable counter: ${text}`);
  return value;
};

/** Virtual ms of an xs:dateTime that says its offset. What the emulator writes itself is read by arithmetic, the rest by Temporal. */
export const toMs = (text: string): number => {
  if (UTC_PATTERN.test(text) && writeUtc(readUtc(text)) === text) return readUtc(text);
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new DuisFormatError(`not a date and time with its offset: ${text}`);
  }
};

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
/** @throws DuisFormatError unless the text, white space aside, is exactly the base64 of what it decodes to. */
export const fromBase64 = (text: string): Uint8Array => {
  const stripped = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  const bytes = Buffer.from(stripped, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== stripped) throw new DuisFormatError('not base64');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
};

/** A RequestID or ResponseID: originator, target, counter. */
export interface MessageId {
  readonly originator: Eui64;
  readonly target: Eui64;
  readonly counter: number;
}
export const messageIdText = (id: MessageId): string => `${id.originator}:${id.target}:${id.counter}`;
/** @throws DuisFormatError */
export const parseMessageId = (text: string): MessageId => {
  const [originator, target, counter, ...rest] = text.trim().split(':');
  if (originator === undefined || target === undefined || counter === undefined || rest.length > 0) throw new DuisFormatError(`not a RequestID: ${text}`);
  return { originator: toEui(originator), target: toEui(target), counter: toCount(counter) };
};
