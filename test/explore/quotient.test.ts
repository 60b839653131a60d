/** Design 5.2, 5.4: what the search leaves out makes no difference to how attempts end or to what machines go through. */
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../harness/explore/causes.ts';
import { CONFIGURATIONS, estateOf } from '../../harness/explore/configuration.ts';
import { explore, type Explored } from '../../harness/explore/explore.ts';
import { Liveness } from '../../harness/explore/liveness.ts';
import { DEFAULT_SEED } from '../../harness/world/world.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;
const estate = estateOf(configuration, DEFAULT_SEED);
const of = (row: string) => causesOf(configuration, estate.installations[0]!, estate).filter(({ rows }) => rows.includes(row));

/** How machines stand at each end: those that tell the end apart. */
const ends = ({ search, parts: { company } }: Explored): ReadonlySet<string> => new Set(search.ends.map((end) => company.parties.flatMap((party, index) =>
  party.describe(search.localState(end, index)).filter(({ machine, ended }) => !ended || machine.endsWith('.installation')).map(({ machine, key, state }) => `${party.address} ${machine}/${key} ${state}`)).sort().join('; ')));

const fired = ({ search: { graph }, parts: { cells } }: Explored): ReadonlySet<string> => {
  const steps = new Set<string>();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    if (graph.label(edge) < 0) continue;
    for (const { machine, from, event, to } of cells.outcome(cells.way(graph.label(edge)).outcome).outcome.fed) steps.add(`${machine} ${from} ${event} ${to}`);
  }
  return steps;
};

describe('MEHRS 2.4 to 2.7 CB: an explored graph against every order of everything, exactly', () => {
  it.each(['2.5.7-X5.9-02-in-time', '2.5.8-X5.9-02-too-late', '2.6.6-wan-later', '2.7.7-S1C5-recovered', '3.1-second', '2.4.3-s1sp-X5.9-01-truncated-in-time'])('%s', (row) => {
    const causes = of(row);
    expect(causes).toHaveLength(1);
    const all = explore(configuration, { causes, exact: true, reduce: false, maxStates: 400_000 });
    const kept = explore(configuration, { causes });
    expect(all.search.truncated || kept.search.truncated).toBe(false);
    expect(kept.search.states.size).toBeLessThan(all.search.states.size);
    expect(ends(kept)).toEqual(ends(all));
    expect(fired(kept)).toEqual(fired(all));
  });
});

describe('what is live', () => {
  it('V1: what a step reads is live where it begins', () => {
    const liveness = new Liveness();
    liveness.learn('a', { reads: ['sets/1', '#rp.set/1'], writes: [] }, 'b');
    expect(liveness.live('a')).toEqual({ records: new Map([['sets', ['1']]]), machines: ['rp.set/1'] });
    expect(liveness.live('b')).toEqual({ records: new Map(), machines: [] });
  });
  it('V2: what is live where a step ends is live where it begins, unless the step writes it', () => {
    const liveness = new Liveness();
    liveness.learn('a', { reads: [], writes: ['sets/1'] }, 'b');
    liveness.learn('b', { reads: ['sets/1', 'sets/2', 'raised/*'], writes: [] }, 'c');
    expect(liveness.live('a').records).toEqual(new Map<string, unknown>([['raised', 'all'], ['sets', ['2']]]));
  });
  it('V2: learned later, it reaches every state before', () => {
    const liveness = new Liveness();
    liveness.learn('a', { reads: [], writes: [] }, 'b');
    liveness.learn('b', { reads: [], writes: [] }, 'a');
    const before = liveness.version;
    liveness.learn('c', { reads: ['sets/1'], writes: [] }, 'd');
    liveness.learn('b', { reads: [], writes: [] }, 'c');
    expect(liveness.live('a').records.get('sets')).toEqual(['1']);
    expect(liveness.version).toBeGreaterThan(before);
  });
});
