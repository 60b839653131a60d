/** Each rule of .dependency-cruiser.cjs on a made-up house that breaks it, and all of them on one that does not. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, describe, expect, it } from 'vitest';

const options = await extractDepcruiseOptions(resolve(import.meta.dirname, '../../.dependency-cruiser.cjs'));
const { tsConfig: _resolvedByTheCommandOnly, ...rules } = options;
const house = mkdtempSync(join(tmpdir(), 'mehrs-house-'));
afterAll(() => rmSync(house, { recursive: true }));

const PACKAGES = ['xstate', 'zod', 'commander', 'vitest', '@nats-io/jetstream', 'unlisted'];
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
};

/** Builds a house of these imports (files exist as soon as they are named) and returns what breaks a rule, as `rule: from`. */
const violations = async (imports: readonly (readonly [from: string, to: string])[]): Promise<readonly string[]> => {
  rmSync(house, { recursive: true, force: true });
  write('package.json', JSON.stringify({
    name: 'house', type: 'module', dependencies: { xstate: '*', zod: '*', commander: '*', '@nats-io/jetstream': '*' }, devDependencies: { vitest: '*' },
  }));
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  const isFile = (path: string): boolean => /\.(ts|mjs)$/.test(path);
  const contents = new Map<string, string>();
  for (const [from, to] of imports) {
    const source = isFile(to) ? relative(dirname(from), to).replace(/^(?!\.)/, './') : to;
    contents.set(from, `${contents.get(from) ?? ''}import '${source}';\n`);
    if (isFile(to) && !to.includes('missing') && !contents.has(to)) contents.set(to, '');
  }
  for (const [path, text] of contents) write(path, text);
  const { output } = await cruise([...contents.keys()], { ...rules, baseDir: house }, { bustTheCache: true });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
};

describe('design 2: imports run one way', () => {
  it('a house in order breaks no rule', async () => {
    expect(await violations([
      ['machines/rp.ts', 'protocol/domain.ts'], ['machines/rp.ts', 'xstate'], ['actors/rp/party.ts', 'machines/rp.ts'], ['actors/rp/party.ts', 'protocol/mehrs/parameters/routing.ts'],
      ['harness/world/world.ts', 'actors/rp/party.ts'], ['harness/bus/nats.ts', '@nats-io/jetstream'], ['harness/cli/main.ts', 'commander'], ['sandbox/page.ts', 'harness/world/world.ts'],
      ['bin/mehrs.mjs', 'harness/cli/main.ts'], ['protocol/files/xml.ts', 'zod'], ['protocol/mehrs/expected/row.ts', 'protocol/domain.ts'], ['protocol/mehrs/parameters/routing.ts', 'protocol/domain.ts'],
      ['harness/verdict/judge.ts', 'protocol/mehrs/expected/row.ts'], ['harness/verdict/judge.ts', 'protocol/files/xml.ts'], ['harness/verdict/judge.ts', 'harness/verdict/facts.ts'],
      ['harness/cli/main.ts', 'protocol/mehrs/expected/row.ts'], ['harness/explore/search.ts', 'protocol/mehrs/expected/row.ts'],
      ['test/a.test.ts', 'vitest'], ['test/a.test.ts', 'machines/rp.ts'], ['test/a.test.ts', 'protocol/mehrs/expected/row.ts'], ['test/a.test.ts', 'protocol/mehrs/parameters/routing.ts'], ['bench/b.ts', 'harness/world/world.ts'],
    ])).toEqual([]);
  });

  const LAYERS = ['protocol', 'machines', 'actors', 'harness', 'sandbox'];
  const upwards = LAYERS.flatMap((from, index) => LAYERS.slice(index + 1).map((to) => [from, to] as const));
  it.each(upwards)('%s does not import %s', async (from, to) => {
    expect(await violations([[`${from}/x.ts`, `${to}/y.ts`]])).toContain(`${from}-imports-downwards: ${from}/x.ts`);
  });

  it.each<[string, readonly (readonly [string, string])[], string]>([
    ['nobody imports tests', [['harness/x.ts', 'test/support.ts']], 'product-imports-no-tests: harness/x.ts'],
    ['nobody imports benches', [['protocol/x.ts', 'bench/b.ts']], 'product-imports-no-tests: protocol/x.ts'],
    ['nobody imports the program', [['harness/x.ts', 'bin/mehrs.mjs']], 'product-imports-no-tests: harness/x.ts'],
    ['parameters do not import expected', [['protocol/mehrs/parameters/x.ts', 'protocol/mehrs/expected/y.ts']], 'parameters-not-expected: protocol/mehrs/parameters/x.ts'],
    ['expected does not import parameters', [['protocol/mehrs/expected/x.ts', 'protocol/mehrs/parameters/y.ts']], 'expected-not-parameters: protocol/mehrs/expected/x.ts'],
    ['protocol does not read expectations', [['protocol/checks/x.ts', 'protocol/mehrs/expected/y.ts']], 'system-not-expected: protocol/checks/x.ts'],
    ['machines do not read expectations', [['machines/x.ts', 'protocol/mehrs/expected/y.ts']], 'system-not-expected: machines/x.ts'],
    ['actors do not read expectations', [['actors/rp/x.ts', 'protocol/mehrs/expected/y.ts']], 'system-not-expected: actors/rp/x.ts'],
    ['the world does not read expectations', [['harness/world/x.ts', 'protocol/mehrs/expected/y.ts']], 'expected-by-verdict-only: harness/world/x.ts'],
    ['the verdict does not import actors', [['harness/verdict/x.ts', 'actors/y.ts']], 'verdict-sees-no-system: harness/verdict/x.ts'],
    ['the verdict does not import machines', [['harness/verdict/x.ts', 'machines/y.ts']], 'verdict-sees-no-system: harness/verdict/x.ts'],
    ['the verdict does not import the rest of the harness', [['harness/verdict/x.ts', 'harness/bus/y.ts']], 'verdict-sees-no-system: harness/verdict/x.ts'],
    ['the verdict does not import parameters', [['harness/verdict/laws/x.ts', 'protocol/mehrs/parameters/y.ts']], 'verdict-sees-no-system: harness/verdict/laws/x.ts'],
    [
      'the verdict does not reach parameters by a detour', [['harness/verdict/x.ts', 'protocol/checks/y.ts'], ['protocol/checks/y.ts', 'protocol/mehrs/parameters/z.ts']],
      'verdict-sees-no-system-by-detour: harness/verdict/x.ts',
    ],
    [
      'expected does not reach parameters by a detour', [['protocol/mehrs/expected/x.ts', 'protocol/checks/y.ts'], ['protocol/checks/y.ts', 'protocol/mehrs/parameters/z.ts']],
      'expected-shares-no-number-by-detour: protocol/mehrs/expected/x.ts',
    ],
    ['L1: actors do not import a bus of their own', [['actors/x.ts', '@nats-io/jetstream']], 'two-doors-packages: actors/x.ts'],
    ['protocol has no statecharts', [['protocol/x.ts', 'xstate']], 'protocol-has-no-state: protocol/x.ts'],
    ['no circles', [['protocol/x.ts', 'protocol/y.ts'], ['protocol/y.ts', 'protocol/x.ts']], 'no-circular: protocol/x.ts'],
    ['no import leads nowhere', [['protocol/x.ts', 'protocol/missing.ts']], 'resolvable: protocol/x.ts'],
    ['what runs does not need what is for development', [['harness/x.ts', 'vitest']], 'product-on-dependencies: harness/x.ts'],
    ['what runs does not need what happens to be there', [['harness/x.ts', 'unlisted']], 'product-on-dependencies: harness/x.ts'],
  ])('%s', async (_what, imports, expected) => {
    expect(await violations(imports)).toContain(expected);
  });

  it('an import of types only is an import', async () => {
    await violations([['protocol/x.ts', 'machines/y.ts']]);
    write('protocol/x.ts', "import type { Y } from '../machines/y.ts';\nexport type X = Y;\n");
    const { output } = await cruise(['protocol/x.ts'], { ...rules, baseDir: house }, { bustTheCache: true });
    expect((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)).toEqual(['protocol-imports-downwards']);
  });
});
