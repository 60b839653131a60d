/** Migration Summary Reports reconcile with what the Requesting Party has said (MEHRS 2.2.1; law L10). */
import { describe, expect, it } from 'vitest';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { summaries } from '../../harness/verdict/laws/summaries.ts';
import { wrongIn } from './made.ts';
import { RP } from './play.ts';
import { Script, macr, mavr, msr } from './script.ts';

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
