/** One expectation at a time on facts made by hand: who must receive what, how often and when, and what is said where it is not so. */
import { describe, expect, it } from 'vitest';
import { judgeMust, judgeMustNot, type Scene } from '../../harness/verdict/interpret.ts';
import { Matches } from '../../harness/verdict/matches.ts';
import { judgeOrder } from '../../harness/verdict/order.ts';
import { addressSet } from '../../harness/verdict/receivers.ts';
import type { Expectation, InOrder, MustSend } from '../../protocol/mehrs/expected/expectation.ts';
import { MINUTE } from '../../protocol/time.ts';
import { made, type Made } from './made.ts';
import { SUBJECT } from './script.ts';

const HUB = { installationId: SUBJECT.id };
const PARTIES = ['supplier-SUPA', 'supplier-SUPB', 'networkOperator-EDA', 'networkOperator-GTA'];
const letter = (to: string, at: number, content: object = {}, more: Partial<Made> = {}): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to, at, content: { ...HUB, ...content }, ...more });
const cause = (at: number, content: object = {}): Made => ({ type: 'HANDOVER_RESPONSE', from: 'smso-CB', to: 'rp-CB', at, content: { ...HUB, ...content } });
const CAUSE: MustSend = { name: 'cause', clause: 'c', from: ['smso'], type: 'HANDOVER_RESPONSE', receivers: { exactly: ['rp'] } };
const must = (more: Partial<MustSend> = {}): MustSend => ({ name: 'letter', clause: '1.2', from: ['rp'], type: 'HANDOVER_REQUEST', receivers: { exactly: ['smso'] }, ...more });
const sceneOf = (facts: readonly Made[], named: readonly MustSend[], horizonTo = Infinity): Scene =>
  ({ matches: new Matches(made(...facts), SUBJECT, [CAUSE, ...named]), parties: PARTIES, migrationDay: '2020-11-10', horizonTo });
const judged = (expectation: MustSend, facts: readonly Made[], horizonTo?: number): string => {
  const { result, detail } = judgeMust(expectation, sceneOf(facts, [expectation], horizonTo));
  return `${result}: ${detail}`;
};
const after = (more: object) => [{ kind: 'after' as const, from: { of: 'cause' }, ...more }];

describe('what must be sent', () => {
  it.each<[string, Partial<MustSend>, readonly Made[], string]>([
    ['is seen', {}, [letter('smso-CB', 1)], 'pass: 1 seen'],
    ['is not seen', {}, [], 'fail: not seen'],
    ['about another', {}, [letter('smso-CB', 1, { installationId: 'I0002' })], 'fail: not seen'],
    ['by another', { from: ['dco', 'cp'] }, [letter('smso-CB', 1)], 'fail: not seen'],
    ['to nobody it should', {}, [letter('csp-CB', 1)], 'fail: not received by smso-CB'],
    ['to one too few', { receivers: { exactly: ['smso', 'csp', 'cp'] } }, [letter('smso-CB', 1)], 'fail: not received by csp-CB, cp'],
    ['to two too many', {}, [letter('smso-CB', 1), letter('dco', 1), letter('cp', 1)], 'fail: received by dco, cp too'],
    ['to one who may have it too', { receivers: { exactly: ['smso'], also: ['dco'] } }, [letter('smso-CB', 1), letter('dco', 1)], 'pass: 2 seen'],
    ['twice', {}, [letter('smso-CB', 1), letter('smso-CB', 2)], 'fail: 2 to smso-CB, expected 1'],
    ['twice where twice is right', { count: 2 }, [letter('smso-CB', 1), letter('smso-CB', 2)], 'pass: 2 seen'],
    ['once of two', { count: { min: 2, max: 3 } }, [letter('smso-CB', 1)], 'fail: 1 to smso-CB, expected 2 to 3'],
    ['four of three', { count: { min: 2, max: 3 } }, [1, 2, 3, 4].map((at) => letter('smso-CB', at)), 'fail: 4 to smso-CB, expected 2 to 3'],
    ['as often as it likes', { count: { min: 1 } }, [1, 2, 3, 4].map((at) => letter('smso-CB', at)), 'pass: 4 seen'],
    ['after what was not seen', { after: { of: 'cause' } }, [letter('smso-CB', 1)], 'inconclusive: nothing to follow: cause was not seen'],
    ['after it', { after: { of: 'cause' } }, [letter('smso-CB', 1), cause(2), letter('smso-CB', 3)], 'pass: 1 seen'],
    ['only before it', { after: { of: 'cause' } }, [letter('smso-CB', 1), cause(2)], 'fail: not seen'],
    ['in the moment of it', { after: { of: 'cause' } }, [cause(2), letter('smso-CB', 2)], 'fail: not seen'],
    ['after the last of it', { after: { of: 'cause', which: 'last' } }, [cause(1), letter('smso-CB', 2), cause(3)], 'fail: not seen'],
    ['before it', { before: { of: 'cause' } }, [letter('smso-CB', 1), cause(2), letter('smso-CB', 3)], 'pass: 1 seen'],
    ['before what was not seen', { before: { of: 'cause' } }, [letter('smso-CB', 1)], 'pass: 1 seen'],
    ['in other words', { where: [{ field: 'method', is: 'a' }] }, [letter('smso-CB', 1, { method: 'b' })], 'fail: not seen'],
    ['in its words', { where: [{ field: 'method', is: 'a' }] }, [letter('smso-CB', 1, { method: 'a' }), letter('smso-CB', 2, { method: 'b' })], 'pass: 1 seen'],
    ['in the words of the cause', { where: [{ field: 'method', sameAs: { of: 'cause' } }] }, [cause(1, { method: 'a' }), letter('smso-CB', 2, { method: 'b' })], 'fail: not seen'],
    ['in words of no cause', { where: [{ field: 'method', differsFrom: { of: 'cause' } }] }, [letter('smso-CB', 2, { method: 'b' })], 'pass: 1 seen'],
    ['in time', { timing: after({ atMost: 5 }) }, [cause(1), letter('smso-CB', 6)], 'pass: 1 seen'],
    ['late', { timing: after({ atMost: 5 }) }, [cause(1), letter('smso-CB', 7)], 'fail: 1970-01-01 01:07, allowed … to 1970-01-01 01:06'],
    ['at a time that cannot be told', { timing: after({ atMost: 5 }) }, [letter('smso-CB', 7)], 'inconclusive: nothing to measure the time from'],
    ['in steps', { count: 2, timing: [{ kind: 'ladder', offsets: [0, 5] }] }, [letter('smso-CB', 1), letter('smso-CB', 7)], 'fail: attempt 2 came 6 min after the first, 5 expected'],
  ])('%s', (_what, more, facts, says) => expect(judged(must(more), facts)).toBe(says));
  it('is not missed before it is due', () => {
    const due = must({ timing: [{ kind: 'ladder', offsets: [0] }, ...after({ atMost: 5 })] });
    expect([5, 6, 7].map((horizon) => judged(due, [cause(1)], horizon * MINUTE))).toEqual(['inconclusive: not due before the horizon', 'fail: not seen', 'fail: not seen']);
    expect(judged(must({ timing: after({ atLeast: 5 }) }), [cause(1)], MINUTE)).toBe('fail: not seen');
    expect(judged(must({ timing: after({ atMost: 5 }) }), [], MINUTE)).toBe('fail: not seen');
  });
  it('is shown with where it was seen, the first five times', () => {
    const { stamps, expectation, clause } = judgeMust(must({ count: 6 }), sceneOf([1, 2, 3, 4, 5, 6].map((at) => letter('smso-CB', at)), [must()]));
    expect([stamps?.map(({ t }) => t / MINUTE), expectation, clause]).toEqual([[1, 2, 3, 4, 5], 'letter', '1.2']);
  });
});

describe('what must be sent for each of several causes', () => {
  const each = must({ forEach: { of: 'cause', sameField: 'method' }, timing: after({ atMost: 5 }) });
  it.each<[string, readonly Made[], string]>([
    ['no cause', [letter('smso-CB', 1)], 'inconclusive: nothing to follow: cause was not seen'],
    ['one of two', [cause(1, { method: 'a' }), cause(2, { method: 'b' }), letter('smso-CB', 3, { method: 'b' })], 'fail: not seen'],
    ['both', [cause(1, { method: 'a' }), cause(2, { method: 'b' }), letter('smso-CB', 3, { method: 'b' }), letter('smso-CB', 4, { method: 'a' })], 'pass: 2 seen'],
    ['measured from its own cause', [cause(1, { method: 'a' }), cause(20, { method: 'b' }), letter('smso-CB', 3, { method: 'a' }), letter('smso-CB', 25, { method: 'b' })], 'pass: 2 seen'],
    ['late for its own cause', [cause(1, { method: 'a' }), cause(2, { method: 'b' }), letter('smso-CB', 7, { method: 'a' }), letter('smso-CB', 7, { method: 'b' })], 'fail: 1970-01-01 01:07, allowed … to 1970-01-01 01:06'],
    ['a cause told twice', [cause(1, { method: 'a' }), cause(9, { method: 'a' }), letter('smso-CB', 6, { method: 'a' })], 'pass: 1 seen'],
  ])('%s', (_what, facts, says) => expect(judged(each, facts)).toBe(says));
});

describe('what must not be sent', () => {
  const mustNot: Expectation = { name: 'none', clause: '2.5', from: ['rp'], type: 'HANDOVER_REQUEST', after: { of: 'cause' } };
  it('is seen or not', () => {
    const judgedNot = (...facts: Made[]) => judgeMustNot(mustNot, sceneOf(facts, []));
    expect(judgedNot(letter('smso-CB', 1), cause(2))).toEqual({ expectation: 'none', clause: '2.5', result: 'pass', detail: 'none seen', stamps: [] });
    expect(judgedNot(cause(2), letter('smso-CB', 3), letter('smso-CB', 4))).toMatchObject({ result: 'fail', detail: '2 seen', stamps: [{ t: 3 * MINUTE }, { t: 4 * MINUTE }] });
  });
});

describe('names of expectations', () => {
  it('mean one each, and none itself', () => {
    const scene = sceneOf([cause(1), cause(2)], [must({ name: 'loop', after: { of: 'loop' } })]);
    expect(scene.matches.of('cause')).toBe(scene.matches.of('cause'));
    expect([scene.matches.one({ of: 'cause' })?.fact.position, scene.matches.one({ of: 'cause', which: 'first' })?.fact.position, scene.matches.one({ of: 'cause', which: 'last' })?.fact.position]).toEqual([0, 0, 1]);
    expect(() => scene.matches.of('loop')).toThrow(new RangeError('loop hangs on itself'));
    expect(() => scene.matches.of('nobody')).toThrow(new RangeError('no expectation is named nobody'));
  });
});

describe('receivers stand for addresses', () => {
  const mixed = { ...SUBJECT, gas: { ...SUBJECT.gas!, supplier: 'SUPB', active: false } };
  const { gas: _gas, ...single } = SUBJECT;
  const of = (receiver: Parameters<typeof addressSet>[0][number], subject: typeof single = mixed): readonly string[] => [...addressSet([receiver], subject, PARTIES)];
  it.each([
    ['supplier', ['supplier-SUPA', 'supplier-SUPB'], ['supplier-SUPA']], ['supplier.active', ['supplier-SUPA'], ['supplier-SUPA']], ['supplier.dormant', ['supplier-SUPB'], []],
    ['networkOperator', ['networkOperator-EDA', 'networkOperator-GTA'], ['networkOperator-EDA']], ['networkOperator.electricity', ['networkOperator-EDA'], ['networkOperator-EDA']], ['networkOperator.gas', ['networkOperator-GTA'], []],
    ['everySupplier', ['supplier-SUPA', 'supplier-SUPB'], ['supplier-SUPA', 'supplier-SUPB']], ['everyNetworkOperator', ['networkOperator-EDA', 'networkOperator-GTA'], ['networkOperator-EDA', 'networkOperator-GTA']],
    ['rp', ['rp-CB'], ['rp-CB']], ['dco', ['dco'], ['dco']],
  ] as const)('%s', (receiver, dual, electricity) => expect([of(receiver), of(receiver, single)]).toEqual([dual, electricity]));
});

describe('the order of a backlog', () => {
  const rule: InOrder = { name: 'order', clause: '2.4.1', receipt: { from: 'mcc', type: 'MA', to: 'rp' }, work: { from: 'rp', type: 'MCF', to: 'mcfvf' }, after: { of: 'cause' }, priorityFirst: true };
  const homes = ['I0001', 'I0002', 'I0003'].map((id, index) => ({ ...SUBJECT, id, mpan: `10${index}`, mprn: `20${index}` }));
  const received = (...ids: readonly string[]): Made => ({ type: 'MA', from: 'mcc', to: 'rp-CB', at: 1, content: { rows: ids.map((id) => ({ mpan: `10${Number(id.slice(1)) - 1}`, mprn: '', priority: id === 'I0003' ? 'True' : 'False' })) } });
  const worked = (at: number, ...ids: readonly string[]): Made => ({ type: 'MCF', from: 'rp-CB', to: 'mcfvf', at, content: { installations: ids.map((installationId) => ({ installationId })) } });
  const law = (change: Partial<InOrder>, ...facts: Made[]): string => {
    const { result, detail } = judgeOrder({ ...rule, ...change }, made(...facts), homes, sceneOf(facts, []));
    return `${result}: ${detail}`;
  };
  it.each<[string, Partial<InOrder>, readonly Made[], string]>([
    ['priority first, then as received', {}, [received('I0002', 'I0001', 'I0003'), cause(2), worked(3, 'I0003', 'I0002', 'I0001')], 'pass: I0003, I0002, I0001'],
    ['priority left out', {}, [received('I0002', 'I0001', 'I0003'), cause(2), worked(3, 'I0002', 'I0001', 'I0003')], 'fail: I0002, I0001, I0003; I0003, I0002, I0001 expected'],
    ['no priority', { priorityFirst: false }, [received('I0002', 'I0001', 'I0003'), cause(2), worked(3, 'I0002', 'I0001', 'I0003')], 'pass: I0002, I0001, I0003'],
    ['message by message', {}, [received('I0002'), received('I0001'), cause(2), worked(3, 'I0002'), worked(4, 'I0001')], 'pass: I0002, I0001'],
    ['work before it counts for nothing', {}, [received('I0001', 'I0002'), worked(1, 'I0002'), cause(2), worked(3, 'I0001', 'I0002')], 'pass: I0001, I0002'],
    ['one alone has no order', {}, [received('I0001', 'I0002'), cause(2), worked(3, 'I0001')], 'inconclusive: 1 seen: no order'],
    ['nothing to follow', {}, [received('I0001', 'I0002'), worked(3, 'I0001', 'I0002')], 'inconclusive: nothing to follow: cause was not seen'],
    ['to others it is no work', {}, [received('I0001', 'I0002'), cause(2), { ...worked(3, 'I0001', 'I0002'), to: 'mcfvfx' }], 'inconclusive: 0 seen: no order'],
  ])('%s', (_what, change, facts, says) => expect(law(change, ...facts)).toBe(says));
});
