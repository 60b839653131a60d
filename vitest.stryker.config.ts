import { defineConfig } from 'vitest/config';

/** The tests StrykerJS judges by, chosen by part: `STRYKER_PART=checks npx stryker run`. See stryker.config.mjs. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  checks: ['test/checks/**/*.test.ts'],
  faults: ['test/faults/**/*.test.ts'],
  verdict: ['test/verdict/**/*.test.ts'],
  actors: ['test/full/actors.test.ts'],
};

export default defineConfig({
  test: { include: [...(TESTS[process.env['STRYKER_PART'] ?? 'checks'] ?? [])], testTimeout: 60_000, hookTimeout: 60_000 },
});
