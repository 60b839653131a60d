/** Law L5 in exploration: an attempt that goes on for ever is found, and shown, in bounded time. */
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../harness/explore/causes.ts';
import { Learned } from '../../harness/explore/company.ts';
import { CONFIGURATIONS, estateOf } from '../../harness/explore/configuration.ts';
import { explore } from '../../harness/explore/explore.ts';
import { findingsOf } from '../../harness/explore/findings.ts';
import { DEFAULT_SEED } from '../../harness/world/staging.ts';
import { withDefect } from './support.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;
const estate = estateOf(configuration, DEFAULT_SEED);
/** A Group File that is refused: an Incident that the Requesting Party resolves (MEHRS 2.5.7). */
const causes = causesOf(configuration, estate.installations[0]!, estate).filter(({ rows }) => rows.some((row) => row.startsWith('2.5.7-X5.9-02'))).slice(0, 1);

describe('L5: an attempt', () => {
  it('ends once its Incident is resolved (MEHRS 2.5.7)', () => {
    expect(causes).toHaveLength(1);
    expect(findingsOf(explore(configuration, { causes }))).toEqual([]);
  });

  it('in which people resolve an Incident for ever is not over thirteen weeks after its Migration Week', () => {
    const machines = withDefect('rp.desk', 'resolved', (node) => ({ ...node, after: { atOnce: 'working' } }));
    const found = findingsOf(explore(configuration, { causes, learned: new Learned(machines) }));
    expect(found.map(({ kind, detail }) => `${kind} ${detail}`)).toContainEqual(expect.stringMatching(/^law L5: an attempt is not over on \d\d\d\d-\d\d-\d\d/));
  });
});
