/** Migration Summary Reports reconcile with what the Requesting Party has said (MEHRS 2.2.1; law L10). */
import { describe, expect, it } from 'vitest';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { summaries } from '../../harness/verdict/laws/summaries.ts';
import { DAY, MINUTE } from '../../protocol/time.ts';
import { made, only, wrongIn, type Made } from './made.ts';
import { RP } from './play.ts';
import { ESTATE, SUBJECT, Script, macr, mavr, msr } from './script.ts';

const run = (accepted: number, succeeded: number): readonly string[] => {
  const script = new Script().at('2020-11-05', '09:00').send(RP, ['mcc', 'bimi'], 'MAVR', mavr('Accepted'));
  script.at('2020-11-05', '23:00').send(RP, ['mcc'], 'MSR', msr('2020-11-05', { recordsAccepted: accepted }));
  script.at('2020-11-10', '23:00').send(RP, ['mcc', 'bimi'], 'MACR', macr('')).send(RP, ['mcc'], 'MSR', msr('2020-11-10', { completedSuccess: succeeded }));
  return wrongIn(summaries, script, rowById('guide-7.2.1'));
};

describe('MEHRS 2.2.1: the Migration Summary Reports of a Party', () => {
  it('sum up its responses, whoever else has a copy', () => {
    expect(run(1, 1)).toEqual([]);
  });
  it('count no acceptance that no response has', () => {
    expect(run(2, 1)[0]).toMatch(/^rp-CB has summed up 2 recordsAccepted of SUPA, 1 expected/);
  });
  it('leave out no completion', () => {
    expect(run(1, 0)).toEqual(['rp-CB has summed up 0 completedSuccess of SUPA, 1 expected']);
  });
});

describe('MEHRS 2.2.1: what is summed up', () => {
  const [mpan, mprn] = [SUBJECT.mpan, SUBJECT.mprn ?? ''];
  const response = (type: 'MAVR' | 'MACR', at: number, rows: readonly object[], more: Partial<Made> = {}): Made => ({ type, from: RP, to: 'mcc', at, content: { rows }, ...more });
  const accepted = (at: number, more: Partial<Made> = {}, row: object = { mpan, mprn }): Made => response('MAVR', at, [{ ...row, result: 'Accepted' }], { body: `${at}`, ...more });
  const completed = (at: number, completionStatus: string, more: Partial<Made> = {}): Made => response('MACR', at, [{ mpan, mprn, completionStatus }], more);
  const summary = (at: number, counts: object = {}, party = 'SUPA', more: Partial<Made> = {}): Made =>
    ({ type: 'MSR', from: RP, to: 'mcc', at, content: { rows: [{ party, recordsAccepted: 0, completedSuccess: 0, completedFailure: 0, stillOpen: 0, ...counts }] }, ...more });
  const one = { recordsAccepted: 1 };
  const row = (openIncidents: readonly string[] = []) => ({ row: { openIncidents } as never });
  const law = (facts: readonly Made[], more: Parameters<typeof only>[2] = {}): string => only(summaries, made(...facts), { until: 0, ...row(), ...more });
  const wrong = (sum: number, column: string, expected: number, party = 'SUPA'): string => `${RP} has summed up ${sum} ${column} of ${party}, ${expected} expected`;

  it.each<[string, readonly Made[], string]>([
    ['each acceptance', [accepted(1), accepted(2), summary(3, { recordsAccepted: 2 })], 'holds'], ['by its day', [accepted(1), summary(2, one), accepted(3), summary(4, one)], 'holds'], ['not before it is said', [accepted(1), summary(2, one), summary(3, one), accepted(4)], wrong(2, 'recordsAccepted', 1)],
    ['in the moment it is said', [accepted(1), summary(1, one)], 'holds'], ['copies once', [accepted(1), accepted(1, { to: 'bimi' }), summary(2, one)], 'holds'], ['no rejection', [response('MAVR', 1, [{ mpan, mprn, result: 'Rejected' }]), summary(2)], 'holds'],
    ['two records of one home', [response('MAVR', 1, [{ mpan, result: 'Accepted' }, { mprn, result: 'Accepted' }]), summary(2, { recordsAccepted: 2 })], 'holds'],
    ['a home once that is completed by two', [accepted(1), response('MACR', 1, [{ mpan, completionStatus: 'Success' }, { mprn, completionStatus: 'Success' }]), summary(2, { ...one, completedSuccess: 1 })], 'holds'],
    ['failures', [accepted(1), completed(1, 'Failure'), summary(2, { ...one, completedFailure: 1 })], 'holds'], ['failures apart from successes', [accepted(1), completed(1, 'Failure'), summary(2, { ...one, completedSuccess: 1 })], `${wrong(1, 'completedSuccess', 0)}; ${wrong(0, 'completedFailure', 1)}`],
    ['the first mistake of each kind', [accepted(1), summary(2), summary(3), summary(4, { completedSuccess: 1 }), summary(5)], `${wrong(0, 'recordsAccepted', 1)}; ${wrong(1, 'completedSuccess', 0)}`],
    ['no home that nobody knows', [accepted(1, {}, { mpan: 'another' }), summary(2)], 'holds'], ['nothing that cannot be read', [accepted(1), accepted(1, { unreadable: 'x', body: 'dark' }), summary(2, one), summary(2, one, 'SUPA', { unreadable: 'x' })], 'holds'],
    ['the responses of one sender, by its own reports', [accepted(1), accepted(1, { from: 'rp-EA', body: 'other' }), summary(2, one), summary(2, one, 'SUPA', { from: 'rp-EA' })], 'holds'],
    ['nothing of a sender without responses', [summary(2, one)], 'holds'],
  ])('%s', (_what, facts, says) => expect(law(facts)).toBe(says));

  it('belongs to the Active suppliers of what a record names, or to the Dormant ones (Guide 3.3.3)', () => {
    const parties = [...ESTATE.parties, { ...ESTATE.parties[0]!, signifier: 'SUPB' }];
    const estate = (electricity: boolean, gas: boolean) => ({ parties, installations: [{ ...SUBJECT, electricity: { ...SUBJECT.electricity, active: electricity }, gas: { ...SUBJECT.gas!, supplier: 'SUPB', active: gas } }] });
    /** Whose the record is, of these two. */
    const whose = (named: object, electricity: boolean, gas: boolean): readonly string[] => ['SUPA', 'SUPB'].filter((party) => {
      const other = party === 'SUPA' ? 'SUPB' : 'SUPA';
      return law([accepted(1, {}, named), summary(2, {}, party), summary(2, {}, other)], { estate: estate(electricity, gas) }).includes(` of ${party},`);
    });
    const both = ['SUPA', 'SUPB'];
    expect([whose({ mpan, mprn }, true, true), whose({ mpan, mprn }, true, false), whose({ mpan, mprn }, false, true), whose({ mpan, mprn }, false, false)]).toEqual([both, ['SUPA'], ['SUPB'], both]);
    expect([whose({ mpan, mprn: '' }, true, true), whose({ mpan: '', mprn }, true, true), whose({ mpan }, false, true), whose({ mprn }, true, false)]).toEqual([['SUPA'], ['SUPB'], ['SUPA'], ['SUPB']]);
    const { gas: _gas, ...single } = SUBJECT;
    expect(law([accepted(1, {}, { mpan, mprn }), summary(2, one)], { estate: { parties, installations: [single] } })).toBe('holds');
    const operators = { ...ESTATE, parties: ESTATE.parties.map((each) => ({ ...each, role: 'networkOperator' as const })) };
    expect(law([accepted(1), summary(2)], { estate: operators })).toBe('holds');
  });

  it('is told within a day, where the day is over by the horizon', () => {
    const nothing = `${RP} sums nothing up of SUPA on a day with recordsAccepted`;
    const day = DAY / MINUTE;
    const law1 = (facts: readonly Made[], until: number): string => law(facts, { until: until * MINUTE });
    expect([law1([accepted(1)], day), law1([accepted(1)], day + 1)]).toEqual(['holds', nothing]);
    expect([law1([accepted(1), summary(1, one)], 2 * day), law1([accepted(1), summary(1 + day, one)], 2 * day), law1([accepted(1), summary(2 + day, one)], 2 * day)]).toEqual(['holds', 'holds', nothing]);
    expect(law1([summary(0), accepted(1)], 2 * day)).toBe(nothing);
    expect(law1([accepted(1), accepted(2)], 2 * day)).toBe(nothing);
  });

  it('leaves no authorisation standing in the end (L5), unless an Incident is meant to stay open', () => {
    const open = (...counts: readonly number[]): readonly Made[] => [accepted(1), ...counts.map((stillOpen, index) => summary(2 + index, { ...(index === 0 && one), stillOpen }))];
    const stand = `in the end ${RP} says that 1 authorisations of SUPA stand`;
    expect([law(open(0)), law(open(1)), law(open(1, 0)), law(open(0, 1)), law(open(1), row(['2.6.1']))]).toEqual(['holds', stand, 'holds', stand, 'holds']);
  });
});
