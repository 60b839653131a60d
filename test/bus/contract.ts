/** What every bus promises (B1 to B8 in actors/runtime/ports.ts), asked of each bus in the same words. */
import { afterEach, describe, expect, it } from 'vitest';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { sha256Of } from '../../harness/bus/nats-files.ts';
import { bytes, collect, freshRun, line, message, range, replayed, seqs, text } from './support.ts';

export interface BusRequest {
  readonly run: string;
  readonly party?: string;
  readonly inlineLimitBytes?: number;
}

export interface Traits {
  /** Keeps messages: resume and replay work. */
  readonly keepsLog: boolean;
  /** Two buses of one run see each other. */
  readonly shared: boolean;
}

const LIMIT = 4_096;
const hostile = ['', '.', '*', '>', 'a.b', 'a b', 'a>', 'rp.*', 'ä', 'a\n', '\r\nPUB x 1', 'x'.repeat(129), '../x', '$JS'];
const code = (wanted: BusError['code']) => expect.objectContaining({ name: 'BusError', code: wanted });

export const describeBus = (name: string, makeBus: (request: BusRequest) => Promise<Bus>, traits: Traits): void => {
  describe(name, () => {
    const made: Bus[] = [];
    const open = async (request: Partial<BusRequest> = {}): Promise<Bus> => {
      const bus = await makeBus({ run: freshRun(), ...request });
      made.push(bus);
      return bus;
    };
    afterEach(async () => {
      await Promise.all(made.splice(0).map((bus) => bus.close()));
    });
    const itKept = it.runIf(traits.keepsLog);
    const itShared = it.runIf(traits.shared);

    it('B1 publishing the same (from, to, seq) again changes nothing, not even with another type, key or body', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1));
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1));
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1, { type: 'MVF', key: 'other', body: bytes('forged') }));
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 2));
      await bus.flush();
      await dco.until(2);
      expect(dco.got.map(({ envelope }) => text(envelope.body))).toEqual(['rp-CB>dco#1', 'rp-CB>dco#2']);
      if (traits.keepsLog) expect((await replayed(bus)).map((each) => text(each.body))).toEqual(['rp-CB>dco#1', 'rp-CB>dco#2']);
    });

    it('B1/L3 a body the sender changes after publishing arrives as it was published', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      const body = bytes('before');
      const published = bus.publish(message(bus.run, 'rp-CB', 'dco', 1, { body }));
      body.fill(0);
      await published;
      await dco.until(1);
      expect(text(dco.got[0]!.envelope.body)).toBe('before');
      if (traits.keepsLog) expect((await replayed(bus)).map((each) => text(each.body))).toEqual(['before']);
    });

    it('B2 per pair messages arrive in order of seq, each once, whatever order and repetition they were published in', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      for (const seq of [2, 1, 5, 3, 3, 5, 4, 1, 6]) await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
      for (const seq of [3, 2, 1]) await bus.publish(message(bus.run, 's1sp-CB', 'dco', seq));
      await dco.until(9);
      expect(seqs(dco.got, 'rp-CB')).toEqual(range(1, 6));
      expect(seqs(dco.got, 's1sp-CB')).toEqual(range(1, 3));
    });

    it('B2 an address hears what is sent to it and nothing else', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      const dsp = await collect(bus, 'dsp');
      for (const seq of range(1, 20)) {
        await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
        await bus.publish(message(bus.run, 'dco', 'dsp', seq));
      }
      await Promise.all([dco.until(20), dsp.until(20)]);
      expect(new Set(dco.got.map(({ envelope }) => `${envelope.from}>${envelope.to}`))).toEqual(new Set(['rp-CB>dco']));
      expect(new Set(dsp.got.map(({ envelope }) => `${envelope.from}>${envelope.to}`))).toEqual(new Set(['dco>dsp']));
    });

    it('B2 a consumer may publish from within deliver, to itself too', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco', 0, ({ envelope }) => {
        if (envelope.from === 'rp-CB') void bus.publish(message(bus.run, 'dco', 'dco', envelope.seq));
      });
      for (const seq of range(1, 5)) await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
      await dco.until(10);
      expect(seqs(dco.got, 'rp-CB')).toEqual(range(1, 5));
      expect(seqs(dco.got, 'dco')).toEqual(range(1, 5));
    });

    it('B2 a second live consumer of one address is refused; after stop the address is free', async () => {
      const bus = await open();
      const first = await collect(bus, 'dco');
      await expect(bus.consume('dco', 0, () => undefined)).rejects.toEqual(code('limit'));
      await first.subscription.stop();
      await first.subscription.stop();
      await (await bus.consume('dco', 0, () => undefined)).stop();
    });

    itKept('B3 a consumer that comes late receives everything after its position, then live messages', async () => {
      const bus = await open();
      for (const seq of range(1, 30)) await bus.publish(message(bus.run, seq % 2 === 0 ? 'rp-CB' : 'mcc', 'dco', Math.ceil(seq / 2)));
      await bus.flush();
      const first = await collect(bus, 'dco');
      await first.until(30);
      await first.subscription.stop();
      const at = first.got[11]!.position;
      const second = await collect(bus, 'dco', at);
      await second.until(18);
      for (const seq of [16, 17]) await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
      await second.until(20);
      expect(second.got.slice(0, 18).map(({ envelope }) => line(envelope))).toEqual(first.got.slice(12).map(({ envelope }) => line(envelope)));
      expect(seqs(second.got.slice(18), 'rp-CB')).toEqual([16, 17]);
    });

    itKept('B3 every position handed out is safe to resume from, also while messages are held back', async () => {
      const bus = await open();
      const order = [1, 3, 4, 2, 7, 5, 6, 8];
      for (const seq of order) await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
      await bus.publish(message(bus.run, 'mcc', 'dco', 1));
      await bus.flush();
      const whole = await collect(bus, 'dco');
      await whole.until(9);
      await whole.subscription.stop();
      for (const [at, { position }] of whole.got.entries()) {
        // A message sent now comes last, so all that is to come again has come when it is there.
        let last = (): void => undefined;
        const lastSeen = new Promise<void>((seen) => { last = seen; });
        const rest = await collect(bus, 'dco', position, ({ envelope }) => { if (envelope.from === 'dsp' && envelope.seq === at + 1) last(); });
        await bus.publish(message(bus.run, 'dsp', 'dco', at + 1));
        await lastSeen;
        await rest.subscription.stop();
        const seen = new Set(rest.got.map(({ envelope }) => line(envelope)));
        expect(whole.got.slice(at + 1).map(({ envelope }) => line(envelope)).filter((each) => !seen.has(each))).toEqual([]);
        const again = seqs(rest.got, 'rp-CB');
        expect(again).toEqual(range(again[0] ?? 1, (again[0] ?? 1) + again.length - 1));
      }
    });

    itKept('B3 positions never go back', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      for (const seq of [1, 4, 3, 2, 6, 5]) await bus.publish(message(bus.run, 'rp-CB', 'dco', seq));
      await dco.until(6);
      const positions = dco.got.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    });

    it('B4 a bus that speaks for one party refuses to send or listen as another, and to carry another run', async () => {
      const bus = await open({ party: 'rp-CB' });
      expect(() => bus.publish(message(bus.run, 'dco', 'dsp', 1))).toThrow(code('identity'));
      expect(() => bus.publish(message('other', 'rp-CB', 'dsp', 1))).toThrow(code('identity'));
      await expect(bus.consume('dco', 0, () => undefined)).rejects.toEqual(code('identity'));
      const own = await collect(bus, 'rp-CB');
      await bus.publish(message(bus.run, 'rp-CB', 'rp-CB', 1));
      await own.until(1);
      expect(own.got[0]!.envelope.from).toBe('rp-CB');
    });

    itKept('B5 replay yields the run in canonical order (stamp, to, from, seq)', async () => {
      const bus = await open();
      const stamps = [[5, 0], [1, 2], [1, 1], [5, 0], [-3, 0], [1, 2]] as const;
      for (const [from, to] of [['rp-CB', 'dco'], ['mcc', 'dco'], ['rp-CB', 'Dco']] as const) {
        for (const [at, [t, n]] of stamps.entries()) await bus.publish(message(bus.run, from, to, at + 1, { stamp: { t, n } }));
      }
      await bus.flush();
      const ranks = (await replayed(bus)).map(({ stamp, to, from, seq }) => `${stamp.t},${stamp.n} ${to} ${from} ${seq}`);
      expect(ranks).toEqual([
        '-3,0 Dco rp-CB 5', '-3,0 dco mcc 5', '-3,0 dco rp-CB 5', '1,1 Dco rp-CB 3', '1,1 dco mcc 3', '1,1 dco rp-CB 3',
        '1,2 Dco rp-CB 2', '1,2 Dco rp-CB 6', '1,2 dco mcc 2', '1,2 dco mcc 6', '1,2 dco rp-CB 2', '1,2 dco rp-CB 6',
        '5,0 Dco rp-CB 1', '5,0 Dco rp-CB 4', '5,0 dco mcc 1', '5,0 dco mcc 4', '5,0 dco rp-CB 1', '5,0 dco rp-CB 4',
      ]);
    });

    itKept('B5 an empty run replays as nothing', async () => {
      expect(await replayed(await open())).toEqual([]);
    });

    it('B6 bodies at, just under, just over the inline limit, empty and of 4 MB arrive whole and in order', async () => {
      const bus = await open({ inlineLimitBytes: LIMIT });
      const dco = await collect(bus, 'dco');
      const sizes = [0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 4 * 1024 * 1024, 3, 1024 * 1024, 2];
      const bodies = sizes.map((size, at) => Uint8Array.from({ length: size }, (_, byte) => (byte * 31 + at) % 256));
      for (const [at, body] of bodies.entries()) void bus.publish(message(bus.run, 'rp-CB', 'dco', at + 1, { body }));
      await bus.flush();
      await dco.until(sizes.length);
      expect(dco.got.map(({ envelope }) => sha256Of(envelope.body))).toEqual(bodies.map(sha256Of));
      await expect(bus.files.get(sha256Of(bodies[3]!))).rejects.toEqual(code('absent'));
      if (traits.keepsLog) expect((await replayed(bus)).map(({ body }) => sha256Of(body))).toEqual(bodies.map(sha256Of));
    });

    it('B6 files are named by their content; storing twice is harmless; an empty file is a file', async () => {
      const bus = await open();
      for (const body of [bytes('abc'), new Uint8Array(0), new Uint8Array(1_500_000).fill(7)]) {
        const name = await bus.files.put(body);
        expect(name).toBe(sha256Of(body));
        expect(await bus.files.put(body)).toBe(name);
        expect(sha256Of(await bus.files.get(name))).toBe(name);
      }
      await expect(bus.files.get('*')).rejects.toEqual(code('token'));
    });

    it('B7 a stale writer of a state record is refused and the record stays', async () => {
      const bus = await open();
      expect(await bus.state.read('dco')).toBeUndefined();
      const first = await bus.state.write('dco', 0, bytes('one'));
      await expect(bus.state.write('dco', 0, bytes('again'))).rejects.toEqual(code('stale'));
      const second = await bus.state.write('dco', first, bytes('two'));
      expect(second).toBeGreaterThan(first);
      await expect(bus.state.write('dco', first, bytes('zombie'))).rejects.toEqual(code('stale'));
      await bus.state.write('dsp', 0, bytes('elsewhere'));
      const read = await bus.state.read('dco');
      expect([read!.version, text(read!.bytes)]).toEqual([second, 'two']);
    });

    it('B7 everything written under a key can still be read, in order, and nothing of another key', async () => {
      const bus = await open();
      const versions: number[] = [];
      for (const each of ['one', 'two', 'three']) {
        versions.push(await bus.state.write('log', versions.at(-1) ?? 0, bytes(each)));
        await bus.state.write(`other-${each}`, 0, bytes('other'));
      }
      const history = async (after: number): Promise<string[]> => {
        const all: string[] = [];
        for await (const record of bus.state.history('log', after)) all.push(`${versions.indexOf(record.version)} ${text(record.bytes)}`);
        return all;
      };
      expect(await history(0)).toEqual(['0 one', '1 two', '2 three']);
      expect(await history(versions[0] ?? 0)).toEqual(['1 two', '2 three']);
      expect(await history(versions[2] ?? 0)).toEqual([]);
    });

    it('B7 of writers racing from one version exactly one wins', async () => {
      const bus = await open();
      const results = await Promise.allSettled(range(1, 8).map((each) => bus.state.write('dco', 0, bytes(`writer ${each}`))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(bus.state.write('dco', 0, new Uint8Array(256 * 1024 + 1))).rejects.toEqual(code('limit'));
    });

    it('B8 hostile runs, addresses, types, keys and subjects are refused before they reach a subject', async () => {
      const bus = await open();
      for (const each of hostile) {
        for (const field of ['run', 'from', 'to', 'type', 'key'] as const) {
          expect(() => bus.publish({ ...message(bus.run, 'rp-CB', 'dco', 1), [field]: each }), `${field} ${JSON.stringify(each)}`).toThrow(code('token'));
        }
        await expect(bus.consume(each, 0, () => undefined)).rejects.toEqual(code('token'));
        await expect(bus.state.read(each)).rejects.toEqual(code('token'));
        await expect(bus.state.write(each, 0, bytes('x'))).rejects.toEqual(code('token'));
        if (each === 'a.b') continue; // A control subject may have several tokens.
        await expect(bus.serve(each, (request) => request)).rejects.toEqual(code('token'));
        await expect(bus.request(each, bytes('x'), 1_000)).rejects.toEqual(code('token'));
      }
      for (const seq of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(() => bus.publish(message(bus.run, 'rp-CB', 'dco', seq))).toThrow(code('token'));
      expect(() => bus.publish(message(bus.run, 'rp-CB', 'dco', 1, { stamp: { t: 0.5, n: 0 } }))).toThrow(code('token'));
      for (const run of hostile) await expect(makeBus({ run }), JSON.stringify(run)).rejects.toEqual(code('token'));
    });

    it('control: a request is answered, by several subjects and many at once', async () => {
      const bus = await open();
      await bus.serve('round.dco', (request) => bytes(`dco ${text(request)}`));
      await bus.serve('round.dsp', async (request) => bytes(`dsp ${text(request)}`));
      const answers = await Promise.all(range(1, 50).flatMap((each) => ['dco', 'dsp'].map((party) => bus.request(`round.${party}`, bytes(String(each)), 5_000))));
      expect(answers.map(text)).toEqual(range(1, 50).flatMap((each) => [`dco ${each}`, `dsp ${each}`]));
    });

    it('control: nobody there, no answer in time, a failing and a stopped answerer are told apart', async () => {
      const bus = await open();
      await expect(bus.request('round.dco', bytes('x'), 1_000)).rejects.toEqual(code('unreachable'));
      const slow = await bus.serve('round.dco', () => new Promise<Uint8Array>(() => undefined));
      await expect(bus.request('round.dco', bytes('x'), 20)).rejects.toEqual(code('timeout'));
      await expect(bus.serve('round.dco', (request) => request)).rejects.toEqual(code('limit'));
      await slow.stop();
      await bus.serve('round.dco', () => { throw new Error('boom'); });
      await expect(bus.request('round.dco', bytes('x'), 1_000)).rejects.toThrow(/round\.dco failed to answer: boom/);
      await bus.serve('state.dco', () => { throw new BusError('stale', 'too late'); });
      await expect(bus.request('state.dco', bytes('x'), 1_000)).rejects.toEqual(code('stale'));
    });

    it('close is idempotent and everything after it is refused as closed', async () => {
      const bus = await open();
      const dco = await collect(bus, 'dco');
      await bus.publish(message(bus.run, 'rp-CB', 'dco', 1));
      await dco.until(1);
      await Promise.all([bus.close(), bus.close()]);
      await bus.close();
      await dco.subscription.stop();
      expect(() => bus.publish(message(bus.run, 'rp-CB', 'dco', 2))).toThrow(code('closed'));
      await expect(bus.flush()).rejects.toEqual(code('closed'));
      await expect(bus.consume('dco', 0, () => undefined)).rejects.toEqual(code('closed'));
      await expect(bus.state.read('dco')).rejects.toEqual(code('closed'));
      await expect(bus.files.put(bytes('x'))).rejects.toEqual(code('closed'));
      await expect(bus.serve('x', (request) => request)).rejects.toEqual(code('closed'));
      await expect(bus.request('x', bytes('x'), 100)).rejects.toEqual(code('closed'));
      await expect(replayed(bus)).rejects.toEqual(code('closed'));
    });

    it('two runs do not see each other: messages, state, files, control', async () => {
      const [one, two] = [await open(), await open()];
      const [ofOne, ofTwo] = [await collect(one, 'dco'), await collect(two, 'dco')];
      await one.publish(message(one.run, 'rp-CB', 'dco', 1, { body: bytes('one') }));
      await two.publish(message(two.run, 'rp-CB', 'dco', 1, { body: bytes('two') }));
      await Promise.all([ofOne.until(1), ofTwo.until(1)]);
      expect([...ofOne.got, ...ofTwo.got].map(({ envelope }) => text(envelope.body))).toEqual(['one', 'two']);
      await one.state.write('dco', 0, bytes('one'));
      expect(await two.state.read('dco')).toBeUndefined();
      await expect(two.files.get(await one.files.put(bytes('one')))).rejects.toEqual(code('absent'));
      await one.serve('round', (request) => request);
      await expect(two.request('round', bytes('x'), 1_000)).rejects.toEqual(code('unreachable'));
      if (traits.keepsLog) expect((await replayed(two)).map(({ body }) => text(body))).toEqual(['two']);
    });

    itShared('two buses of one run are one bus: messages, state, files, control', async () => {
      const one = await open();
      const two = await open({ run: one.run });
      const dco = await collect(two, 'dco');
      await one.publish(message(one.run, 'rp-CB', 'dco', 1));
      await dco.until(1);
      const version = await one.state.write('dco', 0, bytes('one'));
      expect((await two.state.read('dco'))!.version).toBe(version);
      expect(text(await two.files.get(await one.files.put(bytes('file'))))).toBe('file');
      await one.serve('round', () => bytes('here'));
      expect(text(await two.request('round', bytes('x'), 5_000))).toBe('here');
    });
  });
};
