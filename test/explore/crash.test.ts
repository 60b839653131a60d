/** Issue 5.5: a party that crashes and comes back from its store does what one that was never away does (decision D-292). */
import { describe, expect, it } from 'vitest';
import { PARTIES } from '../../actors/index.ts';
import type { AnyParty } from '../../actors/runtime/party.ts';
import { CONFIGURATIONS } from '../../harness/explore/configuration.ts';
import { causesOf } from '../../harness/explore/causes.ts';
import { estateOf } from '../../harness/explore/configuration.ts';
import { crashReport } from '../../harness/explore/crash.ts';
import { explore } from '../../harness/explore/explore.ts';
import { DEFAULT_SEED } from '../../harness/world/world.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;
const estate = estateOf(configuration, DEFAULT_SEED);
const causes = causesOf(configuration, estate.installations[0]!, estate).filter(({ rows }) => rows.includes('2.5.7-X5.9-02-in-time'));

describe('K1, K2: a party killed at any moment and back from its records', () => {
  it('goes on as if it had not been away, on the good path and with a refused file', () => {
    expect(causes).toHaveLength(1);
    const { cells, found } = crashReport(explore(configuration, { causes }));
    expect(cells).toBeGreaterThan(150);
    expect(found.map(({ detail }) => detail)).toEqual([]);
  });
  it('K1: one whose records do not survive being written down is found', () => {
    const { cp } = PARTIES;
    // A negative zero, which JSON writes as zero.
    const unkept: AnyParty = {
      ...cp,
      classify: {
        ...cp.classify,
        MCF: (envelope, context) => {
          context.store.put('patience', envelope.key, -0);
          return cp.classify['MCF']?.(envelope, context) ?? [];
        },
        SCF: (envelope, context) => (Object.is(context.store.get('patience', envelope.key), -0) ? cp.classify['SCF']?.(envelope, context) ?? [] : []),
      },
    };
    const [found] = crashReport(explore(configuration, { causes: [], parties: { cp: unkept } })).found;
    expect(found?.detail).toMatch(/^cp, back from its store, does: ; never away: cp\.set/);
    expect(found?.trace?.length).toBeGreaterThan(10);
  });
  it('K2: one that remembers what cannot be written down is found', () => {
    const { cp } = PARTIES;
    const unwritable: AnyParty = { ...cp, classify: { ...cp.classify, MCF: (envelope, context) => {
      context.store.put('clock', envelope.key, new Date(0));
      return cp.classify['MCF']?.(envelope, context) ?? [];
    } } };
    expect(crashReport(explore(configuration, { causes: [], parties: { cp: unwritable } })).found.map(({ detail }) => detail)).toContain('cp, back from its store, cannot be made anew: a Date cannot be kept');
  });
});
