import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The long ones have a configuration of their own: `npx vitest run --config vitest.full.config.ts`.
    exclude: ['test/full/**', 'node_modules/**'],
    // Two cores in CI: one process each, sharing imports and the runs that test/world/support.ts keeps. NATS tests end servers on exit.
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['protocol/**', 'machines/**', 'actors/**', 'harness/**'] },
  },
});
