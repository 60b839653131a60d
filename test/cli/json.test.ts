/** Where things stand in a JSON text: what the messages about a user's files are made of. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPlaces } from '../../harness/cli/jsonPlaces.ts';

const brokenAt = (text: string): string | undefined => {
  const { broken } = jsonPlaces(text, new Set());
  return broken === undefined ? undefined : `${broken.line}:${broken.column} ${broken.atEnd ? 'end, ' : ''}${broken.expected}`;
};

describe('jsonPlaces', () => {
  it.each([
    ['{\n  "a": 1,\n  "b" 2\n}', '3:7 ":"'],
    ['[1,\n2', '2:2 end, "," or "]"'],
    ['{"a": tru}', '1:7 a value'],
    ['{"a": "half', '1:7 a string that ends on its line'],
    ['{"a": 1,}', '1:9 a name in double quotes'],
    ['[1] 2', '1:5 nothing more'],
    ['[01]', '1:2 a value'],
    ['', '1:1 end, a value'],
  ])('%j is broken at %s', (text, place) => expect(brokenAt(text)).toBe(place));

  it('finds the lines of paths', () => {
    const text = '{\n "list": [\n  {"id": "a"},\n  {\n   "id": "b"\n  }\n ],\n "__proto__": 1\n}';
    const { lines } = jsonPlaces(text, new Set(['list', 'list[1]', 'list[1].id', '__proto__', 'list[2]']));
    expect([...lines]).toEqual([['list', 2], ['list[1]', 4], ['list[1].id', 5], ['__proto__', 8]]);
  });

  it('goes as deep as a text does', () => {
    expect(brokenAt('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBeUndefined();
    expect(brokenAt('['.repeat(1_000_000))).toMatch(/end, a value/);
  });

  it('finds nothing broken in what JSON.parse takes', () => {
    fc.assert(fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
      expect(brokenAt(JSON.stringify(JSON.parse(text), null, space))).toBeUndefined();
    }));
  });

  it('finds something broken in what JSON.parse refuses', () => {
    fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', 'x', '\n', '\u0001'), (json, at, sign) => {
      const cut = at % (json.length + 1);
      const text = json.slice(0, cut) + sign + json.slice(cut + 1);
      let refused = false;
      try {
        JSON.parse(text);
      } catch {
        refused = true;
      }
      if (refused) expect(brokenAt(text), text).toBeDefined();
      else expect(brokenAt(text), text).toBeUndefined();
    }), { numRuns: 500 });
  });
});
