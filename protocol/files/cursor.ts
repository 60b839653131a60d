/**
 * Reads forward through XML that libxml2 itself wrote out from a document which has passed the schema.
 * Walking libxml2's tree node by node costs two crossings into WebAssembly and a wrapper per node; one serialisation and this
 * cursor read the same tree in a third of the time (0.18 ms against 0.5 ms for an MCF of one Installation, parsing and
 * validation included). It is no parser for foreign bytes: well-formedness, entities, namespaces and order are settled before.
 */
const SLASH = 0x2f;
const GT = 0x3e;
const BANG = 0x21;
const QUERY = 0x3f;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.indexOf('&') < 0 ? text : text.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (_, hex?: string, decimal?: string, name?: string) =>
    (hex !== undefined ? String.fromCodePoint(parseInt(hex, 16)) : decimal !== undefined ? String.fromCodePoint(+decimal) : NAMED[name!]!));

export class Cursor {
  #at = 0;
  /** The element just entered closed itself (`<a/>`). */
  #closed = false;

  constructor(private readonly source: string) {}

  /** Enters the next child element; its local name, or undefined when the current element ends, which leaves it. */
  enter(): string | undefined {
    if (this.#closed) {
      this.#closed = false;
      return undefined;
    }
    for (;;) {
      const open = this.source.indexOf('<', this.#at);
      if (open < 0) return undefined;
      const next = this.source.charCodeAt(open + 1);
      if (next === SLASH) {
        this.#at = this.source.indexOf('>', open) + 1;
        return undefined;
      }
      if (next !== BANG && next !== QUERY) return this.#startTag(open + 1);
      this.#skipAside(open, next);
    }
  }

  /** Text of the element just entered, which leaves it. */
  text(): string {
    if (this.#closed) {
      this.#closed = false;
      return '';
    }
    let out = '';
    for (;;) {
      const open = this.source.indexOf('<', this.#at);
      out += unescape(this.source.slice(this.#at, open));
      const next = this.source.charCodeAt(open + 1);
      if (next === SLASH) {
        this.#at = this.source.indexOf('>', open) + 1;
        return out;
      }
      this.#skipAside(open, next);
    }
  }

  #startTag(from: number): string {
    let end = from;
    let name = from;
    for (let code = this.source.charCodeAt(end); code > 0x20 && code !== GT && code !== SLASH; code = this.source.charCodeAt(++end)) {
      if (code === 0x3a) name = end + 1;
    }
    const local = this.source.slice(name, end);
    let quote = 0;
    for (; quote !== 0 || this.source.charCodeAt(end) !== GT; end++) {
      const code = this.source.charCodeAt(end);
      if (quote === 0 ? code === 0x22 || code === 0x27 : code === quote) quote = quote === 0 ? code : 0;
    }
    this.#closed = this.source.charCodeAt(end - 1) === SLASH;
    this.#at = end + 1;
    return local;
  }

  /** Passes a comment or a processing instruction. */
  #skipAside(open: number, kind: number): void {
    const mark = kind === BANG ? '-->' : '?>';
    this.#at = this.source.indexOf(mark, open + 2) + mark.length;
  }
}
