import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores in CI: one process each. A file's modules are its own, so no test can lean on another's; NATS tests end servers on exit.
    pool: 'forks',
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['protocol/**', 'machines/**', 'actors/**', 'harness/**'] },
  },
});
