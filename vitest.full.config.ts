import { defineConfig } from 'vitest/config';

/** What takes too long for every change: all kills, all ways of running, a cluster. One file after the other: they measure, and kill. */
export default defineConfig({
  test: {
    include: ['test/full/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    isolate: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
  },
});
