/**
 * An XML document as a plain tree, read from what libxml2 itself writes out of a document it has parsed: one crossing into
 * WebAssembly in place of two per node (see `files/cursor.ts`, which does the same for migration files). No parser for
 * foreign bytes: well-formedness, entities and namespaces are settled before.
 */
import type { XmlDocument } from 'libxml2-wasm';

const [SLASH, BANG, QUERY, GT, DOUBLE, SINGLE, BLANK, OPEN_BRACKET] = [0x2f, 0x21, 0x3f, 0x3e, 0x22, 0x27, 0x20, 0x5b];
const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';
const NAMESPACE = /\sxmlns(?::([^\s=]+))?=(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  (text.includes('&') ? text.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) =>
    (hex !== undefined ? String.fromCodePoint(parseInt(hex, 16)) : decimal !== undefined ? String.fromCodePoint(Number(decimal)) : NAMED[name ?? ''] ?? whole)) : text);

type Scope = Readonly<Record<string, string>>;

export class XmlTree {
  readonly children: XmlTree[] = [];
  #text = '';
  #end = 0;

  private constructor(
    /** Local name. */
    readonly name: string,
    /** Namespace name, empty for none. */
    readonly namespace: string,
    private readonly source: string,
    private readonly start: number,
  ) {}

  /** Own text; empty where there are element children. */
  get text(): string {
    return this.children.length === 0 ? this.#text : '';
  }

  /** The element as XML text. */
  toXml(): string {
    return this.source.slice(this.start, this.#end);
  }

  /** What a signature is made of is no message: it stands in the tree as one element without children or text. */
  static of(document: XmlDocument): XmlTree {
    const source = document.toString({ format: false });
    const open: { readonly tree: XmlTree; readonly scope: Scope; readonly counted: boolean }[] = [];
    let root: XmlTree | undefined;
    /** Open elements inside a signature. */
    let unseen = 0;
    let after = 0;
    for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', after)) {
      const current = open.at(-1);
      const isSeen = current?.counted === true;
      if (isSeen && at > after) current.tree.#text += unescape(source.slice(after, at));
      const kind = source.charCodeAt(at + 1);
      if (kind === BANG && source.charCodeAt(at + 2) === OPEN_BRACKET) {
        after = source.indexOf(']]>', at) + 3;
        if (isSeen) current.tree.#text += source.slice(at + '<![CDATA['.length, after - 3);
      } else if (kind === BANG) after = source.indexOf('-->', at + 4) + 3;
      else if (kind === QUERY) after = source.indexOf('?>', at) + 2;
      else if (kind === SLASH) {
        after = source.indexOf('>', at) + 1;
        if (unseen > 0) unseen -= 1;
        else if (current !== undefined) {
          current.tree.#end = after;
          open.pop();
        }
      } else {
        const nameEnd = endOfName(source, at + 1);
        after = endOfTag(source, nameEnd);
        const isEmpty = source.charCodeAt(after - 2) === SLASH;
        if (current?.counted === false) {
          if (!isEmpty) unseen += 1;
          continue;
        }
        const scope = scopeOf(source.slice(nameEnd, after - 1), current?.scope ?? {});
        const qualified = source.slice(at + 1, nameEnd);
        const colon = qualified.indexOf(':');
        const tree: XmlTree = new XmlTree(qualified.slice(colon + 1), scope[colon < 0 ? '' : qualified.slice(0, colon)] ?? '', source, at);
        tree.#end = after;
        current?.tree.children.push(tree);
        root ??= tree;
        if (!isEmpty) open.push({ tree, scope, counted: tree.namespace !== SIGNATURE_NAMESPACE });
      }
    }
    if (root === undefined) throw new Error('a parsed document without a root element');
    return root;
  }
}

/** Where the name of a start tag ends. */
const endOfName = (source: string, from: number): number => {
  let at = from;
  for (let code = source.charCodeAt(at); code > BLANK && code !== GT && code !== SLASH; code = source.charCodeAt(at)) at += 1;
  return at;
};

/** Behind the `>` of a start tag: values may hold one. */
const endOfTag = (source: string, from: number): number => {
  let quote = 0;
  for (let at = from; ; at += 1) {
    const code = source.charCodeAt(at);
    if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === GT) return at + 1;
    else if (code === DOUBLE || code === SINGLE) quote = code;
    else if (Number.isNaN(code)) throw new Error('a tag without an end in a serialised document');
  }
};

const scopeOf = (attributes: string, outer: Scope): Scope => {
  if (!attributes.includes('xmlns')) return outer;
  const scope: Record<string, string> = { ...outer };
  for (const [, prefix = '', double, single] of attributes.matchAll(NAMESPACE)) scope[prefix] = unescape(double ?? single ?? '');
  return scope;
};
