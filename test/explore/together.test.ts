/** Issue 5.5: two Installations in one file; the laws hold for each, and what happens to one alone is the other's business only where the text says that the whole file stops. */
import { describe, expect, it } from 'vitest';
import { PARTIES } from '../../actors/index.ts';
import type { AnyParty } from '../../actors/runtime/party.ts';
import { causesOf, type Cause } from '../../harness/explore/causes.ts';
import { Learned } from '../../harness/explore/company.ts';
import { configurationNamed, estateOf } from '../../harness/explore/configuration.ts';
import { explore, type Explored, type ExploreOptions } from '../../harness/explore/explore.ts';
import { findingsOf } from '../../harness/explore/findings.ts';
import { replay } from '../../harness/explore/replay.ts';
import { exploreTogether } from '../../harness/explore/together.ts';
import { replayLine, traceOf } from '../../harness/explore/traces.ts';
import { DEFAULT_SEED } from '../../harness/world/world.ts';

const learned = new Learned();
const two = configurationNamed('CB/electricity-active/cp/v3.1/2')!;
const estate = estateOf(two, DEFAULT_SEED);
const causes = causesOf(two, estate.installations[0]!, estate);
const of = (...rows: readonly string[]): readonly Cause[] => rows.map((row) => causes.find((each) => each.rows.includes(row))!);
const together = (chosen: readonly Cause[], options: ExploreOptions = {}) => {
  const met: Explored[] = [];
  return { ...exploreTogether(two, { ...options, learned }, (explored) => met.push(explored), chosen), met };
};

/** A silent meter, a busy one; MEHRS 2.6.3. */
const ALONE = ['2.6.3-esme-silent', '2.6.3-esme-busy'] as const;

describe('MEHRS 2.4 to 2.7 CB: two Installations in one file', () => {
  const explored = explore(two, { causes: [], learned });
  it('are in one Common File, and each comes to its own end', () => {
    const [end] = explored.search.ends;
    const standings = explored.parts.company.parties.flatMap((party, index) => party.describe(explored.search.localState(end!, index)));
    expect(standings.filter(({ machine }) => machine === 'rp.set')).toHaveLength(1);
    expect(standings.filter(({ machine, state }) => machine === 'cp.installation' && state === 'commissioned')).toHaveLength(2);
    expect(explored.search.ends).toHaveLength(1);
    expect(explored.search.states.keyBytes).toBeLessThanOrEqual(64);
  });
  it('with every order of everything they end as they do reduced', () => {
    const [all, kept] = [explore(two, { causes: [], reduce: false, learned }), explored];
    expect(kept.search.states.size).toBeLessThan(all.search.states.size / 2);
    expect(all.search.ends).toHaveLength(kept.search.ends.length);
  });
  it('B1, B2: what happens to one alone leaves the other as it is, and no law is broken', () => {
    const { together: report, found, met } = together(of(...ALONE));
    expect(report).toMatchObject({ alone: ALONE.length, shared: [] });
    expect([...found, ...met.flatMap(findingsOf)].map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([]);
  });
  it('B3: a Group File that is refused stops both (MEHRS 2.5.7), one key half that does not open its file, too (MEHRS 2.5.10; ruling A-30)', () => {
    const rows = ['2.5.7-X5.9-02-ma-expired', '2.5.10-X5.23-05-ma-expired'];
    const { together: report, found } = together(of(...rows));
    expect(report).toMatchObject({ alone: 0 });
    expect(report.shared.map(({ row }) => row)).toEqual(rows);
    expect(report.shared[0]?.ends[0]).toContain('rp.installation/I0002.2020-11-09=ended (authorisationExpired)');
    expect(found).toEqual([]);
  });
  it('B2: a Requesting Party that takes one failure of an SCF for all is found, with a line', () => {
    const { rp } = PARTIES;
    const careless: AnyParty = { ...rp, classify: { ...rp.classify, SCF: (envelope, context) => {
      const events = rp.classify['SCF']?.(envelope, context) ?? [];
      const failure = events.find(({ machine, event }) => machine === 'rp.installation' && event.type !== 'SCF_SUCCESS')?.event;
      return events.map((each) => (each.machine === 'rp.installation' && failure !== undefined ? { ...each, event: failure } : each));
    } } };
    const found = exploreTogether(two, { learned: new Learned(), parties: { rp: careless } }, () => undefined, of('2.6.3-esme-silent')).found;
    expect(found[0]?.detail).toMatch(/^B2: 2\.6\.3-esme-silent happens to I0001, and I0002 ends otherwise: .*rp\.installation\/I0002/);
  });
  it('a way of theirs is played by live parties', () => {
    const line = replayLine(explored, 40);
    expect(line).toMatch(/^CB\/electricity-active\/cp\/v3\.1\/2 attempt 1 /);
    expect(replay(traceOf(line))).toMatchObject({ same: true });
  });
});
