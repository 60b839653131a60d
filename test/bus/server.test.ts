import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { findNatsServer, startNatsServer } from '../../harness/bus/server.ts';
import { bytes, text } from './support.ts';

const found = findNatsServer();
if (found.kind !== 'binary') console.warn(`SKIPPED starting NATS servers: ${found.kind === 'url' ? 'NATS_URL is set' : found.reason}`);

describe('findNatsServer', () => {
  const node = process.execPath;

  it('looks at NATS_URL, then NATS_SERVER_BIN, then PATH', () => {
    expect(findNatsServer({ NATS_URL: 'nats://somewhere:4222', NATS_SERVER_BIN: node })).toEqual({ kind: 'url', url: 'nats://somewhere:4222' });
    expect(findNatsServer({ NATS_SERVER_BIN: node, PATH: '/usr/sbin' })).toEqual({ kind: 'binary', path: node });
  });

  it('a NATS_SERVER_BIN that is no program is said, not passed over', () => {
    for (const wrong of ['/no/such/file', tmpdir(), import.meta.filename]) {
      expect(findNatsServer({ NATS_SERVER_BIN: wrong, PATH: '/usr/sbin' })).toEqual({ kind: 'none', reason: expect.stringContaining(wrong) });
    }
  });
});

const alive = (pid: number): boolean => {
  try {
    // A zombie still answers signal 0; ps tells it from the living.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim().startsWith('Z');
  } catch {
    return false;
  }
};

describe.skipIf(found.kind !== 'binary')('startNatsServer', () => {
  it('comes up on a port of its own, keeps its store over a kill, and leaves nothing behind', async () => {
    const storeDir = mkdtempSync(join(tmpdir(), 'mehrs-test-store-'));
    const server = await startNatsServer({ storeDir });
    const options = { run: 'r', servers: server.url, durability: 'jetstream' } as const;
    const before = await createNatsBus(options);
    await before.state.write('dco', 0, bytes('kept'));
    await server.kill();
    await before.close();
    await server.restart();
    const after = await createNatsBus(options);
    expect(text((await after.state.read('dco'))!.bytes)).toBe('kept');
    await after.close();
    await server.restart();
    await server.stop();
    await server.stop();
    await expect(createNatsBus(options)).rejects.toThrow(/no connection/);
    expect(readdirSync(storeDir)).not.toEqual([]);
    rmSync(storeDir, { recursive: true });
  });

  it('a program that is no server, and a broken configuration, are explained', async () => {
    await expect(startNatsServer({ binary: '/bin/false' })).rejects.toThrow(/\/bin\/false did not start: it ended with 1/);
    await expect(startNatsServer({ binary: '/no/such/program' })).rejects.toThrow(/ENOENT/);
    await expect(startNatsServer({ config: 'authorization { users = [' })).rejects.toThrow(/did not start/);
  });

  for (const ending of ['SIGKILL', 'SIGTERM', 'exit', 'throw'] as const) {
    it(`a process that ends by ${ending} leaves no server and no folder`, { timeout: 20_000 }, async () => {
      const script = `
        import { startNatsServer } from ${JSON.stringify(join(import.meta.dirname, '../../harness/bus/server.ts'))};
        import { execFileSync } from 'node:child_process';
        const server = await startNatsServer();
        console.log(execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\\n').find((each) => each.includes('ports_file_dir')));
        if (${JSON.stringify(ending)} === 'exit') process.exit(0);
        if (${JSON.stringify(ending)} === 'throw') throw new Error('defect');
        setInterval(() => undefined, 1_000);`;
      const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      const output = await new Promise<string>((done) => parent.stdout.once('data', (chunk: Buffer) => done(chunk.toString())));
      const [, pid, folder] = /^\s*(\d+).*--ports_file_dir (\S+)/.exec(output) ?? [];
      if (ending === 'SIGKILL' || ending === 'SIGTERM') parent.kill(ending);
      if (parent.exitCode === null && parent.signalCode === null) await new Promise((done) => parent.once('exit', done));
      // The watchdog acts on its own; wait for what it does, bounded by the test's timeout.
      while (alive(Number(pid)) || existsSync(folder!)) await new Promise((turn) => setImmediate(turn));
      expect([alive(Number(pid)), existsSync(folder!)]).toEqual([false, false]);
    });
  }
});
