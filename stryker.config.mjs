const part = process.env.STRYKER_PART ?? 'checks';
const SOURCES = {
  checks: ['protocol/checks/**/*.ts'],
  faults: ['harness/faults/**/*.ts'],
  verdict: ['harness/verdict/**/*.ts'],
};

export default {
  mutate: SOURCES[part],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.stryker.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  reporters: ['json', 'clear-text'],
  jsonReporter: { fileName: process.env.STRYKER_REPORT ?? `.cache/stryker/${part}.json` },
  incremental: true,
  incrementalFile: `.cache/stryker/incremental-${part}.json`,
  tempDirName: '.cache/stryker/sandbox',
  ignorePatterns: ['docs', 'runs', '.cache', 'bench', 'spin'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  thresholds: { high: 95, low: 85, break: 85 },
};
