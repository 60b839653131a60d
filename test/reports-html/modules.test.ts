/** The page's own modules, as the browser runs them, without one: layout, filter, legible bodies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageData } from '../../harness/reports/diagram/model.ts';
import { HOUR, MINUTE } from '../../protocol/time.ts';
import { START, dataFor, message } from './support.ts';

interface Item { readonly kind: string; readonly y: number; readonly h: number; readonly at: number; readonly gap: number }
interface Layout { readonly items: readonly Item[]; readonly height: number; readonly lanes: readonly number[] }
type Line = readonly (readonly [string, string])[];
interface Filter { words: string; installation: string; party: string; failures: boolean; hidden: Set<string> }
interface Shown { readonly shown: readonly number[]; readonly notes: readonly number[]; readonly failures: number; readonly kinds: Readonly<Record<string, number>> }

const load = async (name: string): Promise<Record<string, unknown>> => await import(new URL(`../../harness/reports/diagram/page/${name}.js`, import.meta.url).href) as Record<string, unknown>;
const { layOut, firstBelow, durationText } = await load('layout') as {
  layOut(data: PageData, shown: readonly number[], notes: readonly number[]): Layout; firstBelow(items: readonly Item[], y: number): number; durationText(ms: number): string;
};
const { applyFilter, noFilter, searchIndex } = await load('filter') as { applyFilter(data: PageData, filter: Filter, index: unknown): Shown; noFilter(): Filter; searchIndex(data: PageData): unknown };
const { linesOf } = await load('pretty') as { linesOf(form: string, text: string): readonly Line[] };

const all = (data: PageData): readonly number[] => data.messages.map((_, at) => at);
const at = (...times: number[]): PageData => dataFor({ messages: times.map((t, seq) => message({ t: START + t, seq })) });

describe('layout: time downwards, gaps folded', () => {
  it('a gap of an hour is folded and says how long it was, a shorter one only makes room', () => {
    const data = at(0, 5 * MINUTE, 5 * MINUTE, 65 * MINUTE);
    const { items } = layOut(data, all(data), []);
    expect(items.map(({ kind }) => kind)).toEqual(['day', 'message', 'message', 'message', 'fold', 'message']);
    expect(items[4]?.gap).toBe(HOUR);
    const room = (index: number): number => (items[index + 1] as Item).y - (items[index] as Item).y - (items[index] as Item).h;
    expect(room(1)).toBeGreaterThan(0);
    expect(room(2)).toBe(0);
  });
  it('every new London day has its line', () => {
    const data = at(0, 23.5 * HOUR, 24 * HOUR);
    expect(layOut(data, all(data), []).items.map(({ kind }) => kind)).toEqual(['day', 'message', 'fold', 'message', 'day', 'message']);
  });
  it('nothing overlaps, every message has its row, and any height finds its row', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 * 24 * HOUR }), { minLength: 1, maxLength: 60 }), (times) => {
      const data = at(...times.sort((a, b) => a - b));
      const { items, height } = layOut(data, all(data), []);
      expect(items.filter(({ kind }) => kind === 'message').map((item) => item.at)).toEqual(all(data));
      items.forEach((item, index) => {
        expect(item.y + item.h).toBeLessThanOrEqual(items[index + 1]?.y ?? height);
        expect(firstBelow(items, item.y + 1)).toBe(index);
      });
      expect(firstBelow(items, height)).toBe(items.length);
    }), { numRuns: 50 });
  });
  it('only lanes that something shown uses', () => {
    const data = dataFor({ messages: [message({ from: 'mcc', to: 'bimi' }), message({ from: 'dco', to: 's1sp-CB' })], notes: [{ t: START + HOUR, n: 0, party: 'cp', text: 'x' }] });
    const lanes = (shown: number[], notes: number[]): string[] => layOut(data, shown, notes).lanes.map((lane) => data.parties[lane]?.id as string);
    expect(lanes([0], [])).toEqual(['mcc', 'bimi']);
    expect(lanes([], [0])).toEqual(['cp']);
  });
  it('durations in words', () => {
    expect([HOUR, 26 * HOUR + 5 * MINUTE, 90_000, 12_000].map(durationText)).toEqual(['1 h', '1 d 2 h 5 min', '1 min', '12 s']);
  });
});

describe('filters narrow', () => {
  const data = dataFor({
    messages: [
      message({ key: 'I0001', body: '{"result":"unreachable"}' }), message({ key: 'I0002', to: 'dco', body: '{"secret":"Needle"}' }),
      message({ key: 'SET-1', type: 'MCF', from: 'rp-CB', to: 'dco', body: '<a>I0001 I0002</a>' }), message({ key: 'T1', type: 'INCIDENT_RAISED', to: 'mcc', body: '{"section":"2.5.7"}' }),
    ],
    notes: [{ t: START, n: 9, party: 'dco', text: 'I0002 is viable' }, { t: START, n: 9, party: 'mcc', text: 'nothing' }],
    failures: [{ t: START, n: 9, party: 'mcc', from: 'dco', type: 'MA', reason: 'unreadable' }],
  });
  const index = searchIndex(data);
  const shown = (given: Partial<Filter>): Shown => applyFilter(data, { ...noFilter(), ...given }, index);
  it('none shows everything', () => expect(shown({})).toMatchObject({ shown: [0, 1, 2, 3], notes: [0, 1, 2], failures: 3, kinds: { wan: 2, file: 1, incident: 1 } }));
  it('Installation by id, by its beginning, by Group ID; files that name it too', () => {
    expect(shown({ installation: 'i0002' })).toMatchObject({ shown: [1, 2], notes: [0] });
    expect(shown({ installation: 'EB' }).shown).toEqual([1, 2]);
    expect(shown({ installation: 'I000' }).shown).toEqual([0, 1, 2]);
    expect(shown({ installation: 'I9' }).shown).toEqual([]);
  });
  it('party, as sender or receiver', () => expect(shown({ party: 'dco' })).toMatchObject({ shown: [1, 2], notes: [0] }));
  it('failures only: the message, the Incident, the refusal', () => expect(shown({ failures: true })).toMatchObject({ shown: [0, 3], notes: [2], failures: 3 }));
  it('search: every word, in row or body, whatever its case', () => {
    expect(shown({ words: 'NEEDLE dco' }).shown).toEqual([1]);
    expect(shown({ words: 'needle mcf' }).shown).toEqual([]);
    expect(shown({ words: 'unreachable' }).shown).toEqual([0]);
    expect(shown({ words: data.bodies[2]?.sha256 ?? 'none' }).shown).toEqual([2]);
  });
  it('a hidden kind is still counted', () => expect(shown({ hidden: new Set(['wan']) })).toMatchObject({ shown: [2, 3], kinds: { wan: 2 } }));
});

describe('bodies made legible', () => {
  const text = (form: string, body: string): string => linesOf(form, body).map((line) => line.map(([, part]) => part).join('')).join('\n');
  it('XML is indented, a leaf stays on its line', () => {
    expect(text('xml', '<a><b>1</b><c/><d><e>2</e></d></a>')).toBe('<a>\n  <b>1</b>\n  <c/>\n  <d>\n    <e>2</e>\n  </d>\n</a>');
  });
  it('XML cut anywhere is still shown, all of it', () => {
    const whole = '<a x="1"><b>text</b><!-- c --><d>more</d></a>';
    for (let cut = 1; cut <= whole.length; cut++) expect(text('xml', whole.slice(0, cut)).replace(/\s/g, '')).toBe(whole.slice(0, cut).replace(/\s/g, ''));
  });
  it('JSON is indented, and shown as it is where it was cut', () => {
    expect(text('json', '{"a":[1,"x"]}')).toBe('{\n  "a": [\n    1,\n    "x"\n  ]\n}');
    expect(text('json', '{"a":[1,')).toBe('{"a":[1,');
  });
  it('CSV: a line a column, empty ones left out, quotes read', () => {
    expect(text('csv', 'A,Long\r\n1,"x, ""y"""\r\n2,\r\n')).toBe('record 1 of 2\n  A     1\n  Long  x, "y"\nrecord 2 of 2\n  A     2');
  });
  it('what nobody reads is shortened and says how long it was', () => {
    expect(text('xml', `<a>${'Q'.repeat(2_000)}</a>`)).toBe(`<a>${'Q'.repeat(40)}… (2,000 characters)</a>`);
  });
  it('any text of any form gives lines', () => {
    fc.assert(fc.property(fc.constantFrom('xml', 'json', 'csv', 'text', 'binary'), fc.string({ unit: 'binary', minLength: 1 }), (form, body) => {
      const lines = linesOf(form, body);
      expect(lines.length > 0 && lines.every((line) => line.every(([kind, part]) => typeof kind === 'string' && typeof part === 'string'))).toBe(true);
    }));
  });
});
