/**
 * The program in one file. Loading some 250 TypeScript sources one by one takes longer than most runs, so they are bundled
 * on first use and the bundle is kept under a name that is the hash of everything it was made of: a kept bundle is never
 * older than its sources. Packages stay outside it and are loaded as ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDERS = ['protocol', 'machines', 'actors', 'harness', 'sandbox'];
const SETTINGS = ['package.json', 'tsconfig.json'];
/** Bundles of yesterday's sources are of no use to anybody. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Path to content of everything a bundle is made of, in a fixed order. */
const sourcesOf = (root) => {
  const sources = new Map();
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.name.endsWith('.ts')) sources.set(path, readFileSync(path));
    }
  };
  for (const folder of FOLDERS.map((name) => join(root, name)).filter(existsSync)) visit(folder);
  for (const path of SETTINGS.map((name) => join(root, name)).filter(existsSync)) sources.set(path, readFileSync(path));
  return sources;
};

const hashOf = (root, sources) => {
  const hash = createHash('sha256').update(`${process.version} ${root}\n`).update(readFileSync(new URL(import.meta.url)));
  for (const [path, bytes] of sources) hash.update(`${path} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex').slice(0, 32);
};

const clean = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
};

/**
 * URL of the bundle of `root`'s program, made if there is none. Below `node_modules`, so that packages are found from it.
 * @throws whatever esbuild or the file system has against it.
 */
export const bundleOf = async (root, entry = 'harness/cli/main.ts', cache = join(root, 'node_modules', '.cache', 'mehrs')) => {
  const sources = sourcesOf(root);
  const path = join(cache, `${hashOf(root, sources)}.mjs`);
  if (existsSync(path)) return pathToFileURL(path).href;
  const { build } = await import('esbuild');
  const { outputFiles: [output] } = await build({
    absWorkingDir: root, entryPoints: [entry], bundle: true, write: false, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'silent',
    plugins: [{
      name: 'as-hashed',
      setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path: source }) => {
        // What was hashed is what is bundled, whoever edits meanwhile; files beside a source are found where the source is.
        const bytes = sources.get(source);
        if (bytes === undefined) throw new Error(`${source} is outside ${FOLDERS.join(', ')}`);
        return { contents: bytes.toString('utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source).href)), loader: 'ts' };
      }),
    }],
  });
  mkdirSync(cache, { recursive: true });
  clean(cache);
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, output.contents);
  renameSync(partial, path);
  return pathToFileURL(path).href;
};
