/** When a row speaks about a run, from which day it counts, and what it is told by, on facts made by hand. */
import { describe, expect, it } from 'vitest';
import { judge, type Finding } from '../../harness/verdict/index.ts';
import type { Estate, GroupId, Installation } from '../../protocol/domain.ts';
import type { MustSend } from '../../protocol/mehrs/expected/expectation.ts';
import type { CatalogueRow, Conditions, Demands } from '../../protocol/mehrs/expected/row.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';
import { made, type Made } from './made.ts';
import { ESTATE, SUBJECT } from './script.ts';

const HUB = { installationId: SUBJECT.id };
const DUAL: Conditions = { fuel: 'dual', supply: ['Active', 'Active'], sameSupplier: true, commissioner: 'cp', duisVersion: 3 };
const rowOf = (conditions: Partial<Conditions> = {}, demands: Partial<Demands> = {}, groups: readonly GroupId[] = ['CB']): CatalogueRow => ({
  id: 'made', source: 'by hand', groups, ruleSets: ['v3.1'], conditions: { ...DUAL, ...conditions }, disposition: 'not-migrated', openIncidents: [], masterless: null,
  demands: () => ({ mustSend: [], mustNotSend: [], ...demands }),
} as unknown as CatalogueRow);
const mcf = (toBeCommissionedByDCC: boolean, migrationDay = '2020-11-10', at = 1, id = SUBJECT.id): Made =>
  ({ type: 'MCF', from: 'rp-CB', to: 'cp', at, content: { header: { migrationSetId: 'S', toBeCommissionedByDCC, migrationDay }, installations: [{ installationId: id }] } });
const estateOf = (more: Partial<Installation>, parties = ESTATE.parties): Estate => ({ parties, installations: [{ ...SUBJECT, ...more }] });
const findings = (row: CatalogueRow, facts: readonly Made[], { estate = ESTATE, ruleSet = 'v3.1', until = Infinity }: { estate?: Estate; ruleSet?: string; until?: number } = {}): readonly Finding[] => {
  const all = made(...facts);
  const contents = new Map(all.map(({ envelope, content }) => [envelope.body, content]));
  return judge({ run: 'test', ruleSet, estate, horizon: { from: 0, to: until }, messages: all.map(({ envelope }) => envelope), subject: SUBJECT.id }, row, ({ body }) => ({ content: contents.get(body)! })).findings;
};
/** Why the row does not speak about the run; empty when it does. */
const outside = (row: CatalogueRow, facts: readonly Made[] = [], more: Parameters<typeof findings>[2] = {}): string => {
  const [first] = findings(row, facts, more);
  return first?.expectation === 'conditions of the row' ? first.detail.replace('not such a run: ', '') : '';
};

describe('a row speaks about a run', () => {
  const { gas, ...single } = SUBJECT;
  const dormant = { ...SUBJECT.electricity, active: false };
  it('of its Group IDs and rule sets', () => {
    expect([outside(rowOf()), outside(rowOf({}, {}, ['EA', 'EB'])), outside(rowOf({}, {}, ['EA', 'CB'])), outside(rowOf(), [], { ruleSet: 'v3.0' })]).toEqual(['', 'Group ID CB', '', 'rule set v3.0']);
    expect(outside(rowOf({}, {}, ['EA']), [], { ruleSet: 'v3.0' })).toBe('Group ID CB, rule set v3.0');
  });
  it('of its fuels', () => {
    const electric = { ...ESTATE, installations: [single] };
    expect([outside(rowOf({ fuel: 'electricity', supply: ['Active'] }), [], { estate: electric }), outside(rowOf({ supply: ['Active'] }), [], { estate: electric }), outside(rowOf({ fuel: 'electricity' }))]).toEqual(['', 'another fuel', 'another fuel']);
  });
  it('of supplies that are as Active and Dormant, electricity first', () => {
    const [first, second, none] = [{ gas: { ...gas!, active: false } }, { electricity: dormant }, { electricity: dormant, gas: { ...gas!, active: false } }].map((each) => ({ estate: estateOf(each) }));
    expect([outside(rowOf(), [], first), outside(rowOf({ supply: ['Active', 'Dormant'] }), [], first), outside(rowOf({ supply: ['Active', 'Dormant'] }), [], second), outside(rowOf({ supply: ['Dormant', 'Dormant'] }), [], none)])
      .toEqual(['Active/Dormant', '', 'Dormant/Active', '']);
  });
  it('of one supplier or two', () => {
    const split = { estate: estateOf({ gas: { ...gas!, supplier: 'SUPB' } }, [...ESTATE.parties, { ...ESTATE.parties[0]!, signifier: 'SUPB' }]) };
    expect([outside(rowOf({ sameSupplier: false }), [], split), outside(rowOf(), [], split), outside(rowOf({ sameSupplier: false }))]).toEqual(['', 'another number of suppliers', 'another number of suppliers']);
  });
  it('4.2: of a DUIS version as high at each supplier', () => {
    const versions = (a: number, b: number) => ({ estate: estateOf({ gas: { ...gas!, supplier: 'SUPB' } }, [{ ...ESTATE.parties[0]!, duisVersion: a }, { ...ESTATE.parties[0]!, signifier: 'SUPB', duisVersion: b }]) });
    const row = rowOf({ sameSupplier: false });
    expect([outside(row, [], versions(3, 3)), outside(row, [], versions(4, 3)), outside(row, [], versions(3, 2)), outside(row, [], versions(2, 3)), outside(row, [], { estate: estateOf({ gas: { ...gas!, supplier: 'SUPB' } }) })])
      .toEqual(['', '', 'a lower DUIS version', 'a lower DUIS version', 'a lower DUIS version']);
  });
  it('1.3: of its commissioner, as the Common File says, if there is one', () => {
    expect([outside(rowOf(), [mcf(true)]), outside(rowOf(), [mcf(false)]), outside(rowOf({ commissioner: 'supplier' }), [mcf(false)]), outside(rowOf({ commissioner: 'supplier' }), [mcf(true)]), outside(rowOf({ commissioner: 'supplier' }))])
      .toEqual(['', 'another commissioner', '', 'another commissioner', '']);
    expect(outside(rowOf(), [mcf(false, '2020-11-10', 1, 'I0002'), { ...mcf(false), type: 'MVF' }])).toBe('');
  });
  it('and is told by its source where it does not', () => {
    expect(findings(rowOf(), [], { ruleSet: 'v3.0' })).toEqual([{ expectation: 'conditions of the row', clause: 'by hand', result: 'inconclusive', detail: 'not such a run: rule set v3.0' }]);
    expect(judge({ run: 'test', ruleSet: 'v3.0', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: [], subject: SUBJECT.id }, rowOf())).toMatchObject({ result: 'inconclusive', rowId: 'made' });
    expect(() => judge({ run: 'test', ruleSet: 'v3.0', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: [], subject: SUBJECT.id })).toThrow(new RangeError('no row to judge by'));
    expect(() => judge({ run: 'test', ruleSet: 'v3.0', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: [], subject: 'I0009' }, rowOf())).toThrow(new RangeError('no Installation I0009 in the estate'));
  });
});

describe('the Migration Day that times are measured from', () => {
  const must: MustSend = { name: 'letter', clause: '3.2', from: ['rp'], type: 'HANDOVER_REQUEST', receivers: { exactly: ['smso'] }, timing: [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'at' }] };
  const at = (day: string): number => londonTime(day, '00:00') / MINUTE;
  const letter = (day: string): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to: 'smso-CB', at: at(day), content: HUB });
  const ma = (row: object): Made => ({ type: 'MA', from: 'supplier-SUPA', to: 'mcc', at: 0, content: { rows: [{ mpan: SUBJECT.mpan, ...row }] } });
  const told = (...facts: readonly Made[]): string | undefined => findings(rowOf({}, { mustSend: [must] }), facts).find(({ expectation }) => expectation === 'letter')?.detail;
  const late = (day: string): string => `2020-11-12 00:00, allowed ${day} 00:00 to ${day} 00:00`;
  it.each<[string, readonly Made[], string]>([
    ['the Common File\'s', [mcf(true, '2020-11-12')], '1 seen'], ['the first one\'s', [mcf(true, '2020-11-10'), mcf(true, '2020-11-12', 2)], late('2020-11-10')], ['its own', [mcf(true, '2020-11-10', 1, 'I0002'), mcf(true, '2020-11-12', 2)], '1 seen'],
    ['whatever was authorised', [ma({ migrateOn: '2020-11-11' }), mcf(true, '2020-11-12')], '1 seen'], ['what was authorised where there is none', [ma({ migrateOn: '2020-11-12', migrationWeek: '2020-11-09' })], '1 seen'], ['and that too late', [ma({ migrateOn: '2020-11-11' })], late('2020-11-11')],
    ['the Monday of the week where no day is', [ma({ migrateOn: '', migrationWeek: '2020-11-09' })], late('2020-11-09')], ['nothing where neither is', [ma({ migrateOn: '', migrationWeek: '' })], 'nothing to measure the time from'], ['nothing at all', [], 'nothing to measure the time from'],
  ])('%s', (_what, facts, says) => expect(told(...facts, letter('2020-11-12'))).toBe(says));
  it('and nothing is missed before the horizon', () => {
    const law = (until: string): string | undefined => findings(rowOf({}, { mustSend: [must] }), [mcf(true, '2020-11-12')], { until: londonTime(until, '00:00') }).find(({ expectation }) => expectation === 'letter')?.detail;
    expect([law('2020-11-11'), law('2020-11-12')]).toEqual(['not due before the horizon', 'not seen']);
  });
});

describe('a verdict holds a run', () => {
  it('to what must be sent, what must not, the order of a backlog, and the laws', () => {
    const must: MustSend = { name: 'must', clause: '1', from: ['rp'], type: 'HANDOVER_REQUEST', receivers: { exactly: ['everySupplier', 'everyNetworkOperator'] } };
    const demands: Partial<Demands> = {
      mustSend: [must], mustNotSend: [{ name: 'must not', clause: '2', from: ['rp'], type: 'MCF' }],
      inOrder: [{ name: 'order', clause: '3', receipt: { from: 'mcc', type: 'MA', to: 'rp' }, work: { from: 'rp', type: 'MCF', to: 'mcfvf' }, after: { of: 'must' }, priorityFirst: false }],
    };
    const letters = ESTATE.parties.map(({ role, signifier }): Made => ({ type: 'HANDOVER_REQUEST', from: 'rp-CB', to: `${role}-${signifier}`, at: 0, content: HUB }));
    const all = findings(rowOf({}, demands), [...letters, mcf(true)]);
    expect(all.slice(0, 3).map(({ expectation, result, detail }) => `${expectation} ${result}: ${detail}`)).toEqual(['must pass: 3 seen', 'must not fail: 1 seen', 'order inconclusive: 0 seen: no order']);
    expect(all.slice(3).map(({ expectation, clause }) => `${expectation} (${clause})`)).toEqual([
      'one disposition (L5)', 'no open Incident (L5)', 'incident messages belong to a raised Incident (MEHRS 1.4)', 'one master (L6)', 'key halves are sealed apart (L7)', 'keyed commands carry both codes (L7)', 'no half is kept after rollback (L7)',
      'reason codes of the group (L8)', 'S1MIG-006 successes equal S1MIG-001 (L10)', 'Report 2 has the FailedStepNumber and nothing else (MEHRS A.1, 2.5.9)', 'Report 6 has one reason code and nothing else (MEHRS 2.3.2, A.1; 003)',
      'Report 10 has Validation Responses of Active Installations and nothing else (MEHRS 2.3.2)', 'Migration Summary Reports reconcile (MEHRS 2.2.1; laws L5, L10)', 'Incidents have a severity, a target time, updates and an end (MEHRS 2.4-2.7; ruling R2-11)',
      'Service Requests are the MCC\'s on the Requesting Party (MEHRS 2.5.9)', 'what is not viable is not processed (MEHRS 2.5.9)', 'a file that failed is not processed (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2)', 'files go where Table 7 sends them (Guide Table 7)',
      'an SCF goes to RP, commissioner and BIMI alike (Guide Table 5 steps 18-19)', 'a MAVR or MACR goes to MCC and BIMI alike (MEHRS 2.3.2, 2.4.1)', 'one Migration Header per set (MEHRS 2.4.6)', 'a file is of who sends it (TMAD Table 5.9; R2-01)', 'counters rise (Guide 4.5.6.3)', 'an unreadable file draws an Incident (MEHRS 2.4.3)',
      'messages can be read (L3)', 'nothing is said twice at once (Guide Table 5 (emulator profile))', 'what is asked is answered once, and in time (Guide Table 5; MEHRS 2.6-2.7 (emulator profile))', 'an outage of a system outside is told of once (MEHRS 2.5.3)',
      'an Incident about a system names what waits for it (MEHRS 2.4-2.7 (emulator profile))', 'work for a system that is down is told of (MEHRS 2.4-2.7)', 'who is concerned is alerted (Guide 4.5.6.2; ruling A-49)', 'what befalls a home shows (emulator profile (design 4.8))',
      'hours, waits and names are those of the profile (emulator profile (R2-11, R2-14))', 'commitments answer the demands that count (Guide 4.5.2, 4.5.3)', 'aggregates are the sums of what counts (Guide 4.4, 4.5.3)', 'room is what was committed to (Guide 4.5.3)',
      'a Common File has the certificates that were given (Guide 4.5.5)', 'an authorisation expires with its week (ruling A-17)', 'what is said to stand does (MEHRS 2.2.1; ruling R2-16)',
      'an answer is about what was asked for (Guide Table 5 steps 15 to 20)', 'what is passed on is what was sent (MEHRS 2.3.1, 2.7.5, 2.7.7)', 'messages name what an Installation is (Guide 4.5.5, 4.5.6; MEHRS 2.4.6)',
      'a Commissioning Request says what it is for (Guide Table 5 step 20; R2-07)', 'a response is for whose request it was (Guide Table 5 step 20)', 'an alert is for whom it goes to (Guide 4.5.6.2)',
    ]);
    expect(judge({ run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: { from: 0, to: 1 }, messages: [], subject: SUBJECT.id }, { ...rowOf(), id: 'other' })).toMatchObject({ result: 'fail', rowId: 'other' });
  });
});
