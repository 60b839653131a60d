/**
 * `node bench/run.mjs <name> [arguments]`: runs `bench/<name>.ts` the way the program runs, in one file and without the marks
 * that a loader of single sources puts on every function.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOf } from '../bin/bundle.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [name = ''] = process.argv.splice(2, 1);
const { outputFiles: [output] } = await build({
  absWorkingDir: ROOT, entryPoints: [`bench/${name}.ts`], bundle: true, write: false, platform: 'node', format: 'esm', target: 'node20', packages: 'external',
  plugins: [{
    name: 'where-it-was',
    setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' })),
  }],
});
const folder = join(ROOT, 'node_modules', '.cache', 'mehrs');
mkdirSync(folder, { recursive: true });
const path = join(folder, `bench-${name}.mjs`);
writeFileSync(path, output.contents);
// Processes that the bench starts run the program's bundle, as those of the program do.
process.env.MEHRS_BUNDLE = await bundleOf(ROOT);
await import(pathToFileURL(path).href);
