/** A NATS server that is not there, is none, dies on the way, or belongs to the run (issue 3). */
import { execFileSync } from 'node:child_process';
import { readdirSync, watch } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { findNatsServer, startNatsServer } from '../../harness/bus/server.ts';
import { watched } from '../../harness/cli/watch.ts';
import { bytes } from '../bus/support.ts';
import { emptyFolder, estateText, expectRefused, expectUntouched, mehrs, removeFolders, usedFolder } from './support.ts';

const SLOW_MS = 60_000;
afterAll(removeFolders);
const ESTATE = estateText('CB');

const found = findNatsServer();
if (found.kind !== 'binary') console.warn(`SKIPPED runs over a NATS server of their own: ${found.kind === 'url' ? 'NATS_URL is set' : found.reason}`);

const listening = async (greet: (socket: Socket) => void): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer(greet);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

const run = (folder: string, url: string) => mehrs(folder, ['run', '--estate', 'estate.json', '--nats', url], { idle: true });

const alive = (pid: number): boolean => {
  try {
    // A zombie still answers signal 0; ps tells it from the living.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim().startsWith('Z');
  } catch {
    return false;
  }
};

describe.concurrent('a NATS server', () => {
  it('that is not there', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    const { url, server } = await listening(() => undefined);
    await new Promise((closed) => server.close(closed));
    expectRefused(await run(folder, url), `mehrs: no connection to NATS at ${url}: connection refused; start one with \`nats-server -js\` or use the memory bus`);
    expectUntouched(folder);
  });

  it('that is something else and keeps silent', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    const sockets: Socket[] = [];
    const { url, server } = await listening((socket) => sockets.push(socket));
    expectRefused(await run(folder, url), `mehrs: no connection to NATS at ${url}: timeout`);
    for (const socket of sockets) socket.destroy();
    server.close();
    expectUntouched(folder);
  });

  it('that there is no program for', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    expectRefused(await mehrs(folder, ['run', '--estate', 'estate.json', '--bus', 'nats'], { env: { NATS_SERVER_BIN: '/no/such/program' } }),
      'mehrs: --bus nats: NATS_SERVER_BIN names /no/such/program, which is no executable file');
    expectUntouched(folder);
  });

  it.skipIf(found.kind !== 'binary')('that is killed in mid-run', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    const server = await startNatsServer();
    const spy = await connect({ servers: server.url, maxReconnectAttempts: 0 });
    try {
      let seen = 0;
      spy.subscribe('mig.>', { callback: () => { if ((seen += 1) === 20) void server.kill(); } });
      await spy.flush();
      expectRefused(await run(folder, server.url), new RegExp(`^mehrs: NATS at ${server.url} was lost at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d of the run, no run folder is left: `));
    } finally {
      await spy.close();
      await server.stop();
    }
    expectUntouched(folder);
  });

  it.skipIf(found.kind !== 'binary')('that the run has started ends with it on SIGTERM', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    const temporary = emptyFolder();
    let server = 0;
    const ended = await mehrs(folder, ['run', '--estate', 'estate.json', '--bus', 'nats'], {
      env: { TMPDIR: temporary },
      meanwhile: (child) => {
        const watcher = watch(temporary, { recursive: true }, (_event, name) => {
          const pid = Number(/nats-server_(\d+)\.ports$/.exec(name ?? '')?.[1] ?? 0);
          if (pid === 0) return;
          server = pid;
          watcher.close();
          child.kill('SIGTERM');
        });
      },
    });
    expect(ended).toEqual({ code: null, signal: 'SIGTERM', stdout: '', stderr: '' });
    expect(server).toBeGreaterThan(0);
    expect(alive(server)).toBe(false);
    expect(readdirSync(temporary).filter((name) => name.startsWith('mehrs-nats-'))).toEqual([]);
    expectUntouched(folder);
  });
});

describe('a bus that has fallen silent', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const message = (seq: number) => ({ run: 'r', from: 'mcc', to: 'dco', type: 'MCF' as const, key: 'k', seq, stamp: { t: 1, n: 0 }, body: bytes('x') });

  it('is told when messages are owed, and not before', async () => {
    const watch = watched({ ...createMemoryBus({ run: 'r' }), publish: () => undefined });
    let told: unknown;
    watch.stalled.catch((error: unknown) => { told = error; });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toBeUndefined();
    void watch.bus.publish(message(1));
    await vi.advanceTimersByTimeAsync(11_000);
    void watch.bus.publish(message(2));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(told).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((told as Error).message).toBe('for 12 s nothing has arrived of what was sent, messages owed: 2');
    watch.stop();
  });

  it('is not, where everything has arrived', async () => {
    const watch = watched(createMemoryBus({ run: 'r' }));
    let told: unknown;
    watch.stalled.catch((error: unknown) => { told = error; });
    const got: number[] = [];
    await watch.bus.consume('dco', 0, ({ envelope }) => got.push(envelope.seq));
    void watch.bus.publish(message(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([got, told]).toEqual([[1], undefined]);
    watch.stop();
    await watch.bus.close();
  });
});
