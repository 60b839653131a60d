/** D-363: what a step or a hub was refused for is over once it is answered; nothing that fails later says it, and no states are apart for it. */
import { describe, expect, it } from 'vitest';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { createWorld } from '../../harness/world/world.ts';

/** What is left standing of it, and what was refused on the way. */
const played = async (row: string, party: string, table: string): Promise<{ readonly left: readonly unknown[]; readonly refused: boolean }> => {
  const world = await createWorld(scenarioFor(row, 'CB').world);
  await world.run();
  const records = world.standing().parties.get(party) ?? [];
  await world.close();
  const left = records.flatMap(({ id, ...saved }) => (id.startsWith(`${table}/`) && 'value' in saved ? [(saved.value as { readonly detail: unknown }).detail] : []));
  return { left, refused: world.journal.steps.some(({ event }) => event === (table === 'works' ? 'CHF_REFUSED' : 'REFUSED_BY_DSP')) };
};

describe('MEHRS 2.6.7, 2.7.5: a refusal that was put right', () => {
  it.each([['2.7.5-C2-recovered', 'cp', 'commissionings'], ['2.6.7-s1sp-version-resolved', 's1sp-CB', 'works']])('%s is not remembered by %s', async (row, party, table) => {
    const { left, refused } = await played(row, party, table);
    expect(refused).toBe(true);
    expect(left).toEqual(['']);
  });
});
