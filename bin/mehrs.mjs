#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bundleOf, loadBundle, siblingOf } from './bundle.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = 'harness/cli/main.ts';
/** Processes that play parties need little of the program, and there are many of them. */
const PARTY = 'harness/cli/partyMain.ts';
const entry = process.argv[2] === 'party' ? PARTY : MAIN;

/** Processes started by this one run what it runs, and need not look for it. */
const programOf = async () => {
  const { MEHRS_BUNDLE: parents = '' } = process.env;
  if (entry === PARTY && isAbsolute(parents) && existsSync(siblingOf(parents, PARTY))) return siblingOf(parents, PARTY);
  const path = await bundleOf(ROOT, entry);
  if (!existsSync(siblingOf(path, PARTY))) await bundleOf(ROOT, PARTY);
  process.env.MEHRS_BUNDLE = path;
  return path;
};

// MEHRS_SOURCES=1 runs the sources themselves: slower to start, and stacks name their lines.
const program = process.env.MEHRS_SOURCES === '1' ? undefined : await programOf().catch(() => undefined);
if (program !== undefined) await loadBundle(program);
else {
  // No place to keep a bundle, or nothing to make one with: slower, and the same.
  const { register } = await import('tsx/esm/api');
  register();
  await (entry === PARTY ? import('../harness/cli/partyMain.ts') : import('../harness/cli/main.ts'));
}
