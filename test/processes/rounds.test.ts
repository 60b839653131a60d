/** The coordinator and its parties over a bus in memory: what the server and real processes only make slower. */
import { describe, expect, it } from 'vitest';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { castsFor } from '../../harness/processes/casts.ts';
import { decodeControl, encodeControl, grantAnswer, toProcess } from '../../harness/processes/messages.ts';
import { PartyProcess } from '../../harness/processes/partyProcess.ts';
import { play, type PlayOptions } from '../../harness/processes/play.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { freshRun } from '../bus/support.ts';
import { inMemory, scenarioOf } from './support.ts';

const ROW = 'guide-7.2.1';
type Envelope = Parameters<Bus['publish']>[0];

/** One bus that everybody shares and nobody closes. */
const shared = (run: string, publish?: (envelope: Envelope, bus: Bus) => void): Bus => {
  const bus = createMemoryBus({ run });
  return {
    name: bus.name, run, guarantees: bus.guarantees, files: bus.files, state: bus.state, flush: () => bus.flush(), consume: (...args) => bus.consume(...args), replay: () => bus.replay(),
    publish: (envelope) => (publish === undefined ? bus.publish(envelope) : publish(envelope, bus)),
    serve: (...args) => bus.serve(...args), request: (...args) => bus.request(...args), close: async () => undefined,
  };
};

/** @param more.theirs what is other about the bus of the parties. */
const stage = async (more: { readonly publish?: (envelope: Envelope, bus: Bus) => void; readonly processes?: number; readonly theirs?: (bus: Bus) => Partial<Bus> } = {}) => {
  const [control, bus] = [shared(freshRun()), shared(freshRun(), more.publish)];
  const theirs = { ...bus, ...more.theirs?.(bus) };
  const stops: string[] = [];
  const processes = new Map(castsFor(more.processes ?? 3).map(({ name, parties }) => [name, parties]));
  const start = (name: string): Promise<PartyProcess> => PartyProcess.start({ name, parties: processes.get(name) ?? [], control, open: async () => theirs, onStop: (why) => stops.push(why) });
  const parties = new Map<string, PartyProcess>();
  for (const name of processes.keys()) parties.set(name, await start(name));
  const run = (options: Partial<PlayOptions> = {}) => play({ script: scriptOf(scenarioOf(ROW)), control, bus, processes, durability: 'jetstream', ...options });
  return { control, bus, parties, run, start, processes, stops };
};

describe('rounds', () => {
  it('W3: come to the same facts with a log, without one, and with a snapshot after every step', async () => {
    const { journal } = await inMemory(ROW);
    for (const options of [{ kept: true }, { kept: false }, { kept: true, snapshotSteps: 1 }]) {
      const { run } = await stage();
      const played = await run(options);
      expect(played.journal.hash()).toBe(journal.hash());
      expect(played.journal.steps).toEqual(journal.steps);
    }
  });

  it('R1 M1: a message that is lost on the way is noticed: have N of M, and time does not run past it', async () => {
    let lost = false;
    const { run } = await stage({ publish: (envelope, bus) => {
      if (envelope.type === 'MCF' && !lost) lost = true;
      else void bus.publish(envelope);
    } });
    let now = 0;
    await expect(run({ durability: 'core', onProgress: (at) => { now = at; } })).rejects.toThrow(/^[a-z0-9A-Z-]+: have \d+ of \d+ messages at virtual 2020-11-0\d \d\d:\d\d$/);
    const { journal } = await inMemory(ROW);
    expect(now).toBeLessThanOrEqual(journal.messages.find(({ type }) => type === 'MCF')?.stamp.t ?? 0);
  });

  it('R2: a party that stays dead is named with what it holds up, and time does not run past it', async () => {
    const { run, parties } = await stage();
    const died: number[] = [];
    const waited = new Set<string>();
    let now = 0;
    await expect(run({
      awayMs: 1_500,
      onProgress: (at, round) => {
        now = at;
        if (round !== 40) return;
        died.push(at);
        void parties.get('s1sp')?.stop();
      },
      onWaiting: (waiting) => { if (waiting !== undefined) waited.add(`${waiting.process}: ${waiting.parties.join(' ')}`); },
    })).rejects.toThrow(/^process s1sp stays away and holds up .*s1sp-IE.*: process s1sp does not answer$/);
    expect([...waited]).toEqual([expect.stringMatching(/^s1sp: .*s1sp-IE/)]);
    const held = (await inMemory(ROW)).journal.steps.find(({ t, party }) => t > (died[0] ?? 0) && party === 's1sp-IE');
    expect(now).toBeLessThanOrEqual(held?.t ?? 0);
  });

  it('a party nobody plays is named before anything runs', async () => {
    const { run, processes } = await stage();
    await expect(run({ processes: new Map([...processes].filter(([name]) => name !== 'dsp')) })).rejects.toThrow(/^nobody plays .*dsp.*: start `mehrs party /);
  });

  it('two processes of one name, and two worlds of one name, are refused', async () => {
    const { run, start, control } = await stage();
    await expect(start('s1sp')).rejects.toThrow(`a process "s1sp" is up already on fleet ${control.run}`);
    await run();
    await expect(run({ script: scriptOf(scenarioOf('2.7.5-C4')) })).rejects.toThrow(/^run .* is the name of another world on this server: choose another$/);
  });

  it('M4: a step that cannot be kept at first is kept before anything else is done: no party loses one, none is taken for a copy of itself', async () => {
    const { journal } = await inMemory(ROW);
    const failed: string[] = [];
    const { run, stops } = await stage({ theirs: (bus) => {
      let [flushes, writes] = [0, 0];
      return {
        flush: async () => {
          if ((flushes += 1) % 20 === 7 && failed.push('flush') > 0) throw new BusError('unreachable', 'the server is away');
          await bus.flush();
        },
        state: { ...bus.state, write: async (key, expected, bytes) => {
          if ((writes += 1) % 90 !== 11) return bus.state.write(key, expected, bytes);
          failed.push('write');
          throw new BusError('limit', 'no room');
        } },
      };
    } });
    // A store without room is nobody's to wait for: the coordinator is told, and another takes over.
    let played;
    for (let coordinators = 0; played === undefined && coordinators < 50; coordinators += 1) played = await run({ snapshotSteps: 5 }).catch((error: unknown) => { expect(error).toMatchObject({ failed: 'bus' }); });
    expect(new Set(failed)).toEqual(new Set(['flush', 'write']));
    expect(played?.journal.hash()).toBe(journal.hash());
    expect(played?.journal.steps).toEqual(journal.steps);
    expect(stops).toEqual([]);
  });

  it('R2: parties that could not all be loaded leave none behind that stands in the way of those that are loaded next', async () => {
    const refused: string[] = [];
    const { run, stops } = await stage({ theirs: (bus) => ({
      consume: async (to, ...rest) => {
        if (to.startsWith('csp') && refused.length < 3 && refused.push(to) > 0) throw new BusError('unreachable', 'the server is away');
        return bus.consume(to, ...rest);
      },
    }) });
    expect((await run()).journal.hash()).toBe((await inMemory(ROW)).journal.hash());
    expect(refused).toHaveLength(3);
    expect(stops).toEqual([]);
  });

  it('R4: a grant that is repeated is done once, and an earlier coordinator is refused', async () => {
    const { run, bus, control } = await stage();
    const repeated: string[] = [];
    const request = bus.request.bind(bus);
    const twice: Bus = { ...bus, request: async (subject, bytes, timeoutMs) => {
      if (subject.endsWith('.grant')) repeated.push(subject);
      if (subject.endsWith('.grant') || subject.endsWith('.release')) void request(subject, bytes, timeoutMs);
      return request(subject, bytes, timeoutMs);
    } };
    const played = await play({ script: scriptOf(scenarioOf(ROW)), control, bus: twice, processes: new Map(castsFor(3).map(({ name, parties }) => [name, parties])), durability: 'jetstream', snapshotSteps: 5,
      onProgress: (_, round) => {
        if (round === 10) void request(toProcess('s1sp', 'grant'), encodeControl({ epoch: 0, round: 1, at: { t: 0, n: 0 }, parties: [] }), 1_000).then((bytes) => repeated.push(new TextDecoder().decode(bytes)));
      } });
    expect(played.journal.hash()).toBe((await inMemory(ROW)).journal.hash());
    expect(repeated.length).toBeGreaterThan(100);
    expect(repeated.some((each) => each.includes('another coordinator has taken over'))).toBe(true);
    expect(() => decodeControl(grantAnswer, encodeControl({ round: -1 }), 'a grant')).toThrow(/a grant: .*round/);
    expect(run).toBeDefined();
  });
});
