/** Each entry of eslint.config.mjs on a snippet it must catch and on its honest neighbour, so that the lists cannot rot. */
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const linter = new ESLint({ cwd: resolve(import.meta.dirname, '../..') });
const messages = async (code: string, filePath: string): Promise<string[]> => {
  const results = await linter.lintText(code, { filePath });
  return results.flatMap((result) => result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
};

const DOORED = ['protocol/x.ts', 'machines/x.ts', 'actors/rp/x.ts'];

const BEHIND_THE_DOORS = [
  // clocks
  'export const x = Date.now();', 'export const x = new Date();', 'export const x = Date();', 'const { now } = Date; export const x = now();', 'export const D = Date;',
  'export const x = new Date(...[]);', 'export const x = [1].map(Date);',
  'export const x = performance.now();', "import { performance } from 'node:perf_hooks'; export const x = performance;", 'export const x = process.hrtime();',
  "import { hrtime } from 'node:process'; export const x = hrtime;", "import { Temporal } from 'temporal-polyfill'; export const x = Temporal.Now.instant();",
  "import { Temporal } from 'temporal-polyfill'; const { Now } = Temporal; export const x = Now;", "import { Temporal } from 'temporal-polyfill'; export const x = Temporal['Now'];",
  "export const x = new Intl.DateTimeFormat('en-GB').format();", "export const x = new Intl.DateTimeFormat('en-GB').formatToParts();",
  // chance
  'export const x = Math.random();', "export const x = Math['random']();", "export const k = 'random'; export const x = Math[k]();", 'const { random } = Math; export const x = random();',
  'export const x = crypto.randomUUID();', 'export const x = crypto.getRandomValues(new Uint8Array(1));', 'export const x = globalThis.crypto;',
  ...['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync', 'generateKeyPairSync', 'generateKeySync', 'generateKey', 'generateKeyPair', 'generatePrimeSync', 'getRandomValues', 'webcrypto', 'createSign', 'sign']
    .map((name) => `import { ${name} } from 'node:crypto'; export const x = ${name};`),
  "import { randomBytes as bytes } from 'crypto'; export const x = bytes;", "import node from 'node:crypto'; export const x = node;", "import * as node from 'node:crypto'; export const x = node;",
  "import { createECDH } from 'node:crypto'; export const x = createECDH('prime256v1').generateKeys();",
  "import { p256 } from '@noble/curves/nist.js'; export const x = p256.utils.randomSecretKey();", "import { randomBytes } from '@noble/curves/utils.js'; export const x = randomBytes;",
  // timers
  'setTimeout(() => undefined, 1);', 'setInterval(() => undefined, 1);', 'setImmediate(() => undefined);', 'queueMicrotask(() => undefined);', 'clearTimeout(1);',
  "import { setTimeout as wait } from 'node:timers/promises'; export const x = wait;", "import { setImmediate as soon } from 'timers'; export const x = soon;",
  // files, sockets, processes
  ...['fs', 'node:fs', 'fs/promises', 'node:fs/promises', 'net', 'node:net', 'http', 'node:http', 'https', 'node:http2', 'dgram', 'node:dns', 'tls', 'node:child_process', 'node:worker_threads', 'cluster', 'node:os',
    'node:vm', 'node:module', 'readline', 'node:async_hooks', 'inspector', 'node:v8', 'node:sqlite', 'node:test', 'events', 'node:stream', 'path', 'node:url', 'zlib', 'diagnostics_channel']
    .map((name) => `import x from '${name}'; export default x;`),
  "export const x = await import('node:fs');", "export const x = () => import('./' + 'y.ts');", "export const x = require('fs');", "import fs = require('fs'); export default fs;",
  'export const x = process.env.HOME;', 'export const x = fetch;', 'export const x = new WebSocket("ws://x");', 'console.log(1);', 'export const x = import.meta.url;', 'export const x = global;',
  // ways round
  "export const x = eval('1');", "export const x = new Function('return 1');", 'export const x = Reflect.get(Math, "x");', 'export const x = new WeakRef({});',
  '// eslint-disable-next-line\nexport const x = Math.random();',
];

const IN_FRONT_OF_THEM = [
  "import { createHash, createHmac, createCipheriv, createECDH, verify, timingSafeEqual, type KeyObject } from 'node:crypto'; export const x: KeyObject | unknown = [createHash, createHmac, createCipheriv, createECDH, verify, timingSafeEqual];",
  "import { isUtf8 } from 'node:buffer'; export const x = isUtf8;", 'export const x = Math.max(1, 2);',
  "import { Temporal } from 'temporal-polyfill'; export const x = Temporal.PlainDate.from('2024-01-01');",
  "export const x = new Intl.DateTimeFormat('en-GB').format(1);", 'export const x = { now: 1, random: 2 }; export const y = x.now;', "export const x: { setTimeout: number } = { setTimeout: 1 };",
];

describe.each(DOORED)('L1 two doors, in %s', (file) => {
  it.each(BEHIND_THE_DOORS)('refuses %s', async (code) => expect((await messages(code, file)).filter((message) => /Law L[19]/.test(message))).not.toEqual([]));
  it.each(IN_FRONT_OF_THEM)('allows %s', async (code) => expect(await messages(code, file)).toEqual([]));
});

describe('L1 stops at the door', () => {
  it.each(['protocol/x.ts', 'actors/x.ts'])('%s may compute with given dates', async (file) => {
    expect(await messages('export const x = [Date.UTC(2024, 0, 1), new Date(0).toISOString()]; export const y = (date: Date): Date => date;', file)).toEqual([]);
  });
  it.each(['harness/x.ts', 'test/x.test.ts', 'bench/x.ts'])('%s may use clocks and files', async (file) => {
    expect(await messages("import { readFileSync } from 'node:fs'; export const x = [readFileSync, Date.now(), Math.random(), process.env];", file)).toEqual([]);
  });
});

describe('design 4: machines are pure', () => {
  const machine = 'machines/x.ts';
  it.each([
    ...['spawnChild', 'sendTo', 'sendParent', 'enqueueActions', 'fromPromise', 'fromCallback', 'fromObservable', 'fromTransition', 'createActor', 'raise', 'forwardTo', 'stopChild']
      .map((name) => `import { ${name} } from 'xstate'; export const x = ${name};`),
    "import { sendTo as tell } from 'xstate'; export const x = tell;", "import { fromPromise as promised } from 'xstate/actors'; export const x = promised;", "import { createTestModel } from 'xstate/graph'; export const x = createTestModel;",
    "export const x = { invoke: { src: 'y' } };", "export const x = { 'invoke': { src: 'y' } };", "export const x = { always: 'y' };", "export const x = { onDone: 'y' };", 'export const x = { actors: {} };',
    'export const x = async () => 1;', 'export async function x(): Promise<void> {}', 'export const x = await y; declare const y: unknown;', 'export const x = Promise.resolve(1);',
    'export const x = ({ spawn }: { spawn: unknown }) => spawn;', 'export const x = new Date(0);',
  ])('K1 refuses %s', async (code) => expect((await messages(code, machine)).filter((message) => message.includes('K1'))).not.toEqual([]));

  it.each(["export const x = { on: { '*': 'y' } };", "export const x = { on: { 'MCF.*': 'y' } };", 'export const x = { on: { [`*`]: {} } };', "const any = '*'; export const x = { on: { [any]: {} } };"])('K4 refuses %s', async (code) =>
    expect((await messages(code, machine)).filter((message) => message.includes('K4'))).not.toEqual([]));

  it('allows emit, assign, setup, named delays and ignores', async () => {
    expect(await messages(`
      import { assign, emit, setup } from 'xstate';
      export const x = setup({ delays: { wait: 1 }, actions: { tell: emit({ type: 'tell' }), note: assign({ failed: '' }) } })
        .createMachine({ id: 'x-y', context: { failed: '' }, initial: 'a', states: { a: { on: { GO: { actions: 'tell' }, STAY: {} }, after: { wait: 'b' } }, b: { tags: ['ended'] } } });
    `, machine)).toEqual([]);
  });

  it('actors may do what machines may not: await and start machines', async () => {
    expect(await messages("import { createActor } from 'xstate'; export const x = async () => createActor;", 'actors/runtime/x.ts')).toEqual([]);
  });
});

describe('everywhere', () => {
  it.each([
    ['@typescript-eslint/no-explicit-any', 'export const x: any = 1;'],
    ['eqeqeq', 'export const x = (a: unknown) => a == null;'],
    ['no-warning-comments', '// TODO later\nexport const x = 1;'],
    ['no-restricted-syntax', "export * from './y.ts';"],
    ['no-self-compare', 'export const x = (a: number) => a !== a;'],
    ['prefer-const', 'let x = 1; export const y = x;'],
    ['no-fallthrough', 'export const x = (a: number): number => { switch (a) { case 1: a += 1; case 2: return a; default: return 0; } };'],
  ])('%s bites', async (rule, code) => {
    expect((await messages(code, 'harness/x.ts')).map((message) => message.split(':', 1)[0])).toContain(rule);
  });
});
