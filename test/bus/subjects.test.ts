import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageSubject, parseMessageSubject, PARTS, partOf } from '../../harness/bus/subjects.ts';
import { message } from './support.ts';

const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);

describe('B8 subjects', () => {
  it('what was built parses to the same facts', () => {
    fc.assert(fc.property(token, token, token, token, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (run, from, to, key, seq) => {
      const { body, stamp, ...facts } = message(run, from, to, seq, { key });
      expect([body.length > 0, stamp.n]).toEqual([true, 0]);
      expect(parseMessageSubject(messageSubject({ ...facts, body, stamp }))).toEqual(facts);
    }));
  });

  it('anything else is refused as corrupt', () => {
    const genuine = messageSubject(message('r', 'mcc', 'dco', 1, { key: 'I1' }));
    const [mig, run, from, to, part, type, key, seq] = genuine.split('.') as [string, string, string, string, string, string, string, string];
    const forged = [
      '', 'mig', `x.${genuine}`, `${genuine}.x`, [mig, run, from, to, String((Number(part) + 1) % PARTS), type, key, seq].join('.'),
      [mig, run, from, to, part, type, key, '0'].join('.'), [mig, run, from, to, part, type, key, '01'].join('.'), [mig, run, from, to, part, type, key, '1e0'].join('.'),
      [mig, run, '', to, part, type, key, seq].join('.'), [mig, run, '*', to, part, type, key, seq].join('.'), ['vt', run, from, to, part, type, key, seq].join('.'),
    ];
    for (const each of forged) expect(() => parseMessageSubject(each), each).toThrow(/is not the subject of a message/);
    expect(parseMessageSubject(genuine).key).toBe('I1');
  });

  it('parts are fixed for all time and spread Installations evenly', () => {
    expect(['I0001', 'I0002', 'MS-1', ''].map(partOf)).toMatchInlineSnapshot(`
      [
        55,
        10,
        31,
        5,
      ]
    `);
    const counts = new Array<number>(PARTS).fill(0);
    for (let each = 0; each < 64_000; each += 1) counts[partOf(`I${String(each).padStart(6, '0')}`)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});
