/** What binds a supplier in its week: commitments that came in time (Guide 4.5.3; ruling A-01), and days that somebody named (Guide 4.5.5). */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';
import { file } from '../../harness/scenarios/causes/authorisation/means.ts';
import { DEFAULT_SEED } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { decodeDemand } from '../../protocol/files/demand.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { rows, runWorld, sent, type Run } from '../world/support.ts';

const SUPPLIERS = ['SUPA', 'SUPB'] as const;
const WEEK = ['2020-11-09', '2020-11-10', '2020-11-11'] as const;

describe('Guide 4.5.3: an SMSO that can do one Installation a day, and more is demanded', () => {
  const estate = generateEstate({ seed: DEFAULT_SEED, installations: 12, groups: ['DA'], shape: 'dual-active', suppliers: SUPPLIERS, paymentMode: 'credit' });
  const rules = { ...RULE_SETS['v3.1'], dailyCapacity: 1, dmin: 0 };
  const late: FaultPlan = { name: 'the library is out of reach', faults: [{ kind: 'outage', on: { type: 'DMD', nth: 1 }, afterMinutes: 7 * 24 * 60, party: 'mcc', system: 'sharePoint' }, { kind: 'resolution', section: '2.1.2', minutes: 48 * 60 }] };
  const committed = ({ messages }: Run): number => sent(messages, 'MDC', 'mcc', 'supplier').flatMap(({ key, body }) => [...decodeDemand(body, key.slice(-8).replace(/(....)(..)(..)/, '$1-$2-$3'))]).reduce((sum, { installations }) => sum + installations, 0);
  const answered = ({ messages }: Run, result: string): number => sent(messages, 'MAVR', 'rp', 'mcc').flatMap(rows).filter((row) => row['result'] === result).length;

  it.each([['in time: it commits to what it can do, and its suppliers authorise no more', undefined, 5], ['ruling A-01, too late: they bind nobody, so the demand counts as committed to in full (Table A.1 MA510)', late, 12]] as const)('%s', async (_when, faults, installations) => {
    const run = await runWorld({ estate, rules, ...(faults === undefined ? {} : { faults }) });
    expect(committed(run)).toBe(installations);
    expect([answered(run, 'Accepted'), answered(run, 'Rejected')]).toEqual([installations, 0]);
  });
});

describe('Guide 4.5.5: two Active Suppliers, of whom one names a day', () => {
  const estate = generateEstate({ seed: DEFAULT_SEED, installations: 3, groups: ['CB'], shape: 'dual-split-active', suppliers: SUPPLIERS, paymentMode: 'credit' });
  const of = (supplier: string, migrateOn: string) => file(estate.installations[0]!, estate, DEFAULT_SEED, (records) => records.map((each) => ({ ...each, migrateOn })), { supplier });
  const days = ({ messages }: Run): readonly string[] => sent(messages, 'MCF', 'rp', 'dsp').map(({ body }) => decodeFile(body).header.migrationDay);

  it.each([['first', ['2020-11-09', '']], ['last', ['', '2020-11-09']]] as const)('%s: they migrate on that day, whatever day the Requesting Party would have taken', async (_who, [a, b]) => {
    expect(days(await runWorld({ estate, authorisations: [of('SUPA', a), of('SUPB', b)] }))).toEqual(['2020-11-09']);
  });

  it('who both name one migrate on the later', async () => {
    expect(days(await runWorld({ estate, authorisations: [of('SUPA', '2020-11-12'), of('SUPB', '2020-11-10')] }))).toEqual(['2020-11-12']);
  });

  it('where nobody names one, days are taken in turn (emulator profile)', async () => {
    expect(days(await runWorld({ estate, authorisations: [of('SUPA', ''), of('SUPB', '')] }))).toEqual(WEEK);
  });
});
