/** Flags of runs in processes that mean nothing, or contradict each other, are refused before anything is started (issue 6). */
import { describe, expect, it } from 'vitest';
import { processFlags, type WorldFlags } from '../../harness/cli/options.ts';
import { castsOf, processCount, workerCounts } from '../../harness/cli/processes.ts';

const flags = (some: Partial<WorldFlags>): WorldFlags => some as WorldFlags;
const split = { s1sp: 2 };

describe('processes', () => {
  it.each<[string, Partial<WorldFlags>, string]>([
    ['workers of no processes', { split }, '--split: only with --processes, or of `mehrs up`'],
    ['workers with credentials, which are for whole parties', { processes: 8, split, creds: 'keys' }, '--split: not with --creds, which are for whole parties'],
    ['workers of a fleet that is up', { fleet: 'mehrs', split }, '--split: a fleet is split as `mehrs up --split` said'],
    ['processes of its own and those of a fleet', { processes: 8, fleet: 'mehrs' }, '--processes starts processes of its own, --fleet uses those of `mehrs up`: one of them'],
    ['core NATS in one process', { core: true }, '--core: only with --processes or --fleet'],
    ['a name of a run that nobody could hear', { runId: 'week-46' }, '--run-id: only with --nats, --creds, --processes or --fleet'],
  ])('%s', (_, some, message) => { expect(() => processFlags(flags(some))).toThrow(message); });

  it('what goes together does', () => {
    expect(processFlags(flags({}))).toBeUndefined();
    expect(processFlags(flags({ processes: true, split, core: true, runId: 'a' }))).toEqual({ processes: undefined, workers: split, fleet: undefined, core: true, run: 'a' });
    expect(processFlags(flags({ processes: 3, creds: 'keys' }))).toEqual({ processes: 3, workers: {}, fleet: undefined, core: false });
  });

  it('`mehrs up` refuses workers with credentials too; with them every party has a process', () => {
    expect(() => castsOf(8, split, 'keys', ['dco'])).toThrow('--split: not with --creds, which are for whole parties');
    expect(castsOf(8, {}, 'keys', ['dco', 'rp-CB'])).toEqual([{ name: 'dco', parties: ['dco'] }, { name: 'rp-CB', parties: ['rp-CB'] }]);
    expect(castsOf(2, split, undefined, []).map(({ name, works }) => [name, works])).toEqual([['s1sp', undefined], ['dsp', undefined], ['s1sp-worker-1', true], ['s1sp-worker-2', true]]);
  });

  it.each(['0', '14', '-1', '1.5', 'many', ''])('as many as %j are refused with the bounds', (text) => { expect(() => processCount(text)).toThrow('1 to 13 expected'); });
  it.each(['s1sp', 's1sp=0', 's1sp=65', 'nobody=2', 's1sp=2,,dco=1', 's1sp=2;dco=1'])('workers %j are refused with what is expected', (text) => { expect(() => workerCounts(text)).toThrow('<role or party>=<1 to 64> expected, as s1sp=2.'); });
});
