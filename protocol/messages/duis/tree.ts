/**
 * An XML document as a plain tree, read from what libxml2 itself writes out of a document it has parsed: one crossing into
 * WebAssembly in place of two per node (see `files/cursor.ts`, which does the same for migration files). No parser for
 * foreign bytes: well-formedness, entities and namespaces are settled before.
 */
import type { XmlDocument } from 'libxml2-wasm';

const TOKEN = /<(\/?)([^\s/>!?]+)((?:\s+[^\s=>]+=(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g;
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

  static of(document: XmlDocument): XmlTree {
    const source = document.toString({ format: false });
    const open: { readonly tree: XmlTree; readonly scope: Scope }[] = [];
    let root: XmlTree | undefined;
    let textFrom = 0;
    for (const token of source.matchAll(TOKEN)) {
      const [whole, slash, qualified, attributes = '', empty, cdata] = token;
      const at = token.index;
      const current = open.at(-1);
      if (current !== undefined) current.tree.#text += unescape(source.slice(textFrom, at)) + (cdata ?? '');
      textFrom = at + whole.length;
      if (qualified === undefined) continue;
      if (slash === '/') {
        if (current !== undefined) current.tree.#end = textFrom;
        open.pop();
        continue;
      }
      const scope = scopeOf(attributes, current?.scope ?? {});
      const colon = qualified.indexOf(':');
      const tree: XmlTree = new XmlTree(qualified.slice(colon + 1), scope[colon < 0 ? '' : qualified.slice(0, colon)] ?? '', source, at);
      tree.#end = textFrom;
      current?.tree.children.push(tree);
      root ??= tree;
      if (empty !== '/') open.push({ tree, scope });
    }
    if (root === undefined) throw new Error('a parsed document without a root element');
    return root;
  }
}

const scopeOf = (attributes: string, outer: Scope): Scope => {
  if (!attributes.includes('xmlns')) return outer;
  const scope: Record<string, string> = { ...outer };
  for (const [, prefix = '', double, single] of attributes.matchAll(NAMESPACE)) scope[prefix] = unescape(double ?? single ?? '');
  return scope;
};
