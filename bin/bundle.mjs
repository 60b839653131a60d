/**
 * The program in one file. Loading some 250 TypeScript sources and 300 files of packages one by one takes longer than most
 * runs, so they are bundled on first use and the bundle is kept under a name that is the hash of everything it was made of:
 * a kept bundle is never older than its sources. What V8 has compiled of it is kept beside it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { Script, constants } from 'node:vm';

const FOLDERS = ['protocol', 'machines', 'actors', 'harness', 'sandbox'];
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json'];
/** Loads WebAssembly while it is imported, which only modules can. */
const ASYNCHRONOUS = 'libxml2-wasm';
/** Look for files of their own beside themselves. */
const APART = [ASYNCHRONOUS, 'esbuild', 'tsx'];
/** The same to a source, but a bundler sees which parts of it are used: as one object all 589 KB of it are, in fifty languages. */
const [ZOD_WHOLE, ZOD_PARTS] = ["import { z } from 'zod';", "import * as z from 'zod';"];
const HASH_DIGITS = 32;
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
  return hash.digest('hex').slice(0, HASH_DIGITS);
};

const clean = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
};

const write = (path, bytes) => {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, path);
};

/** The bundle of another entry, made of the same sources. */
export const siblingOf = (path, entry) => join(dirname(path), `${basename(path).slice(0, HASH_DIGITS)}-${basename(entry, '.ts')}.cjs`);

/**
 * Path of the bundle of `root`'s program, made if there is none. Below `node_modules`, so that packages are found from it.
 * @throws whatever esbuild or the file system has against it.
 */
export const bundleOf = async (root, entry = 'harness/cli/main.ts', cache = join(root, 'node_modules', '.cache', 'mehrs')) => {
  const sources = sourcesOf(root);
  const path = siblingOf(join(cache, hashOf(root, sources)), entry);
  if (existsSync(path)) return path;
  const { build } = await import('esbuild');
  const { outputFiles: [output] } = await build({
    absWorkingDir: root, entryPoints: [entry], bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20', charset: 'ascii', minifyWhitespace: true, legalComments: 'none', external: APART, logLevel: 'silent',
    plugins: [{
      name: 'as-hashed',
      setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path: source }) => {
        if (source.includes('/node_modules/')) return undefined;
        // What was hashed is what is bundled, whoever edits meanwhile; files beside a source are found where the source is.
        const bytes = sources.get(source);
        if (bytes === undefined) throw new Error(`${source} is outside ${FOLDERS.join(', ')}`);
        return { contents: bytes.toString('utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source).href)).replace(ZOD_WHOLE, ZOD_PARTS), loader: 'ts' };
      }),
    }],
  });
  mkdirSync(cache, { recursive: true });
  clean(cache);
  write(path, output.contents);
  return path;
};

const readIfThere = (path) => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

/** Runs a bundle and gives what it exports. The first process to do so leaves what was compiled by its end to the next. */
export const loadBundle = async (path) => {
  const loading = import(ASYNCHRONOUS).catch(() => undefined);
  const compiled = path.replace(/\.cjs$/, '.v8');
  const cachedData = readIfThere(compiled);
  const script = new Script(`(function (exports, require, module) {${readFileSync(path, 'latin1')}\n})`, {
    filename: path, importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER ?? ((name) => import(name)), ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once('exit', () => {
      try {
        write(compiled, script.createCachedData());
      } catch {
        // No room for it: slower, and the same.
      }
    });
  }
  const asynchronous = await loading;
  const require = createRequire(join(dirname(path), 'from.cjs'));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, (name) => (name === ASYNCHRONOUS && asynchronous !== undefined ? asynchronous : require(name)), module);
  return module.exports;
};
