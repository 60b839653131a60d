/** Law L5 in exploration: an attempt that goes on for ever is found, and shown, in bounded time. */
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../harness/explore/causes.ts';
import { Learned } from '../../harness/explore/company.ts';
import { CONFIGURATIONS, estateOf } from '../../harness/explore/configuration.ts';
import { explore } from '../../harness/explore/explore.ts';
import { findingsOf } from '../../harness/explore/findings.ts';
import { DEFAULT_SEED } from '../../harness/world/staging.ts';
import { withDefect } from './support.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-dormant/cp/v3.1')!;
const estate = estateOf(configuration, DEFAULT_SEED);
/** The hub is out of coverage when the SIM is to be taken back (MEHRS 2.6.6). */
const causes = causesOf(configuration, estate.installations[0]!, estate).filter(({ rows }) => rows.includes('2.6.6-wan-never-CB'));

describe('L5: an attempt', () => {
  it('ends when the SIM cannot be taken back in time (MEHRS 2.6.6)', () => {
    expect(causes).toHaveLength(1);
    expect(findingsOf(explore(configuration, { causes }))).toEqual([]);
  });

  it('in which somebody tries for ever is not over thirteen weeks after its Migration Week', () => {
    const machines = withDefect('smso.installation', 'takingBack', ({ after: _never, ...node }) => node);
    const found = findingsOf(explore(configuration, { causes, learned: new Learned(machines) }));
    expect(found.map(({ kind, detail }) => `${kind} ${detail}`)).toContainEqual(expect.stringMatching(/^law L5: an attempt is not over on 2021-02-0\d/));
  });
});
