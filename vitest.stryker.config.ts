import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The tests StrykerJS judges by, chosen by part: `STRYKER_PART=checks npx stryker run`. See stryker.config.mjs. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  checks: ['test/checks/**/*.test.ts'],
  faults: ['test/faults/**/*.test.ts'],
  verdict: ['test/verdict/**/*.test.ts'],
  actors: ['test/full/actors.test.ts'],
};

/** StrykerJS stops at the first test that fails: those that play no whole world come first, as they take no time. */
class CheapFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const worlds = new Map(files.map(({ moduleId }) => [moduleId, /createWorld|runOf/.test(readFileSync(moduleId, 'utf8'))] as const));
    return Promise.resolve([...files].sort((a, b) => Number(worlds.get(a.moduleId)) - Number(worlds.get(b.moduleId))));
  }
}

export default defineConfig({
  test: {
    include: [...(TESTS[process.env['STRYKER_PART'] ?? 'checks'] ?? [])], testTimeout: 60_000, hookTimeout: 60_000,
    // What the files of one mutant's run import, they import once.
    isolate: false, sequence: { sequencer: CheapFirst },
  },
});
