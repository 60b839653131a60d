/** A NATS client of a few lines over a socket, which sends whatever bytes it is told to, as no proper client would. */
import { connect, type Socket } from 'node:net';

export interface RawNats {
  /** HPUB when `headers` are given, whatever they are; PUB otherwise. */
  publish(subject: string, body: Uint8Array, headers?: Uint8Array): void;
  /** Resolves when the server has dealt with everything sent. @throws Error with what it said when it closes the connection. */
  flush(): Promise<void>;
  close(): void;
}

const concat = (...parts: readonly (string | Uint8Array)[]): Buffer => Buffer.concat(parts.map((each) => Buffer.from(each as string)));

/** Without credentials: for an open server. */
export const openRawNats = async (url: string): Promise<RawNats> => {
  const { hostname, port } = new URL(url);
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect(Number(port), hostname, () => resolve(opened));
    opened.once('error', reject);
  });
  let pongs: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    for (let end = said.indexOf('\r\n'); end >= 0; end = said.indexOf('\r\n')) {
      const line = said.slice(0, end);
      said = said.slice(end + 2);
      if (line === 'PING') socket.write('PONG\r\n');
      else if (line === 'PONG') pongs.shift()?.resolve();
      else if (line.startsWith('-ERR')) last = line;
    }
  });
  let last = 'the server closed the connection';
  const fail = (): void => {
    for (const each of pongs) each.reject(new Error(last));
    pongs = [];
  };
  socket.on('close', fail).on('error', fail);
  socket.write('CONNECT {"verbose":false,"pedantic":false,"headers":true}\r\n');
  const flush = (): Promise<void> => new Promise((resolve, reject) => {
    if (socket.destroyed) reject(new Error(last));
    else {
      pongs.push({ resolve, reject });
      socket.write('PING\r\n');
    }
  });
  await flush();
  return {
    publish: (subject, body, headers) => {
      const size = (headers?.length ?? 0) + body.length;
      socket.write(headers === undefined ? concat(`PUB ${subject} ${size}\r\n`, body, '\r\n') : concat(`HPUB ${subject} ${headers.length} ${size}\r\n`, headers, body, '\r\n'));
    },
    flush,
    close: () => socket.destroy(),
  };
};
