/** The program starts from one file that can never be older than its sources. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, as nothing is compiled yet where it runs
import { bundleOf, loadBundle } from '../../bin/bundle.mjs';

const root = mkdtempSync(join(tmpdir(), 'mehrs-bundle-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'harness'));

const said = async (text: string): Promise<{ readonly says: string; readonly where: string; readonly path: string }> => {
  writeFileSync(join(root, 'harness', 'word.ts'), `export const word: string = ${JSON.stringify(text)};\n`);
  writeFileSync(join(root, 'harness', 'main.ts'), 'import { word } from "./word.ts";\nexport const says = word;\nexport const where = import.meta.url;\n');
  const path = await bundleOf(root, 'harness/main.ts', join(root, 'cache')) as string;
  return { ...(await loadBundle(path) as { says: string; where: string }), path };
};

describe('the bundle', () => {
  it('is made once for the same sources, and anew when a letter of one changes, whatever its time and size', async () => {
    const first = await said('one');
    expect(await said('one')).toEqual(first);
    expect(readdirSync(join(root, 'cache'))).toHaveLength(1);
    const other = await said('two');
    expect([first.says, other.says]).toEqual(['one', 'two']);
    expect((await said('one')).path).toBe(first.path);
  });

  it('leaves what was compiled to the next process, which takes it only from the same V8', { timeout: 60_000 }, async () => {
    const { path } = await said('one');
    const inProcess = (...flags: string[]): string => execFileSync(process.execPath, [...flags, '--input-type=module', '-e',
      `import { loadBundle } from ${JSON.stringify(new URL('../../bin/bundle.mjs', import.meta.url).href)}; console.log((await loadBundle(${JSON.stringify(path)})).says);`], { encoding: 'utf8' });
    const compiled = path.replace(/cjs$/, 'v8');
    expect(inProcess()).toBe('one\n');
    const first = readFileSync(compiled);
    expect(inProcess()).toBe('one\n');
    expect(readFileSync(compiled).equals(first)).toBe(true);
    writeFileSync(compiled, 'no compiled code at all');
    expect(inProcess()).toBe('one\n');
    expect(readFileSync(compiled).length).toBeGreaterThan(100);
  });

  it('looks for files beside a source where the source is', async () => {
    expect((await said('one')).where).toMatch(/harness\/main\.ts$/);
  });

  it('is refused for what is no program, so that the sources themselves are run', async () => {
    writeFileSync(join(root, 'harness', 'bad.ts'), 'import "./absent.ts";\n');
    await expect(bundleOf(root, 'harness/bad.ts', join(root, 'cache'))).rejects.toThrow(/absent\.ts/);
  });
});
