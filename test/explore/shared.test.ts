/** Issue 5.7: what searches share makes no difference to what they find. */
import { describe, expect, it } from 'vitest';
import type { Address } from '../../protocol/domain.ts';
import { answerTo, asking, mayChange } from '../../harness/explore/asking.ts';
import { causesOf } from '../../harness/explore/causes.ts';
import { Learned } from '../../harness/explore/company.ts';
import { crashReport } from '../../harness/explore/crash.ts';
import { configurationNamed, estateOf } from '../../harness/explore/configuration.ts';
import { explore, type Explored } from '../../harness/explore/explore.ts';
import { hostOf } from '../../harness/world/hosting.ts';
import { DEFAULT_SEED, scriptOf, stageOf } from '../../harness/world/staging.ts';

const NAMES = ['CB/electricity-active/supplier/v3.0', 'CB/electricity-active/cp/v3.0', 'CB/electricity-active/cp/v3.1'];
const ROWS = ['2.5.7-X5.9-02-in-time', '2.5.8-X5.9-02-too-late', '2.5.7-X5.9-03-revoked-in-time', '2.6.6-wan-later', '2.7.7-S1C5-recovered', '3.1-second'];

const explored = (name: string, learned?: Learned): Explored => {
  const configuration = configurationNamed(name)!;
  const estate = estateOf(configuration, DEFAULT_SEED);
  const causes = causesOf(configuration, estate.installations[0]!, estate).filter(({ rows }) => rows.some((row) => ROWS.includes(row)));
  return explore(configuration, { causes, ...(learned === undefined ? {} : { learned }) });
};

/** What came of it: how many ways there are, where they end, and what machines went through. */
const foundIn = ({ executions, causes, search, parts: { cells, company } }: Explored) => {
  const { graph, ends } = search;
  const fired = new Set<string>();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    if (graph.label(edge) < 0) continue;
    for (const { machine, from, event, to } of cells.outcome(cells.way(graph.label(edge)).outcome).outcome.fed) fired.add(`${machine} ${from} ${event} ${to}`);
  }
  const running = (end: number) => company.parties.flatMap((party, index) => party.describe(search.localState(end, index)).filter(({ ended }) => !ended).map(({ machine, key, state }) => `${machine}/${key}=${state}`));
  return { causes: causes.length, executions, fired: [...fired].sort(), ends: [...new Set(ends.map((end) => running(end).sort().join()))].sort() };
};

describe('MEHRS 2.5 to 3.1 CB: a world explored after others of its Group ID', () => {
  it('has the ways, the ends and the steps that it has when it is explored alone: another commissioner before it, another rule set', () => {
    const learned = new Learned();
    const shared = NAMES.map((name) => foundIn(explored(name, learned)));
    expect(shared).toEqual(NAMES.map((name) => foundIn(explored(name))));
    expect(shared[1]!.executions).toBeGreaterThan(10n);
    expect(shared[1]!.causes).toBeGreaterThan(3);
    expect(shared[0]!.fired).not.toEqual(shared[1]!.fired);
  });
  it('again and again is the same to the state', () => {
    const learned = new Learned();
    explored(NAMES[1]!, learned);
    const [second, third] = [explored(NAMES[1]!, learned), explored(NAMES[1]!, learned)];
    expect(third.search.states.size).toBe(second.search.states.size);
    expect(third.parts.cells.performed).toBe(0);
  });
});

describe('MEHRS 2.5.7 CB: a party that comes back from its store in a world explored after another', () => {
  it('K1: knows the certificates of the world that the others are of, revoked ones too', () => {
    const learned = new Learned();
    const configuration = configurationNamed(NAMES[2]!)!;
    const estate = estateOf(configuration, DEFAULT_SEED);
    const causes = causesOf(configuration, estate.installations[0]!, estate).filter(({ plan }) => /"(revoked|expired|notYetValid|unknownIssuer|wrongRole|otherParty)"/.test(JSON.stringify(plan)));
    const phase = 'attempt';
    explore(configuration, { causes, learned, phase });
    const again = explore(configuration, { causes, learned, phase });
    const { cells, found } = crashReport(again);
    expect(again.causes.length).toBeGreaterThan(0);
    expect(cells).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });
});

describe('what a step asks of the world it is taken in', () => {
  const at = (name: string, address: Address) => {
    const estate = estateOf(configurationNamed(name)!, DEFAULT_SEED);
    const { stage } = stageOf(scriptOf({ estate, seed: DEFAULT_SEED, ruleSet: 'v3.1' }), 'explore', { step: () => undefined, refusal: () => undefined });
    return { facilities: hostOf(address, stage).facilities, identities: stage.provisions.identities };
  };
  it('is noted, and has another answer in a world with another party', () => {
    const [one, split] = [at('CB/dual-active/cp/v3.1', 'dsp').facilities, at('CB/dual-split-active/cp/v3.1', 'dsp').facilities];
    const questions = new Set<string>();
    const asked = asking(one, questions);
    expect(asked.directory.find('supplier-SUPC')).toBeUndefined();
    expect(asked.directory.entityOf('mcc')).toBe(one.directory.entityOf('mcc'));
    const [missing = '', present = ''] = questions;
    expect([answerTo(one, missing), answerTo(split, missing)]).toEqual(['nobody', split.directory.entityOf('supplier-SUPC')]);
    expect(answerTo(split, present)).toBe(answerTo(one, present));
  });
  it('what fails, fails in words', () => {
    const questions = new Set<string>();
    const { facilities } = at('CB/dual-active/cp/v3.1', 'dsp');
    expect(() => asking(facilities, questions).directory.entityOf('supplier-SUPC')).toThrow();
    expect(answerTo(facilities, [...questions][0]!)).toMatch(/^fails: .*supplier-SUPC/);
  });
  it('a certificate that is made later is another answer, so that no answer about one is kept', () => {
    const { facilities, identities } = at('CB/dual-active/cp/v3.1', 'dsp');
    const made = at('CB/dual-active/cp/v3.1', 'dsp').identities.signingAs('rp-CB', 'expired').certificate;
    const questions = new Set<string>();
    expect(asking(facilities, questions).trust.find(made)).toBeUndefined();
    const [question = ''] = questions;
    expect([mayChange(question), answerTo(facilities, question)]).toEqual([true, 'none']);
    identities.signingAs('rp-CB', 'expired');
    expect(answerTo(facilities, question)).not.toBe('none');
  });
});
