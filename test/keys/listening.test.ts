/** docs/listening-in.md: a stranger with nothing but a socket hears a run. The lines are taken from the page itself. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { nkeys } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { messageSubject } from '../../harness/bus/subjects.ts';
import { createSecuredBus } from '../../harness/keys/securedBus.ts';
import { addressesOf } from '../../harness/world/directory.ts';
import { demonstrationEstate } from '../../harness/world/world.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { runWorld } from '../world/support.ts';
import { securedServer } from './support.ts';

const page = readFileSync('docs/listening-in.md', 'utf8');
const boxes = [...page.matchAll(/^```(raw(?:-secured)?)\n([\s\S]*?)^```$/gm)].map(([, kind, text = '']) => ({ kind, lines: text.trim().split('\n') }));
const open = await testServer('listening in with a socket');
const secured = await securedServer('listening in with a socket, secured', { parties: addressesOf(demonstrationEstate()) });

interface Heard {
  readonly subject: string;
  readonly sid: string;
  readonly headers: string;
  readonly body: string;
}

/** Reads what the page says comes: lines, and messages with as many bytes as announced. */
class Ear {
  readonly heard: Heard[] = [];
  readonly errors: string[] = [];
  info: { readonly nonce?: string } | undefined;
  #bytes = Buffer.alloc(0);
  #pongs = 0;
  #waiting: { readonly met: () => boolean; readonly wake: () => void }[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      while (this.#take());
      for (const each of this.#waiting) if (each.met()) each.wake();
    });
  }

  static async at(url: string): Promise<Ear> {
    const { hostname, port } = new URL(url);
    const ear = new Ear(connect(Number(port), hostname));
    await ear.until(() => ear.info !== undefined);
    return ear;
  }

  say(lines: readonly string[]): Promise<void> {
    const wanted = this.#pongs + 1;
    this.socket.write(lines.map((each) => `${each}\r\n`).join(''));
    return this.until(() => this.#pongs >= wanted || this.errors.length > 0);
  }

  until(met: () => boolean): Promise<void> {
    return met() ? Promise.resolve() : new Promise((wake) => { this.#waiting.push({ met, wake }); });
  }

  #take(): boolean {
    const end = this.#bytes.indexOf('\r\n');
    if (end < 0) return false;
    const words = this.#bytes.subarray(0, end).toString().split(' ');
    const [verb = ''] = words;
    const sizes = verb === 'HMSG' ? words.slice(-2).map(Number) : verb === 'MSG' ? [0, Number(words.at(-1))] : undefined;
    if (sizes === undefined) {
      this.#line(verb, words.slice(1).join(' '));
      this.#bytes = this.#bytes.subarray(end + 2);
      return true;
    }
    const [headers = 0, total = 0] = sizes;
    const from = end + 2;
    if (this.#bytes.length < from + total + 2) return false;
    const [, subject = '', sid = ''] = words;
    this.heard.push({ subject, sid, headers: this.#bytes.subarray(from, from + headers).toString(), body: this.#bytes.subarray(from + headers, from + total).toString() });
    this.#bytes = this.#bytes.subarray(from + total + 2);
    return true;
  }

  #line(verb: string, rest: string): void {
    if (verb === 'INFO') this.info = JSON.parse(rest) as { nonce?: string };
    else if (verb === 'PONG') this.#pongs += 1;
    else if (verb === 'PING') this.socket.write('PONG\r\n');
    else if (verb === '-ERR') this.errors.push(rest);
  }
}

const filled = (lines: readonly string[], values: Readonly<Record<string, string>>): string[] => lines.map((each) => each.replace(/\{([A-Z]+)\}/g, (whole, name: string) => values[name] ?? whole));

const stored = (heard: readonly Heard[]): { subject: string; data: string } => (JSON.parse(heard.find(({ sid }) => sid === '2')!.body) as { message: { subject: string; data: string } }).message;

describe('listening in', () => {
  it('the page has the boxes that are played here', () => {
    expect(boxes.map(({ kind }) => kind)).toEqual(['raw', 'raw', 'raw-secured']);
  });

  it.skipIf(open === undefined)('an open server: a socket hears every message of a run, and reads the first one afterwards', async () => {
    const run = freshRun();
    const ear = await Ear.at(open!.url);
    await ear.say(boxes[0]!.lines);
    const { world, messages } = await runWorld({ run, bus: await createNatsBus({ run, servers: open!.url, durability: 'jetstream' }) });
    const ofRun = (): Heard[] => ear.heard.filter(({ subject }) => subject.startsWith(`mig.${run}.`));
    await ear.until(() => ofRun().length >= messages.length);
    expect(ofRun().map(({ subject }) => subject).sort()).toEqual(messages.map(messageSubject).sort());
    const [first] = world.journal.messages;
    const heard = ofRun().find(({ subject }) => subject === messageSubject(first!))!;
    expect(heard.body).toBe(Buffer.from(first!.body).toString());
    expect(heard.headers).toContain(`Mehrs-Stamp: ${first!.stamp.t} ${first!.stamp.n}\r\n`);
    await ear.say(filled(boxes[1]!.lines, { RUN: run }));
    await ear.until(() => ear.heard.some(({ sid }) => sid === '2'));
    expect(stored(ear.heard)).toMatchObject({ subject: ofRun()[0]!.subject, data: Buffer.from(ofRun()[0]!.body).toString('base64') });
    expect(ear.errors).toEqual([]);
    ear.socket.destroy();
  });

  it.skipIf(secured === undefined)('a secured server: the observer hears every message of every party, and nobody hears without credentials', async () => {
    const { url, folder } = secured!;
    const run = freshRun();
    const deaf = await Ear.at(url);
    await deaf.say(boxes[0]!.lines);
    expect(deaf.errors).toEqual(["'Authorization Violation'"]);
    const bus = await createSecuredBus({ folder, url, run });
    // One message first, so that there is a first one to read.
    const { messages } = await runWorld({ run, bus });
    const ear = await Ear.at(url);
    const pair = nkeys.fromSeed(new TextEncoder().encode(readFileSync(join(folder, 'observer.nk'), 'utf8').trim()));
    const values = { RUN: run, NKEY: pair.getPublicKey(), SIGNATURE: Buffer.from(pair.sign(new TextEncoder().encode(ear.info!.nonce!))).toString('base64url') };
    await ear.say(filled(boxes[2]!.lines, values));
    await ear.until(() => ear.heard.some(({ sid }) => sid === '2'));
    expect(messages.map(messageSubject)).toContain(stored(ear.heard).subject);
    const next = freshRun();
    const again = await runWorld({ run: next, bus: await createSecuredBus({ folder, url, run: next }) });
    const ofRun = (): Heard[] => ear.heard.filter(({ subject }) => subject.startsWith(`mig.${next}.`));
    await ear.until(() => ofRun().length >= again.messages.length);
    expect(ofRun().map(({ subject }) => subject).sort()).toEqual(again.messages.map(messageSubject).sort());
    expect(ear.errors).toEqual([]);
    ear.socket.destroy();
  });
});
