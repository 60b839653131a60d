/** What waited for a system is worked off in the order that the MEHRS gives it (2.4.1, 2.4.4, 2.5.1, 2.5.5, 2.7.1; ruling A-24), and who commissions (Guide 4.5.5). */
import { describe, expect, it } from 'vitest';
import { failuresOf, travel } from '../../harness/journeys/journeys.ts';
import { generateEstate, type Shape } from '../../harness/estate/index.ts';
import { file } from '../../harness/scenarios/causes/authorisation/means.ts';
import { DEFAULT_SEED } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { firstOf, runWorld, sent } from '../world/support.ts';

describe('a backlog', () => {
  it.each(['2.4.1-backlog-priority', '2.4.4-backlog-order', '2.5.1-backlog-order', '2.5.5-backlog-order', '2.7.1-backlog-priority'])('%s is worked off as its row says', async (row) => {
    expect(failuresOf(await travel({ rows: [row], groupId: 'CB' }))).toEqual([]);
  });
});

describe('Guide 4.5.5: a supplier commissions itself only what is Active and its own alone', () => {
  const commissionedByDcc = async (shape: Shape, flags: Readonly<Record<string, string>>): Promise<boolean> => {
    const estate = generateEstate({ seed: DEFAULT_SEED, installations: 1, groups: ['CB'], shape, suppliers: ['SUPA', 'SUPB'], paymentMode: 'credit' });
    const installation = firstOf(estate.installations);
    const suppliers = [...new Set([installation.electricity, installation.gas].flatMap((each) => (each?.active === true ? [each.supplier] : [])))];
    const authorisations = suppliers.map((supplier) => file(installation, estate, DEFAULT_SEED, (records) => records.map((each) => ({ ...each, toBeCommissionedByDCC: flags[supplier] ?? 'True' })), { supplier }));
    const { messages } = await runWorld({ estate, authorisations });
    return decodeFile(firstOf(sent(messages, 'MCF')).body).header.toBeCommissionedByDCC;
  };
  const BOTH = { SUPA: 'False', SUPB: 'False' };
  it.each<readonly [Shape, Readonly<Record<string, string>>, boolean]>([
    ['dual-active', BOTH, false], ['dual-active', {}, true], ['electricity-active', BOTH, false], ['dual-split-active', BOTH, true], ['dual-active-dormant', BOTH, true], ['dual-dormant-active', BOTH, true],
  ])('%s, asked with %j: by DCC %s', async (shape, flags, byDcc) => expect(await commissionedByDcc(shape, flags)).toBe(byDcc));
});
