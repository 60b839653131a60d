/** Migration Summary Reports reconcile with what the Requesting Party has said (MEHRS 2.2.1; law L10). */
import { describe, expect, it } from 'vitest';
import { encodeSummary } from '../../protocol/files/summary.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { toFacts } from '../../harness/verdict/facts.ts';
import { readMessage } from '../../harness/verdict/index.ts';
import { summaries } from '../../harness/verdict/laws/summaries.ts';
import type { Witness } from '../../harness/verdict/world.ts';
import { ID, RP } from './play.ts';
import { ESTATE, Script, macr, mavr } from './script.ts';

const NOTHING = { recordsReceived: 0, recordsAccepted: 0, recordsRejected: 0, installationsInMcf: 0, completedSuccess: 0, completedFailure: 0, stillOpen: 0, party: 'SUPA' };

const run = (accepted: number, succeeded: number): readonly string[] => {
  const script = new Script().at('2020-11-05', '09:00').send(RP, ['mcc', 'bimi'], 'MAVR', mavr('Accepted'));
  script.at('2020-11-05', '23:00').send(RP, ['mcc'], 'MSR', encodeSummary({ ...NOTHING, day: '2020-11-05', recordsAccepted: accepted }));
  script.at('2020-11-10', '23:00').send(RP, ['mcc', 'bimi'], 'MACR', macr('')).send(RP, ['mcc'], 'MSR', encodeSummary({ ...NOTHING, day: '2020-11-10', completedSuccess: succeeded }));
  const messages = script.messages();
  const observed = { run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: { from: 0, to: script.now }, messages, subject: ID };
  return summaries({ observed, facts: toFacts(messages, readMessage), row: rowById('guide-7.2.1') } as unknown as Witness).filter(({ result }) => result === 'fail').map(({ detail }) => detail);
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
