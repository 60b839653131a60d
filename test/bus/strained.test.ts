/** A server and its clients under strain, over JetStream: a consumer that cannot keep up, a disk that somebody else fills. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { findNatsServer, startNatsServer } from '../../harness/bus/server.ts';
import { collect, freshRun, message, range, seqs } from './support.ts';

const found = findNatsServer();
if (found.kind !== 'binary') console.warn(`SKIPPED a server under strain: ${found.kind === 'url' ? 'NATS_URL is set, and this ends servers' : found.reason}`);

/** 6 MB of memory as a disk; undefined without the right to mount it. */
const smallDisk = (): { readonly folder: string; remove(): void } | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-small-disk-'));
  const remove = (): void => rmSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    return undefined;
  }
  return { folder, remove: () => { execFileSync('umount', ['--lazy', folder]); remove(); } };
};

describe.skipIf(found.kind !== 'binary')('under strain', () => {
  it('a consumer too slow for its server is cut off, comes back, and gets everything once and in order', { timeout: 60_000 }, async () => {
    const strict = await startNatsServer({ config: 'max_pending: 4194304\nwrite_deadline: "100ms"' });
    const lines: Socket[] = [];
    const narrow = createServer((client) => {
      const line = connect(Number(new URL(strict.url).port), '127.0.0.1');
      lines.push(line);
      client.pipe(line);
      line.pipe(client);
      client.on('error', () => line.destroy()).on('close', () => line.destroy());
      line.on('error', () => undefined).on('close', () => client.destroy());
    });
    try {
      const port = await new Promise<number>((resolve) => { narrow.listen(0, '127.0.0.1', () => resolve((narrow.address() as { port: number }).port)); });
      const run = freshRun();
      const sender = await createNatsBus({ run, servers: strict.url, durability: 'jetstream' });
      const receiver = await createNatsBus({ run, servers: `nats://127.0.0.1:${port}`, durability: 'jetstream' });
      const got = await collect(receiver, 'dco');
      const [first] = lines as [Socket];
      first.unpipe();
      first.pause();
      const cut = new Promise<void>((resolve) => first.once('close', () => resolve()));
      const body = new Uint8Array(250_000);
      for (const seq of range(1, 150)) await sender.publish(message(run, 'rp-CB', 'dco', seq, { body }));
      await sender.flush();
      first.resume();
      await cut;
      await got.until(150);
      expect(seqs(got.got, 'rp-CB')).toEqual(range(1, 150));
      expect(lines.length).toBeGreaterThan(1);
      await sender.close();
      await receiver.close();
    } finally {
      narrow.close();
      await strict.stop();
    }
  });

  it('a disk that somebody else fills is told as such, and what was stored is there when it has room again', { timeout: 60_000 }, async () => {
    const disk = smallDisk();
    if (disk === undefined) return console.warn('SKIPPED a full disk: no right to mount one');
    const server = await startNatsServer({ storeDir: join(disk.folder, 'store') });
    try {
      const run = freshRun();
      const bus = await createNatsBus({ run, servers: server.url, durability: 'jetstream', ackTimeoutMs: 1_000 });
      const body = new Uint8Array(100_000).fill(7);
      await bus.publish(message(run, 'rp-CB', 'dco', 1, { body }));
      await bus.flush();
      const ballast = join(disk.folder, 'ballast');
      expect(() => writeFileSync(ballast, new Uint8Array(8 * 1024 * 1024))).toThrow(/ENOSPC/);
      for (const seq of range(2, 20)) await bus.publish(message(run, 'rp-CB', 'dco', seq, { body }));
      await expect(bus.flush()).rejects.toThrow(/does not acknowledge; is its disk full\?|JetStream's store, or its disk, is full|no space left on device/);
      await bus.close();
      rmSync(ballast);
      await server.restart();
      const again = await createNatsBus({ run, servers: server.url, durability: 'jetstream' });
      const got = await collect(again, 'dco');
      for (const seq of range(2, 20)) await again.publish(message(run, 'rp-CB', 'dco', seq, { body }));
      await again.flush();
      await got.until(20);
      expect(seqs(got.got, 'rp-CB')).toEqual(range(1, 20));
      await again.close();
    } finally {
      await server.stop();
      disk.remove();
    }
  });
});
