/** A way to a server that breaks whenever it is told to: connections through it end, and can be made anew at once. */
import { connect, createServer, type Socket } from 'node:net';

export interface Flapping {
  readonly url: string;
  /** Every connection there is ends. */
  break(): void;
  /** Connections ended so far. */
  broken(): number;
  close(): void;
}

export const flappingWay = async (to: string): Promise<Flapping> => {
  const { port } = new URL(to);
  const sockets = new Set<Socket>();
  let broken = 0;
  const proxy = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => { sockets.delete(one); other.destroy(); });
    }
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `nats://127.0.0.1:${(proxy.address() as { port: number }).port}`,
    break: () => {
      for (const socket of sockets) socket.destroy();
      broken += 1;
    },
    broken: () => broken,
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
};
