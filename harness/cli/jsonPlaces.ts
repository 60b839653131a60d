/**
 * Where things stand in a JSON text: the line of a path like `installations[3].mpan`, and the first place that is no JSON.
 * `JSON.parse` reads, this only explains afterwards; nesting costs no stack.
 */

export interface JsonPlaces {
  /** 1-based line of each wanted path that was found. */
  readonly lines: ReadonlyMap<string, number>;
  readonly broken?: { readonly line: number; /** 1-based, in UTF-16 code units. */ readonly column: number; readonly expected: string; readonly atEnd: boolean };
}

interface Frame {
  readonly path: string;
  readonly array: boolean;
  index: number;
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
/** Paths of what lies deeper are not told apart. */
const DEEPEST = 16;

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index after the string that begins at `from`; -1 when it does not end on its line or has an escape that is none. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return -1;
    at = ESCAPE.lastIndex - 1;
  }
  return -1;
};

export const jsonPlaces = (text: string, wanted: ReadonlySet<string>): JsonPlaces => {
  const lines = new Map<string, number>();
  const frames: Frame[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  // Only white space has line feeds; each is looked for once, or a text on one line would be searched to its end from every sign.
  let feed = text.indexOf('\n');
  let path = '';
  const skipSpace = (): void => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    for (; feed >= 0 && feed < at; feed = text.indexOf('\n', feed + 1)) {
      line += 1;
      lineStart = feed + 1;
    }
  };
  const broken = (expected: string): JsonPlaces => ({ lines, broken: { line, column: at - lineStart + 1, expected, atEnd: at >= text.length } });
  const child = (frame: Frame, name: string): string => (frames.length > DEEPEST ? '' : frame.array ? `${frame.path}[${frame.index}]` : frame.path === '' ? name : `${frame.path}.${name}`);

  let expects: 'value' | 'member' | 'after' = 'value';
  for (;;) {
    skipSpace();
    const frame = frames.at(-1);
    const sign = text[at];
    if (expects === 'after') {
      if (frame === undefined) return at >= text.length ? { lines } : broken('nothing more');
      if (sign === (frame.array ? ']' : '}')) {
        frames.pop();
        at += 1;
        continue;
      }
      if (sign !== ',') return broken(frame.array ? '"," or "]"' : '"," or "}"');
      at += 1;
      frame.index += 1;
      path = child(frame, '');
      expects = frame.array ? 'value' : 'member';
    } else if (expects === 'member') {
      const end = sign === '"' ? endOfString(text, at) : -1;
      if (end < 0) return broken('a name in double quotes');
      path = child(frame as Frame, text.slice(at + 1, end - 1));
      if (wanted.has(path)) lines.set(path, line);
      at = end;
      skipSpace();
      if (text[at] !== ':') return broken('":"');
      at += 1;
      expects = 'value';
    } else {
      if (wanted.has(path) && !lines.has(path)) lines.set(path, line);
      if (sign === '[' || sign === '{') {
        const opened: Frame = { path, array: sign === '[', index: 0 };
        frames.push(opened);
        at += 1;
        skipSpace();
        path = opened.array ? child(opened, '') : '';
        expects = text[at] === (opened.array ? ']' : '}') ? 'after' : opened.array ? 'value' : 'member';
        continue;
      }
      SCALAR.lastIndex = at;
      const end = sign === '"' ? endOfString(text, at) : SCALAR.test(text) ? SCALAR.lastIndex : -1;
      if (end < 0) return broken(sign === '"' ? 'a string that ends on its line' : 'a value');
      at = end;
      expects = 'after';
    }
  }
};
