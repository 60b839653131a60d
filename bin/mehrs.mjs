#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { bundleOf } from './bundle.mjs';

// MEHRS_SOURCES=1 runs the sources themselves: slower to start, and stacks name their lines.
const program = process.env.MEHRS_SOURCES === '1' ? undefined : await bundleOf(fileURLToPath(new URL('..', import.meta.url))).catch(() => undefined);
if (program !== undefined) await import(program);
else {
  // No place to keep a bundle, or nothing to make one with: slower, and the same.
  const { register } = await import('tsx/esm/api');
  register();
  await import('../harness/cli/main.ts');
}
