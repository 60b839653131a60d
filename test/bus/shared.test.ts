/** Buses of many runs on one connection keep to the contract as those with one of their own do, and go out in as few pieces as can be. */
import { afterAll, describe, expect, it } from 'vitest';
import { Outlet } from '../../harness/bus/outlet.ts';
import { createNatsBus, shareNats } from '../../harness/bus/nats.ts';
import { describeBus } from './contract.ts';
import { bytes, collect, freshRun, message, seqs, testServer, text } from './support.ts';

describe('what goes out on one connection', () => {
  const turn = (): Promise<void> => new Promise((done) => { setImmediate(done); });

  it('is written once a turn, whoever it is of, with one question behind it', async () => {
    const seen: string[] = [];
    const outlet = new Outlet(async () => void seen.push('question'));
    const [one, two] = [(): void => void seen.push('one'), (): void => void seen.push('two')];
    outlet.soon(one);
    const first = outlet.flushed();
    outlet.soon(two);
    outlet.soon(one);
    const second = outlet.flushed();
    expect(seen).toEqual([]);
    await Promise.all([first, second]);
    expect(seen).toEqual(['one', 'two', 'question']);
    outlet.soon(two);
    await turn();
    await outlet.flushed();
    expect(seen).toEqual(['one', 'two', 'question', 'two', 'question']);
  });

  it('what is written or asked while others write belongs to the next turn', async () => {
    const seen: string[] = [];
    const outlet = new Outlet(async () => void seen.push('question'));
    let later: Promise<void> | undefined;
    outlet.soon(() => {
      seen.push('one');
      outlet.soon(() => void seen.push('two'));
      later = outlet.flushed();
    });
    await outlet.flushed();
    expect(seen).toEqual(['one', 'question']);
    await later;
    expect(seen).toEqual(['one', 'question', 'two', 'question']);
  });

  it('a question that finds no server fails for all who asked, and for them alone', async () => {
    let isThere = false;
    const outlet = new Outlet(async () => { if (!isThere) throw new Error('no server'); });
    const asked = [outlet.flushed(), outlet.flushed()];
    for (const each of asked) await expect(each).rejects.toThrow('no server');
    isThere = true;
    await outlet.flushed();
  });
});

const server = await testServer('buses that share a connection');

if (server === undefined) {
  describe.skip('buses that share a connection: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const { url } = server;
  const shared = shareNats({ servers: url });
  afterAll(async () => (await shared).close());

  for (const durability of ['jetstream', 'core'] as const) {
    describeBus(`NATS bus on a connection with others, ${durability}`, async (request) => (await shared).busOf({ ...request, durability }), { keepsLog: durability === 'jetstream', shared: true });

    describe(`runs that share a connection, ${durability}`, () => {
      it('keep their messages apart, and one that is closed leaves nothing behind and the others as they are', async () => {
        const { busOf } = await shared;
        const [one, two] = [await busOf({ run: freshRun(), durability }), await busOf({ run: freshRun(), durability })];
        const [ofOne, ofTwo] = [await collect(one, 'dco'), await collect(two, 'dco')];
        await one.serve('ready', () => bytes('one'));
        await two.serve('ready', () => bytes('two'));
        for (const bus of [one, two]) void bus.publish(message(bus.run, 'mcc', 'dco', 1, { body: bytes(bus.run) }));
        await Promise.all([one.flush(), two.flush()]);
        await Promise.all([ofOne.until(1), ofTwo.until(1)]);
        expect([ofOne, ofTwo].map(({ got }) => got.map(({ envelope }) => text(envelope.body)))).toEqual([[one.run], [two.run]]);
        await one.close();
        const stranger = await createNatsBus({ run: one.run, servers: url, durability });
        await stranger.publish(message(one.run, 'mcc', 'dco', 2));
        await stranger.flush();
        await expect(stranger.request('ready', bytes(''), 500)).rejects.toMatchObject({ code: 'unreachable' });
        await two.publish(message(two.run, 'mcc', 'dco', 2));
        await ofTwo.until(2);
        expect(text(await two.request('ready', bytes(''), 5_000))).toBe('two');
        expect([seqs(ofOne.got, 'mcc'), seqs(ofTwo.got, 'mcc')]).toEqual([[1], [1, 2]]);
        await Promise.all([stranger.close(), two.close()]);
      });
    });
  }

  it('B8 no server, and names that are none, are told as by a bus of its own', async () => {
    await expect(shareNats({ servers: 'nats://127.0.0.1:1' })).rejects.toThrow(/no connection to NATS at nats:\/\/127\.0\.0\.1:1.*memory bus/);
    await expect((await shared).busOf({ run: 'a.b', durability: 'core' })).rejects.toMatchObject({ name: 'BusError', code: 'token' });
  });
}
