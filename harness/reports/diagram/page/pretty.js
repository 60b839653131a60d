// Bodies made legible. Every function returns lines, a line being a list of [class, text]; nothing here makes HTML.

const LONG = 160;
const MAX_RECORDS = 40;

/** Base64 and its like: nobody reads it, everybody scrolls past it. */
const shortened = (text) =>
  text.replace(/[A-Za-z0-9+/=_-]{160,}/g, (run) => `${run.slice(0, 40)}… (${run.length.toLocaleString('en-GB')} characters)`);

const indentOf = (depth) => '  '.repeat(Math.min(depth, 24));

/** Works on XML cut anywhere: it indents what is there and closes nothing. */
const xmlLines = (text) => {
  const lines = [];
  let depth = 0;
  let leaf = null;
  const open = (parts) => {
    lines.push([['', indentOf(depth)], ...parts]);
    return lines[lines.length - 1];
  };
  for (const token of text.match(/<!--[^]*?(?:-->|$)|<[^>]*>?|[^<]+/g) ?? []) {
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (leaf !== null) leaf.push(['tag', token]);
      else open([['tag', token]]);
      leaf = null;
    } else if (token.startsWith('<')) {
      leaf = open([['tag', token]]);
      if (token.endsWith('/>') || token.startsWith('<?') || token.startsWith('<!')) leaf = null;
      else depth++;
    } else if (token.trim() !== '') {
      const value = ['value', shortened(token.trim())];
      if (leaf !== null) leaf.push(value);
      else open([value]);
    }
  }
  return lines;
};

const jsonLines = (text) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return [[['', shortened(text)]]];
  }
  return JSON.stringify(value, null, 2).split('\n').map((line) => {
    const parts = /^(\s*)("(?:[^"\\]|\\.)*")(: )?(.*)$/.exec(line);
    if (parts === null || parts[3] === undefined) return [['value', shortened(line)]];
    return [['', parts[1]], ['tag', parts[2]], ['', parts[3]], ['value', shortened(parts[4])]];
  });
};

/** RFC 4180, as far as it goes: an unfinished last record is shown as it stands. */
const csvRecords = (text) => {
  const records = [[]];
  let cell = '';
  let quoted = false;
  const end = () => {
    records[records.length - 1].push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const each = text[at];
    if (quoted) {
      if (each === '"' && text[at + 1] === '"') cell += text[at++];
      else if (each === '"') quoted = false;
      else cell += each;
    } else if (each === '"') quoted = true;
    else if (each === ',') end();
    else if (each === '\n') {
      end();
      records.push([]);
    } else if (each !== '\r') cell += each;
  }
  if (cell !== '' || records[records.length - 1].length > 0) end();
  return records.filter((record) => record.length > 0);
};

/** One record below another, a line a column: a panel is narrow and these files are wide. */
const csvLines = (text) => {
  const [head = [], ...records] = csvRecords(text);
  const width = Math.min(34, Math.max(0, ...head.map((name) => name.length)));
  const lines = records.slice(0, MAX_RECORDS).flatMap((record, index) => [
    [['tag', `record ${index + 1} of ${records.length}`]],
    ...head.flatMap((name, at) => (record[at] === undefined || record[at] === '' ? [] : [[['tag', `  ${name.padEnd(width)}  `], ['value', shortened(record[at])]]])),
  ]);
  if (records.length > MAX_RECORDS) lines.push([['tag', `and ${records.length - MAX_RECORDS} more records`]]);
  return lines.length === 0 ? [[['', shortened(text)]]] : lines;
};

const textLines = (text) => shortened(text).split('\n').map((line) => [['', line]]);

/** Lines that show a body of a form. */
export const linesOf = (form, text) => {
  const lines = form === 'xml' ? xmlLines(text) : form === 'json' ? jsonLines(text) : form === 'csv' ? csvLines(text) : textLines(text);
  return lines.length === 0 ? [[['', text.slice(0, LONG)]]] : lines;
};
