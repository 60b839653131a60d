import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDiagram } from '../../harness/reports/diagram.ts';
import { pageScript, pageStyle } from '../../harness/reports/diagram/assets.ts';
import { escapeJson } from '../../harness/reports/diagram/embed.ts';
import { dataOf, input, message } from './support.ts';

/** What ends or begins an element, a comment or a script line where it should be text. */
const ATTACKS = ['</script><script>alert(1)</script>', '<!--<script>', ']]>', '</title><img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', '\u2028alert(1)\u2029', "';alert(1)//", '&lt;script&gt;', '\\u003c/script>'];

const elements = (html: string, name: string): number => html.match(new RegExp(`<${name}[\\s>]`, 'gi'))?.length ?? 0;

describe('the page keeps others\' text as text', () => {
  const clean = renderDiagram(input());
  it.each(ATTACKS)('body, title, key, note, refusal and seed: %s', (attack) => {
    const html = renderDiagram(input({
      title: attack, seed: attack, ruleSet: attack, hash: attack,
      messages: [message({ body: attack, key: attack, from: attack, type: 'MCF' })],
      installations: [{ id: attack, groupId: attack }],
      notes: [{ t: 0, n: 0, party: attack, text: attack, clause: attack }],
      failures: [{ t: 0, n: 0, party: 'mcc', from: attack, type: 'MA', reason: attack }],
    }));
    for (const name of ['script', 'img', 'svg', 'title', 'iframe', 'link']) expect(elements(html, name), name).toBe(elements(clean, name));
    expect(html.match(/<\/script/gi)).toHaveLength(2);
    const data = dataOf(html);
    expect([data.title, data.keys[0], data.installations[0]?.id, data.notes[0]?.text, data.bodies[0]?.text]).toEqual([attack, attack, attack, attack, attack]);
  });

  it('whatever the text is, the embedded data has no "<" and reads back as it was', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...ATTACKS)), (text) => {
      const embedded = escapeJson({ [text]: [text] });
      expect(embedded).not.toMatch(/[<\u2028\u2029]/);
      expect(JSON.parse(embedded)).toEqual(Object.fromEntries([[text, [text]]]));
    }));
  });
});

describe('the page stands alone', () => {
  const html = renderDiagram(input());
  const script = pageScript();
  it('is one script without a syntax error, a name declared twice or a module left over', () => {
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^\s*(import|export)\b/m);
  });
  it('loads nothing and makes no code or markup from text', () => {
    expect(html).not.toMatch(/\s(src|href|action|on\w+)=/i);
    expect(pageStyle()).not.toMatch(/url\(|@import/);
    expect(script).not.toMatch(/\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|fetch\(|XMLHttpRequest|WebSocket|import\(/);
  });
  it('allows its own script and style by their hashes and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toBe(`default-src 'none'; script-src ${hash(script)}; style-src ${hash(pageStyle())}; base-uri 'none'; form-action 'none'`);
    expect(html).toContain(`<script>${script}</script>`);
    expect(html).toContain(`<style>${pageStyle()}</style>`);
  });
  it('follows the reader\'s light or dark, and says its language', () => {
    expect(pageStyle()).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('<html lang="en-GB">');
  });
});

describe('contrast (WCAG 2.1, 4.5 to 1 for text)', () => {
  const colours = (css: string): Map<string, string> => new Map([...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name as string, colour as string]));
  const [light, dark] = pageStyle().split('@media (prefers-color-scheme: dark)') as [string, string];
  const luminance = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };
  it.each([['light', light], ['dark', dark]])('%s', (_, css) => {
    const colour = colours(css);
    for (const text of ['ink', 'faint', 'file', 'wan', 'key', 'commissioning', 'incident', 'report']) {
      for (const ground of ['ground', 'panel', 'hover', 'chosen']) expect(contrast(colour.get(text) as string, colour.get(ground) as string), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour.get('ink') as string, colour.get('slip') as string)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('L9', () => {
  it('the same run, the same page; another body, another page', () => {
    const messages = Array.from({ length: 50 }, (_, at) => message({ t: at * 90_000, seq: at, key: `I000${at % 3}`, body: `{"n":${at}}` }));
    expect(renderDiagram(input({ messages }))).toBe(renderDiagram(input({ messages: messages.map((each) => ({ ...each, run: 'another', body: each.body.slice() })) })));
    expect(renderDiagram(input({ messages }))).not.toBe(renderDiagram(input({ messages: messages.slice(1) })));
  });
});
