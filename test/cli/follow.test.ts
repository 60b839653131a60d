/** `mehrs watch` hears a whole run and lets through what was asked for: a party, an Installation, what goes wrong (issue 6). */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { overhear } from '../../harness/bus/overhear.ts';
import { isWanted, lineOf } from '../../harness/cli/follow.ts';
import { createWorld } from '../../harness/world/world.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { inMemory, scenarioOf } from '../processes/support.ts';

const ROW = '2.5.7-X5.9-02-too-late';
const { journal, options } = await inMemory(ROW);
const messages = journal.inOrder();
const [installation] = options.estate.installations;
const id = installation?.id ?? '';
const server = await testServer('mehrs watch');

describe('mehrs watch', () => {
  it('--party: from or to it, by role or by address', () => {
    const ofRp = messages.filter((each) => isWanted(each, { party: 'rp' }));
    expect(ofRp.length).toBeGreaterThan(10);
    expect(ofRp).toEqual(messages.filter(({ from, to }) => from.startsWith('rp-') || to.startsWith('rp-')));
    const supplier = `supplier-${installation?.electricity.supplier ?? ''}`;
    expect(messages.some((each) => isWanted(each, { party: supplier }))).toBe(true);
    expect(messages.filter((each) => isWanted(each, { party: supplier }))).toEqual(messages.filter(({ from, to }) => from === supplier || to === supplier));
    expect(messages.filter((each) => isWanted(each, { party: 'suppl' }))).toEqual([]);
  });

  it('--installation: what is about it, whole files that name it too', () => {
    const types = new Set(messages.filter((each) => isWanted(each, { installation: id })).map(({ type }) => type));
    for (const type of ['HANDOVER_REQUEST', 'MCF', 'MVF', 'SCF', 'INCIDENT_RAISED'] as const) expect(types).toContain(type);
    expect(messages.filter((each) => isWanted(each, { installation: 'I9999' }))).toEqual([]);
  });

  it('--failures: the Incident and the Commissioning File with its failed Installation, in words', () => {
    const lines = messages.filter((each) => isWanted(each, { failures: true })).map((each) => lineOf(each, false));
    expect(lines.some((line) => /^2020-11-\d\d \d\d:\d\d {2}s1sp-\w+ > mcc {2}INCIDENT_RAISED .*MEHRS 2\.5\.7$/.test(line))).toBe(true);
    expect(lines.some((line) => /SCF: 1 failed Installation \(X5\.24-01\)$/.test(line))).toBe(true);
    expect(lines.length).toBeLessThan(messages.length / 4);
    expect(lines.some((line) => / MVF /.test(line))).toBe(false);
  });

  it.skipIf(server === undefined)('hears every message of a run over NATS, with the stamp of its virtual time', async () => {
    const run = freshRun();
    const bus = await createNatsBus({ run, servers: server!.url, durability: 'jetstream' });
    const heard: Envelope[] = [];
    const listening = await overhear({ servers: server!.url }, run, (envelope) => heard.push(envelope));
    const world = await createWorld({ ...scenarioOf(ROW), run, bus });
    await world.run();
    await world.close();
    await expect.poll(() => heard.length).toBe(messages.length);
    const told = ({ from, to, type, key, seq, stamp }: Envelope): string => `${stamp.t} ${stamp.n} ${from} ${to} ${type} ${key} ${seq}`;
    expect(heard.map(told).sort()).toEqual(messages.map(told).sort());
    await listening.stop();
  });
});
