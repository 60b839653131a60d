/** When the verdict does not speak, what it makes of what it cannot read, and how much of a run it holds on to. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../harness/verdict/index.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { londonTime } from '../../protocol/time.ts';
import { success } from './journeys.ts';
import { ESTATE, SUBJECT } from './script.ts';
import { HORIZON, JOURNEYS, broken, change, drop, insertAfter, judgedMessages, runOf, sent } from './support.ts';

const FIRST_ROW = 'guide-7.2.1';
const messages = runOf(FIRST_ROW);
const observed = { run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: HORIZON, messages, subject: SUBJECT.id };

describe('a run the row does not speak about is inconclusive', () => {
  it.each([
    ['rule set', { ...observed, ruleSet: 'v3.0' }],
    ['Group ID', { ...observed, row: '2.5.7-X5.9-02-in-time', estate: { ...ESTATE, installations: [{ ...SUBJECT, groupId: 'DA' as const }] } }],
    ['DUIS version', { ...observed, estate: { ...ESTATE, parties: ESTATE.parties.map((each) => ({ ...each, duisVersion: 2 })) } }],
    ['Active/Dormant', { ...observed, estate: { ...ESTATE, installations: [{ ...SUBJECT, gas: { ...SUBJECT.electricity, active: false } }] } }],
  ])('another %s', (name, changed) => {
    const verdict = judge(changed, 'row' in changed ? changed.row : FIRST_ROW);
    expect(verdict.result).toBe('inconclusive');
    expect(verdict.findings[0]?.detail).toContain(name);
  });
});

describe('judging', () => {
  it('uses the row the run names, or one given as data', () => {
    expect(judge({ ...observed, expectedRowId: FIRST_ROW }).result).toBe('pass');
    expect(judge(observed, rowById(FIRST_ROW)).rowId).toBe(FIRST_ROW);
  });
  it('refuses an unknown row, no row and an unknown Installation', () => {
    expect(() => judge(observed, 'no-such')).toThrow(RangeError);
    expect(() => judge(observed)).toThrow(RangeError);
    expect(() => judge({ ...observed, subject: 'I9999' }, FIRST_ROW)).toThrow(RangeError);
  });
  it('fails every failure row on a run without the fault', () => {
    for (const row of Object.keys(JOURNEYS).filter((each) => each !== FIRST_ROW)) expect(judgedMessages(row, messages).result, row).toBe('fail');
  });
  it('fails the success row on every other journey', () => {
    for (const row of Object.keys(JOURNEYS)) if (row !== FIRST_ROW) expect(judgedMessages(FIRST_ROW, runOf(row)).result, row).toBe('fail');
  });
  it('L5: an Installation that has not ended by the horizon fails', () => {
    const noon = londonTime('2020-11-10', '00:20');
    const verdict = judgedMessages(FIRST_ROW, messages.filter((each) => each.stamp.t <= noon), { ...HORIZON, to: noon });
    expect(verdict.findings.find((each) => each.expectation === 'one disposition')?.result).toBe('fail');
    // What is not due yet is no breach of its own.
    expect(verdict.findings.find((each) => each.expectation === 'scf')?.result).toBe('inconclusive');
  });
  it('L6: no command inside the interval a row names as masterless', () => {
    const row = { ...rowById('3.1-last'), masterless: { from: 'sessions', to: 'session-open' } };
    const verdict = judge({ ...observed, messages: success(288).messages() }, row);
    expect(verdict.findings.find((each) => each.clause === 'L6')?.detail).toContain('while it has no master');
  });
  it('L3: a message nobody can read is no pass, an unreadable file nobody complains of a failure', () => {
    const noise = new TextEncoder().encode('noise');
    const dark = judgedMessages(FIRST_ROW, change(messages, sent('CHF_REQUEST'), (each) => ({ ...each, body: noise })));
    expect(dark.result).toBe('inconclusive');
    const file = judgedMessages(FIRST_ROW, insertAfter(messages, sent('MVF', '', 'rp'), (each) => ({ ...each, body: noise })));
    expect(broken(file).join()).toContain('an unreadable file draws an Incident');
  });
});

/** What Table 5 leaves open: how many of these there are, or who is answered how. Dropping one of them proves nothing. */
const LOOSE = new Set([
  'SIM_PROFILE csp devices', 'DEVICE_COMMAND csp devices', 'KEY_REQUEST s1sp dco', 'CHF_REQUEST s1sp dsp', 'COUNTERSIGNED_REQUEST dsp s1sp',
]);

describe('dropping any one message of a good run is seen', () => {
  const role = (at: string): string => at.split('-')[0] ?? '';
  const kinds = [...new Set(messages.map((each) => `${each.type} ${role(each.from)} ${role(each.to)}`))];
  it.each(kinds.filter((each) => !LOOSE.has(each)))('%s', (kind) => {
    const [type = '', from = '', to = ''] = kind.split(' ');
    expect(judgedMessages(FIRST_ROW, drop(messages, sent(type, from, to))).result).not.toBe('pass');
  });
  it('except for what the documents leave open', () => {
    const survivors = kinds.filter((kind) => {
      const [type = '', from = '', to = ''] = kind.split(' ');
      return judgedMessages(FIRST_ROW, drop(messages, sent(type, from, to))).result === 'pass';
    });
    expect(survivors.filter((each) => !LOOSE.has(each))).toEqual([]);
    expect([...LOOSE].filter((each) => !survivors.includes(each))).toEqual([]);
  });
});
